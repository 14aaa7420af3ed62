import { ClienteleError } from '../../../contract/errors.ts';
import type { Matrix } from '../../table/table.ts';
import { choleskyInverse } from '../cholesky.ts';
import { gather } from '../../table/code-order.ts';
import { byTime, type Durations } from './durations.ts';

/** A Cox regression over standardised features. */
export interface CoxFit {
  /** By how much each feature, a standard deviation more of it, raises the logarithm of the hazard. */
  readonly coefficients: Float64Array;
  readonly standardErrors: Float64Array;
  readonly logLikelihood: number;
  readonly converged: boolean;
}

const MOST_STEPS = 60;

/**
 * Cox’s proportional hazards by Newton’s method, ties by Efron’s method, with an L2 penalty on the mean log-likelihood.
 *
 * Cox (1972), doi:10.1111/j.2517-6161.1972.tb00899.x; Efron (1977), doi:10.1080/01621459.1977.10480613.
 * O(steps · (nRows + event times) · nColumns²).
 *
 * @param x (nRows, nColumns), row-major, standardised. @param penalty of half the squared coefficients, at least 0.
 * @param check told of each step.
 * @throws no-usable-column where columns repeat each other and nothing penalises that.
 */
export function fitCox(x: Matrix, durations: Durations, penalty: number, check: (step: number) => void): CoxFit {
  const p = x.nColumns;
  const order = byTime(durations).reverse();
  const strength = penalty * x.nRows;
  const at = (beta: Float64Array): Slopes => {
    const found = slopesAt(x, durations, order, beta);
    for (let j = 0; j < p; j++) {
      found.value -= 0.5 * strength * beta[j]! ** 2;
      found.gradient[j]! -= strength * beta[j]!;
      found.information[j * p + j]! += strength;
    }
    return found;
  };
  let beta = new Float64Array(p);
  let here = at(beta);
  let converged = false;
  for (let step = 0; step < MOST_STEPS && !converged; step++) {
    check(step);
    const move = solve(here, p);
    const decrement = move.reduce((sum, own, j) => sum + own * here.gradient[j]!, 0);
    let [size, next, there] = [1, beta, here];
    for (let halving = 0; halving < 30; halving++, size /= 2) {
      next = beta.map((own, j) => own + size * move[j]!);
      there = at(next);
      if (Number.isFinite(there.value) && there.value >= here.value - 1e-12 * Math.abs(here.value)) break;
    }
    [beta, here] = [next, there];
    converged = decrement < 1e-12 * Math.max(1, Math.abs(here.value));
  }
  const variance = choleskyInverse(here.information, p);
  return {
    coefficients: beta,
    standardErrors: beta.map((_, j) => (variance ? Math.sqrt(variance[j * p + j]!) : NaN)),
    logLikelihood: here.value + 0.5 * strength * beta.reduce((sum, own) => sum + own * own, 0),
    converged: converged && beta.every((own) => Math.abs(own) < 20),
  };
}

interface Slopes {
  value: number;
  readonly gradient: Float64Array;
  readonly information: Float64Array;
}

function solve({ information, gradient }: Slopes, p: number): Float64Array {
  const inverse = choleskyInverse(information, p);
  if (!inverse)
    throw new ClienteleError('no-usable-column', {
      detail: {
        en: 'the features repeat each other, or one tells the events apart without fail. Raise the penalty above 0, or leave some out.',
        zh: '特征之间存在重复，或某个特征能完全区分事件。请把惩罚设为大于 0，或去掉部分特征。',
      },
    });
  return gradient.map((_, i) => gradient.reduce((sum, own, j) => sum + inverse[i * p + j]! * own, 0));
}

/** Sums over the rows of a risk set: of weights, of weights times features, and of weights times pairs of features (lower triangle). */
class RiskSums {
  weight = 0;
  readonly first: Float64Array;
  readonly second: Float64Array;

  constructor(p: number) {
    this.first = new Float64Array(p);
    this.second = new Float64Array(p * p);
  }

  clear(): void {
    this.weight = 0;
    this.first.fill(0);
    this.second.fill(0);
  }

  add(x: Float64Array, from: number, weight: number): void {
    const p = this.first.length;
    this.weight += weight;
    for (let j = 0; j < p; j++) {
      const own = weight * x[from + j]!;
      if (own === 0) continue;
      this.first[j]! += own;
      for (let k = 0; k <= j; k++) this.second[j * p + k]! += own * x[from + k]!;
    }
  }
}

/** The log partial likelihood with its gradient and information; rows from the longest time to the shortest. */
function slopesAt(
  { nColumns: p, values }: Matrix,
  { times, events }: Durations,
  order: Int32Array,
  beta: Float64Array,
): Slopes {
  const [all, tied] = [new RiskSums(p), new RiskSums(p)];
  const gradient = new Float64Array(p);
  const information = new Float64Array(p * p);
  const means = new Float64Array(p);
  const sorted = gather(times, order);
  let value = 0;
  for (let at = 0; at < order.length;) {
    const time = sorted[at]!;
    tied.clear();
    let deaths = 0;
    for (; at < order.length && sorted[at] === time; at++) {
      const from = order[at]! * p;
      let score = 0;
      for (let j = 0; j < p; j++) score += beta[j]! * values[from + j]!;
      const weight = Math.exp(score);
      all.add(values, from, weight);
      if (!events[order[at]!]) continue;
      deaths++;
      tied.add(values, from, weight);
      value += score;
      for (let j = 0; j < p; j++) gradient[j]! += values[from + j]!;
    }
    for (let death = 0; death < deaths; death++) {
      const share = death / deaths;
      const weight = all.weight - share * tied.weight;
      value -= Math.log(weight);
      for (let j = 0; j < p; j++) {
        means[j] = (all.first[j]! - share * tied.first[j]!) / weight;
        gradient[j]! -= means[j]!;
        for (let k = 0; k <= j; k++)
          information[j * p + k]! +=
            (all.second[j * p + k]! - share * tied.second[j * p + k]!) / weight - means[j]! * means[k]!;
      }
    }
  }
  return { value, gradient, information };
}

/** The share without the event at each event time of a row whose score is 0, by Breslow’s method; the first entry is at 0. */
export interface Baseline {
  readonly times: Float64Array;
  readonly survival: Float64Array;
}

/** Breslow (1974), doi:10.2307/2529620. @param scores the logarithm of each row’s hazard beside the baseline. */
export function baselineSurvival(durations: Durations, scores: Float64Array): Baseline {
  const { times, events } = durations;
  const order = byTime(durations).reverse();
  const sorted = gather(times, order);
  const found: { time: number; hazard: number }[] = [];
  let weight = 0;
  for (let at = 0; at < order.length;) {
    const time = sorted[at]!;
    let deaths = 0;
    for (; at < order.length && sorted[at] === time; at++) {
      weight += Math.exp(scores[order[at]!]!);
      deaths += events[order[at]!]!;
    }
    if (deaths > 0) found.push({ time, hazard: deaths / weight });
  }
  found.reverse();
  let sum = 0;
  const survival = found.map(({ hazard }) => Math.exp(-(sum += hazard)));
  return { times: Float64Array.of(0, ...found.map(({ time }) => time)), survival: Float64Array.of(1, ...survival) };
}
