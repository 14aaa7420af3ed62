import { ClienteleError } from '../../../contract/errors.ts';
import type { ItemSets, MultVaeTask } from '../../tensor/training/mult-vae.ts';
import type { LayerSpec, Network } from '../../tensor/training/network.ts';
import { decodeWeights } from '../../tensor/training/weights-file.ts';
import type { Random } from '../../maths/random.ts';
import type { Context } from '../context.ts';
import { neuralText, type NeuralRecord } from './neural.ts';
import { setsOf } from './pair-rows.ts';
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
import { sequenceOf } from './sequences.ts';

/** An autoencoder of what customers have. */
type MultVaeModel = NeuralRecord;

/** How it is built and trained. */
interface MultVaePlan extends TrainingChoices {
  readonly hiddenSize: number;
  readonly size: number;
  readonly dropout: number;
  readonly beta: number;
}

/** Of a customer set aside, this share of the items is withheld; of fewer items than this nothing can be. */
const WITHHELD = 0.2;
const LEAST_ASIDE = 2;

/** Trains the autoencoder. @throws no-usable-rows where no customer is left to train on; cancelled, diverged */
export async function fitMultVae(context: Context, histories: Histories, p: MultVaePlan): Promise<MultVaeModel> {
  const nItems = histories.nColumns;
  const { seen, wanted, nAside } = partSets(histories, p.validationShare, context.random.fork(0));
  const nRows = seen.offsets.length - 1;
  if (nRows - nAside === 0) throw new ClienteleError('no-usable-rows', { detail: neuralText.message('no-sets').text });
  const layer = (nIn: number, nOut: number, activation: 'tanh' | 'linear'): LayerSpec => ({
    kind: 'dense',
    nIn,
    nOut,
    activation,
  });
  const network: Network = [
    layer(nItems, p.hiddenSize, 'tanh'),
    layer(p.hiddenSize, 2 * p.size, 'linear'),
    layer(p.size, p.hiddenSize, 'tanh'),
    layer(p.hiddenSize, nItems, 'linear'),
  ];
  const task: MultVaeTask = {
    network,
    seen,
    wanted,
    dropout: p.dropout,
    beta: p.beta,
    ...planTraining(p, nRows, nAside, context.random),
  };
  const trial = trialOf(task, `mult-vae ${nItems} ${p.hiddenSize} ${p.size}`, (n) => ({
    seen: firstSets(seen, n),
    wanted: firstSets(wanted, n),
  }));
  const basis = { training: nRows - nAside, validation: nAside };
  const { record } = await trainNeural(context, { network, epochs: p.epochs, basis, measure: 'sets' }, (hooks) =>
    context.tensor.run('trainMultVae', task, { ...hooks, trial }),
  );
  return record;
}

/** Customers to train on, then those set aside with a part of what they have withheld. Who has nothing takes no part. */
function partSets(histories: Histories, share: number, random: Random) {
  const [training, aside]: [Int32Array[], { seen: Int32Array; wanted: Int32Array }[]] = [[], []];
  for (let user = 0; user < histories.nRows; user++) {
    const { items } = historyOf(histories, user);
    if (items.length >= LEAST_ASIDE && random.next() < share) {
      const order = random.permutation(items.length).map((place) => items[place]!);
      const nWanted = Math.min(items.length - 1, Math.ceil(items.length * WITHHELD));
      aside.push({ seen: order.subarray(nWanted), wanted: order.subarray(0, nWanted) });
    } else if (items.length > 0) training.push(items);
  }
  return {
    seen: setsOf([...training, ...aside.map((own) => own.seen)]),
    wanted: setsOf([...training, ...aside.map((own) => own.wanted)]),
    nAside: aside.length,
  };
}

const firstSets = ({ offsets, items }: ItemSets, n: number): ItemSets => ({
  offsets: offsets.slice(0, n + 1),
  items: items.slice(0, offsets[n]),
});

/** A model as it computes: weights by layer, and items as points with what each has for everyone. */
interface Opened {
  readonly hiddenSize: number;
  readonly size: number;
  readonly weights: readonly Float32Array[];
  /** (nItems, hiddenSize), row-major. */
  readonly items: Float64Array;
  readonly offsets: Float64Array;
}

const opened = new WeakMap<MultVaeModel, Opened>();

