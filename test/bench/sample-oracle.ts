/**
 * What clustering the sample shop can reach at best: a reader of its files who knows how each persona was drawn.
 *
 * `node test/bench/sample-oracle.ts [SEED…]` prints the agreement of that reader with the truth.
 *
 * For each customer the reader weighs every persona, and every mixture of two, by the likelihood of the customer's
 * order lines, with the customer's own habits integrated out: Dirichlet-multinomial for categories, hours, weekdays and
 * channels, beta-binomial for discounts and returns, gamma-Poisson for basket sizes, and a gamma renewal process in the
 * persona's own time with an unknown rate and an unknown last day. Known approximations: the days of the week are taken
 * as independent of the gaps, growing children and the days of great sales are left out, and so is fraud.
 */
import { pathToFileURL } from 'node:url';
import { mixBehaviour, type Behaviour } from '../../resources/sample/behaviour.ts';
import { FIRST_DAY, DAY_MS, N_DAYS, PROMOTION, weekdayOf } from '../../resources/sample/calendar.ts';
import { LONGEST_BEFORE } from '../../resources/sample/customers.ts';
import { generateShop } from '../../resources/sample/generate-shop.ts';
import {
  CHANNELS,
  PERSONAS,
  PURITIES,
  SHARE_OF_MIXED,
  TIGHTNESS,
  type Persona,
  type PersonaId,
} from '../../resources/sample/personas.ts';
import type { OrderRow, Shop } from '../../resources/sample/rows.ts';
import { paceOf } from '../../resources/sample/timing.ts';
import { CATEGORIES } from '../../resources/sample/vocabulary/categories.ts';

/** What the reader sees of one customer. */
interface Seen {
  readonly arrival: number;
  /** Days of the orders, ascending. */
  readonly days: readonly number[];
  readonly categories: readonly number[];
  readonly hours: readonly number[];
  readonly weekdays: readonly number[];
  readonly channels: readonly number[];
  readonly nOrders: number;
  readonly nLines: number;
  readonly nPieces: number;
  readonly nWrapped: number;
  /** Lines on days without a sale, and those of them at a discount. */
  readonly nPlain: number;
  readonly nDiscounted: number;
  readonly nReturned: number;
}

/** A persona, or a mixture of two, with its probability before anything is seen. */
interface Hypothesis {
  readonly persona: Persona;
  readonly alsoLike: Persona | null;
  readonly purity: number;
  readonly behaviour: Behaviour;
  readonly logPrior: number;
}

function hypotheses(): Hypothesis[] {
  const all = PERSONAS.reduce((sum, { share }) => sum + share, 0);
  return PERSONAS.flatMap((persona) => {
    const others = PERSONAS.filter((other) => other !== persona);
    const one = (alsoLike: Persona | null, purity: number, share: number): Hypothesis => ({
      persona,
      alsoLike,
      purity,
      behaviour: mixBehaviour(persona, alsoLike, purity),
      logPrior: Math.log((share * persona.share) / all),
    });
    const mixedShare = SHARE_OF_MIXED / (others.length * PURITIES.length);
    return [
      one(null, 1, 1 - SHARE_OF_MIXED),
      ...others.flatMap((other) => PURITIES.map((purity) => one(other, purity, mixedShare))),
    ];
  });
}

const positionOf = new Map(CATEGORIES.map(({ name }, i) => [name[0], i]));
const dayOfRow = ({ orderedAt }: OrderRow): number =>
  Math.floor((Date.parse(`${orderedAt.slice(0, 10)}Z`) - FIRST_DAY) / DAY_MS);

function tally(length: number, positions: readonly number[]): number[] {
  const counts = new Array<number>(length).fill(0);
  for (const position of positions) counts[position] = (counts[position] as number) + 1;
  return counts;
}

