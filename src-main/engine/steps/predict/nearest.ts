import { z } from 'zod';
import type { Matrix } from '../../table/table.ts';
import type { Context } from '../context.ts';
import { stepText } from '../define.ts';
import { definePredictor } from './define-predictor.ts';
import { unweightedPredictorParameters } from './parameters.ts';
import { outputsOf, type TargetInfo } from './predictor.ts';

/** The outcomes of the nearest training rows. Exact: every training row is looked at. O(nRows · nTrainingRows · nFeatures). */
const text = stepText({
  title: { en: 'Nearest neighbours', zh: 'K 近邻' },
  summary: { en: 'Predicts what happened to the most similar rows.', zh: '按最相似的行的结果来预测。' },
  about: {
    en: 'Looks up the training rows most like a new one and lets them vote: “of the ten customers most like her, three left”. Numbers are standardised, and being of a category counts as a feature of 0 and 1. Few **neighbours** follow every quirk of the data, many blur what is particular; try some.\n\nEvery prediction looks at all training rows, so more than some ten thousand take long. Features that say nothing make all rows look alike: choose those that matter. On its own training rows it flatters itself, as each is its own nearest neighbour.',
    zh: '找出与新行最相似的训练行，由它们投票：“与她最像的十位顾客中有三位流失”。数值会标准化，属于某类别视为 0/1 特征。**近邻数**太少会追随数据中的偶然，太多会抹去个性；可以多试几个。\n\n每次预测都要查看所有训练行，因此训练行超过几万会很慢。无关特征会使所有行看起来相似，请挑选重要的特征。在训练行上评价会过于乐观，因为每一行都是自己的最近邻。',
  },
  parameters: {
    nNeighbours: {
      label: { en: 'Neighbours', zh: '近邻数' },
      help: { en: 'How many of the most similar rows vote.', zh: '参与投票的最相似行数。' },
      tune: '5, 11, 21, 51',
    },
    metric: {
      label: { en: 'Likeness', zh: '距离' },
      help: { en: 'How the distance between two rows is measured.', zh: '两行之间距离的计算方式。' },
      options: {
        euclidean: { en: 'Straight line', zh: '直线距离' },
        manhattan: { en: 'Sum of differences', zh: '差值之和' },
        cosine: { en: 'Angle', zh: '夹角' },
      },
      tune: 'euclidean, manhattan',
    },
    weights: {
      label: { en: 'Votes', zh: '投票权重' },
      help: { en: 'Whether nearer rows count for more.', zh: '更近的行是否更有分量。' },
      options: { uniform: { en: 'All alike', zh: '一视同仁' }, distance: { en: 'Nearer for more', zh: '越近越重' } },
      tune: 'uniform, distance',
    },
  },
});

const parameters = z.object({
  ...unweightedPredictorParameters,
  nNeighbours: z
    .int()
    .min(1)
    .max(1000)
    .default(15)
    .meta({ ...text.parameter('nNeighbours') }),
  metric: z
    .enum(['euclidean', 'manhattan', 'cosine'])
    .default('euclidean')
    .meta({ ...text.parameter('metric') }),
  weights: z
    .enum(['uniform', 'distance'])
    .default('uniform')
    .meta({ ...text.parameter('weights') }),
});

interface NearestModel {
  /** (nTrainingRows, nColumns), of length 1 where angles are compared. */
  readonly x: Float64Array;
  /** Classes or numbers of the training rows. */
  readonly outcomes: Int32Array | Float64Array;
  readonly nNeighbours: number;
  readonly metric: 'euclidean' | 'manhattan' | 'cosine';
  readonly weights: 'uniform' | 'distance';
}

/** Rows that a thread takes at a time. */
const BLOCK_ROWS = 32;
/** Differences that are measured between two reports. */
const PART_WORK = 2 ** 28;

