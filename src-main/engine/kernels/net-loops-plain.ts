import type { Address } from './exports.ts';
import type { NetLoops } from './net-loops.ts';

const { fround, sqrt } = Math;

/** Addresses count bytes, as in the compiled modules; 0 stands for nothing. */
const FLOAT = 4;
const START = 64;

/** The loops in TypeScript: the same bytes as plain SIMD, and their test oracle. Their memory grows without bound. */
export function plainNetLoops(): NetLoops {
  let heap = new Float32Array(1024);
  let free = START / FLOAT;
  const at = (address: number): number => address / FLOAT;

  return {
    room(n) {
      const start = free;
      free += n;
      if (free > heap.length) {
        const grown = new Float32Array(Math.max(free, heap.length * 2));
        grown.set(heap);
        heap = grown;
      }
      return (start * FLOAT) as Address;
    },
    view: (address, n) => heap.subarray(at(address), at(address) + n),
    product(a, aRowBytes, aColumnBytes, b, bias, c, m, n, k, rectified) {
      const [aRow, aColumn, aAt, bAt, biasAt, cAt] = [at(aRowBytes), at(aColumnBytes), at(a), at(b), at(bias), at(c)];
      const sums = new Float32Array(n);
      for (let i = 0; i < m; i++) {
        if (bias === 0) sums.fill(0);
        else for (let j = 0; j < n; j++) sums[j] = heap[biasAt + j]!;
        for (let p = 0, row = bAt; p < k; p++, row += n) {
          const x = heap[aAt + i * aRow + p * aColumn]!;
          // Rounded twice: a compiled product and sum are each in single precision.
          for (let j = 0; j < n; j++) sums[j] = sums[j]! + fround(x * heap[row + j]!);
        }
        const to = cAt + i * n;
        if (rectified) for (let j = 0; j < n; j++) heap[to + j] = Math.max(sums[j]!, 0);
        else heap.set(sums, to);
      }
    },
    transpose(w, rows, columns, out) {
      const [from, to] = [at(w), at(out)];
      for (let i = 0; i < rows; i++)
        for (let j = 0; j < columns; j++) heap[to + j * rows + i] = heap[from + i * columns + j]!;
    },
    columnSums(x, m, n, out) {
      const [from, to] = [at(x), at(out)];
      heap.fill(0, to, to + n);
      for (let i = 0; i < m; i++) for (let j = 0; j < n; j++) heap[to + j] = heap[to + j]! + heap[from + i * n + j]!;
    },
    rectifySlope(slope, output, n) {
      const [s, o] = [at(slope), at(output)];
      for (let i = 0; i < n; i++) if (!(heap[o + i]! > 0)) heap[s + i] = 0;
    },
    scaleBy(x, factors, n) {
      const [from, by] = [at(x), at(factors)];
      for (let i = 0; i < n; i++) heap[from + i] = heap[from + i]! * heap[by + i]!;
    },
    squaredError(y, target, slope, n, scale) {
      const [from, to, into, factor] = [at(y), at(target), at(slope), fround(scale)];
      const sums = new Float64Array(4);
      for (let i = 0; i < n; i++) {
        const difference = fround(heap[from + i]! - heap[to + i]!);
        heap[into + i] = difference * factor;
        sums[i & 3]! += difference * difference;
      }
      return sumOfLanes(sums);
    },
    squares(x, n) {
      const from = at(x);
      const sums = new Float64Array(4);
      for (let i = 0; i < n; i++) sums[i & 3]! += heap[from + i]! ** 2;
      return sumOfLanes(sums);
    },
    adam(w, g, mean, variance, n, step) {
      const [wAt, gAt, mAt, vAt] = [at(w), at(g), at(mean), at(variance)];
      const [clip, decay, rate, spread, epsilon] = [step.clip, step.decay, step.rate, step.spread, step.epsilon].map(
        fround,
      ) as [number, number, number, number, number];
      const [keep1, keep2] = [fround(step.beta1), fround(step.beta2)];
      const [take1, take2] = [fround(1 - keep1), fround(1 - keep2)];
      for (let i = 0; i < n; i++) {
        const weight = heap[wAt + i]!;
        const slope = fround(fround(heap[gAt + i]! * clip) + fround(weight * decay));
        const m = fround(fround(heap[mAt + i]! * keep1) + fround(slope * take1));
        const v = fround(fround(heap[vAt + i]! * keep2) + fround(fround(slope * slope) * take2));
        heap[mAt + i] = m;
        heap[vAt + i] = v;
        const divisor = fround(fround(fround(sqrt(v)) / spread) + epsilon);
        heap[wAt + i] = weight - fround(fround(m * rate) / divisor);
      }
    },
  };
}

/** Lanes are added as the compiled loops add them. */
const sumOfLanes = (sums: Float64Array): number => sums[0]! + sums[2]! + (sums[1]! + sums[3]!);
