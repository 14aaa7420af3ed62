import { z } from 'zod';
import { denseForward } from '../../tensor/training/dense-forward.ts';
import type { LayerSpec, Network } from '../../tensor/training/network.ts';
import { decodeWeights } from '../../tensor/training/weights-file.ts';
import type { Variant } from '../../kernels/variant.ts';
import { stepText } from '../define.ts';
import { definePredictor } from './define-predictor.ts';
import { indicatorRows, indicatorWidth, learnNetworkInput, wholeRows, type NetworkInput } from './network-input.ts';
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
 * A multilayer perceptron: rectified layers, each half as wide as the one before, then the score. Fitting O(epochs · nRows · weights),
 * predicting O(nRows · weights).
 *
 * Rumelhart, Hinton & Williams (1986), Learning representations by back-propagating errors; rectifiers by Glorot, Bordes & Bengio (2011),
 * dropout by Srivastava et al. (2014).
 */
const text = stepText({
  title: { en: 'Neural network (multilayer perceptron)', zh: '神经网络（多层感知机）' },
  summary: {
    en: 'Bends features through hidden layers; as set, 128 and 64 units before the answer.',
    zh: '让特征通过若干隐藏层；默认先 128、再 64 个单元，最后给出结果。',
  },
  about: {
    en: 'The textbook’s network: **128** units that each look at all features, **64** that look at those, and **one** that answers. It finds bent relations and features that only count together, which a line cannot, and its answers change smoothly where those of trees jump. On tables of customers, boosting is usually as good or better and trains faster; a network adds most where many numbers act together, or as another voice in *voting* and *stacking*.\n\nNumbers are read **by rank** unless told otherwise, so that a few huge orders do no harm. Each category is a column of 0 and 1; a missing number is read as the median, with a flag that says so where some rows learned from lacked it; a category that was never seen reads as the average row.\n\nSome rows are **set aside** to judge each epoch: the weights of the best epoch are kept, and training ends once it gets no better. The curve shows both losses; where the one set aside rises while the other falls, the network learns by heart: raise dropout or L2, or take fewer units. More **dropout** and smaller layers suit few rows. Ask *Importance* and *Why, row by row* what predictions rest on.\n\nThe same seed gives the same network. A training that was cancelled or cut short goes on where it stopped when the panel runs again.',
    zh: '教科书中的网络：**128** 个单元各自查看全部特征，**64** 个单元查看前者，最后**一个**单元给出答案。它能发现直线看不到的非线性关系，以及只有一起出现才起作用的特征；树模型的结果会跳变，而它平滑变化。在客户表上，提升模型通常同样好或更好，训练也更快；当许多数值共同起作用时，或在“投票”和“堆叠”中作为另一种声音时，网络最有价值。\n\n默认按**排名**读取数值，因此少数巨额订单不会造成影响。每个类别是一列 0/1；缺失的数值按中位数读取，若训练行中有缺失，还会加上缺失标志；从未见过的类别按平均行读取。\n\n会**留出**一部分行评判每一轮：保留最好一轮的权重，不再改善时停止训练。曲线显示两种损失；若留出行的损失上升而训练损失下降，说明网络在死记硬背：请提高随机失活或 L2，或减少单元数。行数少时适合更高的**随机失活**和更小的层。可用“重要性”和“逐行解释”查看预测的依据。\n\n相同的种子得到相同的网络。训练被取消或意外中断后，再次运行面板会从中断处继续。',
  },
  parameters: {
    hiddenSize: {
      label: { en: 'First hidden layer', zh: '第一隐藏层宽度' },
      help: { en: 'How many units look at the features.', zh: '查看特征的单元数。' },
      tune: '32, 64, 128, 256',
    },
    hiddenLayers: {
      label: { en: 'Hidden layers', zh: '隐藏层数' },
      help: {
        en: 'Each is half as wide as the one before: 128 and 2 make 128–64–1. None: a weighted sum, as in logistic regression.',
        zh: '每层宽度是前一层的一半：128 与 2 构成 128–64–1。为零时是加权和，如逻辑回归。',
      },
      tune: '1, 2, 3',
    },
  },
});

