import type { Run } from '../../src-main/contract/project.ts';
import { createStore } from '../app/store.ts';

/** Two runs of one panel, the earlier one first. */
export interface RunPair {
  readonly before: Run;
  readonly after: Run;
}

/** The runs that the page of runs compares; null while it lists them. */
const compared = createStore<RunPair | null>(null);

export const useCompared = (): RunPair | null => compared.use();

/** Puts two runs side by side on the page of runs. */
export function compareRuns(one: Run, other: Run): void {
  const [before, after] = one.startedAt <= other.startedAt ? [one, other] : [other, one];
  compared.set({ before, after });
}

export const listRuns = (): void => compared.set(null);
