import { countBelow, countUpTo } from '../sorted.ts';
import { sortedFinite } from '../statistics.ts';
import { smirnovChance, stabilityByChance, stabilityIndex } from './distances.ts';

/** Numbers of a sample on a grid that may have been another's. */
interface Lie {
  /** Rows that were counted, those without a value among them. */
  readonly nRows: number;
  readonly nMissing: number;
  /** By edge of the grid: rows at most as large, and rows that are smaller. */
  readonly upTo: Float64Array;
  readonly below: Float64Array;
}

/** How numbers lay when a model learned from them. */
export interface NumberShape extends Lie {
  readonly kind: 'number';
  /** At most {@link MOST_EDGES} values from the smallest to the largest, each between as many rows as the next; all values where they are few. */
  readonly edges: Float64Array;
}

/** Which choices there were when a model learned from them. */
export interface ChoiceShape {
  readonly kind: 'choice';
  readonly nRows: number;
  readonly nMissing: number;
  /** The most frequent first, at most {@link MOST_CHOICES}. */
  readonly choices: readonly string[];
  readonly counts: Float64Array;
  /** Rows with any other choice. */
  readonly nOther: number;
}

export type Shape = NumberShape | ChoiceShape;

/** How a sample differs from a shape. */
export interface Drift {
  /** The population stability index; NaN where a sample is empty. */
  readonly psi: number;
  /** What it stays below by chance, in 99 of 100 cases. */
  readonly psiByChance: number;
  /** The Kolmogorov–Smirnov distance, its chance; NaN for choices. Exact where a shape has all of its values for edges, else at most 1/100 too small. */
  readonly ks: number;
  readonly ksChance: number;
  readonly missingBefore: number;
  readonly missingNow: number;
  /** The share of rows whose choice the shape never saw; 0 for numbers. */
  readonly unseen: number;
  /** Of the same bins the shares of rows before and now; the last may be that of missing values. */
  readonly before: Float64Array;
  readonly now: Float64Array;
  /** Of numbers the upper ends of the bins, the last of them infinite; of choices none. */
  readonly ends: readonly number[];
  /** Of choices their names, one a bin; null stands for all others. */
  readonly names: readonly (string | null)[];
}

export const MOST_EDGES = 100;
export const MOST_CHOICES = 50;
const MOST_BINS = 10;

/** The shape of numbers. @param values NaN where missing. */
export function numberShape(values: Float64Array): NumberShape {
  const sorted = sortedFinite(values);
  const edges = edgesOf(sorted);
  return { kind: 'number', edges, ...lieOf(sorted, edges, values.length) };
}

function lieOf(sorted: Float64Array, edges: Float64Array, nRows: number): Lie {
  return {
    nRows,
    nMissing: nRows - sorted.length,
    upTo: Float64Array.from(edges, (edge) => countUpTo(sorted, edge)),
    below: Float64Array.from(edges, (edge) => countBelow(sorted, edge)),
  };
}

function edgesOf(sorted: Float64Array): Float64Array {
  const distinct: number[] = [];
  for (let i = 0; i < sorted.length && distinct.length <= MOST_EDGES; i++)
    if (i === 0 || sorted[i] !== sorted[i - 1]) distinct.push(sorted[i]!);
  if (distinct.length <= MOST_EDGES) return Float64Array.from(distinct);
  const edges: number[] = [];
  for (let i = 0; i < MOST_EDGES; i++) {
    const edge = sorted[Math.round((i * (sorted.length - 1)) / (MOST_EDGES - 1))]!;
    if (edge !== edges.at(-1)) edges.push(edge);
  }
  return Float64Array.from(edges);
}

/** The shape of choices. @param choices null where missing. */
export function choiceShape(choices: readonly (string | null)[]): ChoiceShape {
  const counts = new Map<string, number>();
  let nMissing = 0;
  for (const choice of choices) {
    if (choice === null) nMissing++;
    else counts.set(choice, (counts.get(choice) ?? 0) + 1);
  }
  const ranked = [...counts].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1));
  const kept = ranked.slice(0, MOST_CHOICES);
  return {
    kind: 'choice',
    nRows: choices.length,
    nMissing,
    choices: kept.map(([choice]) => choice),
    counts: Float64Array.from(kept, ([, count]) => count),
    nOther: ranked.slice(MOST_CHOICES).reduce((sum, [, count]) => sum + count, 0),
  };
}

