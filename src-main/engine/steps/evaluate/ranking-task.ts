import type { Table } from '../../table/table.ts';
import { readInteractions } from '../recommend/interactions.ts';
import type { SparseRows } from '../../table/sparse.ts';
import type { Split } from './splits.ts';
import { refuseSplit } from './time-split.ts';

/** What is asked of every model: rank all items of the catalogue for these customers. */
export interface RankingTask {
  readonly train: Table;
  /** What is known of the customers who are tested; the training part where they are learned from. */
  readonly known: Table;
  /** Customers of whom something is known with something to predict, sorted. */
  readonly users: readonly string[];
  /** Items of the training part, sorted. */
  readonly catalogue: readonly string[];
  /** For each customer the catalogue's items they bought after the cut, ascending. */
  readonly relevant: readonly Int32Array[];
  /** What a metric's nRelevant is: items of `relevant`, and with `countNewItems` also those that no model could know. */
  readonly nRelevant: Int32Array;
  /** For each customer how many of the catalogue's items they are known to have. */
  readonly nKnown: Int32Array;
  /** For each customer the catalogue's items that they are known to have, ascending. */
  readonly knownItems: readonly Int32Array[];
  /** Who of the training part has which item of the catalogue. */
  readonly trainRows: SparseRows;
  readonly maskBought: boolean;
  /** Customers of both parts who bought nothing after the cut that counts. */
  readonly nWithoutTarget: number;
  /** Purchases after the cut of items that the training part does not have. */
  readonly nNewItems: number;
}

/** How purchases after the cut count. */
export interface TaskOptions {
  /** Leave out of lists and of what is relevant what a customer had bought before the cut. */
  readonly maskBought: boolean;
  /** Count items that first appear after the cut as relevant, although no model can find them. */
  readonly countNewItems: boolean;
}

/**
 * Turns a split into a task. Codes that are no products and rows with a quantity of zero or less take no part.
 *
 * @throws leaking-split where no customer of the training part has anything to predict.
 */
export function rankingTask(
  { cut, train, known, test }: Pick<Split, 'cut' | 'train' | 'known' | 'test'>,
  { maskBought, countNewItems }: TaskOptions,
): RankingTask {
  const options = { weighting: 'binary', excludeItems: [] } as const;
  const [before, after] = [readInteractions(train, options), readInteractions(test, options)];
  const told = known === train ? before : readInteractions(known, { ...options, items: before.items });
  const codeOf = new Map(before.items.map((item, code) => [item, code]));
  const catalogueCodes = Int32Array.from(after.items, (item) => codeOf.get(item) ?? -1);
  const rowBefore = new Map(told.users.map((user, row) => [user, row]));
  const users: string[] = [];
  const relevant: Int32Array[] = [];
  const counts: number[] = [];
  const knownCounts: number[] = [];
  const knownItems: Int32Array[] = [];
  let [nWithoutTarget, nNewItems] = [0, 0];
  after.users.forEach((user, row) => {
    const own = rowBefore.get(user);
    if (own === undefined) return;
    const had = told.rows.columns.subarray(told.rows.offsets[own], told.rows.offsets[own + 1]);
    const bought = new Set(had);
    const codes = catalogueCodesOf(
      after.rows.columns.subarray(after.rows.offsets[row], after.rows.offsets[row + 1]),
      catalogueCodes,
    );
    const targets = codes.filter((code) => code >= 0 && !(maskBought && bought.has(code))).sort();
    const nNew = codes.filter((code) => code < 0).length;
    const count = targets.length + (countNewItems ? nNew : 0);
    nNewItems += nNew;
    if (count === 0) {
      nWithoutTarget++;
      return;
    }
    users.push(user);
    relevant.push(targets);
    counts.push(count);
    knownCounts.push(bought.size);
    knownItems.push(had);
  });
  if (users.length === 0)
    throw cut === null ? refuseSplit('no-target') : refuseSplit('customers', { cut: { date: cut, time: true } });
  return {
    train,
    known,
    users,
    catalogue: before.items,
    relevant,
    nRelevant: Int32Array.from(counts),
    nKnown: Int32Array.from(knownCounts),
    knownItems,
    trainRows: before.rows,
    maskBought,
    nWithoutTarget,
    nNewItems,
  };
}

const catalogueCodesOf = (items: Int32Array, codes: Int32Array): Int32Array =>
  items.map((item) => codes[item] as number);
