import type { MetricValue } from '../../../contract/step.ts';
import type { Variant } from '../../kernels/variant.ts';
import type { Network } from '../../tensor/training/network.ts';
import type { TabularLoss } from '../../tensor/training/tabular-loss.ts';
import type { TabularTask } from '../../tensor/training/train-tabular.ts';
import type { Rows } from '../../tensor/training/tensor-trainee.ts';
import { encodeWeights } from '../../tensor/training/weights-file.ts';
import type { Context } from '../context.ts';
import { figureOut, metricOut } from '../define.ts';
import { lossFigure, type LossBasis, type LossPoint } from '../transform/loss-figure.ts';
import { pointsOf, watchTraining } from '../transform/watch-training.ts';
import { measureSpread } from './encoding.ts';
import { networkText as text } from './network-text.ts';
import type { NetworkParameters } from './network-parameters.ts';
import type { TargetInfo, TrainingData } from './predictor.ts';

/** What a predictor that is a network keeps of its training. */
export interface TrainedNetwork {
  /** A safetensors file with the weights and the network that they are of. */
  readonly weights: Uint8Array;
  readonly losses: readonly LossPoint[];
  readonly basis: LossBasis;
  /** The epoch that the weights are of. */
  readonly epoch: number;
  /** A number that is predicted is the network's output times the spread, and the centre. */
  readonly centre: number;
  readonly spread: number;
}

/** Scores that a network gives a row: the log-odds of the second of two classes, one for each of more, or the number. */
export const scoresOf = ({ kind, classes }: Pick<TargetInfo, 'kind' | 'classes'>): number =>
  kind === 'number' || classes.length === 2 ? 1 : classes.length;

const lossOf = ({ kind, classes }: TargetInfo): TabularLoss =>
  kind === 'number' ? 'squaredError' : classes.length === 2 ? 'logistic' : 'softmax';

/** Fewer rows than this judge nothing. */
const LEAST_ASIDE = 10;

/** Slopes longer than this are shortened. */
const CLIP_NORM = 1;

/** Batches that a backend is tried on. */
const TRIAL_STEPS = 8;

/**
 * Trains a network to tell the target from rows, with Adam.
 *
 * Kingma & Ba (2015), Adam: a method for stochastic optimization, arXiv:1412.6980.
 *
 * @param rows what the network reads, a row each of the data. @param shape what networks of one shape have in common, for timing backends.
 * @throws cancelled, diverged
 */
export async function trainOn(
  context: Context,
  { target, weights }: TrainingData,
  rows: Rows,
  network: Network,
  shape: string,
  p: NetworkParameters,
): Promise<TrainedNetwork> {
  const { nRows } = rows;
  const scale = target.kind === 'number' ? measureSpread(target.values, (value) => value) : { centre: 0, spread: 1 };
  const aside = Math.round(nRows * p.validationShare);
  const nAside = aside < LEAST_ASIDE ? 0 : aside;
  const task: TabularTask = {
    network,
    rows,
    targets: targetRows(target, weights, scale),
    loss: lossOf(target),
    plan: {
      nRows,
      epochs: p.epochs,
      batchSize: p.batchSize,
      schedule: { kind: 'cosine', rate: p.learningRate, warmUpEpochs: 1 },
      validationShare: nAside > 0 ? p.validationShare : 0,
      patience: p.patience,
      seed: context.random.integer(2 ** 31),
    },
    optimiser: { kind: 'adam', clipNorm: CLIP_NORM, l2: p.l2 },
    variant: context.pool.variant,
  };
  const basis = { training: nRows - nAside, validation: nAside };
  const hooks = watchTraining(
    context,
    (epoch) => text.message('epoch', { epoch, epochs: p.epochs }),
    (losses) => networkLoss({ losses, basis }, target),
  );
  const { result } = await context.tensor.run('trainTabular', task, { ...hooks, trial: trialOf(task, shape) });
  return {
    weights: encodeWeights(network, result.weights),
    losses: pointsOf(result),
    basis,
    epoch: result.epoch,
    ...scale,
  };
}

/** What is to be told of each row, and its weight. */
function targetRows(
  { kind, codes, values }: TrainingData['target'],
  weights: Float64Array | null,
  { centre, spread }: Pick<TrainedNetwork, 'centre' | 'spread'>,
): Rows {
  const nRows = kind === 'number' ? values.length : codes.length;
  const out = new Float32Array(nRows * 2);
  for (let row = 0; row < nRows; row++) {
    out[2 * row] = kind === 'number' ? (values[row]! - centre) / spread : codes[row]!;
    out[2 * row + 1] = weights?.[row] ?? 1;
  }
  return { nRows, nColumns: 2, values: out };
}

