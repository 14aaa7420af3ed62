import { z } from 'zod';
import { formatText, type Text } from '../../../contract/text.ts';
import { numberColumn, textColumn } from '../../table/column.ts';
import { Table } from '../../table/table.ts';
import { stepText } from '../define.ts';
import { subContext } from '../sub-context.ts';
import { ndcgAt } from '../evaluate/ranking-metrics.ts';
import { defineHybrid, hybridParameters, type Validation } from './hybrid.ts';
import { askBound } from './hybrid-lists.ts';
import { hybridText } from './hybrid-text.ts';
import { pickCustomers } from './interactions.ts';
import type { Contribution, RankedItems, UserHistory } from './recommender.ts';

/**
 * One of several recommenders for each customer, by how many items they have.
 *
 * Burke (2002), Hybrid recommender systems: switching.
 */
const text = stepText({
  title: { en: 'Switch by history', zh: '按历史长度切换' },
  summary: {
    en: 'Gives customers with few items another recommender than those with many.',
    zh: '历史少的顾客与历史多的顾客使用不同的推荐方法。',
  },
  about: {
    en: 'What works for a regular says nothing of someone who bought once. Customers are grouped by how many different items they have, and each group gets the lists of one **member**.\n\nWhich one is **learned**: on the last part of the time span, which members were not fitted on, the one with the highest NDCG for the customers of that group; with fewer than thirty customers in a group, the one that is best over all. Or members are taken **in order**: the first for the shortest histories. **Reasons** are those of the member whose list it is.\n\n*Compare recommenders* says whether switching pays: give it the output **The hybrid, to compare**.',
    zh: '适合常客的方法对只买过一次的人毫无用处。顾客按拥有的不同商品数分组，每组使用一个**成员**的列表。\n\n可以由数据**学习**选择：在成员未用于训练的时间跨度最后一部分上，取该组顾客 NDCG 最高的成员；组内顾客不足三十位时取总体最好的成员。也可以**按顺序**：第一个成员用于历史最短的顾客。**理由**来自所用的成员。\n\n切换是否值得由“比较推荐方法”回答：把输出**该混合方法**交给它。',
  },
  parameters: {
    upTo: {
      label: { en: 'Groups up to', zh: '分组上限' },
      help: {
        en: 'The most items of each group but the last: 2, 10 makes three groups.',
        zh: '除最后一组外各组最多的商品数：2, 10 表示三组。',
      },
    },
    choose: {
      label: { en: 'Who gets which', zh: '成员选择' },
      help: { en: 'How a group gets its member.', zh: '每组如何得到成员。' },
      options: {
        learned: { en: 'Learned', zh: '由数据学习' },
        'in-order': { en: 'In order', zh: '按顺序' },
      },
    },
    metricK: hybridText.parameter('metricK'),
  },
  columns: {
    from: { en: 'From items', zh: '起始商品数' },
    customers: { en: 'Customers held out', zh: '检验顾客数' },
  },
});

const parameters = z.object({
  upTo: z.array(z.int().min(0).max(100_000)).min(1).max(9).default([2, 10]).meta({ ...text.parameter('upTo') }),
  choose: z.enum(['learned', 'in-order']).default('learned').meta({ ...text.parameter('choose') }),
  metricK: z.int().min(1).max(200).default(10).meta({ ...text.parameter('metricK') }),
  ...hybridParameters,
}); // prettier-ignore

/** Which member each group of customers gets. */
interface Switching {
  /** The most items of each group but the last, ascending. */
  readonly upTo: Int32Array;
  /** By group. */
  readonly members: Int32Array;
  readonly nCustomers: Int32Array;
  /** By group; NaN where nothing was held out. */
  readonly ndcg: Float64Array;
}

/** A group of fewer customers says too little of which member is best for it. */
const LEAST_CUSTOMERS = 30;

const groupOf = (upTo: Int32Array, nItems: number): number => {
  const group = upTo.findIndex((most) => nItems <= most);
  return group < 0 ? upTo.length : group;
};

const memberFor = ({ upTo, members }: Switching, nItems: number): number => members[groupOf(upTo, nItems)]!;

