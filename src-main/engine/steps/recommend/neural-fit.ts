import type { Message } from '../../../contract/text.ts';
import type { Network, Weights } from '../../tensor/training/network.ts';
import type { TrainingResult } from '../../tensor/training/train.ts';
import { encodeWeights } from '../../tensor/training/weights-file.ts';
import type { CheckpointStore } from '../../tensor/tensors.ts';
import type { Context } from '../context.ts';
import type { LossBasis, LossPoint } from '../transform/loss-figure.ts';
import { strongestParts } from './item-weights.ts';
import { neuralLoss, neuralText as text, type NeuralRecord } from './neural.ts';
import type { Contribution } from './recommender.ts';

/** What a training is told by, and where it goes on from. */
interface NeuralHooks {
  readonly checkpoint: CheckpointStore;
  readonly progress: (fraction: number) => void;
  readonly log: (values: Readonly<Record<string, number>>) => void;
}

/** What is trained, for the curve. */
interface NeuralWork {
  readonly network: Network;
  readonly epochs: number;
  readonly basis: LossBasis;
  readonly measure: NeuralRecord['measure'];
}

/** Trains by a task of the tensor process and shows the losses as they fall. @throws cancelled, diverged */
export async function trainNeural(
  context: Context,
  { network, epochs, basis, measure }: NeuralWork,
  run: (hooks: NeuralHooks) => Promise<{ readonly result: TrainingResult }>,
): Promise<{ record: NeuralRecord; weights: Weights }> {
  const losses: LossPoint[] = [];
  const { result } = await run({
    checkpoint: context.checkpoint,
    progress: (fraction) => context.progress(fraction, text.message('epoch', { epoch: losses.length + 1, epochs })),
    log(values) {
      // A backend that was left in the middle tells its epochs anew.
      losses.length = (values.epoch ?? 1) - 1;
      losses.push({
        epoch: values.epoch ?? 0,
        loss: values.loss ?? NaN,
        validation: values['validation.loss'] ?? null,
      });
      context.preview('loss', neuralLoss({ losses, basis, measure }));
    },
  });
  const history = result.history.map(({ epoch, training, validation }) => ({
    epoch,
    loss: training.loss,
    validation: validation?.loss ?? null,
  }));
  const record = {
    weights: encodeWeights(network, result.weights),
    basis,
    measure,
    epoch: result.epoch,
    losses: history,
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
  let reached = productWith(before, 0);
  const parts: { item: number | null; share: number }[] = [{ item: null, share: reached + offset }];
  items.forEach((item, i) => {
    const now = productWith(states, i * size);
    parts.push({ item, share: now - reached });
    reached = now;
  });
  return parts.filter(({ share }) => share !== 0).sort((a, b) => b.share - a.share || (a.item ?? -1) - (b.item ?? -1));
}

/** The sentence of an item by the parts of its score. */
export function neuralReason(parts: readonly Contribution[], label: (item: number) => string): Message {
  if (!parts.some((part) => part.item !== null && part.share > 0)) return text.message('none');
  const { code, values } = strongestParts(parts, label);
  return text.message(code, values);
}
