import type { Message } from '../../../contract/text.ts';
import type { SparseRows } from '../../table/sparse.ts';
import type { Table } from '../../table/table.ts';
import type { Context, KeptChain } from '../context.ts';

/**
 * What users did, one row a user in the item numbering of a model; values are weights. The further arrays run parallel to
 * `columns`: an entry is one user and one item.
 */
export interface Histories extends SparseRows {
  /** Separate orders, or separate times where there is no order id, in which the user took the item. */
  readonly occasions: Int32Array;
  /** First and last time in epoch milliseconds; NaN without times. */
  readonly first: Float64Array;
  readonly last: Float64Array;
  /** The newest time among all interactions read, in epoch milliseconds; NaN without times. */
  readonly asOf: number;
  /** What each member of a hybrid reads of the same users, in its own item numbering; absent elsewhere. */
  readonly parts?: readonly Histories[];
  /** What a model knows of the same users beside, a row a user; absent where it knows nothing. */
  readonly traits?: SparseRows;
}

/** One row of {@link Histories}. */
export interface UserHistory {
  readonly items: Int32Array;
  readonly weights: Float64Array;
  readonly occasions: Int32Array;
  readonly first: Float64Array;
  readonly last: Float64Array;
  readonly asOf: number;
  readonly parts?: readonly UserHistory[];
  readonly traits?: { readonly columns: Int32Array; readonly values: Float64Array };
}

/** Histories with the ids of the customers, one a row, sorted. */
export interface CustomerHistories {
  readonly users: readonly string[];
  readonly rows: Histories;
}

/** The history of one user; views, not copies. */
export function historyOf(histories: Histories, user: number): UserHistory {
  const [start, end] = [histories.offsets[user] ?? 0, histories.offsets[user + 1] ?? 0];
  return {
    items: histories.columns.subarray(start, end),
    weights: histories.values.subarray(start, end),
    occasions: histories.occasions.subarray(start, end),
    first: histories.first.subarray(start, end),
    last: histories.last.subarray(start, end),
    asOf: histories.asOf,
    ...(histories.parts ? { parts: histories.parts.map((part) => historyOf(part, user)) } : {}),
    ...(histories.traits ? { traits: entriesOf(histories.traits, user) } : {}),
  };
}

const entriesOf = ({ offsets, columns, values }: SparseRows, row: number) => ({
  columns: columns.subarray(offsets[row], offsets[row + 1]),
  values: values.subarray(offsets[row], offsets[row + 1]),
});

/** The same histories seen from another moment. */
export const historiesAt = (histories: Histories, asOf: number): Histories => ({
  ...histories,
  asOf,
  ...(histories.parts ? { parts: histories.parts.map((part) => historiesAt(part, asOf)) } : {}),
});

/** Whether two histories are views of one stretch of memory. */
const sameHistory = (a: UserHistory, b: UserHistory): boolean =>
  a.weights.buffer === b.weights.buffer &&
  a.weights.byteOffset === b.weights.byteOffset &&
  a.weights.length === b.weights.length &&
  a.items.buffer === b.items.buffer &&
  a.items.byteOffset === b.items.byteOffset;

/**
 * Computes something of a history once for the reasons of one customer, which are asked for one after another: of each model what was
 * found for the history that was asked about last is kept.
 */
export function keptOfLast<M extends object, T>(
  compute: (model: M, history: UserHistory) => T,
): (model: M, history: UserHistory) => T {
  const last = new WeakMap<M, { readonly of: UserHistory; readonly found: T }>();
  return (model, history) => {
    const known = last.get(model);
    if (known && sameHistory(known.of, history)) return known.found;
    const found = compute(model, history);
    last.set(model, { of: history, found });
    return found;
  };
}

/** Whom to recommend to, by what they did, in the item numbering of the model. */
export interface RecommendRequest {
  readonly histories: Histories;
  readonly topK: number;
  /** Leave out items in the user's own history. */
  readonly excludeSeen: boolean;
  /** 1 for items that may be shown; null for all. */
  readonly eligible: Uint8Array | null;
}

/**
 * Ranked items, topK a user, row-major; −1 and NaN fill places for which there was no item. Equal scores stand in the order
 * of the items' numbers.
 */
export interface RankedItems {
  readonly items: Int32Array;
  readonly scores: Float64Array;
}

/** One reason for a score: an item of the user's history (or null for the shop as a whole) and its share of the score. */
export interface Contribution {
  readonly item: number | null;
  readonly share: number;
}

/** How a fitted recommender answers, whatever its method. */
export interface RecommenderModel<M> {
  /** Where the model holds models: it with what these need to answer; not to be kept. */
  open?(model: M, recommenderOf: (member: KeptChain) => Recommender | null): M;
  /** The items it knows, in its numbering: sorted by id. */
  items(model: M): readonly string[];
  /** The most frequent name of each item, or null where it has none. */
  itemNames(model: M): readonly (string | null)[];
  /** Whether its own lists leave out what a customer had before. */
  excludesSeen(model: M): boolean;
  /** What the customers of a table did with the items that the model knows, weighted as in training. */
  histories(model: M, table: Table, context: Context): CustomerHistories | Promise<CustomerHistories>;
  recommend(context: Context, model: M, request: RecommendRequest): Promise<RankedItems> | RankedItems;
  /** The contributions that sum to the score of an item for a history, the largest first. */
  explain(model: M, history: UserHistory, item: number): readonly Contribution[];
  /** The same as a sentence. */
  reason(model: M, history: UserHistory, item: number): Message;
}

/** A {@link RecommenderModel} together with the model it answers from. */
export interface Recommender {
  readonly items: readonly string[];
  readonly itemNames: readonly (string | null)[];
  readonly excludesSeen: boolean;
  /** Prepares the table as the chain does, then reads it. */
  histories(table: Table, context: Context): Promise<CustomerHistories>;
  recommend(request: RecommendRequest, context: Context): Promise<RankedItems>;
  explain(history: UserHistory, item: number): readonly Contribution[];
  reason(history: UserHistory, item: number): Message;
}
