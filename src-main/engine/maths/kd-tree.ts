import type { Matrix } from '../table/table.ts';

/** Rows in a tree of boxes, for exact searches that look at few of them (Bentley 1975, doi:10.1145/361002.361007). */
export interface KdTree {
  /** Writes the rows within a distance of a point into `found`, in no given order, and says how many; it grows by need. */
  within(point: Float64Array, radius: number, found: RowList): void;
  /** The nearest rows of a point, nearest first; of equally near ones the lowest row. Squared distances beside them. */
  nearest(point: Float64Array, k: number, rows: Int32Array, squared: Float64Array): number;
}

/** A list of rows that is used over and over. */
export interface RowList {
  rows: Int32Array;
  length: number;
}

/** An empty list. */
export const rowList = (): RowList => ({ rows: new Int32Array(64), length: 0 });

function push(list: RowList, row: number): void {
  if (list.length === list.rows.length) {
    const grown = new Int32Array(2 * list.rows.length);
    grown.set(list.rows);
    list.rows = grown;
  }
  list.rows[list.length++] = row;
}

/** A box with fewer rows is searched as it is. */
const LEAF_ROWS = 24;

/** @param x (nRows, nColumns), finite; not copied, and not to be changed afterwards. */
export function kdTree({ nRows, nColumns: d, values }: Matrix): KdTree {
  const order = Int32Array.from({ length: nRows }, (_, row) => row);
  // Node i has the children 2i + 1 and 2i + 2; its rows are order[starts[i] … ends[i]).
  let depth = 0;
  while (nRows / 2 ** depth > LEAF_ROWS) depth++;
  const nNodes = 2 ** (depth + 1) - 1;
  const firstLeaf = 2 ** depth - 1;
  const starts = new Int32Array(nNodes);
  const ends = new Int32Array(nNodes);
  const lows = new Float64Array(nNodes * d);
  const highs = new Float64Array(nNodes * d);
  ends[0] = nRows;
  for (let node = 0; node < nNodes; node++) {
    const [start, end] = [starts[node]!, ends[node]!];
    const axis = bound(node, start, end);
    if (node >= firstLeaf) continue;
    const middle = (start + end) >> 1;
    selectMiddle(start, end, middle, axis);
    starts[2 * node + 1] = start;
    ends[2 * node + 1] = starts[2 * node + 2] = middle;
    ends[2 * node + 2] = end;
  }
  // Rows in the order of the leaves, so that a search reads them one after the other.
  const packed = new Float64Array(nRows * d);
  order.forEach((row, i) => packed.set(values.subarray(row * d, (row + 1) * d), i * d));

  /** Measures a node's box and says along which axis it is longest. */
  function bound(node: number, start: number, end: number): number {
    let [axis, longest] = [0, -1];
    for (let j = 0; j < d; j++) {
      let [low, high] = [Infinity, -Infinity];
      for (let i = start; i < end; i++) {
        const value = values[order[i]! * d + j]!;
        if (value < low) low = value;
        if (value > high) high = value;
      }
      lows[node * d + j] = low;
      highs[node * d + j] = high;
      if (high - low > longest) [axis, longest] = [j, high - low];
    }
    return axis;
  }

  /** Puts smaller rows before the middle and larger ones behind it (Hoare 1961); equal ones by number, so that the tree is always the same. */
  function selectMiddle(start: number, end: number, middle: number, axis: number): void {
    const before = (a: number, b: number): boolean => {
      const [x, y] = [values[a * d + axis]!, values[b * d + axis]!];
      return x < y || (x === y && a < b);
    };
    let [from, to] = [start, end - 1];
    while (from < to) {
      const pivot = order[(from + to) >> 1]!;
      let [i, j] = [from, to];
      while (i <= j) {
        while (before(order[i]!, pivot)) i++;
        while (before(pivot, order[j]!)) j--;
        if (i > j) break;
        [order[i], order[j]] = [order[j]!, order[i]!];
        i++;
        j--;
      }
      if (middle <= j) to = j;
      else if (middle >= i) from = i;
      else return;
    }
  }

  /** The squared distance from a point to a node's box; 0 inside. */
  function toBox(point: Float64Array, node: number): number {
    let sum = 0;
    for (let j = 0, at = node * d; j < d; j++, at++) {
      const value = point[j]!;
      const out = value < lows[at]! ? lows[at]! - value : value > highs[at]! ? value - highs[at]! : 0;
      sum += out * out;
    }
    return sum;
  }

  function toRow(point: Float64Array, i: number): number {
    let sum = 0;
    for (let j = 0, at = i * d; j < d; j++, at++) {
      const apart = point[j]! - packed[at]!;
      sum += apart * apart;
    }
    return sum;
  }

  const stack = new Int32Array(2 * (depth + 2));
  return {
    within(point, radius, found) {
      found.length = 0;
      const most = radius * radius;
      let height = 0;
      stack[height++] = 0;
      while (height > 0) {
        const node = stack[--height]!;
        if (!(toBox(point, node) <= most)) continue;
        if (node < firstLeaf) {
          stack[height++] = 2 * node + 2;
          stack[height++] = 2 * node + 1;
          continue;
        }
        for (let i = starts[node]!; i < ends[node]!; i++) if (toRow(point, i) <= most) push(found, order[i]!);
      }
    },
    nearest(point, k, rows, squared) {
      let n = 0;
      const visit = (node: number): void => {
        if (node >= firstLeaf) {
          for (let i = starts[node]!; i < ends[node]!; i++) {
            const [distance, row] = [toRow(point, i), order[i]!];
            if (n === k && !isBefore(distance, row, squared[k - 1]!, rows[k - 1]!)) continue;
            let at = n < k ? n++ : k - 1;
            for (; at > 0 && isBefore(distance, row, squared[at - 1]!, rows[at - 1]!); at--) {
              squared[at] = squared[at - 1]!;
              rows[at] = rows[at - 1]!;
            }
            squared[at] = distance;
            rows[at] = row;
          }
          return;
        }
        const [left, right] = [2 * node + 1, 2 * node + 2];
        const [toLeft, toRight] = [toBox(point, left), toBox(point, right)];
        const [near, far, toFar] = toLeft <= toRight ? [left, right, toRight] : [right, left, toLeft];
        visit(near);
        if (n < k || toFar <= squared[k - 1]!) visit(far);
      };
      visit(0);
      return n;
    },
  };
}

const isBefore = (a: number, rowA: number, b: number, rowB: number): boolean => a < b || (a === b && rowA < rowB);
