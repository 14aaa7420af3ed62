import { madd32 } from './lanes';
import { packPanel } from './panels';

/**
 * The nearest centre of each row, and how much farther the second nearest is for certain; 0 where single precision
 * cannot tell them apart. Distances are ‖c‖² − 2c·x, the part that depends on the centre.
 *
 * @param rows (any, nFeatures) of f32, row-major.
 * @param places which of them, (nRows) of i32, and the last ones again up to a multiple of eight.
 * @param norms squared length of each, with room for such a multiple; as all that is written.
 * @param panel room for eight rows.
 * @param centres groups of four centres times −2, (nGroups, nFeatures, 4).
 * @param centreNorms squared length of each centre less its share of the error, (nGroups, 4).
 * @param rowError, centreError the most by which a difference of two distances may be wrong, as shares of the squared
 *   lengths of the row and of its centre.
 * @param clusters read and written, i32.
 * @param gaps written: distance to the second nearest less that to the nearest, or 0.
 * @param changed written: the rows whose centre is another than before, or not certain.
 * @returns how many are listed as changed; among them may be some past the last row.
 */
export function nearestCentres(
  rows: usize,
  places: usize,
  norms: usize,
  nRows: i32,
  nFeatures: i32,
  panel: usize,
  centres: usize,
  centreNorms: usize,
  nGroups: i32,
  rowError: f32,
  centreError: f32,
  clusters: usize,
  gaps: usize,
  changed: usize,
): i32 {
  let nChanged = 0;
  const end = panel + ((<usize>nFeatures) << 5);
  const infinite = f32x4.splat(Infinity);
  for (let first = 0; first < nRows; first += 8) {
    packPanel(rows, places, nFeatures, panel);
    places += 32;
    // Least distance, second least and nearest centre: rows 0 … 3 in those that end in A, 4 … 7 in those in B.
    let leastA = infinite;
    let leastB = infinite;
    let secondA = infinite;
    let secondB = infinite;
    let nearestA = i32x4.splat(0);
    let nearestB = nearestA;
    let centre = centres;
    for (let group = 0; group < nGroups; group++) {
      const norm = centreNorms + ((<usize>group) << 4);
      let a0 = v128.load32_splat(norm);
      let a1 = v128.load32_splat(norm, 4);
      let a2 = v128.load32_splat(norm, 8);
      let a3 = v128.load32_splat(norm, 12);
      let b0 = a0;
      let b1 = a1;
      let b2 = a2;
      let b3 = a3;
      for (let at = panel; at < end; at += 32) {
        const a = v128.load(at);
        const b = v128.load(at, 16);
        let c = v128.load32_splat(centre);
        a0 = madd32(c, a, a0);
        b0 = madd32(c, b, b0);
        c = v128.load32_splat(centre, 4);
        a1 = madd32(c, a, a1);
        b1 = madd32(c, b, b1);
        c = v128.load32_splat(centre, 8);
        a2 = madd32(c, a, a2);
        b2 = madd32(c, b, b2);
        c = v128.load32_splat(centre, 12);
        a3 = madd32(c, a, a3);
        b3 = madd32(c, b, b3);
        centre += 16;
      }
      let k = i32x4.splat(group << 2);
      const one = i32x4.splat(1);
      nearestA = v128.bitselect(k, nearestA, f32x4.lt(a0, leastA));
      nearestB = v128.bitselect(k, nearestB, f32x4.lt(b0, leastB));
      secondA = f32x4.pmin(secondA, f32x4.pmax(a0, leastA));
      secondB = f32x4.pmin(secondB, f32x4.pmax(b0, leastB));
      leastA = f32x4.pmin(leastA, a0);
      leastB = f32x4.pmin(leastB, b0);
      k = i32x4.add(k, one);
      nearestA = v128.bitselect(k, nearestA, f32x4.lt(a1, leastA));
      nearestB = v128.bitselect(k, nearestB, f32x4.lt(b1, leastB));
      secondA = f32x4.pmin(secondA, f32x4.pmax(a1, leastA));
      secondB = f32x4.pmin(secondB, f32x4.pmax(b1, leastB));
      leastA = f32x4.pmin(leastA, a1);
      leastB = f32x4.pmin(leastB, b1);
      k = i32x4.add(k, one);
      nearestA = v128.bitselect(k, nearestA, f32x4.lt(a2, leastA));
      nearestB = v128.bitselect(k, nearestB, f32x4.lt(b2, leastB));
      secondA = f32x4.pmin(secondA, f32x4.pmax(a2, leastA));
      secondB = f32x4.pmin(secondB, f32x4.pmax(b2, leastB));
      leastA = f32x4.pmin(leastA, a2);
      leastB = f32x4.pmin(leastB, b2);
      k = i32x4.add(k, one);
      nearestA = v128.bitselect(k, nearestA, f32x4.lt(a3, leastA));
      nearestB = v128.bitselect(k, nearestB, f32x4.lt(b3, leastB));
      secondA = f32x4.pmin(secondA, f32x4.pmax(a3, leastA));
      secondB = f32x4.pmin(secondB, f32x4.pmax(b3, leastB));
      leastA = f32x4.pmin(leastA, a3);
      leastB = f32x4.pmin(leastB, b3);
    }
    const errorA = errorOf(v128.load(norms), lengthsOf(nearestA, centreNorms), rowError, centreError);
    const errorB = errorOf(v128.load(norms, 16), lengthsOf(nearestB, centreNorms), rowError, centreError);
    const gapA = gapOf(leastA, secondA, v128.load(norms), errorA);
    const gapB = gapOf(leastB, secondB, v128.load(norms, 16), errorB);
    const zero = f32x4.splat(0);
    let other = i32x4.bitmask(v128.or(i32x4.ne(nearestA, v128.load(clusters)), f32x4.eq(gapA, zero)));
    other |= i32x4.bitmask(v128.or(i32x4.ne(nearestB, v128.load(clusters, 16)), f32x4.eq(gapB, zero))) << 4;
    while (other != 0) {
      store<i32>(changed + ((<usize>nChanged) << 2), first + ctz(other));
      nChanged++;
      other &= other - 1;
    }
    v128.store(clusters, nearestA);
    v128.store(clusters, nearestB, 16);
    v128.store(gaps, gapA);
    v128.store(gaps, gapB, 16);
    norms += 32;
    clusters += 32;
    gaps += 32;
  }
  return nChanged;
}

