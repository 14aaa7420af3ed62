import { mean, variance } from './statistics.ts';

/** Rows that lend their values to rows that miss some, each column measured in its own standard deviations. */
export interface Donors {
  readonly nRows: number;
  /** (nRows, nColumns), scaled; NaN where missing. */
  readonly values: Float64Array;
  readonly centres: Float64Array;
  readonly spreads: Float64Array;
}

/** Keeps the given rows of columns as donors; means and spreads are those of all rows. */
export function makeDonors(columns: readonly Float64Array[], rows: Int32Array): Donors {
  const centres = Float64Array.from(columns, (values) => {
    const centre = mean(values);
    return Number.isFinite(centre) ? centre : 0;
  });
  const spreads = Float64Array.from(columns, (values) => {
    const spread = Math.sqrt(variance(values, 0));
    return spread > 0 && Number.isFinite(spread) ? spread : 1;
  });
  const values = new Float64Array(rows.length * columns.length);
  rows.forEach((row, i) => {
    for (let j = 0; j < columns.length; j++)
      values[i * columns.length + j] = (columns[j]![row]! - centres[j]!) / spreads[j]!;
  });
  return { nRows: rows.length, values, centres, spreads };
}

/**
 * Fills the missing values of one row with the mean of its nearest donors that have them.
 *
 * Troyanskaya et al. (2001), doi:10.1093/bioinformatics/17.6.520. Distances are Euclidean over the columns that both rows have,
 * grown to as many as there are columns. Of equally near donors the first lend.
 *
 * @param row (nColumns), NaN where missing; overwritten. A value that no donor can lend stays NaN; a row without any value takes the means.
 */
export function borrow(row: Float64Array, { nRows, values, centres, spreads }: Donors, nNeighbours: number): void {
  const n = row.length;
  const scaled = row.map((value, j) => (value - centres[j]!) / spreads[j]!);
  if (scaled.every(Number.isNaN)) {
    row.set(centres);
    return;
  }
  const distances = distancesTo(scaled, values, nRows);
  for (let j = 0; j < n; j++) {
    if (!Number.isNaN(scaled[j]!)) continue;
    const lent = meanOfNearest(distances, nNeighbours, values, j, n);
    row[j] = lent * spreads[j]! + centres[j]!;
  }
}

/** Squared distances over what both rows have, to compare; NaN where they share no column. */
function distancesTo(row: Float64Array, values: Float64Array, nRows: number): Float64Array {
  const distances = new Float64Array(nRows);
  const n = row.length;
  for (let donor = 0, at = 0; donor < nRows; donor++) {
    let [sum, both] = [0, 0];
    for (let j = 0; j < n; j++, at++) {
      const apart = row[j]! - values[at]!;
      // NaN alone differs from itself.
      if (apart !== apart) continue;
      sum += apart * apart;
      both++;
    }
    distances[donor] = both > 0 ? (sum * n) / both : NaN;
  }
  return distances;
}

/** The mean of column j over the nearest donors that have it. */
function meanOfNearest(distances: Float64Array, most: number, values: Float64Array, j: number, n: number): number {
  const nearest = new Int32Array(most);
  let [found, farthest] = [0, Infinity];
  for (let donor = 0; donor < distances.length; donor++) {
    const distance = distances[donor]!;
    const value = values[donor * n + j]!;
    // Neither a distance nor a value that is NaN passes.
    if (!(distance < farthest || (found < most && distance <= farthest)) || value !== value) continue;
    let place = found < most ? found++ : most - 1;
    for (; place > 0 && distance < distances[nearest[place - 1]!]!; place--) nearest[place] = nearest[place - 1]!;
    nearest[place] = donor;
    if (found === most) farthest = distances[nearest[most - 1]!]!;
  }
  let sum = 0;
  for (let i = 0; i < found; i++) sum += values[nearest[i]! * n + j]!;
  return found > 0 ? sum / found : NaN;
}
