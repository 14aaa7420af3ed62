import { expect, it } from 'vitest';
import { formatText } from '../../../contract/text.ts';
import { distinctNames, nameOf } from './persona-name.ts';
import { sentenceOf } from './persona-words.ts';
import type { Difference } from './stand-out.ts';

/** A difference in a measure: its name, the effect, and what a share is of. */
const differ = (name: string, effect: number, label: string = name): Difference => ({
  feature: {
    name,
    label: { code: name, text: { en: `Share of ${label}`, zh: `${label} 占比` } },
    unit: 'share',
    values: new Float64Array(0),
  },
  value: 0.5,
  others: 0.1,
  effect,
  p: 0,
});

it('says how they come, what they are worth, what they like and who they are', () => {
  const found = [
    differ('category_tea', 0.9, 'Tea'),
    differ('monetary', 0.8),
    differ('recency', 0.7),
    differ('basket_lines', -0.6),
  ];
  expect(nameOf(found)).toEqual({ en: 'Lapsed big-spending Tea single-item buyers', zh: '沉默高消费 Tea 单品买家' });
  expect(nameOf([])).toEqual({ en: 'Average customers', zh: '普通顾客' });
});

it('names what is avoided by nothing', () => {
  expect(nameOf([differ('category_tea', -0.9), differ('hour_09_12', -0.5)]).en).toBe('Shoppers');
});

it.each([
  ['hour_00_03', 'Night-time shoppers', '深夜顾客'],
  ['hour_09_12', 'Morning shoppers', '上午顾客'],
  ['hour_21_24', 'Evening shoppers', '晚间顾客'],
  ['weekday_thursday', 'Thursday shoppers', '周四顾客'],
])('%s', (measure, en, zh) => {
  expect(nameOf([differ(measure, 0.9)])).toEqual({ en, zh });
});

it('says more of groups that would share a name, and numbers those it cannot tell apart', () => {
  const midday = differ('hour_12_15', 0.9);
  const names = distinctNames([
    [midday, differ('weekday_monday', 0.5)],
    [midday, differ('weekday_tuesday', 0.5)],
    [differ('weekday_friday', 0.5)],
    [differ('weekday_friday', 0.6)],
  ]);
  expect(names.map(({ en }) => en)).toEqual([
    'Midday Monday shoppers',
    'Midday Tuesday shoppers',
    'Friday shoppers',
    'Friday shoppers (2)',
  ]);
  expect(names[3]?.zh).toBe('周五顾客（2）');
});

it('counts things in words', () => {
  const rare = { ...differ('frequency', -0.9), value: 1, others: 3 };
  const { text, values } = sentenceOf(rare, null);
  expect(formatText(text, values, 'en')).toBe('They order seldom: 1 order, against 3 orders.');
  expect(formatText(text, values, 'zh')).toBe('很少下单：只有 1 单，其他顾客为 3 单。');
});

it('sets Latin names apart from Han characters in a sentence', () => {
  const { text, values } = sentenceOf(differ('category_tea', 0.9, 'Tea'), null);
  expect(formatText(text, values, 'zh')).toBe('爱买 Tea：占其购买的 50%，其他顾客为 10%。');
  const own = sentenceOf(differ('category_茶', 0.9, '茶'), null);
  expect(formatText(own.text, own.values, 'zh')).toMatch(/^爱买茶：/);
});
