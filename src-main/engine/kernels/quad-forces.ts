import type { Kernels } from './instance.ts';

/** Words of a node: middle x and y, mass, the squared distance up to which it is opened, and the byte at which the next one begins. */
export const NODE_WORDS = 5;

/** What moves rows on a map: pairs pull, all others push. */
export interface ForceShared {
  /** A tree of squares in the order in which it is walked, as long as `nWords`. */
  readonly nodes: Float32Array;
  readonly nWords: number;
  /** Rows in the order of the tree, with their places, (nRows) each. */
  readonly order: Int32Array;
  readonly xs: Float32Array;
  readonly ys: Float32Array;
  /** (nRows, 2): where each row is. */
  readonly places: Float64Array;
  /** Pairs: see PairGraph. */
  readonly offsets: Int32Array;
  readonly tails: Int32Array;
  readonly weights: Float32Array;
  /** Written, (nRows, 2): what pulls and what pushes each row. */
  readonly pulls: Float64Array;
  readonly pushes: Float64Array;
}

/** Forces on rows [start, end), pushes in the order of the tree. @returns how near they are to all other rows, summed */
export function moveRows(start: number, end: number, shared: ForceShared, kernels: Kernels | null): number {
  pull(start, end, shared);
  const n = end - start;
  const padded = Math.ceil(n / 4) * 4;
  const xs = new Float32Array(padded).fill(shared.xs[end - 1]!);
  const ys = new Float32Array(padded).fill(shared.ys[end - 1]!);
  xs.set(shared.xs.subarray(start, end));
  ys.set(shared.ys.subarray(start, end));
  const { x, y, sums } = kernels ? compiled(shared, xs, ys, kernels) : plain(shared, xs, ys);
  let sum = 0;
  for (let i = 0; i < n; i++) {
    const row = shared.order[start + i]!;
    shared.pushes[2 * row] = x[i]!;
    shared.pushes[2 * row + 1] = y[i]!;
    // Each row met itself.
    sum += sums[i]! - 1;
  }
  return sum;
}

function pull(start: number, end: number, { places, offsets, tails, weights, pulls }: ForceShared): void {
  for (let row = start; row < end; row++) {
    const x = places[2 * row]!;
    const y = places[2 * row + 1]!;
    let sumX = 0;
    let sumY = 0;
    for (let at = offsets[row]!, to = offsets[row + 1]!; at < to; at++) {
      const tail = 2 * tails[at]!;
      const apartX = x - places[tail]!;
      const apartY = y - places[tail + 1]!;
      const strength = weights[at]! / (1 + apartX * apartX + apartY * apartY);
      sumX += strength * apartX;
      sumY += strength * apartY;
    }
    pulls[2 * row] = sumX;
    pulls[2 * row + 1] = sumY;
  }
}

interface Pushes {
  readonly x: Float32Array;
  readonly y: Float32Array;
  readonly sums: Float32Array;
}

function compiled({ nodes, nWords }: ForceShared, xs: Float32Array, ys: Float32Array, kernels: Kernels): Pushes {
  kernels.begin();
  const nodesAt = kernels.put(nodes.subarray(0, nWords));
  const [xsAt, ysAt] = [kernels.put(xs), kernels.put(ys)];
  const room = () => kernels.room(xs.byteLength);
  const [pushX, pushY, sums] = [room(), room(), room()];
  kernels.exports.quadForces(nodesAt, nWords * 4, xsAt, ysAt, xs.length, pushX, pushY, sums);
  const read = (at: typeof pushX): Float32Array => kernels.view(Float32Array, at, xs.length);
  return { x: read(pushX), y: read(pushY), sums: read(sums) };
}

const { fround } = Math;
const LANES = 4;

/** The loop of `assembly/quad-forces.ts` in TypeScript: the same bytes. */
function plain({ nodes, nWords }: ForceShared, xs: Float32Array, ys: Float32Array): Pushes {
  const nexts = new Int32Array(nodes.buffer, nodes.byteOffset, nWords);
  const out = { x: new Float32Array(xs.length), y: new Float32Array(xs.length), sums: new Float32Array(xs.length) };
  const apartX = new Float32Array(LANES);
  const apartY = new Float32Array(LANES);
  const square = new Float32Array(LANES);
  for (let at = 0; at < xs.length; at += LANES) {
    for (let node = 0; node < nWords;) {
      const x = nodes[node]!;
      const y = nodes[node + 1]!;
      const opened = nodes[node + 3]!;
      let isNear = false;
      for (let lane = 0; lane < LANES; lane++) {
        const [dx, dy] = [fround(xs[at + lane]! - x), fround(ys[at + lane]! - y)];
        const own = fround(fround(dx * dx) + fround(dy * dy));
        apartX[lane] = dx;
        apartY[lane] = dy;
        square[lane] = own;
        if (own <= opened) isNear = true;
      }
      if (isNear) {
        node += NODE_WORDS;
        continue;
      }
      for (let lane = 0; lane < LANES; lane++) {
        const near = fround(1 / fround(1 + square[lane]!));
        const all = fround(near * nodes[node + 2]!);
        const push = fround(all * near);
        out.sums[at + lane]! += all;
        out.x[at + lane]! += fround(push * apartX[lane]!);
        out.y[at + lane]! += fround(push * apartY[lane]!);
      }
      node = nexts[node + 4]! >> 2;
    }
  }
  return out;
}
