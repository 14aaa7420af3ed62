// Histograms of eight features at a time, and the best split that one of them gives. Sums are whole numbers, so that they do not
// depend on the order in which rows are added. A bin is sixteen bytes: the gradients' sum, and the hessians' sum below `shift` bits
// with the number of rows above them. The last of 256 bins holds what is missing.

const BIN_BYTES: usize = 16;
const FEATURE_BYTES: usize = 4096;
/** The bits of where a bin lies within its feature. */
const BIN_PLACES: usize = 4080;
const MISSING: i32 = 255;

/**
 * Forms the histograms of eight features from rows.
 *
 * @param words (nRows) eight bins of one byte each. @param pairs (nRows, 2) i32: gradient, hessian ≥ 0.
 * @param rows i32 numbers of the n rows; 0 for the first n. @param histogram (8, 256) bins, written.
 */
export function fillHistograms(words: usize, pairs: usize, rows: usize, n: i32, shift: i32, histogram: usize): void {
  memory.fill(histogram, 0, 8 * FEATURE_BYTES);
  const one = i64x2.replace_lane(i64x2.splat(0), 1, (<i64>1) << shift);
  for (let i: usize = 0; i < <usize>n; i++) {
    const row = rows == 0 ? i : <usize>load<u32>(rows + (i << 2));
    const word = words + (row << 3);
    const pair = i64x2.add(i64x2.extend_low_i32x4_s(v128.load64_zero(pairs + (row << 3))), one);
    // Each byte is moved to where it counts in sixteens; a feature's place is written into the instruction.
    const low = <usize>load<u32>(word);
    let at = histogram + ((low << 4) & BIN_PLACES);
    v128.store(at, i64x2.add(v128.load(at), pair));
    at = histogram + ((low >> 4) & BIN_PLACES);
    v128.store(at, i64x2.add(v128.load(at, FEATURE_BYTES), pair), FEATURE_BYTES);
    at = histogram + ((low >> 12) & BIN_PLACES);
    v128.store(at, i64x2.add(v128.load(at, 2 * FEATURE_BYTES), pair), 2 * FEATURE_BYTES);
    at = histogram + ((low >> 20) & BIN_PLACES);
    v128.store(at, i64x2.add(v128.load(at, 3 * FEATURE_BYTES), pair), 3 * FEATURE_BYTES);
    const high = <usize>load<u32>(word, 4);
    at = histogram + ((high << 4) & BIN_PLACES);
    v128.store(at, i64x2.add(v128.load(at, 4 * FEATURE_BYTES), pair), 4 * FEATURE_BYTES);
    at = histogram + ((high >> 4) & BIN_PLACES);
    v128.store(at, i64x2.add(v128.load(at, 5 * FEATURE_BYTES), pair), 5 * FEATURE_BYTES);
    at = histogram + ((high >> 12) & BIN_PLACES);
    v128.store(at, i64x2.add(v128.load(at, 6 * FEATURE_BYTES), pair), 6 * FEATURE_BYTES);
    at = histogram + ((high >> 20) & BIN_PLACES);
    v128.store(at, i64x2.add(v128.load(at, 7 * FEATURE_BYTES), pair), 7 * FEATURE_BYTES);
  }
}

/**
 * Moves rows that go left before the others, both in their order.
 *
 * @param bins of one feature, at every eighth byte. @param rows (n) i32, read and written. @param goesLeft (256) bytes by bin.
 * @param spare (n) i32. @returns how many go left.
 */
export function parting(bins: usize, rows: usize, n: i32, goesLeft: usize, spare: usize): i32 {
  let left = rows;
  let right = spare;
  for (let at = rows, end = rows + ((<usize>n) << 2); at < end; at += 4) {
    const row = load<u32>(at);
    const isLeft = (<usize>load<u8>(goesLeft + <usize>load<u8>(bins + ((<usize>row) << 3)))) << 2;
    store<u32>(left, row);
    store<u32>(right, row);
    left += isLeft;
    right += 4 - isLeft;
  }
  memory.copy(left, spare, right - spare);
  return <i32>((left - rows) >> 2);
}

/** Takes one histogram's bins from another's. */
export function subtractHistograms(from: usize, taken: usize, nBins: i32): void {
  for (let at: usize = 0, end = <usize>nBins * BIN_BYTES; at < end; at += BIN_BYTES)
    v128.store(from + at, i64x2.sub(v128.load(from + at), v128.load(taken + at)));
}

