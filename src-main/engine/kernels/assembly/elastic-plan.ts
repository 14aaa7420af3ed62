/** What items are regressed on each other with, as `kernels/elastic-memory.ts` lays it out. */
@unmanaged
export class ElasticPlan {
  /** Held against sizes, and half of it against squares; where moves are small enough to end. */
  l1: f64;
  l2: f64;
  tolerance: f64;
  /** The items' products by rows: offsets and columns i32, values f64; the diagonal apart. */
  offsets: usize;
  columns: usize;
  values: usize;
  diagonal: usize;
  /**
   * Where the index of each item's row lies, 0 where the row is short and has none: for every 32 columns a bit each, and in the upper half of
   * eight bytes the entry that the first of them is or would be.
   */
  indexes: usize;
  nonNegative: i32;
  nCandidates: i32;
  maxIterations: i32;
  nWeights: i32;
  /** How many that could be candidates wait until the least are left out. */
  room: i32;
}

/** What one thread works in and writes; numbers of candidates are in whole vectors. */
@unmanaged
export class ElasticScratch {
  /** The place of each item among the candidates and 1, i32; zero between calls. */
  places: usize;
  /** Entries of the item's row, i32, and what each explains alone; at the end the items that have a weight, and the weights. */
  entries: usize;
  worth: usize;
  spare: usize;
  /** By place: the item, i32; its product with the one that is regressed, its own square, its weight, and what all explain of it. */
  items: usize;
  products: usize;
  squares: usize;
  weights: usize;
  explained: usize;
  /** By place: how far the weight has gone while it settled. */
  moved: usize;
  /** Places, i32. */
  order: usize;
  /** Products of candidates with each other by rows, two numbers apart, and whether a row is there, a byte each. */
  rows: usize;
  isFilled: usize;
  /** Of the weights that are not zero: their places i32, what is left to explain, own squares, weights, and products with each other. */
  active: usize;
  activeLeft: usize;
  activeSquares: usize;
  activeWeights: usize;
  activeRows: usize;
}

/** Numbers of a row in whole vectors. */
export function padded(n: i32): i32 {
  return (n + 1) & ~1;
}

/** out += factor·row for so many bytes. */
export function addRow(out: usize, row: usize, factor: f64, bytes: usize): void {
  const factors = f64x2.splat(factor);
  for (let at: usize = 0; at < bytes; at += 16)
    v128.store(out + at, f64x2.add(v128.load(out + at), f64x2.mul(factors, v128.load(row + at))));
}

/** How far a weight is to move, given what is left unexplained. */
export function stepOf(plan: ElasticPlan, left: f64, before: f64, square: f64): f64 {
  const whole = left + square * before;
  let soft: f64 = 0;
  if (whole > plan.l1) soft = whole - plan.l1;
  else if (whole < -plan.l1 && !plan.nonNegative) soft = whole + plan.l1;
  else return -before;
  return soft / (plan.l2 + square) - before;
}
