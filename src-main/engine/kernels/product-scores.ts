import type { Kernels } from './instance.ts';
import { STRIP } from './strips.ts';

/**
 * The products of rows with columns that lie in strips, (n, 4·nStrips), row-major; a view that the next call may replace.
 *
 * @param rows (n, width), row-major. @param strips (nStrips, width, 4).
 */
export function productScores(
  kernels: Kernels | null,
  rows: Float64Array,
  n: number,
  width: number,
  strips: Float64Array,
  nStrips: number,
): Float64Array {
  if (!kernels) return plain(rows, n, width, strips, nStrips);
  kernels.begin();
  const [rowsAt, stripsAt] = [kernels.put(rows), kernels.put(strips)];
  const outAt = kernels.room(n * nStrips * STRIP * 8);
  kernels.exports.productDoubles(rowsAt, n, width, stripsAt, nStrips, outAt);
  return kernels.view(Float64Array, outAt, n * nStrips * STRIP);
}

function plain(rows: Float64Array, n: number, width: number, strips: Float64Array, nStrips: number): Float64Array {
  const out = new Float64Array(n * nStrips * STRIP);
  for (let row = 0, to = 0; row < n; row++) {
    for (let c = 0; c < nStrips * STRIP; c++, to++) {
      let at = (c >> 2) * width * STRIP + (c & 3);
      for (let j = row * width; j < (row + 1) * width; j++, at += STRIP) out[to]! += rows[j]! * strips[at]!;
    }
  }
  return out;
}
