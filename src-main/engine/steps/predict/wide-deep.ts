import { z } from 'zod';
import { decodeWeights, encodeWeights } from '../../tensor/training/weights-file.ts';
import { wideDeepForward, wideDeepNetwork } from '../../tensor/training/wide-deep.ts';
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
import { learnWideInput, putWideCodes, wideCodes, wideColumns, type WideInput } from './wide-input.ts';

/**
 * A linear model of indicators and of pairs of features, and rectified layers over numbers and learned vectors of categories, trained as
 * one. Fitting O(epochs · nRows · weights), predicting O(nRows · weights).
 *
 * Cheng et al. (2016), Wide & deep learning for recommender systems, arXiv:1606.07792.
 * Departures from the paper: both parts are trained by Adam; pairs are chosen by what they tell of the target rather than by hand, and
 * numbers take part in pieces of their range.
 */
const text = stepText({
  title: { en: 'Wide and deep network', zh: 'Wide & Deep 网络' },
  summary: {
    en: 'Remembers rules of single values and pairs, and generalises over the rest, in one network.',
    zh: '在一个网络中既记住单个取值和成对取值的规律，又对其余部分进行泛化。',
  },
  about: {
    en: 'Two parts that answer together. The **wide** part is a weighted sum over every category, over pieces of each number’s range, and over **pairs** of features: “month-to-month *and* fibre”. It remembers particular combinations that are frequent. The **deep** part gives each category a short vector, so that categories that behave alike lie near each other, and bends these and the numbers through hidden layers; it generalises to combinations that were rare.\n\nIt suits tables with many categories (channels, places, products, plans) whose combinations matter, the case it was invented for: which app a visitor installs. Pairs are found by themselves: of all pairs of features those are kept that tell most of the target **beyond** what either tells alone. For a table of numbers the *multilayer perceptron* is as good; *boosting* is the one to beat.\n\nA missing or new category has a code of its own; where no row learned from lacked one, it reads as the average row. Some rows are **set aside** to judge each epoch, and the weights of the best one are kept. The same seed gives the same network. A training that was cancelled or cut short goes on where it stopped when the panel runs again.',
    zh: '由两部分共同给出结果。**宽**的部分是对每个类别、每个数值的分段以及特征**组合**（“按月付费*且*光纤”）的加权和，记住常见的特定组合。**深**的部分为每个类别学习一个短向量，使行为相近的类别彼此靠近，再与数值一起通过隐藏层，从而推广到少见的组合。\n\n适合类别很多（渠道、地区、商品、套餐）且组合重要的表，这正是它最初的用途：预测访客会安装哪个应用。组合会自动找出：在所有特征组合中，保留比各自单独**额外**说明目标最多的那些。全是数值的表用“多层感知机”效果相当；“提升模型”是需要超越的标准。\n\n缺失或新的类别有自己的编码；若训练行中没有缺失，则按平均行读取。会**留出**一部分行评判每一轮，并保留最好一轮的权重。相同的种子得到相同的网络。训练被取消或意外中断后，再次运行面板会从中断处继续。',
  },
  parameters: {
    nPairs: {
      label: { en: 'Pairs of features', zh: '特征组合数' },
      help: {
        en: 'How many pairs the wide part may remember; none: single features only.',
        zh: '宽的部分最多记住多少个特征组合；为零时只用单个特征。',
      },
      tune: '0, 10, 30',
    },
    size: {
      label: { en: 'Vector size', zh: '向量长度' },
      help: {
        en: 'How many numbers a category is told by in the deep part.',
        zh: '深的部分中每个类别用多少个数表示。',
      },
      tune: '4, 8, 16',
    },
    hiddenSize: {
      label: { en: 'First hidden layer', zh: '第一隐藏层宽度' },
      help: { en: 'How many units look at numbers and vectors.', zh: '查看数值与向量的单元数。' },
      tune: '32, 64, 128',
    },
    hiddenLayers: {
      label: { en: 'Hidden layers', zh: '隐藏层数' },
      help: { en: 'Each is half as wide as the one before.', zh: '每层宽度是前一层的一半。' },
      tune: '1, 2, 3',
    },
  },
});