/** A few batches of the same work. */
function trialOf(task: TabularTask, shape: string): { key: string; payload: TabularTask } {
  const { plan, rows, targets } = task;
  const nRows = Math.min(rows.nRows, plan.batchSize * TRIAL_STEPS);
  const first = (all: Rows): Rows => ({ ...all, nRows, values: all.values.slice(0, nRows * all.nColumns) });
  return {
    key: `${shape} ${rows.nColumns} ${task.loss} · ${Math.min(plan.batchSize, nRows)} · ${task.variant}`,
    payload: {
      ...task,
      rows: first(rows),
      targets: first(targets),
      plan: { ...plan, nRows, validationShare: 0, mostSteps: TRIAL_STEPS },
    },
  };
}

/** The losses of a training, the same while it forms and at its end. */
const networkLoss = ({ losses, basis }: Pick<TrainedNetwork, 'losses' | 'basis'>, { kind }: Pick<TargetInfo, 'kind'>) =>
  lossFigure(losses, basis, text.message(kind === 'number' ? 'loss-number' : 'loss-classes', { ...basis }));

/** What the fit panel of a predictor that is a network tells beside its predictions. */
export const networkTells = {
  loss: figureOut({ label: text.output('loss') }),
  validationLoss: metricOut({ label: text.output('validationLoss'), better: 'lower' }),
  epochs: metricOut({ label: text.output('epochs'), better: 'none', unit: 'count' }),
};

/** See {@link networkTells}. */
export function tellNetwork({ learned, target }: { readonly learned: TrainedNetwork; readonly target: TargetInfo }): {
  loss: ReturnType<typeof networkLoss>;
  validationLoss: number | MetricValue | null;
  epochs: number;
} {
  return {
    loss: networkLoss(learned, target),
    validationLoss: learned.losses[learned.epoch - 1]?.validation ?? null,
    epochs: learned.losses.length,
  };
}

/** Rows that pass a network at once, between two looks at whether it is still wanted. */
const BATCH = 512;

/** What a network's scores for a batch of rows are told by. @returns (rows, scores) */
type NetworkForward = (rows: Int32Array) => Float32Array;

/**
 * Scores of all rows as probabilities, or as numbers.
 *
 * @throws cancelled
 */
export function tellRows(
  context: Pick<Context, 'signal' | 'progress'>,
  { centre, spread }: Pick<TrainedNetwork, 'centre' | 'spread'>,
  target: TargetInfo,
  nRows: number,
  forward: NetworkForward,
): Float64Array {
  const nScores = scoresOf(target);
  const nOutputs = target.kind === 'number' ? 1 : target.classes.length;
  const out = new Float64Array(nRows * nOutputs);
  for (let from = 0; from < nRows; from += BATCH) {
    context.signal.throwIfAborted();
    context.progress(from / nRows);
    const rows = Int32Array.from({ length: Math.min(BATCH, nRows - from) }, (_, i) => from + i);
    const scores = forward(rows);
    for (let i = 0; i < rows.length; i++) {
      const at = (from + i) * nOutputs;
      if (target.kind === 'number') out[at] = centre + spread * scores[i]!;
      else if (nScores === 1) {
        out[at] = 1 / (1 + Math.exp(scores[i]!));
        out[at + 1] = 1 / (1 + Math.exp(-scores[i]!));
      } else putShares(scores.subarray(i * nScores, (i + 1) * nScores), out, at);
    }
  }
  return out;
}

/** Opens a model once on one kind of loops: models are asked again and again while they are explained. */
export function openedOnce<M extends object, O>(
  open: (model: M, variant: Variant) => O,
): (model: M, variant: Variant) => O {
  const known = new WeakMap<M, { readonly variant: Variant; readonly opened: O }>();
  return (model, variant) => {
    const found = known.get(model);
    if (found?.variant === variant) return found.opened;
    const opened = open(model, variant);
    known.set(model, { variant, opened });
    return opened;
  };
}

/** The most rows that {@link tellRows} asks of at once. */
export const LARGEST_FORWARD = BATCH;

function putShares(scores: Float32Array, out: Float64Array, at: number): void {
  const highest = scores.reduce((most, score) => Math.max(most, score), -Infinity);
  let total = 0;
  scores.forEach((score, j) => (total += out[at + j] = Math.exp(score - highest)));
  for (let j = 0; j < scores.length; j++) out[at + j]! /= total;
}
