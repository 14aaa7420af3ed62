import { addBag, bagOf, type Bag, type Bags } from '../../tensor/training/bags.ts';
import { historyBag } from '../../tensor/training/history-bag.ts';
import type { LayerSpec, Network } from '../../tensor/training/network.ts';
import { SMALLEST_SQUARE, type Candidates, type TwoTowerTask } from '../../tensor/training/two-tower.ts';
import { decodeWeights } from '../../tensor/training/weights-file.ts';
import type { Context } from '../context.ts';
import { customerTraits, type CustomerTraits } from './customer-traits.ts';
import type { SideTables } from './define-recommender.ts';
import type { Interactions } from './interactions.ts';
import { sideBags } from './item-bags.ts';
import type { NeuralRecord } from './neural.ts';
import { neuralReason, partsOfMoves, planTraining, type TrainingChoices, trainNeural, trialOf } from './neural-fit.ts';
import { firstPairs, pairRows } from './pair-rows.ts';
import { rankUsers } from './rank-users.ts';
import {
  historyOf,
  keptOfLast,
  type Contribution,
  type RankedItems,
  type RecommendRequest,
  type UserHistory,
} from './recommender.ts';
import { sequenceOf } from './sequences.ts';

/** Two towers, and what they read. */
interface TwoTowerModel extends NeuralRecord {
  readonly items: Bags;
  readonly traits: CustomerTraits | null;
  readonly length: number;
  readonly temperature: number;
}

/** How they are built and trained. */
interface TwoTowerPlan extends TrainingChoices {
  readonly size: number;
  readonly hiddenSize: number;
  readonly length: number;
  readonly dropout: number;
  readonly temperature: number;
  readonly features: number;
  readonly candidates: Candidates;
  readonly correction: number;
}

const tower = (nCodes: number, size: number, hiddenSize: number): LayerSpec[] => [
  { kind: 'embedding', nCodes, size },
  { kind: 'dense', nIn: size, nOut: hiddenSize, activation: 'relu' },
  { kind: 'dense', nIn: hiddenSize, nOut: size, activation: 'linear' },
];

/** Trains both towers. @throws cancelled, diverged */
export async function fitTwoTower(
  context: Context,
  interactions: Interactions,
  p: TwoTowerPlan,
  tables: SideTables,
): Promise<TwoTowerModel> {
  const { histories, pairs, nAside, counts } = pairRows(interactions.rows, p.validationShare, context.random.fork(0));
  const traits = tables.features && customerTraits(tables.features);
  const bags = sideBags(interactions, counts, traits, tables, p.features, () => context.signal.throwIfAborted());
  const nRows = pairs.users.length;
  const network: Network = [
    ...tower(bags.nUserCodes, p.size, p.hiddenSize),
    ...tower(bags.nItemCodes, p.size, p.hiddenSize),
  ];
  const { length, dropout, temperature, candidates, correction } = p;
  const task: TwoTowerTask = {
    ...{ network, histories, pairs, counts, length, dropout, temperature, candidates, correction },
    items: bags.items,
    traits: bags.traits,
    ...planTraining(p, nRows, nAside, context.random),
  };
  const shape = `two towers ${JSON.stringify([network, candidates, length])}`;
  const trial = trialOf(task, shape, (n) => firstPairs(pairs, n));
  const basis = { training: nRows - nAside, validation: nAside };
  const { record } = await trainNeural(context, { network, epochs: p.epochs, basis, measure: 'candidates' }, (hooks) =>
    context.tensor.run('trainTwoTower', task, { ...hooks, trial }),
  );
  return { ...record, items: bags.items, traits, length, temperature };
}

/** A model as it computes: a tower's place of a bag, and the items' places over the temperature, (nItems, size). */
interface Opened {
  readonly size: number;
  readonly nItems: number;
  readonly customer: (bags: readonly Bag[]) => Float64Array;
  readonly items: Float64Array;
}

const opened = new WeakMap<TwoTowerModel, Opened>();

