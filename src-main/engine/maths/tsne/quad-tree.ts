import { NODE_WORDS } from '../../kernels/quad-forces.ts';

/** Levels of a tree: a place is told to 1 / 65,536 of the map's side. */
const LEVELS = 16;
const SIDE = 2 ** LEVELS;
/** Fewer rows have no square of their own. */
const LEAST_ROWS = 3;

/** A tree of squares over places, rebuilt as they move. In shared memory. */
export interface QuadTree {
  readonly nodes: Float32Array;
  /** How many words of it are the tree. */
  nWords: number;
  /** Rows along a curve through the squares (Morton 1966), with their places. */
  readonly order: Int32Array;
  readonly xs: Float32Array;
  readonly ys: Float32Array;
}

const sharedFloats = (n: number): Float32Array => new Float32Array(new SharedArrayBuffer(n * 4));

/** Room for a tree of so many rows. */
export const newQuadTree = (nRows: number): QuadTree => ({
  // Every square has two children at least, and a square with fewer rows than three is none.
  nodes: sharedFloats(2 * nRows * NODE_WORDS),
  nWords: 0,
  order: new Int32Array(new SharedArrayBuffer(nRows * 4)),
  xs: sharedFloats(nRows),
  ys: sharedFloats(nRows),
});

/** Builds the tree anew (Barnes & Hut 1986, doi:10.1038/324446a0). @param places (nRows, 2), finite. @param theta a square is taken as one where its side is less than this share of its distance */
export function fillQuadTree(tree: QuadTree, places: Float64Array, theta: number): void {
  const { nodes, order, xs, ys } = tree;
  const nRows = order.length;
  const { codes, side } = placeCodes(places, nRows);
  const sorted = sortByCode(codes, order);
  for (let at = 0; at < nRows; at++) {
    xs[at] = places[2 * order[at]!]!;
    ys[at] = places[2 * order[at]! + 1]!;
  }
  const nexts = new Int32Array(nodes.buffer);
  let size = 0;
  const put = (x: number, y: number, mass: number, opened: number, to: number): void => {
    nodes[to] = x;
    nodes[to + 1] = y;
    nodes[to + 2] = mass;
    nodes[to + 3] = opened;
    nexts[to + 4] = size * 4;
  };
  let sumX = 0;
  let sumY = 0;
  /** Adds the square of rows [from, to), which share the first `level` steps of their codes; leaves the sums of their places. */
  const add = (from: number, to: number, level: number): void => {
    const apart = sorted[from]! ^ sorted[to - 1]!;
    // Steps that all of them share need no squares.
    const shared = apart === 0 ? LEVELS : Math.max(level, Math.clz32(apart) >> 1);
    const own = size;
    const isSquare = to - from >= LEAST_ROWS;
    if (isSquare) size += NODE_WORDS;
    let x = 0;
    let y = 0;
    if (!isSquare || shared === LEVELS) {
      for (let at = from; at < to; at++) {
        size += NODE_WORDS;
        put(xs[at]!, ys[at]!, 1, -1, size - NODE_WORDS);
        x += xs[at]!;
        y += ys[at]!;
      }
    } else {
      const shift = 2 * (LEVELS - 1 - shared);
      for (let at = from; at < to;) {
        const child = sorted[at]! >>> shift;
        let end = at + 1;
        while (end < to && sorted[end]! >>> shift === child) end++;
        add(at, end, shared + 1);
        x += sumX;
        y += sumY;
        at = end;
      }
    }
    if (isSquare) {
      const opened = side / 2 ** shared / theta;
      put(x / (to - from), y / (to - from), to - from, opened * opened, own);
    }
    sumX = x;
    sumY = y;
  };
  if (nRows > 0) add(0, nRows, 0);
  tree.nWords = size;
}

/** The square of the finest level in which each row lies, its two numbers bit by bit in turn. */
function placeCodes(places: Float64Array, nRows: number): { codes: Uint32Array; side: number } {
  let [left, right, low, high] = [Infinity, -Infinity, Infinity, -Infinity];
  for (let at = 0; at < places.length; at += 2) {
    const x = places[at]!;
    const y = places[at + 1]!;
    if (x < left) left = x;
    if (x > right) right = x;
    if (y < low) low = y;
    if (y > high) high = y;
  }
  const side = Math.max(right - left, high - low) * (1 + 1e-9) || 1;
  const scale = SIDE / side;
  const codes = new Uint32Array(nRows);
  for (let row = 0; row < nRows; row++) {
    const x = Math.min(SIDE - 1, Math.floor((places[2 * row]! - left) * scale));
    const y = Math.min(SIDE - 1, Math.floor((places[2 * row + 1]! - low) * scale));
    codes[row] = spread(x) | (spread(y) << 1);
  }
  return { codes, side };
}

/** Sixteen bits with a gap after each. */
function spread(value: number): number {
  let bits = value;
  bits = (bits | (bits << 8)) & 0x00ff00ff;
  bits = (bits | (bits << 4)) & 0x0f0f0f0f;
  bits = (bits | (bits << 2)) & 0x33333333;
  return (bits | (bits << 1)) & 0x55555555;
}

const DIGIT = 11;
const MASK = (1 << DIGIT) - 1;

/** Sorts rows by code, equal ones by number; writes their order and returns the codes in it. */
function sortByCode(codes: Uint32Array, order: Int32Array): Uint32Array {
  const n = codes.length;
  let from = new Int32Array(n);
  let to = new Int32Array(n);
  for (let row = 0; row < n; row++) from[row] = row;
  for (let shift = 0; shift < 32; shift += DIGIT) {
    const starts = new Int32Array((1 << DIGIT) + 1);
    for (let row = 0; row < n; row++) starts[((codes[row]! >>> shift) & MASK) + 1]!++;
    for (let i = 0; i < 1 << DIGIT; i++) starts[i + 1]! += starts[i]!;
    for (let i = 0; i < n; i++) {
      const row = from[i]!;
      to[starts[(codes[row]! >>> shift) & MASK]!++] = row;
    }
    const spare = from;
    from = to;
    to = spare;
  }
  order.set(from);
  const sorted = new Uint32Array(n);
  for (let at = 0; at < n; at++) sorted[at] = codes[from[at]!]!;
  return sorted;
}
