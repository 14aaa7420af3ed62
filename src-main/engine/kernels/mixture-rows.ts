/** What one pass of expectation–maximisation over a Gaussian mixture reads and writes. */
export interface MixtureShared {
  /** (nRows, nFeatures), row-major. */
  readonly x: Float64Array;
  readonly nFeatures: number;
  readonly nComponents: number;
  /** (nComponents, nFeatures). */
  readonly means: Float64Array;
  /**
   * How deviations become distances: per component the lower triangle, row by row, of the inverse Cholesky factor of its
   * covariance; or the inverse standard deviation of each feature where `isDiagonal`.
   */
  readonly whiteners: Float64Array;
  readonly isDiagonal: boolean;
  /** Per component log weight + log determinant of the whitener − nFeatures/2 · log 2π. */
  readonly offsets: Float64Array;
  /** Written: the likeliest component of each row. */
  readonly clusters: Int32Array;
  /** Written: its posterior probability. */
  readonly certainty: Float64Array;
}

/** Sums over the rows of a block, weighted by each component's share in the row. */
export interface MixtureSums {
  readonly weights: Float64Array;
  /** (nComponents, nFeatures). */
  readonly sums: Float64Array;
  /** Per component the products of features: the lower triangle row by row, or the diagonal alone. */
  readonly products: Float64Array;
  readonly logLikelihood: number;
}

/** Shares of the components in each row of a block, and the sums from which the next components follow. */
export function mixtureRows(start: number, end: number, shared: MixtureShared): MixtureSums {
  const { x, nFeatures: d, nComponents, means, whiteners, isDiagonal, offsets, clusters, certainty } = shared;
  const size = isDiagonal ? d : (d * (d + 1)) / 2;
  const weights = new Float64Array(nComponents);
  const sums = new Float64Array(nComponents * d);
  const products = new Float64Array(nComponents * size);
  const logs = new Float64Array(nComponents);
  const deviation = new Float64Array(d);
  let logLikelihood = 0;
  for (let row = start; row < end; row++) {
    const at = row * d;
    let most = -Infinity;
    let likeliest = 0;
    for (let k = 0; k < nComponents; k++) {
      for (let j = 0; j < d; j++) deviation[j] = x[at + j]! - means[k * d + j]!;
      let distance = 0;
      if (isDiagonal) {
        for (let j = 0, w = k * d; j < d; j++, w++) distance += (deviation[j]! * whiteners[w]!) ** 2;
      } else {
        for (let i = 0, w = k * size; i < d; i++) {
          let white = 0;
          for (let j = 0; j <= i; j++, w++) white += whiteners[w]! * deviation[j]!;
          distance += white * white;
        }
      }
      const log = offsets[k]! - distance / 2;
      logs[k] = log;
      if (log > most) {
        most = log;
        likeliest = k;
      }
    }
    let total = 0;
    for (let k = 0; k < nComponents; k++) total += logs[k] = Math.exp(logs[k]! - most);
    logLikelihood += most + Math.log(total);
    clusters[row] = likeliest;
    certainty[row] = 1 / total;
    for (let k = 0; k < nComponents; k++) {
      const share = logs[k]! / total;
      // Far below what a sum could hold.
      if (share < 1e-300) continue;
      weights[k]! += share;
      for (let i = 0, p = k * size; i < d; i++) {
        const part = share * x[at + i]!;
        sums[k * d + i]! += part;
        if (isDiagonal) products[p++]! += part * x[at + i]!;
        else for (let j = 0; j <= i; j++, p++) products[p]! += part * x[at + j]!;
      }
    }
  }
  return { weights, sums, products, logLikelihood };
}