function openModel(model: MultVaeModel): Opened {
  const known = opened.get(model);
  if (known) return known;
  const { weights } = decodeWeights(model.weights);
  const [hiddenSize, size, nItems] = [weights[1]!.length, weights[3]!.length / 2, weights[7]!.length];
  const items = new Float64Array(nItems * hiddenSize);
  for (let j = 0; j < hiddenSize; j++)
    for (let item = 0; item < nItems; item++) items[item * hiddenSize + j] = weights[6]![j * nItems + item]!;
  const open = { hiddenSize, size, weights, items, offsets: Float64Array.from(weights[7]!) };
  opened.set(model, open);
  return open;
}

/** What the last hidden layer holds of a sum of the first layer's rows. @param sum (hiddenSize) @param n how many items it is of */
function stateOf(
  { hiddenSize, size, weights }: Opened,
  sum: Float64Array,
  n: number,
  out: Float64Array,
  at: number,
): void {
  const [, bias1, kernel2, bias2, kernel3, bias3] = weights;
  const by = n > 0 ? 1 / Math.sqrt(n) : 0;
  const tastes = Float64Array.from(bias2!.subarray(0, size));
  for (let j = 0; j < hiddenSize; j++) {
    const hidden = Math.tanh(sum[j]! * by + bias1![j]!);
    for (let k = 0; k < size; k++) tastes[k]! += hidden * kernel2![j * 2 * size + k]!;
  }
  for (let j = 0; j < hiddenSize; j++) {
    let value = bias3![j]!;
    for (let k = 0; k < size; k++) value += tastes[k]! * kernel3![k * hiddenSize + j]!;
    out[at + j] = Math.tanh(value);
  }
}

function addItem({ hiddenSize, weights }: Opened, item: number, sum: Float64Array): void {
  const kernel = weights[0]!;
  for (let j = 0; j < hiddenSize; j++) sum[j]! += kernel[item * hiddenSize + j]!;
}

/** Users between two looks at whether it is still wanted. */
const USERS_A_LOOK = 16;

/** Ranks all items for each user by what the decoder makes of their tastes; nothing for a user without a history. @throws cancelled */
export function recommendMultVae(
  context: Context,
  model: MultVaeModel,
  request: RecommendRequest,
): Promise<RankedItems> {
  const open = openModel(model);
  const { hiddenSize, items, offsets } = open;
  const { histories } = request;
  const usersOf = (first: number, n: number): Float64Array => {
    const states = new Float64Array(n * hiddenSize);
    for (let user = 0; user < n; user++) {
      if (user % USERS_A_LOOK === 0) {
        context.signal.throwIfAborted();
        context.progress((first + user) / histories.nRows);
      }
      const sum = new Float64Array(hiddenSize);
      const own = historyOf(histories, first + user).items;
      for (const item of own) addItem(open, item, sum);
      stateOf(open, sum, own.length, states, user * hiddenSize);
    }
    return states;
  };
  const points = {
    width: hiddenSize,
    items,
    nItems: offsets.length,
    usersOf,
    offsets,
    weights: null,
    above: -Infinity,
  };
  return rankUsers({ ...context, progress: () => undefined }, points, request);
}

/** The states of a history: with no item, then after each, in their order. */
const statesOf = keptOfLast((model: MultVaeModel, history) => {
  const open = openModel(model);
  const order = sequenceOf(history);
  const states = new Float64Array((order.length + 1) * open.hiddenSize);
  const sum = new Float64Array(open.hiddenSize);
  stateOf(open, sum, 0, states, 0);
  order.forEach((item, i) => {
    addItem(open, item, sum);
    stateOf(open, sum, i + 1, states, (i + 1) * open.hiddenSize);
  });
  return { order, states };
});

/** A score as what each item of the history adds, one after the other, to that of a customer without one; see {@link partsOfMoves}. */
export function explainMultVae(model: MultVaeModel, history: UserHistory, item: number): Contribution[] {
  const { hiddenSize, items, offsets } = openModel(model);
  const { order, states } = statesOf(model, history);
  const vector = items.subarray(item * hiddenSize, (item + 1) * hiddenSize);
  return partsOfMoves(states.subarray(0, hiddenSize), states.subarray(hiddenSize), vector, offsets[item]!, order);
}

/** The sentence of an item by what of the history spoke for it. */
export const reasonOfMultVae = (
  model: MultVaeModel,
  history: UserHistory,
  item: number,
  label: (item: number) => string,
) => neuralReason(explainMultVae(model, history, item), label);
