import type { FigureRows, ParallelFigure, RadarFigure, RidgesFigure } from '../../../contract/figure.ts';
import type { Label } from '../../../contract/text.ts';
import type { Unit } from '../../../contract/table.ts';
import { sampleRows } from '../../maths/matrix.ts';
import type { Random } from '../../maths/random.ts';
import { quantilesOf } from '../../maths/selection.ts';
import { doublesOf } from '../../table/numbers.ts';
import type { Matrix, Table } from '../../table/table.ts';
import { columnLabel } from '../features-of.ts';
import { say, saidCounts } from './cluster-words.ts';
import { densityOn } from './density.ts';
import { groupMoments } from './group-moments.ts';
import { groupRadar, type RadarRows, type SpokeFeature } from './group-radar.ts';

/** One feature of grouped rows. */
export interface ShapedFeature extends SpokeFeature {
  readonly unit: Unit | null;
  /** The column of the rows' table that holds it; null where it is made of others. */
  readonly column: string | null;
}

/** Rows with their groups. */
export interface GroupedRows extends RadarRows {
  readonly features: readonly ShapedFeature[];
  /** Where the rows lie, and the position of each in that table; its own place where there is no list. */
  readonly rows: FigureRows;
  readonly at: Int32Array | null;
  readonly currency: string | null;
}

/** More axes or features than these cannot be read side by side. */
const MOST_AXES = 10;
const MOST_RIDGES = 9;
/** So many groups can be told apart as ridges. */
const MOST_GROUPS = 12;
/** Lines that are drawn; of a small group at least so many. */
const MOST_LINES = 1000;
const LEAST_LINES = 12;
/** The ends of an axis: the few rows beyond are drawn there. */
const ENDS = [0.01, 0.99] as const;
/** An axis is logarithmic where its upper end is so many times its middle. */
const LOG_FROM = 8;
const PLACES = 72;

/** A feature with what its axis needs. */
interface Placed extends ShapedFeature {
  readonly range: readonly [number, number];
  readonly scale: 'linear' | 'log';
  /** The share of the spread that the groups explain. */
  readonly told: number;
}

/** Features of a table as they stand there; those that are made of other columns come from the matrix. */
export function shapedFeatures(table: Table, names: readonly string[], x: Matrix): ShapedFeature[] {
  return names.map((name, j) => {
    const found = table.find(name);
    const own = found?.type === 'number' ? found : null;
    return {
      label: columnLabel(table, name),
      unit: own?.unit ?? null,
      column: own && name,
      values: own
        ? doublesOf(own)
        : Float64Array.from({ length: x.nRows }, (_, row) => x.values[row * x.nColumns + j]!),
    };
  });
}

/** Rows as lines across their features, the densities of each group, and its means; null where there is nothing to tell apart. */
export function groupShapes(
  given: GroupedRows,
  random: Random,
): { lines: ParallelFigure | null; ridges: RidgesFigure | null; radar: RadarFigure | null } {
  const features = given.features.flatMap((feature) => placed(feature, given.groups, given.names.length));
  const members = membersOf(given);
  if (features.length === 0 || members.every(({ length }) => length === 0))
    return { lines: null, ridges: null, radar: null };
  const telling = [...features].sort((a, b) => b.told - a.told);
  return {
    lines: features.length > 1 ? linesFigure(given, narrowed(features, telling, MOST_AXES), members, random) : null,
    ridges: ridgesFigure(given, telling, members),
    radar: groupRadar(given),
  };
}

/** The features that tell most, in the order they came. */
const narrowed = (features: readonly Placed[], telling: readonly Placed[], most: number): Placed[] => {
  const kept = new Set(telling.slice(0, most));
  return features.filter((feature) => kept.has(feature));
};

function placed(feature: ShapedFeature, groups: Int32Array, nGroups: number): Placed[] {
  const [low = NaN, q01 = NaN, middle = NaN, q99 = NaN, high = NaN] = quantilesOf(feature.values, [0, ENDS[0], 0.5, ENDS[1], 1]); // prettier-ignore
  if (!(high > low)) return [];
  const range = q99 > q01 ? ([q01, q99] as const) : ([low, high] as const);
  const isLog = range[0] > 0 && range[1] / middle >= LOG_FROM;
  return [{ ...feature, range, scale: isLog ? 'log' : 'linear', told: groupMoments(feature.values, groups, nGroups).explained }]; // prettier-ignore
}

/** The rows of each group, ascending. */
function membersOf({ groups, names }: GroupedRows): Int32Array[] {
  const counts = new Int32Array(names.length);
  for (const group of groups) if (group >= 0) counts[group]!++;
  const lists = Array.from(counts, (count) => new Int32Array(count));
  counts.fill(0);
  groups.forEach((group, row) => {
    if (group >= 0) lists[group]![counts[group]!++] = row;
  });
  return lists;
}

