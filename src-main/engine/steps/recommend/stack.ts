import { z } from 'zod';
import { formatText } from '../../../contract/text.ts';
import { fitLogistic } from '../../maths/linear/logistic.ts';
import { TopItems } from '../../maths/top-items.ts';
import { splitImportance, valuesOf } from '../../maths/trees/ask-trees.ts';
import { fitBoosting } from '../../maths/trees/boosting.ts';
import type { TreeSet } from '../../maths/trees/tree-set.ts';
import { numberColumn, textColumn } from '../../table/column.ts';
import { Table } from '../../table/table.ts';
import type { Context } from '../context.ts';
import { stepText } from '../define.ts';
import { subContext } from '../sub-context.ts';
import { defineHybrid, hybridParameters, type Validation } from './hybrid.ts';
import { askMembers, keepSpans, keptSpans, scaledParts } from './hybrid-lists.ts';
import type { RankedItems, UserHistory } from './recommender.ts';
import { nStackFeatures, stackRows } from './stack-features.ts';

/**
 * Candidates from several recommenders, ordered by a ranker that learned from purchases held out.
 *
 * Covington, Adams & Sargin (2016), Deep neural networks for YouTube recommendations: candidates, then a ranker; Friedman (2001), Greedy
 * function approximation: a gradient boosting machine.
 */
const text = stepText({
  title: { en: 'Stack of recommenders', zh: '堆叠排序' },
  summary: {
    en: 'Takes candidates from several recommenders and lets a learned ranker order them.',
    zh: '从多个推荐方法取得候选商品，由学习到的排序器排序。',
  },
  about: {
    en: 'Each **member** proposes candidates; a **ranker** then orders all of them. It learned on the last part of the time span, which members were not fitted on, what the proposals of a later purchase look like: each member’s score and rank, how many members propose it, how many customers the item has, how many items the customer has. *Logistic* adds these up; *boosted trees* also see how they act together, and want more customers to learn from.\n\nThe score is the log-odds of a purchase. Since it rests on more than the customer’s items, a **reason** gives it as one part, with the sentence of the member that is surest of the item.\n\nTwo stages pay where members propose different items. Where nothing can be held out, or no proposal was bought, members count alike. *Compare recommenders* says whether it is worth it: give it the output **The hybrid, to compare**.',
    zh: '每个**成员**提出候选商品，再由**排序器**统一排序。它在成员未用于训练的时间跨度最后一部分上学习后来被购买的候选有何特征：各成员的得分与名次、多少成员提出、商品的顾客数、顾客的商品数。*逻辑回归*将它们相加；*提升树*还能看到它们的共同作用，但需要更多顾客。\n\n得分是购买的对数几率。由于它不只取决于顾客的商品，**理由**作为一个整体给出，并附上对该商品最有把握的成员的说明。\n\n当成员提出不同的商品时两阶段才有价值。无法留出数据、或没有候选被购买时，各成员同等对待。是否值得由“比较推荐方法”回答：把输出**该混合方法**交给它。',
  },
  parameters: {
    ranker: {
      label: { en: 'Ranker', zh: '排序器' },
      help: { en: 'What orders the candidates.', zh: '用什么给候选商品排序。' },
      options: {
        logistic: { en: 'Logistic', zh: '逻辑回归' },
        trees: { en: 'Boosted trees', zh: '提升树' },
      },
    },
    nRounds: {
      label: { en: 'Trees', zh: '树的数量' },
      help: { en: 'How many small trees are added up.', zh: '累加多少棵小树。' },
      advanced: true,
    },
  },
  columns: {
    feature: { en: 'What the ranker reads', zh: '排序器读取的内容' },
    weight: { en: 'Weight', zh: '权重' },
  },
  messages: {
    'feature-score': { en: 'Score: {model}', zh: '得分：{model}' },
    'feature-rank': { en: 'Rank: {model}', zh: '名次：{model}' },
    'feature-votes': { en: 'Members that propose it', zh: '提出该商品的成员数' },
    'feature-popularity': { en: 'Customers of the item', zh: '商品的顾客数' },
    'feature-history': { en: 'Items of the customer', zh: '顾客的商品数' },
  },
});

const parameters = z.object({
  ranker: z.enum(['logistic', 'trees']).default('logistic').meta({ ...text.parameter('ranker') }),
  nRounds: z.int().min(1).max(500).default(60).meta({ ...text.parameter('nRounds') }),
  ...hybridParameters,
}); // prettier-ignore

