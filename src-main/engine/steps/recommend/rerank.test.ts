import { describe, expect, it } from 'vitest';
import type { Answer } from '../../../contract/answer.ts';
import type { HeatmapFigure } from '../../../contract/figure.ts';
import { greedyList, miscalibration } from '../../maths/recommend/greedy-list.ts';
import { seededRandom } from '../../maths/random.ts';
import type { Table } from '../../table/table.ts';
import { arrangeInputs, requireStep } from '../registry.ts';
import { cells, tableOf, testContext } from '../testing.ts';
import { parametersFor, run } from './fixtures.ts';

const ID = 'recommend.rerank';

/**
 * Expected lists from a direct reading of both papers, which computes the whole objective for each candidate (Python 3.12):
 *
 *   like = lambda a, b: 1.0 if a == b else ((a*7 + b*7 + a*b*5) % 10) / 10
 *   mmr:   max over i of (1-l)*rel[i] - l*max([like(i, j) for j in S], default=0), the lower i first
 *   steck: max over i of (1-l)*sum(rel[j] for j in S+[i]) - l*kl(S+[i])
 *   kl(I): q[g] = share of g in I; sum of p[g]*log(p[g] / (.99*q[g] + .01*p[g])), p = [.2, .3, .5]
 */
describe('a list built place by place', () => {
  const n = 12;
  const items = Int32Array.from({ length: n }, (_, i) => i);
  const relevance = Float64Array.from(items, (i) => 1 - i / 11);
  const groups = Int32Array.from(items, (i) => (i < 9 ? i % 3 : 0));
  const tastes = Float64Array.of(0.2, 0.3, 0.5);
  const likeness = (a: number, b: number) => (a === b ? 1 : ((a * 7 + b * 7 + a * b * 5) % 10) / 10);
  const plain = { diversity: 0, calibration: 0, mostPerGroup: 0, epsilon: 0 };
  const list = (trade: Partial<typeof plain>, topK = 6, seed = 1) => [
    ...greedyList({ items, relevance, bonus: new Float64Array(n) }, topK, { ...plain, ...trade }, { likeness, groups, tastes, random: seededRandom(seed) }), // prettier-ignore
  ];

  it('is maximal marginal relevance, and calibrated recommendation, as the papers have them', () => {
    expect(list({ diversity: 0.3 })).toEqual([0, 3, 1, 2, 4, 5]);
    expect(list({ diversity: 0.7 })).toEqual([0, 3, 10, 6, 2, 1]);
    expect(list({ calibration: 0.5 })).toEqual([2, 1, 0, 5, 3, 4]);
    expect(list({ calibration: 0.9 })).toEqual([2, 1, 0, 5, 4, 8]);
    expect(miscalibration(tastes, [0, 1, 3, 6].map((item) => groups[item]!))).toBeCloseTo(2.093803062118225, 12); // prettier-ignore
  });

  it('is the plain list without a trade, never breaks a cap, and explores as often as it is told', () => {
    expect(list({})).toEqual([0, 1, 2, 3, 4, 5]);
    expect(list({ mostPerGroup: 1 })).toEqual([0, 1, 2]);
    const firsts = Array.from({ length: 400 }, (_, seed) => list({ epsilon: 0.25 }, 1, seed)[0]);
    // A quarter is drawn from twelve: 0.25 · 11/12 of the first places are another item.
    expect(firsts.filter((item) => item !== 0).length / 400).toBeCloseTo(0.23, 1);
  });
});

/** Twenty customers of three kinds over nine items, each on a day of its own; the last items are new and the dearest. */
const ITEMS = Array.from('abcdefghi');
const CATEGORIES = Array.from('XXXYYYZZZ');
const rows = Array.from({ length: 20 }, (_, who) => who).flatMap((who) =>
  Array.from({ length: 5 }, (_, turn) => ({
    customer: `c${String(who).padStart(2, '0')}`,
    item: ITEMS[(who * (who % 3) + turn * 2 + (turn > 2 ? who : 0)) % 9]!,
    day: turn * 20 + who,
  })),
);
const interactions = tableOf({
  customer: { values: rows.map(({ customer }) => customer), role: 'customerId' },
  item: { values: rows.map(({ item }) => item), role: 'itemId' },
  time: { values: rows.map(({ day }) => new Date(Date.UTC(2024, 0, 1 + day)).toISOString().slice(0, 19)), role: 'time', date: true }, // prettier-ignore
});
const products = tableOf({
  item: { values: ITEMS, role: 'itemId' },
  name: { values: ITEMS.map((item) => `Item ${item}`), role: 'itemName' },
  category: { values: CATEGORIES, role: 'category' },
  price: { values: [1, 2, 3, 4, 5, 6, 7, 8, null], role: 'price' },
  cost: { values: [0.9, 1, 1, 1, 1, 1, 1, 1, 1], role: 'cost' },
  stock: { values: [0, 5, 5, 5, 5, 5, 5, 5, null], role: 'stock' },
});

const fitted = (await run('recommend.popular', { interactions: [interactions] })).model;
const inputs = { interactions: [interactions], model: [fitted], products: [products] };
const ruled = (parameters: Record<string, unknown>) => run(ID, inputs, { diversity: 0, topK: 3, ...parameters });
const shown = (out: Record<string, unknown>): Set<unknown> => new Set(cells(out.recommendations as Table, 'item_id'));