/** Some rows of every group, of the large ones more, ascending within each. */
function thinned(members: readonly Int32Array[], random: Random): Int32Array[] {
  const all = members.reduce((sum, { length }) => sum + length, 0);
  if (all <= MOST_LINES) return [...members];
  return members.map((rows, group) => {
    const most = Math.max(LEAST_LINES, Math.round((MOST_LINES * rows.length) / all));
    return sampleRows(rows.length, most, random.fork(group)).map((place) => rows[place]!);
  });
}

function linesFigure(
  { names, ids, rows, at, currency }: GroupedRows,
  features: readonly Placed[],
  members: readonly Int32Array[],
  random: Random,
): ParallelFigure {
  const best = features.reduce((most, feature) => (feature.told > most.told ? feature : most));
  const drawn = thinned(members, random);
  const flat = drawn.flatMap((list) => [...list]);
  const nRows = members.reduce((sum, { length }) => sum + length, 0);
  const facts = { feature: asValue(best.label), share: { percent: best.told } };
  const middles = (values: Float64Array, list: Int32Array): number[] =>
    quantilesOf(valuesAt(values, list), [0.25, 0.5, 0.75]);
  return {
    kind: 'parallel',
    title: say('linesTitle', facts),
    subtitle: say(flat.length < nRows ? 'linesSome' : 'linesAll', { drawn: flat.length, rows: nRows }),
    summary: say('linesSummary', { ...facts, clusters: names.length, features: features.length }),
    currency,
    rows,
    axes: features.map(({ label, unit, column, range, scale }) => ({
      label,
      unit,
      scale,
      range,
      ...(column === null ? {} : { column }),
    })),
    groups: names.map((name, group) => {
      const found = features.map(({ values }) => middles(values, members[group]!));
      const part = (of: number): Float64Array => Float64Array.from(found, (middle) => middle[of]!);
      return { id: ids[group]!, name, size: members[group]!.length, lower: part(0), median: part(1), upper: part(2) };
    }),
    lines: {
      rows: Int32Array.from(flat, (row) => at?.[row] ?? row),
      group: Int32Array.from(drawn.flatMap((list, group) => [...list].map(() => group))),
      values: Float64Array.from(flat.flatMap((row) => features.map(({ values }) => values[row]!))),
    },
  };
}

function ridgesFigure(
  { names, ids, currency }: GroupedRows,
  telling: readonly Placed[],
  members: readonly Int32Array[],
): RidgesFigure | null {
  const features = telling.slice(0, MOST_RIDGES);
  const largest = [...members.keys()].sort((a, b) => members[b]!.length - members[a]!.length || a - b);
  const shown = largest.slice(0, MOST_GROUPS).filter((group) => members[group]!.length > 0).sort((a, b) => a - b); // prettier-ignore
  const [best] = features;
  if (!best || shown.length === 0) return null;
  const facts = { feature: asValue(best.label), share: { percent: best.told } };
  const nRows = members.reduce((sum, { length }) => sum + length, 0);
  const allClusters = members.filter(({ length }) => length > 0).length;
  const counts = saidCounts({ features: features.length, allFeatures: telling.length, clusters: shown.length, allClusters }); // prettier-ignore
  return {
    kind: 'ridges',
    title: say('ridgesTitle', facts),
    subtitle: say('ridgesSubtitle', { ...counts, rows: nRows }),
    summary: say('ridgesTitle', facts),
    currency,
    groups: shown.map((group) => ({ id: ids[group]!, name: names[group]!, size: members[group]!.length })),
    features: features.map(({ label, unit, scale, range, values }) => {
      const onAxis = scale === 'log' ? values.map(Math.log10) : values;
      const ends = scale === 'log' ? ([Math.log10(range[0]), Math.log10(range[1])] as const) : range;
      const at = Float64Array.from({ length: PLACES }, (_, i) => ends[0] + ((ends[1] - ends[0]) * i) / (PLACES - 1));
      return {
        axis: { label, unit, scale },
        at,
        densities: shown.map((group) => densityOn(valuesAt(onAxis, members[group]!), at)),
        all: densityOn(onAxis, at),
        medians: Float64Array.from(shown, (group) => quantilesOf(valuesAt(values, members[group]!), [0.5])[0]!),
      };
    }),
  };
}

/** The values of some rows; `from` with a function takes ten times as long. */
function valuesAt(values: Float64Array, rows: Int32Array): Float64Array {
  const found = new Float64Array(rows.length);
  for (let i = 0; i < rows.length; i++) found[i] = values[rows[i]!]!;
  return found;
}

/** A label as a value of a message. */
const asValue = (label: Label) => (typeof label === 'string' ? label : label.text);
