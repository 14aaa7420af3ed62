import { expect, it } from 'vitest';
import { formatValue } from '../../../contract/format.ts';
import { unitOf } from './units.ts';

it.each(['birth_year', 'Year', 'year of birth', 'YOB', '出生年份'])(
  'writes the years of “%s” without a thousands mark',
  (name) => {
    const unit = unitOf(name, 'number', null);
    expect([formatValue(1984, unit, null, 'en'), formatValue(1984, unit, null, 'zh')]).toEqual(['1984', '1984']);
  },
);

it.each(['years_as_customer', 'spend_per_year_total', 'visits'])('takes “%s” for a number like others', (name) => {
  expect(formatValue(1984, unitOf(name, 'number', null), null, 'en')).toBe('1,984');
});