const parameters = z.object({
  ...predictorParameters,
  nPairs: z
    .int()
    .min(0)
    .max(500)
    .default(10)
    .meta({ ...text.parameter('nPairs') }),
  size: z
    .int()
    .min(1)
    .max(64)
    .default(8)
    .meta({ ...text.parameter('size') }),
  hiddenSize: z
    .int()
    .min(2)
    .max(2048)
    .default(64)
    .meta({ ...text.parameter('hiddenSize') }),
  hiddenLayers: z
    .int()
    .min(1)
    .max(6)
    .default(2)
    .meta({ ...text.parameter('hiddenLayers') }),
  dropout: dropoutParameter(0.3),
  ...networkParameters({ epochs: 30, patience: 5, batchSize: 256, learningRate: 0.003 }),
});

interface WideDeepModel extends TrainedNetwork {
  readonly input: NetworkInput;
  readonly wide: WideInput;
}

/** What a batch on its way takes a value, and a code of the wide part a feature, by and large. */
const VALUE_BYTES = 24;
const CODES_EACH = 60;

export const wideDeep = definePredictor({
  id: 'predict.wide-deep',
  version: 1,
  text,
  references: ['arXiv:1606.07792', 'arXiv:1412.6980'],
  parameters,
  targets: ['classes', 'number'],
  encoding: 'codes',
  tensor: true,
  memory: ({ nRows, nColumns }, { nPairs, size, hiddenSize, batchSize }) =>
    nRows * (nColumns * 2 + nPairs) * 8 +
    nColumns * size * (hiddenSize + CODES_EACH) * 32 +
    batchSize * (nColumns * size + hiddenSize) * VALUE_BYTES +
    256 * 2 ** 20,
  async fit(context, data, p): Promise<WideDeepModel> {
    const { x, encoding, target } = data;
    const input = learnNetworkInput(x, encoding, p.numbers);
    const wide = learnWideInput(x, encoding, target, p.nPairs, context.random.fork(1));
    context.signal.throwIfAborted();
    const rows = wholeRows(x.nRows, widthOf({ input, wide }), (all, out) => putRows({ input, wide }, x, all, out));
    const network = wideDeepNetwork({
      nNumbers: plainWidth(input),
      nDeepColumns: input.categories.length,
      nDeepCodes: nCodesOf(input),
      nWideColumns: wideColumns(wide),
      nWideCodes: wideCodes(wide),
      size: p.size,
      hidden: Array.from({ length: p.hiddenLayers }, (_, i) => Math.max(2, Math.round(p.hiddenSize / 2 ** i))),
      dropout: p.dropout,
      nOut: scoresOf(target),
    });
    const shape = `wide-deep ${p.hiddenLayers} ${p.hiddenSize} ${p.size}`;
    const trained = await trainOn(context, data, rows, network, shape, p);
    return { input, wide, ...trained, weights: withUnseen(trained.weights, input, wide) };
  },
  predict(context, model, x, target) {
    const forward = openWideDeep(model, context.pool.variant);
    const nColumns = widthOf(model);
    const values = new Float32Array(Math.min(LARGEST_FORWARD, x.nRows) * nColumns);
    return tellRows(context, model, target, x.nRows, (batch) => {
      putRows(model, x, batch, values);
      return forward({ nRows: batch.length, nColumns, values });
    });
  },
  tells: networkTells,
  tell: (fitted) => tellNetwork(fitted),
  weights: (model) => model.weights,
});

const widthOf = ({ input, wide }: Pick<WideDeepModel, 'input' | 'wide'>): number =>
  codedWidth(input) + wideColumns(wide);

function putRows(
  { input, wide }: Pick<WideDeepModel, 'input' | 'wide'>,
  x: Matrix,
  rows: Int32Array,
  out: Float32Array,
): void {
  const width = widthOf({ input, wide });
  rows.forEach((row, i) => {
    putCoded(input, x, row, out, i * width);
    putWideCodes(wide, x, row, out, i * width + codedWidth(input));
  });
}

/** Weights in which what no row learned from had stands for the average row. */
function withUnseen(file: Uint8Array, input: NetworkInput, wide: WideInput): Uint8Array {
  const { network, weights } = decodeWeights(file);
  const countsOf = (lists: readonly { readonly counts: Float64Array }[]) => lists.map(({ counts }) => counts);
  const indicators = weights.at(-1)!;
  if (input.categories.length > 0)
    fillUnseen(weights[0]!, weights[0]!.length / nCodesOf(input), countsOf(input.categories));
  fillUnseen(indicators, indicators.length / wideCodes(wide), countsOf(wide.lists));
  return encodeWeights(network, weights);
}

const openWideDeep = openedOnce((model: WideDeepModel, variant: Variant) => {
  const { network, weights } = decodeWeights(model.weights);
  return wideDeepForward(network, weights, LARGEST_FORWARD, variant);
});
