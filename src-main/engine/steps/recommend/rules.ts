import { z } from 'zod';
import { ClienteleError } from '../../../contract/errors.ts';
import { formatText } from '../../../contract/text.ts';
import { frequentItemsets, type Baskets, type Itemset } from '../../maths/recommend/fp-growth.ts';
import { rulesOf, type Rule } from '../../maths/recommend/rules.ts';
import { TopItems } from '../../maths/top-items.ts';
import type { Context } from '../context.ts';
import { stepText } from '../define.ts';
import { defineRecommender, excludeSeenParameter, listMemory, listParameters } from './define-recommender.ts';
import { plainCount } from './reasons.ts';
import type { Contribution, RankedItems, RecommendRequest } from './recommender.ts';

/**
 * Recommends what rules such as “who has a and b often has c” say. Fitting grows with the number of frequent sets, recommending O(rules of
 * the history's items) a customer.
 *
 * Agrawal, Imieliński & Swami (1993), Mining association rules between sets of items in large databases.
 */
const text = stepText({
  title: { en: 'Association rules', zh: '关联规则推荐' },
  summary: {
    en: 'Recommends by rules that anyone can read: who has these items often has that one.',
    zh: '按人人都能读懂的规则推荐：拥有这些商品的人往往也有那一件。',
  },
  about: {
    en: 'Sets of items that many customers have together give rules: *who has the left side has the right side too*, with a **confidence** (the share of customers of the left side for whom it holds) and a **lift** (that over the share of all customers; 1 is chance). A customer is recommended the right sides of the rules whose left sides they have. The score is the confidence, or lift, of the best such rule; the **reason** names its items and says of how many customers it rests, and shares the score among them alike.\n\nRules are easy to check and to show to a merchant. They know only what many customers did: expect short lists, and fewer hits than *Items bought together*. To read all rules as a table, use *Basket analysis*.\n\nLower **customers at least** for more rules; it costs time and memory, and rules that rest on few customers are often chance.',
    zh: '许多顾客同时拥有的商品组合会给出规则：*拥有左边的人也拥有右边*，并带有**置信度**（拥有左边的顾客中成立的比例）和**提升度**（与全部顾客中的比例之比，1 表示纯属偶然）。顾客拥有某些规则的左边时，就推荐这些规则的右边。得分为其中最佳规则的置信度或提升度；**理由**说明该规则的商品及依据的顾客数，并把得分平均分给它们。\n\n规则便于核对，也便于向商家展示。它只知道许多顾客做过的事：列表较短，命中率低于“相似商品推荐”。若要以表格查看所有规则，请用“购物篮分析”。\n\n减小**最少顾客数**可得到更多规则，但耗费时间和内存，依据顾客很少的规则往往只是巧合。',
  },
  parameters: {
    minCustomers: {
      label: { en: 'Customers at least', zh: '最少顾客数' },
      help: {
        en: 'Sets of items that fewer customers have together give no rules.',
        zh: '共同拥有的顾客少于此值的组合不产生规则。',
      },
    },
    maxItems: {
      label: { en: 'Items at most', zh: '最多商品数' },
      help: {
        en: 'How many items a rule has, both sides together; three find more and take far longer.',
        zh: '一条规则两边合计的商品数；三件能找到更多，但耗时长得多。',
      },
    },
    minConfidence: {
      label: { en: 'Confidence at least', zh: '最低置信度' },
      help: {
        en: 'Rules that hold for a smaller share of customers are left out.',
        zh: '成立比例低于此值的规则不使用。',
      },
      slider: true,
    },
    minLift: {
      label: { en: 'Lift at least', zh: '最低提升度' },
      help: {
        en: 'Rules that hold no more often than this beside chance are left out.',
        zh: '相对偶然的倍数低于此值的规则不使用。',
      },
    },
    by: {
      label: { en: 'Ranked by', zh: '排序依据' },
      help: { en: 'What makes a rule the best one for an item.', zh: '以什么判定一件商品的最佳规则。' },
      options: { confidence: { en: 'Confidence', zh: '置信度' }, lift: { en: 'Lift', zh: '提升度' } },
    },
  },
  messages: {
    mining: { en: 'Finding sets of items', zh: '正在寻找商品组合' },
    reason: {
      en: '{confidence} of the {customers} customers with {items} have it too',
      zh: '拥有{items}的 {customers} 位顾客中有 {confidence} 也拥有它',
    },
    'too-many': {
      en: 'more than {most} sets of items have so many customers; raise it',
      zh: '符合条件的商品组合超过 {most} 个，请调大',
    },
  },
});

const parameters = z.object({
  minCustomers: z
    .int()
    .min(2)
    .max(1_000_000)
    .default(5)
    .meta({ ...text.parameter('minCustomers'), tune: '3, 5, 10, 30' }),
  maxItems: z
    .int()
    .min(2)
    .max(10)
    .default(2)
    .meta({ ...text.parameter('maxItems'), tune: '2, 3' }),
  minConfidence: z
    .number()
    .min(0)
    .max(1)
    .default(0.05)
    .meta({ ...text.parameter('minConfidence') }),
  minLift: z
    .number()
    .min(0)
    .max(1_000_000)
    .default(1)
    .meta({ ...text.parameter('minLift') }),
  by: z
    .enum(['confidence', 'lift'])
    .default('confidence')
    .meta({ ...text.parameter('by'), tune: 'confidence, lift' }),
  excludeSeen: excludeSeenParameter,
  ...listParameters,
});

