import type { Context } from '../context.ts';
import { subContext } from '../sub-context.ts';
import type {
  Contribution,
  Histories,
  RankedItems,
  Recommender,
  RecommendRequest,
  UserHistory,
} from './recommender.ts';

/** What the members of a hybrid propose, in the hybrid's numbering: width places a user, −1 and NaN where there is none. */
export interface MemberLists {
  readonly width: number;
  readonly lists: readonly RankedItems[];
}

/** A member as a hybrid asks it: its items in the hybrid's numbering, and back. */
export interface BoundMember {
  readonly recommender: Recommender;
  readonly toHybrid: Int32Array;
  /** −1 for items that the member does not know. */
  readonly fromHybrid: Int32Array;
}

/** Gives members the numbering of a hybrid. */
export function bindMembers(recommenders: readonly Recommender[], items: readonly string[]): BoundMember[] {
  const numberOf = new Map(items.map((id, item) => [id, item]));
  return recommenders.map((recommender) => {
    const toHybrid = Int32Array.from(recommender.items, (id) => numberOf.get(id) ?? -1);
    const fromHybrid = new Int32Array(items.length).fill(-1);
    toHybrid.forEach((item, own) => {
      if (item >= 0) fromHybrid[item] = own;
    });
    return { recommender, toHybrid, fromHybrid };
  });
}

/** Asks a member for the lists of some users. @param histories in the member's own numbering. @throws cancelled */
export async function askBound(
  context: Context,
  { recommender, toHybrid, fromHybrid }: BoundMember,
  histories: Histories,
  { topK, excludeSeen, eligible }: Pick<RecommendRequest, 'topK' | 'excludeSeen' | 'eligible'>,
): Promise<RankedItems> {
  const own = eligible && new Uint8Array(recommender.items.length);
  if (own) fromHybrid.forEach((item, hybrid) => item >= 0 && (own[item] = eligible[hybrid]!));
  const { items, scores } = await recommender.recommend({ histories, topK, excludeSeen, eligible: own }, context);
  return { items: items.map((item) => (item < 0 ? -1 : toHybrid[item]!)), scores };
}

/** What each member proposes to the users of a request. @throws cancelled */
export async function askMembers(
  context: Context,
  members: readonly BoundMember[],
  request: RecommendRequest,
  width: number,
): Promise<MemberLists> {
  const lists: RankedItems[] = [];
  for (const [at, member] of members.entries()) {
    const part = subContext(context, at / members.length, (at + 1) / members.length);
    lists.push(
      await askBound(part, member, request.histories.parts?.[at] ?? request.histories, { ...request, topK: width }),
    );
  }
  return { width, lists };
}

/** Where the scores of a member begin and end for one user: what it says of the last it proposes counts 0, of the first 1. */
export interface Span {
  readonly floor: number;
  readonly top: number;
}

/** A list that is not full proposes all it can: what it leaves out has no score, which is taken for zero. */
export function spanOf({ scores }: RankedItems, user: number, width: number): Span {
  const own = scores.subarray(user * width, (user + 1) * width);
  const end = own.findIndex(Number.isNaN);
  const last = own[(end < 0 ? width : end) - 1];
  return { floor: end < 0 ? (last ?? 0) : Math.min(0, last ?? 0), top: own[0] ?? NaN };
}

/** A member's score on the hybrid's scale, from 0 to 1. */
export const onScale = (score: number, { floor, top }: Span): number =>
  top > floor ? (score - floor) / (top - floor) : 1;

/** Users without a common place in memory have no history; where their spans are kept, they are found by it. */
interface KeptSpans {
  readonly offsets: Int32Array;
  /** By user, then by member. */
  readonly spans: readonly (readonly Span[])[];
}

const spansOf = new WeakMap<ArrayBufferLike, KeptSpans>();

/** Keeps the scales of some users' lists, so that reasons, which are asked for afterwards, can be on them. */
export function keepSpans(histories: Histories, { lists, width }: MemberLists): void {
  const spans = Array.from({ length: histories.nRows }, (_, user) => lists.map((list) => spanOf(list, user, width)));
  spansOf.set(histories.values.buffer, { offsets: histories.offsets, spans });
}

/** The scales that the lists of a user had; null where none were made. */
export function keptSpans({ weights }: UserHistory): readonly Span[] | null {
  const kept = spansOf.get(weights.buffer);
  if (!kept) return null;
  const start = weights.byteOffset / weights.BYTES_PER_ELEMENT;
  const { offsets, spans } = kept;
  let [low, high] = [0, spans.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (offsets[middle]! < start) low = middle + 1;
    else high = middle;
  }
  // Users without a history begin where the next one does.
  while (low < spans.length && offsets[low] === start && offsets[low + 1]! - start !== weights.length) low++;
  return spans[low] ?? null;
}

/** A member's reasons for an item, in the hybrid's numbering and on its scale: they sum to `factor` times the scaled score. */
export function scaledParts(
  { recommender, toHybrid, fromHybrid }: BoundMember,
  history: UserHistory,
  item: number,
  span: Span | undefined,
  factor: number,
): Contribution[] {
  const own = fromHybrid[item] ?? -1;
  if (own < 0 || !span || Number.isNaN(span.top)) return [];
  const parts = recommender.explain(history, own);
  const score = parts.reduce((sum, { share }) => sum + share, 0);
  // What lies below the last that the member proposes was not proposed.
  if (score < span.floor - 1e-9 * Math.abs(span.floor) || parts.length === 0) return [];
  const inHybrid = (part: number | null) => (part === null ? null : toHybrid[part]!);
  if (!(span.top > span.floor))
    return score === 0
      ? [{ item: null, share: factor }]
      : parts.map(({ item: part, share }) => ({ item: inHybrid(part), share: (factor * share) / score }));
  const scale = factor / (span.top - span.floor);
  const all = parts.map(({ item: part, share }) => ({ item: inHybrid(part), share: share * scale }));
  return span.floor === 0 ? all : [...all, { item: null, share: -span.floor * scale }];
}

/** Contributions with one entry an item, the largest first. */
export function mergedParts(parts: readonly Contribution[]): Contribution[] {
  const sums = new Map<number | null, number>();
  for (const { item, share } of parts) sums.set(item, (sums.get(item) ?? 0) + share);
  return Array.from(sums, ([item, share]) => ({ item, share }))
    .filter(({ share }) => share !== 0)
    .sort((a, b) => b.share - a.share || (a.item ?? -1) - (b.item ?? -1));
}