/** How numbers differ from those of a shape. @param values NaN where missing. */
export function driftOfNumbers(shape: NumberShape, values: Float64Array): Drift {
  const now = lieOf(sortedFinite(values), shape.edges, values.length);
  const ends = endsOf(shape);
  const [before, after] = [binsOf(shape, shape.edges, ends), binsOf(now, shape.edges, ends)];
  const ks = distanceOf(shape, now);
  return {
    ...compare(before, after, shape, now),
    ks,
    ksChance: smirnovChance(ks, shape.nRows - shape.nMissing, now.nRows - now.nMissing),
    unseen: 0,
    ends: [...ends, Infinity],
    names: [],
  };
}

/** Edges that part the shape's rows into at most ten bins of about equal count; the last bin lies above the last of them. */
function endsOf({ edges, upTo }: NumberShape): number[] {
  const n = upTo.at(-1) ?? 0;
  const ends: number[] = [];
  let filled = 0;
  for (let i = 0; i < edges.length - 1; i++) {
    if (upTo[i]! < ((filled + 1) * n) / MOST_BINS) continue;
    ends.push(edges[i]!);
    filled = Math.floor((upTo[i]! * MOST_BINS) / n);
  }
  return ends;
}

/** Rows a bin, missing ones in a bin of their own behind. */
function binsOf({ nRows, nMissing, upTo }: Lie, edges: Float64Array, ends: readonly number[]): Float64Array {
  const counts = new Float64Array(ends.length + 2);
  let last = 0;
  ends.forEach((end, bin) => {
    const own = upTo[countBelow(edges, end)]!;
    counts[bin] = own - last;
    last = own;
  });
  counts[ends.length] = nRows - nMissing - last;
  counts[ends.length + 1] = nMissing;
  return counts;
}

/** The largest gap between the two distributions at, and just below, the edges. */
function distanceOf(shape: NumberShape, now: Lie): number {
  const [n, m] = [shape.nRows - shape.nMissing, now.nRows - now.nMissing];
  if (n === 0 || m === 0) return NaN;
  let most = 0;
  for (let i = 0; i < shape.edges.length; i++)
    most = Math.max(
      most,
      Math.abs(shape.upTo[i]! / n - now.upTo[i]! / m),
      Math.abs(shape.below[i]! / n - now.below[i]! / m),
    );
  return most;
}

/** How choices differ from those of a shape. @param choices null where missing. */
export function driftOfChoices(shape: ChoiceShape, choices: readonly (string | null)[]): Drift {
  const place = new Map(shape.choices.map((choice, at) => [choice, at]));
  const nKnown = shape.choices.length;
  const before = Float64Array.of(...shape.counts, shape.nOther, shape.nMissing);
  const now = new Float64Array(nKnown + 2);
  for (const choice of choices) now[choice === null ? nKnown + 1 : (place.get(choice) ?? nKnown)]!++;
  const nMissing = now[nKnown + 1]!;
  return {
    ...compare(before, now, shape, { nRows: choices.length, nMissing }),
    ks: NaN,
    ksChance: NaN,
    unseen: shape.nOther === 0 && choices.length > 0 ? now[nKnown]! / choices.length : 0,
    ends: [],
    names: [...shape.choices, null],
  };
}

function compare(
  before: Float64Array,
  now: Float64Array,
  shape: Pick<Lie, 'nRows' | 'nMissing'>,
  sample: Pick<Lie, 'nRows' | 'nMissing'>,
) {
  const [n, m] = [shape.nRows, sample.nRows];
  const nBins = before.filter((count, bin) => count > 0 || now[bin]! > 0).length;
  const share = (count: number, of: number): number => (of > 0 ? count / of : 0);
  return {
    psi: stabilityIndex(before, now),
    psiByChance: n > 0 && m > 0 ? stabilityByChance(n, m, nBins) : NaN,
    missingBefore: share(shape.nMissing, n),
    missingNow: share(sample.nMissing, m),
    before: before.map((count) => share(count, n)),
    now: now.map((count) => share(count, m)),
  };
}
