import { madd32 } from './lanes';

/**
 * The slot whose cluster is nearest to another by Ward's distance, |a|·|b| / (|a| + |b|) · ‖centre a − centre b‖², all in
 * single precision so that both sides of a pair measure the same. Of equally near ones the first.
 *
 * @param centres (nFeatures, stride), one column a slot. @param sizes of the slots; NaN where a slot is not to be found.
 * @param nSlots a multiple of 4. @param point the other cluster's centre. @param result written: its distance.
 * @returns −1 where there is none.
 */
export function nearestWard(
  centres: usize,
  sizes: usize,
  stride: i32,
  nSlots: i32,
  nFeatures: i32,
  point: usize,
  size: f32,
  result: usize,
): i32 {
  const rowBytes: usize = (<usize>stride) << 2;
  const own = f32x4.splat(size);
  let least = f32x4.splat(Infinity);
  let nearest = i32x4.splat(-1);
  let slots = i32x4(0, 1, 2, 3);
  for (let slot: usize = 0; slot < (<usize>nSlots) << 2; slot += 16) {
    const distance = f32x4.mul(
      wardFactor(v128.load(sizes + slot), own),
      squared(centres + slot, rowBytes, nFeatures, point),
    );
    const nearer = f32x4.lt(distance, least);
    least = v128.bitselect(distance, least, nearer);
    nearest = v128.bitselect(slots, nearest, nearer);
    slots = i32x4.add(slots, i32x4.splat(4));
  }
  const lane = leastLane(least, nearest);
  store<f32>(result, distanceIn(least, lane));
  return slotIn(nearest, lane);
}

/** |a|·|b| / (|a| + |b|) in each lane. */
function wardFactor(sizes: v128, own: v128): v128 {
  return f32x4.div(f32x4.mul(sizes, own), f32x4.add(sizes, own));
}

/** Squared distances of four columns from a point. */
function squared(columns: usize, rowBytes: usize, nFeatures: i32, point: usize): v128 {
  let sum = f32x4.splat(0);
  for (let j = 0; j < nFeatures; j++) {
    const apart = f32x4.sub(v128.load(columns), v128.load32_splat(point + ((<usize>j) << 2)));
    sum = madd32(apart, apart, sum);
    columns += rowBytes;
  }
  return sum;
}

/** The lane with the least distance; of equal ones that with the first slot. */
function leastLane(least: v128, nearest: v128): i32 {
  let found = 0;
  for (let lane = 1; lane < 4; lane++) {
    const distance = distanceIn(least, lane);
    const best = distanceIn(least, found);
    if (distance < best || (distance == best && <u32>slotIn(nearest, lane) < <u32>slotIn(nearest, found))) found = lane;
  }
  return found;
}

function distanceIn(lanes: v128, lane: i32): f32 {
  if (lane == 0) return f32x4.extract_lane(lanes, 0);
  if (lane == 1) return f32x4.extract_lane(lanes, 1);
  if (lane == 2) return f32x4.extract_lane(lanes, 2);
  return f32x4.extract_lane(lanes, 3);
}

function slotIn(lanes: v128, lane: i32): i32 {
  if (lane == 0) return i32x4.extract_lane(lanes, 0);
  if (lane == 1) return i32x4.extract_lane(lanes, 1);
  if (lane == 2) return i32x4.extract_lane(lanes, 2);
  return i32x4.extract_lane(lanes, 3);
}

/**
 * A step of Prim's tree: shortens each slot's distance to the tree by the row that joined it last, and finds the nearest.
 *
 * A way from a row to another is as long as the longest of their distance and the two rows' own reaches (their core
 * distances where density counts, 0 otherwise), all squared.
 *
 * @param rows (nFeatures, stride), one column a slot. @param cores own reaches of the slots. @param core of the row that joined.
 * @param reach squared distances to the tree, changed; NaN where a slot is
 * padding. @param parents the tree row that each reach leads to, changed.
 * @returns the slot with the least reach, the first of equal ones; −1 where there is none.
 */
export function growTree(
  rows: usize,
  stride: i32,
  nSlots: i32,
  nFeatures: i32,
  point: usize,
  joined: i32,
  cores: usize,
  core: f32,
  reach: usize,
  parents: usize,
): i32 {
  const rowBytes: usize = (<usize>stride) << 2;
  const newest = i32x4.splat(joined);
  const own = f32x4.splat(core);
  let least = f32x4.splat(Infinity);
  let nearest = i32x4.splat(-1);
  let slots = i32x4(0, 1, 2, 3);
  for (let slot: usize = 0; slot < (<usize>nSlots) << 2; slot += 16) {
    const apart = squared(rows + slot, rowBytes, nFeatures, point);
    const distance = f32x4.max(apart, f32x4.max(v128.load(cores + slot), own));
    const before = v128.load(reach + slot);
    const shorter = f32x4.lt(distance, before);
    const now = v128.bitselect(distance, before, shorter);
    v128.store(reach + slot, now);
    v128.store(parents + slot, v128.bitselect(newest, v128.load(parents + slot), shorter));
    const nearer = f32x4.lt(now, least);
    least = v128.bitselect(now, least, nearer);
    nearest = v128.bitselect(slots, nearest, nearer);
    slots = i32x4.add(slots, i32x4.splat(4));
  }
  return slotIn(nearest, leastLane(least, nearest));
}
