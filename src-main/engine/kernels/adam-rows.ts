/** Weights with their slopes and what Adam keeps of them. */
export interface AdamShared {
  /** Read and written. */
  readonly weights: Float64Array;
  readonly slopes: Float64Array;
  /** Read and written: running means of slopes and of their squares. */
  readonly means: Float64Array;
  readonly variances: Float64Array;
  readonly rate: number;
  /** Counted from 1: the step that is taken. */
  readonly step: number;
}

const [BETA1, BETA2, EPSILON] = [0.9, 0.999, 1e-8];

/** One step of Adam on weights [start, end). Kingma & Ba (2015), arXiv:1412.6980. */
export function adamRows(start: number, end: number, shared: AdamShared): null {
  const { weights, slopes, means, variances, rate, step } = shared;
  const [young1, young2] = [1 - BETA1 ** step, Math.sqrt(1 - BETA2 ** step)];
  for (let at = start; at < end; at++) {
    const slope = slopes[at]!;
    const mean = (means[at] = BETA1 * means[at]! + (1 - BETA1) * slope);
    const variance = (variances[at] = BETA2 * variances[at]! + (1 - BETA2) * slope * slope);
    weights[at]! -= ((rate / young1) * mean) / (Math.sqrt(variance) / young2 + EPSILON);
  }
  return null;
}