/** Reads one customer's lines, of which none is there twice. */
function see(rows: readonly OrderRow[], arrival: number): Seen {
  const products = rows.filter(({ category }) => category !== '');
  const bought = products.filter(({ quantity, unitPrice }) => quantity > 0 && unitPrice > 0);
  const orders = [...new Map(bought.map((row) => [row.orderId, row])).values()];
  const plain = bought.filter((row) => PROMOTION[dayOfRow(row)] === 0);
  const wrapped = new Set(
    rows.filter(({ productId, quantity }) => productId === 'GIFT-WRAP' && quantity > 0).map(({ orderId }) => orderId),
  );
  return {
    arrival,
    days: orders.map(dayOfRow).sort((a, b) => a - b),
    categories: tally(
      CATEGORIES.length,
      bought.map(({ category }) => positionOf.get(category) as number),
    ),
    hours: tally(
      24,
      orders.map(({ orderedAt }) => Number(orderedAt.slice(11, 13))),
    ),
    weekdays: tally(
      7,
      orders.map((row) => weekdayOf(dayOfRow(row))),
    ),
    channels: tally(
      CHANNELS.length,
      orders.map(({ channel }) => CHANNELS.findIndex((known) => known === channel)),
    ),
    nOrders: orders.length,
    nLines: bought.length,
    nPieces: bought.reduce((sum, { quantity }) => sum + quantity, 0),
    nWrapped: wrapped.size,
    nPlain: plain.length,
    nDiscounted: plain.filter(({ discount }) => discount > 0).length,
    nReturned: products.filter(({ orderId }) => orderId.startsWith('R')).length,
  };
}

const LANCZOS = [
  676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059, 12.507343278686905,
  -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
]; // prettier-ignore

/** The logarithm of the gamma function, x > 0 (Lanczos). */
function logGamma(x: number): number {
  if (x < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * x)) - logGamma(1 - x);
  const t = x + 6.5;
  const sum = LANCZOS.reduce((total, c, i) => total + c / (x + i), 0.99999999999980993);
  return 0.5 * Math.log(2 * Math.PI) + (x - 0.5) * Math.log(t) - t + Math.log(sum);
}

/** The upper regularised incomplete gamma function: by its series below the mean, by its continued fraction above. */
function survival(shape: number, x: number): number {
  if (x <= 0) return 1;
  const front = Math.exp(shape * Math.log(x) - x - logGamma(shape));
  if (x < shape + 1) {
    let term = 1 / shape;
    let sum = term;
    for (let n = 1; n < 200 && term > sum * 1e-10; n++) sum += term *= x / (shape + n);
    return Math.max(1e-12, 1 - front * sum);
  }
  let b = x + 1 - shape;
  let c = 1e300;
  let d = 1 / b;
  let fraction = d;
  for (let n = 1; n < 200; n++) {
    const a = -n * (n - shape);
    b += 2;
    d = 1 / (a * d + b);
    c = b + a / c;
    fraction *= c * d;
    if (Math.abs(c * d - 1) < 1e-10) break;
  }
  return Math.max(1e-300, front * fraction);
}

function dirichletMultinomial(counts: readonly number[], shares: readonly number[], concentration: number): number {
  const total = counts.reduce((sum, count) => sum + count, 0);
  const parts = counts.map((count, i) => {
    const alpha = concentration * (shares[i] as number);
    return count === 0 ? 0 : logGamma(alpha + count) - logGamma(alpha);
  });
  return parts.reduce((sum, part) => sum + part, logGamma(concentration) - logGamma(concentration + total));
}

const betaBinomial = (yes: number, n: number, mean: number, concentration: number): number =>
  dirichletMultinomial([Math.min(yes, n), Math.max(0, n - yes)], [mean, 1 - mean], concentration);

/** n Poisson counts with one gamma mean between them, but for what depends on the counts alone. */
function gammaPoisson(sum: number, n: number, mean: number, shape: number): number {
  const rate = shape / mean;
  return shape * Math.log(rate) - logGamma(shape) + logGamma(shape + sum) - (shape + sum) * Math.log(rate + n);
}

