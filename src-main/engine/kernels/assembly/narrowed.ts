// Rows of f32 or f64, each number less the shift of its feature and times a scale, in single precision.

/** Four features of a row from feature j on. @param row where the row begins. @param shift by feature, of the rows' type. */
export function narrowFour<T>(row: usize, j: usize, shift: usize, scale: v128): v128 {
  if (sizeof<T>() == 4) {
    const at = j << 2;
    return f32x4.mul(f32x4.sub(v128.load(row + at), v128.load(shift + at)), scale);
  }
  const at = j << 3;
  const low = f64x2.mul(f64x2.sub(v128.load(row + at), v128.load(shift + at)), scale);
  const high = f64x2.mul(f64x2.sub(v128.load(row + at, 16), v128.load(shift + at, 16)), scale);
  return v128.shuffle<f64>(f32x4.demote_f64x2_zero(low), f32x4.demote_f64x2_zero(high), 0, 2);
}

/** One feature of a row. */
export function narrowOne<T>(row: usize, j: usize, shift: usize, scale: v128): f32 {
  if (sizeof<T>() == 4) return (load<f32>(row + (j << 2)) - load<f32>(shift + (j << 2))) * f32x4.extract_lane(scale, 0);
  return <f32>((load<f64>(row + (j << 3)) - load<f64>(shift + (j << 3))) * f64x2.extract_lane(scale, 0));
}

/** A scale in each lane of vectors of the rows' type. */
export function scaleLanes<T>(scale: f64): v128 {
  return sizeof<T>() == 4 ? f32x4.splat(<f32>scale) : f64x2.splat(scale);
}

/**
 * Lays eight rows side by side: a panel, in which vectors of four rows stand beside each other for every feature.
 *
 * @param rows (any, nFeatures). @param places which eight of them, i32. @param panel written, (nFeatures, 8) of f32.
 */
export function packPanel<T>(
  rows: usize,
  places: usize,
  nFeatures: i32,
  shift: usize,
  scale: v128,
  panel: usize,
): void {
  packHalf<T>(rows, places, <usize>nFeatures, shift, scale, panel);
  packHalf<T>(rows, places + 16, <usize>nFeatures, shift, scale, panel + 16);
}

function packHalf<T>(rows: usize, places: usize, nFeatures: usize, shift: usize, scale: v128, to: usize): void {
  const rowBytes = nFeatures * sizeof<T>();
  const row0 = rows + <usize>load<i32>(places) * rowBytes;
  const row1 = rows + <usize>load<i32>(places, 4) * rowBytes;
  const row2 = rows + <usize>load<i32>(places, 8) * rowBytes;
  const row3 = rows + <usize>load<i32>(places, 12) * rowBytes;
  let j: usize = 0;
  for (; j + 4 <= nFeatures; j += 4) {
    const r0 = narrowFour<T>(row0, j, shift, scale);
    const r1 = narrowFour<T>(row1, j, shift, scale);
    const r2 = narrowFour<T>(row2, j, shift, scale);
    const r3 = narrowFour<T>(row3, j, shift, scale);
    const low01 = v128.shuffle<f32>(r0, r1, 0, 4, 1, 5);
    const low23 = v128.shuffle<f32>(r2, r3, 0, 4, 1, 5);
    const high01 = v128.shuffle<f32>(r0, r1, 2, 6, 3, 7);
    const high23 = v128.shuffle<f32>(r2, r3, 2, 6, 3, 7);
    v128.store(to, v128.shuffle<f64>(low01, low23, 0, 2));
    v128.store(to, v128.shuffle<f64>(low01, low23, 1, 3), 32);
    v128.store(to, v128.shuffle<f64>(high01, high23, 0, 2), 64);
    v128.store(to, v128.shuffle<f64>(high01, high23, 1, 3), 96);
    to += 128;
  }
  for (; j < nFeatures; j++) {
    store<f32>(to, narrowOne<T>(row0, j, shift, scale));
    store<f32>(to, narrowOne<T>(row1, j, shift, scale), 4);
    store<f32>(to, narrowOne<T>(row2, j, shift, scale), 8);
    store<f32>(to, narrowOne<T>(row3, j, shift, scale), 12);
    to += 32;
  }
}
