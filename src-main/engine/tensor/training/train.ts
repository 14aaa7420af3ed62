import { ClienteleError } from '../../../contract/errors.ts';
import { seededRandom, type Random } from '../../maths/random.ts';
import type { TensorHooks } from '../task.ts';
import { batchesOf, shuffledBatches, splitRows, type RowSplit } from './batches.ts';
import { decodeTraining, encodeTraining, type EpochLosses, type TrainingState } from './checkpoint.ts';
import type { Weights } from './network.ts';
import { rateAt, type Schedule } from './schedule.ts';
import type { Trainee } from './trainee.ts';

/** How a network is trained on its rows. */
export interface TrainingPlan {
  readonly nRows: number;
  /** At most so many. */
  readonly epochs: number;
  readonly batchSize: number;
  readonly schedule: Schedule;
  /** The share of rows set aside to judge each epoch, from 0 to below 1. */
  readonly validationShare: number;
  /** Training ends after so many epochs without a better validation loss; 0 for never. */
  readonly patience: number;
  /** What rows are set aside, their order in each epoch and what dropout drops follow from. */
  readonly seed: number;
  /** The last so many rows are those set aside, in place of a random share; they only judge. */
  readonly nAside?: number;
  /** Ends after so many steps, for a timed trial of the same work. */
  readonly mostSteps?: number;
}

/** What a training left behind. */
export interface TrainingResult {
  /** Those of the best epoch where rows were set aside, else the last ones. */
  readonly weights: Weights;
  readonly history: readonly EpochLosses[];
  /** The epoch that the weights are of. */
  readonly epoch: number;
}

/** What training tells, and where it goes on from. */
export type TrainingHooks = Pick<TensorHooks, 'checkpoint' | 'saveCheckpoint' | 'progress' | 'log' | 'pause'>;

/** Checkpoints are at least this far apart: quick epochs would otherwise spend their time on them. */
const CHECKPOINT_EVERY_MS = 1000;

/** Rows are judged so many at once where they are trained in smaller batches. */
const JUDGED_BATCH = 1024;

/** The most rows that a trainee is given at once. */
export const largestBatch = ({ batchSize, nRows }: Pick<TrainingPlan, 'batchSize' | 'nRows'>): number =>
  Math.min(nRows, Math.max(batchSize, JUDGED_BATCH));

/** Progress is told at most this often. */
const PROGRESS_EVERY_MS = 50;

/**
 * Trains a network, and goes on from a checkpoint to the same weights as without an interruption. The trainee is left with the
 * weights that are returned.
 *
 * @param everyMs how far apart checkpoints are at least.
 * @throws cancelled; diverged where a loss is no longer a number.
 */
export async function train(
  trainee: Trainee,
  plan: TrainingPlan,
  given: TrainingHooks,
  everyMs = CHECKPOINT_EVERY_MS,
): Promise<TrainingResult> {
  const hooks = sparing(given);
  const random = seededRandom(plan.seed);
  const rows = partsOf(plan, random.fork(0));
  const before = stateOf(hooks.checkpoint, plan);
  if (before) trainee.write(before.trainee);
  const history = [...(before?.history ?? [])];
  for (const losses of history) logLosses(losses, hooks);
  let best = before?.best ?? null;
  let savedAt = performance.now();
  while (history.length < plan.epochs && !isSettled(history.length, best, plan)) {
    const losses = await trainEpoch(trainee, rows, plan, history.length, hooks);
    history.push(losses);
    logLosses(losses, hooks);
    if (losses.validation && !(losses.validation.loss >= lossOf(history, best)))
      best = { epoch: losses.epoch, weights: (await trainee.read()).weights };
    if (plan.mostSteps !== undefined) break;
    if (performance.now() - savedAt < everyMs) continue;
    const state: TrainingState = { seed: plan.seed, history, trainee: await trainee.read(), best };
    hooks.saveCheckpoint(encodeTraining(state));
    savedAt = performance.now();
  }
  const last = await trainee.read();
  if (best) trainee.write({ ...last, weights: best.weights });
  return { weights: best?.weights ?? last.weights, history, epoch: best?.epoch ?? history.length };
}

/** The rows to train on and those that judge. */
function partsOf({ nRows, nAside, validationShare }: TrainingPlan, random: Random): RowSplit {
  if (nAside === undefined) return splitRows(nRows, validationShare, random);
  const order = Int32Array.from({ length: nRows }, (_, row) => row);
  return { training: order.subarray(0, nRows - nAside), validation: order.subarray(nRows - nAside) };
}

/** Hooks that tell progress now and then. */
function sparing(hooks: TrainingHooks): TrainingHooks {
  let saidAt = -Infinity;
  return {
    ...hooks,
    progress(fraction) {
      const now = performance.now();
      if (now - saidAt < PROGRESS_EVERY_MS) return;
      saidAt = now;
      hooks.progress(fraction);
    },
  };
}

/** What a checkpoint of the same training holds. */
function stateOf(checkpoint: Uint8Array | null, { seed }: TrainingPlan): TrainingState | null {
  const state = checkpoint && decodeTraining(checkpoint);
  return state?.seed === seed ? state : null;
}

type Best = TrainingState['best'];

const lossOf = (history: readonly EpochLosses[], best: Best): number =>
  best ? (history[best.epoch - 1]?.validation?.loss ?? Infinity) : Infinity;

const isSettled = (epoch: number, best: Best, { patience }: TrainingPlan): boolean =>
  patience > 0 && best !== null && epoch - best.epoch >= patience;

/** One pass over the training rows, then a look at those set aside. */
async function trainEpoch(
  trainee: Trainee,
  { training, validation }: RowSplit,
  plan: TrainingPlan,
  epoch: number,
  hooks: TrainingHooks,
): Promise<EpochLosses> {
  const { batchSize, epochs, schedule, seed, mostSteps = Infinity } = plan;
  const random = seededRandom(seed).fork(epoch + 1);
  const dropped = random.fork(0);
  const nSteps = Math.ceil(training.length / batchSize);
  let rate = 0;
  let step = 0;
  for (const batch of shuffledBatches(training, batchSize, random)) {
    if (step >= mostSteps) break;
    rate = rateAt(schedule, epoch + step / nSteps, epochs, 1 / nSteps);
    trainee.step(batch, rate, dropped);
    step++;
    await hooks.pause();
    hooks.progress((epoch + step / nSteps) / epochs);
  }
  const trained = await trainee.losses();
  if (!Number.isFinite(trained.loss)) throw new ClienteleError('diverged', { epoch: epoch + 1 });
  if (validation.length === 0) return { epoch: epoch + 1, rate, training: trained, validation: null };
  for (const batch of batchesOf(validation, largestBatch(plan))) {
    trainee.assess(batch);
    await hooks.pause();
  }
  return { epoch: epoch + 1, rate, training: trained, validation: await trainee.losses() };
}

/** A point of the curves: each named loss, those on rows set aside under `validation.` and the name. */
function logLosses({ epoch, rate, training, validation }: EpochLosses, hooks: TrainingHooks): void {
  const aside = Object.entries(validation ?? {}).map(([name, value]) => [`validation.${name}`, value] as const);
  hooks.log({ epoch, rate, ...training, ...Object.fromEntries(aside) });
}
