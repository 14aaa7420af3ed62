import { placePoints, type PlacedPoints } from '../../kernels/rank-points.ts';
import { toStrips } from '../../kernels/strips.ts';
import { turned } from '../../maths/orthonormal.ts';
import { shareRows } from '../../maths/recommend/shared-rows.ts';
import type { SparseRows } from '../../table/sparse.ts';
import type { Context } from '../context.ts';
import type { RankedItems, RecommendRequest } from './recommender.ts';

/** Users and items as points: an item's score for a user is the product of the two and what is added to it. */
export interface Points {
  readonly width: number;
  /** (nItems, width), row-major; not to be changed once users were ranked. */
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
/** Users of a block: where few are ranked, all threads still have some. */
const USERS_A_BLOCK = 128;

/** Ranks all items for each user, on all threads. @throws cancelled */
export async function rankUsers(
  { pool, signal, progress }: Pick<Context, 'pool' | 'signal' | 'progress'>,
  points: Points,
  { histories: given, topK, excludeSeen, eligible }: RecommendRequest,
): Promise<RankedItems> {
  const { nRows } = given;
  const { width, usersOf, above } = points;
  const histories = shareRows(given);
  const rank = ranking(points);
  const rankedItems = new Int32Array(new SharedArrayBuffer(nRows * topK * 4));
  const rankedScores = new Float64Array(new SharedArrayBuffer(nRows * topK * 8));
  for (let first = 0; first < nRows; first += USERS_A_STRETCH) {
    signal.throwIfAborted();
    progress(first / nRows);
    const n = Math.min(USERS_A_STRETCH, nRows - first);
    await rank(pool, n, {
      width,
      excludeSeen,
      eligible,
      above,
      topK,
      users: usersOf(first, n),
      histories: { ...histories, offsets: histories.offsets.slice(first, first + n + 1) },
      traitOffsets: given.traits?.offsets.slice(first, first + n + 1) ?? null,
      rankedItems: rankedItems.subarray(first * topK, (first + n) * topK),
      rankedScores: rankedScores.subarray(first * topK, (first + n) * topK),
    });
  }
  return { items: rankedItems.slice(), scores: rankedScores.slice() };
}

/** What a stretch of users is ranked with beside the items. */
interface Stretch {
  readonly width: number;
  readonly excludeSeen: boolean;
  readonly eligible: Uint8Array | null;
  readonly above: number;
  readonly topK: number;
  readonly users: Float64Array;
  readonly histories: SparseRows;
  readonly traitOffsets: Int32Array | null;
  readonly rankedItems: Int32Array;
  readonly rankedScores: Float64Array;
}

type Rank = (pool: Context['pool'], n: number, stretch: Stretch) => Promise<unknown>;

/** Only where all of a score is a product can items be left out unseen. */
function ranking(points: Points): Rank {
  const { nItems, offsets, weights } = points;
  if (!weights) {
    const placed = placedOf(points);
    return (pool, n, stretch) => pool.run('rankPoints', n, USERS_A_BLOCK, { ...placed, ...stretch });
  }
  const shared = { nItems, offsets, items: stripsOfItems(points), weights: shareRows(weights) };
  return (pool, n, stretch) => pool.run('rankRows', n, USERS_A_BLOCK, { ...shared, ...stretch });
}

const lastStrips = new WeakMap<Float64Array, Float64Array>();

function stripsOfItems({ items, nItems, width }: Points): Float64Array {
  const known = lastStrips.get(items);
  if (known) return known;
  const own = toStrips(turned(items, nItems, width), width, nItems);
  const strips = new Float64Array(new SharedArrayBuffer(own.byteLength));
  strips.set(own);
  lastStrips.set(items, strips);
  return strips;
}

/** The items of a model that was asked before, since previews ask for one customer after another. */
const lastPlaced = new WeakMap<Float64Array, { readonly of: Points['offsets']; readonly placed: PlacedPoints }>();

function placedOf({ items, nItems, width, offsets }: Points): PlacedPoints {
  const known = lastPlaced.get(items);
  if (known?.of === offsets) return known.placed;
  const placed = placePoints(items, nItems, width, offsets);
  lastPlaced.set(items, { of: offsets, placed });
  return placed;
}
