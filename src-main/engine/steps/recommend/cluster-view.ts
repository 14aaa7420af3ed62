import type { HeatmapFigure } from '../../../contract/figure.ts';
import type { Label } from '../../../contract/text.ts';
import { codesOf, dictionaryOf, textAt, type Column } from '../../table/column.ts';
import { numberAt, type Table } from '../../table/table.ts';
import type { Context } from '../context.ts';
import { pickCustomers } from './interactions.ts';
import { namesOf, newestTime, type ListSource } from './customer-view.ts';
import { historiesAt } from './recommender.ts';
import { previewText as text } from './preview-text.ts';

/** Customers by cluster. */
export interface Clusters {
  /** Names of the clusters, numbers in numeric order, then texts. */
  readonly names: readonly string[];
  /** Customer ids by cluster, sorted, each customer once. */
  readonly members: readonly (readonly string[])[];
  /** For each customer how sure the cluster is of them; absent without such a column. */
  readonly certainty: ReadonlyMap<string, number> | null;
}

/** Reads who is in which cluster. @throws missing-column, missing-role */
export function readClusters(table: Table, chosen: string | null): Clusters {
  const customers = table.textRole('customerId');
  const column = chosen === null ? (table.find('cluster') ?? firstOther(table)) : table.column(chosen);
  const byName = new Map<string, Set<string>>();
  const certaintyColumn = table.find('certainty');
  const certainty = certaintyColumn?.type === 'number' ? new Map<string, number>() : null;
  for (let row = 0; row < table.nRows; row++) {
    const [customer, name] = [textAt(customers, row), column ? nameAt(column, row) : null];
    if (customer === null || name === null) continue;
    const members = byName.get(name) ?? new Set<string>();
    byName.set(name, members.add(customer));
    if (certaintyColumn?.type === 'number') certainty?.set(customer, numberAt(certaintyColumn, row));
  }
  const names = [...byName.keys()].sort(byNumberThenText);
  return { names, members: names.map((name) => [...(byName.get(name) ?? [])].sort()), certainty };
}

const firstOther = (table: Table): Column | null => table.columns.find(({ role }) => role === null) ?? null;

function nameAt(column: Column, row: number): string | null {
  if (column.type === 'text') return textAt(column, row);
  const value = column.type === 'boolean' ? column.values[row] : numberAt(column, row);
  return value === undefined || Number.isNaN(value) ? null : String(value);
}

function byNumberThenText(a: string, b: string): number {
  const [x, y] = [Number(a), Number(b)];
  if (Number.isNaN(x) !== Number.isNaN(y)) return Number.isNaN(x) ? 1 : -1;
  return Number.isNaN(x) ? (a < b ? -1 : 1) : x - y;
}

/**
 * The most typical customer of each cluster who has a history: the one it is surest of, or without certainties the one whose number of
 * different items is the median. Ties go to the first id.
 *
 * @param nItems how many different items each customer has.
 */
export function typicalCustomers(
  { members, certainty }: Clusters,
  nItems: ReadonlyMap<string, number>,
): (string | null)[] {
  return members.map((ids) => {
    const known = ids.filter((id) => nItems.has(id));
    if (certainty)
      return known.toSorted((a, b) => (certainty.get(b) ?? 0) - (certainty.get(a) ?? 0) || (a < b ? -1 : 1))[0] ?? null;
    const sorted = known.toSorted((a, b) => (nItems.get(a) ?? 0) - (nItems.get(b) ?? 0) || (a < b ? -1 : 1));
    return sorted[(sorted.length - 1) >> 1] ?? null;
  });
}

/** How many different items each customer has. */
export function itemCounts(interactions: Table): Map<string, number> {
  const [users, items] = [codesOf(interactions.textRole('customerId')), codesOf(interactions.textRole('itemId'))];
  const pairs = new Set<number>();
  for (let row = 0; row < interactions.nRows; row++) {
    const [user, item] = [users.codes[row] as number, items.codes[row] as number];
    if (user >= 0 && item >= 0) pairs.add(user * items.dictionary.length + item);
  }
  const counts = new Map<string, number>();
  for (const pair of pairs) {
    const user = users.dictionary[Math.floor(pair / items.dictionary.length)] ?? '';
    counts.set(user, (counts.get(user) ?? 0) + 1);
  }
  return counts;
}

/** Evenly spaced members, so that a large cluster is counted as fast as a small one. */
export function sampleMembers(members: readonly string[], most: number): readonly string[] {
  if (members.length <= most) return members;
  return Array.from({ length: most }, (_, i) => members[Math.floor((i * members.length) / most)] as string);
}

/** How many of some customers have each item in their lists. */
export async function countLists(
  source: ListSource,
  interactions: Table,
  customers: readonly string[],
  topK: number,
  context: Context,
): Promise<Map<string, number>> {
  const counts = new Map<string, number>();
  const add = (item: string) => counts.set(item, (counts.get(item) ?? 0) + 1);
  if ('table' in source) {
    const wanted = new Set(customers);
    const [ids, items] = [codesOf(source.table.textRole('customerId')), source.table.textRole('itemId')];
    const isWanted = Uint8Array.from(ids.dictionary, (id) => (wanted.has(id) ? 1 : 0));
    const rank = source.table.find('rank');
    ids.codes.forEach((code, row) => {
      if (code < 0 || !isWanted[code] || (rank?.type === 'number' && numberAt(rank, row) > topK)) return;
      const item = textAt(items, row);
      if (item !== null) add(item);
    });
    return counts;
  }
  const { recommender } = source;
  const all = await recommender.histories(interactions.filter(rowsOfCustomers(interactions, customers)), context);
  const { rows } = pickCustomers(all, customers);
  const histories = historiesAt(rows, newestTime(interactions, new Set(recommender.items)));
  const ranked = await recommender.recommend(
    { histories, topK, excludeSeen: recommender.excludesSeen, eligible: null },
    context,
  );
  for (const item of ranked.items) if (item >= 0) add(recommender.items[item] as string);
  return counts;
}

