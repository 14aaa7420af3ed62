import type { Message, MessageValues } from '../../../contract/text.ts';
import { valueAt, type SparseRows } from '../../table/sparse.ts';
import type { Context } from '../context.ts';
import { percent } from './reasons.ts';
import { recommenderText } from './texts.ts';
import type { Contribution, RankedItems, RecommendRequest, UserHistory } from './recommender.ts';
import { shareRows } from '../../maths/recommend/shared-rows.ts';

/** Users that are ranked by a block, and between two looks at the signal. */
const USERS_A_BLOCK = 256;
const USERS_A_STRETCH = 8192;

/**
 * Scores each user's candidates: for every item of the history, what it says for other items times the item's weight.
 *
 * @param weights (nItems, nItems): row i holds what item i says for others. @throws cancelled
 */
export async function sumWeights(
  weights: SparseRows,
  { histories, topK, excludeSeen, eligible }: RecommendRequest,
  context: Pick<Context, 'pool' | 'signal' | 'progress'>,
): Promise<RankedItems> {
  const { nRows } = histories;
  const rankedItems = new Int32Array(new SharedArrayBuffer(nRows * topK * 4));
  const rankedScores = new Float64Array(new SharedArrayBuffer(nRows * topK * 8));
  const isLarge = nRows > USERS_A_BLOCK;
  const shared = {
    weights: isLarge ? shareRows(weights) : weights,
    histories: isLarge ? shareRows(histories) : histories,
    excludeSeen,
    eligible,
    topK,
    rankedItems,
    rankedScores,
  };
  for (let first = 0; first < nRows; first += USERS_A_STRETCH) {
    context.signal.throwIfAborted();
    context.progress(first / nRows);
    await context.pool.run('sumRows', Math.min(USERS_A_STRETCH, nRows - first), USERS_A_BLOCK, { ...shared, first });
  }
  return { items: rankedItems.slice(), scores: rankedScores.slice() };
}

/** What each item of a history says for an item, times its weight: the parts of the score, the largest first. */
export function explainByItems(weights: SparseRows, history: UserHistory, item: number): Contribution[] {
  const parts: { item: number; share: number }[] = [];
  history.items.forEach((owned, i) => {
    const share = valueAt(weights, owned, item) * (history.weights[i] as number);
    if (share !== 0) parts.push({ item: owned, share });
  });
  return parts.sort((a, b) => b.share - a.share || a.item - b.item);
}

/** The parts that speak for an item, as a sentence needs them: their number in words, the two largest by name and share. */
export function strongestParts(
  parts: readonly Contribution[],
  label: (item: number) => string,
): { code: 'one' | 'two' | 'more'; values: MessageValues } {
  const favourable = parts.filter(({ item, share }) => item !== null && share > 0);
  const [first, second] = favourable;
  const name = (part: Contribution | undefined) => label(part?.item ?? -1);
  if (!second) return { code: 'one', values: { a: name(first) } };
  const sum = favourable.reduce((total, { share }) => total + share, 0);
  const values = {
    a: name(first),
    b: name(second),
    pa: percent(first?.share ?? 0, sum),
    pb: percent(second.share, sum),
  };
  return favourable.length === 2
    ? { code: 'two', values }
    : { code: 'more', values: { ...values, n: favourable.length - 2 } };
}

/** The sentence of an item by the parts of the history that speak for it. */
export function becauseOf(parts: readonly Contribution[], label: (item: number) => string): Message {
  const { code, values } = strongestParts(parts, label);
  return recommenderText.message(`because-${code}`, values);
}
