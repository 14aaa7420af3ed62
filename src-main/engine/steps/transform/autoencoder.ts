import { z } from 'zod';
import { ClienteleError } from '../../../contract/errors.ts';
import type { Matrix, Table } from '../../table/table.ts';
import { splitRows } from '../../tensor/training/batches.ts';
import { denseForward } from '../../tensor/training/dense-forward.ts';
import type { Schedule } from '../../tensor/training/schedule.ts';
import type { AutoencoderTask } from '../../tensor/training/train-autoencoder.ts';
import { decodeWeights, encodeWeights } from '../../tensor/training/weights-file.ts';
import { seededRandom } from '../../maths/random.ts';
import type { Context } from '../context.ts';
import { columnNames, columns, defineEstimator, figureOut, metricOut, tableIn, tableOut } from '../define.ts';
import { completeMatrix } from '../features-of.ts';
import { autoencoderNetwork, standardised, standardOf, type Standard } from './autoencoder-network.ts';
import { codeTable, errorTable, explainedShare } from './autoencoder-tables.ts';
import { autoencoderText as text } from './autoencoder-text.ts';
import { lossFigure, type LossPoint } from './loss-figure.ts';
import { pointsOf, watchTraining } from './watch-training.ts';

const parameters = z.object({
  codeSize: z
    .int()
    .min(1)
    .max(256)
    .default(4)
    .meta({ ...text.parameter('codeSize') }),
  features: columns({ port: 'table', types: ['number'], text: text.parameter('features') }),
  hiddenLayers: z
    .int()
    .min(0)
    .max(4)
    .default(2)
    .meta({ ...text.parameter('hiddenLayers') }),
  hiddenSize: z
    .int()
    .min(2)
    .max(1024)
    .default(64)
    .meta({ ...text.parameter('hiddenSize') }),
  epochs: z
    .int()
    .min(1)
    .max(10_000)
    .default(200)
    .meta({ ...text.parameter('epochs') }),
  patience: z
    .int()
    .min(0)
    .max(1000)
    .default(15)
    .meta({ ...text.parameter('patience') }),
  validationShare: z
    .number()
    .min(0)
    .max(0.5)
    .default(0.1)
    .meta({ ...text.parameter('validationShare') }),
  batchSize: z
    .int()
    .min(1)
    .max(8192)
    .default(128)
    .meta({ ...text.parameter('batchSize') }),
  learningRate: z
    .number()
    .min(1e-6)
    .max(1)
    .default(0.003)
    .meta({ ...text.parameter('learningRate') }),
  schedule: z
    .enum(['constant', 'cosine', 'step'])
    .default('cosine')
    .meta({ ...text.parameter('schedule') }),
  dropout: z
    .number()
    .min(0)
    .max(0.9)
    .default(0)
    .meta({ ...text.parameter('dropout') }),
  l2: z
    .number()
    .min(0)
    .max(1)
    .default(1e-5)
    .meta({ ...text.parameter('l2') }),
});

type Parameters = z.output<typeof parameters>;

/** What fitting leaves behind. */
interface AutoencoderModel {
  readonly features: string[];
  readonly standard: Standard;
  /** A safetensors file with the weights and the network that they are of. */
  readonly weights: Uint8Array;
  /** Place of the layer that gives the code. */
  readonly codeLayer: number;
  readonly losses: readonly LossPoint[];
  /** The epoch that the weights are of. */
  readonly epoch: number;
}

/** Fewer rows than this cannot say what features have in common. */
const LEAST_ROWS = 10;

/** Slopes longer than this are shortened: a rare row should not throw the weights off. */
const CLIP_NORM = 1;

const nValidation = (nRows: number, share: number): number =>
  splitRows(nRows, share, seededRandom(0)).validation.length;

