import type { Random } from '../../maths/random.ts';
import { cellAt, codesOf } from '../../table/column.ts';
import { numberAt, type Table } from '../../table/table.ts';
import { occasionKeys } from '../recommend/weights.ts';
import { defaultCut, refuseSplit, splitByTime, type TimeSplit } from './time-split.ts';

export const splitKinds = ['time', 'last', 'random', 'new-customers', 'given'] as const;

/** How interactions are parted for learning and testing. */
export type SplitKind = (typeof splitKinds)[number];

/** Interactions in parts. */
export interface Split extends Pick<TimeSplit, 'train' | 'test' | 'nUndated' | 'nTorn'> {
  /** The moment between the parts; null where they are not parted by time. */
  readonly cut: number | null;
  /** What is known of the customers who are tested, at the time of recommending. */
  readonly known: Table;
}

export interface SplitOptions {
  readonly split: SplitKind;
  readonly cut: number | null;
  readonly testShare: number;
  /** The column that says of each row where it belongs, for a given split. */
  readonly testColumn: string | null;
}

/** Parts interactions. @throws missing-role, wrong-column-type; leaking-split where a part is empty */
export function splitInteractions(
  table: Table,
  { split, cut, testShare, testColumn }: SplitOptions,
  random: Random,
): Split {
  switch (split) {
    case 'time': {
      const parts = splitByTime(table, cut ?? defaultCut(table, testShare));
      return { ...parts, known: parts.train };
    }
    case 'last':
      return splitLast(table);
    case 'random':
      return splitRandom(table, testShare, random);
    case 'new-customers':
      return splitCustomers(table, testShare, random);
    case 'given':
      return splitByColumn(table, testColumn);
  }
}

/** True or “test” is for testing, false or “train” for learning; all else takes no part. @throws leaking-split where both tell of one purchase */
function splitByColumn(table: Table, name: string | null): Split {
  const column = name === null ? null : table.column(name);
  if (column === null) throw refuseSplit('no-column');
  const [train, test] = [new Uint8Array(table.nRows), new Uint8Array(table.nRows)];
  for (let row = 0; row < table.nRows; row++) {
    const cell = cellAt(column, row);
    if (cell === true || cell === 'test') test[row] = 1;
    else if (cell === false || cell === 'train') train[row] = 1;
  }
  const split = parted(table, train, train, test, 0);
  const count = countTold(split.train, split.test);
  if (count > 0) throw refuseSplit('told', { count });
  return split;
}

interface Owners {
  readonly customers: Int32Array;
  readonly items: Int32Array;
  readonly nCustomers: number;
}

function ownersOf(table: Table): Owners {
  const [customers, items] = [codesOf(table.textRole('customerId')), codesOf(table.textRole('itemId'))];
  return { customers: customers.codes, items: items.codes, nCustomers: customers.dictionary.length };
}

/** The last occasion of each customer, an order or a moment, is for testing; of those with one occasion nothing is. */
function splitLast(table: Table): Split {
  const time = table.dateRole('time');
  const keyOf = occasionKeys(table);
  const { customers, nCustomers } = ownersOf(table);
  const lastTime = new Float64Array(nCustomers).fill(-Infinity);
  const lastKey = new Float64Array(nCustomers).fill(NaN);
  let nUndated = 0;
  for (let row = 0; row < table.nRows; row++) {
    const [customer, at] = [customers[row]!, numberAt(time, row)];
    if (Number.isNaN(at)) nUndated++;
    // Of occasions at one moment the one with the larger key is the last, whatever the order of rows.
    else if (
      customer >= 0 &&
      (at > lastTime[customer]! || (at === lastTime[customer]! && keyOf(row) > lastKey[customer]!))
    )
      [lastTime[customer], lastKey[customer]] = [at, keyOf(row)];
  }
  const several = new Uint8Array(nCustomers);
  for (let row = 0; row < table.nRows; row++) {
    const customer = customers[row]!;
    if (customer >= 0 && !Number.isNaN(numberAt(time, row)) && keyOf(row) !== lastKey[customer]) several[customer] = 1;
  }
  const isTest = (row: number): boolean =>
    customers[row]! >= 0 && several[customers[row]!] === 1 && keyOf(row) === lastKey[customers[row]!];
  const [train, test] = [new Uint8Array(table.nRows), new Uint8Array(table.nRows)];
  for (let row = 0; row < table.nRows; row++) {
    if (Number.isNaN(numberAt(time, row))) continue;
    if (isTest(row)) test[row] = 1;
    else train[row] = 1;
  }
  return parted(table, train, train, test, nUndated);
}

