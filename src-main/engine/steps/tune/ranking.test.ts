import { expect, it } from 'vitest';
import type { LineFigure } from '../../../contract/figure.ts';
import { formatText } from '../../../contract/text.ts';
import type { Table } from '../../table/table.ts';
import { goldenInteractions, run } from '../recommend/fixtures.ts';
import { cells, readGolden, testContext } from '../testing.ts';

const ID = 'tune.ranking';
const DAY = 86_400_000;
const chain = {
  steps: [{ step: 'recommend.item-knn', parameters: { shrink: 3, similarity: 'cosine', nNeighbours: 2 } }],
};
const options = { cut: 150 * DAY, nFolds: 2, validationShare: 0.4, metric: 'ndcg', k: 5 };
const grid = { ...options, values: 'similarity = cosine, jaccard\nnNeighbours = 2, 10', search: 'grid' };
const inputs = () => ({ interactions: [goldenInteractions()], model: [chain] });

it('agrees with the golden folds', async () => {
  const { trials } = await run(ID, inputs(), grid);
  const table = trials as Table;
  const golden = readGolden('tune.ranking');
  expect(table.nRows).toBe(5);
  golden.similarity?.forEach((similarity, i) => {
    const row = cells(table, 'similarity').findLastIndex(
      (name, at) => name === similarity && cells(table, 'n_neighbours')[at] === golden.neighbours?.[i],
    );
    for (const [column, of] of [
      ['value', 'value'],
      ['lowest_fold', 'lowest'],
      ['highest_fold', 'highest'],
    ] as const) {
      expect(cells(table, column)[row]).toBeCloseTo(Number(golden[of]?.[i]), 10);
    }
  });
});

it('gives the best chain, beside which the one given is the first trial', async () => {
  const { best, quality, gain, trials, search } = await run(ID, inputs(), grid);
  expect(best).toEqual({
    steps: [{ step: 'recommend.item-knn', parameters: { shrink: 3, similarity: 'jaccard', nNeighbours: 10 } }],
  });
  const values = cells(trials as Table, 'value').map(Number);
  expect(quality).toMatchObject({ value: Math.max(...values) });
  expect(gain).toBeCloseTo(Math.max(...values) - (values[0] ?? 0), 12);
  expect(values[0]).toBe(values[1]); // the grid holds the setting given
  const { title } = search as LineFigure;
  expect(formatText(title.text, title.values, 'en')).toBe(
    'Likeness jaccard, Neighbours 10 is best: NDCG at 5 is 0.4119, against 0.2942 as given',
  );
});

it('never reads what lies after the cut', async () => {
  const whole = goldenInteractions();
  const early = whole.filter(Uint8Array.from(cells(whole, 'time'), (time) => (Number(time) < options.cut ? 1 : 0)));
  const [all, past] = await Promise.all(
    [whole, early].map((interactions) => run(ID, { ...inputs(), interactions: [interactions] }, grid)),
  );
  expect(past?.trials).toEqual(all?.trials);
});

it('draws the same settings for the same seed, and says when it left some out', async () => {
  const random = {
    ...options,
    values: 'nNeighbours = 1 to 25\nsimilarity = cosine, bm25',
    search: 'random',
    nTrials: 3,
  };
  const runs = await Promise.all([5, 5, 6].map((seed) => run(ID, inputs(), random, testContext({ seed }))));
  const [a, b, c] = runs.map(({ trials }) => cells(trials as Table, 'n_neighbours'));
  expect(a).toEqual(b);
  expect(a).not.toEqual(c);
  const context = testContext();
  await run(ID, inputs(), { ...grid, nTrials: 2 }, context);
  expect(context.said.warnings).toMatchObject([{ code: 'sampled', values: { all: 4, tried: 2 } }]);
});

it('shows every trial as it ends and stops when cancelled', async () => {
  const context = testContext();
  await run(ID, inputs(), grid, context);
  expect(context.said.previews.map((figure) => (figure as LineFigure).series[0]?.x.length)).toEqual([1, 2, 3, 4, 5]);
  expect(context.said.progress.toSorted((a, b) => a - b)).toEqual(context.said.progress);
  const cancelled = testContext();
  cancelled.cancelAfter(8);
  await expect(run(ID, inputs(), grid, cancelled)).rejects.toMatchObject({ code: 'cancelled' });
});

it('goes on with the trials that a cancelled search had tried', async () => {
  const whole = await run(ID, inputs(), grid);
  const cut = testContext();
  const shown: number[] = [];
  await expect(
    run(ID, inputs(), grid, {
      ...cut,
      preview(_output, figure) {
        shown.push((figure as LineFigure).series[0]?.x.length ?? 0);
        if (shown.length === 3) cut.cancelAfter(0);
      },
    }),
  ).rejects.toMatchObject({ code: 'cancelled' });
  const resumed = testContext();
  resumed.kept = cut.kept;
  const rest = await run(ID, inputs(), grid, resumed);
  expect(resumed.said.previews.map((figure) => (figure as LineFigure).series[0]?.x.length)).toEqual([3, 4, 5]);
  expect(rest).toEqual(whole);
});

it('runs on what the steps propose', async () => {
  const { trials } = await run(ID, { interactions: [goldenInteractions()] }, { nTrials: 3 });
  expect((trials as Table).columns.map(({ name }) => name)).toEqual([
    'trial',
    'rank',
    'value',
    'lowest_fold',
    'highest_fold',
    'similarity',
    'n_neighbours',
    'shrink',
  ]);
});

it('refuses folds with nothing to predict', async () => {
  await expect(run(ID, inputs(), { ...grid, cut: 1 * DAY })).rejects.toMatchObject({ code: 'leaking-split' });
});
