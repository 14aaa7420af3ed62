import type { Table } from '../../table/table.ts';
import type { Pace } from '../pace.ts';

/** Measures a table as of a date. */
type Measure<R> = (table: Table, referenceDate: number, pace: Pace) => R;

/**
 * Remembers what was last measured of a table: a panel that fits a model measures its table to fit and again to apply.
 *
 * @param measure gives the same for the same table and date, and what it gives is not modified.
 */
export function measuredOnce<R>(measure: Measure<R>): Measure<R> {
  const known = new WeakMap<Table, { readonly referenceDate: number; readonly measured: R }>();
  return (table, referenceDate, pace) => {
    const last = known.get(table);
    if (last?.referenceDate === referenceDate) return last.measured;
    const measured = measure(table, referenceDate, pace);
    known.set(table, { referenceDate, measured });
    return measured;
  };
}
