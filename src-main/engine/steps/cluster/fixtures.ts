import { numberColumn } from '../../table/column.ts';
import { Table, type Matrix } from '../../table/table.ts';
import { readGolden } from '../testing.ts';

/** The 90 rows that the golden tables of this family were made from. */
export const goldenPoints = (): Table =>
  new Table(
    Object.entries(readGolden('cluster.points')).map(([name, values]) =>
      numberColumn(name, Float64Array.from(values, Number)),
    ),
  );

/** The same rows as a matrix. */
export const goldenMatrix = (): Matrix => goldenPoints().matrix(['x1', 'x2', 'x3', 'x4']);

/** A matrix written out by rows. */
export const matrix = (rows: readonly (readonly number[])[]): Matrix => ({
  nRows: rows.length,
  nColumns: rows[0]?.length ?? 0,
  values: Float64Array.from(rows.flat()),
});

/** Whether two groupings put the same rows together, whatever the numbers of their clusters. */
export function sameGrouping(a: ArrayLike<unknown>, b: ArrayLike<unknown>): boolean {
  const pairs = new Set(Array.from(a, (own, i) => JSON.stringify([own, b[i]])));
  return pairs.size === new Set(Array.from(a)).size && pairs.size === new Set(Array.from(b)).size;
}