/** What was bought and how, whenever it was. */
function logLikelihoodOfBaskets(seen: Seen, behaviour: Behaviour): number {
  const { categories, hours, weekdays, channels, extraLines, extraPieces, discount, returns, giftWrap } = behaviour;
  const wrap = Math.max(giftWrap, 1e-4);
  return (
    dirichletMultinomial(seen.categories, categories, TIGHTNESS.categories) +
    dirichletMultinomial(seen.hours, hours, TIGHTNESS.hours) +
    dirichletMultinomial(seen.weekdays, weekdays, TIGHTNESS.weekdays) +
    dirichletMultinomial(seen.channels, channels, TIGHTNESS.channels) +
    betaBinomial(seen.nDiscounted, seen.nPlain, discount, TIGHTNESS.discount) +
    betaBinomial(seen.nReturned, seen.nLines, returns, TIGHTNESS.returns) +
    gammaPoisson(seen.nLines - seen.nOrders, seen.nOrders, extraLines, TIGHTNESS.lines) +
    gammaPoisson(seen.nPieces - seen.nLines, seen.nLines, extraPieces, TIGHTNESS.pieces) +
    seen.nWrapped * Math.log(wrap) +
    (seen.nOrders - seen.nWrapped) * Math.log(1 - wrap)
  );
}

function logArrival({ cameBefore, lastArrival }: Persona, arrival: number): number {
  if (arrival < 0) return Math.log(cameBefore / LONGEST_BEFORE + 1e-12);
  return arrival < lastArrival
    ? Math.log((2 * (1 - cameBefore) * (lastArrival - arrival)) / lastArrival ** 2)
    : -Infinity;
}

/** Customers' rates beside their persona's: a grid on a logarithmic scale, with the prior's weight of each point. */
const RATES = Array.from({ length: 14 }, (_, i) => 0.1 * 1.32 ** i);
const LOG_RATE_WEIGHTS = RATES.map(
  (rate) =>
    TIGHTNESS.rate * Math.log(TIGHTNESS.rate * rate) -
    TIGHTNESS.rate * rate -
    logGamma(TIGHTNESS.rate) +
    Math.log(Math.log(1.32)),
);
const N_ENDS = 5;
const STAY_SHAPE = 4;

function logSumExp(values: readonly number[]): number {
  const most = Math.max(...values);
  return most === -Infinity ? most : most + Math.log(values.reduce((sum, value) => sum + Math.exp(value - most), 0));
}

/** When the orders were: gaps in the customer's own time, then silence until they left or the files end. */
function logLikelihoodOfTiming(
  { arrival, days }: Seen,
  { gapDays, regularity, stayDays }: Behaviour,
  pace: Float64Array,
): number {
  const passed = new Float64Array(N_DAYS + 1);
  for (let day = 0; day < N_DAYS; day++) passed[day + 1] = (passed[day] as number) + (pace[day] as number);
  const at = (day: number): number => ((passed[day] as number) + (passed[day + 1] as number)) / 2;
  let n = 0;
  let sum = 0;
  let sumOfLogs = 0;
  let calendar = 0;
  let wait: number | null = null;
  days.forEach((day, i) => {
    if (i === 0 && arrival >= 0) return;
    calendar += Math.log((pace[day] as number) + 1e-9);
    if (i === 0) {
      wait = at(day);
      return;
    }
    const gap = Math.max(at(day) - at(days[i - 1] as number), 0.3 * (pace[day] as number), 1e-4);
    n++;
    sum += gap;
    sumOfLogs += Math.log(gap);
  });
  const last = days.at(-1) ?? 0;
  const stays = (day: number): number =>
    (1 + Math.max(0, day - Math.max(0, arrival)) / (STAY_SHAPE * stayDays)) ** -STAY_SHAPE;
  const ends = Array.from({ length: N_ENDS + 1 }, (_, i) => last + 1 + ((N_DAYS - last - 1) * i) / N_ENDS);
  const silence = (rate: number): number => {
    const unheard = (day: number): number =>
      survival(regularity, (regularity * rate * Math.max(0, (passed[Math.floor(day)] as number) - at(last))) / gapDays);
    let total = stays(N_DAYS) * unheard(N_DAYS);
    for (let i = 0; i < N_ENDS; i++) {
      const [from, to] = [ends[i] as number, ends[i + 1] as number];
      total += (stays(from) - stays(to)) * unheard((from + to) / 2);
    }
    return Math.log(total);
  };
  const byRate = RATES.map((rate, i) => {
    const speed = (regularity * rate) / gapDays;
    const gaps = n * (regularity * Math.log(speed) - logGamma(regularity)) + (regularity - 1) * sumOfLogs - speed * sum;
    const first = wait === null ? 0 : Math.log((2 * rate) / gapDays) - (2 * rate * wait) / gapDays;
    return (LOG_RATE_WEIGHTS[i] as number) + gaps + first + silence(rate);
  });
  return calendar + logSumExp(byRate);
}