/** A ranker: weights over standardised features, or trees; with the customers of each item, by id. */
type Ranker =
  | {
      readonly kind: 'logistic';
      readonly means: Float64Array;
      readonly spreads: Float64Array;
      readonly values: Float64Array;
    }
  | { readonly kind: 'trees'; readonly trees: TreeSet }
  | { readonly kind: 'votes' };

interface Stacking {
  readonly ranker: Ranker;
  /** The customers of each item among those learned from; items that are not there have none. */
  readonly ids: readonly string[];
  readonly counts: Float64Array;
}

const TREE_RULES = { maxLeaves: 8, maxDepth: 0, leastRows: 20, l2: 1, learningRate: 0.1 };
/** A little is held back from every weight, so that members that say the same share it. */
const PENALTY = { strength: 1, mix: 0 };

async function learnRanker(
  context: Context,
  { lists, customers, relevant, items }: Validation,
  popularity: Float64Array,
  { ranker, nRounds }: { ranker: 'logistic' | 'trees'; nRounds: number },
): Promise<Ranker> {
  const { rows } = customers;
  const found = stackRows(
    lists,
    { from: 0, to: relevant.length },
    popularity,
    (user) => rows.offsets[user + 1]! - rows.offsets[user]!,
  );
  const target = Float64Array.from(found.items, (item, row) => (relevant[found.users[row]!]!.has(item) ? 1 : 0));
  const nRight = target.reduce((sum, value) => sum + value, 0);
  if (nRight === 0 || nRight === target.length || items.length === 0) return { kind: 'votes' };
  const x = { nRows: target.length, nColumns: found.nFeatures, values: found.values };
  if (ranker === 'trees') {
    const rules = { ...TREE_RULES, nRounds, loss: 'binary' as const, nOutputs: 1, patience: 0, heldOut: 0.1 };
    const options = { ...rules, monotone: new Int8Array(x.nColumns) };
    const { trees } = await fitBoosting(x, target, null, new Int32Array(x.nColumns), options, context);
    return { kind: 'trees', trees };
  }
  const { means, spreads, values } = standardised(found.values, found.nFeatures);
  const rule = await fitLogistic(
    { x: { ...x, values }, codes: Int32Array.from(target), nClasses: 2, weights: null },
    { penalty: PENALTY, maxIterations: 100, tolerance: 1e-7 },
    context.pool,
    () => {
      context.signal.throwIfAborted();
    },
  );
  return { kind: 'logistic', means, spreads, values: rule.values };
}

/** Columns with the mean 0 and the spread 1; a constant one is 0. */
function standardised(given: Float64Array, width: number) {
  const n = given.length / width;
  const [means, squares] = [new Float64Array(width), new Float64Array(width)];
  given.forEach((value, at) => (means[at % width]! += value / n));
  given.forEach((value, at) => (squares[at % width]! += (value - means[at % width]!) ** 2 / n));
  const spreads = squares.map((square) => Math.sqrt(square) || 1);
  return { means, spreads, values: given.map((value, at) => (value - means[at % width]!) / spreads[at % width]!) };
}

async function scoresBy(ranker: Ranker, values: Float64Array, width: number, context: Context): Promise<Float64Array> {
  const nRows = values.length / width;
  if (ranker.kind === 'trees') return valuesOf(ranker.trees, { nRows, nColumns: width, values }, context);
  return Float64Array.from({ length: nRows }, (_, row) => {
    const own = values.subarray(row * width, (row + 1) * width);
    if (ranker.kind === 'votes')
      return own.reduce((sum, value, j) => sum + (j % 2 === 0 && j < width - 3 ? value : 0), 0);
    return own.reduce(
      (sum, value, j) => sum + (ranker.values[j]! * (value - ranker.means[j]!)) / ranker.spreads[j]!,
      ranker.values[width]!,
    );
  });
}

/** The scores of the lists that were made last, by the memory of the histories, since reasons are asked for afterwards. */
const lastScores = new WeakMap<ArrayBufferLike, Map<string, number>>();
const placeOf = ({ weights }: UserHistory, item: number): string => `${weights.byteOffset} ${weights.length} ${item}`;

/** Users whose candidates are ranked between two looks at the signal. */
const USERS_A_STRETCH = 2048;

