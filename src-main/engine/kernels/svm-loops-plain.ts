import type { Matrix } from '../table/table.ts';
import { inPanels, likeness, productOf, selfLikeness, squaredLengths, type SvmKernel } from './svm-likeness.ts';
import type { SvmLoops } from './svm-loops.ts';

/** The loops of `assembly/support-vectors.ts` in TypeScript: the same bytes as plain SIMD. */
export function plainSvmLoops({ nRows, nColumns, values }: Matrix, kernel: SvmKernel): SvmLoops {
  const n = inPanels(nRows);
  const squares = squaredLengths(values, nRows, nColumns);
  const diagonal = selfLikeness(kernel, squares);
  const [pulls, rise, fall] = [new Float64Array(n), new Float64Array(n), new Float64Array(n)];
  const found = new Float64Array(2);
  const slots: Float32Array[] = [];
  return {
    pulls,
    rise,
    fall,
    diagonal,
    found,
    fill(slot, row) {
      const out = (slots[slot] ??= new Float32Array(n));
      const own = values.slice(row * nColumns, (row + 1) * nColumns);
      for (let t = 0; t < nRows; t++) {
        const product = productOf(own, 0, values, t * nColumns, nColumns);
        out[t] = likeness(kernel, product, squares[row]!, squares[t]!);
      }
    },
    at: (slot, other) => slots[slot]![other]!,
    slide(slotA, byA, slotB, byB) {
      const [a, b] = [slots[slotA]!, slots[slotB]!];
      let [place, most] = [-1, -Infinity];
      for (let t = 0; t < nRows; t++) {
        const pull = (pulls[t]! -= byA * a[t]! + byB * b[t]!);
        const value = pull + rise[t]!;
        if (value > most) [place, most] = [t, value];
      }
      found[0] = most;
      return place;
    },
    partner(slot, row, strongest) {
      const own = slots[slot]!;
      const corner = diagonal[row]!;
      let [place, most, least] = [-1, 0, Infinity];
      for (let t = 0; t < nRows; t++) {
        const value = pulls[t]! + fall[t]!;
        if (value < least) least = value;
        const apart = strongest - value;
        if (!(apart > 0)) continue;
        const curve = corner + diagonal[t]! - 2 * own[t]!;
        const gain = (apart * apart) / (curve > LEAST_CURVE ? curve : LEAST_CURVE);
        if (gain > most) [place, most] = [t, gain];
      }
      found[0] = most;
      found[1] = least;
      return place;
    },
  };
}

/** Curvature of a pair that is taken where there is none. */
const LEAST_CURVE = 1e-12;
