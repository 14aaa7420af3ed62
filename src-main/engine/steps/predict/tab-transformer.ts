import { z } from 'zod';
import { tabTransformerForward, tabTransformerNetwork } from '../../tensor/training/tab-transformer.ts';
import { decodeWeights, encodeWeights } from '../../tensor/training/weights-file.ts';
import type { Matrix } from '../../table/table.ts';
import type { Variant } from '../../kernels/variant.ts';
import { stepText } from '../define.ts';
import { definePredictor } from './define-predictor.ts';
import {
  codedWidth,
  fillUnseen,
  learnNetworkInput,
  nCodesOf,
  plainWidth,
  putCoded,
  wholeRows,
  type NetworkInput,
} from './network-input.ts';
import {
  LARGEST_FORWARD,
  networkTells,
  openedOnce,
  scoresOf,
  tellNetwork,
  tellRows,
  trainOn,
  type TrainedNetwork,
} from './network-fit.ts';
import { dropoutParameter, networkParameters } from './network-parameters.ts';
import { predictorParameters } from './parameters.ts';

/**
 * A transformer of a table's rows: each feature becomes a vector, vectors look at each other, and rectified units over all of them
 * answer. Fitting O(epochs · nRows · blocks · (nFeatures · size² + nFeatures² · size)), predicting as one epoch.
 *
 * Huang et al. (2020), TabTransformer: tabular data modeling using contextual embeddings, arXiv:2012.06678; numbers become vectors too,
 * as in Gorishniy et al. (2021), Revisiting deep learning models for tabular data, arXiv:2106.11959.
 * Departure from the papers: one hidden layer before the scores.
 */
const text = stepText({
  title: { en: 'Transformer of rows', zh: '表格 Transformer' },
  summary: {
    en: 'Every feature looks at every other before the answer is given.',
    zh: '每个特征先与其他所有特征相互关注，再给出结果。',
  },
  about: {
    en: 'Each feature of a row becomes a short **vector**: a category its own, a number one that its size stretches. In each **block** all vectors look at each other and take what concerns them, so that what a feature means can depend on the others: a high bill means one thing under a yearly contract and another under a monthly one. Hidden units that read all vectors give the answer.\n\nOf the neural models it is the one that most often comes near *boosting*, and it takes the longest to train, more than linearly with the number of features: leave out what says nothing first (*Rank features*), or train on a GPU. On a few thousand rows the *multilayer perceptron* or *wide and deep* are usually as good in a tenth of the time.\n\nNumbers are read **by rank** unless told otherwise. A missing number is read as the median, with a flag as a feature of its own where some rows learned from lacked it. A missing or new category has a vector of its own; where no row learned from lacked one, it reads as the average one. Some rows are **set aside** to judge each epoch, and the weights of the best one are kept. The same seed gives the same network. A training that was cancelled or cut short goes on where it stopped when the panel runs again.',
    zh: '一行中的每个特征都变成一个短**向量**：类别有各自的向量，数值则按大小伸缩一个向量。在每一**层**中，所有向量相互关注并取用与自己有关的内容，因此一个特征的含义可以取决于其他特征：同样的高额账单，在年付合同与月付合同下意义不同。最后由读取全部向量的隐藏单元给出答案。\n\n它是神经网络中最常接近“提升模型”的一种，也是训练最慢的，耗时增长快于特征数：请先去掉无用的特征（“特征排序”），或使用 GPU。几千行的数据上，“多层感知机”或“Wide & Deep”通常以十分之一的时间达到同样的效果。\n\n默认按**排名**读取数值。缺失的数值按中位数读取，若训练行中有缺失，则另有一个缺失标志作为特征。缺失或新的类别有自己的向量；若训练行中没有缺失，则取平均向量。会**留出**一部分行评判每一轮，并保留最好一轮的权重。相同的种子得到相同的网络。训练被取消或意外中断后，再次运行面板会从中断处继续。',
  },
  parameters: {
    size: {
      label: { en: 'Vector size', zh: '向量长度' },
      help: {
        en: 'How many numbers a feature is told by; rounded up so that each head has a multiple of four.',
        zh: '每个特征用多少个数表示，会向上取整，使每个注意力头分得四的倍数。',
      },
      tune: '8, 16, 32',
    },
    blocks: {
      label: { en: 'Blocks', zh: '层数' },
      help: { en: 'How many rounds of looking at each other there are.', zh: '相互关注的轮数。' },
      tune: '1, 2, 3',
    },
    heads: {
      label: { en: 'Heads', zh: '注意力头数' },
      help: {
        en: 'In how many ways features look at each other in a round.',
        zh: '每一轮中特征以多少种方式相互关注。',
      },
    },
    hiddenSize: {
      label: { en: 'Hidden layer', zh: '隐藏层宽度' },
      help: { en: 'How many units read all vectors before the answer.', zh: '给出结果之前读取全部向量的单元数。' },
      tune: '32, 64, 128',
    },
  },
});

