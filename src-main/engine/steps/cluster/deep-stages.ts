import { decodeBundle, encodeBundle } from '../../../contract/bundle.ts';
import type { CheckpointStore } from '../../tensor/tensors.ts';
import type { Weights } from '../../tensor/training/network.ts';

interface Stage {
  readonly stage: 'code' | 'refine';
  readonly bytes: Uint8Array | null;
  /** The weights of the code once it is learned. */
  readonly coded: Weights | null;
}

/** Where the two trainings of one run keep how far they are. */
export interface DeepStages {
  /** The code, where it was learned before the run was cut short. */
  readonly coded: Weights | null;
  /** The store of one of the trainings; what the other kept is nothing to it. */
  of(stage: Stage['stage'], coded: Weights | null): CheckpointStore;
}

/** What a run of the same step kept, for each of its trainings. */
export async function deepStages(store: CheckpointStore): Promise<DeepStages> {
  const stored = await store.load();
  const before = stored ? (decodeBundle(stored) as Stage) : null;
  return {
    coded: before?.coded ?? null,
    of: (stage, coded) => ({
      load: () => Promise.resolve(before?.stage === stage ? before.bytes : null),
      save: (bytes) => store.save(encodeBundle({ stage, bytes, coded } satisfies Stage)),
    }),
  };
}
