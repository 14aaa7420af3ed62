import type { Table } from '../../table/table.ts';
import type { BehaviourMeasures } from './behaviour-columns.ts';
import { frequentKinds, type Kinds } from './profiles.ts';
import { hasAmounts, type Purchases } from './purchases.ts';

/**
 * What can be measured of customers, and over which categories, channels and hours, by the purchases at hand.
 *
 * @param maxKinds how many categories, and channels, get a share of their own. @param hoursPerBin hours of the clock in one column.
 */
export function settleMeasures(
  purchases: Purchases,
  orders: Table,
  returns: Table | null,
  { maxKinds, hoursPerBin }: { readonly maxKinds: number; readonly hoursPerBin: number },
): BehaviourMeasures {
  const kinds = (role: 'category' | 'channel', rows: Int32Array): Kinds | null => {
    const column = orders.findRole(role);
    if (column?.type !== 'text') return null;
    const found = frequentKinds(column, rows, maxKinds);
    return found.names.length > 0 ? found : null;
  };
  const categories = kinds('category', purchases.lineRows);
  return {
    categories,
    channels: kinds('channel', purchases.rows),
    hoursPerBin: purchases.hours.some((hour) => hour !== 0) ? hoursPerBin : null,
    hasValue: hasAmounts(orders),
    hasQuantity: orders.findRole('quantity')?.type === 'number',
    hasReturns: returns !== null || purchases.knowsReturns,
    hasDiscount: orders.findRole('discount')?.type === 'number',
    diversity: categories ? 'category' : orders.findRole('itemId')?.type === 'text' ? 'itemId' : null,
  };
}
