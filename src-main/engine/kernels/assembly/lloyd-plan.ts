/** What passes of Lloyd's algorithm work on, as `kernels/lloyd-memory.ts` lays it out: addresses, counts, then numbers. */
@unmanaged
export class LloydPlan {
  /** What a row less its shift is multiplied by: a power of two. */
  scale: f64;
  /** (nRows, nFeatures) of f32 or f64, row-major. */
  rows: usize;
  nFeatures: i32;
  nClusters: i32;
  /** 1 in the first pass, in which every row gets a length and a centre. */
  isFirst: i32;
  /** By feature, of the rows' type; taken off before narrowing. */
  shift: usize;
  /** Squared length of each narrowed row, f32: written in the first pass. */
  norms: usize;
  /** The centre of each row, i32: −1 before the first pass. */
  clusters: usize;
  /** How much farther than its own every other centre is from a row for certain, f32, and what its cluster had drifted by then. */
  gaps: usize;
  /** What a gap may have lost since the first pass, by cluster, f32: rounded up, and rounded down. */
  mostDrift: usize;
  leastDrift: usize;
  /** (nClusters, nFeatures) of f64. */
  centres: usize;
  /** Narrowed, in groups of five times −2, (nGroups, nFeatures, 5) of f32. */
  narrowCentres: usize;
  /** Squared length of each less its share of the error, (nGroups, 5); infinite where a group has no more. */
  centreNorms: usize;
  nGroups: i32;
  /** The most by which a difference of two squared distances may be wrong, as shares of the squared lengths. */
  rowError: f32;
  centreError: f32;
}

/** What a block writes beside the plan: sums and counts that clusters gained, and room to work in. */
@unmanaged
export class LloydScratch {
  /** (nClusters, nFeatures) of f64, and (nClusters) of i32: zero to begin with. */
  sums: usize;
  counts: usize;
  /** Room for the numbers of the block's rows and eight more, i32. */
  stale: usize;
  /** Room for four times eight rows, (4, nFeatures, 8) of f32. */
  panel: usize;
  /** Room for four numbers of f32. */
  lanes: usize;
  /** Written by measuring: the squared distances of the block's rows, f64. */
  distances: usize;
}