export const nearest = definePredictor({
  id: 'predict.nearest',
  version: 1,
  text,
  references: ['doi:10.1109/TIT.1967.1053964'],
  parameters,
  targets: ['classes', 'number'],
  encoding: 'indicators',
  memory: ({ nRows, nColumns }, { nNeighbours }) => nRows * (nColumns * 3 * 8 + nNeighbours * 12),
  fit(_context, { x, target }, { nNeighbours, metric, weights }): NearestModel {
    const outcomes = target.kind === 'number' ? target.values : target.codes;
    return { x: metric === 'cosine' ? unitRows(x) : x.values, outcomes, nNeighbours, metric, weights };
  },
  predict: (context, model, x, target) => vote(context, model, x, target),
});

/** Rows divided by their length; a row of nothing stays so. */
function unitRows({ nRows, nColumns, values }: Matrix): Float64Array {
  const out = new Float64Array(new SharedArrayBuffer(values.length * 8));
  for (let row = 0; row < nRows; row++) {
    let squares = 0;
    for (let j = 0, at = row * nColumns; j < nColumns; j++, at++) squares += values[at]! * values[at]!;
    const length = Math.sqrt(squares) || 1;
    for (let j = 0, at = row * nColumns; j < nColumns; j++, at++) out[at] = values[at]! / length;
  }
  return out;
}

function inSharedMemory(values: Float64Array): Float64Array {
  if (values.buffer instanceof SharedArrayBuffer) return values;
  const out = new Float64Array(new SharedArrayBuffer(values.byteLength));
  out.set(values);
  return out;
}

/** Shares of the neighbours' votes, or the weighted mean of their numbers. @throws cancelled */
async function vote(context: Context, model: NearestModel, x: Matrix, target: TargetInfo): Promise<Float64Array> {
  const { nRows, nColumns } = x;
  const queries = inSharedMemory(model.metric === 'cosine' ? unitRows(x) : x.values);
  const known = inSharedMemory(model.x);
  const k = Math.min(model.nNeighbours, model.outcomes.length);
  const rows = new Int32Array(new SharedArrayBuffer(nRows * k * 4));
  const distances = new Float64Array(new SharedArrayBuffer(nRows * k * 8));
  const partRows = Math.max(BLOCK_ROWS, Math.floor(PART_WORK / Math.max(1, known.length)));
  for (let first = 0; first < nRows; first += partRows) {
    context.progress(first / nRows);
    const n = Math.min(partRows, nRows - first);
    await context.pool.run('knownRows', n, BLOCK_ROWS, {
      known,
      queries: queries.subarray(first * nColumns, (first + n) * nColumns),
      nFeatures: nColumns,
      k,
      isManhattan: model.metric === 'manhattan',
      rows: rows.subarray(first * k, (first + n) * k),
      distances: distances.subarray(first * k, (first + n) * k),
    });
  }
  const nOutputs = outputsOf(target);
  const out = new Float64Array(nRows * nOutputs);
  for (let row = 0; row < nRows; row++) {
    const weights = votesOf(distances.subarray(row * k, (row + 1) * k), model);
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    for (let i = 0; i < k; i++) {
      const outcome = model.outcomes[rows[row * k + i]!]!;
      if (target.kind === 'number') out[row]! += (weights[i]! * outcome) / total;
      else out[row * nOutputs + outcome]! += weights[i]! / total;
    }
  }
  return out;
}

/** What each neighbour's vote weighs; where some are at no distance at all, only they vote. */
function votesOf(distances: Float64Array, { metric, weights }: NearestModel): Float64Array {
  if (weights === 'uniform') return new Float64Array(distances.length).fill(1);
  if (distances[0] === 0) return distances.map((distance) => (distance === 0 ? 1 : 0));
  // Half the square between rows of length 1 is one less the cosine.
  return distances.map((d) => 1 / (metric === 'euclidean' ? Math.sqrt(d) : metric === 'cosine' ? d / 2 : d));
}
