// How rows on a map push each other: Barnes and Hut's sums over a tree of squares, for four rows at a time. Products and sums are never
// fused, so that every variant has the same digits.

/** Bytes of a node: middle x and y, mass, the squared distance up to which it is opened, and where the next node beside it begins. */
const NODE: usize = 20;

/**
 * @param nodes a tree in the order in which it is walked; `nBytes` long.
 * @param xs, ys places of the rows, a multiple of four of them, `nRows` in all.
 * @param pushX, pushY, sums written: what pushes each row, and the sum of how near all others are to it, itself among them.
 */
export function quadForces(
  nodes: usize,
  nBytes: i32,
  xs: usize,
  ys: usize,
  nRows: i32,
  pushX: usize,
  pushY: usize,
  sums: usize,
): void {
  const end = nodes + <usize>nBytes;
  const ones = f32x4.splat(1);
  for (let at: usize = 0, last = (<usize>nRows) << 2; at < last; at += 16) {
    const x = v128.load(xs + at);
    const y = v128.load(ys + at);
    let sumX = f32x4.splat(0);
    let sumY = f32x4.splat(0);
    let sum = f32x4.splat(0);
    let node = nodes;
    while (node < end) {
      const apartX = f32x4.sub(x, v128.load32_splat(node));
      const apartY = f32x4.sub(y, v128.load32_splat(node, 4));
      const square = f32x4.add(f32x4.mul(apartX, apartX), f32x4.mul(apartY, apartY));
      if (v128.any_true(f32x4.le(square, v128.load32_splat(node, 12)))) {
        node += NODE;
        continue;
      }
      const near = f32x4.div(ones, f32x4.add(ones, square));
      const all = f32x4.mul(near, v128.load32_splat(node, 8));
      const push = f32x4.mul(all, near);
      sum = f32x4.add(sum, all);
      sumX = f32x4.add(sumX, f32x4.mul(push, apartX));
      sumY = f32x4.add(sumY, f32x4.mul(push, apartY));
      node = nodes + <usize>load<i32>(node, 16);
    }
    v128.store(pushX + at, sumX);
    v128.store(pushY + at, sumY);
    v128.store(sums + at, sum);
  }
}
