import { z } from 'zod';
import { ClienteleError } from '../../../contract/errors.ts';
import type { LineFigure } from '../../../contract/figure.ts';
import { fitBoosting, type Boosted } from '../../maths/trees/boosting.ts';
import { splitImportance, valuesOf } from '../../maths/trees/ask-trees.ts';
import { growingBytes } from '../../maths/trees/growing.ts';
import { linked, type LossName } from '../../maths/trees/losses.ts';
import { columns, figureOut, metricOut } from '../define.ts';
import { boostingText as text } from './boosting-text.ts';
import { definePredictor } from './define-predictor.ts';
import { predictorParameters } from './parameters.ts';
import type { Encoding } from './predictor.ts';
import { treeData, type TreeData } from './tree-data.ts';

const parameters = z.object({
  ...predictorParameters,
  nRounds: z
    .int()
    .min(1)
    .max(10_000)
    .default(500)
    .meta({ ...text.parameter('nRounds') }),
  learningRate: z
    .number()
    .min(0.001)
    .max(1)
    .default(0.05)
    .meta({ ...text.parameter('learningRate') }),
  maxLeaves: z
    .int()
    .min(2)
    .max(1024)
    .default(15)
    .meta({ ...text.parameter('maxLeaves') }),
  leastRows: z
    .int()
    .min(1)
    .max(100_000)
    .default(20)
    .meta({ ...text.parameter('leastRows') }),
  patience: z
    .int()
    .min(0)
    .max(1000)
    .default(25)
    .meta({ ...text.parameter('patience') }),
  l2: z
    .number()
    .min(0)
    .max(10_000)
    .default(1)
    .meta({ ...text.parameter('l2'), advanced: true }),
  numbers: z
    .enum(['squared', 'poisson'])
    .default('squared')
    .meta({ ...text.parameter('numbers'), advanced: true }),
  rising: columns({ port: 'table', types: ['number'], text: { ...text.parameter('rising'), advanced: true } }),
  falling: columns({ port: 'table', types: ['number'], text: { ...text.parameter('falling'), advanced: true } }),
});

/** What fitting leaves behind. */
export interface BoostingModel extends Boosted {
  readonly loss: LossName;
}

const HELD_OUT = 0.1;
/** With fewer rows, a tenth says nothing. */
const LEAST_FOR_PATIENCE = 200;

export const boosting = definePredictor({
  id: 'predict.boosting',
  version: 1,
  text,
  references: ['doi:10.1214/aos/1013203451', 'https://papers.nips.cc/paper/6907-lightgbm'],
  parameters,
  targets: ['classes', 'number'],
  encoding: 'codes',
  memory: ({ nRows, nColumns }, { maxLeaves }) => growingBytes(nRows, nColumns, maxLeaves) + nRows * 48,
  async fit(context, data, p): Promise<BoostingModel> {
    const tree = treeData(data);
    const loss = lossOf(tree, p.numbers);
    const boosted = await fitBoosting(
      tree.x,
      tree.target,
      tree.weights,
      tree.nCategories,
      {
        loss,
        nOutputs: loss === 'multinomial' ? tree.nClasses : 1,
        nRounds: p.nRounds,
        learningRate: p.learningRate,
        maxLeaves: p.maxLeaves,
        maxDepth: 0,
        leastRows: p.leastRows,
        l2: p.l2,
        patience: tree.x.nRows < LEAST_FOR_PATIENCE ? 0 : p.patience,
        heldOut: HELD_OUT,
        monotone: directions(data.encoding, p.rising, p.falling, loss),
      },
      context,
    );
    return { ...boosted, loss };
  },
  predict: async (context, { trees, loss }, x) => linked(loss, await valuesOf(trees, x, context), trees.nOutputs),
  importance: ({ trees }) => splitImportance(trees),
  tells: {
    losses: figureOut({ label: text.output('losses') }),
    nRounds: metricOut({ label: text.output('nRounds'), better: 'none', unit: 'count' }),
  },
  tell: ({ learned }) => ({ losses: lossFigure(learned), nRounds: learned.nRounds }),
});

function lossOf({ nClasses, target }: TreeData, numbers: 'squared' | 'poisson'): LossName {
  if (nClasses > 0) return nClasses === 2 ? 'binary' : 'multinomial';
  if (numbers === 'poisson' && target.some((value) => value < 0))
    throw new ClienteleError('bad-parameter', {
      parameter: 'numbers',
      value: numbers,
      detail: text.source.messages.negative,
    });
  return numbers;
}

/** By column of the matrix, which way a feature may move the prediction. @throws missing-column, bad-parameter */
function directions(
  { columns: encoded, features }: Encoding,
  rising: readonly string[],
  falling: readonly string[],
  loss: LossName,
): Int8Array {
  const refuse = (
    parameter: string,
    value: string,
    detail: (typeof text.source.messages)['bothWays' | 'severalClasses'],
  ) => new ClienteleError('bad-parameter', { parameter, value, detail });
  const both = rising.find((name) => falling.includes(name));
  if (both !== undefined) throw refuse('rising', both, text.source.messages.bothWays);
  const [first] = [...rising, ...falling];
  if (first !== undefined && loss === 'multinomial') throw refuse('rising', first, text.source.messages.severalClasses);
  for (const name of [...rising, ...falling])
    if (!features.some(({ column }) => column === name)) throw new ClienteleError('missing-column', { column: name });
  return Int8Array.from(encoded, ({ feature }) => {
    const { column } = features[feature]!;
    return rising.includes(column) ? 1 : falling.includes(column) ? -1 : 0;
  });
}

function lossFigure({ trainingLoss, heldOutLoss, nRounds }: BoostingModel): LineFigure | null {
  if (heldOutLoss.length === 0) return null;
  const rounds = Float64Array.from(heldOutLoss, (_, i) => i + 1);
  const decimal = (value: number) => ({ decimal: value, digits: 4 });
  return {
    kind: 'line',
    title: text.message('lossTitle', { grown: heldOutLoss.length, kept: nRounds }),
    subtitle: text.message('lossSubtitle'),
    summary: text.message('lossSummary', {
      first: decimal(heldOutLoss[0]!),
      least: decimal(heldOutLoss[nRounds - 1] ?? heldOutLoss[0]!),
      kept: nRounds,
    }),
    x: { label: text.message('round'), unit: 'count' },
    y: { label: text.message('loss') },
    series: [
      { name: text.message('learned'), x: rounds, y: trainingLoss },
      { name: text.message('heldOut'), x: rounds, y: heldOutLoss },
    ],
    marks: [{ x: nRounds, label: text.message('kept') }],
  };
}
