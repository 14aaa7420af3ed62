import { describe, expect, it } from 'vitest';
import { formatLabel, type Message } from '../../../contract/text.ts';
import { seededRandom } from '../../maths/random.ts';
import { parametersOf } from '../define.ts';
import { cells, readGolden, tableOf, testContext } from '../testing.ts';
import { concordance, placesOf } from './places.ts';
import { alikeOrder } from './likeness.ts';
import { rank } from './rank.ts';
import type { Table } from '../../table/table.ts';

async function fit(table: Table, given: Record<string, unknown>) {
  const context = testContext();
  const p = parametersOf(rank, { nResamples: 0, ...given });
  const model = await rank.fit(context, { table }, p);
  const described = await rank.describe!(context, model, { table }, p);
  return { model, described, context, p };
}

const golden = readGolden('select.rows');
const rows = tableOf(golden);

describe('ranking', () => {
  it('puts what the classes differ in first, and noise behind', async () => {
    const { model, described } = await fit(rows, {
      target: 'group',
      features: ['shifted', 'curved', 'straight', 'skewed', 'noise'],
    });
    expect(model.features.slice(0, 2)).toEqual(['shifted', 'skewed']);
    expect(cells(described.ranking, 'information_gain')[0]).toBeCloseTo(
      readGolden('select.scores').information_gain![0] as number,
      8,
    );
    expect(cells(described.ranking, 'place')).toEqual([1, 2, 3, 4, 5]);
    expect(formatLabel(described.places!.title, 'en')).toBe('shifted says most about group');
  });

  it('sees the curved relation to a number that Pearson does not', async () => {
    const features = ['shifted', 'curved', 'straight', 'skewed', 'noise'];
    expect(
      (await fit(rows, { target: 'spend', features, by: 'mutual_information' })).model.features.slice(0, 2),
    ).toEqual(['curved', 'straight']);
    expect((await fit(rows, { target: 'spend', features, by: 'pearson' })).model.features[0]).toBe('straight');
  });

  it('keeps the best, in a table that other panels read, and chooses the same for new rows', async () => {
    const { model, context, p } = await fit(rows, {
      target: 'group',
      keep: 2,
      features: ['noise', 'skewed', 'shifted'],
    });
    const others = rows.take(Int32Array.of(3, 4));
    const { selected } = rank.apply(context, model, { table: others }, p) as { selected: Table };
    expect(selected.columns.map(({ name }) => name)).toEqual(['shifted', 'skewed']);
    expect(selected.nRows).toBe(2);
  });

  it('without a target follows the shape of the data: groups before noise', async () => {
    const random = seededRandom(2);
    const n = 200;
    const side = (i: number): number => (i % 2 ? 5 : -5);
    const table = tableOf({
      noise: Array.from({ length: n }, () => random.normal()),
      first: Array.from({ length: n }, (_, i) => side(i) + random.normal()),
      second: Array.from({ length: n }, (_, i) => -side(i) + random.normal()),
    });
    const { model } = await fit(table, { by: 'laplacian' });
    expect(model.features.at(-1)).toBe('noise');
  });

  it('takes texts and yes or no as features, and leaves out lists of names', async () => {
    const n = 150;
    const table = tableOf({
      name: Array.from({ length: n }, (_, i) => `顾客${i}`),
      plan: Array.from({ length: n }, (_, i) => (i % 3 ? 'flat' : 'metered')),
      churned: Array.from({ length: n }, (_, i) => i % 3 === 0),
      member: Array.from({ length: n }, (_, i) => i % 5 === 0),
      visits: Array.from({ length: n }, (_, i) => (i * 7) % 11),
    });
    const { model, context } = await fit(table, { target: 'churned' });
    expect(model.features[0]).toBe('plan');
    expect(model.features).not.toContain('name');
    const said = context.said.warnings.map((warning: Message) => formatLabel(warning, 'en'));
    expect(said.join(' ')).toContain('Left out, with more than 100 different texts: name.');
  });

  it('says which features say the same', async () => {
    const spend = golden.spend as number[];
    const table = tableOf({
      spend,
      twice: spend.map((value) => 2 * value),
      other: golden.noise as number[],
      group: golden.group!,
    });
    const { redundancy } = (await fit(table, { target: 'group' })).described;
    expect(formatLabel(redundancy!.title, 'en')).toMatch(/^(spend and twice|twice and spend) say nearly the same$/);
  });

  it('has wide intervals for places that are luck and narrow ones for those that are not', async () => {
    const { described, model } = await fit(rows, {
      target: 'group',
      nResamples: 40,
      features: ['shifted', 'curved', 'straight', 'skewed', 'noise'],
    });
    const [low, high] = [cells(described.ranking, 'place_low'), cells(described.ranking, 'place_high')].map((c) =>
      c.map(Number),
    );
    const width = (name: string): number => high![model.features.indexOf(name)]! - low![model.features.indexOf(name)]!;
    expect(width('shifted')).toBeLessThan(0.5);
    // What is resampled is the mean place over all scores, so that it lies about the one that is drawn.
    const mean = cells(described.ranking, 'mean_place').map(Number);
    mean.forEach((place, i) => {
      expect(place).toBeGreaterThan(low![i]! - 0.75);
      expect(place).toBeLessThan(high![i]! + 0.75);
    });
    expect(width('noise')).toBeGreaterThan(0.5);
  });

  it('keeps the outcome beside the chosen features, with a target or without', async () => {
    const table = tableOf({
      a: [1, 2, 3, 4, 5, 6],
      b: [3, 1, 2, 9, 8, 7],
      c: [0, 1, 0, 1, 0, 1],
      churned: { values: ['yes', 'no', 'yes', 'no', 'yes', 'no'], role: 'outcome' },
    });
    for (const target of [null, 'churned']) {
      const { model, context, p } = await fit(table, { target, keep: 1 });
      const { selected } = rank.apply(context, model, { table }, p) as { selected: Table };
      expect(selected.columns.map(({ name }) => name)).toEqual([model.features[0], 'churned']);
    }
  });

  it('refuses a target that does not vary and a score that does not suit it', async () => {
    const table = tableOf({ a: [1, 2, 3], b: [3, 1, 2], same: ['x', 'x', 'x'] });
    await expect(fit(table, { target: 'same' })).rejects.toThrow(
      expect.objectContaining({ code: 'no-usable-rows' }) as Error,
    );
    await expect(fit(rows, { target: 'spend', by: 'relieff' })).rejects.toThrow(
      expect.objectContaining({ code: 'bad-parameter' }) as Error,
    );
  });
});

it('places: equal scores share the mean place, a missing score comes last', () => {
  expect(Array.from(placesOf([Float64Array.of(5, NaN, 5, 9)]).mean)).toEqual([2.5, 4, 2.5, 1]);
});

it('concordance is 1 for equal orders and as in a worked example with ties', () => {
  const order = Float64Array.of(1, 2, 3, 4);
  expect(concordance([order, order, order])).toBeCloseTo(1, 12);
  expect(concordance([order, order.toReversed()])).toBeCloseTo(0, 12);
  // Sums 2, 4.5, 6.5, 7 about 5: S = 9 + .25 + 2.25 + 4 = 15.5; ties: one pair gives 6; W = 12·15.5 / (4·60 − 2·6).
  expect(concordance([Float64Array.of(1, 2, 3, 4), Float64Array.of(1, 2.5, 3.5, 3)])).toBeCloseTo(186 / 240, 12);
});

it('puts alike ones side by side', () => {
  const likeness = Float64Array.of(1, 0.1, 0.9, 0.1, 1, 0.2, 0.9, 0.2, 1);
  const order = alikeOrder(likeness, 3);
  expect(Math.abs(order.indexOf(0) - order.indexOf(2))).toBe(1);
});
