import { madd64 } from './lanes';

/**
 * The nearest centre of each row and its squared distance. Two centres share a vector, so that each sum runs over the
 * features in order, as in the plain twin.
 *
 * @param centres (nFeatures, paddedClusters), column by column; paddedClusters is even, a last odd one is at infinity.
 * @param scratch room for paddedClusters doubles.
 */
export function assignNearest(
  x: usize,
  centres: usize,
  nRows: i32,
  nFeatures: i32,
  paddedClusters: i32,
  scratch: usize,
  clusters: usize,
  distances: usize,
): void {
  const rowBytes: usize = (<usize>paddedClusters) << 3;
  for (let row = 0; row < nRows; row++) {
    for (let k: usize = 0; k < rowBytes; k += 16) {
      let sum = f64x2.splat(0);
      let centre = centres + k;
      for (let j = 0; j < nFeatures; j++) {
        const difference = f64x2.sub(v128.load64_splat(x + ((<usize>j) << 3)), v128.load(centre));
        sum = madd64(difference, difference, sum);
        centre += rowBytes;
      }
      v128.store(scratch + k, sum);
    }
    let nearest = 0;
    let least = Infinity;
    for (let k = 0; k < paddedClusters; k++) {
      const distance = load<f64>(scratch + ((<usize>k) << 3));
      if (distance < least) {
        least = distance;
        nearest = k;
      }
    }
    store<i32>(clusters + ((<usize>row) << 2), nearest);
    store<f64>(distances + ((<usize>row) << 3), least);
    x += (<usize>nFeatures) << 3;
  }
}
