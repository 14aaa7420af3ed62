import type { BackendId, BackendInfo } from '../../contract/backends.ts';

/** What neural models may be trained on, as the engine tells a job. */
export interface TensorChoice {
  /** The backend that a person forced; null leaves it to measurements. */
  readonly forced: BackendId | null;
  /** What the engine found of every backend; null where it has not looked yet, and the job has to. */
  readonly found: readonly BackendInfo[] | null;
  /** The user's folder, where measurements are remembered and further backends may be installed; null for neither. */
  readonly folder: string | null;
}

/** Nothing forced, known or remembered. */
export const CHECK_ANEW: TensorChoice = { forced: null, found: null, folder: null };