const parameters = z.object({
  ...predictorParameters,
  hiddenSize: z
    .int()
    .min(2)
    .max(2048)
    .default(128)
    .meta({ ...text.parameter('hiddenSize') }),
  hiddenLayers: z
    .int()
    .min(0)
    .max(6)
    .default(2)
    .meta({ ...text.parameter('hiddenLayers') }),
  dropout: dropoutParameter(0.4),
  ...networkParameters({ epochs: 60, patience: 8, batchSize: 128, learningRate: 0.002 }),
});
type Parameters = z.output<typeof parameters>;

interface MlpModel extends TrainedNetwork {
  readonly input: NetworkInput;
}

/** Rectified layers with dropout behind each, then the scores. */
export function mlpNetwork(
  nIn: number,
  nScores: number,
  { hiddenLayers, hiddenSize, dropout }: Pick<Parameters, 'hiddenLayers' | 'hiddenSize' | 'dropout'>,
): Network {
  const widths = Array.from({ length: hiddenLayers }, (_, i) => Math.max(2, Math.round(hiddenSize / 2 ** i)));
  const hidden = widths.flatMap((nOut, i): LayerSpec[] => [
    { kind: 'dense', nIn: widths[i - 1] ?? nIn, nOut, activation: 'relu' },
    ...(dropout > 0 ? [{ kind: 'dropout' as const, rate: dropout }] : []),
  ]);
  return [...hidden, { kind: 'dense', nIn: widths.at(-1) ?? nIn, nOut: nScores, activation: 'linear' }];
}

/** What a column of a table becomes, by and large, and bytes of a weight with its slope and moments. */
const COLUMNS_EACH = 3;
const WEIGHT_BYTES = 32;

export const mlp = definePredictor({
  id: 'predict.mlp',
  version: 1,
  text,
  references: ['doi:10.1038/323533a0', 'https://proceedings.mlr.press/v15/glorot11a.html', 'arXiv:1412.6980'],
  parameters,
  targets: ['classes', 'number'],
  encoding: 'codes',
  tensor: true,
  memory: ({ nRows, nColumns }, { hiddenSize, batchSize }) =>
    nRows * (nColumns * COLUMNS_EACH * 8 + 24) +
    (nColumns * COLUMNS_EACH + hiddenSize) * hiddenSize * WEIGHT_BYTES +
    batchSize * hiddenSize * 24 +
    256 * 2 ** 20,
  async fit(context, data, p): Promise<MlpModel> {
    const input = learnNetworkInput(data.x, data.encoding, p.numbers);
    const width = indicatorWidth(input);
    context.signal.throwIfAborted();
    const rows = wholeRows(data.x.nRows, width, (all, out) => indicatorRows(input, data.x, all, out));
    const network = mlpNetwork(width, scoresOf(data.target), p);
    const shape = `mlp ${p.hiddenLayers} ${p.hiddenSize} ${p.dropout > 0 ? 'dropout' : ''}`;
    return { input, ...(await trainOn(context, data, rows, network, shape, p)) };
  },
  predict(context, model, x, target) {
    const { rows, forward } = openMlp(model, context.pool.variant);
    return tellRows(context, model, target, x.nRows, (batch) => {
      indicatorRows(model.input, x, batch, rows);
      return forward(batch.length);
    });
  },
  tells: networkTells,
  tell: (fitted) => tellNetwork(fitted),
  weights: (model) => model.weights,
});

/** Room for a batch, and what the network makes of the first so many rows in it. */
const openMlp = openedOnce((model: MlpModel, variant: Variant) => {
  const { network, weights } = decodeWeights(model.weights);
  const nColumns = indicatorWidth(model.input);
  const values = new Float32Array(LARGEST_FORWARD * nColumns);
  const run = denseForward(network, weights, { nColumns, values }, [network.length - 1], LARGEST_FORWARD, variant);
  const places = Int32Array.from({ length: LARGEST_FORWARD }, (_, i) => i);
  return { rows: values, forward: (nRows: number) => run(places.subarray(0, nRows))[0]! };
});
