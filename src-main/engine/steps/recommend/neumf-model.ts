import { TopItems } from '../../maths/top-items.ts';
import { addBag, type Bag } from '../../tensor/training/bags.ts';
import { historyBag } from '../../tensor/training/history-bag.ts';
import type { Weights } from '../../tensor/training/network.ts';
import { neumfNetwork, type NeumfTask } from '../../tensor/training/neumf.ts';
import { decodeWeights } from '../../tensor/training/weights-file.ts';
import type { Context } from '../context.ts';
import type { NeuralRecord } from './neural.ts';
import { neuralReason, partsOfScores, planTraining, type TrainingChoices, trainNeural, trialOf } from './neural-fit.ts';
import { firstPairs, pairRows } from './pair-rows.ts';
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

/** A network of products and layers, and how many items it reads. */
interface NeumfModel extends NeuralRecord {
  readonly length: number;
}

/** How it is built and trained. */
interface NeumfPlan extends TrainingChoices {
  readonly size: number;
  readonly hiddenSize: number;
  readonly length: number;
  readonly dropout: number;
  readonly nNegatives: number;
}

/** Trains the network. @throws cancelled, diverged */
export async function fitNeumf(context: Context, rows: Histories, p: NeumfPlan): Promise<NeumfModel> {
  const { histories, pairs, nAside } = pairRows(rows, p.validationShare, context.random.fork(0));
  const nItems = rows.nColumns;
  const nRows = pairs.users.length;
  const network = neumfNetwork(nItems, p.size, p.hiddenSize);
  const { length, dropout, nNegatives } = p;
  const task: NeumfTask = {
    ...{ network, nItems, histories, pairs, length, dropout, nNegatives },
    ...planTraining(p, nRows, nAside, context.random),
  };
  const trial = trialOf(task, `neumf ${JSON.stringify([network, length, nNegatives])}`, (n) => firstPairs(pairs, n));
  const basis = { training: nRows - nAside, validation: nAside };
  const { record } = await trainNeural(context, { network, epochs: p.epochs, basis, measure: 'odds' }, (hooks) =>
    context.tensor.run('trainNeumf', task, { ...hooks, trial }),
  );
  return { ...record, length };
}

/** What is worked out of a customer once for all items: the product's side, and the first layer's sums. */
interface Customer {
  readonly product: Float64Array;
  readonly sums: Float64Array;
}

/** A network as it computes. */
export interface NeumfScorer {
  readonly nItems: number;
  customer(bag: Bag): Customer;
  /** The logarithm of the odds that a customer takes an item. */
  score(customer: Customer, item: number): number;
}

/** Puts a trained network on the processor; what the first layer makes of items is worked out beforehand. */
export function neumfScorer(weights: Weights): NeumfScorer {
  const [ownProduct, itemProduct, ownDeep, itemDeep, kernel1, bias1, kernel2, bias2, kernel3, bias3] = weights as [
    Float32Array,
    ...Float32Array[],
  ] as Float32Array[] & Record<number, Float32Array>;
  const [nHidden, nNarrow] = [bias1!.length, bias2!.length];
  const size = kernel3!.length - nNarrow;
  const nItems = itemDeep!.length / size;
  /** One side's share of the first layer. @param first the kernel's row that the side begins with */
  const firstSums = (vector: ArrayLike<number>, first: number, into: Float64Array): Float64Array => {
    for (let j = 0; j < size; j++)
      for (let h = 0; h < nHidden; h++) into[h]! += vector[j]! * kernel1![(first + j) * nHidden + h]!;
    return into;
  };
  const itemSums = new Float64Array(nItems * nHidden);
  for (let item = 0; item < nItems; item++)
    firstSums(itemDeep!.subarray(item * size, (item + 1) * size), size, itemSums.subarray(item * nHidden, (item + 1) * nHidden).fill(0)); // prettier-ignore
  const narrow = new Float64Array(nNarrow);
  return {
    nItems,
    customer(bag) {
      const [product, deep] = [new Float64Array(size), new Float64Array(size)];
      addBag(ownProduct!, bag, product);
      addBag(ownDeep!, bag, deep);
      return { product, sums: firstSums(deep, 0, Float64Array.from(bias1!)) };
    },
    score({ product, sums }, item) {
      let odds = bias3![0]!;
      for (let j = 0; j < size; j++) odds += product[j]! * itemProduct![item * size + j]! * kernel3![j]!;
      narrow.set(bias2!);
      for (let h = 0; h < nHidden; h++) {
        const hidden = sums[h]! + itemSums[item * nHidden + h]!;
        if (hidden > 0) for (let k = 0; k < nNarrow; k++) narrow[k]! += hidden * kernel2![h * nNarrow + k]!;
      }
      for (let k = 0; k < nNarrow; k++) if (narrow[k]! > 0) odds += narrow[k]! * kernel3![size + k]!;
      return odds;
    },
  };
}

const opened = new WeakMap<NeumfModel, NeumfScorer>();

function openModel(model: NeumfModel): NeumfScorer {
  const known = opened.get(model);
  if (known) return known;
  const scorer = neumfScorer(decodeWeights(model.weights).weights);
  opened.set(model, scorer);
  return scorer;
}

/** Scores between two looks at whether they are still wanted. */
const SCORES_A_LOOK = 16_384;

/** Ranks all items for each customer, pair by pair; nothing for one without a history. @throws cancelled */
export function recommendNeumf(
  { signal, progress }: Context,
  model: NeumfModel,
  { histories, topK, excludeSeen, eligible }: RecommendRequest,
): RankedItems {
  const scorer = openModel(model);
  const { nItems } = scorer;
  const ranked = {
    items: new Int32Array(histories.nRows * topK).fill(-1),
    scores: new Float64Array(histories.nRows * topK).fill(NaN),
  };
  const top = new TopItems(topK);
  let left = 0;
  for (let user = 0; user < histories.nRows; user++) {
    const history = historyOf(histories, user);
    if (history.items.length === 0) continue;
    const customer = scorer.customer(historyBag(sequenceOf(history).slice(-model.length)));
    const seen = new Set(excludeSeen ? history.items : []);
    top.clear();
    for (let item = 0; item < nItems; item++) {
      if (left-- === 0) {
        signal.throwIfAborted();
        progress(user / histories.nRows);
        left = SCORES_A_LOOK;
      }
      if (!seen.has(item) && (!eligible || eligible[item])) top.offer(item, scorer.score(customer, item));
    }
    top.writeTo(ranked, user * topK);
  }
  return ranked;
}

/** A customer with no item, then after each of theirs, in their order. */
const customersOf = keptOfLast((model: NeumfModel, history) => {
  const scorer = openModel(model);
  const order = sequenceOf(history).slice(-model.length);
  const states = Array.from({ length: order.length + 1 }, (_, n) => scorer.customer(historyBag(order.subarray(0, n))));
  return { order, states };
});

/** A score as what each item of the history adds, one after the other, to that of a customer without one; see {@link partsOfScores}. */
export function explainNeumf(model: NeumfModel, history: UserHistory, item: number): Contribution[] {
  const scorer = openModel(model);
  const { order, states } = customersOf(model, history);
  const scores = Float64Array.from(states, (state) => scorer.score(state, item));
  return partsOfScores(scores[0]!, scores.subarray(1), order);
}

/** The sentence of an item by what of the history spoke for it. */
export const reasonOfNeumf = (model: NeumfModel, history: UserHistory, item: number, label: (item: number) => string) =>
  neuralReason(explainNeumf(model, history, item), label);
