import { z } from 'zod';
import type { ParameterText } from '../define.ts';
import { codesOf, isNull, type Column, type NumberColumn } from '../../table/column.ts';
import { numberAt, type Table } from '../../table/table.ts';

export const weightings = [
  'binary',
  'orders',
  'log-orders',
  'quantity',
  'log-quantity',
  'amount',
  'log-amount',
  'rating',
] as const;

/** What one customer's dealings with one item count for. */
export type Weighting = (typeof weightings)[number];

const WEIGHT_TEXT: ParameterText = {
  label: { en: 'What counts', zh: '计数方式' },
  help: {
    en: 'How much a customer’s dealings with an item count: bought at all, or how often, how many, how much, how well rated.',
    zh: '顾客与商品之间的往来如何计数：是否买过、买过几次、件数、金额或评分。',
  },
  options: {
    binary: { en: 'Bought at all', zh: '是否买过' },
    orders: { en: 'Number of orders', zh: '订单数' },
    'log-orders': { en: 'Orders, damped', zh: '订单数（取对数）' },
    quantity: { en: 'Quantity', zh: '件数' },
    'log-quantity': { en: 'Quantity, damped', zh: '件数（取对数）' },
    amount: { en: 'Amount paid', zh: '金额' },
    'log-amount': { en: 'Amount, damped', zh: '金额（取对数）' },
    rating: { en: 'Mean rating', zh: '平均评分' },
  },
};

/** The parameter by which a recommender lets a person choose a weighting. */
export const weightParameter = (fallback: Weighting) =>
  z
    .enum(weightings)
    .default(fallback)
    .meta({ ...WEIGHT_TEXT });

/**
 * The number that a weighting adds up for a row; 1 where rows are only counted.
 *
 * @throws missing-role where the weighting's column is not there.
 */
export function rowAmounts(table: Table, weighting: Weighting): (row: number) => number {
  switch (weighting) {
    case 'quantity':
    case 'log-quantity':
      return orZero(table.numberRole('quantity'));
    case 'amount':
    case 'log-amount':
      return paidAmounts(table);
    case 'rating':
      return orZero(table.numberRole('rating'));
    default:
      return () => 1;
  }
}

/** What was paid a row: the amount, or price times quantity where there is no such column. @throws missing-role */
function paidAmounts(table: Table): (row: number) => number {
  if (table.findRole('amount')) return orZero(table.numberRole('amount'));
  const [price, quantity] = [table.numberRole('price'), table.numberRole('quantity')];
  return (row) => numberAt(price, row) * numberAt(quantity, row) || 0;
}

const orZero = (column: NumberColumn) => (row: number) => numberAt(column, row) || 0;

/**
 * The weight of a customer and an item from the sum over their rows.
 *
 * @returns never negative: what was returned or rated below zero counts for nothing.
 */
export function finalWeight(weighting: Weighting, sum: number, nRows: number, occasions: number): number {
  switch (weighting) {
    case 'binary':
      return 1;
    case 'orders':
      return occasions;
    case 'log-orders':
      return Math.log1p(occasions);
    case 'quantity':
    case 'amount':
      return Math.max(0, sum);
    case 'log-quantity':
    case 'log-amount':
      return Math.log1p(Math.max(0, sum));
    case 'rating':
      return Math.max(0, sum / nRows);
  }
}

/** A number that tells one order from another: the order's code, else the time, else the row itself. */
export function occasionKeys(table: Table): (row: number) => number {
  const order = table.findRole('orderId');
  if (order?.type === 'text') {
    const { codes } = codesOf(order);
    return (row) => codes[row] ?? -1;
  }
  const time: Column | null = table.findRole('time');
  if (time?.type === 'date') return (row) => (isNull(time, row) ? -1 : numberAt(time, row));
  return (row) => row;
}