describe(ID, () => {
  it('leaves the lists of the model alone where nothing is asked, and says that nothing changed', async () => {
    const out = await ruled({});
    const plain = await run('recommend.popular:apply', { model: [fitted], interactions: [interactions] });
    const list = out.recommendations as Table;
    const first = (cells(plain.recommendations as Table, 'rank') as number[]).map((rank) => rank <= 3);
    expect(cells(list, 'item_id')).toEqual(cells(plain.recommendations as Table, 'item_id').filter((_, i) => first[i]));
    expect(cells(list, 'plain_rank')).toEqual(cells(list, 'rank'));
    expect([out.changed, out.kept, out.effect]).toEqual([0, 1, null]);
  });

  it('shows nothing that a rule shuts out; what is not known of an item does not', async () => {
    expect(shown(await ruled({ inStock: true })).has('a')).toBe(false);
    expect(
      [...shown(await ruled({ excludeItems: ['b', 'c'] }))].filter((item) => item === 'b' || item === 'c'),
    ).toEqual([]);
    const dear = shown(await ruled({ leastPrice: 5, mostPrice: 7, topK: 9 }));
    expect([...dear].filter((item) => !['e', 'f', 'g', 'i'].includes(String(item)))).toEqual([]); // i has no price
    expect(shown(await ruled({ leastMargin: 0.5 })).has('a')).toBe(false);
  });

  it('trades relevance for price, and says what that costs on purchases held out', async () => {
    const out = await ruled({ price: 1, mostPerCategory: 1 });
    const costs = out.costs as Table;
    expect(cells(costs, 'rule')).toEqual(['plain', 'cap', 'price', 'all']);
    const price = cells(costs, 'mean_price') as number[];
    expect(price[2]!).toBeGreaterThan(price[0]!);
    const ndcg = cells(costs, 'ndcg') as number[];
    expect(out.kept).toBe(ndcg[3]! / ndcg[0]!);
    const effect = out.effect as HeatmapFigure;
    expect([effect.rows.length, effect.values.length]).toEqual([3, 3 * effect.columns.length]);
    const byCustomer = Map.groupBy(cells(out.recommendations as Table, 'customer_id').keys(), (row) => cells(out.recommendations as Table, 'customer_id')[row]); // prettier-ignore
    const category = new Map(ITEMS.map((item, i) => [item, CATEGORIES[i]]));
    const items = cells(out.recommendations as Table, 'item_id') as string[];
    for (const own of byCustomer.values()) {
      const categories = [...own].map((row) => category.get(items[row]!));
      expect(new Set(categories).size).toBe(categories.length);
    }
  });

  it('explores the same for a customer whoever else is asked, and warns of rules that no table lets it keep', async () => {
    const explore = { explore: 'thompson', exploreShare: 1 };
    const all = (await ruled(explore)).recommendations as Table;
    const one = tableOf({ who: { values: ['c07'], role: 'customerId' } }, { entity: 'customer' });
    const alone = (await run(ID, { ...inputs, customers: [one] }, { diversity: 0, topK: 3, ...explore }))
      .recommendations as Table;
    const mine = cells(all, 'customer_id').map((id) => id === 'c07');
    expect(cells(alone, 'item_id')).toEqual(cells(all, 'item_id').filter((_, row) => mine[row]));
    const context = testContext();
    await run(ID, { interactions: [interactions], model: [fitted] }, { margin: 1, inStock: true }, context);
    expect(context.said.warnings.map(({ code }) => code)).toEqual(['unfounded']);
    await expect(run(ID, { interactions: [interactions] })).rejects.toMatchObject({ code: 'missing-input' });
  });

  it('answers for one customer with the sliders as they stand, the same as a run, in a blink', async () => {
    const { definition, info } = requireStep(ID);
    const asked = definition.questions?.list as unknown as { answer(...given: unknown[]): Promise<Answer> };
    const ask = (trades: Record<string, number>, customer = 'c03', topK = 3) =>
      asked.answer(testContext(), arrangeInputs(info, inputs), parametersFor(ID, { topK }), {
        ...{ customer, diversity: 0, price: 0, freshness: 0, calibration: 0, margin: 0 },
        ...trades,
      });
    const cheap = (await ask({ price: -1 })).tables[0]!.rows.map(([, item]) => item);
    const out = (await ruled({ price: -1 })).recommendations as Table;
    const own = cells(out, 'customer_id').map((id) => id === 'c03');
    expect(cheap).toEqual(cells(out, 'item_id').filter((_, row) => own[row]));
    const start = performance.now();
    const answer = await ask({ price: 1 }, 'c03', 1);
    expect(performance.now() - start).toBeLessThan(100);
    const meanPrice = ({ tables }: Answer) => tables[1]!.rows[0]![2] as number;
    expect(meanPrice(answer)).toBeGreaterThan(meanPrice(await ask({ price: -1 }, 'c03', 1)));
    expect((await ask({}, 'nobody')).messages[0]!.code).toBe('customer-unknown');
  });
});
