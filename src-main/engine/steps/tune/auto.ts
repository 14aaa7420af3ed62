import { z } from 'zod';
import { ClienteleError, formatError } from '../../../contract/errors.ts';
import type { Chain } from '../../../contract/step.ts';
import { escapeMessage, type Message, type Text } from '../../../contract/text.ts';
import { rankScores } from '../../maths/metrics/ranked.ts';
import { bestLine, lineOutcomes } from '../../maths/metrics/thresholds.ts';
import type { Context } from '../context.ts';
import { chainOut, defineStep, figureOut, metricOut, sentences, tableIn, tableOut } from '../define.ts';
import { heldOutRows } from '../evaluate/predict-compare.ts';
import { meanOfFolds, qualityByFold, qualityRange } from '../evaluate/fold-quality.ts';
import { betterSign, type PredictionMetric } from '../evaluate/predict-metrics.ts';
import { scoreFolds, type HeldOut, type PredictTask } from '../evaluate/predict-score.ts';
import { metricFor, planTask, taskParameters } from '../evaluate/predict-task.ts';
import { messageWords } from '../message-words.ts';
import { TARGET_OUTPUTS } from '../predict/define-predictor.ts';
import { subContext } from '../sub-context.ts';
import { candidatesFor, ensemblesOf, type Candidate, type FitShape } from './auto-candidates.ts';
import { leaderboard, modelsFigure, speedFigure, type Tried } from './auto-figures.ts';
import { autoPredictorText as text } from './auto-text.ts';
import { beginTime } from './time-limit.ts';
import { rankTrials } from './trials.ts';

/** Models of every kind within a time, then ensembles of the best, ranked. */
const parameters = z.object({
  seconds: z
    .number()
    .min(1)
    .max(86_400)
    .default(10)
    .meta({ ...text.parameter('seconds') }),
  ...taskParameters,
  benefit: z
    .number()
    .min(0)
    .max(1e9)
    .default(0)
    .meta({ ...text.parameter('benefit') }),
  cost: z
    .number()
    .min(0)
    .max(1e9)
    .default(0)
    .meta({ ...text.parameter('cost') }),
});
type Parameters = z.output<typeof parameters>;

/** Of how many of the best ensembles are made, and the part of the time that is kept for them. */
const MEMBERS = 3;
const ENSEMBLE_SHARE = 0.4;
const PLACES = ['best', 'second', 'third', 'fourth', 'fifth'] as const;
const BASELINE = 'predict.baseline';

export const autoPredictor = defineStep({
  id: 'tune.auto',
  version: 3,
  text,
  references: ['https://papers.nips.cc/paper/5872-efficient-and-robust-automated-machine-learning', 'arXiv:2003.06505'],
  needs: { table: tableIn({ label: text.input('table'), prefersOutput: TARGET_OUTPUTS }) },
  gives: {
    leaderboard: tableOut({
      label: text.output('leaderboard'),
      name: 'leaderboard',
      entity: 'none',
      words: { model: sentences },
    }),
    figure: figureOut({ label: text.output('figure') }),
    speed: figureOut({ label: text.output('speed') }),
    best: chainOut({ label: text.output('best'), task: 'predict' }),
    second: chainOut({ label: text.output('second'), task: 'predict' }),
    third: chainOut({ label: text.output('third'), task: 'predict' }),
    fourth: chainOut({ label: text.output('fourth'), task: 'predict' }),
    fifth: chainOut({ label: text.output('fifth'), task: 'predict' }),
    quality: metricOut({ label: text.output('quality'), better: 'none' }),
    profit: metricOut({ label: text.output('profit'), better: 'higher', unit: 'money' }),
  },
  parameters,
  memory: ({ nRows, bytes, nColumns }) => bytes * 3 + nRows * (nColumns * 60 + 600),
  async run(context, { table }, p) {
    const task = planTask(context, table, p);
    const metric = metricFor(task, p.metric);
    const shape: FitShape = {
      nRows: task.folds.reduce((sum, { train }) => sum + train.length, 0) / task.folds.length,
      nColumns: task.table.columns.length,
      nFits: task.folds.length,
    };
    const tried = await tryWithin(context, task, shape, metric, p);
    const order = rankTrials(tried, betterSign(metric));
    const ranked = order.map((at) => tried[at]!);
    const [first] = ranked;
    if (!first)
      throw new ClienteleError('target-unusable', {
        column: task.target.column,
        detail: messageWords(text.message('none')),
      });
    const basis = { metric, folds: task.folds.length, rows: task.table.nRows };
    return {
      leaderboard: leaderboard(ranked, table.currency),
      figure: modelsFigure(ranked, basis),
      speed: speedFigure(ranked, basis),
      ...(Object.fromEntries(PLACES.map((place, i) => [place, ranked[i]?.chain ?? null])) as Record<
        (typeof PLACES)[number],
        Chain | null
      >),
      quality: qualityRange(first.value, first.folds),
      profit: first.profit,
    };
  },
});

