import { z } from 'zod';
import type { SvmKernel } from '../../kernels/svm-likeness.ts';
import { fitSvm, svmDistances, type SvmBorder } from '../../maths/linear/svm.ts';
import { calibrated, fitPlatt, type Calibrator } from '../../maths/metrics/calibration.ts';
import type { Matrix } from '../../table/table.ts';
import type { Context } from '../context.ts';
import { stepText } from '../define.ts';
import { subContext } from '../sub-context.ts';
import { takeRows } from './balance.ts';
import { dealFolds } from './calibrate.ts';
import { definePredictor } from './define-predictor.ts';
import { classifierParameters } from './parameters.ts';
import type { TrainingData } from './predictor.ts';

/** Support vector machines of two classes or, one against the rest, of more; probabilities by Platt's curve on rows held out. */
const text = stepText({
  title: { en: 'Support vector machine', zh: '支持向量机' },
  summary: { en: 'Draws the border with the widest margin between classes.', zh: '在类别之间画出间隔最宽的边界。' },
  about: {
    en: 'Looks for the border that stays as far as it can from the rows on both sides. With the **bell** (RBF) the border may bend anywhere, with **powers** it bends gently, **straight** gives a line. **Cost** is what a row on the wrong side costs: high follows every row, low draws a smoother border. A wide **reach** makes the bell narrow and the border wiggly.\n\nProbabilities come from a curve over five held-out folds. Time grows faster than the square of the rows: beyond some ten thousand take boosting or logistic regression.',
    zh: '寻找离两侧各行都尽可能远的边界。使用**钟形核**（RBF）时边界可以任意弯曲，**多项式核**弯曲平缓，**线性核**是直线。**代价**是一行落在错误一侧的代价：高则紧跟每一行，低则边界更平滑。**γ** 越大，钟形越窄，边界越曲折。\n\n概率来自五折留出数据上的曲线。耗时增长快于行数的平方：超过一万多行请用提升模型或逻辑回归。',
  },
  parameters: {
    kernel: {
      label: { en: 'Border', zh: '核函数' },
      help: { en: 'How the border may bend.', zh: '边界可以怎样弯曲。' },
      options: {
        linear: { en: 'Straight (linear)', zh: '线性' },
        rbf: { en: 'Bell (RBF)', zh: '钟形（RBF）' },
        polynomial: { en: 'Powers (polynomial)', zh: '多项式' },
        sigmoid: { en: 'Tangent (sigmoid)', zh: 'Sigmoid' },
      },
      tune: 'linear, rbf',
    },
    cost: {
      label: { en: 'Cost', zh: '代价 C' },
      help: {
        en: 'What a row on the wrong side costs, against a wide margin.',
        zh: '一行落在错误一侧的代价，与宽间隔相权衡。',
      },
      tune: '0.01 to 100 log',
    },
    gamma: {
      label: { en: 'Gamma', zh: 'γ 系数' },
      help: {
        en: 'How near rows must be to be alike; empty: one over the number of columns read.',
        zh: '行要多近才算相似；留空时为 1 除以所读列数。',
      },
      tune: '0.001 to 1 log',
    },
    degree: {
      label: { en: 'Power', zh: '次数' },
      help: { en: 'Of the polynomial border.', zh: '多项式核的次数。' },
      advanced: true,
    },
    offset: {
      label: { en: 'Offset', zh: '常数项' },
      help: {
        en: 'Added to products by polynomial and sigmoid borders.',
        zh: '多项式核和 Sigmoid 核中加到内积上的常数。',
      },
      advanced: true,
    },
    maxIterations: {
      label: { en: 'Steps at most', zh: '最多步数' },
      help: { en: 'When to stop although the border still moves.', zh: '即使边界仍在移动也停止的步数。' },
      advanced: true,
    },
  },
  messages: {
    unsettled: {
      en: 'The border still moved after {steps, number} steps: lower the cost, or allow more steps.',
      zh: '经过 {steps, number} 步边界仍在移动：请降低代价，或允许更多步数。',
    },
  },
});

const parameters = z.object({
  ...classifierParameters,
  kernel: z
    .enum(['linear', 'rbf', 'polynomial', 'sigmoid'])
    .default('rbf')
    .meta({ ...text.parameter('kernel') }),
  cost: z
    .number()
    .min(1e-4)
    .max(1e6)
    .default(1)
    .meta({ ...text.parameter('cost') }),
  gamma: z
    .number()
    .min(1e-9)
    .max(1e6)
    .nullable()
    .default(null)
    .meta({ ...text.parameter('gamma') }),
  degree: z
    .int()
    .min(1)
    .max(10)
    .default(3)
    .meta({ ...text.parameter('degree') }),
  offset: z
    .number()
    .min(-1000)
    .max(1000)
    .default(0)
    .meta({ ...text.parameter('offset') }),
  maxIterations: z
    .int()
    .min(1)
    .max(100_000_000)
    .default(1_000_000)
    .meta({ ...text.parameter('maxIterations') }),
});

