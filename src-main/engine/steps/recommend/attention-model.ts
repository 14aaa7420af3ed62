import { TopItems } from '../../maths/top-items.ts';
import type { Variant } from '../../kernels/variant.ts';
import { attentionScorer, type AttentionScorer } from '../../tensor/training/attention-forward.ts';
import { attentionNetwork } from '../../tensor/training/attention-network.ts';
import type { AttentionTask } from '../../tensor/training/attention-ranker.ts';
import type { Bag, Bags } from '../../tensor/training/bags.ts';
import { SEQUENCE_ROWS } from '../../tensor/training/sequence-forward.ts';
import { decodeWeights } from '../../tensor/training/weights-file.ts';
import type { Context } from '../context.ts';
import { attentionRows } from './attention-rows.ts';
import { customerTraits, type CustomerTraits } from './customer-traits.ts';
import type { SideTables } from './define-recommender.ts';
import type { Interactions } from './interactions.ts';
import { sideBags } from './item-bags.ts';
import type { NeuralRecord } from './neural.ts';
import { neuralReason, partsOfScores, planTraining, type TrainingChoices, trainNeural, trialOf } from './neural-fit.ts';
import {
  historyOf,
  keptOfLast,
  type Contribution,
  type RankedItems,
  type RecommendRequest,
  type UserHistory,
} from './recommender.ts';
import { sequenceOf } from './sequences.ts';

/** A trained network, and what it reads. */
interface AttentionModel extends NeuralRecord {
  readonly items: Bags;
  readonly traits: CustomerTraits | null;
  readonly length: number;
}

/** How it is built and trained. */
interface AttentionPlan extends TrainingChoices {
  readonly size: number;
  readonly blocks: number;
  readonly heads: number;
  readonly length: number;
  readonly dropout: number;
  readonly nCandidates: number;
  readonly popularityPower: number;
  readonly features: number;
}

/** Purchases that are told from one reading of a customer. */
const TARGETS = 16;

/** Trains the network. @throws cancelled, diverged */
export async function fitAttention(
  context: Context,
  interactions: Interactions,
  p: AttentionPlan,
  tables: SideTables,
): Promise<AttentionModel> {
  const { nAside, ...learned } = attentionRows(interactions.rows, TARGETS, p.validationShare, context.random.fork(0));
  const traits = tables.features && customerTraits(tables.features);
  const look = () => context.signal.throwIfAborted();
  const bags = sideBags(interactions, learned.counts, traits, tables, p.features, look);
  const nItems = interactions.items.length;
  const { length, dropout, nCandidates, heads, blocks } = p;
  const size = Math.ceil(p.size / (4 * heads)) * 4 * heads;
  const network = attentionNetwork({
    ...{ nItemCodes: bags.nItemCodes, nTraitCodes: bags.nUserCodes - nItems },
    ...{ length, size, blocks, heads },
  });
  const nRows = learned.rows.users.length;
  const task: AttentionTask = {
    ...learned,
    ...{ network, length, dropout, nCandidates, power: p.popularityPower, nTargets: TARGETS },
    items: bags.items,
    traits: { ...bags.traits, codes: bags.traits.codes.map((code) => code - nItems) },
    ...planTraining(p, nRows, nAside, context.random),
  };
  const trial = trialOf(task, `attention ${JSON.stringify([network, nCandidates])}`, (n) => ({
    rows: {
      users: learned.rows.users.slice(0, n),
      from: learned.rows.from.slice(0, n),
      asked: learned.rows.asked.slice(0, n),
    },
  }));
  const basis = { training: nRows - nAside, validation: nAside };
  const { record } = await trainNeural(context, { network, epochs: p.epochs, basis, measure: 'attention' }, (hooks) =>
    context.tensor.run('trainAttention', task, { ...hooks, trial }),
  );
  return { ...record, items: bags.items, traits, length };
}

const opened = new WeakMap<AttentionModel, { readonly variant: Variant; readonly scorer: AttentionScorer }>();

/** @param variant whichever is there already where null. */
function openModel(model: AttentionModel, variant: Variant | null): AttentionScorer {
  const known = opened.get(model);
  if (known && (variant === null || known.variant === variant)) return known.scorer;
  const { network, weights } = decodeWeights(model.weights);
  const own = variant ?? 'plain';
  const scorer = attentionScorer(network, weights, model.items, model.length, own);
  opened.set(model, { variant: own, scorer });
  return scorer;
}

const NO_TRAITS: Bag = { codes: [], values: [] };

const traitBag = ({ traits }: Pick<UserHistory, 'traits'>): Bag =>
  traits ? { codes: traits.columns, values: traits.values } : NO_TRAITS;

/** Ranks all items for each customer; nothing for one of whom nothing is known. @throws cancelled */
export function recommendAttention(
  { signal, progress, pool }: Context,
  model: AttentionModel,
  { histories, topK, excludeSeen, eligible }: RecommendRequest,
): RankedItems {
  const scorer = openModel(model, pool.variant);
  const ranked = {
    items: new Int32Array(histories.nRows * topK).fill(-1),
    scores: new Float64Array(histories.nRows * topK).fill(NaN),
  };
  const top = new TopItems(topK);
  const all = Int32Array.from({ length: scorer.nItems }, (_, item) => item);
  for (let user = 0; user < histories.nRows; user++) {
    const history = historyOf(histories, user);
    if (history.items.length === 0 && !history.traits?.columns.length) continue;
    const profile = scorer.profile(sequenceOf(history).slice(-model.length), traitBag(history));
    const seen = new Set(excludeSeen ? history.items : []);
    const wanted = all.filter((item) => !seen.has(item) && (!eligible || eligible[item]));
    top.clear();
    for (let from = 0; from < wanted.length; from += SEQUENCE_ROWS) {
      signal.throwIfAborted();
      const some = wanted.subarray(from, from + SEQUENCE_ROWS);
      const scores = scorer.scores(new Array(some.length).fill(profile), some);
      some.forEach((item, at) => {
        top.offer(item, scores[at]!);
      });
    }
    progress((user + 1) / histories.nRows);
    top.writeTo(ranked, user * topK);
  }
  return ranked;
}

/** A customer’s profiles: without an item, then after each of theirs, in their order. */
const profilesOf = keptOfLast((model: AttentionModel, history) => {
  const scorer = openModel(model, null);
  const order = sequenceOf(history).slice(-model.length);
  const profiles = Array.from({ length: order.length + 1 }, (_, n) =>
    scorer.profile(order.subarray(0, n), traitBag(history)),
  );
  return { order, profiles };
});

/** A score as what each item of the history adds, one after the other, to that of what the customer is; see {@link partsOfScores}. */
export function explainAttention(model: AttentionModel, history: UserHistory, item: number): Contribution[] {
  const { order, profiles } = profilesOf(model, history);
  const scores: number[] = [];
  for (let from = 0; from < profiles.length; from += SEQUENCE_ROWS) {
    const some = profiles.slice(from, from + SEQUENCE_ROWS);
    scores.push(...openModel(model, null).scores(some, new Int32Array(some.length).fill(item)));
  }
  return partsOfScores(scores[0]!, Float64Array.from(scores.slice(1)), order);
}

/** The sentence of an item by what of the history spoke for it. */
export const reasonOfAttention = (
  model: AttentionModel,
  history: UserHistory,
  item: number,
  label: (item: number) => string,
) => neuralReason(explainAttention(model, history, item), label);
