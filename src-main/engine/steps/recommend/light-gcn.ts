import { z } from 'zod';
import { decodeBundle, encodeBundle } from '../../../contract/bundle.ts';
import {
  firstState,
  pointsOf,
  sharedState,
  trainGcn,
  type GcnOptions,
  type GcnState,
} from '../../maths/recommend/light-gcn.ts';
import { encodeWeights } from '../../tensor/training/weights-file.ts';
import type { Context } from '../context.ts';
import { stepText } from '../define.ts';
import { traitsFor, type CustomerTraits } from './customer-traits.ts';
import { defineRecommender, excludeSeenParameter, listMemory, listParameters } from './define-recommender.ts';
import type { Interactions } from './interactions.ts';
import { becauseOf } from './item-weights.ts';
import { neuralLoss, type NeuralRecord } from './neural.ts';
import { explainSummed, recommendSummed, type SummedPoints } from './summed-points.ts';

/**
 * LightGCN: vectors of customers and items, handed on over the graph of who bought what. Fitting O(epochs · entries ÷ batchSize · layers ·
 * entries · factors), recommending O(nItems · factors) a customer.
 *
 * He et al. (2020), LightGCN: simplifying and powering graph convolution network for recommendation, arXiv:2002.02126.
 * Departure from the paper: for lists a customer is put together from what they have and the vector they were given in training, if any,
 * which for the customers of the training is the same; so new ones are served and scores are sums over the history.
 */
const text = stepText({
  title: { en: 'Graph of purchases (LightGCN)', zh: '购买关系图（LightGCN）' },
  summary: {
    en: 'Lets tastes flow along who bought what, and ranks by what reaches both a customer and an item.',
    zh: '让品味沿购买关系传递，按同时到达顾客与商品的品味排序。',
  },
  about: {
    en: 'Customers and items are the points of a **graph**, with a line for each purchase. Each point has a vector; over a few **layers** it takes in those of its neighbours, their neighbours, and so on, the more lines a point has the less of each. The vectors are trained so that what a customer has ranks before what they have not. Since even an item with few purchases takes in what is near to it, the method does well on large catalogues where most items are bought seldom.\n\nThree layers are usual; more blur everything. Raise **epochs** while the loss still falls: where lists matter much, several hundred at a lower learning rate are worth their time. Larger **batches** make an epoch faster and each step surer.\n\nA customer’s vector is what their items hand on to them and a part of their own from training; new customers have the former. The **reason** lists what each item adds; the parts sum to the score. Customers without a history get no list.\n\nA training that was cancelled or cut short goes on where it stopped when the panel runs again.',
    zh: '顾客与商品是一张**图**上的点，每次购买是一条线。每个点有一个向量，经过若干**层**依次吸收邻居、邻居的邻居的向量；线越多的点，每条线的分量越小。训练使顾客拥有的商品排在没有的之前。购买很少的商品也能吸收邻近商品的信息，因此适合大多数商品销量很低的大目录。\n\n通常用三层，再多就会模糊一切。损失仍在下降时可增加**轮数**：对推荐质量要求高时，用较低的学习率训练几百轮是值得的。**批**越大，每轮越快、每步越稳。\n\n顾客的向量由其商品传来的部分和训练中得到的自身部分组成；新顾客只有前者。**理由**列出每件商品的贡献，各部分之和等于得分。没有历史的顾客得不到推荐。\n\n训练被取消或意外中断后，再次运行面板会从中断处继续。',
  },
  parameters: {
    factors: {
      label: { en: 'Factors', zh: '因子数' },
      help: { en: 'How many numbers a vector has.', zh: '每个向量的长度。' },
    },
    layers: {
      label: { en: 'Layers', zh: '层数' },
      help: { en: 'How many times vectors are handed on to neighbours.', zh: '向量向邻居传递多少次。' },
    },
    epochs: {
      label: { en: 'Epochs', zh: '训练轮数' },
      help: { en: 'How often all purchases are gone through.', zh: '全部购买遍历多少次。' },
    },
    batchSize: {
      label: { en: 'Batch size', zh: '批大小' },
      help: {
        en: 'Purchases that one step of training looks at; each step hands all vectors on anew.',
        zh: '每一步训练查看的购买数；每一步都会重新传递所有向量。',
      },
    },
    learningRate: {
      label: { en: 'Learning rate', zh: '学习率' },
      help: { en: 'How far one step of training goes at most.', zh: '每一步训练的最大步幅。' },
    },
    regularisation: {
      label: { en: 'Regularisation', zh: '正则化' },
      help: { en: 'How strongly vectors are drawn to zero.', zh: '把向量拉向零的强度。' },
    },
  },
  messages: {
    epoch: { en: 'Epoch {epoch, number} of {epochs, number}', zh: '第 {epoch, number} 轮，共 {epochs, number} 轮' },
    own: { en: 'Suits their purchases as a whole', zh: '符合其整体购买品味' },
  },
});

