import { expect, it } from 'vitest';
import { ClienteleError, formatError } from './errors.ts';

it('calls a missing role by its name in the reader’s language', () => {
  const error = new ClienteleError('missing-role', { table: 'orders', role: 'customerId' }).toPayload();
  expect(formatError(error, 'en').what).toBe('The table “orders” has no column with the role “Customer id”.');
  expect(formatError(error, 'zh').what).toBe('表“orders”中没有角色为“顾客编号”的列。');
  expect(error.values.role).toBe('customerId');
});