/** Hypotheses this far behind on baskets alone are not asked about timing. */
const HOPELESS = 25;
const FLAT_WEEK = new Array<number>(7).fill(1 / 7);

/** How probable each persona is for a customer. */
function weigh(seen: Seen, all: readonly Hypothesis[]): Map<Persona, number> {
  const paces = new Map(
    PERSONAS.map((persona) => [persona, paceOf(mixBehaviour(persona, null, 1), FLAT_WEEK, seen.arrival)]),
  );
  const baskets = all.map(
    ({ behaviour, logPrior, persona }) =>
      logPrior + logArrival(persona, seen.arrival) + logLikelihoodOfBaskets(seen, behaviour),
  );
  const best = Math.max(...baskets);
  const weighed = all.flatMap(({ persona, alsoLike, purity, behaviour }, i) => {
    const logWeight = baskets[i] as number;
    if (logWeight < best - HOPELESS) return [];
    const own = paces.get(persona) as Float64Array;
    const other = alsoLike ? (paces.get(alsoLike) as Float64Array) : own;
    const pace = own.map((value, day) => purity * value + (1 - purity) * (other[day] as number));
    return [{ persona, logWeight: logWeight + logLikelihoodOfTiming(seen, behaviour, pace) }];
  });
  const groups = Map.groupBy(weighed, ({ persona }) => persona);
  return new Map([...groups].map(([persona, group]) => [persona, logSumExp(group.map(({ logWeight }) => logWeight))]));
}

/** The most probable persona of each customer who bought something, from the shop's open files alone. */
export function guessPersonas({ orders, customers }: Pick<Shop, 'orders' | 'customers'>): Map<string, PersonaId> {
  const all = hypotheses();
  const once = [...new Map(orders.map((row) => [`${row.orderId}/${row.lineNo}`, row])).values()];
  const rows = Map.groupBy(once, ({ customerId }) => customerId);
  const guesses = new Map<string, PersonaId>();
  for (const { customerId, signedUpOn } of customers) {
    const seen = see(rows.get(customerId) ?? [], Math.floor((Date.parse(`${signedUpOn}Z`) - FIRST_DAY) / DAY_MS));
    if (seen.nOrders === 0) continue;
    const [best] = [...weigh(seen, all)].sort((a, b) => b[1] - a[1]);
    if (best) guesses.set(customerId, best[0].id);
  }
  return guesses;
}

const pairs = (n: number): number => (n * (n - 1)) / 2;

/** The adjusted Rand index of two groupings of the same things (Hubert & Arabie 1985). */
export function adjustedRand(a: readonly unknown[], b: readonly unknown[]): number {
  const sizes = (keys: readonly unknown[]): number =>
    [...Map.groupBy(keys, (key) => key).values()].reduce((sum, group) => sum + pairs(group.length), 0);
  const together = sizes(a.map((key, i) => `${String(key)}|${String(b[i])}`));
  const expected = (sizes(a) * sizes(b)) / pairs(a.length);
  return (together - expected) / ((sizes(a) + sizes(b)) / 2 - expected);
}

/** How far the reader who knows the densities agrees with the truth. */
export function scoreOracle(shop: Shop): number {
  const guesses = guessPersonas(shop);
  const known = shop.truth.filter(({ customerId }) => guesses.has(customerId));
  return adjustedRand(
    known.map(({ customerId }) => guesses.get(customerId)),
    known.map(({ persona }) => persona),
  );
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const seeds = process.argv.length > 2 ? process.argv.slice(2).map(Number) : [1, 2, 3, 4, 5];
  for (const seed of seeds) {
    process.stdout.write(`seed ${seed}: adjusted Rand ${scoreOracle(generateShop({ seed })).toFixed(3)}\n`);
  }
}
