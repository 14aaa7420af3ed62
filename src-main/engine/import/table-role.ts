import type { ColumnInfo, ColumnRole, Entity, TableRole } from '../../contract/table.ts';

/** What a table is to a shop, by the roles of its columns. */
export function tableRoleOf(columns: readonly Pick<ColumnInfo, 'role'>[]): TableRole {
  const roles = new Set(columns.map(({ role }) => role));
  const has = (...wanted: ColumnRole[]): boolean => wanted.every((role) => roles.has(role));
  if (has('treatment')) return 'campaigns';
  if (has('sessionId') && !has('itemId')) return 'sessions';
  if (has('text') && !has('price') && !has('orderId')) return 'reviews';
  if (has('customerId', 'itemId')) return 'interactions';
  if (has('orderId') && (has('itemId') || has('amount') || has('price')))
    return has('itemId') ? 'interactions' : 'orders';
  if (has('customerId', 'time') && (has('amount') || has('quantity'))) return 'orders';
  if (has('customerId')) return 'customers';
  if (has('itemId')) return 'products';
  return 'plain';
}

/**
 * What a row is about: the customer, product or order whose id is different in every row.
 *
 * @param isUnique whether the column with a role holds no value twice and none is missing.
 */
export function entityOf(
  columns: readonly Pick<ColumnInfo, 'role'>[],
  isUnique: (role: ColumnRole) => boolean,
): Entity {
  const roles = new Set(columns.map(({ role }) => role));
  if (roles.has('customerId') && isUnique('customerId')) return 'customer';
  if (roles.has('itemId') && isUnique('itemId')) return 'product';
  return roles.has('orderId') && isUnique('orderId') ? 'order' : 'none';
}
