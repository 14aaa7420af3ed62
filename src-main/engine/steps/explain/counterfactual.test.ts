import { describe, expect, it } from 'vitest';
import type { Answer } from '../../../contract/answer.ts';
import type { BarsFigure, LineFigure, TreemapFigure } from '../../../contract/figure.ts';
import { formatLabel } from '../../../contract/text.ts';
import { gowerDistances } from '../../maths/explain/gower.ts';
import { parametersOf, type FittedModel } from '../define.ts';
import { changeWords } from './changed-rows.ts';
import { fitOn } from '../predict/fixtures.ts';
import { requireStep, runDefinition } from '../registry.ts';
import { callStep } from '../run.ts';
import { dateColumn, numberColumn } from '../../table/column.ts';
import { Table } from '../../table/table.ts';
import { cells, tableOf, testContext } from '../testing.ts';

/** Spend is 3·months, and 20 more with a gold card: every month from 0 to 39 once with each card. */
function customers(times = 1): Table {
  const rows = Array.from({ length: 80 * times }, (_, i) => ({ months: (i % 80) >> 1, card: i % 2 ? 'gold' : '无' }));
  return tableOf(
    {
      customer_id: { values: rows.map((_, i) => `顾客${i}`), role: 'customerId' },
      months: rows.map(({ months }) => months),
      card: rows.map(({ card }) => card),
      spend: rows.map(({ months, card }) => 3 * months + (card === 'gold' ? 20 : 0)),
      stays: rows.map(({ months }) => (months > 19 ? 'yes' : 'no')),
    },
    { entity: 'customer' },
  );
}

async function explain(step: string, model: string, target: string, parameters: object = {}, table = customers()) {
  const fitted = await fitOn(model, customers(), { target, features: ['months', 'card'] });
  const inputs = { table: [table], model: [fitted.model] };
  return runDefinition(requireStep(`explain.${step}`), testContext(), inputs, { ...parameters });
}

const titleOf = (figure: unknown, locale: 'en' | 'zh' = 'en'): string =>
  formatLabel((figure as BarsFigure | TreemapFigure).title, locale);

it('says changes with what they are measured in, in both languages', () => {
  const columns = [
    numberColumn('days', Float64Array.of(20), { unit: 'days' }),
    numberColumn('rebate', Float64Array.of(0.125), { unit: 'share' }),
    numberColumn('spend', Float64Array.of(80), { unit: 'money' }),
    dateColumn('since', Float64Array.of(Date.UTC(2024, 2, 1))),
  ];
  const row = new Table(columns, { currency: 'EUR' });
  const told = (column: string, to: number) => changeWords(row, { column, to });
  expect(told('days', 7).en).toBe('days were 7 d instead of 20 d');
  expect(told('days', 7).zh).toBe('days由 20 天 变为 7 天');
  expect(told('rebate', 0.25).en).toBe('rebate were 25% instead of 12.5%');
  expect(told('spend', 1200).en).toBe('spend were €1,200 instead of €80.00');
  expect(told('since', Date.UTC(2024, 4, 2)).en).toBe('since were 2 May 2024 instead of 1 Mar 2024');
});

describe('what would have to change', () => {
  // 顾客20 has ten months and no card, hence a spend of 30. For 50 it takes the card (20), or seven months more (17·3 = 51).
  const asked = { row: '顾客20', goal: 'raise', reach: 49.9, mostChanges: 1 };

  it('finds what was worked out on paper, the least change first', async () => {
    const out = await explain('counterfactual', 'linear', 'spend', asked);
    const found = out.changes as Table;
    expect(cells(found, 'feature')).toEqual(['months', 'card']);
    expect(cells(found, 'from')).toEqual(['10', '无']);
    expect(cells(found, 'to')).toEqual(['17', 'gold']);
    // 14 of 80 customers lie between 10 and 17 months; half have another card than gold.
    expect(cells(found, 'effort')).toEqual([0.175, 0.5]);
    const said = cells(found, 'prediction').map(Number);
    expect(said[0]).toBeCloseTo(51, 3);
    expect(said[1]).toBeCloseTo(50, 3);
    // Both customers exist as they would be.
    expect(cells(found, 'likeness')).toEqual([1, 1]);
    expect(out.said).toBeCloseTo(30, 3);
    expect(titleOf(out.ways)).toBe('顾客20: spend would go from 30.00 to 51.00 if months were 17 instead of 10');
    expect(titleOf(out.ways, 'zh')).toBe('顾客20：如果months由 10 变为 17，spend将由 30.00 变为 51.00');
  });

  it('keeps to what may change, which way, and within which limits', async () => {
    const changed = async (parameters: object) => {
      const { changes } = await explain('counterfactual', 'linear', 'spend', { ...asked, ...parameters });
      return cells(changes as Table, 'feature').map((name, i) => `${name} ${cells(changes as Table, 'to')[i]}`);
    };
    expect(await changed({ features: ['card'] })).toEqual(['card gold']);
    expect(await changed({ onlyDown: ['months'] })).toEqual(['card gold']);
    expect(await changed({ onlyUp: ['months'], features: ['months'] })).toEqual(['months 17']);
    const limits = { op: 'between', column: 'months', min: null, max: 15 };
    expect(await changed({ limits, features: ['months'] })).toEqual([]);
    // With both: 15 months are 45, and the card is 20 more; the fewest months that do are 18·3 + 20 = 74.
    expect(await changed({ reach: 73.9, mostChanges: 2, nOptions: 1, limits: { ...limits, max: 20 } })).toEqual([
      'months 18',
      'card gold',
    ]);
    await expect(changed({ features: ['spend'] })).rejects.toMatchObject({ code: 'bad-parameter' });
    await expect(changed({ onlyUp: ['months'], onlyDown: ['months'] })).rejects.toMatchObject({
      code: 'bad-parameter',
    });
  });

  it('says so where the goal is reached already, and where nothing reaches it', async () => {
    const reached = await explain('counterfactual', 'linear', 'spend', { ...asked, reach: 20 });
    expect([(reached.changes as Table).nRows, titleOf(reached.ways)]).toEqual([0, '顾客20: spend is at 30.00 already; nothing has to change']); // prettier-ignore
    const beyond = await explain('counterfactual', 'linear', 'spend', { ...asked, reach: 1000, mostChanges: 2 });
    expect(titleOf(beyond.ways)).toMatch(/nothing that may change brings spend .* to 1,000\.00; nearest comes 137\.00/);
    const stays = await explain('counterfactual', 'tree', 'stays', { row: '顾客78', features: ['months'] });
    expect(titleOf(stays.ways)).toMatch(/^顾客78: the chance of “yes” would go from 100% to 0% if months were/);
  });
});

