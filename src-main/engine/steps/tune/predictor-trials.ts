import { decodeBundle, encodeBundle } from '../../../contract/bundle.ts';
import { ClienteleError } from '../../../contract/errors.ts';
import type { Chain } from '../../../contract/step.ts';
import { meanOfFolds, qualityByFold } from '../evaluate/fold-quality.ts';
import { betterSign, type PredictionMetric } from '../evaluate/predict-metrics.ts';
import { scoreFolds, type PredictTask } from '../evaluate/predict-score.ts';
import type { Context } from '../context.ts';
import { subContext } from '../sub-context.ts';
import type { Attempt, SearchPlan } from './search-plan.ts';
import { withSetting, type SearchAxis, type Setting } from './search-space.ts';
import { beginTime } from './time-limit.ts';
import type { Trial } from './trials.ts';
import { workOf } from './work.ts';

/** A setting of a chain that predicts, after its folds. */
export interface PredictorTrial extends Trial {
  /** The share of each fold's rows that it learned from. */
  readonly share: number;
  /** Estimated seconds of fitting. */
  readonly work: number;
}

/** What is searched, and on what. */
export interface PredictorSearch {
  readonly chain: Chain;
  readonly axes: readonly SearchAxis[];
  /** What the chain is set to on each axis as it was given. */
  readonly given: Setting;
  readonly task: PredictTask;
  readonly metric: PredictionMetric;
  /** Seconds, estimated and by the clock, after which no trial goes on; the chain as given and one more are always tried. */
  readonly seconds: number;
}

/** The trials as a plan reads them, without that of the chain as given. */
export const attemptsOf = (trials: readonly PredictorTrial[], metric: PredictionMetric): Attempt[] =>
  trials.flatMap(({ setting, share, value }) =>
    setting ? [{ setting, share, score: betterSign(metric) * value }] : [],
  );

/** Trials that learned from all rows, from the best down, then the others. */
export function orderOf(trials: readonly PredictorTrial[], metric: PredictionMetric): number[] {
  const score = ({ value }: PredictorTrial): number =>
    Number.isNaN(value) ? -Number.MAX_VALUE : betterSign(metric) * value;
  return [...trials.keys()].sort(
    (a, b) => trials[b]!.share - trials[a]!.share || score(trials[b]!) - score(trials[a]!) || a - b,
  );
}

/** The chain of the best trial. */
export function bestChain({ chain, axes }: PredictorSearch, trials: readonly PredictorTrial[], at: number): Chain {
  const setting = trials[at]?.setting;
  return setting ? withSetting(chain, axes, setting) : chain;
}

/**
 * Tries the chain as given, then what the plan proposes, until its end or that of the time.
 *
 * @param plan lays out the search, knowing the trial of the chain as given or not; of one size either way.
 * @param tried trials that were made before; they are added to.
 * @param onTrial called after each.
 */
export async function searchPredictor(
  context: Context,
  search: PredictorSearch,
  plan: (given: PredictorTrial | null) => SearchPlan,
  tried: PredictorTrial[],
  onTrial: (trials: readonly PredictorTrial[]) => Promise<void>,
  trying: (trial: number, total: number) => Parameters<Context['progress']>[1],
): Promise<Pick<SearchPlan, 'nAll'> & { readonly isCutShort: boolean }> {
  const { chain, axes, task } = search;
  let spent = tried.reduce((sum, { work }) => sum + work, 0);
  const time = beginTime(context);
  // The chain as given and one more are fitted however long they take.
  const isSure = (): boolean => tried.length < 2;
  const step = async (setting: Setting | null, share: number, nTrials: number, work: number): Promise<boolean> => {
    const [from, to] = [tried.length / (nTrials + 1), (tried.length + 1) / (nTrials + 1)];
    context.progress(from, trying(tried.length + 1, nTrials + 1));
    const own = subContext(context, from, to, context.random.fork(1));
    const wanted = setting ? withSetting(chain, axes, setting) : chain;
    const limit = isSure() ? Infinity : search.seconds;
    const folds = await time.within(own, limit, (timed) => tryOut(timed, wanted, search, share));
    if (!folds) return false;
    tried.push({ setting, share, work, folds, value: meanOfFolds(folds) });
    spent += work;
    time.done(work);
    await onTrial(tried);
    return true;
  };
  const workFor = (setting: Setting | null, share: number): number =>
    task.folds.reduce(
      (sum, { train }) =>
        sum +
        workOf(
          setting ? withSetting(chain, axes, setting) : chain,
          train.length * share,
          task.table.columns.length,
          context.chains,
        ),
      0,
    );
  const { nTrials } = plan(null);
  if (tried.length === 0) await step(null, 1, nTrials, workFor(null, 1));
  const { next, nAll } = plan(tried[0]!);
  for (;;) {
    const proposal = next(attemptsOf(tried, search.metric));
    if (!proposal) return { nAll, isCutShort: false };
    const work = workFor(proposal.setting, proposal.share);
    const isLate = !isSure() && (spent + work > search.seconds || !time.holds(work, search.seconds));
    if (isLate || !(await step(proposal.setting, proposal.share, nTrials, work))) return { nAll, isCutShort: true };
  }
}

/** The quality of a chain in each fold, learned from a share of its rows. @throws target-unusable where it predicts the other kind */
export async function tryOut(
  context: Context,
  chain: Chain,
  { task, metric }: Pick<PredictorSearch, 'task' | 'metric'>,
  share = 1,
): Promise<Float64Array> {
  const thinned = share < 1 ? { ...task, folds: thinFolds(context, task, share) } : task;
  const held = await scoreFolds(context, chain, thinned);
  if (!held)
    throw new ClienteleError('target-unusable', {
      column: task.target.column,
      detail: { en: 'the chain does not predict this kind of target', zh: '该链不能预测此类目标' },
    });
  return qualityByFold(task, held, metric);
}

/** Folds that learn from some of their rows: more of them are always those of fewer, and others. At least ten stay. */
function thinFolds({ random }: Context, { folds }: PredictTask, share: number): PredictTask['folds'] {
  return folds.map((fold, at) => {
    const order = random.fork(at).permutation(fold.train.length);
    const n = Math.min(fold.train.length, Math.max(10, Math.round(share * fold.train.length)));
    return { ...fold, train: Int32Array.from(order.slice(0, n).sort(), (i) => fold.train[i]!) };
  });
}

/** Trials of a run of the same settings that was cut short; they need not be tried again. */
export async function triedBefore({ checkpoint }: Context): Promise<PredictorTrial[]> {
  const bytes = await checkpoint.load();
  return bytes ? (decodeBundle(bytes) as PredictorTrial[]) : [];
}

/** Keeps trials to go on from. */
export const keepTrials = ({ checkpoint }: Context, trials: readonly PredictorTrial[]): Promise<void> =>
  checkpoint.save(encodeBundle(trials));
