import { decodeBundle, encodeBundle } from '../../../contract/bundle.ts';
import type { Weights } from './network.ts';
import type { Losses, TraineeState } from './trainee.ts';

/** The losses of one epoch. */
export interface EpochLosses {
  /** Counted from 1. */
  readonly epoch: number;
  /** The learning rate of its last step. */
  readonly rate: number;
  readonly training: Losses;
  /** Null where no rows were set aside. */
  readonly validation: Losses | null;
}

/** Where a training is at the end of an epoch. Chance needs no place here: each epoch draws from a stream of its own. */
export interface TrainingState {
  readonly seed: number;
  readonly history: readonly EpochLosses[];
  readonly trainee: TraineeState;
  /** The best epoch so far by its validation loss, with its weights; null where there is no validation. */
  readonly best: { readonly epoch: number; readonly weights: Weights } | null;
}

/** A training's state as bytes. */
export const encodeTraining = (state: TrainingState): Uint8Array => encodeBundle(state);

/** Reads what {@link encodeTraining} wrote. */
export const decodeTraining = (bytes: Uint8Array): TrainingState => decodeBundle(bytes) as TrainingState;
