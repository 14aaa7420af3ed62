import { ClienteleError } from '../../../contract/errors.ts';
import { seededRandom } from '../../maths/random.ts';
import type { Rows } from './tensor-trainee.ts';
import type { TrainingHooks } from './train.ts';

/** Hooks that keep what they are told. */
export interface TestHooks extends TrainingHooks {
  readonly logged: Readonly<Record<string, number>>[];
  readonly saved: Uint8Array[];
}

/** @param cancelAfter so many pauses. */
export function testHooks(checkpoint: Uint8Array | null = null, cancelAfter = Infinity): TestHooks {
  const logged: Readonly<Record<string, number>>[] = [];
  const saved: Uint8Array[] = [];
  let pauses = 0;
  return {
    logged,
    saved,
    checkpoint,
    saveCheckpoint: (bytes) => void saved.push(bytes),
    progress: () => undefined,
    log: (values) => void logged.push(values),
    pause: () => (++pauses > cancelAfter ? Promise.reject(new ClienteleError('cancelled')) : Promise.resolve()),
  };
}

/** Rows on a bent surface of two dimensions in `nColumns`, with a little noise. */
export function bentRows(nRows: number, nColumns: number, seed = 1): Rows {
  const random = seededRandom(seed);
  const values = new Float32Array(nRows * nColumns);
  for (let row = 0; row < nRows; row++) {
    const [u, v] = [random.next() * 4 - 2, random.next() * 4 - 2];
    for (let j = 0; j < nColumns; j++)
      values[row * nColumns + j] = Math.sin(u * (1 + j / 3) + j) + Math.cos(v * (1 + j / 4)) + 0.02 * random.normal();
  }
  return { nRows, nColumns, values };
}
