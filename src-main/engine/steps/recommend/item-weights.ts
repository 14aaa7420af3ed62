import type { MessageValues } from '../../../contract/text.ts';
import { valueAt, type SparseRows } from '../../table/sparse.ts';
import type { Context } from '../context.ts';
import { percent } from './reasons.ts';
import type { Contribution, RankedItems, RecommendRequest, UserHistory } from './recommender.ts';
import { TopItems } from '../../maths/top-items.ts';

/**
 * Scores each user's candidates: for every item of the history, what it says for other items times the item's weight.
 *
 * @param weights (nItems, nItems): row i holds what item i says for others.
 */
export function sumWeights(
  weights: SparseRows,
  { histories, topK, excludeSeen, eligible }: RecommendRequest,
  context: Pick<Context, 'signal' | 'progress'>,
): RankedItems {
  const { nRows: nItems, offsets, columns, values } = weights;
  const ranked = { items: new Int32Array(histories.nRows * topK), scores: new Float64Array(histories.nRows * topK) };
  const scores = new Float64Array(nItems);
  const touched = new Int32Array(nItems);
  const top = new TopItems(topK);
  for (let user = 0; user < histories.nRows; user++) {
    if (user % 256 === 0) {
      context.signal.throwIfAborted();
      context.progress(user / histories.nRows);
    }
    let nTouched = 0;
    const [start, end] = [histories.offsets[user] as number, histories.offsets[user + 1] as number];
    for (let entry = start; entry < end; entry++) {
      const weight = histories.values[entry] as number;
      const owned = histories.columns[entry] as number;
      for (let at = offsets[owned] as number, stop = offsets[owned + 1] as number; at < stop; at++) {
        const item = columns[at] as number;
        if (scores[item] === 0) touched[nTouched++] = item;
        scores[item] = (scores[item] as number) + weight * (values[at] as number);
      }
    }
    if (excludeSeen) for (let entry = start; entry < end; entry++) scores[histories.columns[entry] as number] = 0;
    top.clear();
    for (let t = 0; t < nTouched; t++) {
      const item = touched[t] as number;
      const score = scores[item] as number;
      scores[item] = 0;
      if (score > 0 && (!eligible || eligible[item])) top.offer(item, score);
    }
    top.writeTo(ranked, user * topK);
  }
  return ranked;
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
