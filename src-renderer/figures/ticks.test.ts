import { expect, it } from 'vitest';
import { axisTicks, axisTitle, type AxisScale } from './ticks.ts';

const label = { code: 'x', text: { en: 'Spend', zh: '消费' } };
const scale = (axis: Partial<AxisScale['axis']>, currency: string | null = null): AxisScale => ({
  axis: { label, ...axis },
  currency,
  range: [0, 1],
});

it('steps by 1, 2, 2.5 or 5 and writes each step exactly', () => {
  expect(axisTicks(scale({}), [0, 1], 4, 'en').texts).toEqual(['0', '0.25', '0.5', '0.75', '1']);
  expect(axisTicks(scale({}), [-3, 3], 6, 'en').values).toEqual([-3, -2, -1, 0, 1, 2, 3]);
});

it('counts in whole numbers', () => {
  expect(axisTicks(scale({ unit: 'count' }), [0, 2], 8, 'en').texts).toEqual(['0', '1', '2']);
});

it('shortens by locale', () => {
  expect(axisTicks(scale({}), [0, 1_500_000], 3, 'en').texts).toEqual(['0', '500k', '1M', '1.5M']);
  expect(axisTicks(scale({}), [0, 1_500_000], 3, 'zh').texts).toEqual(['0', '50万', '100万', '150万']);
  expect(axisTicks(scale({ unit: 'share' }), [0, 0.01], 2, 'en').texts).toEqual(['0%', '0.5%', '1%']);
});

it('writes log ticks in data units', () => {
  expect(axisTicks(scale({ scale: 'log' }), [0, 4], 5, 'en')).toEqual({
    values: [1, 10, 100, 1000, 10_000],
    texts: ['1', '10', '100', '1k', '10k'],
  });
  expect(axisTicks(scale({ scale: 'log' }), [0, 2], 8, 'en').values).toEqual([1, 2, 5, 10, 20, 50, 100]);
  expect(axisTicks(scale({ scale: 'log' }), [2, 2.3], 3, 'en').values).toEqual(
    [100, 150, 200].filter((value) => Math.log10(value) <= 2.3),
  );
});

it('starts dates at months, years and days, in wall-clock time', () => {
  const [from, to] = [Date.UTC(2010, 11, 1), Date.UTC(2011, 11, 9)];
  expect(axisTicks(scale({ date: true }), [from, to], 4, 'en').texts).toEqual([
    'Jan 2011',
    'Apr 2011',
    'Jul 2011',
    'Oct 2011',
  ]);
  expect(axisTicks(scale({ date: true }), [Date.UTC(2005, 0, 1), Date.UTC(2011, 0, 1)], 3, 'zh').texts).toEqual([
    '2006年',
    '2008年',
    '2010年',
  ]);
  expect(axisTicks(scale({ date: true }), [from, from + 4 * 86_400_000], 4, 'en').values[0]).toBe(from);
});

it('titles an axis with its unit, once', () => {
  expect(axisTitle(scale({ unit: 'money' }, 'GBP'), 'en')).toBe('Spend (£)');
  expect(axisTitle(scale({ unit: 'days' }), 'zh')).toBe('消费（天）');
  const days = {
    label: { code: 'd', text: { en: 'Days since last order', zh: '距上次下单天数' } },
    unit: 'days' as const,
  };
  expect(axisTitle(scale(days), 'en')).toBe('Days since last order');
});
