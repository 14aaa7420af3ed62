import type { BarsFigure } from '../../../contract/figure.ts';
import type { Text } from '../../../contract/text.ts';
import type { Table } from '../../table/table.ts';
import type { Context } from '../context.ts';
import { giniOf } from '../evaluate/beyond.ts';
import { countLists, sampleMembers } from './cluster-view.ts';
import type { NamedSource } from './customer-view.ts';
import { previewText as text } from './preview-text.ts';
import { shopOf } from './shop-view.ts';

/** Items in groups of one size by how many customers have them. */
const GROUPS = 10;

/** Who gets seen: what part of purchases, and of what is recommended, falls to best-sellers and to the long tail. */
export interface Exposure {
  readonly figure: BarsFigure;
  /** How unevenly items are bought, and recommended by each source: 0 all alike, near 1 a few get everything. */
  readonly giniBefore: number;
  readonly giniAfter: readonly number[];
  /** Share of the catalogue that some list of each source holds. */
  readonly shown: readonly number[];
}

/**
 * Exposure of the catalogue before and after, from the lists of evenly spaced customers.
 *
 * @returns null for a shop without items, or where nothing is recommended.
 */
export async function exposureOf(
  context: Context,
  interactions: Table,
  sources: readonly NamedSource[],
  topK: number,
  mostCustomers: number,
): Promise<Exposure | null> {
  const { users, items, buyers, itemOf } = shopOf(interactions);
  const nItems = items.length;
  if (nItems === 0) return null;
  const bought = Float64Array.from(items, (_, item) => buyers.count(item));
  const order = Int32Array.from(items.keys()).sort((a, b) => bought[b]! - bought[a]! || a - b);
  const sampled = sampleMembers(users, mostCustomers);
  const shown: Float64Array[] = [];
  for (const { source } of sources) {
    context.signal.throwIfAborted();
    const counts = new Float64Array(nItems);
    for (const [id, count] of await countLists(source, interactions, sampled, topK, context)) {
      const item = itemOf.get(id);
      if (item !== undefined) counts[item] = count;
    }
    shown.push(counts);
  }
  if (shown.every((counts) => counts.every((count) => count === 0))) return null;
  const nGroups = Math.min(GROUPS, nItems);
  const before = sharesOf(bought, order, nGroups);
  const after = shown.map((counts) => sharesOf(counts, order, nGroups));
  // Stored lists do not say which model they came from.
  const names = sources.map(({ name, source }) => ('table' in source ? null : name));
  return {
    figure: exposureFigure(before, after, names, { nItems, sampled: sampled.length, all: users.length }),
    giniBefore: giniOf(bought),
    giniAfter: shown.map(giniOf),
    shown: shown.map((counts) => counts.filter((count) => count > 0).length / nItems),
  };
}

const seriesName = (model: Text | null) =>
  model ? text.message('recommended-by', { model }) : text.message('recommended');

/** What part of all counts falls to each group of the order. */
function sharesOf(counts: Float64Array, order: Int32Array, nGroups: number): Float64Array {
  const total = counts.reduce((sum, count) => sum + count, 0);
  const shares = new Float64Array(nGroups);
  order.forEach((item, rank) => (shares[Math.floor((rank * nGroups) / order.length)]! += counts[item]!));
  return total > 0 ? shares.map((share) => share / total) : shares;
}

function exposureFigure(
  before: Float64Array,
  after: readonly Float64Array[],
  names: readonly (Text | null)[],
  { nItems, sampled, all }: { nItems: number; sampled: number; all: number },
): BarsFigure {
  const nGroups = before.length;
  const tail = (shares: Float64Array) => ({
    percent: shares.slice(Math.ceil(nGroups / 2)).reduce((sum, share) => sum + share, 0),
    digits: 1,
  });
  const first = { bought: { percent: before[0]! }, recommended: { percent: after[0]![0]! } };
  return {
    kind: 'bars',
    orientation: 'vertical',
    title: text.message('exposure-title', {
      groups: nGroups,
      ...first,
      tail: tail(after[0]!),
      tailBefore: tail(before),
    }),
    subtitle: text.message('exposure-rows', { items: nItems, sampled, all }),
    summary: text.message('exposure-summary', { groups: nGroups, ...first }),
    categories: Array.from({ length: nGroups }, (_, group) =>
      text.message('exposure-group', { from: { percent: group / nGroups }, to: { percent: (group + 1) / nGroups } }),
    ),
    value: { label: text.message('share-of-all'), unit: 'share' },
    series: [
      { name: text.message('bought'), values: before },
      ...after.map((values, i) => ({ name: seriesName(names[i] ?? null), values })),
    ],
  };
}
