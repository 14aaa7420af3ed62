import { expect, it } from 'vitest';
import type { LineFigure } from '../../../contract/figure.ts';
import type { RankedItems, Recommender } from '../recommend/recommender.ts';
import { purchases, run } from '../recommend/fixtures.ts';
import type { Table } from '../../table/table.ts';
import { seededRandom } from '../../maths/random.ts';
import { cells, tableOf, testContext } from '../testing.ts';
import { areaUnderCurve } from './auc.ts';
import { ListJudge } from './beyond.ts';
import { rankingTask } from './ranking-task.ts';

const lines = (baskets: Readonly<Record<string, string>>): Table => {
  const rows = Object.entries(baskets).flatMap(([who, items]) => Array.from(items, (item) => ({ who, item })));
  return tableOf({
    customer: { values: rows.map(({ who }) => who), role: 'customerId' },
    item: { values: rows.map(({ item }) => item), role: 'itemId' },
  });
};
const train = lines({ ann: 'ab', bob: 'ac', cyd: 'ad', eve: 'bcdef' });
const test = lines({ ann: 'cf', bob: 'e' });
const task = rankingTask({ cut: null, train, known: train, test }, { maskBought: true, countNewItems: false });

it('counts what is right and no best-seller, what it sells for, and how far categories are from a customer’s own', () => {
  // Customers: a 3, b 2, c 2, d 2, e 1, f 1. Lists: ann c, f; bob b, e.
  const lists = Int32Array.of(2, 5, 1, 4);
  const facts = {
    ...{ names: [], categories: ['X', 'Y'], stock: null, since: null, asOf: NaN },
    category: Int32Array.of(0, 0, 1, 1, 1, 1),
    price: Float64Array.of(1, 2, 4, 8, 16, NaN),
    margin: null,
  };
  const scores = { values: new Float64Array(0), coverage: new Float64Array(0), lists, topK: 2 };
  const found = new ListJudge(task, facts).judge(scores, 2, () => undefined);
  // Best-sellers new to ann: c, d; to bob: b, d. Right and not among them: f for ann, e for bob, of two places each.
  expect(found.serendipity).toBe(0.5);
  expect(found.revenue).toBe((4 + 16) / 2); // ann’s c and f, whose price is unknown; bob’s e
  expect(found.margin).toBeNaN();
  // Ann has X alone and is shown Y alone: ln(1 / .01); bob has and is shown one of each: nothing, but for the smoothing.
  expect(found.miscalibration).toBeCloseTo(Math.log(1 / 0.01) / 2, 9);
});

/**
 * scikit-learn 1.x, items that a customer neither has nor wanted against those wanted; what has no score is behind all:
 * ann: roc_auc_score([1, 0, 0, 1], [.9, .5, .95, -9]) = .25 for c d e f; bob: roc_auc_score([0, 0, 1, 0], [.2, .7, .7, .1]) = 5/6 for b d e f
 */
it('measures the area under the curve as scikit-learn does', async () => {
  const given: Record<string, number>[] = [{ c: 0.9, d: 0.5, e: 0.95 }, { b: 0.2, d: 0.7, e: 0.7, f: 0.1 }]; // prettier-ignore
  const items = ['a', 'b', 'c', 'd', 'e', 'f'];
  const recommender = {
    items,
    histories: () => Promise.resolve({ users: task.users, rows: task.trainRows }),
    recommend: () => {
      const ranked: RankedItems = { items: new Int32Array(12).fill(-1), scores: new Float64Array(12).fill(NaN) };
      given.forEach((scores, user) =>
        Object.entries(scores).forEach(([id, score], place) => {
          ranked.items[user * 6 + place] = items.indexOf(id);
          ranked.scores[user * 6 + place] = score;
        }),
      );
      return Promise.resolve(ranked);
    },
  } as unknown as Recommender;
  expect(await areaUnderCurve(testContext(), recommender, task, seededRandom(1))).toBeCloseTo((0.25 + 5 / 6) / 2, 12);
});

it('tells these of each model, and draws quality against coverage', async () => {
  const interactions = purchases({ ann: 'abcd', bob: 'acde', cyd: 'adef', dan: 'bcef', eve: 'bcdef', fay: 'abf' });
  const out = await run('evaluate.ranking', { interactions: [interactions] }, { split: 'random', testShare: 0.5, ks: [1, 3], nResamples: 0 }); // prettier-ignore
  const table = out.beyond as Table;
  const areas = cells(table, 'value').filter((_, row) => cells(table, 'metric')[row] === 'auc') as number[];
  expect(areas).toHaveLength(6);
  for (const area of areas) expect(area >= 0 && area <= 1).toBe(true);
  const figure = out.tradeOff as LineFigure;
  expect(figure.series).toHaveLength(3);
  const coverage = cells(out.evaluation as Table, 'value').filter((_, row) => cells(out.evaluation as Table, 'metric')[row] === 'coverage' && cells(out.evaluation as Table, 'k')[row] === 3); // prettier-ignore
  expect(figure.series.map(({ x }) => x[0])).toEqual(coverage);
});
