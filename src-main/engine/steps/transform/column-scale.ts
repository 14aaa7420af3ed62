import { mean, quantile, skewness, sortedFinite, variance } from '../../maths/statistics.ts';

/** What is done to a value before it is measured. */
type Bend = 'none' | 'log' | 'root';

/** How one column is measured: scaled = (bent value − centre) / spread. */
export interface ColumnScale {
  readonly bend: Bend;
  readonly centre: number;
  readonly spread: number;
  /** What stands for a missing value. */
  readonly middle: number;
}

/** A column's values (NaN where missing), and whether they are shares of a whole. */
export interface GivenColumn {
  readonly values: Float64Array;
  readonly isShare: boolean;
}

type Method = 'zscore' | 'minmax' | 'robust' | 'log' | 'auto';

const BENDS: Readonly<Record<Bend, (value: number) => number>> = {
  none: (value) => value,
  log: (value) => Math.sign(value) * Math.log1p(Math.abs(value)),
  root: (value) => Math.sign(value) * Math.sqrt(Math.abs(value)),
};

/** The function that measures a value by a column's scale. */
export function scaler({ bend, centre, spread }: ColumnScale): (value: number) => number {
  const bent = BENDS[bend];
  return (value) => (bent(value) - centre) / spread;
}

/** Columns whose skewness is above this, and that have no negative values, have a long tail. */
const LONG_TAIL = 1;

/** Settles how each column is measured. A column without spread is divided by 1. */
export function measureScales(columns: readonly GivenColumn[], method: Method): ColumnScale[] {
  if (method !== 'auto') return columns.map(({ values }) => measureScale(values, method));
  const scales = columns.map(({ values, isShare }) => {
    if (isShare) return byDeviation(values, 'root');
    return byDeviation(values, rangeOf(values).least >= 0 && skewness(values) > LONG_TAIL ? 'log' : 'none');
  });
  // Shares keep their proportions to one another: one spread for all, that of a typical share.
  const ofShares = scales.filter((_, j) => columns[j]?.isShare);
  const common = Math.sqrt(
    ofShares.reduce((sum, { deviation }) => sum + deviation ** 2, 0) / Math.max(1, ofShares.length),
  );
  return scales.map(({ deviation, ...scale }, j) => ({
    ...scale,
    spread: orOne(columns[j]?.isShare ? common : deviation),
  }));
}

const orOne = (spread: number): number => (spread > 0 && Number.isFinite(spread) ? spread : 1);

/** The least and the largest finite value; ∞ and −∞ where there is none. */
function rangeOf(values: Float64Array): { least: number; most: number } {
  let [least, most] = [Infinity, -Infinity];
  for (const value of values) {
    if (!Number.isFinite(value)) continue;
    if (value < least) least = value;
    if (value > most) most = value;
  }
  return { least, most };
}

function measureScale(values: Float64Array, method: Exclude<Method, 'auto'>): ColumnScale {
  if (method === 'minmax') {
    const { least, most } = rangeOf(values);
    return { bend: 'none', centre: least > most ? 0 : least, spread: orOne(most - least), middle: 0.5 };
  }
  if (method === 'robust') {
    const sorted = sortedFinite(values);
    if (sorted.length === 0) return { bend: 'none', centre: 0, spread: 1, middle: 0 };
    const spread = orOne(quantile(sorted, 0.75) - quantile(sorted, 0.25));
    return { bend: 'none', centre: quantile(sorted, 0.5), spread, middle: 0 };
  }
  const { deviation, ...scale } = byDeviation(values, method === 'log' ? 'log' : 'none');
  return { ...scale, spread: orOne(deviation) };
}

/** Mean and standard deviation (divided by n) of bent values. */
function byDeviation(values: Float64Array, bend: Bend): Omit<ColumnScale, 'spread'> & { deviation: number } {
  const bent = bend === 'none' ? values : values.map(BENDS[bend]);
  const { least, most } = rangeOf(bent);
  if (least > most) return { bend, centre: 0, middle: 0, deviation: 0 };
  // A constant column has no spread but rounding error.
  if (least === most) return { bend, centre: least, middle: 0, deviation: 0 };
  return { bend, centre: mean(bent), middle: 0, deviation: Math.sqrt(variance(bent, 0)) };
}