export const autoencoder = defineEstimator({
  id: 'transform.autoencoder',
  version: 1,
  text,
  tensor: true,
  references: ['doi:10.1126/science.1127647', 'arXiv:1412.6980'],
  task: 'transform',
  needs: { table: tableIn({ label: text.input('table'), prefersOutput: 'features_scaled' }) },
  gives: {
    codes: tableOut({ label: text.output('codes'), name: 'codes', entity: 'same' }),
    errors: tableOut({
      label: text.output('errors'),
      name: 'reconstruction_errors',
      entity: 'same',
      words: { worst_feature: columnNames() },
    }),
    explained: metricOut({ label: text.output('explained'), better: 'higher', unit: 'share' }),
  },
  describes: {
    loss: figureOut({ label: text.output('loss') }),
    validationLoss: metricOut({ label: text.output('validationLoss'), better: 'lower' }),
    epochs: metricOut({ label: text.output('epochs'), better: 'none', unit: 'count' }),
  },
  parameters,
  // Rows in double and single precision, once more in the tensor process, and what they become.
  memory: ({ nRows, nColumns }, { codeSize }) => nRows * (nColumns * 24 + codeSize * 8 + 24) + 256 * 2 ** 20,
  async fit(context, { table }, p): Promise<AutoencoderModel> {
    const { names, x, standard } = varyingFeatures(context, table, p.features);
    if (x.nRows < LEAST_ROWS)
      throw new ClienteleError('too-few-rows', { needed: LEAST_ROWS, got: x.nRows, parameter: 'codeSize' });
    const codeSize = Math.min(p.codeSize, x.nColumns);
    const { network, codeLayer } = autoencoderNetwork(x.nColumns, { ...p, codeSize });
    const task: AutoencoderTask = {
      network,
      rows: standardised(x, standard),
      plan: {
        nRows: x.nRows,
        epochs: p.epochs,
        batchSize: p.batchSize,
        schedule: scheduleOf(p),
        validationShare: p.validationShare,
        patience: p.patience,
        seed: context.random.integer(2 ** 31),
      },
      optimiser: { kind: 'adam', clipNorm: CLIP_NORM, l2: p.l2 },
      variant: context.pool.variant,
    };
    const aside = nValidation(x.nRows, p.validationShare);
    const basis = { training: x.nRows - aside, validation: aside };
    const watch = watchTraining(
      context,
      (epoch) => text.message('epoch', { epoch, epochs: p.epochs }),
      (losses) => lossFigure(losses, basis),
    );
    const { result } = await context.tensor.run('trainAutoencoder', task, { ...watch, trial: trialOf(task) });
    return {
      features: names,
      standard,
      weights: encodeWeights(network, result.weights),
      codeLayer,
      losses: pointsOf(result),
      epoch: result.epoch,
    };
  },
  apply(context, model, { table }) {
    const { x } = completeMatrix(table, model.features);
    const rows = standardised(x, model.standard);
    const { network, weights } = decodeWeights(model.weights);
    const forward = denseForward(
      network,
      weights,
      rows,
      [model.codeLayer, network.length - 1],
      BATCH,
      context.pool.variant,
    );
    const codeSize = weights[2 * layersBefore(network, model.codeLayer) + 1]!.length;
    const codes = new Float32Array(x.nRows * codeSize);
    const rebuilt = new Float32Array(rows.values.length);
    for (let from = 0; from < x.nRows; from += BATCH) {
      context.signal.throwIfAborted();
      context.progress(from / x.nRows, text.message('encoding'));
      const batch = Int32Array.from({ length: Math.min(BATCH, x.nRows - from) }, (_, i) => from + i);
      const [code, output] = forward(batch) as [Float32Array, Float32Array];
      codes.set(code, from * codeSize);
      rebuilt.set(output, from * x.nColumns);
    }
    return {
      codes: codeTable(table, codes, codeSize),
      errors: errorTable(table, model.features, rows, rebuilt),
      explained: explainedShare(rows, rebuilt),
    };
  },
  weights: (model) => model.weights,
  describe(_context, model, { table }, p) {
    const aside = nValidation(table.nRows, p.validationShare);
    const best = model.losses[model.epoch - 1];
    return {
      loss: lossFigure(model.losses, { training: table.nRows - aside, validation: aside }),
      validationLoss: best?.validation ?? null,
      epochs: model.losses.length,
    };
  },
});

/** Rows that are encoded at once. */
const BATCH = 1024;

const layersBefore = (network: AutoencoderTask['network'], place: number): number =>
  network.slice(0, place).filter(({ kind }) => kind === 'dense').length;

/** The features whose values differ; the person is told of those that are left out. @throws no-usable-column */
function varyingFeatures(
  context: Context,
  table: Table,
  chosen: readonly string[],
): { names: string[]; x: Matrix; standard: Standard } {
  const { names, x } = completeMatrix(table, chosen);
  const standard = standardOf(x);
  const kept = names.filter((_, j) => standard.deviations[j]! > 0);
  if (kept.length === names.length) return { names, x, standard };
  const left = names.filter((name) => !kept.includes(name));
  if (kept.length === 0) throw new ClienteleError('no-usable-column', { detail: left.join(', ') });
  context.warn(text.message('constant', { n: left.length, columns: left.join(', ') }));
  const rest = table.matrix(kept);
  return { names: kept, x: rest, standard: standardOf(rest) };
}

function scheduleOf({ schedule, learningRate, epochs }: Parameters): Schedule {
  return { kind: schedule, rate: learningRate, warmUpEpochs: 1, everyEpochs: Math.max(1, epochs / 10), factor: 0.5 };
}

/** Batches that a backend is tried on. */
const TRIAL_STEPS = 8;

/** A few batches of the same work. */
function trialOf(task: AutoencoderTask): { key: string; payload: AutoencoderTask } {
  const { plan, rows, network } = task;
  const nRows = Math.min(rows.nRows, plan.batchSize * TRIAL_STEPS);
  const widths = network.map((layer) => (layer.kind === 'dense' ? layer.nOut : layer.kind));
  return {
    key: `autoencoder ${[rows.nColumns, ...widths].join(' ')} · ${Math.min(plan.batchSize, nRows)} · ${task.variant}`,
    payload: {
      ...task,
      rows: { ...rows, nRows, values: rows.values.slice(0, nRows * rows.nColumns) },
      plan: { ...plan, nRows, validationShare: 0, mostSteps: TRIAL_STEPS },
    },
  };
}