describe('similar customers', () => {
  it('are measured as on paper', () => {
    const features = [
      { kind: 'number', values: Float64Array.of(0, 5, 10), range: 10 },
      { kind: 'choice', values: Float64Array.of(0, 1, NaN), range: 0 },
    ] as const;
    expect([...gowerDistances(features, [5, 1])]).toEqual([0.75, 0, 0.5]);
    expect([...gowerDistances(features, [NaN, NaN])]).toEqual([1, 1, 1]);
  });

  it('are those nearest in what the model reads, with what became of them', async () => {
    const out = await explain('similar', 'tree', 'stays', { row: '顾客38', nNeighbours: 5 });
    const found = out.similar as Table;
    // 19 months, no card: its neighbours by month with the same card are 18 and 20, 17 and 21, then 16 before 22.
    expect(cells(found, 'customer_id')).toEqual(['顾客36', '顾客40', '顾客34', '顾客42', '顾客32']);
    expect(cells(found, 'stays')).toEqual(['no', 'yes', 'no', 'yes', 'no']);
    expect(Number(cells(found, 'similarity')[0])).toBeCloseTo(1 - 1 / 39 / 2, 12);
    expect(out.outcome).toEqual({ value: 0.4, unit: 'share' });
    expect(titleOf(out.outcomes)).toMatch(
      /^2 of the 5 most like 顾客38 turned out “yes”: 40%, beside 50\.6% of everyone/,
    );
    expect(titleOf(out.outcomes, 'zh')).toMatch(/与顾客38最相似的 5 位中有 2 位为“yes”/);
  });

  it('need outcomes', async () => {
    const bare = customers().select(['customer_id', 'months', 'card']);
    await expect(explain('similar', 'tree', 'stays', {}, bare)).rejects.toMatchObject({ code: 'missing-column' });
  });
});

describe('a surrogate tree', () => {
  it('says all of what a tree as deep says, and names how faithful it is', async () => {
    const out = await explain('surrogate', 'tree', 'stays', { maxDepth: 2 }, customers(5));
    expect([out.fidelity, out.agreement, out.nLeaves]).toEqual([1, 1, 2]);
    expect(cells(out.rules as Table, 'rule').sort()).toEqual(['months > 19', 'months ≤ 19 | ∅']);
    expect(titleOf(out.tree)).toBe('2 rules tell 100% of what the model says; the first question is “months”');
    const rough = await explain('surrogate', 'linear', 'spend', { maxDepth: 1 });
    expect(rough.fidelity as number).toBeGreaterThan(0.5);
    expect(rough.fidelity as number).toBeLessThan(0.9);
    expect(titleOf((await explain('surrogate', 'baseline', 'stays')).tree)).toContain('much the same');
  });
});

describe('what if', () => {
  it('answers with what the model would say, and draws it along the feature', async () => {
    const { model } = await fitOn('linear', customers(), { target: 'spend', features: ['months', 'card'] });
    const { definition } = requireStep('explain.values');
    const ask = (input: object) =>
      callStep<Answer>(
        definition.questions!.whatIf!.answer,
        testContext(),
        { table: customers(), model: model as FittedModel },
        parametersOf(definition, { row: '顾客20' }),
        definition.questions!.whatIf!.input.parse(input),
      );
    const answer = await ask({ feature: 'months', position: 1, second: 'card', secondPosition: 0 });
    expect(formatLabel(answer.messages[0]!, 'en')).toBe(
      '顾客20: spend would be 137.00 instead of 30.00 if months were 39 instead of 10 and card were gold instead of 无',
    );
    const line = answer.figures![0] as LineFigure;
    expect(line.series[0]!.y.at(0)).toBeCloseTo(20, 3);
    expect(line.marks?.map(({ x }) => x)).toEqual([10, 39]);
    expect(formatLabel((await ask({})).messages[0]!, 'zh')).toBe('顾客20：spend为 30.00。请选择要改变的特征。');
    const bars = (await ask({ feature: 'card' })).figures![0] as BarsFigure;
    expect(bars.categories).toEqual(['gold', '无']);
    await expect(ask({ row: 'nobody' })).rejects.toMatchObject({ code: 'not-found' });
  });
});