const parameters = z.object({
  factors: z
    .int()
    .min(1)
    .max(512)
    .default(32)
    .meta({ ...text.parameter('factors'), tune: '32, 64, 128' }),
  layers: z
    .int()
    .min(1)
    .max(8)
    .default(3)
    .meta({ ...text.parameter('layers'), tune: '1, 2, 3' }),
  epochs: z
    .int()
    .min(1)
    .max(10_000)
    .default(20)
    .meta({ ...text.parameter('epochs'), tune: '10, 20, 40' }),
  batchSize: z
    .int()
    .min(1)
    .max(1_000_000)
    .default(4096)
    .meta({ ...text.parameter('batchSize') }),
  learningRate: z
    .number()
    .min(1e-6)
    .max(1)
    .default(0.02)
    .meta({ ...text.parameter('learningRate'), tune: '0.005, 0.02, 0.05' }),
  regularisation: z
    .number()
    .min(0)
    .max(10)
    .default(1e-4)
    .meta({ ...text.parameter('regularisation'), tune: '0, 0.0001, 0.001' }),
  excludeSeen: excludeSeenParameter,
  ...listParameters,
});

/** Customers and items as points, and how they were found. */
interface GcnModel extends SummedPoints {
  readonly traits: CustomerTraits;
  readonly training: Omit<NeuralRecord, 'weights'>;
}

/** A guess for declaring memory before customers and items are counted. */
const ROWS_A_POINT = 10;

/** Multiplications after which a training is worth keeping: about two seconds. */
const WORTH_KEEPING = 2e9;

async function fitGcn(context: Context, { users, rows }: Interactions, p: GcnOptions): Promise<GcnModel> {
  const basis = { training: rows.columns.length, validation: 0 };
  const recordOf = ({ losses }: GcnState): Omit<NeuralRecord, 'weights'> => ({
    losses: losses.map((loss, at) => ({ epoch: at + 1, loss, validation: null })),
    basis,
    measure: 'order',
    epoch: losses.length,
  });
  const work = Math.ceil(rows.columns.length / p.batchSize) * rows.columns.length * p.factors * p.layers * 4;
  let left = WORTH_KEEPING;
  const before = await context.checkpoint.load();
  const first = before
    ? sharedState(decodeBundle(before) as GcnState)
    : firstState(rows.nRows + rows.nColumns, p.factors, context.random.fork(0));
  const tools = { pool: context.pool, signal: context.signal, random: context.random.fork(1) };
  const last = await trainGcn(rows, first, p, tools, {
    progress: (share, epoch) => context.progress(share, text.message('epoch', { epoch, epochs: p.epochs })),
    async ended(state) {
      context.preview('loss', neuralLoss(recordOf(state)));
      left -= work;
      if (left > 0) return;
      left = WORTH_KEEPING;
      await context.checkpoint.save(encodeBundle(state));
    },
  });
  const points = await pointsOf(rows, last.weights, p.layers, context);
  return {
    width: p.factors,
    items: points.items,
    offsets: null,
    owned: points.owned,
    traitPoints: points.users,
    traits: ownPlaces(users),
    training: recordOf(last),
  };
}

/** The customers of the training, each with a vector of their own. */
function ownPlaces(users: readonly string[]): CustomerTraits {
  const n = users.length;
  const rows = {
    nRows: n,
    nColumns: n,
    offsets: Int32Array.from({ length: n + 1 }, (_, row) => row),
    columns: Int32Array.from(users.keys()),
    values: new Float64Array(n).fill(1),
  };
  return { ids: users, rows };
}

/** Items as they are scored, items as parts of customers, and what customers are beside. */
function weightsOf({ width, items, owned, traitPoints }: GcnModel): Uint8Array {
  const all = [items, owned, traitPoints];
  return encodeWeights(
    all.map((points) => ({ kind: 'embedding', nCodes: points.length / width, size: width }) as const),
    all.map((points) => Float32Array.from(points)),
  );
}

export const lightGcn = defineRecommender({
  id: 'recommend.light-gcn',
  version: 2,
  text,
  references: ['arXiv:2002.02126', 'arXiv:1205.2618'],
  parameters,
  weighting: () => 'binary' as const,
  excludeSeen: ({ excludeSeen }) => excludeSeen,
  // Vectors, two moments, slopes, sums and room to work in.
  memory: (shape, p) => listMemory(shape, p) + shape.nRows * 120 + (shape.nRows / ROWS_A_POINT) * p.factors * 8 * 9,
  fit: (context, interactions, p) => fitGcn(context, interactions, p),
  traits: ({ traits }, users) => traitsFor(traits, users),
  recommend: (context, model, request) => recommendSummed(context, model, request),
  explain: (model, history, item) => explainSummed(model, history, item),
  reason(model, history, item, label) {
    const parts = explainSummed(model, history, item);
    return parts.some(({ item: own, share }) => own !== null && share > 0)
      ? becauseOf(parts, label)
      : text.message('own');
  },
  epochs: { record: ({ training }) => training, weights: weightsOf },
});