/**
 * Single models until their part of the time is spent, the first two always; then ensembles of the best in what is left. A model that is
 * still being fitted when the time is over is given up.
 */
async function tryWithin(
  context: Context,
  task: PredictTask,
  shape: FitShape,
  metric: PredictionMetric,
  p: Parameters,
): Promise<Tried[]> {
  const all = candidatesFor(task.target.kind, shape, context.chains);
  const tried: Tried[] = [];
  const time = beginTime(context);
  let [spent, left] = [0, 0];
  const spend = async (candidates: readonly Candidate[], until: number, always: number): Promise<void> => {
    for (const [at, candidate] of candidates.entries()) {
      const { work } = candidate;
      if (at >= always && (spent + work > until || !time.holds(work, until))) {
        left++;
        continue;
      }
      const [from, to] = [spent, spent + work].map((done) => Math.min(1, done / p.seconds));
      const own = subContext(context, from!, to!, context.random.fork(1));
      // Without the floor there would be nothing to tell: it alone is fitted however long it takes.
      const limit = at === 0 && always > 0 ? Infinity : p.seconds;
      const ended = await time.within(own, limit, async (timed) => ({
        found: await tryOne(timed, candidate, task, metric, shape, p),
      }));
      if (!ended) left++;
      else if (ended.found) tried.push(ended.found);
      spent += work;
      time.done(work);
    }
  };
  await spend(all, p.seconds * (1 - ENSEMBLE_SHARE), 2);
  const members = rankTrials(tried, betterSign(metric))
    .map((at) => tried[at]!.chain)
    .filter(({ steps }) => steps.at(-1)?.step !== BASELINE)
    .slice(0, MEMBERS);
  const ensembles = ensemblesOf(members, shape, context.chains);
  await spend(ensembles, p.seconds, 0);
  if (left > 0) context.warn(text.message('notTried', { left, all: all.length + ensembles.length }));
  return tried;
}

async function tryOne(
  context: Context,
  { chain, work }: Candidate,
  task: PredictTask,
  metric: PredictionMetric,
  { nFits }: FitShape,
  p: Parameters,
): Promise<Tried | null> {
  const title = context.chains.title(chain);
  context.progress(0, text.message('trying', { model: messageWords(title) }));
  const began = context.now();
  const held = await scoreOrTell(context, chain, task, title);
  if (!held) return null;
  const folds = qualityByFold(task, held, metric);
  const seconds = (context.now() - began) / 1000;
  const method = context.chains.title({ steps: [{ step: chain.steps.at(-1)!.step, parameters: {} }] });
  return {
    chain,
    title,
    method,
    value: meanOfFolds(folds),
    folds,
    work: work / nFits,
    seconds,
    ...profitOf(task, held, p),
  };
}

/** What cannot be fitted on these rows is told of, and the others go on. */
async function scoreOrTell(context: Context, chain: Chain, task: PredictTask, title: Message): Promise<HeldOut | null> {
  try {
    return await scoreFolds(context, chain, task);
  } catch (thrown) {
    if (!(thrown instanceof ClienteleError) || thrown.code === 'cancelled') throw thrown;
    context.warn(
      text.message('failed', {
        model: messageWords(title),
        why: messageWords({ code: thrown.code, text: whatWentWrong(thrown) }),
      }),
    );
    return null;
  }
}

const whatWentWrong = (thrown: ClienteleError): Text => ({
  en: escapeMessage(formatError(thrown, 'en').what),
  zh: escapeMessage(formatError(thrown, 'zh').what),
});

/** What reaching the held-out rows above the best threshold earns; null of all but two classes, and without benefit and cost. */
function profitOf(task: PredictTask, held: HeldOut, { benefit, cost }: Parameters) {
  if (task.target.classes.length !== 2 || (benefit === 0 && cost === 0)) return { profit: null, reached: null };
  const { actual, found, rows } = heldOutRows(task, held);
  const ranked = rankScores(
    actual,
    Float64Array.from(rows, (_, i) => found[i * 2 + 1]!),
  );
  const line = bestLine(lineOutcomes(ranked, { benefit, cost, missed: 0 }), rows.length);
  return { profit: line.profit, reached: line.reached / rows.length };
}
