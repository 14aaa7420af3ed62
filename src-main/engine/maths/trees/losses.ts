import type { TreeGradientsShared } from '../../kernels/tree-gradients.ts';

/** What boosting lowers: squared error of a number, log loss of two classes or of several, deviance of a count. */
export type LossName = 'squared' | 'binary' | 'multinomial' | 'poisson';

/** Gradients are at most this large per unit of weight; null where that depends on the target. */
export const LARGEST: Readonly<Record<LossName, { readonly gradient: number; readonly hessian: number } | null>> = {
  squared: null,
  binary: { gradient: 1, hessian: 0.25 },
  multinomial: { gradient: 1, hessian: 0.25 },
  poisson: null,
};

/** Gradient and hessian of each row [start, end) by one output, by what the trees say. @param out (end − start, 2), written. */
export function addGradients(
  start: number,
  end: number,
  output: number,
  { loss, raw, target, weights, nOutputs }: TreeGradientsShared,
  out: Float64Array,
): void {
  for (let row = start, at = 0; row < end; row++, at += 2) {
    const weight = weights ? weights[row]! : 1;
    let [g, h] = [0, 0];
    if (loss === 'binary') {
      const p = sigmoid(raw[row]!);
      g = p - target[row]!;
      h = p * (1 - p);
    } else if (loss === 'multinomial') {
      const p = shareOf(raw, row * nOutputs, nOutputs, output);
      g = p - (target[row] === output ? 1 : 0);
      h = p * (1 - p);
    } else if (loss === 'squared') {
      g = raw[row]! - target[row]!;
      h = 1;
    } else {
      const mean = Math.exp(raw[row]!);
      g = mean - target[row]!;
      h = mean;
    }
    out[at] = weight * g;
    out[at + 1] = weight * h;
  }
}

/** 1 / (1 + e^−x). */
export const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));

function shareOf(raw: Float64Array, at: number, n: number, output: number): number {
  let most = -Infinity;
  for (let k = 0; k < n; k++) if (raw[at + k]! > most) most = raw[at + k]!;
  let sum = 0;
  for (let k = 0; k < n; k++) sum += Math.exp(raw[at + k]! - most);
  return Math.exp(raw[at + output]! - most) / sum;
}

/** The weighted mean loss of rows. @param losses of all rows, each times its weight. @param rows those that count. */
export function meanLoss(losses: Float64Array, weights: Float64Array | null, rows: Int32Array): number {
  let [sum, weight] = [0, 0];
  for (const row of rows) {
    sum += losses[row]!;
    weight += weights ? weights[row]! : 1;
  }
  return weight > 0 ? sum / weight : 0;
}

/** The loss of one row. @param at where what the trees say of it begins. */
export function rowLoss(loss: LossName, raw: Float64Array, y: number, at: number, nOutputs: number): number {
  const x = raw[at]!;
  switch (loss) {
    case 'squared':
      return (x - y) ** 2 / 2;
    case 'binary':
      return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x))) - x * y;
    case 'multinomial': {
      const p = shareOf(raw, at, nOutputs, y);
      return -Math.log(Math.max(p, Number.MIN_VALUE));
    }
    case 'poisson':
      return Math.exp(x) - y * x;
  }
}

/** What is said before the first tree: the best constant, on the loss's own scale. */
export function baseOf(
  loss: LossName,
  target: Float64Array,
  weights: Float64Array | null,
  rows: Int32Array,
  nOutputs: number,
): Float64Array {
  const sums = new Float64Array(Math.max(1, nOutputs));
  let weight = 0;
  for (const row of rows) {
    const w = weights ? weights[row]! : 1;
    weight += w;
    if (loss === 'multinomial') sums[target[row]!]! += w;
    else sums[0]! += w * target[row]!;
  }
  const shares = sums.map((sum) => sum / weight);
  const least = Number.EPSILON;
  if (loss === 'squared') return shares;
  if (loss === 'poisson') return shares.map((mean) => Math.log(Math.max(mean, least)));
  const clipped = shares.map((share) => Math.min(1 - least, Math.max(least, share)));
  if (loss === 'binary') return clipped.map((p) => Math.log(p / (1 - p)));
  const logs = clipped.map((p) => Math.log(p));
  const middle = logs.reduce((sum, log) => sum + log, 0) / logs.length;
  return logs.map((log) => log - middle);
}

/** What trees say, as probabilities (nRows, nClasses) of sum 1 or as numbers (nRows). */
export function linked(loss: LossName, raw: Float64Array, nOutputs: number): Float64Array {
  if (loss === 'squared') return raw;
  if (loss === 'poisson') return raw.map((x) => Math.exp(x));
  if (loss === 'binary') {
    const both = new Float64Array(raw.length * 2);
    raw.forEach((x, row) => {
      both[row * 2 + 1] = sigmoid(x);
      both[row * 2] = 1 - both[row * 2 + 1]!;
    });
    return both;
  }
  return Float64Array.from(raw, (_, at) => shareOf(raw, at - (at % nOutputs), nOutputs, at % nOutputs));
}