function openModel(model: TwoTowerModel): Opened {
  const known = opened.get(model);
  if (known) return known;
  const { weights } = decodeWeights(model.weights);
  const size = weights[4]!.length;
  const nItems = model.items.offsets.length - 1;
  const items = new Float64Array(nItems * size);
  for (let item = 0; item < nItems; item++)
    items.set(
      placeOf(weights.slice(5), [bagOf(model.items, item)]).map((value) => value / model.temperature),
      item * size,
    );
  const open = { size, nItems, customer: (bags: readonly Bag[]) => placeOf(weights, bags), items };
  opened.set(model, open);
  return open;
}

/** What a tower makes of what bags hold together, of about length one. */
function placeOf(weights: readonly Float32Array[], bags: readonly Bag[]): Float64Array {
  const [vectors, kernel1, bias1, kernel2, bias2] = weights as [
    Float32Array,
    Float32Array,
    Float32Array,
    Float32Array,
    Float32Array,
  ];
  const size = bias2.length;
  const summed = new Float64Array(size);
  for (const bag of bags) addBag(vectors, bag, summed);
  const out = Float64Array.from(bias2);
  for (let h = 0; h < bias1.length; h++) {
    let hidden = bias1[h]!;
    for (let j = 0; j < size; j++) hidden += summed[j]! * kernel1[j * bias1.length + h]!;
    if (hidden > 0) for (let j = 0; j < size; j++) out[j]! += hidden * kernel2[h * size + j]!;
  }
  const length = Math.sqrt(out.reduce((sum, value) => sum + value * value, SMALLEST_SQUARE));
  return out.map((value) => value / length);
}

type Row = Pick<UserHistory, 'traits'>;

/** What a customer is, in codes behind the items'. */
const traitBag = ({ traits }: Row, nItems: number): Bag => ({
  codes: traits?.columns.map((column) => nItems + column) ?? [],
  values: traits?.values ?? [],
});

/** Ranks all items for each customer by the product of places; nothing for one of whom nothing is known. @throws cancelled */
export function recommendTwoTower(
  context: Context,
  model: TwoTowerModel,
  request: RecommendRequest,
): Promise<RankedItems> {
  const { size, nItems, customer, items } = openModel(model);
  const usersOf = (first: number, n: number): Float64Array => {
    const places = new Float64Array(n * size);
    for (let row = 0; row < n; row++) {
      const history = historyOf(request.histories, first + row);
      const own = historyBag(sequenceOf(history).slice(-model.length));
      places.set(customer([own, traitBag(history, nItems)]), row * size);
    }
    return places;
  };
  return rankUsers(
    context,
    { width: size, items, nItems, usersOf, offsets: null, weights: null, above: -Infinity },
    request,
  );
}

/** A customer's places: with nothing but what they are, then after each of their items, in their order. */
const placesOf = keptOfLast((model: TwoTowerModel, history) => {
  const { size, nItems, customer } = openModel(model);
  const order = sequenceOf(history).slice(-model.length);
  const places = new Float64Array((order.length + 1) * size);
  for (let n = 0; n <= order.length; n++)
    places.set(customer([historyBag(order.subarray(0, n)), traitBag(history, nItems)]), n * size);
  return { order, places };
});

/** A score as what each item of the history adds, one after the other, to that of what the customer is; see {@link partsOfMoves}. */
export function explainTwoTower(model: TwoTowerModel, history: UserHistory, item: number): Contribution[] {
  const { size, items } = openModel(model);
  const { order, places } = placesOf(model, history);
  const vector = items.subarray(item * size, (item + 1) * size);
  return partsOfMoves(places.subarray(0, size), places.subarray(size), vector, 0, order);
}

/** The sentence of an item by what of the history spoke for it. */
export const reasonOfTwoTower = (
  model: TwoTowerModel,
  history: UserHistory,
  item: number,
  label: (item: number) => string,
) => neuralReason(explainTwoTower(model, history, item), label);
