import { entryAt, newTiles, tileStart } from '../../../src-main/engine/kernels/tiles.ts';
import { invertTiles } from '../../../src-main/engine/maths/cholesky.ts';
import { seededRandom } from '../../../src-main/engine/maths/random.ts';
import { defineCase, prepared } from '../harness/case.ts';
import { readArray, writeArray } from '../harness/data.ts';
import { checksum } from '../harness/statistics.ts';

const SEED = 18;

export const inverse = defineCase({
  name: 'inverse',
  script: 'inverse',
  title: 'inverse of a positive definite matrix, 4,000 × 4,000 (EASE)',
  reference: 'scipy dpotrf + dpotri',
  bar: null,
  aim: null,
  shape: { columns: 4000 },
  tolerance: 1e-9,
  // Symmetric, with a diagonal that outweighs the rest.
  make({ columns: n }, folder) {
    const random = seededRandom(SEED);
    const a = new Float64Array(n * n);
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < i; j++) a[i * n + j] = a[j * n + i] = random.normal();
      a[i * n + i] = 3 * Math.sqrt(n);
    }
    writeArray(folder, 'a', a);
  },
  prepare({ shape: { columns: n }, folder, pool }) {
    const a = readArray(folder, 'a', 'f64');
    const tiles = newTiles(n);
    const { size, nTiles } = tiles;
    const whole = tiles.values.slice();
    for (let i = 0; i < nTiles; i++)
      for (let j = 0; j <= i; j++)
        for (let row = i * size; row < Math.min(n, (i + 1) * size); row++)
          whole.set(
            a.subarray(row * n + j * size, row * n + Math.min(n, (j + 1) * size)),
            tileStart(i, j, size) + (row - i * size) * size,
          );
    return prepared({
      before: () => tiles.values.set(whole),
      run: () => invertTiles(tiles, { pool }, () => undefined),
      check: (isDefinite) => ({
        isDefinite: Number(isDefinite),
        diagonal: checksum(Float64Array.from({ length: n }, (_, i) => entryAt(tiles, i, i))),
        below: checksum(Float64Array.from({ length: n - 1 }, (_, i) => Math.abs(entryAt(tiles, i + 1, i)))),
      }),
    });
  },
});
