import { madd64 } from './lanes';

/**
 * Adds the distances of rows to other rows, by the others' clusters. Eight rows share four vectors, so that each sum runs
 * over the features, and then over the others, in order, as in the plain twin.
 *
 * @param panels (nPanels, nFeatures, 8) of f64.
 * @param others (nOthers, nFeatures) of f64.
 * @param clusters (nOthers, nGroupings) of i32.
 * @param sums read and written, (nPanels, nClusters, 8) of f64.
 */
export function addDistances(
  panels: usize,
  nPanels: i32,
  nFeatures: i32,
  others: usize,
  nOthers: i32,
  clusters: usize,
  nGroupings: i32,
  nClusters: i32,
  sums: usize,
): void {
  const rowBytes: usize = (<usize>nFeatures) << 3;
  const groupBytes: usize = (<usize>nGroupings) << 2;
  for (let panel = 0; panel < nPanels; panel++) {
    const end = panels + (rowBytes << 3);
    let other = others;
    let cluster = clusters;
    let o = 0;
    for (; o < nOthers - 1; o += 2) {
      let a0 = f64x2.splat(0);
      let a1 = a0;
      let a2 = a0;
      let a3 = a0;
      let b0 = a0;
      let b1 = a0;
      let b2 = a0;
      let b3 = a0;
      for (let at = panels; at < end; at += 64) {
        const a = v128.load64_splat(other);
        const b = v128.load64_splat(other + rowBytes);
        let x = v128.load(at);
        let d = f64x2.sub(x, a);
        a0 = madd64(d, d, a0);
        d = f64x2.sub(x, b);
        b0 = madd64(d, d, b0);
        x = v128.load(at, 16);
        d = f64x2.sub(x, a);
        a1 = madd64(d, d, a1);
        d = f64x2.sub(x, b);
        b1 = madd64(d, d, b1);
        x = v128.load(at, 32);
        d = f64x2.sub(x, a);
        a2 = madd64(d, d, a2);
        d = f64x2.sub(x, b);
        b2 = madd64(d, d, b2);
        x = v128.load(at, 48);
        d = f64x2.sub(x, a);
        a3 = madd64(d, d, a3);
        d = f64x2.sub(x, b);
        b3 = madd64(d, d, b3);
        other += 8;
      }
      other += rowBytes;
      addEight(a0, a1, a2, a3, cluster, groupBytes, sums);
      cluster += groupBytes;
      addEight(b0, b1, b2, b3, cluster, groupBytes, sums);
      cluster += groupBytes;
    }
    if (o < nOthers) {
      let a0 = f64x2.splat(0);
      let a1 = a0;
      let a2 = a0;
      let a3 = a0;
      for (let at = panels; at < end; at += 64) {
        const a = v128.load64_splat(other);
        let d = f64x2.sub(v128.load(at), a);
        a0 = madd64(d, d, a0);
        d = f64x2.sub(v128.load(at, 16), a);
        a1 = madd64(d, d, a1);
        d = f64x2.sub(v128.load(at, 32), a);
        a2 = madd64(d, d, a2);
        d = f64x2.sub(v128.load(at, 48), a);
        a3 = madd64(d, d, a3);
        other += 8;
      }
      addEight(a0, a1, a2, a3, cluster, groupBytes, sums);
    }
    panels = end;
    sums += (<usize>nClusters) << 6;
  }
}

/** The roots of eight squared distances, added to the eight sums of the other's cluster in each grouping. */
function addEight(s0: v128, s1: v128, s2: v128, s3: v128, cluster: usize, groupBytes: usize, sums: usize): void {
  const d0 = f64x2.sqrt(s0);
  const d1 = f64x2.sqrt(s1);
  const d2 = f64x2.sqrt(s2);
  const d3 = f64x2.sqrt(s3);
  const last = cluster + groupBytes;
  for (; cluster < last; cluster += 4) {
    const to = sums + ((<usize>load<i32>(cluster)) << 6);
    v128.store(to, f64x2.add(v128.load(to), d0));
    v128.store(to, f64x2.add(v128.load(to, 16), d1), 16);
    v128.store(to, f64x2.add(v128.load(to, 32), d2), 32);
    v128.store(to, f64x2.add(v128.load(to, 48), d3), 48);
  }
}