/** Sets of items beyond these are refused rather than waited for. */
const MOST_SETS = 200_000;
const SETS_A_LOOK = 256;

/**
 * Frequent sets of items within bounds. @throws cancelled; bad-parameter where there are far too many
 */
export function findItemsets(
  baskets: Baskets,
  { minCount, maxSize }: { readonly minCount: number; readonly maxSize: number },
  parameter: string,
  { signal, progress }: Pick<Context, 'signal' | 'progress'>,
): Itemset[] {
  signal.throwIfAborted();
  return frequentItemsets(baskets, {
    minCount,
    maxSize,
    watch(share) {
      signal.throwIfAborted();
      progress(share, text.message('mining'));
    },
    look(nFound) {
      if (nFound % SETS_A_LOOK === 0) signal.throwIfAborted();
      if (nFound > MOST_SETS) {
        const detail = text.message('too-many', { most: plainCount(MOST_SETS) });
        throw new ClienteleError('bad-parameter', {
          parameter,
          value: minCount,
          detail: {
            en: formatText(detail.text, detail.values, 'en'),
            zh: formatText(detail.text, detail.values, 'zh'),
          },
        });
      }
    },
  });
}

interface Learned {
  readonly by: 'confidence' | 'lift';
  readonly nItems: number;
  /** Best first. */
  readonly rules: readonly Rule[];
}

export const rules = defineRecommender({
  id: 'recommend.rules',
  version: 2,
  text,
  references: ['doi:10.1145/170035.170072', 'doi:10.1145/342009.335372'],
  parameters,
  weighting: () => 'binary' as const,
  excludeSeen: ({ excludeSeen }) => excludeSeen,
  memory: (shape, p) => listMemory(shape, p) + shape.nRows * 100,
  fit(context, { rows }, { minCustomers, maxItems, minConfidence, minLift, by }): Learned {
    const baskets = { nItems: rows.nColumns, offsets: rows.offsets, items: rows.columns };
    const itemsets = findItemsets(baskets, { minCount: minCustomers, maxSize: maxItems }, 'minCustomers', context);
    const found = rulesOf(itemsets, rows.nRows, minConfidence, minLift);
    return { by, nItems: rows.nColumns, rules: found.sort((a, b) => b[by] - a[by] || b.count - a.count) };
  },
  recommend: recommendByRules,
  explain: (learned, history, item) => partsOf(bestRule(learned, history.items, item), learned.by),
  reason(learned, history, item, label) {
    const rule = bestRule(learned, history.items, item);
    return text.message('reason', {
      items: { list: (rule?.items ?? []).map((owned) => `“${label(owned)}”`) },
      confidence: { percent: rule?.confidence ?? 0 },
      customers: plainCount(rule ? Math.round(rule.count / rule.confidence) : 0),
    });
  },
});

const holds = (rule: Rule, owned: ReadonlySet<number>): boolean => rule.items.every((item) => owned.has(item));

/** The rules that lead to each item, best first. */
const rulesTo = new WeakMap<Learned, ReadonlyMap<number, Rule[]>>();

function bestRule(learned: Learned, items: Int32Array, item: number): Rule | null {
  const known = rulesTo.get(learned) ?? Map.groupBy(learned.rules, ({ then }) => then);
  rulesTo.set(learned, known);
  const owned = new Set(items);
  return known.get(item)?.find((rule) => holds(rule, owned)) ?? null;
}

function partsOf(rule: Rule | null, by: 'confidence' | 'lift'): Contribution[] {
  return rule ? rule.items.map((item) => ({ item, share: rule[by] / rule.items.length })) : [];
}

/** Gives each user the right sides of the best rules whose left sides they have. */
function recommendByRules(
  { signal, progress }: Pick<Context, 'signal' | 'progress'>,
  { rules: all, by, nItems }: Learned,
  { histories, topK, excludeSeen, eligible }: RecommendRequest,
): RankedItems {
  const { nRows, offsets, columns } = histories;
  const ranked = { items: new Int32Array(nRows * topK), scores: new Float64Array(nRows * topK) };
  // A rule is looked at once, from the first item of its left side.
  const from = Array.from({ length: nItems }, (): number[] => []);
  all.forEach((rule, at) => from[rule.items[0]!]?.push(at));
  const top = new TopItems(topK);
  for (let user = 0; user < nRows; user++) {
    if (user % 256 === 0) {
      signal.throwIfAborted();
      progress(user / nRows);
    }
    const owned = new Set(columns.subarray(offsets[user], offsets[user + 1]));
    const best = new Map<number, number>();
    for (const item of owned) {
      for (const at of from[item]!) {
        const rule = all[at]!;
        if ((excludeSeen && owned.has(rule.then)) || (eligible && !eligible[rule.then]) || !holds(rule, owned))
          continue;
        best.set(rule.then, Math.max(best.get(rule.then) ?? 0, rule[by]));
      }
    }
    top.clear();
    for (const [item, score] of best) if (score > 0) top.offer(item, score);
    top.writeTo(ranked, user * topK);
  }
  return ranked;
}
