/**
 * Takes off each row's gap what it may have lost, and lists the rows that have none left.
 *
 * @param start the number of the first row.
 * @param clusters i32; gaps are 0 where it is −1.
 * @param drift f32 by cluster.
 * @param gaps read and written, f32.
 * @param stale written: numbers of rows, ascending.
 * @returns how many they are.
 */
export function staleRows(start: i32, nRows: i32, clusters: usize, drift: usize, gaps: usize, stale: usize): i32 {
  let nStale = 0;
  for (let row = 0; row < nRows; row++) {
    const at: usize = (<usize>row) << 2;
    const gap = load<f32>(gaps + at);
    if (gap > 0) {
      // Rounded towards less, so that many small moves never add up to a claim that is not true.
      const left: f32 = (gap - load<f32>(drift + ((<usize>load<i32>(clusters + at)) << 2))) * 0.9999997;
      store<f32>(gaps + at, left);
      if (left > 0) continue;
    }
    store<i32>(stale + ((<usize>nStale) << 2), start + row);
    nStale++;
  }
  return nStale;
}
