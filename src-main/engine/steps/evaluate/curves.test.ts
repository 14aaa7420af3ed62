import { afterAll, expect, it } from 'vitest';
import type { BarsFigure, LineFigure } from '../../../contract/figure.ts';
import type { Chain } from '../../../contract/step.ts';
import { formatText, type Message } from '../../../contract/text.ts';
import { seededRandom } from '../../maths/random.ts';
import type { Table } from '../../table/table.ts';
import { goldenRows } from '../predict/fixtures.ts';
import { readTarget } from '../predict/target.ts';
import { requireStep, runDefinition } from '../registry.ts';
import { cells, closeTestPools, readGolden, testContext } from '../testing.ts';
import { scoreBothSides } from './curve-scores.ts';
import { thinned } from './learning-curve.ts';
import { markTarget, type PredictTask } from './predict-score.ts';

const link = (step: string, parameters: Record<string, unknown> = {}): Chain => ({ steps: [{ step, parameters }] });
const golden = readGolden('evaluate.curves');

/** The golden rows, every fifth in a fold. */
function everyFifth(): PredictTask {
  const given = goldenRows(['churned']);
  const { target } = readTarget(given, { target: 'churned', kind: 'auto', positive: '' }, ['classes']);
  const rows = Int32Array.from({ length: given.nRows }, (_, row) => row);
  const folds = [0, 1, 2, 3, 4].map((fold) => ({
    repeat: 0,
    train: rows.filter((row) => row % 5 !== fold),
    test: rows.filter((row) => row % 5 === fold),
  }));
  return { table: markTarget(given, 'churned'), target, actual: target.codes, folds, nRepeats: 1 };
}

const goldenAt = (curve: string, at: number, side: 'train' | 'test'): number[] =>
  golden.at!.flatMap((value, i) => (golden.curve![i] === curve && value === at ? [Number(golden[side]![i])] : []));

const said = ({ text, values }: Message): string => formatText(text, values, 'en');

const run = (
  step: string,
  inputs: Record<string, unknown[]>,
  parameters: Record<string, unknown> = {},
  context = testContext(),
) => runDefinition(requireStep(`evaluate.${step}`), context, inputs, { nFolds: 3, ...parameters });

afterAll(closeTestPools);

it('agrees with scikit-learn’s learning_curve on both sides', async () => {
  for (const [share, size] of [
    [0.25, 24],
    [0.5, 48],
    [1, 96],
  ] as const) {
    const task = thinned(everyFifth(), share, null);
    expect(task.folds.map(({ train }) => train.length)).toEqual(new Array(5).fill(size));
    const found = await scoreBothSides(testContext(), link('predict.logistic'), task, 'rocAuc');
    for (const side of ['train', 'test'] as const)
      goldenAt('learning', size, side).forEach((value, i) => expect(found![side][i]).toBeCloseTo(value, 10));
  }
});

it('agrees with scikit-learn’s validation_curve on both sides', async () => {
  for (const strength of [0.01, 1, 100]) {
    const found = await scoreBothSides(testContext(), link('predict.logistic', { strength }), everyFifth(), 'rocAuc');
    for (const side of ['train', 'test'] as const)
      goldenAt('validation', strength, side).forEach((value, i) => expect(found![side][i]).toBeCloseTo(value, 10));
  }
});

it('learns from nested draws of rows, of the same size in every fold', () => {
  const [few, more] = [0.3, 0.6].map((share) => thinned(everyFifth(), share, seededRandom(2)));
  few!.folds.forEach(({ train }, i) => {
    expect(train.length).toBe(28);
    expect([...train].every((row) => more!.folds[i]!.train.includes(row))).toBe(true);
  });
});

it('draws both sides of one model, held-out lines of several, and leaves out what predicts no such target', async () => {
  const table = goldenRows(['churned']);
  const one = await run('learning-curve', { table: [table], models: [link('predict.nearest', { nNeighbours: 1 })] });
  const figure = one.figure as LineFigure;
  expect(figure.series.length).toBe(2);
  expect([...figure.series[0]!.y]).toEqual([1, 1, 1, 1, 1]); // by heart
  expect(Number(one.gap)).toBeGreaterThan(0.1);
  expect(said(figure.title)).toMatch(/(still gains|would help) .*ROC-AUC/);
  const context = testContext();
  const several = await run('learning-curve', { table: [table] }, { shares: [1, 0.5] }, context);
  expect((several.figure as LineFigure).series.length).toBe(2);
  expect(cells(several.curve as Table, 'rows')).toEqual([40, 80, 40, 80]);
  // Of the proposed models, which are of either kind, it goes without saying.
  expect(context.said.warnings.map(({ code }) => code)).not.toContain('left-out');
  const chosen = testContext();
  await run('learning-curve', { table: [table], models: [link('predict.linear'), link('predict.tree')] }, {}, chosen);
  expect(chosen.said.warnings.map(({ code }) => code)).toContain('left-out');
  const cancelled = testContext();
  cancelled.cancelAfter(4);
  await expect(run('learning-curve', { table: [table] }, {}, cancelled)).rejects.toMatchObject({ code: 'cancelled' });
});

it('finds the best value of a parameter, as a line over numbers and as bars over choices', async () => {
  const table = goldenRows(['churned']);
  const values = 'maxDepth = 1, 2, 3, 8; leastRows = 1';
  const context = testContext();
  const out = await run('validation-curve', { table: [table] }, { values }, context);
  expect(context.said.warnings.map(({ code }) => code)).toContain('first-alone');
  const curve = out.curve as Table;
  const test = cells(curve, 'test_mean').map(Number);
  const best = cells(curve, 'value')[test.indexOf(Math.max(...test))];
  expect((out.best as Chain).steps[0]!.parameters).toEqual({ maxDepth: best });
  expect((out.figure as LineFigure).marks![0]!.x).toBe(best);
  const train = cells(curve, 'train_mean').map(Number);
  expect(train).toEqual(train.toSorted((a, b) => a - b));
  const choices = await run(
    'validation-curve',
    { table: [table], model: [link('predict.logistic')] },
    { values: 'penalty = ridge, lasso' },
  );
  expect((choices.figure as BarsFigure).categories).toEqual(['ridge', 'lasso']);
  await expect(
    run(
      'validation-curve',
      { table: [table], model: [link('predict.linear')] },
      { values: 'strength = 1', target: 'churned' },
    ),
  ).rejects.toMatchObject({ code: 'target-unusable' });
});
