import { toStrips } from '../../kernels/strips.ts';
import { turned } from '../../maths/orthonormal.ts';
import { shareRows } from '../../maths/recommend/shared-rows.ts';
import type { SparseRows } from '../../table/sparse.ts';
import type { Context } from '../context.ts';
import type { RankedItems, RecommendRequest } from './recommender.ts';

/** Users and items as points: an item's score for a user is the product of the two and what is added to it. */
export interface Points {
  readonly width: number;
  /** (nItems, width), row-major. */
  readonly items: Float64Array;
  readonly nItems: number;
  /** The points of some users, (n, width), row-major; asked for one stretch after another. */
  usersOf(first: number, n: number): Float64Array;
  /** What an item has for everyone; null for nothing. */
  readonly offsets: Float64Array | null;
  /** What an item of a history says for others beside its point, (nItems, nItems); null for nothing. */
  readonly weights: SparseRows | null;
  /** Scores at or below this are not recommended. */
  readonly above: number;
}

/** Users that are ranked between two looks at the signal. */
const USERS_A_STRETCH = 8192;
const USERS_A_BLOCK = 128;

/** Ranks all items for each user, on all threads. @throws cancelled */
export async function rankUsers(
  { pool, signal, progress }: Pick<Context, 'pool' | 'signal' | 'progress'>,
  { width, items, nItems, usersOf, offsets, weights, above }: Points,
  { histories: given, topK, excludeSeen, eligible }: RecommendRequest,
): Promise<RankedItems> {
  const { nRows } = given;
  const histories = shareRows(given);
  const columns = toStrips(turned(items, nItems, width), width, nItems);
  const shared = { width, items: columns, nItems, offsets, excludeSeen, eligible, above, topK };
  const spoken = weights && shareRows(weights);
  const rankedItems = new Int32Array(new SharedArrayBuffer(nRows * topK * 4));
  const rankedScores = new Float64Array(new SharedArrayBuffer(nRows * topK * 8));
  for (let first = 0; first < nRows; first += USERS_A_STRETCH) {
    signal.throwIfAborted();
    progress(first / nRows);
    const n = Math.min(USERS_A_STRETCH, nRows - first);
    await pool.run('rankRows', n, USERS_A_BLOCK, {
      ...shared,
      users: usersOf(first, n),
      weights: spoken,
      histories: { ...histories, offsets: histories.offsets.slice(first, first + n + 1) },
      rankedItems: rankedItems.subarray(first * topK, (first + n) * topK),
      rankedScores: rankedScores.subarray(first * topK, (first + n) * topK),
    });
  }
  return { items: rankedItems.slice(), scores: rankedScores.slice() };
}
