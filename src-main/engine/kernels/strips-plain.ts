import { STRIP } from './strips.ts';

/**
 * c += aᵀ·b as compiled loops do it, to the byte.
 *
 * @param a (nStripsA, nRows, 4). @param b (nStripsB, nRows, 4). @param c (4·nStripsA, 4·nStripsB), row-major.
 */
export function crossProductPlain(
  a: Float64Array,
  nStripsA: number,
  b: Float64Array,
  nStripsB: number,
  nRows: number,
  c: Float64Array,
): void {
  const width = nStripsB * STRIP;
  for (let i = 0; i < nStripsA * STRIP; i++) {
    for (let j = 0; j < width; j++) {
      let sum = c[i * width + j]!;
      let from = (i >> 2) * nRows * STRIP + (i & 3);
      let other = (j >> 2) * nRows * STRIP + (j & 3);
      for (let p = 0; p < nRows; p++, from += STRIP, other += STRIP) sum += a[from]! * b[other]!;
      c[i * width + j] = sum;
    }
  }
}