/**
 * The best split of a node by one feature: bins up to a threshold go left, what is missing goes where it helps more.
 *
 * @param histogram (256) bins. @param nBins bins in use, without the one of what is missing.
 * @param node f64: gradients, hessians, rows, value, lower and upper bound, scale of gradients, scale of hessians.
 * @param rules f64: l2, least rows, least hessians. @param monotone 1 rising, −1 falling, 0 either.
 * @param best f64, written where something is gained: gain, bin, where what is missing goes (0 none is, 1 right, 2 left), gradients, hessians and rows on the left, their value, the right's value.
 * @returns 1 where something is gained.
 */
export function bestSplit(
  histogram: usize,
  nBins: i32,
  shift: i32,
  node: usize,
  rules: usize,
  monotone: i32,
  best: usize,
): i32 {
  const total = load<f64>(node);
  const totalHessian = load<f64>(node, 8);
  const totalRows = load<f64>(node, 16);
  const lower = load<f64>(node, 32);
  const upper = load<f64>(node, 40);
  const gScale = load<f64>(node, 48);
  const hScale = load<f64>(node, 56);
  const l2 = load<f64>(rules);
  const ridge = f64x2.splat(l2);
  const least = f64x2.splat(1e-15);
  const lowest = f64x2.splat(lower);
  const highest = f64x2.splat(upper);
  const leastRows = <i64>ceil(load<f64>(rules, 8));
  const mostRows = <i64>totalRows - leastRows;
  const isFree = lower == -Infinity && upper == Infinity;
  const leastHessian = load<f64>(rules, 16);
  const loss = total * load<f64>(node, 24);
  const mask: i64 = ((<i64>1) << shift) - 1;
  const missingAt = histogram + <usize>MISSING * BIN_BYTES;
  const missingPacked = load<i64>(missingAt, 8);
  const hasMissing = missingPacked >> shift != 0;
  const nSides = hasMissing ? 2 : 1;
  let bestGain: f64 = 0;
  let found = 0;
  for (let side = 0; side < nSides; side++) {
    // First with what is missing on the right, then on the left.
    let g: f64 = side == 1 ? <f64>load<i64>(missingAt) * gScale : 0;
    let h: f64 = side == 1 ? <f64>(missingPacked & mask) * hScale : 0;
    let n: i64 = side == 1 ? missingPacked >> shift : 0;
    // With what is missing on the right, all that is known may go left.
    const end = hasMissing && side == 0 ? nBins : nBins - 1;
    for (let bin = 0; bin < end; bin++) {
      const at = histogram + <usize>bin * BIN_BYTES;
      const packed = load<i64>(at, 8);
      const own = packed >> shift;
      if (own == 0) continue;
      g += <f64>load<i64>(at) * gScale;
      h += <f64>(packed & mask) * hScale;
      n += own;
      if (n < leastRows) continue;
      if (n > mostRows) break;
      if (h < leastHessian) continue;
      const rightH = totalHessian - h;
      if (rightH < leastHessian) break;
      const rightG = total - g;
      if (isFree) {
        // Without a division: what lies below the best by more than roundings can be is left out.
        const leftWeight = h + l2 + 1e-15;
        const rightWeight = rightH + l2 + 1e-15;
        const most = (bestGain - loss) * leftWeight * rightWeight * (1 - 1e-9);
        if (g * g * rightWeight + rightG * rightG * leftWeight < most) continue;
      }
      const sums = f64x2.replace_lane(f64x2.splat(g), 1, rightG);
      const weights = f64x2.add(f64x2.add(f64x2.replace_lane(f64x2.splat(h), 1, rightH), ridge), least);
      const raw = f64x2.neg(f64x2.div(sums, weights));
      const values = f64x2.pmin(f64x2.pmax(raw, lowest), highest);
      const left = f64x2.extract_lane(values, 0);
      const right = f64x2.extract_lane(values, 1);
      if (monotone > 0 && left > right) continue;
      if (monotone < 0 && left < right) continue;
      const gain = loss - g * left - rightG * right;
      if (!(gain > bestGain)) continue;
      bestGain = gain;
      found = 1;
      store<f64>(best, gain);
      store<f64>(best, <f64>bin, 8);
      store<f64>(best, hasMissing ? <f64>(side + 1) : 0, 16);
      store<f64>(best, g, 24);
      store<f64>(best, h, 32);
      store<f64>(best, <f64>n, 40);
      store<f64>(best, left, 48);
      store<f64>(best, right, 56);
    }
  }
  return found;
}
