import { z } from 'zod';
import { formatText } from '../../../contract/text.ts';
import { numberColumn, textColumn } from '../../table/column.ts';
import { Table } from '../../table/table.ts';
import { TopItems } from '../../maths/top-items.ts';
import { stepText } from '../define.ts';
import { blendedNdcg, poolsOf, searchWeights } from './blend-weights.ts';
import { defineHybrid, hybridParameters } from './hybrid.ts';
import { askMembers, keepSpans, keptSpans, mergedParts, onScale, scaledParts, spanOf } from './hybrid-lists.ts';
import { hybridText } from './hybrid-text.ts';
import type { RankedItems } from './recommender.ts';

/**
 * A weighted sum of several recommenders' scores. Learning O(rounds · members · customers · candidates · members), recommending what its
 * members take.
 *
 * Burke (2002), Hybrid recommender systems; weights as in linear combination of ranked lists, Vogt & Cottrell (1999).
 */
const text = stepText({
  title: { en: 'Blend of recommenders', zh: '加权混合' },
  summary: {
    en: 'Adds up what several recommenders say, with weights learned on purchases held out.',
    zh: '把多个推荐方法的意见加权相加，权重由留出的购买学得。',
  },
  about: {
    en: 'Two recommenders that err differently are often better together. Each **member** ranks its candidates for a customer; its scores are brought to one scale (0 for the last candidate, 1 for the first), weighted and added up.\n\nThe **weights** are those with the highest NDCG on the last part of the time span, which members were not fitted on: one weight after the other is moved until none gains. The blend is then never worse there than its best member; whether it is better on purchases yet to come, *Compare recommenders* says: give it the output **The hybrid, to compare**, and it learns weights within its own training part.\n\nMembers are fitted again on all interactions once weights are known. The parts of a **reason** are those of the members, weighted; they sum to the score.',
    zh: '犯不同错误的两个推荐方法合在一起往往更好。每个**成员**为顾客给候选商品排序，得分换算到同一尺度（最后一名为 0，第一名为 1），加权相加。\n\n**权重**取在时间跨度最后一部分上 NDCG 最高者，成员没有用这部分训练：逐个调整权重，直到都不再提高。因此混合在这部分上不会比最好的成员差；它对将来的购买是否更好，由“比较推荐方法”回答：把输出**该混合方法**交给它，它会在自己的训练部分内学习权重。\n\n权重确定后，成员在全部交互上重新训练。**理由**的各部分来自成员并加权，相加即为得分。',
  },
  parameters: { metricK: hybridText.parameter('metricK') },
});

const parameters = z.object({
  metricK: z.int().min(1).max(200).default(10).meta({ ...text.parameter('metricK') }),
  ...hybridParameters,
}); // prettier-ignore

/** What a blend learned; `ndcg` is NaN where nothing was held out. */
export interface BlendWeights {
  readonly weights: Float64Array;
  readonly alone: Float64Array;
  readonly together: number;
}

export const blend = defineHybrid({
  id: 'recommend.blend',
  version: 2,
  text,
  references: ['doi:10.1023/A:1021240730564', 'doi:10.1023/A:1009980820262'],
  parameters,
  least: 2,
  most: 5,
  default: ['recommend.item-knn', 'recommend.rp3beta', 'recommend.popular'].map((step) => ({ steps: [{ step, parameters: {} }] })), // prettier-ignore
  learn(context, validation, { metricK: k }, nMembers): BlendWeights {
    const alike = new Float64Array(nMembers).fill(1 / nMembers);
    if (!validation) return { weights: alike, alone: new Float64Array(nMembers).fill(NaN), together: NaN };
    const pools = poolsOf(validation.lists, validation.relevant);
    const look = () => {
      context.signal.throwIfAborted();
    };
    const weights = searchWeights(pools, nMembers, k, look);
    const one = (member: number) => alike.map((_, i) => (i === member ? 1 : 0));
    return {
      weights,
      alone: Float64Array.from(alike.keys(), (member) => blendedNdcg(pools, one(member), k)),
      together: blendedNdcg(pools, weights, k),
    };
  },
  async recommend(context, { items, nCandidates, learned: { weights } }, members, request): Promise<RankedItems> {
    const { histories, topK } = request;
    const asked = await askMembers(context, members, request, Math.max(topK, nCandidates));
    keepSpans(histories, asked);
    const ranked = { items: new Int32Array(histories.nRows * topK), scores: new Float64Array(histories.nRows * topK) };
    const sums = new Float64Array(items.length);
    const top = new TopItems(topK);
    for (let user = 0; user < histories.nRows; user++) {
      const touched = new Set<number>();
      asked.lists.forEach((list, member) => {
        if (weights[member] === 0) return;
        const span = spanOf(list, user, asked.width);
        for (let at = user * asked.width; at < (user + 1) * asked.width && list.items[at]! >= 0; at++) {
          sums[list.items[at]!]! += weights[member]! * onScale(list.scores[at]!, span);
          touched.add(list.items[at]!);
        }
      });
      top.clear();
      for (const item of touched) {
        top.offer(item, sums[item]!);
        sums[item] = 0;
      }
      top.writeTo(ranked, user * topK);
    }
    return ranked;
  },
  explain: ({ learned: { weights } }, members, history, item) => {
    const spans = keptSpans(history);
    return mergedParts(
      members.flatMap((member, i) => scaledParts(member, history.parts?.[i] ?? history, item, spans?.[i], weights[i]!)),
    );
  },
  speaker({ learned: { weights } }, members, history, item) {
    const spans = keptSpans(history);
    const shares = members.map((member, i) =>
      scaledParts(member, history.parts?.[i] ?? history, item, spans?.[i], weights[i]!).reduce(
        (sum, { share }) => sum + share,
        0,
      ),
    );
    return shares.indexOf(Math.max(...shares));
  },
  weights: ({ titles, learned: { weights, alone } }) =>
    new Table(
      [
        textColumn('model', titles.map(({ text: words, values }) => formatText(words, values, 'en')), { label: hybridText.column('model') }),
        numberColumn('weight', weights, { unit: 'share', label: hybridText.column('weight') }),
        numberColumn('ndcg', alone, { unit: 'score', label: hybridText.column('ndcg') }),
      ],
      { entity: 'none', name: 'hybrid_members' },
    ), // prettier-ignore
});
