import { describe, expect, it } from 'vitest';
import { chain as chainSchema, type Chain } from '../../../contract/step.ts';
import { decodeBundle, encodeBundle } from '../../../contract/bundle.ts';
import { seededRandom } from '../../maths/random.ts';
import type { Table } from '../../table/table.ts';
import { cells, tableOf } from '../testing.ts';
import { blendedNdcg, searchWeights, type Pool } from './blend-weights.ts';
import { purchases, run } from './fixtures.ts';
import { readReason } from './reasons.ts';

describe('weights of a blend', () => {
  const random = seededRandom(3);
  const pools = Array.from({ length: 60 }, (): Pool => {
    const items = Int32Array.from({ length: 12 }, (_, i) => i);
    const scores = Float64Array.from({ length: 24 }, () => random.next());
    // What is wanted follows both members, the second a little more.
    const wish = items.map((_, i) => 100 * (scores[2 * i]! + 1.4 * scores[2 * i + 1]! + 0.8 * random.next()));
    const line = wish.toSorted().at(-3)!;
    return { items, scores, isRelevant: Uint8Array.from(wish, (value) => (value >= line ? 1 : 0)), nRelevant: wish.filter((value) => value >= line).length }; // prettier-ignore
  });

  it('are the best of all ratios where there are two members, and never worse than one alone', () => {
    const found = searchWeights(pools, 2, 5, () => undefined);
    const ratios = [0, 1 / 16, 1 / 8, 1 / 4, 1 / 2, 3 / 4, 1, 4 / 3, 2, 4, 8, 16];
    const all = ratios.map((ratio) => blendedNdcg(pools, Float64Array.of(ratio, 1), 5));
    const value = blendedNdcg(pools, found, 5);
    expect(value).toBeGreaterThanOrEqual(Math.max(...all));
    expect(value).toBeGreaterThan(blendedNdcg(pools, Float64Array.of(0, 1), 5));
    expect(found[0]! + found[1]!).toBeCloseTo(1, 12);
  });

  it('count a hit at the second of two places as the formula has it', () => {
    const pool = { items: Int32Array.of(3, 5, 9), scores: Float64Array.of(0.9, 0.2, 0.5), isRelevant: Uint8Array.of(0, 1, 1), nRelevant: 2 }; // prettier-ignore
    // Order 3, 9, 5: the hit stands second; two hits would give 1 + 1 / log2(3).
    expect(blendedNdcg([pool], Float64Array.of(1), 2)).toBeCloseTo(1 / Math.log2(3) / (1 + 1 / Math.log2(3)), 12);
  });
});

const link = (step: string, parameters: Record<string, unknown> = {}): Chain => ({ steps: [{ step, parameters }] });
const knn = link('recommend.item-knn', { similarity: 'cosine', shrink: 0 });
const popular = link('recommend.popular');
/** Two kinds of customers with tastes of their own, and one item that all have. */
const kinds = Array.from({ length: 24 }, (_, who) => {
  const own = who % 2 === 0 ? 'abcde' : 'vwxyz';
  const from = who % 4;
  return [`c${String(who).padStart(2, '0')}`, `m${own.slice(from % 3, (from % 3) + 3)}`] as const;
});
const shop = purchases({ ...Object.fromEntries(kinds), short: 'm' });
const inputs = { interactions: [shop], models: [popular, knn] };

const listOf = (out: Record<string, unknown>, customer: string): unknown[] => {
  const table = out.recommendations as Table;
  const own = cells(table, 'customer_id').map((id) => id === customer);
  return cells(table, 'item_id').filter((_, row) => own[row]);
};

