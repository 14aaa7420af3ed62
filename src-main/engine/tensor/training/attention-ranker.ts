import * as tf from '@tensorflow/tfjs-core';
import { seededRandom, type Random } from '../../maths/random.ts';
import type { TensorHooks } from '../task.ts';
import { backendTrainee } from './backend-trainee.ts';
import { attentionScores, type AttentionInput, type ReadRow } from './attention-scores.ts';
import { correctedSoftmax } from './corrected-softmax.ts';
import { itemsDrawnBy, logsOfOthers } from './drawn-items.ts';
import type { ItemSets } from './mult-vae.ts';
import { initialWeights, parametersOf, type Weights } from './network.ts';
import { tensorNetwork } from './tensor-trainee.ts';
import { train, type TrainingPlan, type TrainingResult } from './train.ts';
import type { OptimiserOptions, Trainee } from './trainee.ts';

/** A transformer in which candidates look at a customer’s profile. */
export interface AttentionTask extends AttentionInput {
  /** What each customer has, oldest first, without what is asked for of those who judge. */
  readonly histories: ItemSets;
  /**
   * Stretches of histories: a customer, and the place from which on what was bought is learned; or, for those that judge, which come last,
   * the item that is asked for behind all of the history, −1 for all others.
   */
  readonly rows: { readonly users: Int32Array; readonly from: Int32Array; readonly asked: Int32Array };
  /** How many purchases of a stretch are learned at once. */
  readonly nTargets: number;
  /** How many customers have each item. */
  readonly counts: Float64Array;
  /** How many of a customer’s items are left out while training. */
  readonly dropout: number;
  /** How many items a purchase is told apart from, and by which power of their number of customers they are drawn. */
  readonly nCandidates: number;
  readonly power: number;
  readonly plan: TrainingPlan;
  readonly optimiser: OptimiserOptions;
}

/** Trains the network. */
export async function trainAttention(task: AttentionTask, hooks: TensorHooks): Promise<TrainingResult> {
  const trainee = attentionTrainee(task, initialWeights(task.network, seededRandom(task.plan.seed)));
  try {
    return await train(trainee, task.plan, hooks);
  } finally {
    trainee.dispose();
  }
}

/** Items that an item asked for is told apart from where a customer judges, at most. */
const MOST_JUDGED = 1024;
/** Candidates of all customers that lie in memory at once where they judge. */
const JUDGED_AT_ONCE = 2 ** 15;

/** The network with its data on tfjs's backend. The loss is the cross-entropy of what was bought among candidates. */
export function attentionTrainee(task: Omit<AttentionTask, 'plan'>, weights: Weights): Trainee {
  const { network, histories, rows, counts, nCandidates, nTargets, optimiser } = task;
  const on = tensorNetwork(network, weights);
  const drawnBy = itemsDrawnBy(counts.map((count) => count ** task.power));
  const bought = Int32Array.from(counts.keys()).filter((item) => counts[item]! > 0);
  const even = new Float64Array(counts.length);
  const judged = drawnOf(bought, MOST_JUDGED, seededRandom(1));
  const ownOf = (user: number) => histories.items.subarray(histories.offsets[user], histories.offsets[user + 1]);

  function readRow(row: number, random: Random | null): ReadRow {
    const [user, asked] = [rows.users[row]!, rows.asked[row]!];
    const own = ownOf(user);
    if (!random || asked >= 0)
      return { user, read: own.slice(-task.length), targets: rows.asked.subarray(row, row + 1) };
    const from = rows.from[row]!;
    const cut = from + random.integer(Math.min(nTargets, own.length - from));
    const read = own.subarray(Math.max(0, cut - task.length), cut).filter(() => random.next() >= task.dropout);
    return { user, read, targets: own.subarray(cut, cut + nTargets) };
  }

  /** The mean over what the rows are asked for. @param logs of all items */
  function lossOf(read: readonly ReadRow[], candidates: Int32Array, logs: Float64Array): tf.Scalar {
    const { asked, others } = attentionScores(task, on.variables, read, candidates);
    const places = read.flatMap(({ targets }, row) => Array.from(targets, () => row));
    const wanted = read.flatMap(({ targets }) => Array.from(targets));
    const had = read.map(({ user, targets }) => [ownOf(user), targets]);
    const otherLogs = logsOfOthers(candidates, logs, had);
    const n = candidates.length;
    const ofTargets = new Float32Array(wanted.length * n);
    places.forEach((row, at) => ofTargets.set(otherLogs.subarray(row * n, (row + 1) * n), at * n));
    return correctedSoftmax(
      asked,
      tf.gather(others, tf.tensor1d(places, 'int32')),
      Float32Array.from(wanted, (item) => logs[item]!),
      ofTargets,
    );
  }

  function judge(read: readonly ReadRow[]): tf.Scalar {
    const most = Math.max(1, Math.floor(JUDGED_AT_ONCE / judged.length));
    let sum: tf.Scalar = tf.scalar(0);
    for (let from = 0; from < read.length; from += most) {
      const some = read.slice(from, from + most);
      const before = sum;
      sum = tf.tidy(() => tf.add<tf.Scalar>(before, tf.mul(lossOf(some, judged, even), some.length)));
      before.dispose();
    }
    return tf.div(sum, read.length);
  }

  return backendTrainee(
    {
      specs: parametersOf(network),
      variables: on.variables,
      losses(batch, random) {
        const read = Array.from(batch, (row) => readRow(row, random));
        if (!random) return { parts: { loss: judge(read) }, n: read.length };
        const n = read.reduce((all, { targets }) => all + targets.length, 0);
        const loss =
          bought.length <= nCandidates
            ? lossOf(read, bought, even)
            : lossOf(read, drawnBy.draw(nCandidates, random), drawnBy.logs);
        return { parts: { loss }, n };
      },
      dispose: () => on.dispose(),
    },
    optimiser,
  );
}

/** All of some items, or so many of them by chance, ascending. */
function drawnOf(items: Int32Array, most: number, random: Random): Int32Array {
  if (items.length <= most) return items;
  const all = items.slice();
  for (let at = 0; at < most; at++) {
    const other = at + random.integer(all.length - at);
    [all[at], all[other]] = [all[other]!, all[at]!];
  }
  return all.subarray(0, most).sort();
}
