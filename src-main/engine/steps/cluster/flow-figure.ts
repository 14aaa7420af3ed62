import type { SankeyFigure, SankeySide } from '../../../contract/figure.ts';
import type { Label, Text } from '../../../contract/text.ts';

/** More groups than these on a side cannot be followed by eye: the smallest stand together. */
const MOST_GROUPS = 12;

const REST: Text = { en: '{n} smaller ones', zh: '其余 {n} 组' };

/** A group of one side, by its name in the column of that side; null where rows of no group are meant. */
export interface FlowGroup {
  readonly id: number;
  readonly label: Label;
  readonly name: string | null;
}

/** What two groupings of the same rows share. */
export interface Flows {
  readonly from: readonly FlowGroup[];
  readonly to: readonly FlowGroup[];
  /** (from, to), row-major. */
  readonly counts: Float64Array;
}

/** Where the groups of a side stand: the shown ones in their order, then what stands together. */
interface Places {
  /** By group; the place of those that stand together is the last. */
  readonly at: readonly number[];
  readonly groups: SankeySide['groups'];
}

/** The largest groups of a side in the order of `rank`, those that have rows; the rest as one. */
function placesOf(all: readonly FlowGroup[], sizes: Float64Array, rank: (group: number) => number): Places {
  const filled = [...all.keys()].filter((group) => sizes[group]! > 0);
  const largest = [...filled].sort((a, b) => sizes[b]! - sizes[a]! || a - b);
  const kept = new Set(filled.length > MOST_GROUPS ? largest.slice(0, MOST_GROUPS - 1) : filled);
  const shown = filled.filter((group) => kept.has(group)).sort((a, b) => rank(a) - rank(b) || a - b);
  const rest = filled.filter((group) => !kept.has(group));
  const named = (groups: readonly number[]): string[] => groups.flatMap((group) => all[group]!.name ?? []);
  const groups = shown.map((group) => ({ id: all[group]!.id, name: all[group]!.label, values: named([group]) }));
  const together = { id: -1, name: { code: 'rest', text: REST, values: { n: rest.length } }, values: named(rest) };
  return {
    at: [...all.keys()].map((group) => (kept.has(group) ? shown.indexOf(group) : shown.length)),
    groups: rest.length > 0 ? [...groups, together] : groups,
  };
}

/** How many rows each group of a side has. */
export function sideSizes({ from, to, counts }: Flows, side: 'from' | 'to'): Float64Array {
  const sizes = new Float64Array(side === 'from' ? from.length : to.length);
  counts.forEach((count, at) => (sizes[side === 'from' ? Math.floor(at / to.length) : at % to.length]! += count));
  return sizes;
}

/** The mean place of what each group of the second has from the first: in this order few ribbons cross. */
function meanOrigins({ to, counts }: Flows, places: readonly number[]): number[] {
  return to.map((_, j) => {
    let [sum, all] = [0, 0];
    for (let i = 0; i < places.length; i++) {
      const count = counts[i * to.length + j]!;
      sum += count * places[i]!;
      all += count;
    }
    return sum / all;
  });
}

/**
 * The groups and ribbons of a {@link SankeyFigure}: at most {@link MOST_GROUPS} a side.
 *
 * @param untangle whether groups of the second may change places, so that few ribbons cross; they stay in their order where both sides are of the same groups.
 */
export function sankeyParts(
  flows: Flows,
  untangle: boolean,
): { from: SankeySide['groups']; to: SankeySide['groups']; flows: SankeyFigure['flows'] } {
  const from = placesOf(flows.from, sideSizes(flows, 'from'), (group) => group);
  const origins = untangle ? meanOrigins(flows, from.at) : null;
  // Rows of no group stay last.
  const rank = (group: number): number => (flows.to[group]!.id < 0 ? Infinity : (origins?.[group] ?? group));
  const to = placesOf(flows.to, sideSizes(flows, 'to'), rank);
  const shared = new Float64Array(from.groups.length * to.groups.length);
  flows.counts.forEach((count, at) => {
    if (count > 0) shared[from.at[Math.floor(at / flows.to.length)]! * to.groups.length + to.at[at % flows.to.length]!]! += count; // prettier-ignore
  });
  const ribbons = [...shared.keys()]
    .filter((at) => shared[at]! > 0)
    .sort((a, b) => shared[b]! - shared[a]! || a - b)
    .map((at) => ({ from: Math.floor(at / to.groups.length), to: at % to.groups.length, count: shared[at]! }));
  return { from: from.groups, to: to.groups, flows: ribbons };
}
