import { expect, it } from 'vitest';
import type { ColumnInfo } from '../../src-main/contract/table.ts';
import { examplesIn } from './use-examples.ts';

const column = (name: string, role: ColumnInfo['role'] = null): ColumnInfo => ({
  name,
  type: 'text',
  role,
  unit: null,
  label: null,
});

it('takes whom and what to ask about from the first row, and leaves open what it does not say', () => {
  const columns = [column('cluster'), column('id', 'customerId'), column('sku', 'itemId'), column('title', 'itemName')];
  expect(examplesIn(columns, [3, 'c7', 'p1', 'Mug'])).toEqual({ cluster: '3', customer: 'c7', product: 'Mug' });
  expect(examplesIn(columns, [null, 'c7', 'p1', ''])).toEqual({ customer: 'c7' });
  expect(examplesIn([], [])).toEqual({});
});
