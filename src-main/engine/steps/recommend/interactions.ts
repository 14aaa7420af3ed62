import { textsOf, codesOf } from '../../table/column.ts';
import { takeSparseRows } from '../../maths/tf-idf.ts';
import { countsToOffsets, stableOrder } from '../../table/code-order.ts';
import { numberAt, type Table } from '../../table/table.ts';
import { itemNamesOf } from './item-names.ts';
import type { CustomerHistories, Histories } from './recommender.ts';
import { finalWeight, occasionKeys, rowAmounts, type Weighting } from './weights.ts';

/** What a recommender is fitted on: who did what, with both sides sorted by id, so that the order of rows does not matter. */
export interface Interactions extends CustomerHistories {
  readonly items: readonly string[];
  /** The most frequent name of each item, or null where it has none. */
  readonly itemNames: readonly (string | null)[];
  readonly skipped: SkippedRows;
}

/** Rows that were not read, by reason. */
export interface SkippedRows {
  /** No customer or no item. */
  readonly missing: number;
  /** A quantity of zero or less: something given back is no sign of interest. */
  readonly returned: number;
  /** Codes that are no products. */
  readonly notProducts: number;
  /** Items that the model does not know. */
  readonly unknown: number;
}

/** How to read interactions. */
export interface ReadOptions {
  readonly weighting: Weighting;
  /** Items to leave out, beside those that the table says are no products. */
  readonly excludeItems: readonly string[];
  /** The model's items, sorted; absent where the table's own items are to be numbered. */
  readonly items?: readonly string[];
}

interface KeptRows {
  readonly rows: Int32Array;
  readonly users: Int32Array;
  readonly items: Int32Array;
}

/**
 * Reads a table of interactions by customer and item.
 *
 * @throws missing-role, wrong-column-type
 */
export function readInteractions(table: Table, options: ReadOptions): Interactions {
  const users = sortedCodes(table, 'customerId', null, NONE);
  const excluded = new Set([...table.notProducts, ...options.excludeItems]);
  const items = sortedCodes(table, 'itemId', options.items ?? null, excluded);
  const banned = Uint8Array.from(items.texts, (text) => (excluded.has(text) ? 1 : 0));
  const { kept, skipped } = keepRows(table, users.codes, items.codes, banned);
  const usedUsers = compact(kept.users, users.texts);
  const usedItems = options.items ? { codes: kept.items, texts: options.items } : compact(kept.items, items.texts);
  const rows = { ...kept, users: usedUsers.codes, items: usedItems.codes };
  return {
    users: usedUsers.texts,
    items: usedItems.texts,
    itemNames: itemNamesOf(table, rows.rows, rows.items, usedItems.texts.length),
    rows: groupRows(table, rows, usedUsers.texts.length, usedItems.texts.length, options.weighting),
    skipped,
  };
}

const UNKNOWN = -2;
const BARRED = -3;
const NONE: ReadonlySet<string> = new Set();

/** A code a row in the order of the sorted texts; −1 where missing, and where the given texts do not hold it −3 if it is barred, else −2. */
function sortedCodes(
  table: Table,
  role: 'customerId' | 'itemId',
  given: readonly string[] | null,
  barred: ReadonlySet<string>,
): { codes: Int32Array; texts: readonly string[] } {
  const { codes, dictionary } = codesOf(table.textRole(role));
  const texts = given ?? [...new Set(dictionary)].sort();
  const rank = new Map(texts.map((text, i) => [text, i]));
  const recode = Int32Array.from(dictionary, (text) => rank.get(text) ?? (barred.has(text) ? BARRED : UNKNOWN));
  return { codes: codes.map((code) => (code < 0 ? -1 : (recode[code] as number))), texts };
}

function keepRows(
  table: Table,
  users: Int32Array,
  items: Int32Array,
  banned: Uint8Array,
): { kept: KeptRows; skipped: SkippedRows } {
  const quantityColumn = table.findRole('quantity');
  const quantity = quantityColumn?.type === 'number' ? quantityColumn : null;
  const skipped = { missing: 0, returned: 0, notProducts: 0, unknown: 0 };
  const rows = new Int32Array(table.nRows);
  let n = 0;
  for (let row = 0; row < table.nRows; row++) {
    const item = items[row] as number;
    if ((users[row] as number) < 0 || item === -1) skipped.missing++;
    else if (item === UNKNOWN) skipped.unknown++;
    else if (item === BARRED || banned[item]) skipped.notProducts++;
    else if (quantity && numberAt(quantity, row) <= 0) skipped.returned++;
    else rows[n++] = row;
  }
  const kept = rows.subarray(0, n);
  const pick = (codes: Int32Array) => kept.map((row) => codes[row] as number);
  return { kept: { rows: kept, users: pick(users), items: pick(items) }, skipped };
}

