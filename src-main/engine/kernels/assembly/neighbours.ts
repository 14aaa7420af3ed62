import { madd32 } from './lanes';

/**
 * Offers references to eight rows that look for their nearest: every one that may be among the k nearest goes onto its
 * list. Distances are ‖r‖² − 2r·x, the part that depends on the reference.
 *
 * @param panel eight rows side by side, (nFeatures, 8). @param references groups of four times −2, (nGroups, nFeatures, 4).
 * @param norms squared length of each reference, (nGroups, 4); Infinity for one that is not there.
 * @param first the number of the first reference.
 * @param slacks by how much two distances may be off together, for each row.
 * @param limits read and written: what a distance must be below, for each row.
 * @param counts read and written: the length of each list; −1 once it cannot hold what it should.
 * @param capacity room in each list. @param distances, places the lists, (8, capacity). @param scratch room for k floats.
 */
export function offerReferences(
  panel: usize,
  nFeatures: i32,
  references: usize,
  norms: usize,
  nGroups: i32,
  first: i32,
  k: i32,
  slacks: usize,
  limits: usize,
  counts: usize,
  capacity: i32,
  distances: usize,
  places: usize,
  scratch: usize,
): void {
  const end = panel + ((<usize>nFeatures) << 5);
  let limitA = v128.load(limits);
  let limitB = v128.load(limits, 16);
  for (let group = 0; group < nGroups; group++) {
    let a0 = v128.load32_splat(norms);
    let a1 = v128.load32_splat(norms, 4);
    let a2 = v128.load32_splat(norms, 8);
    let a3 = v128.load32_splat(norms, 12);
    let b0 = a0;
    let b1 = a1;
    let b2 = a2;
    let b3 = a3;
    for (let at = panel; at < end; at += 32) {
      const a = v128.load(at);
      const b = v128.load(at, 16);
      let r = v128.load32_splat(references);
      a0 = madd32(r, a, a0);
      b0 = madd32(r, b, b0);
      r = v128.load32_splat(references, 4);
      a1 = madd32(r, a, a1);
      b1 = madd32(r, b, b1);
      r = v128.load32_splat(references, 8);
      a2 = madd32(r, a, a2);
      b2 = madd32(r, b, b2);
      r = v128.load32_splat(references, 12);
      a3 = madd32(r, a, a3);
      b3 = madd32(r, b, b3);
      references += 16;
    }
    norms += 16;
    const nearest = v128.or(
      f32x4.lt(f32x4.pmin(f32x4.pmin(a0, a1), f32x4.pmin(a2, a3)), limitA),
      f32x4.lt(f32x4.pmin(f32x4.pmin(b0, b1), f32x4.pmin(b2, b3)), limitB),
    );
    if (!v128.any_true(nearest)) continue;
    // Laid out as lists are filled: reference by reference, eight rows each.
    const found = scratch + ((<usize>k) << 2);
    v128.store(found, a0);
    v128.store(found, b0, 16);
    v128.store(found, a1, 32);
    v128.store(found, b1, 48);
    v128.store(found, a2, 64);
    v128.store(found, b2, 80);
    v128.store(found, a3, 96);
    v128.store(found, b3, 112);
    for (let i = 0; i < 32; i++) {
      const row = i & 7;
      const distance = load<f32>(found + ((<usize>i) << 2));
      if (!(distance < load<f32>(limits + ((<usize>row) << 2)))) continue;
      append(
        row,
        distance,
        first + (group << 2) + (i >> 3),
        k,
        slacks,
        limits,
        counts,
        capacity,
        distances,
        places,
        scratch,
      );
    }
    limitA = v128.load(limits);
    limitB = v128.load(limits, 16);
  }
}

/**
 * Leaves on the lists what may be among the k nearest of all that was offered.
 *
 * @param counts read and written: the length of each list; those of −1 are left as they are.
 */
export function sortOutReferences(
  nRows: i32,
  k: i32,
  slacks: usize,
  counts: usize,
  capacity: i32,
  distances: usize,
  places: usize,
  scratch: usize,
): void {
  const listBytes = (<usize>capacity) << 2;
  for (let row = 0; row < nRows; row++) {
    const n = load<i32>(counts);
    if (n > k) store<i32>(counts, keepBelow(distances, places, n, kth(distances, n, k, scratch) + load<f32>(slacks)));
    counts += 4;
    slacks += 4;
    distances += listBytes;
    places += listBytes;
  }
}

function append(
  row: i32,
  distance: f32,
  place: i32,
  k: i32,
  slacks: usize,
  limits: usize,
  counts: usize,
  capacity: i32,
  distances: usize,
  places: usize,
  scratch: usize,
): void {
  const lane = (<usize>row) << 2;
  const start = (<usize>row * <usize>capacity) << 2;
  const ofRow = distances + start;
  const placesOfRow = places + start;
  let n = load<i32>(counts + lane);
  if (n == capacity) {
    const limit = kth(ofRow, n, k, scratch) + load<f32>(slacks + lane);
    store<f32>(limits + lane, limit);
    n = keepBelow(ofRow, placesOfRow, n, limit);
    store<i32>(counts + lane, n);
    if (n == capacity) {
      store<i32>(counts + lane, -1);
      store<f32>(limits + lane, -Infinity);
      return;
    }
    if (!(distance < limit)) return;
  }
  store<f32>(ofRow + ((<usize>n) << 2), distance);
  store<i32>(placesOfRow + ((<usize>n) << 2), place);
  store<i32>(counts + lane, n + 1);
}

/** The k-th smallest of a list that is at least so long. */
function kth(list: usize, n: i32, k: i32, scratch: usize): f32 {
  let size = 0;
  for (let i = 0; i < n; i++) {
    const value = load<f32>(list + ((<usize>i) << 2));
    if (size == k && !(value < load<f32>(scratch + ((<usize>(k - 1)) << 2)))) continue;
    let at = size < k ? size++ : k - 1;
    for (; at > 0 && load<f32>(scratch + ((<usize>(at - 1)) << 2)) > value; at--)
      store<f32>(scratch + ((<usize>at) << 2), load<f32>(scratch + ((<usize>(at - 1)) << 2)));
    store<f32>(scratch + ((<usize>at) << 2), value);
  }
  return load<f32>(scratch + ((<usize>(k - 1)) << 2));
}

/** Keeps what is below a limit, in its order, and says how much that is. */
function keepBelow(distances: usize, places: usize, n: i32, limit: f32): i32 {
  let kept = 0;
  for (let i = 0; i < n; i++) {
    const distance = load<f32>(distances + ((<usize>i) << 2));
    if (!(distance < limit)) continue;
    store<f32>(distances + ((<usize>kept) << 2), distance);
    store<i32>(places + ((<usize>kept) << 2), load<i32>(places + ((<usize>i) << 2)));
    kept++;
  }
  return kept;
}