describe.each(['recommend.blend', 'recommend.switch', 'recommend.stack'])('%s', (id) => {
  it('answers like any recommender: what is new, the best first, with parts that sum to the score, as after it was kept', async () => {
    const { model, ...out } = await run(id, inputs, { topK: 4 });
    const table = out.recommendations as Table;
    const [scores, rank] = [cells(table, 'score') as number[], cells(table, 'rank')];
    scores.forEach((score, row) => {
      if (rank[row] !== 1) expect(score).toBeLessThanOrEqual(scores[row - 1]!);
      const parts = readReason(cells(table, 'reason')[row] as string)?.parts ?? [];
      expect(parts.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(score, 9);
    });
    const had = new Map(kinds.map(([who, items]) => [who as unknown, items]));
    cells(table, 'item_id').forEach((item, row) =>
      expect(had.get(cells(table, 'customer_id')[row]) ?? 'm').not.toContain(item),
    );
    const again = await run(`${id}:apply`, { model: [decodeBundle(encodeBundle(model))], interactions: [shop] });
    expect(cells(again.recommendations as Table, 'reason')).toEqual(cells(table, 'reason'));
  });

  it('gives itself as a chain, which evaluation fits with the members that were chosen', async () => {
    const { chain } = await run(id, inputs, { topK: 4 });
    const parsed = chainSchema.parse(JSON.parse(JSON.stringify(chain)));
    expect(parsed.steps[0]?.chains?.models).toEqual([popular, knn]);
    const { evaluation } = await run('evaluate.ranking', { interactions: [shop], models: [parsed, knn] }, { split: 'last', ks: [3], nResamples: 0 }); // prettier-ignore
    expect(cells(evaluation as Table, 'value').filter((value) => typeof value === 'number').length).toBeGreaterThan(10);
  });

  it('learns nothing where nothing can be held out, says so, and refuses what is no recommender', async () => {
    const one = purchases({ ann: 'ab', bob: 'a' });
    const out = await run(id, { interactions: [one.take(Int32Array.of(0, 2))], models: [popular, knn] });
    expect((out.recommendations as Table).nRows).toBe(0);
    const wrong = { interactions: [shop], models: [popular, link('prepare.clean')] };
    await expect(run(id, wrong)).rejects.toMatchObject({ code: 'bad-input' });
  });
});

it('switches by how many items a customer has', async () => {
  const out = await run('recommend.switch', inputs, { upTo: [1], choose: 'in-order', topK: 3 });
  const [short, long] = await Promise.all(
    [popular, knn].map(({ steps: [step] }) =>
      run(step!.step, { interactions: [shop] }, { ...step!.parameters, topK: 3 }),
    ),
  );
  expect(listOf(out, 'short')).toEqual(listOf(short!, 'short'));
  expect(listOf(out, 'c00')).toEqual(listOf(long!, 'c00'));
  expect(cells(out.weights as Table, 'from')).toEqual([0, 2]);
});

it('stacks: a ranker of either kind puts what the better member proposes before what is merely popular', async () => {
  for (const ranker of ['logistic', 'trees']) {
    const days = shopOverTime();
    const out = await run('recommend.stack', { interactions: [days], models: [popular, knn] }, { ranker, nRounds: 10 });
    const first = listOf(out, 'k00')[0];
    expect(['a', 'b', 'c', 'd', 'e']).toContain(first);
    expect((out.weights as Table).nRows).toBe(7);
  }
});

/** Many customers of two tastes who go on buying within them; a third has nothing but q, r and s. */
function shopOverTime(): Table {
  const rows = Array.from({ length: 120 }, (_, who) => who).flatMap((who) => {
    const own = who % 2 === 0 ? 'abcde' : 'vwxyz';
    const basket = who % 3 === 2 ? ['q', 'r', 's'] : Array.from(own).filter((_, i) => i !== who % 5);
    return basket.map((item, turn) => ({ who, item, day: turn * 9 + (who % 7) }));
  });
  return tableOf({
    customer: { values: rows.map(({ who }) => `k${String(who).padStart(2, '0')}`), role: 'customerId' },
    item: { values: rows.map(({ item }) => item), role: 'itemId' },
    time: { values: rows.map(({ day }) => new Date(Date.UTC(2024, 0, 1 + day)).toISOString().slice(0, 19)), role: 'time', date: true }, // prettier-ignore
  });
}