function lengthsOf(nearest: v128, centreNorms: usize): v128 {
  return f32x4(
    load<f32>(centreNorms + ((<usize>i32x4.extract_lane(nearest, 0)) << 2)),
    load<f32>(centreNorms + ((<usize>i32x4.extract_lane(nearest, 1)) << 2)),
    load<f32>(centreNorms + ((<usize>i32x4.extract_lane(nearest, 2)) << 2)),
    load<f32>(centreNorms + ((<usize>i32x4.extract_lane(nearest, 3)) << 2)),
  );
}

function errorOf(rowLengths: v128, centreLengths: v128, rowError: f32, centreError: f32): v128 {
  const ofRow = f32x4.mul(rowLengths, f32x4.splat(rowError));
  return f32x4.add(f32x4.add(ofRow, f32x4.mul(centreLengths, f32x4.splat(centreError))), f32x4.splat(1e-36));
}

/** NaN compares as false, and so gives 0. */
function gapOf(least: v128, second: v128, norm: v128, error: v128): v128 {
  const zero = f32x4.splat(0);
  const far = f32x4.sqrt(f32x4.pmax(zero, f32x4.sub(f32x4.add(second, norm), error)));
  const near = f32x4.sqrt(f32x4.add(f32x4.pmax(zero, f32x4.add(least, norm)), error));
  const gap = f32x4.sub(f32x4.mul(far, f32x4.splat(0.999999)), near);
  return v128.and(gap, v128.and(f32x4.gt(f32x4.sub(second, least), error), f32x4.gt(gap, zero)));
}
