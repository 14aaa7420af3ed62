import { chanceAlive, forecastOrders, type BgNbd } from '../../maths/lifetime/bg-nbd.ts';
import { expectedValue, type GammaGamma } from '../../maths/lifetime/gamma-gamma.ts';
import { groupHistories } from '../../maths/lifetime/histories.ts';
import { gather } from '../../table/code-order.ts';
import type { Pace } from '../pace.ts';
import { UNIT_DAYS, type CustomerHistories } from './lifetime-histories.ts';
import type { Holdout } from './lifetime-holdout.ts';

/** What fitting leaves behind. */
export interface LifetimeModel {
  readonly orders: BgNbd & { readonly logLikelihood: number };
  /** Null where no value can be expected. */
  readonly values: (GammaGamma & { readonly logLikelihood: number }) | null;
  /** What an order of a customer is worth of whom nothing is known. */
  readonly usualValue: number;
  readonly holdout: Holdout | null;
}

/** Money is discounted by so many days at a time. */
const PERIOD_DAYS = 30;

/** How far is looked ahead, and what money is worth then. */
interface Ahead {
  readonly days: number;
  readonly unit: keyof typeof UNIT_DAYS;
  readonly discount: number;
  readonly margin: number;
}

/** What is expected of each customer; money is null where nothing is known of values. */
export interface Expected {
  readonly alive: Float64Array;
  readonly expected: Float64Array;
  readonly orderValue: Float64Array | null;
  readonly value: Float64Array | null;
}

/** What is expected of every customer; customers of one history are looked at once. */
export function expectAll(model: LifetimeModel, histories: CustomerHistories, p: Ahead, pace: Pace): Expected {
  const groups = groupHistories(histories);
  const { repeats, lastAt, age, times, groupOf } = groups;
  const unitDays = UNIT_DAYS[p.unit];
  const ends = Array.from({ length: Math.ceil(p.days / PERIOD_DAYS) }, (_, i) => {
    const end = Math.min(p.days, (i + 1) * PERIOD_DAYS);
    return { end, worth: (1 + p.discount) ** (-end / 365) };
  });
  const [alive, expected, discounted] = Array.from({ length: 3 }, () => new Float64Array(repeats.length)) as [
    Float64Array, Float64Array, Float64Array,
  ]; // prettier-ignore
  const forecast = forecastOrders(model.orders);
  for (let group = 0; group < repeats.length; group++) {
    if (group % 4096 === 0) pace((0.9 * group) / repeats.length);
    const [x, last, now] = [repeats[group]!, times[lastAt[group]!]!, times[age[group]!]!];
    const chance = chanceAlive(model.orders, x, last, now);
    alive[group] = chance;
    let so = 0;
    for (const { end, worth } of ends) {
      const until = forecast(x, now, chance, end / unitDays);
      discounted[group]! += (until - so) * worth;
      so = until;
    }
    expected[group] = so;
  }
  const orderValue = valuesOf(model, histories);
  const perCustomer = gather(discounted, groupOf);
  return {
    alive: gather(alive, groupOf),
    expected: gather(expected, groupOf),
    orderValue,
    value: orderValue && perCustomer.map((orders, i) => orders * orderValue[i]! * p.margin),
  };
}

/** What an order of each customer is expected to be worth; null where the model knows nothing of values. */
function valuesOf(
  { values, usualValue }: LifetimeModel,
  { meanValue, valued }: CustomerHistories,
): Float64Array | null {
  if (!values) return null;
  return valued.map((count, i) => (count > 0 && meanValue ? expectedValue(values, count, meanValue[i]!) : usualValue));
}
