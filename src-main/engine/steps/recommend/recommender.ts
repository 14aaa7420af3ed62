import type { Context } from '../context.ts';
import type { SparseRows } from '../../table/sparse.ts';

/** Whom to recommend to, by what they did, in the item numbering of the model. */
export interface RecommendRequest {
  /** One row a user: the items they interacted with, with weights. */
  readonly histories: SparseRows;
  readonly topK: number;
  /** Leave out items in the user's own history. */
  readonly excludeSeen: boolean;
  /** 1 for items that may be shown; null for all. */
  readonly eligible: Uint8Array | null;
}

/** Ranked items, topK a user, row-major; −1 and NaN fill places for which there was no item. */
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
  /** The items it knows, in its numbering. */
  items(model: M): readonly string[];
  recommend(context: Context, model: M, request: RecommendRequest): Promise<RankedItems> | RankedItems;
  /** The contributions that sum to the score of an item for a history, the largest first. */
  explain(model: M, history: { items: Int32Array; weights: Float64Array }, item: number): readonly Contribution[];
}
