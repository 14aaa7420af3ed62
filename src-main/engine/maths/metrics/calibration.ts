/** A curve that bends a probability: a logistic one of its log-odds, or steps joined by lines. */
export type Calibrator =
  | { readonly kind: 'platt'; readonly slope: number; readonly offset: number }
  | { readonly kind: 'isotonic'; readonly x: Float64Array; readonly y: Float64Array };

const EDGE = 1e-12;
const logOdds = (p: number): number => Math.log(Math.max(p, EDGE) / Math.max(1 - p, EDGE));
const logistic = (z: number): number => (z >= 0 ? 1 / (1 + Math.exp(-z)) : Math.exp(z) / (1 + Math.exp(z)));

/** A probability as the calibrator bends it. */
export function calibrated(calibrator: Calibrator, p: number): number {
  if (calibrator.kind === 'platt') return logistic(calibrator.slope * logOdds(p) + calibrator.offset);
  const { x, y } = calibrator;
  let [low, high] = [0, x.length - 1];
  if (p <= x[low]!) return y[low]!;
  if (p >= x[high]!) return y[high]!;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (x[middle]! <= p) low = middle;
    else high = middle;
  }
  return y[low]! + ((y[high]! - y[low]!) * (p - x[low]!)) / (x[high]! - x[low]!);
}

/** Newton steps that a logistic curve of two numbers never needs. */
const MOST_STEPS = 100;

/**
 * A logistic curve of the log-odds by maximum likelihood, with the targets (n₊ + 1) / (n₊ + 2) and 1 / (n₋ + 2) in place of 1 and 0.
 *
 * Platt (1999), Probabilistic outputs for support vector machines; Lin, Lin & Weng (2007), doi:10.1007/s10994-007-5018-6.
 *
 * @param scores in the units of log-odds where `isLogit`, else probabilities.
 */
export function fitPlatt(
  isPositive: Uint8Array,
  scores: Float64Array,
  isLogit = false,
): Extract<Calibrator, { kind: 'platt' }> {
  const z = isLogit ? scores : scores.map(logOdds);
  const nPositive = isPositive.reduce((sum, flag) => sum + flag, 0);
  const nNegative = isPositive.length - nPositive;
  const [high, low] = [(nPositive + 1) / (nPositive + 2), 1 / (nNegative + 2)];
  const loss = (slope: number, offset: number): number => {
    let sum = 0;
    for (let i = 0; i < z.length; i++) {
      const at = slope * z[i]! + offset;
      const target = isPositive[i] ? high : low;
      sum += (at >= 0 ? (1 - target) * at : -target * at) + Math.log1p(Math.exp(-Math.abs(at)));
    }
    return sum;
  };
  let [slope, offset] = [0, Math.log((nPositive + 1) / (nNegative + 1))];
  let now = loss(slope, offset);
  for (let step = 0; step < MOST_STEPS; step++) {
    const [g1, g2, h11, h12, h22] = derivatives(z, isPositive, high, low, slope, offset);
    if (Math.abs(g1) < 1e-9 * z.length && Math.abs(g2) < 1e-9 * z.length) break;
    const determinant = h11 * h22 - h12 * h12;
    const [d1, d2] = [-(h22 * g1 - h12 * g2) / determinant, -(h11 * g2 - h12 * g1) / determinant];
    let part = 1;
    for (; part > 1e-10; part /= 2) {
      const next = loss(slope + part * d1, offset + part * d2);
      if (next < now + 1e-4 * part * (g1 * d1 + g2 * d2)) {
        [slope, offset, now] = [slope + part * d1, offset + part * d2, next];
        break;
      }
    }
    if (part <= 1e-10) break;
  }
  return { kind: 'platt', slope, offset };
}

function derivatives(
  z: Float64Array,
  isPositive: Uint8Array,
  high: number,
  low: number,
  slope: number,
  offset: number,
): [number, number, number, number, number] {
  let [g1, g2, h11, h12, h22] = [0, 0, 1e-12, 0, 1e-12];
  for (let i = 0; i < z.length; i++) {
    const p = logistic(slope * z[i]! + offset);
    const difference = p - (isPositive[i] ? high : low);
    const curve = p * (1 - p);
    g1 += z[i]! * difference;
    g2 += difference;
    h11 += z[i]! * z[i]! * curve;
    h12 += z[i]! * curve;
    h22 += curve;
  }
  return [g1, g2, h11, h12, h22];
}

/**
 * The non-decreasing curve nearest to the outcomes in squares, by pooling adjacent violators; straight between its corners.
 *
 * Zadrozny & Elkan (2002), doi:10.1145/775047.775151. O(n log n).
 */
export function fitIsotonic(isPositive: Uint8Array, scores: Float64Array): Extract<Calibrator, { kind: 'isotonic' }> {
  const order = Int32Array.from(scores.keys()).sort((a, b) => scores[a]! - scores[b]!);
  const pools: { sum: number; n: number; from: number; to: number }[] = [];
  for (let i = 0; i < order.length;) {
    const score = scores[order[i]!]!;
    let [sum, n] = [0, 0];
    for (; i < order.length && scores[order[i]!] === score; i++, n++) sum += isPositive[order[i]!]!;
    let pool = { sum, n, from: score, to: score };
    for (let last = pools.at(-1); last && last.sum * pool.n >= pool.sum * last.n; last = pools.at(-1)) {
      pool = { sum: last.sum + pool.sum, n: last.n + pool.n, from: last.from, to: pool.to };
      pools.pop();
    }
    pools.push(pool);
  }
  const corners = pools.flatMap(({ sum, n, from, to }) =>
    from === to ? [[from, sum / n] as const] : [[from, sum / n] as const, [to, sum / n] as const],
  );
  return {
    kind: 'isotonic',
    x: Float64Array.from(corners, ([x]) => x),
    y: Float64Array.from(corners, ([, y]) => y),
  };
}
