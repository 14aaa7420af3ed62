/**
 * Lays eight rows side by side: a panel, in which vectors of four rows stand beside each other for every feature.
 *
 * @param rows (any, nFeatures) of f32. @param places which eight of them, i32. @param panel written, (nFeatures, 8).
 */
export function packPanel(rows: usize, places: usize, nFeatures: i32, panel: usize): void {
  let j = 0;
  for (; j <= nFeatures - 4; j += 4) {
    const at = rows + ((<usize>j) << 2);
    const to = panel + ((<usize>j) << 5);
    transpose(at, places, nFeatures, to);
    transpose(at, places + 16, nFeatures, to + 16);
  }
  for (; j < nFeatures; j++) {
    const to = panel + ((<usize>j) << 5);
    for (let lane: usize = 0; lane < 32; lane += 4)
      store<f32>(to + lane, load<f32>(rowAt(rows + ((<usize>j) << 2), places + lane, nFeatures)));
  }
}

function rowAt(rows: usize, place: usize, nFeatures: i32): usize {
  return rows + ((<usize>load<i32>(place) * <usize>nFeatures) << 2);
}

/** Four features of four rows: vectors of features become vectors of rows, 32 bytes from one to the next. */
function transpose(rows: usize, places: usize, nFeatures: i32, to: usize): void {
  const r0 = v128.load(rowAt(rows, places, nFeatures));
  const r1 = v128.load(rowAt(rows, places + 4, nFeatures));
  const r2 = v128.load(rowAt(rows, places + 8, nFeatures));
  const r3 = v128.load(rowAt(rows, places + 12, nFeatures));
  const low01 = v128.shuffle<f32>(r0, r1, 0, 4, 1, 5);
  const low23 = v128.shuffle<f32>(r2, r3, 0, 4, 1, 5);
  const high01 = v128.shuffle<f32>(r0, r1, 2, 6, 3, 7);
  const high23 = v128.shuffle<f32>(r2, r3, 2, 6, 3, 7);
  v128.store(to, v128.shuffle<f64>(low01, low23, 0, 2));
  v128.store(to, v128.shuffle<f64>(low01, low23, 1, 3), 32);
  v128.store(to, v128.shuffle<f64>(high01, high23, 0, 2), 64);
  v128.store(to, v128.shuffle<f64>(high01, high23, 1, 3), 96);
}
