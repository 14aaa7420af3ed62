import type { Matrix } from '../../table/table.ts';
import { symmetricEigen } from '../eigen.ts';
import { covarianceOf, turnForward, type ReducedAxes, type ReduceTools } from './axes.ts';

const ITERATIONS = 2000;
const SETTLED = 1e-9;
/** No feature is all noise-free. */
const LEAST_NOISE = 1e-12;
const TURNS = 200;

/** Factors of standardised features. */
export interface Factors extends ReducedAxes {
  /** (nFeatures): the share of each feature's variance that the factors leave. */
  readonly noise: Float64Array;
}

/**
 * Factor analysis by maximum likelihood on correlations, with a varimax turn where asked for: each feature is a mixture of a few factors
 * and noise of its own.
 *
 * Rubin & Thayer (1982), doi:10.1007/BF02293851; Barber (2012), Bayesian reasoning and machine learning, 21.1; Kaiser (1958),
 * doi:10.1007/BF02289233, without his weighting of rows.
 *
 * @param x (nRows, nFeatures), finite; features that do not vary load on nothing.
 * @returns axes that give the expected factors of a row of raw values; loadings are correlations of features with factors, shares are of all
 * features' variance. @throws cancelled
 */
export async function factors(x: Matrix, nFactors: number, rotate: boolean, tools: ReduceTools): Promise<Factors> {
  const d = x.nColumns;
  const { pca, matrix } = await covarianceOf(x, tools);
  const deviations = Float64Array.from({ length: d }, (_, j) => Math.sqrt(matrix[j * d + j]!));
  const varies = deviations.map((value, j) => (value > 1e-12 * Math.abs(pca.means[j]!) ? 1 : 0));
  const related = matrix.map((value, at) => {
    const [i, j] = [Math.floor(at / d), at % d];
    if (!varies[i] || !varies[j]) return i === j ? 1 : 0;
    return value / (deviations[i]! * deviations[j]!);
  });
  const nAxes = Math.min(nFactors, Math.max(1, d - 1));
  const { loadings, noise } = likeliest(related, d, nAxes, tools);
  if (rotate) varimax(loadings, nAxes, d);
  sortByStrength(loadings, nAxes, d);
  turnForward(loadings, d);
  // As the likelihood has it, variances are divided by nRows.
  const unbiased = Math.sqrt((x.nRows - 1) / x.nRows);
  const axes = expectation(loadings, noise, nAxes, d).map((value, at) =>
    varies[at % d] ? value / (deviations[at % d]! * unbiased) : 0,
  );
  const shares = Float64Array.from({ length: nAxes }, (_, k) => strength(loadings, k, d) / d);
  return { means: pca.means, axes, loadings, shares, noise };
}

function likeliest(related: Float64Array, d: number, nAxes: number, tools: ReduceTools) {
  const noise = new Float64Array(d).fill(1);
  const loadings = new Float64Array(nAxes * d);
  for (let iteration = 0; iteration < ITERATIONS; iteration++) {
    tools.signal.throwIfAborted();
    const roots = noise.map((value) => Math.sqrt(value) + LEAST_NOISE);
    const scaled = related.map((value, at) => value / (roots[Math.floor(at / d)]! * roots[at % d]!));
    const { values, vectors } = symmetricEigen(scaled, d);
    for (let k = 0; k < nAxes; k++)
      for (let j = 0; j < d; j++)
        loadings[k * d + j] = Math.sqrt(Math.max(0, values[k]! - 1)) * vectors[k * d + j]! * roots[j]!;
    let moved = 0;
    for (let j = 0; j < d; j++) {
      let left = related[j * d + j]!;
      for (let k = 0; k < nAxes; k++) left -= loadings[k * d + j]! ** 2;
      left = Math.max(left, LEAST_NOISE);
      moved = Math.max(moved, Math.abs(left - noise[j]!));
      noise[j] = left;
    }
    if (moved < SETTLED) break;
  }
  return { loadings, noise };
}

/** Turns pairs of factors until each feature loads on few, as far as the sum of the squares' variances tells. */
function varimax(loadings: Float64Array, nAxes: number, d: number): void {
  for (let round = 0; round < TURNS; round++) {
    let most = 0;
    for (let a = 0; a < nAxes; a++)
      for (let b = a + 1; b < nAxes; b++) most = Math.max(most, Math.abs(turnPair(loadings, a * d, b * d, d)));
    if (most < 1e-12) return;
  }
}

function turnPair(loadings: Float64Array, a: number, b: number, d: number): number {
  let [sumU, sumV, squares, products] = [0, 0, 0, 0];
  for (let j = 0; j < d; j++) {
    const [x, y] = [loadings[a + j]!, loadings[b + j]!];
    const [u, v] = [x * x - y * y, 2 * x * y];
    sumU += u;
    sumV += v;
    squares += u * u - v * v;
    products += 2 * u * v;
  }
  const angle = Math.atan2(products - (2 * sumU * sumV) / d, squares - (sumU * sumU - sumV * sumV) / d) / 4;
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  for (let j = 0; j < d; j++) {
    const [x, y] = [loadings[a + j]!, loadings[b + j]!];
    loadings[a + j] = x * cos + y * sin;
    loadings[b + j] = y * cos - x * sin;
  }
  return angle;
}

function strength(loadings: Float64Array, k: number, d: number): number {
  let sum = 0;
  for (let j = 0; j < d; j++) sum += loadings[k * d + j]! ** 2;
  return sum;
}

function sortByStrength(loadings: Float64Array, nAxes: number, d: number): void {
  const order = Array.from({ length: nAxes }, (_, k) => k);
  order.sort((a, b) => strength(loadings, b, d) - strength(loadings, a, d) || a - b);
  const before = loadings.slice();
  order.forEach((from, to) => {
    loadings.set(before.subarray(from * d, (from + 1) * d), to * d);
  });
}

/** What gives the expected factors of a row: (I + L Ψ⁻¹ Lᵀ)⁻¹ L Ψ⁻¹, (nAxes, nFeatures). */
function expectation(loadings: Float64Array, noise: Float64Array, nAxes: number, d: number): Float64Array {
  const weighted = loadings.map((value, at) => value / noise[at % d]!);
  const inner = new Float64Array(nAxes * nAxes);
  for (let a = 0; a < nAxes; a++) {
    for (let b = 0; b < nAxes; b++) {
      let sum = a === b ? 1 : 0;
      for (let j = 0; j < d; j++) sum += loadings[a * d + j]! * weighted[b * d + j]!;
      inner[a * nAxes + b] = sum;
    }
  }
  const { values, vectors } = symmetricEigen(inner, nAxes);
  const out = new Float64Array(nAxes * d);
  for (let k = 0; k < nAxes; k++) {
    for (let j = 0; j < d; j++) {
      let along = 0;
      for (let b = 0; b < nAxes; b++) along += vectors[k * nAxes + b]! * weighted[b * d + j]!;
      for (let a = 0; a < nAxes; a++) out[a * d + j]! += (vectors[k * nAxes + a]! * along) / values[k]!;
    }
  }
  return out;
}
