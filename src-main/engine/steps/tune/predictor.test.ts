import { afterAll, expect, it } from 'vitest';
import type { BarsFigure, LineFigure, ParallelFigure } from '../../../contract/figure.ts';
import type { Chain, MetricValue } from '../../../contract/step.ts';
import { formatText } from '../../../contract/text.ts';
import { seededRandom } from '../../maths/random.ts';
import { numberColumn } from '../../table/column.ts';
import type { Table } from '../../table/table.ts';
import { goldenRows } from '../predict/fixtures.ts';
import { requireStep, runDefinition } from '../registry.ts';
import { cells, closeTestPools, readGolden, testContext, type TestContext } from '../testing.ts';
import { parameterImportance } from './importance.ts';
import { planSearch, type Attempt, type PlanOptions } from './search-plan.ts';
import { readSearchSpace, type SearchAxis } from './search-space.ts';
import { logDensity, parzen } from './tpe.ts';

const chainOf = (...steps: string[]): Chain => ({ steps: steps.map((step) => ({ step, parameters: {} })) });

const table = goldenRows(['churned']);
const timed = table.with([
  numberColumn(
    'at',
    Float64Array.from({ length: table.nRows }, (_, row) => row),
  ),
]);

const run = (parameters: Record<string, unknown>, chain: Chain | null = null, context: TestContext = testContext()) =>
  runDefinition(
    requireStep('tune.predictor'),
    context,
    { table: [timed], model: chain ? [chain] : [] },
    { nFolds: 3, ...parameters },
  );

afterAll(closeTestPools);

const logistic = chainOf('predict.logistic');
const STRENGTHS = 'strength = 0.01, 0.1, 1, 10, 100';
const features = {
  steps: [{ step: 'predict.logistic', parameters: { features: ['visits', 'tenure', 'returns', 'place'] } }],
};

it('finds what scikit-learn’s grid search finds in rolling folds, and gives it as a chain', async () => {
  const options = { values: STRENGTHS, search: 'grid', scheme: 'rolling', time: 'at', nFolds: 4, metric: 'logLoss' };
  const out = await run(options, features);
  const golden = readGolden('tune.predictor');
  const trials = out.trials as Table;
  for (const [column, name] of [
    ['value', 'value'],
    ['lowest_fold', 'lowest'],
    ['highest_fold', 'highest'],
  ] as const)
    cells(trials, column)
      .slice(1)
      .forEach((value, i) => expect(value).toBeCloseTo(Number(golden[name]![i]), 6));
  const best = golden.value!.indexOf(Math.min(...golden.value!.map(Number)));
  expect((out.best as Chain).steps[0]!.parameters).toMatchObject({ strength: golden.strength![best] });
  expect((out.quality as MetricValue).value).toBeCloseTo(Number(golden.value![best]), 6);
  expect(Number(out.gain)).toBeCloseTo(Number(golden.value![2]) - Number(golden.value![best]), 6);
  const { title } = out.search as LineFigure;
  expect(formatText(title.text, title.values, 'en')).toMatch(/^Strength 0\.01 is best: Log loss is 0\.4397, against/);
  expect(out.importance as BarsFigure | null).toBeNull(); // five trials say too little
});

it('tunes links before the model, and draws every trial', async () => {
  const values = '2.nComponents = 1, 2, 3\nstrength = 0.01 to 100 log\npenalty = ridge, lasso';
  const context = testContext();
  const out = await run(
    { values, nTrials: 14, search: 'tpe' },
    chainOf('prepare.impute', 'project.pca', 'predict.logistic'),
    context,
  );
  const trials = out.trials as Table;
  expect(trials.nRows).toBe(15);
  expect(new Set(cells(trials, 'n_components')).size).toBeGreaterThan(1);
  const parallel = out.parallel as ParallelFigure;
  expect(parallel.axes.map(({ column }) => column)).toEqual(['n_components', 'strength', undefined, 'value']);
  expect(parallel.axes[2]!.choices).toEqual(['lasso', 'ridge']);
  expect(parallel.lines.rows.length).toBe(15);
  const { categories, series } = out.importance as BarsFigure;
  expect(categories.length).toBe(3);
  expect([...series[0]!.values]).toEqual([...series[0]!.values].sort((a, b) => b - a));
  expect(context.said.previews.length).toBe(15);
  expect(context.said.progress).toEqual(context.said.progress.toSorted((a, b) => a - b));
});

it('goes on after a cancel as if there had been none, and ends with the time', async () => {
  const options = { values: 'strength = 0.01 to 100 log', search: 'halving', nTrials: 8, leastShare: 0.3 };
  const whole = await run(options, logistic);
  const cut = testContext();
  let shown = 0;
  await expect(
    run(options, logistic, {
      ...cut,
      preview: () => void (++shown === 4 && cut.cancelAfter(0)),
    }),
  ).rejects.toMatchObject({ code: 'cancelled' });
  const resumed = testContext();
  resumed.kept = cut.kept;
  expect(await run(options, logistic, resumed)).toEqual(whole);
  expect(resumed.said.previews.length).toBeLessThan(7);
  const context = testContext();
  const slow = { steps: [{ step: 'predict.boosting', parameters: { nRounds: 100 } }] };
  const short = await run(
    { search: 'random', seconds: 1, nTrials: 3, values: 'maxLeaves = 800, 900, 1000', nFolds: 2 },
    slow,
    context,
  );
  expect((short.trials as Table).nRows).toBe(2);
  expect(context.said.warnings.map(({ code }) => code)).toContain('out-of-time');
});

