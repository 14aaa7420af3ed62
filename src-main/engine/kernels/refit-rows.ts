import type { SparseRows } from '../table/sparse.ts';
import { CandidateGram } from './candidate-gram.ts';
import type { Kernels } from './instance.ts';
import { solvePositivePlain } from './solve-rows-plain.ts';
import { STRIP } from './strips.ts';

/** Items that are regressed on those chosen for them. */
export interface RefitShared {
  /** The item that counts as the first. */
  readonly first: number;
  /** Row j: the items that have a weight for j, ascending, j never among them; the weights are not read. */
  readonly chosen: SparseRows;
  /** The items' products with each other, symmetric, columns ascending. */
  readonly gram: SparseRows;
  readonly l2: number;
}

/**
 * Items [first + start, first + end): the weights that minimise |x_j − X·w|² + l2·Σw² over the chosen alone, (G_SS + l2·I)·w = G_Sj.
 *
 * @returns the weights of each row's items, one row after the other.
 */
export function refitRows(
  start: number,
  end: number,
  { first, chosen, gram, l2 }: RefitShared,
  kernels: Kernels | null,
): Float64Array {
  const { offsets, columns } = chosen;
  const [from, to] = [first + start, first + end];
  let most = 0;
  for (let item = from; item < to; item++) most = Math.max(most, offsets[item + 1]! - offsets[item]!);
  const among = new CandidateGram(gram, most);
  const { a, b, solve } = solver(widthOf(most), kernels);
  const weights = new Float64Array(offsets[to]! - offsets[from]!);
  for (let item = from; item < to; item++) {
    const others = columns.subarray(offsets[item], offsets[item + 1]);
    const n = others.length;
    const width = widthOf(n);
    among.begin(others);
    a.fill(0, 0, width * width);
    b.fill(0, 0, width);
    for (let place = 0; place < width; place++) {
      if (place < n) a.set(among.row(place), place * width);
      a[place * width + place]! += l2;
    }
    b.set(among.with(item));
    solve(width);
    weights.set(b.subarray(0, n), offsets[item]! - offsets[from]!);
  }
  return weights;
}

/** Numbers of unknowns come in whole strips; what is more than there are is zero. */
const widthOf = (n: number): number => Math.ceil(n / STRIP) * STRIP;

/** A system of so many unknowns and of fewer: fill a, row-major, and b, which becomes the solution. */
function solver(most: number, kernels: Kernels | null) {
  if (!kernels) {
    const [a, b] = [new Float64Array(most * most), new Float64Array(most)];
    return { a, b, solve: (width: number) => solvePositivePlain(a, width, b.subarray(0, width)) };
  }
  kernels.begin();
  const [aAt, bAt] = [kernels.room(most * most * 8), kernels.room(most * 8)];
  return {
    a: kernels.view(Float64Array, aAt, most * most),
    b: kernels.view(Float64Array, bAt, most),
    solve: (width: number) => kernels.exports.solvePositive(aAt, width, bAt),
  };
}