/** A share of each customer's items is for testing, at least one of two; all rows of an item go together. */
function splitRandom(table: Table, share: number, random: Random): Split {
  const owners = ownersOf(table);
  const test = drawItems(owners, share, random, () => true);
  const train = test.map((is, row) => (is || owners.customers[row]! < 0 ? 0 : 1));
  return parted(table, train, train, test, 0);
}

/** A share of the customers is never learned from; of these a share of the items is to be predicted from the others. */
function splitCustomers(table: Table, share: number, random: Random): Split {
  const owners = ownersOf(table);
  const order = random.permutation(owners.nCustomers);
  const isHeld = new Uint8Array(owners.nCustomers);
  const nHeld = Math.max(1, Math.round(owners.nCustomers * share));
  for (const customer of order.subarray(0, nHeld)) isHeld[customer] = 1;
  const test = drawItems(owners, HELD_ITEMS, random, (customer) => isHeld[customer] === 1);
  const train = new Uint8Array(table.nRows);
  const known = new Uint8Array(table.nRows);
  owners.customers.forEach((customer, row) => {
    if (customer < 0) return;
    if (isHeld[customer] !== 1) train[row] = 1;
    else if (!test[row]) known[row] = 1;
  });
  return parted(table, train, known, test, 0);
}

/** Of a customer who is never learned from, this share of the items is to be predicted, as Liang et al. (2018) have it. */
const HELD_ITEMS = 0.2;

/** Marks the rows of items drawn by chance, a share of each customer's, at least one of two. */
function drawItems(
  { customers, items, nCustomers }: Owners,
  share: number,
  random: Random,
  takes: (customer: number) => boolean,
): Uint8Array {
  const owned = Array.from({ length: nCustomers }, () => new Set<number>());
  customers.forEach((customer, row) => {
    if (customer >= 0 && items[row]! >= 0 && takes(customer)) owned[customer]!.add(items[row]!);
  });
  const drawn = owned.map((set) => {
    const all = [...set];
    const n = all.length < 2 ? 0 : Math.min(all.length - 1, Math.max(1, Math.round(all.length * share)));
    return new Set(Array.from(random.permutation(all.length).subarray(0, n), (at) => all[at]!));
  });
  return Uint8Array.from(customers, (customer, row) => (customer >= 0 && drawn[customer]!.has(items[row]!) ? 1 : 0));
}

function parted(table: Table, train: Uint8Array, known: Uint8Array, test: Uint8Array, nUndated: number): Split {
  if (!train.includes(1) || !test.includes(1)) throw refuseSplit('nothing-held');
  const parts = { train: table.filter(train), test: table.filter(test) };
  return { ...parts, known: known === train ? parts.train : table.filter(known), cut: null, nUndated, nTorn: 0 };
}

/**
 * How many rows of the part to be predicted stand in what is learned from too: the same customer, item and occasion on both sides, so that a
 * model would be asked what it has been told.
 */
function countTold(train: Table, test: Table): number {
  const told = new Set<string>();
  visit(train, (key) => void told.add(key));
  let count = 0;
  visit(test, (key) => (count += told.has(key) ? 1 : 0));
  return count;
}

/** How many customers have something to learn from that is later than something to be predicted, so that the future tells of the past. */
export function countForesight({ known, test }: Pick<Split, 'known' | 'test'>): number {
  const first = new Map<string, number>();
  visitTimes(test, (customer, at) => {
    if (!(first.get(customer)! <= at)) first.set(customer, at);
  });
  const ahead = new Set<string>();
  visitTimes(known, (customer, at) => {
    if (at > first.get(customer)!) ahead.add(customer);
  });
  return ahead.size;
}

function visitTimes(table: Table, call: (customer: string, at: number) => void): void {
  const time = table.findRole('time');
  if (time?.type !== 'date') return;
  const { codes, dictionary } = codesOf(table.textRole('customerId'));
  codes.forEach((code, row) => {
    const at = numberAt(time, row);
    if (code >= 0 && !Number.isNaN(at)) call(dictionary[code]!, at);
  });
}

function visit(table: Table, call: (key: string) => void): void {
  const [customers, items] = [codesOf(table.textRole('customerId')), codesOf(table.textRole('itemId'))];
  const orders = table.findRole('orderId');
  const order = orders?.type === 'text' ? codesOf(orders) : null;
  const times = table.findRole('time');
  for (let row = 0; row < table.nRows; row++) {
    const [customer, item] = [customers.codes[row]!, items.codes[row]!];
    if (customer < 0 || item < 0) continue;
    const occasion = order
      ? (order.dictionary[order.codes[row]!] ?? '')
      : times?.type === 'date'
        ? String(numberAt(times, row))
        : '';
    call(JSON.stringify([customers.dictionary[customer], items.dictionary[item], occasion]));
  }
}