it('judges the search on rows that no trial has seen, and refuses what the chain cannot do', async () => {
  const out = await run({ values: STRENGTHS, search: 'grid', judgingFolds: 3 }, logistic);
  const honest = out.honest as Required<MetricValue>;
  expect(honest.value).toBeGreaterThan(0.6);
  expect(honest.lower).toBeLessThan(honest.value);
  const alone = await run({ values: 'strength = 10', search: 'grid', scheme: 'leave-one-out' }, logistic);
  expect((alone.quality as MetricValue).value).toBeGreaterThan(0.6); // of all rows together
  await expect(run({ target: 'visits' }, logistic)).rejects.toMatchObject({ code: 'target-unusable' });
  await expect(run({ values: 'nonsense = 1' })).rejects.toMatchObject({ code: 'bad-parameter' });
});

// ── Plans ────────────────────────────────────────────────────────────────────────────────────────────────────────────

const range = (parameter: string): SearchAxis => ({
  link: 0,
  parameter,
  label: { en: parameter, zh: parameter },
  choices: { low: 0, high: 1, log: false, whole: false },
});
const AXES = [range('a'), range('b'), { ...range('c'), choices: { values: ['x', 'y', 'z'] } }];

/** Plays a search against a known quality. */
function play(
  options: Partial<PlanOptions>,
  quality: (setting: readonly unknown[]) => number,
  seed: number,
): Attempt[] {
  const plan = planSearch(
    AXES,
    { method: 'random', nTrials: 60, factor: 3, leastShare: 1 / 9, ...options },
    null,
    seededRandom(seed),
  );
  const tried: Attempt[] = [];
  for (;;) {
    const proposal = plan.next(tried);
    if (!proposal) return tried;
    tried.push({ ...proposal, score: quality(proposal.setting) });
  }
}

const hill = ([a, b, c]: readonly unknown[]) =>
  -((Number(a) - 0.3) ** 2) - (Number(b) - 0.8) ** 2 - (c === 'y' ? 0 : 0.2);

it('comes nearer to the summit by TPE than at random', () => {
  const reached = (method: 'tpe' | 'random') =>
    [1, 2, 3, 4, 5].map((seed) => Math.max(...play({ method }, hill, seed).map(({ score }) => score)));
  const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  expect(mean(reached('tpe'))).toBeGreaterThan(mean(reached('random')) / 3);
});

it('halves as the paper does: 27 settings on a ninth, 9 on a third, 3 on all; Hyperband’s brackets begin ever more timidly', () => {
  const counts = (attempts: Attempt[]) => {
    const runs: [number, number][] = [];
    for (const { share } of attempts) {
      if (runs.at(-1)?.[0] === share) runs.at(-1)![1]++;
      else runs.push([share, 1]);
    }
    return runs;
  };
  expect(counts(play({ method: 'halving', nTrials: 39 }, hill, 1))).toEqual([
    [1 / 9, 27],
    [1 / 3, 9],
    [1, 3],
  ]);
  // Li et al. (2018): s = 2, 1, 0 with 9, 5 and 3 settings.
  const bands = counts(play({ method: 'hyperband', nTrials: 22 }, hill, 1));
  expect(bands).toEqual([
    [1 / 9, 9],
    [1 / 3, 3],
    [1, 1],
    [1 / 3, 5],
    [1, 1 + 3],
  ]);
  const tried = play({ method: 'halving', nTrials: 39 }, hill, 1);
  const best = (from: number, n: number) => Math.max(...tried.slice(from, from + n).map(({ score }) => score));
  expect(best(36, 3)).toBe(best(0, 27));
});

it('ends where every combination was tried', () => {
  const axes = [{ ...range('c'), choices: { values: [1, 2, 3] } }];
  const plan = planSearch(axes, { method: 'tpe', nTrials: 9, factor: 3, leastShare: 1 }, null, seededRandom(1));
  const tried: Attempt[] = [];
  for (let next = plan.next(tried); next; next = plan.next(tried)) tried.push({ ...next, score: 0 });
  expect(tried.map(({ setting }) => setting[0]).sort()).toEqual([1, 2, 3]);
});

it('weighs places by curves cut off at the ends of their range', () => {
  // scipy 1.17.1: log(mean([truncnorm.pdf(.4, (0 - m) / s, (1 - m) / s, m, s) for m, s in [(.2, .3), (.5, 1), (.6, .4)]]))
  expect(logDensity(parzen([0.2, 0.6]), 0.4)).toBeCloseTo(0.183_666_666_194_74, 10);
});

it('tells which parameter matters, as the closed form does', async () => {
  // Of 3a + b on the unit square a alone explains 9/10 of the variance.
  const attempts = play({ nTrials: 300 }, ([a, b]) => 3 * Number(a) + Number(b), 4);
  const shares = await parameterImportance(testContext(), AXES, attempts);
  expect(shares![0]).toBeCloseTo(0.9, 1);
  expect(shares![1]).toBeCloseTo(0.1, 1);
  expect(shares![2]).toBeLessThan(0.02);
  expect(await parameterImportance(testContext(), AXES, attempts.slice(0, 5))).toBeNull();
});

it('reads what logistic regression proposes by itself', () => {
  const { parameters } = requireStep('predict.logistic');
  expect(readSearchSpace('', [parameters]).map(({ parameter }) => parameter)).toContain('strength');
});
