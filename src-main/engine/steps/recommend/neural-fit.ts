import type { Message } from '../../../contract/text.ts';
import type { Network, Weights } from '../../tensor/training/network.ts';
import type { TrainingPlan, TrainingResult } from '../../tensor/training/train.ts';
import type { Random } from '../../maths/random.ts';
import { encodeWeights } from '../../tensor/training/weights-file.ts';
import type { Context } from '../context.ts';
import type { LossBasis } from '../transform/loss-figure.ts';
import { pointsOf, watchTraining, type TrainingWatch } from '../transform/watch-training.ts';
import { strongestParts } from './item-weights.ts';
import { neuralLoss, neuralText as text, type NeuralRecord } from './neural.ts';
import type { Contribution } from './recommender.ts';

/** What is trained, for the curve. */
interface NeuralWork {
  readonly network: Network;
  readonly epochs: number;
  readonly basis: LossBasis;
  readonly measure: NeuralRecord['measure'];
}

/** What a panel chooses of a training. */
export interface TrainingChoices {
  readonly epochs: number;
  readonly patience: number;
  readonly validationShare: number;
  readonly batchSize: number;
  readonly learningRate: number;
  readonly l2: number;
}

/** Slopes longer than this are shortened: a rare row should not throw the weights off. */
const CLIP_NORM = 1;

/** Batches that a backend is tried on. */
const TRIAL_STEPS = 3;

/** How a training on so many rows goes, of which the last `nAside` only judge. */
export function planTraining(
  { epochs, patience, batchSize, learningRate, l2 }: TrainingChoices,
  nRows: number,
  nAside: number,
  random: Random,
) {
  const plan: TrainingPlan = {
    nRows,
    nAside,
    epochs,
    batchSize,
    schedule: { kind: 'constant', rate: learningRate, warmUpEpochs: 1 },
    validationShare: 0,
    patience,
    seed: random.integer(2 ** 31),
  };
  return { plan, optimiser: { kind: 'adam', clipNorm: CLIP_NORM, l2 } as const };
}

/**
 * A few batches of the same work, by which a backend is chosen.
 *
 * @param shape names what the time of a batch depends on. @param firstRows what the task has for its first n rows alone.
 */
export function trialOf<T extends { readonly plan: TrainingPlan }>(
  task: T,
  shape: string,
  firstRows: (n: number) => Partial<T>,
): { key: string; payload: T } {
  const { nRows, nAside = 0, batchSize } = task.plan;
  const n = Math.min(nRows - nAside, batchSize * TRIAL_STEPS);
  const plan = { ...task.plan, nRows: n, nAside: 0, mostSteps: TRIAL_STEPS };
  return { key: `${shape} · ${Math.min(batchSize, n)}`, payload: { ...task, ...firstRows(n), plan } };
}

/** Trains by a task of the tensor process and shows the losses as they fall. @throws cancelled, diverged */
export async function trainNeural(
  context: Context,
  { network, epochs, basis, measure }: NeuralWork,
  run: (hooks: TrainingWatch) => Promise<{ readonly result: TrainingResult }>,
): Promise<{ record: NeuralRecord; weights: Weights }> {
  const watch = watchTraining(
    context,
    (epoch) => text.message('epoch', { epoch, epochs }),
    (losses) => neuralLoss({ losses, basis, measure }),
  );
  const { result } = await run(watch);
  const record = {
    weights: encodeWeights(network, result.weights),
    basis,
    measure,
    epoch: result.epoch,
    losses: pointsOf(result),
  };
  return { record, weights: result.weights };
}

/**
 * A score as what each item of a history added when it came: a state moves from that of the average customer to where it is after the
 * first item, the second, and so on; each move's product with the item is a part, and all parts sum to the score.
 *
 * @param before (size): the state to begin with. @param states (n, size): that after each item. @param vector (size): of the item
 * asked about. @param offset what it has for everyone. @param items (n): the items that came.
 */
export function partsOfMoves(
  before: Float64Array,
  states: ArrayLike<number>,
  vector: Float64Array,
  offset: number,
  items: Int32Array,
): Contribution[] {
  const size = vector.length;
  const productWith = (state: ArrayLike<number>, from: number): number => {
    let product = 0;
    for (let j = 0; j < size; j++) product += state[from + j]! * vector[j]!;
    return product;
  };
  const scores = Float64Array.from(items, (_, i) => productWith(states, i * size));
  return partsOfScores(productWith(before, 0), scores, items, offset);
}

/**
 * A score as what each item of a history added when it came.
 *
 * @param before the score without any. @param scores (n): after each item. @param offset added to all of them.
 */
export function partsOfScores(before: number, scores: Float64Array, items: Int32Array, offset = 0): Contribution[] {
  const parts: { item: number | null; share: number }[] = [{ item: null, share: before + offset }];
  items.forEach((item, i) => parts.push({ item, share: scores[i]! - (scores[i - 1] ?? before) }));
  return parts.filter(({ share }) => share !== 0).sort((a, b) => b.share - a.share || (a.item ?? -1) - (b.item ?? -1));
}

/** The sentence of an item by the parts of its score. */
export function neuralReason(parts: readonly Contribution[], label: (item: number) => string): Message {
  if (!parts.some((part) => part.item !== null && part.share > 0)) return text.message('none');
  const { code, values } = strongestParts(parts, label);
  return text.message(code, values);
}