/** 1 for the rows of some customers. */
export function rowsOfCustomers(interactions: Table, customers: readonly string[]): Uint8Array {
  const { codes, dictionary } = codesOf(interactions.textRole('customerId'));
  const wanted = new Set(customers);
  const isWanted = Uint8Array.from(dictionary, (id) => (wanted.has(id) ? 1 : 0));
  return Uint8Array.from(codes, (code) => (code >= 0 && isWanted[code] ? 1 : 0));
}

/** How many of some customers have bought each item. */
export function countBuyers(interactions: Table, customers: readonly string[]): Map<string, number> {
  const isRow = rowsOfCustomers(interactions, customers);
  const [users, items] = [codesOf(interactions.textRole('customerId')), codesOf(interactions.textRole('itemId'))];
  const pairs = new Set<number>();
  isRow.forEach((wanted, row) => {
    const item = items.codes[row] as number;
    if (wanted && item >= 0) pairs.add((users.codes[row] as number) * items.dictionary.length + item);
  });
  const counts = new Map<string, number>();
  for (const pair of pairs) {
    const item = items.dictionary[pair % items.dictionary.length] as string;
    counts.set(item, (counts.get(item) ?? 0) + 1);
  }
  return counts;
}

/** Items by count, the highest first, then by id. */
export const mostFrequent = (counts: ReadonlyMap<string, number>, most: number): (readonly [string, number])[] =>
  [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)).slice(0, most);

/** Members asked per cluster, and items shown. */
export const SAMPLED_MEMBERS = 200;
const ITEMS_A_CLUSTER = 3;
const SHOWN_ITEMS = 15;

/** What clusters are recommended, as the share of their customers; null with fewer than two clusters. */
export async function byClusterFigure(
  source: ListSource,
  interactions: Table,
  clusters: Clusters,
  topK: number,
  context: Context,
): Promise<HeatmapFigure | null> {
  if (clusters.names.length < 2) return null;
  const shares: Map<string, number>[] = [];
  for (const members of clusters.members) {
    context.signal.throwIfAborted();
    const sampled = sampleMembers(members, SAMPLED_MEMBERS);
    const counts = await countLists(source, interactions, sampled, topK, context);
    shares.push(new Map([...counts].map(([item, count]) => [item, count / sampled.length])));
  }
  const items = [
    ...new Set(shares.flatMap((share) => mostFrequent(share, ITEMS_A_CLUSTER).map(([item]) => item))),
  ].slice(0, SHOWN_ITEMS);
  if (items.length === 0) return null;
  const values = Float64Array.from(
    { length: shares.length * items.length },
    (_, i) => shares[Math.floor(i / items.length)]?.get(items[i % items.length] ?? '') ?? 0,
  );
  const names = namesOf(interactions, items);
  const label = (item: string) => names.get(item) ?? item;
  const { cluster, item, share, other } = sharpest(values, shares.length, items.length);
  return {
    kind: 'heatmap',
    title: text.message('by-cluster-title', {
      item: label(items[item] ?? ''),
      cluster: clusters.names[cluster] ?? '',
      share: { percent: share },
      other: { percent: other },
    }),
    subtitle: text.message('by-cluster-rows', { sampled: SAMPLED_MEMBERS }),
    summary: text.message('by-cluster-summary', { items: items.length, clusters: clusters.names.length }),
    columns: items.map(label),
    rows: clusters.names.map(rowName),
    values,
    value: { label: text.message('share'), unit: 'share' },
    diverging: false,
  };
}

/** A number alone does not say that it stands for a cluster. */
const rowName = (cluster: string): Label =>
  /^-?\d+$/.test(cluster) ? text.message('customer-in-cluster', { cluster }) : cluster;

/** The cell that stands out most from the mean of the other clusters. */
function sharpest(
  values: Float64Array,
  nClusters: number,
  nItems: number,
): { cluster: number; item: number; share: number; other: number } {
  let best = { cluster: 0, item: 0, share: 0, other: 0 };
  for (let item = 0; item < nItems; item++) {
    const column = Array.from({ length: nClusters }, (_, cluster) => values[cluster * nItems + item] as number);
    const sum = column.reduce((total, share) => total + share, 0);
    column.forEach((share, cluster) => {
      const other = (sum - share) / (nClusters - 1);
      if (share - other > best.share - best.other) best = { cluster, item, share, other };
    });
  }
  return best;
}

/** Customers whose id holds a text, in the order of ids. */
export function findCustomers(interactions: Table, find: string, most: number): { ids: string[]; count: number } {
  const needle = find.toLowerCase();
  const ids = [...new Set(dictionaryOf(interactions.textRole('customerId')))]
    .filter((id) => id !== '' && id.toLowerCase().includes(needle))
    .sort();
  return { ids: ids.slice(0, most), count: ids.length };
}
