import { normalQuantile } from '../../maths/normal-quantile.ts';
import { evenQuantiles, shareBelow } from '../../maths/rank-scale.ts';
import { quantilesOf } from '../../maths/selection.ts';
import { mean, skewness, sortedFinite, variance } from '../../maths/statistics.ts';
import { fitYeoJohnson, yeoJohnson } from '../../maths/yeo-johnson.ts';

/** What is done to a value before it is measured. */
type Bend = 'none' | 'log' | 'root' | 'power' | 'share' | 'normal';

/** How one column is measured: scaled = (bent value − centre) / spread. */
export interface ColumnScale {
  readonly bend: Bend;
  readonly centre: number;
  readonly spread: number;
  /** What stands for a missing value. */
  readonly middle: number;
  /** The power of a Yeo–Johnson bend. */
  readonly power?: number;
  /** The quantiles by which a value's place is told. */
  readonly points?: Float64Array;
}

/** A column's values (NaN where missing), and whether they are shares of a whole. */
export interface GivenColumn {
  readonly values: Float64Array;
  readonly isShare: boolean;
}

type Method = 'zscore' | 'minmax' | 'robust' | 'log' | 'power' | 'quantile' | 'normal' | 'auto';

type Bender = (value: number) => number;
const BENDS: Readonly<Record<'none' | 'log' | 'root', Bender>> = {
  none: (value) => value,
  log: (value) => Math.sign(value) * Math.log1p(Math.abs(value)),
  root: (value) => Math.sign(value) * Math.sqrt(Math.abs(value)),
};

/** The ends of a column stand as far out as one row in ten million would, since a normal distribution has none. */
const FARTHEST = 1e-7;

function bender({
  bend,
  power = 1,
  points = new Float64Array(0),
}: Pick<ColumnScale, 'bend' | 'power' | 'points'>): Bender {
  switch (bend) {
    case 'power':
      return (value) => yeoJohnson(value, power);
    case 'share':
      return (value) => shareBelow(points, value);
    case 'normal':
      return (value) => normalQuantile(Math.min(1 - FARTHEST, Math.max(FARTHEST, shareBelow(points, value))));
    default:
      return BENDS[bend];
  }
}

/** The function that measures a value by a column's scale. */
export function scaler(scale: ColumnScale): (value: number) => number {
  const bent = bender(scale);
  const { centre, spread } = scale;
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
    const [low = NaN, centre = NaN, high = NaN] = quantilesOf(values, [0.25, 0.5, 0.75]);
    if (Number.isNaN(centre)) return { bend: 'none', centre: 0, spread: 1, middle: 0 };
    return { bend: 'none', centre, spread: orOne(high - low), middle: 0 };
  }
  if (method === 'quantile' || method === 'normal') return byPlace(values, method === 'normal' ? 'normal' : 'share');
  if (method === 'power') {
    const { deviation, ...scale } = byDeviation(values, 'power', fitYeoJohnson(values));
    return { ...scale, spread: orOne(deviation) };
  }
  const { deviation, ...scale } = byDeviation(values, method === 'log' ? 'log' : 'none');
  return { ...scale, spread: orOne(deviation) };
}

/** By a value's place among the others; a column that does not vary becomes 0. */
function byPlace(values: Float64Array, bend: 'share' | 'normal'): ColumnScale {
  const points = evenQuantiles(sortedFinite(values));
  const varies = points.length > 1 && points[0] !== points.at(-1);
  if (!varies) return { ...byDeviation(values, 'none'), spread: 1, middle: bend === 'share' ? 0.5 : 0 };
  return { bend, centre: 0, spread: 1, middle: bend === 'share' ? 0.5 : 0, points };
}

type Measured = Omit<ColumnScale, 'spread'> & { deviation: number };

/** Mean and standard deviation (divided by n) of bent values. */
function byDeviation(values: Float64Array, bend: 'none' | 'log' | 'root' | 'power', power?: number): Measured {
  const bent = bend === 'none' ? values : values.map(bender({ bend, ...(power === undefined ? {} : { power }) }));
  const { least, most } = rangeOf(bent);
  const measured = (centre: number, deviation: number): Measured => ({
    bend,
    centre,
    middle: 0,
    deviation,
    ...(power === undefined ? {} : { power }),
  });
  if (least > most) return measured(0, 0);
  // A constant column has no spread but rounding error.
  if (least === most) return measured(least, 0);
  return measured(mean(bent), Math.sqrt(variance(bent, 0)));
}