/** Renumbers codes so that only those in use remain; their order stays. */
function compact(codes: Int32Array, texts: readonly string[]): { codes: Int32Array; texts: readonly string[] } {
  const used = new Uint8Array(texts.length);
  for (const code of codes) used[code] = 1;
  const fresh = new Int32Array(texts.length);
  const kept = texts.filter((_, code) => used[code]);
  for (let code = 0, next = 0; code < texts.length; code++) if (used[code]) fresh[code] = next++;
  return { codes: codes.map((code) => fresh[code] as number), texts: kept };
}

/** Adds up the rows of each customer and item. */
function groupRows(table: Table, kept: KeptRows, nUsers: number, nItems: number, weighting: Weighting): Histories {
  const order = stableOrder(kept.users, nUsers, stableOrder(kept.items, nItems));
  const userOffsets = countsToOffsets(kept.users, nUsers);
  const n = order.length;
  const offsets = new Int32Array(nUsers + 1);
  const [columns, occasions] = [new Int32Array(n), new Int32Array(n)];
  const [values, first, last] = [new Float64Array(n), new Float64Array(n), new Float64Array(n)];
  const [amountOf, keyOf, timeOf] = [rowAmounts(table, weighting), occasionKeys(table), timesOf(table)];
  const keys = new Float64Array(n);
  let asOf = NaN;
  let entry = 0;
  for (let user = 0; user < nUsers; user++) {
    const end = userOffsets[user + 1] as number;
    for (let at = userOffsets[user] as number; at < end; entry++) {
      const item = kept.items[order[at] as number] as number;
      const start = at;
      let [sum, from, to] = [0, NaN, NaN];
      for (; at < end && kept.items[order[at] as number] === item; at++) {
        const row = kept.rows[order[at] as number] as number;
        sum += amountOf(row);
        keys[at] = keyOf(row);
        const time = timeOf(row);
        if (!(time >= from)) from = Number.isNaN(time) ? from : time;
        if (!(time <= to)) to = Number.isNaN(time) ? to : time;
      }
      columns[entry] = item;
      occasions[entry] = countDistinct(keys.subarray(start, at));
      values[entry] = finalWeight(weighting, sum, at - start, occasions[entry] as number);
      first[entry] = from;
      last[entry] = to;
      if (!(to <= asOf)) asOf = Number.isNaN(to) ? asOf : to;
    }
    offsets[user + 1] = entry;
  }
  const cut = <A extends Int32Array | Float64Array>(array: A) => array.slice(0, entry) as A;
  return {
    nRows: nUsers,
    nColumns: nItems,
    offsets,
    columns: cut(columns),
    values: cut(values),
    occasions: cut(occasions),
    first: cut(first),
    last: cut(last),
    asOf,
  };
}

function timesOf(table: Table): (row: number) => number {
  const column = table.findRole('time');
  return column?.type === 'date' ? (row) => numberAt(column, row) : () => NaN;
}

/** How many different numbers there are; sorts them in place. */
function countDistinct(keys: Float64Array): number {
  if (keys.length === 1) return 1;
  keys.sort();
  let count = 1;
  for (let i = 1; i < keys.length; i++) if (keys[i] !== keys[i - 1]) count++;
  return count;
}

/** The distinct customers that a table names, in the order of its rows. @throws missing-role, wrong-column-type */
export function customerIdsOf(table: Table): string[] {
  return [...new Set(textsOf(table.textRole('customerId')).filter((id) => id !== null))];
}

/** The histories of chosen customers, one row an id in the given order; a customer of whom nothing is known has an empty one. */
export function pickCustomers({ users, rows }: CustomerHistories, ids: readonly string[]): CustomerHistories {
  const rowOf = new Map(users.map((user, i) => [user, i]));
  const sources = ids.map((id) => rowOf.get(id) ?? -1);
  const offsets = new Int32Array(ids.length + 1);
  sources.forEach((source, i) => {
    const length = source < 0 ? 0 : (rows.offsets[source + 1] as number) - (rows.offsets[source] as number);
    offsets[i + 1] = (offsets[i] as number) + length;
  });
  const gather = <A extends Int32Array | Float64Array>(from: A, to: A): A => {
    sources.forEach((source, i) => {
      if (source >= 0) to.set(from.subarray(rows.offsets[source], rows.offsets[source + 1]), offsets[i]);
    });
    return to;
  };
  const n = offsets[ids.length] as number;
  const { nColumns, asOf } = rows;
  return {
    users: ids,
    rows: {
      nRows: ids.length,
      nColumns,
      offsets,
      columns: gather(rows.columns, new Int32Array(n)),
      values: gather(rows.values, new Float64Array(n)),
      occasions: gather(rows.occasions, new Int32Array(n)),
      first: gather(rows.first, new Float64Array(n)),
      last: gather(rows.last, new Float64Array(n)),
      asOf,
      ...(rows.traits ? { traits: takeSparseRows(rows.traits, Int32Array.from(sources)) } : {}),
      ...(rows.parts ? { parts: rows.parts.map((part) => pickCustomers({ users, rows: part }, ids).rows) } : {}),
    },
  };
}