export const stack = defineHybrid({
  id: 'recommend.stack',
  version: 2,
  text,
  references: ['doi:10.1145/2959100.2959190', 'doi:10.1214/aos/1013203451'],
  parameters,
  least: 2,
  most: 5,
  default: ['recommend.item-knn', 'recommend.rp3beta', 'recommend.popular'].map((step) => ({ steps: [{ step, parameters: {} }] })), // prettier-ignore
  async learn(context, validation, options): Promise<Stacking> {
    if (!validation) return { ranker: { kind: 'votes' }, ids: [], counts: new Float64Array(0) };
    const counts = new Float64Array(validation.items.length);
    const numberOf = new Map(validation.items.map((id, item) => [id, item]));
    const codes = Int32Array.from(validation.task.catalogue, (id) => numberOf.get(id) ?? -1);
    for (const item of validation.task.trainRows.columns) if (codes[item]! >= 0) counts[codes[item]!]!++;
    const part = subContext(context, 0, 1, context.random.fork(5));
    const ranker = await learnRanker({ ...part, progress: () => undefined }, validation, counts, options);
    return { ranker, ids: validation.items, counts };
  },
  async recommend(context, { items, nCandidates, learned }, members, request): Promise<RankedItems> {
    const { histories, topK } = request;
    const { offsets } = histories;
    const asked = await askMembers(subContext(context, 0, 0.7), members, request, Math.max(topK, nCandidates));
    keepSpans(histories, asked);
    const countOf = new Map(learned.ids.map((id, item) => [id, learned.counts[item]!]));
    const popularity = Float64Array.from(items, (id) => countOf.get(id) ?? 0);
    const ranked = { items: new Int32Array(histories.nRows * topK), scores: new Float64Array(histories.nRows * topK) };
    const kept = new Map<string, number>();
    const top = new TopItems(topK);
    const length = (user: number) => offsets[user + 1]! - offsets[user]!;
    for (let from = 0; from < histories.nRows; from += USERS_A_STRETCH) {
      context.signal.throwIfAborted();
      context.progress(0.7 + (0.3 * from) / histories.nRows);
      const to = Math.min(histories.nRows, from + USERS_A_STRETCH);
      const found = stackRows(asked, { from, to }, popularity, length);
      const scores = await scoresBy(learned.ranker, found.values, found.nFeatures, context);
      for (let user = from, row = 0; user < to; user++) {
        for (top.clear(); row < found.users.length && found.users[row] === user; row++)
          top.offer(found.items[row]!, scores[row]!);
        top.writeTo(ranked, user * topK);
        for (let place = 0; place < top.size; place++)
          kept.set(`${offsets[user]! * 8} ${length(user)} ${top.items[place]}`, top.scores[place]!);
      }
    }
    lastScores.set(histories.values.buffer, kept);
    return ranked;
  },
  explain(_content, _members, history, item) {
    const score = lastScores.get(history.weights.buffer)?.get(placeOf(history, item));
    return score === undefined ? [] : [{ item: null, share: score }];
  },
  speaker(_content, members, history, item) {
    const spans = keptSpans(history);
    const shares = members.map((member, i) =>
      scaledParts(member, history.parts?.[i] ?? history, item, spans?.[i], 1).reduce(
        (sum, { share }) => sum + share,
        0,
      ),
    );
    return shares.indexOf(Math.max(...shares));
  },
  weights({ titles, learned: { ranker } }) {
    const names = titles.map(({ text: words, values }) => formatText(words, values, 'en'));
    const write = (code: keyof typeof text.source.messages, model = '') =>
      formatText(text.source.messages[code], { model }, 'en');
    const features = [
      ...names.flatMap((model) => [write('feature-score', model), write('feature-rank', model)]),
      ...(['feature-votes', 'feature-popularity', 'feature-history'] as const).map((code) => write(code)),
    ];
    const n = nStackFeatures(titles.length);
    const weights = {
      logistic: () => (ranker as Extract<Ranker, { kind: 'logistic' }>).values.slice(0, n),
      trees: () => splitImportance((ranker as Extract<Ranker, { kind: 'trees' }>).trees),
      votes: () => Float64Array.from(features, (_, j) => (j % 2 === 0 && j < n - 3 ? 1 : 0)),
    }[ranker.kind]();
    return new Table(
      [
        textColumn('feature', features, { label: text.column('feature') }),
        numberColumn('weight', weights, { unit: 'score', label: text.column('weight') }),
      ],
      { entity: 'none', name: 'hybrid_members' },
    );
  },
});