function learnSwitch(
  validation: Validation | null,
  upTo: Int32Array,
  nMembers: number,
  { choose, k }: { choose: 'learned' | 'in-order'; k: number },
): Switching {
  const nGroups = upTo.length + 1;
  const inOrder = Int32Array.from({ length: nGroups }, (_, group) => Math.min(group, nMembers - 1));
  const nCustomers = new Int32Array(nGroups);
  const sums = new Float64Array(nGroups * nMembers);
  validation?.relevant.forEach((wanted, user) => {
    const { rows } = validation.customers;
    const group = groupOf(upTo, rows.offsets[user + 1]! - rows.offsets[user]!);
    nCustomers[group]!++;
    validation.lists.lists.forEach(({ items }, member) => {
      const own = items.subarray(user * validation.lists.width, user * validation.lists.width + k);
      sums[group * nMembers + member]! += ndcgAt(own.map((item) => (wanted.has(item) ? 1 : 0)), wanted.size, k); // prettier-ignore
    });
  });
  const of = (group: number) => sums.subarray(group * nMembers, (group + 1) * nMembers);
  const overall = Float64Array.from({ length: nMembers }, (_, member) =>
    inOrder.reduce((sum, _member, group) => sum + of(group)[member]!, 0),
  );
  const best = (values: Float64Array): number => values.indexOf(Math.max(...values));
  const members =
    choose === 'in-order' || !validation
      ? inOrder
      : inOrder.map((_, group) => best(nCustomers[group]! < LEAST_CUSTOMERS ? overall : of(group)));
  const ndcg = Float64Array.from(members, (member, group) => of(group)[member]! / nCustomers[group]!);
  return { upTo, members, nCustomers, ndcg };
}

const ownPart = (history: UserHistory, member: number): UserHistory => history.parts?.[member] ?? history;

export const switching = defineHybrid({
  id: 'recommend.switch',
  version: 2,
  text,
  references: ['doi:10.1023/A:1021240730564'],
  parameters,
  least: 2,
  most: 5,
  default: ['recommend.popular', 'recommend.item-knn'].map((step) => ({ steps: [{ step, parameters: {} }] })),
  learn: (_context, validation, { upTo, choose, metricK: k }, nMembers) =>
    learnSwitch(validation, Int32Array.from(new Set(upTo)).sort(), nMembers, { choose, k }),
  async recommend(context, { learned }, members, request): Promise<RankedItems> {
    const { histories, topK } = request;
    const n = histories.nRows * topK;
    const ranked = { items: new Int32Array(n).fill(-1), scores: new Float64Array(n).fill(NaN) };
    const chosen = Int32Array.from({ length: histories.nRows }, (_, user) =>
      memberFor(learned, histories.offsets[user + 1]! - histories.offsets[user]!),
    );
    const users = Array.from(chosen.keys(), String);
    for (const [at, member] of members.entries()) {
      const own = users.filter((_, user) => chosen[user] === at);
      if (own.length === 0) continue;
      const { rows } = pickCustomers({ users, rows: histories.parts?.[at] ?? histories }, own);
      const part = subContext(context, at / members.length, (at + 1) / members.length);
      const { items, scores } = await askBound(part, member, rows, request);
      own.forEach((user, row) => {
        ranked.items.set(items.subarray(row * topK, (row + 1) * topK), Number(user) * topK);
        ranked.scores.set(scores.subarray(row * topK, (row + 1) * topK), Number(user) * topK);
      });
    }
    return ranked;
  },
  explain({ learned }, members, history, item): Contribution[] {
    const at = memberFor(learned, history.items.length);
    const { recommender, fromHybrid, toHybrid } = members[at]!;
    const parts = recommender.explain(ownPart(history, at), fromHybrid[item]!);
    return parts.map(({ item: part, share }) => ({ item: part === null ? null : toHybrid[part]!, share }));
  },
  speaker: ({ learned }, _members, history) => memberFor(learned, history.items.length),
  weights({ titles, learned: { upTo, members, nCustomers, ndcg } }) {
    const called = (member: number): Text => titles[member]?.text ?? { en: '', zh: '' };
    return new Table(
      [
        numberColumn('from', Int32Array.from(members, (_, group) => (group === 0 ? 0 : upTo[group - 1]! + 1)), { unit: 'count', label: text.column('from') }),
        textColumn('model', Array.from(members, (member) => formatText(called(member), titles[member]?.values, 'en')), { label: hybridText.column('model') }),
        numberColumn('customers', nCustomers, { unit: 'count', label: text.column('customers') }),
        numberColumn('ndcg', ndcg, { unit: 'score', label: hybridText.column('ndcg') }),
      ],
      { entity: 'none', name: 'hybrid_members' },
    ); // prettier-ignore
  },
});
