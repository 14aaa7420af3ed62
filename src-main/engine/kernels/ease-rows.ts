import { nthLargest } from '../maths/selection.ts';
import { transpose, type SparseRows } from '../table/sparse.ts';
import { RowMaker, type MadeRows } from './product-rows.ts';
import { entryAt, tileStart, type Tiles } from './tiles.ts';

/** An inverse from which weights between items are read. */
export interface EaseInverse {
  /** (xᵀ·x + l2·I)⁻¹, or where there are fewer users than items (x·xᵀ + l2·I)⁻¹. */
  readonly inverse: Tiles;
  /** Users by items, and turned, where the inverse is the users'; null where it is the items'. */
  readonly sides: { readonly byUser: SparseRows; readonly byItem: SparseRows } | null;
}

/**
 * Of items [start, end) of all: what makes a weight of an entry of their columns, 1 / −P_jj with P the items' inverse. From the users' inverse M
 * it is P = (I − xᵀ·M·x) / l2, Woodbury's identity, whose columns are read as xᵀ·M·x.
 */
export function easeScales(start: number, end: number, { inverse, sides }: EaseInverse): Float64Array {
  return Float64Array.from({ length: end - start }, (_, i) =>
    sides ? 1 / (1 - ownThrough(sides.byItem, inverse, start + i)) : -1 / entryAt(inverse, start + i, start + i),
  );
}

export interface EaseShared extends EaseInverse {
  /** The item that counts as the first. */
  readonly first: number;
  /** (nItems) what {@link easeScales} says. */
  readonly scales: Float64Array;
  /** How many weights an item keeps, the largest ones. */
  readonly kept: number;
}

/** Items [first + start, first + end): −P_ij / P_jj for each other item j, what item i says for it. */
export function easeRows(start: number, end: number, { first, inverse, sides, scales, kept }: EaseShared): MadeRows {
  const nItems = scales.length;
  const [said, sizes] = [new Float64Array(nItems), new Float64Array(nItems)];
  const users = sides && columnsThrough(sides, inverse, first + start, end - start);
  const made = new RowMaker(end - start, (end - start) * kept);
  for (let item = first + start; item < first + end; item++) {
    said.fill(0);
    if (sides && users) addWeighted(sides.byUser, users, (item - first - start) * inverse.n, said);
    else for (let part = 0; part < inverse.nTiles; part++) addPart(inverse, item, part, 1, said, 0);
    said[item] = 0;
    for (let other = 0; other < nItems; other++) {
      said[other]! *= scales[other]!;
      sizes[other] = Math.abs(said[other]!);
    }
    const least = kept > 0 ? nthLargest(sizes, kept) : Infinity;
    let ties = kept;
    for (const size of sizes) if (size > least) ties--;
    for (let other = 0; other < nItems; other++) {
      const size = Math.abs(said[other]!);
      if (size === 0 || size < least || (size === least && ties-- <= 0)) continue;
      made.push(other, said[other]!);
    }
    made.endRow();
  }
  return made.finish();
}

/** An item's own entry of xᵀ·M·x. */
function ownThrough({ offsets, columns, values }: SparseRows, m: Tiles, item: number): number {
  let own = 0;
  for (let a = offsets[item]!, stop = offsets[item + 1]!; a < stop; a++)
    for (let b = offsets[item]!; b < stop; b++) own += values[a]! * values[b]! * entryAt(m, columns[a]!, columns[b]!);
  return own;
}

/**
 * The columns of M·x of items [first, first + count), one after the other. All of them take what they need of a tile while it is near, since
 * M is far larger than any cache.
 */
function columnsThrough(
  { byItem }: NonNullable<EaseShared['sides']>,
  m: Tiles,
  first: number,
  count: number,
): Float64Array {
  const out = new Float64Array(count * m.n);
  const { offsets, columns, values } = transpose(rowsBetween(byItem, first, first + count));
  for (let own = 0; own < m.nTiles; own++) {
    const stop = Math.min(m.n, (own + 1) * m.size);
    for (let part = 0; part < m.nTiles; part++)
      for (let user = own * m.size; user < stop; user++)
        for (let at = offsets[user]!; at < offsets[user + 1]!; at++)
          addPart(m, user, part, values[at]!, out, columns[at]! * m.n);
  }
  return out;
}

/** Rows [start, end) of a sparse matrix. */
function rowsBetween({ nColumns, offsets, columns, values }: SparseRows, start: number, end: number): SparseRows {
  const [from, to] = [offsets[start]!, offsets[end]!];
  return {
    nRows: end - start,
    nColumns,
    offsets: offsets.slice(start, end + 1).map((offset) => offset - from),
    columns: columns.subarray(from, to),
    values: values.subarray(from, to),
  };
}

/** out += xᵀ·weights, users' weights being n from `from` on. */
function addWeighted(
  { nRows, offsets, columns, values }: SparseRows,
  weights: Float64Array,
  from: number,
  out: Float64Array,
): void {
  for (let user = 0; user < nRows; user++) {
    const weight = weights[from + user]!;
    for (let at = offsets[user]!, stop = offsets[user + 1]!; at < stop; at++)
      out[columns[at]!]! += weight * values[at]!;
  }
}

/** out, from `outAt` on, += weight · what one row of tiles has of a column of a symmetric matrix. */
function addPart(
  { n, size, values }: Tiles,
  column: number,
  part: number,
  weight: number,
  out: Float64Array,
  outAt: number,
): void {
  const own = Math.floor(column / size);
  const within = column - own * size;
  const rows = Math.min(size, n - part * size);
  const to = outAt + part * size;
  if (part < own) {
    const from = tileStart(own, part, size) + within * size;
    for (let r = 0; r < rows; r++) out[to + r]! += weight * values[from + r]!;
    return;
  }
  const from = tileStart(part, own, size);
  for (let r = 0; r < rows; r++) {
    // Of a tile on the diagonal only what is on and below it is certain.
    const at = part === own && r < within ? within * size + r : r * size + within;
    out[to + r]! += weight * values[from + at]!;
  }
}
