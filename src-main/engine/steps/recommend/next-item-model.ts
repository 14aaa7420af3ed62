import { ClienteleError } from '../../../contract/errors.ts';
import type { Variant } from '../../kernels/variant.ts';
import type { Message } from '../../../contract/text.ts';
import type { NextItemLoss } from '../../tensor/training/next-item.ts';
import type { LayerSpec, Network } from '../../tensor/training/network.ts';
import { SEQUENCE_ROWS, sequenceForward, type SequenceForward } from '../../tensor/training/sequence-forward.ts';
import type { NextItemTask } from '../../tensor/training/train-next-item.ts';
import { decodeWeights } from '../../tensor/training/weights-file.ts';
import type { Context } from '../context.ts';
import { neuralText as text, type NeuralRecord } from './neural.ts';
import { neuralReason, partsOfMoves, planTraining, type TrainingChoices, trainNeural, trialOf } from './neural-fit.ts';
import { rankUsers } from './rank-users.ts';
import {
  historyOf,
  keptOfLast,
  type Contribution,
  type Histories,
  type RankedItems,
  type RecommendRequest,
  type UserHistory,
} from './recommender.ts';
import { orderOfHistory, sequenceOf, sequenceRows } from './sequences.ts';

/** A model that reads a customer's items in their order; its state after the last one is compared with all items. */
interface NextItemModel extends NeuralRecord {
  /** The most items that it reads: the newest. */
  readonly length: number;
  /** The mean state of the customers it was trained on, from which reasons begin. */
  readonly centre: Float64Array;
}

/** How a model is trained. */
interface NextItemPlan extends TrainingChoices {
  readonly length: number;
  readonly loss: NextItemLoss;
}

/**
 * Trains a network on what followed in histories.
 *
 * @param layers what stands between the items' vectors, of the given size, and the states, for a length of stretches.
 * @throws no-usable-rows where no customer has two items; cancelled, diverged
 */
export async function fitNextItem(
  context: Context,
  histories: Histories,
  size: number,
  layers: (length: number) => readonly LayerSpec[],
  given: NextItemPlan,
): Promise<NextItemModel> {
  const { epochs, validationShare, loss } = given;
  const { nAside, ...rows } = sequenceRows(histories, given.length, validationShare, context.random.fork(0));
  if (rows.nRows - nAside === 0)
    throw new ClienteleError('no-usable-rows', { detail: text.message('no-sequence').text });
  const { length, nItems, nRows } = rows;
  const network: Network = [{ kind: 'embedding', nCodes: nItems + 1, size }, ...layers(length)];
  const task: NextItemTask = {
    network,
    rows,
    loss,
    ...planTraining(given, nRows, nAside, context.random),
  };
  const firstOf = (codes: Int32Array, n: number): Int32Array => codes.slice(0, n * length);
  const trial = trialOf(task, `next item ${JSON.stringify([network, loss, length])}`, (n) => ({
    rows: { ...rows, nRows: n, inputs: firstOf(rows.inputs, n), targets: firstOf(rows.targets, n) },
  }));
  const { record, weights } = await trainNeural(
    context,
    { network, epochs, basis: { training: nRows - nAside, validation: nAside }, measure: loss.kind },
    (hooks) => context.tensor.run('trainNextItem', task, { ...hooks, trial }),
  );
  const forward = sequenceForward(network, weights, context.pool.variant);
  return { ...record, length, centre: centreOf(forward, histories, length, size) };
}

function centreOf(forward: SequenceForward, histories: Histories, length: number, size: number): Float64Array {
  const centre = new Float64Array(size);
  const states = lastStates(forward, histories, 0, histories.nRows, { length, centre }, () => undefined);
  states.forEach((value, at) => (centre[at % size]! += value / histories.nRows));
  return centre;
}

/** The state of each user after their last item, (n, size); the centre for who has none. */
function lastStates(
  forward: SequenceForward,
  histories: Histories,
  first: number,
  n: number,
  { length, centre }: Pick<NextItemModel, 'length' | 'centre'>,
  look: (done: number) => void,
): Float64Array {
  const size = centre.length;
  const out = new Float64Array(n * size);
  let [waiting, nRows]: [{ user: number; items: Int32Array }[], number] = [[], 0];
  const flush = (done: number): void => {
    look(done);
    const states = forward(waiting.map(({ items }) => items));
    waiting.forEach(({ user }, i) => out.set(states[i]!.subarray(-size), user * size));
    [waiting, nRows] = [[], 0];
  };
  for (let user = 0; user < n; user++) {
    const items = sequenceOf(historyOf(histories, first + user)).slice(-length);
    if (items.length === 0) {
      out.set(centre, user * size);
      continue;
    }
    if (nRows + items.length > SEQUENCE_ROWS) flush(user);
    waiting.push({ user, items });
    nRows += items.length;
  }
  flush(n);
  return out;
}

/** A model as it computes. */
interface Opened {
  readonly variant: Variant;
  readonly forward: SequenceForward;
  /** (nItems, size), row-major. */
  readonly items: Float64Array;
}

const opened = new WeakMap<NextItemModel, Opened>();

/** @param variant whichever is there already where null. */
function openModel(model: NextItemModel, variant: Variant | null): Opened {
  const known = opened.get(model);
  if (known && (variant === null || known.variant === variant)) return known;
  const { network, weights } = decodeWeights(model.weights);
  const own = variant ?? 'plain';
  const items = Float64Array.from(weights[0]!.subarray(0, weights[0]!.length - model.centre.length));
  const open = { variant: own, forward: sequenceForward(network, weights, own), items };
  opened.set(model, open);
  return open;
}

/** Ranks all items for each user by the state after their last one. @throws cancelled */
export function recommendNext(context: Context, model: NextItemModel, request: RecommendRequest): Promise<RankedItems> {
  const { forward, items } = openModel(model, context.pool.variant);
  const width = model.centre.length;
  const { histories } = request;
  const points = {
    width,
    items,
    nItems: items.length / width,
    usersOf: (first: number, n: number) =>
      lastStates(forward, histories, first, n, model, (done) => {
        context.signal.throwIfAborted();
        context.progress((first + done) / histories.nRows);
      }),
    offsets: null,
    weights: null,
    above: -Infinity,
  };
  return rankUsers({ ...context, progress: () => undefined }, points, request);
}

/** The states after each item of a history, in their order. */
const statesOf = keptOfLast((model: NextItemModel, history) => {
  const order = orderOfHistory(history).slice(-model.length);
  const [states] = openModel(model, null).forward([order.map((place) => history.items[place]!)]);
  return { order, states: states ?? new Float32Array(0) };
});

/** A score as what each item of the history added when it came; see {@link partsOfMoves}. */
export function explainNext(model: NextItemModel, history: UserHistory, item: number): Contribution[] {
  const { order, states } = statesOf(model, history);
  const size = model.centre.length;
  const vector = openModel(model, null).items.subarray(item * size, (item + 1) * size);
  const items = order.map((place) => history.items[place]!);
  return partsOfMoves(model.centre, states, vector, 0, items);
}

/** The sentence of an item by what of the history spoke for it. */
export const reasonOfNext = (
  model: NextItemModel,
  history: UserHistory,
  item: number,
  label: (item: number) => string,
): Message => neuralReason(explainNext(model, history, item), label);
