import { shortestBetween } from '../../maths/rules/shortest.ts';
import { countUpTo } from '../../maths/sorted.ts';
import { sortedFinite } from '../../maths/statistics.ts';
import type { Table } from '../../table/table.ts';
import type { Encoding } from './predictor.ts';

/** Reads a threshold of a column of the matrix as people do. */
export type ReadThreshold = (column: number, threshold: number) => number;

/**
 * Thresholds in the fewest digits that part the rows of a table as they do: what lies halfway between 11 and 12 reads 11.
 *
 * @param encoding of kind `codes`: each feature is a column.
 * @param table the training rows; a threshold beyond all of their values keeps four digits.
 */
export function readableThresholds(encoding: Encoding, table: Table): ReadThreshold {
  const known = new Map<number, Float64Array>();
  return (column, threshold) => {
    if (!Number.isFinite(threshold)) return threshold;
    let sorted = known.get(column);
    if (!sorted) {
      const { column: name } = encoding.features[encoding.columns[column]!.feature]!;
      known.set(column, (sorted = sortedFinite(table.matrix([name]).values)));
    }
    const at = countUpTo(sorted, threshold);
    const [below, above] = [sorted[at - 1], sorted[at]];
    if (below === undefined || above === undefined) return Number(threshold.toPrecision(4));
    return shortestBetween(below, above, true);
  };
}

/** Digits behind the decimal point that a number is written with. */
export const decimalsOf = (value: number): number => {
  const [, behind = ''] = String(value).split('.');
  return Math.min(6, behind.includes('e') ? 6 : behind.length);
};
