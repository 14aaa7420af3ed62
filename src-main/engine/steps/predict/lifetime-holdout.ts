import type { LineFigure } from '../../../contract/figure.ts';
import { chanceAlive, forecastOrders, type BgNbd } from '../../maths/lifetime/bg-nbd.ts';
import type { Histories } from '../../maths/lifetime/histories.ts';
import { lifetimeText as text } from './lifetime-text.ts';

/** Repeat orders from this many on share a point. */
const MOST_POINTS = 7;

/** What was foretold of a hold-out and what came, in the mean over customers with as many repeat orders before it. */
export interface Holdout {
  readonly days: number;
  readonly nCustomers: number;
  readonly foretold: Float64Array;
  readonly came: Float64Array;
  readonly totalForetold: number;
  readonly totalCame: number;
}

/** Compares a model with what came. @param came orders of each customer in the hold-out. @param within its length in the model’s unit. */
export function judgeHoldout(
  model: BgNbd,
  histories: Histories,
  came: Float64Array,
  within: number,
  days: number,
): Holdout {
  const { repeats, lastAt, age } = histories;
  const [sums, actual, sizes] = Array.from({ length: 3 }, () => new Float64Array(MOST_POINTS + 1)) as [
    Float64Array, Float64Array, Float64Array,
  ]; // prettier-ignore
  const forecast = forecastOrders(model);
  for (let i = 0; i < came.length; i++) {
    const point = Math.min(MOST_POINTS, repeats[i]!);
    const chance = chanceAlive(model, repeats[i]!, lastAt[i]!, age[i]!);
    sums[point]! += forecast(repeats[i]!, age[i]!, chance, within);
    actual[point]! += came[i]!;
    sizes[point]!++;
  }
  const total = (list: Float64Array): number => list.reduce((sum, value) => sum + value, 0);
  return {
    days,
    nCustomers: came.length,
    foretold: sums.map((sum, i) => sum / sizes[i]!),
    came: actual.map((sum, i) => sum / sizes[i]!),
    totalForetold: total(sums),
    totalCame: total(actual),
  };
}

/** The two lines that should lie close. */
export function holdoutFigure({ days, nCustomers, foretold, came, totalForetold, totalCame }: Holdout): LineFigure {
  const title = text.message('holdoutTitle', { days, foretold: Math.round(totalForetold), came: totalCame });
  const x = Float64Array.from(foretold, (_, point) => point);
  return {
    kind: 'line',
    title,
    subtitle: text.message('holdoutSubtitle', { customers: nCustomers }),
    summary: title,
    x: { label: text.message('before'), unit: 'count' },
    y: { label: text.message('meanOrders') },
    series: [
      { name: text.message('foretold'), x, y: foretold },
      { name: text.message('came'), x, y: came },
    ],
  };
}
