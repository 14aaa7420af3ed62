import type { Random } from '../../maths/random.ts';
import type { Weights } from './network.ts';

/** Mean losses by name; `loss` is their sum, which training lowers. */
export type Losses = Readonly<Record<string, number>> & { readonly loss: number };

/** How weights follow their slopes. */
export interface OptimiserOptions {
  /** Adam (Kingma & Ba 2015), or plain descent with momentum. */
  readonly kind: 'adam' | 'sgd';
  /** Of Adam. */
  readonly beta1?: number;
  readonly beta2?: number;
  readonly epsilon?: number;
  /** Of plain descent: how much of the last step is kept. */
  readonly momentum?: number;
  /** Slopes whose common length is larger are shortened to it (Pascanu et al. 2013); 0 leaves them. */
  readonly clipNorm?: number;
  /** How strongly kernels and embeddings are drawn to zero: l2·w is added to their slopes. */
  readonly l2?: number;
}

/** The options with what is left out. */
export const optimiserDefaults = {
  beta1: 0.9,
  beta2: 0.999,
  epsilon: 1e-8,
  momentum: 0,
  clipNorm: 0,
  l2: 0,
} as const satisfies Partial<OptimiserOptions>;

/** Everything from which a training goes on as if it had not been interrupted. */
export interface TraineeState {
  readonly weights: Weights;
  /** What the optimiser keeps of each trained parameter: Adam's means and variances, or momentum; all, one kind after the other. */
  readonly moments: readonly Float32Array[];
  /** Steps done. */
  readonly nSteps: number;
}

/** A network with its data, on whatever computes it. */
export interface Trainee {
  /**
   * One step of the optimiser on some rows; their losses are kept for `losses`.
   *
   * @param random what dropout draws from, row by row.
   */
  step(rows: Int32Array, rate: number, random: Random): void;
  /** Keeps the losses of some rows for `losses`, without training on them. */
  assess(rows: Int32Array): void;
  /** Mean losses by row since the last call. */
  losses(): Promise<Losses>;
  read(): Promise<TraineeState>;
  write(state: TraineeState): void;
  dispose(): void;
}

/** Dropout's factors for a batch: 0 where a value is dropped, what makes up for it elsewhere. @param rate from 0 to below 1 */
export function dropoutFactors(
  out: Float32Array,
  rowLength: number,
  stride: number,
  rate: number,
  random: Random,
): void {
  const kept = 1 / (1 - rate);
  for (let row = 0; row < out.length; row += stride)
    for (let j = 0; j < rowLength; j++) out[row + j] = random.next() < rate ? 0 : kept;
}
