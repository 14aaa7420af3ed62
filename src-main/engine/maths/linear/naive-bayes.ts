/** What a naive Bayes model knows of one feature: normal curves, or shares of categories, one a class. */
export type FeatureLikelihood =
  | { readonly kind: 'normal'; readonly means: Float64Array; readonly variances: Float64Array }
  /** (nClasses, nCategories) of logarithms. */
  | { readonly kind: 'shares'; readonly nCategories: number; readonly logShares: Float64Array };

/** Classes with how often each is, and their features. */
export interface NaiveBayes {
  readonly logPriors: Float64Array;
  readonly features: readonly FeatureLikelihood[];
}

/** Rows to learn from: NaN is missing, and tells nothing. */
export interface BayesRows {
  readonly x: { readonly nRows: number; readonly nColumns: number; readonly values: Float64Array };
  readonly codes: Int32Array;
  readonly nClasses: number;
  readonly weights: Float64Array | null;
  /** How many categories each column has; 0 for numbers. */
  readonly nCategories: readonly number[];
}

/**
 * Naive Bayes: features independent given the class, numbers normal, categories by their shares.
 *
 * @param smoothing added to the count of each category (Laplace). @param widening share of the largest variance that is added to all.
 */
export function fitNaiveBayes(rows: BayesRows, smoothing: number, widening: number): NaiveBayes {
  const { x, codes, nClasses, weights, nCategories } = rows;
  const priors = new Float64Array(nClasses);
  for (let row = 0; row < x.nRows; row++) priors[codes[row]!]! += weights ? weights[row]! : 1;
  const total = priors.reduce((sum, value) => sum + value, 0);
  const least = widening * largestVariance(rows);
  const features = nCategories.map((n, j) => (n > 0 ? sharesOf(rows, j, n, smoothing) : normalsOf(rows, j, least)));
  return { logPriors: priors.map((value) => Math.log(value / total)), features };
}

function sharesOf(
  { x, codes, nClasses, weights }: BayesRows,
  j: number,
  n: number,
  smoothing: number,
): FeatureLikelihood {
  const counts = new Float64Array(nClasses * n).fill(smoothing);
  for (let row = 0; row < x.nRows; row++) {
    const category = x.values[row * x.nColumns + j]!;
    if (!Number.isNaN(category)) counts[codes[row]! * n + category]! += weights ? weights[row]! : 1;
  }
  const logShares = new Float64Array(nClasses * n);
  for (let k = 0; k < nClasses; k++) {
    let total = 0;
    for (let c = 0; c < n; c++) total += counts[k * n + c]!;
    for (let c = 0; c < n; c++) logShares[k * n + c] = Math.log(counts[k * n + c]! / total);
  }
  return { kind: 'shares', nCategories: n, logShares };
}

function normalsOf({ x, codes, nClasses, weights }: BayesRows, j: number, least: number): FeatureLikelihood {
  const [means, variances, totals] = [0, 1, 2].map(() => new Float64Array(nClasses)) as [
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  const each = (add: (code: number, value: number, weight: number) => void): void => {
    for (let row = 0; row < x.nRows; row++) {
      const value = x.values[row * x.nColumns + j]!;
      if (!Number.isNaN(value)) add(codes[row]!, value, weights ? weights[row]! : 1);
    }
  };
  each((code, value, weight) => {
    totals[code]! += weight;
    means[code]! += weight * value;
  });
  for (let k = 0; k < nClasses; k++) means[k] = totals[k]! > 0 ? means[k]! / totals[k]! : 0;
  each((code, value, weight) => (variances[code]! += weight * (value - means[code]!) ** 2));
  return {
    kind: 'normal',
    means,
    variances: variances.map((sum, k) => (totals[k]! > 0 ? sum / totals[k]! : 1) + least),
  };
}

/** The largest variance of a column of numbers over all rows; 1 where no column varies. */
function largestVariance({ x, nCategories }: BayesRows): number {
  const variances = nCategories.map((n, j) => {
    if (n > 0) return 0;
    let [mean, squares, seen] = [0, 0, 0];
    for (let row = 0; row < x.nRows; row++) {
      const value = x.values[row * x.nColumns + j]!;
      if (Number.isNaN(value)) continue;
      const apart = value - mean;
      mean += apart / ++seen;
      squares += apart * (value - mean);
    }
    return seen > 0 ? squares / seen : 0;
  });
  return Math.max(0, ...variances) || 1;
}

/** Log of prior and likelihood of each class: (nRows, nClasses), row-major. */
export function bayesScores({ logPriors, features }: NaiveBayes, x: BayesRows['x']): Float64Array {
  const nClasses = logPriors.length;
  const out = new Float64Array(x.nRows * nClasses);
  for (let row = 0; row < x.nRows; row++) {
    for (let k = 0; k < nClasses; k++) {
      let score = logPriors[k]!;
      for (let j = 0; j < features.length; j++) {
        const value = x.values[row * x.nColumns + j]!;
        if (!Number.isNaN(value)) score += logLikelihood(features[j]!, k, value);
      }
      out[row * nClasses + k] = score;
    }
  }
  return out;
}

function logLikelihood(feature: FeatureLikelihood, k: number, value: number): number {
  if (feature.kind === 'shares') return feature.logShares[k * feature.nCategories + value]!;
  const variance = feature.variances[k]!;
  return -0.5 * (Math.log(2 * Math.PI * variance) + (value - feature.means[k]!) ** 2 / variance);
}
