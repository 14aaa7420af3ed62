import { expect, it } from 'vitest';
import type { AnswerTable } from '../../src-main/contract/answer.ts';
import type { ColumnInfo } from '../../src-main/contract/table.ts';
import { cardsOf } from './cards.ts';

const column = (name: string, type: ColumnInfo['type']): ColumnInfo => ({
  name,
  type,
  role: null,
  unit: null,
  label: { en: name, zh: name },
});

const list: AnswerTable = {
  title: { en: 'Shown', zh: '展示' },
  columns: [
    column('rank', 'number'),
    column('item_id', 'text'),
    column('item_name', 'text'),
    column('score', 'number'),
    column('reason', 'text'),
    column('orders', 'number'),
  ],
  rows: [
    [1, 'A', '茶壶', 4, { en: 'bought a cup', zh: '买过杯子' }, 3],
    [2, 'B', null, 1, null, null],
    [3, 'C', 'Lamp', null, null, 1200],
  ],
};

it('calls products by name, shows how well each fits and why, and leaves ids and ranks out', () => {
  expect(cardsOf(list, 'en')).toEqual([
    {
      id: 'A',
      name: '茶壶',
      reason: { en: 'bought a cup', zh: '买过杯子' },
      match: 1,
      facts: [{ label: { en: 'orders', zh: 'orders' }, value: '3' }],
    },
    { id: 'B', name: 'B', reason: null, match: 0.25, facts: [] },
    {
      id: 'C',
      name: 'Lamp',
      reason: null,
      match: null,
      facts: [{ label: { en: 'orders', zh: 'orders' }, value: '1,200' }],
    },
  ]);
});

it('says nothing of fit where nothing is scored, or where all scores are nought', () => {
  const { columns, rows } = list;
  const scored = (score: number | null): AnswerTable => ({ ...list, columns, rows: [rows[0]!.with(3, score)] });
  expect(cardsOf(scored(null), 'en')[0]?.match).toBeNull();
  expect(cardsOf(scored(0), 'en')[0]?.match).toBeNull();
  expect(cardsOf({ ...list, rows: [] }, 'en')).toEqual([]);
});