interface SvmModel {
  readonly kernel: SvmKernel;
  /** Of the second of two classes, or of each of more, against the rest. */
  readonly borders: readonly SvmBorder[];
  readonly curves: readonly Calibrator[];
}

const FOLDS = 5;
const TOLERANCE = 1e-3;
/** With its rows, no more than a pool keeps for the next fit. */
const CACHE_BYTES = 200 * 2 ** 20;

export const svm = definePredictor({
  id: 'predict.svm',
  version: 2,
  text,
  references: [
    'doi:10.1145/1961189.1961199',
    'https://www.jmlr.org/papers/v6/fan05a.html',
    'doi:10.1007/s10994-007-5018-6',
  ],
  parameters,
  targets: ['classes'],
  encoding: 'reference',
  memory: ({ nRows, nColumns }) => Math.min(CACHE_BYTES, nRows * nRows * 4) + nRows * (64 + nColumns * 16),
  async fit(context, data, p): Promise<SvmModel> {
    const kernel = {
      kind: p.kernel,
      gamma: p.gamma ?? 1 / Math.max(1, data.x.nColumns),
      degree: p.degree,
      offset: p.offset,
    };
    const { codes, classes } = data.target;
    const folds = dealFolds(codes, classes.length, FOLDS, context.random.fork(0));
    const told = classes.length === 2 ? [1] : [...classes.keys()];
    const borders: SvmBorder[] = [];
    const curves: Calibrator[] = [];
    const nParts = told.length * (FOLDS + 1);
    let isSettled = true;
    for (const [k, code] of told.entries()) {
      const partAt = (i: number) =>
        subContext(context, (k * (FOLDS + 1) + i) / nParts, (k * (FOLDS + 1) + i + 1) / nParts);
      const distances = new Float64Array(codes.length);
      for (let fold = 0; fold < FOLDS; fold++) {
        const rowsOf = (isIn: boolean) => Int32Array.from(codes.keys()).filter((row) => (folds[row] === fold) === isIn);
        const [outside, inside] = [rowsOf(true), rowsOf(false)];
        const found = fitBorder(partAt(fold), takeRows(data, inside), code, kernel, p);
        const held = await svmDistances(found, kernel, takeRows(data, outside).x, context.pool, lookAt(context));
        outside.forEach((row, i) => (distances[row] = held[i]!));
      }
      const { isSettled: own, ...border } = fitBorder(partAt(FOLDS), data, code, kernel, p);
      isSettled &&= own;
      borders.push(border);
      curves.push(
        fitPlatt(
          Uint8Array.from(codes, (other) => (other === code ? 1 : 0)),
          distances,
          true,
        ),
      );
    }
    if (!isSettled) context.warn(text.message('unsettled', { steps: p.maxIterations }));
    return { kernel, borders, curves };
  },
  predict: (context, model, x) => probabilities(context, model, x),
});

/** The share of a machine's work is not known before it ends; a cancel is heard all the same. */
const lookAt = (context: Context) => () => {
  context.signal.throwIfAborted();
};

function fitBorder(
  context: Context,
  { x, target, weights }: TrainingData,
  code: number,
  kernel: SvmKernel,
  { cost, maxIterations }: { readonly cost: number; readonly maxIterations: number },
) {
  context.signal.throwIfAborted();
  context.progress(0);
  const signs = Float64Array.from(target.codes, (other) => (other === code ? 1 : -1));
  const bounds = Float64Array.from(signs, (_, row) => cost * (weights ? weights[row]! : 1));
  return fitSvm(
    x,
    signs,
    bounds,
    { kernel, cacheBytes: CACHE_BYTES, tolerance: TOLERANCE, maxIterations },
    context.pool,
    lookAt(context),
  );
}

/** Bent distances, of sum 1 over classes. */
async function probabilities(
  context: Context,
  { kernel, borders, curves }: SvmModel,
  x: Matrix,
): Promise<Float64Array> {
  const told: Float64Array[] = [];
  for (const [k, border] of borders.entries()) {
    const own = subContext(context, k / borders.length, (k + 1) / borders.length);
    const look = (share: number): void => {
      own.signal.throwIfAborted();
      own.progress(share);
    };
    told.push(await svmDistances(border, kernel, x, context.pool, look));
  }
  const nClasses = borders.length === 1 ? 2 : borders.length;
  const out = new Float64Array(x.nRows * nClasses);
  for (let row = 0; row < x.nRows; row++) {
    // A Platt curve of distances reads them as log-odds.
    const own = told.map((distances, k) => calibrated(curves[k]!, 1 / (1 + Math.exp(-distances[row]!))));
    const all = own.length === 1 ? [1 - own[0]!, own[0]!] : own;
    const total = all.reduce((sum, p) => sum + p, 0);
    all.forEach((p, k) => (out[row * nClasses + k] = total > 0 ? p / total : 1 / nClasses));
  }
  return out;
}
