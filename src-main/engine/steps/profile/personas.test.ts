import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../maths/random.ts';
import { textColumn } from '../../table/column.ts';
import { Table } from '../../table/table.ts';
import { parametersOf } from '../define.ts';
import { cells, tableOf, testContext } from '../testing.ts';
import { personas } from './personas.ts';

const N = 300;

/** Three groups: frequent tea drinkers, rare big spenders, and those in between. */
function shop(): { clusters: Table; features: Table } {
  const random = seededRandom(3);
  const group = Array.from({ length: N }, (_, i) => i % 3);
  const ids = group.map((_, i) => `顾客${i}`);
  const around = (centres: readonly number[]): number[] => group.map((g) => centres[g]! * (1 + 0.2 * random.normal()));
  const features = tableOf(
    {
      customer_id: { values: ids, role: 'customerId' },
      frequency: around([20, 2, 6]),
      monetary: around([300, 2000, 320]),
      category_tea: around([0.7, 0.2, 0.2]),
      noise: around([1, 1, 1]),
    },
    { entity: 'customer', currency: 'CNY' },
  );
  const clusters = tableOf(
    { customer_id: { values: ids, role: 'customerId' }, cluster: group },
    { entity: 'customer' },
  );
  return { clusters, features };
}

const NOTHING_ELSE = { orders: null, reviews: null, tags: null, recommendations: null };

const run = (clusters: Table, features: readonly Table[], given: Record<string, unknown> = {}) =>
  personas.run(testContext(), { clusters, features, ...NOTHING_ELSE }, parametersOf(personas, given)) as Awaited<
    ReturnType<typeof personas.run>
  >;

describe('personas', () => {
  const { clusters, features } = shop();
  const found = run(clusters, [features]);

  it('say what sets each group apart, with the numbers behind it', () => {
    const texts = cells(found.personas, 'text_en').map(String);
    expect(texts[0]).toContain('They come back often');
    expect(texts[1]).toContain('They have paid much');
    expect(texts.join(' ')).not.toContain('noise');
    const facts = cells(found.facts, 'text_en').map(String);
    expect(texts[0]?.startsWith(facts[0] ?? '-')).toBe(true);
    expect(cells(found.facts, 'feature')).toContain('frequency');
  });

  it('count members and what they paid', () => {
    expect(cells(found.personas, 'size')).toEqual([100, 100, 100]);
    const shares = cells(found.personas, 'revenue_share').map(Number);
    expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
    expect(shares[1]).toBeGreaterThan(0.7);
    expect(found.members.nRows).toBe(N);
  });

  it('lose their sentences when customers are dealt into groups at random', () => {
    expect(found.sentences).toBeGreaterThanOrEqual(4);
    for (const seed of [1, 2, 3]) {
      const order = seededRandom(seed).permutation(N);
      const dealt = new Table(
        [
          textColumn('customer_id', cells(clusters.take(order), 'customer_id') as string[], { role: 'customerId' }),
          clusters.column('cluster'),
        ],
        clusters.options(),
      );
      expect(run(dealt, [features]).sentences).toBe(0);
    }
  });

  it('are named apart, in both languages', () => {
    const names = cells(found.personas, 'name_zh');
    expect(new Set(names).size).toBe(3);
    expect(names.every((name) => /\p{Script=Han}/u.test(String(name)))).toBe(true);
  });

  it('leave scores out where the measure itself is there', () => {
    const scored = features.with([
      tableOf({ frequency_score: cells(features, 'frequency') }).column('frequency_score'),
    ]);
    const facts = cells(run(clusters, [scored]).facts, 'feature');
    expect(facts).toContain('frequency');
    expect(facts).not.toContain('frequency_score');
  });

  it('leave rows that belong to no cluster out', () => {
    const noisy = clusters.with([
      tableOf({ cluster: cells(clusters, 'cluster').map((value, i) => (i < 30 ? -1 : value)) }).column('cluster'),
    ]);
    const without = run(noisy, [features]);
    expect(cells(without.personas, 'cluster')).toEqual([0, 1, 2]);
    expect(without.members.nRows).toBe(N - 30);
  });

  it('take groups by name, and one group alone has nothing to be compared with', () => {
    const named = tableOf(
      { customer_id: { values: ['a', 'b'], role: 'customerId' }, cluster: ['gold', 'gold'] },
      { entity: 'customer' },
    );
    const measures = tableOf(
      { customer_id: { values: ['a', 'b'], role: 'customerId' }, frequency: [1, 2] },
      { entity: 'customer' },
    );
    const alone = run(named, [measures]);
    expect(cells(alone.personas, 'cluster')).toEqual(['gold']);
    expect(alone.sentences).toBe(0);
    expect(alone.traits).toBeNull();
  });

  it('ask for at least one measure', () => {
    const bare = tableOf({ customer_id: { values: ['a'], role: 'customerId' } }, { entity: 'customer' });
    expect(() => run(clusters, [bare])).toThrow(expect.objectContaining({ code: 'no-usable-column' }) as Error);
  });
});
