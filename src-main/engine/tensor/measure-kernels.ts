import { createPool } from '../kernels/pool.ts';
import type { Variant } from '../kernels/variant.ts';
import { lloydPasses } from '../maths/lloyd-passes.ts';
import { seededRandom } from '../maths/random.ts';

/** Rows, features and centres of the work that is timed: a pass takes some hundredths of a second. */
const ROWS = 65_536;
const FEATURES = 64;
const CENTRES = 64;
const REPEATS = 3;

/** 10⁹ floating-point operations a second in finding nearest centres: a product of matrices in all but name. */
export async function kernelSpeed(threads: number, variant: Variant): Promise<number> {
  const pool = createPool(threads, variant);
  try {
    const random = seededRandom(1);
    const values = new Float64Array(new SharedArrayBuffer(ROWS * FEATURES * 8));
    for (let i = 0; i < values.length; i++) values[i] = random.next();
    const x = { nRows: ROWS, nColumns: FEATURES, values };
    const passes = lloydPasses(x, CENTRES, pool);
    const times: number[] = [];
    for (let i = 0; i <= REPEATS; i++) {
      const startedAt = performance.now();
      await passes.measure(values.slice(0, CENTRES * FEATURES));
      times.push(performance.now() - startedAt);
    }
    // The first one starts threads and compiles.
    return (2 * ROWS * FEATURES * CENTRES) / Math.min(...times.slice(1)) / 1e6;
  } finally {
    pool.close();
  }
}