const parameters = z.object({
  ...predictorParameters,
  size: z
    .int()
    .min(4)
    .max(256)
    .default(8)
    .meta({ ...text.parameter('size') }),
  blocks: z
    .int()
    .min(1)
    .max(8)
    .default(1)
    .meta({ ...text.parameter('blocks') }),
  heads: z
    .int()
    .min(1)
    .max(16)
    .default(1)
    .meta({ ...text.parameter('heads') }),
  hiddenSize: z
    .int()
    .min(2)
    .max(2048)
    .default(64)
    .meta({ ...text.parameter('hiddenSize') }),
  dropout: dropoutParameter(0.1),
  ...networkParameters({ epochs: 8, patience: 3, batchSize: 128, learningRate: 0.004 }),
});

interface TabTransformerModel extends TrainedNetwork {
  readonly input: NetworkInput;
}

/** What a batch on its way takes a value of a vector, and a pair of features that look at each other, in bytes. */
const VALUE_BYTES = 160;
const PAIR_BYTES = 24;

export const tabTransformer = definePredictor({
  id: 'predict.tab-transformer',
  version: 1,
  text,
  references: ['arXiv:2106.11959', 'arXiv:2012.06678', 'arXiv:1706.03762'],
  parameters,
  targets: ['classes', 'number'],
  encoding: 'codes',
  tensor: true,
  memory: ({ nRows, nColumns }, { size, blocks, heads, hiddenSize, batchSize }) =>
    nRows * (nColumns * 8 + 24) +
    nColumns * size * hiddenSize * 32 +
    batchSize * nColumns * blocks * (size * VALUE_BYTES + nColumns * heads * PAIR_BYTES) +
    256 * 2 ** 20,
  async fit(context, data, p): Promise<TabTransformerModel> {
    const input = learnNetworkInput(data.x, data.encoding, p.numbers);
    context.signal.throwIfAborted();
    const rows = wholeRows(data.x.nRows, codedWidth(input), (all, out) => putRows(input, data.x, all, out));
    const network = tabTransformerNetwork({
      nNumbers: plainWidth(input),
      nCodeColumns: input.categories.length,
      nCodes: nCodesOf(input),
      size: Math.ceil(p.size / (4 * p.heads)) * 4 * p.heads,
      blocks: p.blocks,
      heads: p.heads,
      hiddenSize: p.hiddenSize,
      dropout: p.dropout,
      nOut: scoresOf(data.target),
    });
    const shape = `tab-transformer ${p.blocks} ${p.heads} ${p.size}`;
    const trained = await trainOn(context, data, rows, network, shape, p);
    return { input, ...trained, weights: withUnseen(trained.weights, input) };
  },
  predict(context, model, x, target) {
    const forward = openTransformer(model, context.pool.variant);
    const nColumns = codedWidth(model.input);
    const values = new Float32Array(Math.min(LARGEST_FORWARD, x.nRows) * nColumns);
    return tellRows(context, model, target, x.nRows, (batch) => {
      putRows(model.input, x, batch, values);
      return forward({ nRows: batch.length, nColumns, values });
    });
  },
  tells: networkTells,
  tell: (fitted) => tellNetwork(fitted),
  weights: (model) => model.weights,
});

function putRows(input: NetworkInput, x: Matrix, rows: Int32Array, out: Float32Array): void {
  rows.forEach((row, i) => putCoded(input, x, row, out, i * codedWidth(input)));
}

/** Weights in which the vector of what no row learned from had is the average one. */
function withUnseen(file: Uint8Array, input: NetworkInput): Uint8Array {
  if (input.categories.length === 0) return file;
  const { network, weights } = decodeWeights(file);
  const vectors = weights[plainWidth(input) > 0 ? 2 : 0]!;
  fillUnseen(
    vectors,
    vectors.length / nCodesOf(input),
    input.categories.map(({ counts }) => counts),
  );
  return encodeWeights(network, weights);
}

const openTransformer = openedOnce((model: TabTransformerModel, variant: Variant) => {
  const { network, weights } = decodeWeights(model.weights);
  return tabTransformerForward(network, weights, variant);
});
