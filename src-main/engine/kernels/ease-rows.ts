import { TopItems } from '../maths/top-items.ts';
import type { SparseRows } from '../table/sparse.ts';
import { RowMaker, type MadeRows } from './product-rows.ts';
import { tileStart, type Tiles } from './tiles.ts';

/** An inverse from which weights between items are read. */
export interface EaseShared {
  /** The item that counts as the first. */
  readonly first: number;
  readonly nItems: number;
  /** (xᵀ·x + l2·I)⁻¹, or where there are fewer users than items (x·xᵀ + l2·I)⁻¹. */
  readonly inverse: Tiles;
  /** Users by items, and turned, where the inverse is the users'; null where it is the items'. */
  readonly sides: { readonly byUser: SparseRows; readonly byItem: SparseRows } | null;
  /** How many weights an item keeps, those of largest size. */
  readonly kept: number;
}

/**
 * Items [first + start, first + end): the weights of other items for each, −P_ij / P_jj with P the items' inverse. From the users' inverse M
 * it is P = (I − xᵀ·M·x) / l2, Woodbury's identity.
 *
 * @returns row j: the weights of other items for j.
 */
export function easeRows(start: number, end: number, { first, nItems, inverse, sides, kept }: EaseShared): MadeRows {
  const column = new Float64Array(nItems);
  const users = new Float64Array(sides ? inverse.n : 0);
  const top = new TopItems(Math.max(1, kept));
  const made = new RowMaker(end - start, (end - start) * kept);
  for (let item = first + start; item < first + end; item++) {
    column.fill(0);
    if (sides) addThroughUsers(sides, inverse, item, users, column);
    else addColumn(inverse, item, 1, column);
    const own = column[item]!;
    top.clear();
    let least = 0;
    if (kept > 0)
      for (let other = 0; other < nItems; other++) {
        const size = Math.abs(column[other]!);
        if (size === 0 || size < least || other === item) continue;
        top.offer(other, size);
        if (top.size === kept) least = top.scores[kept - 1]!;
      }
    const factor = sides ? 1 / (1 - own) : -1 / own;
    const others = top.items.slice(0, top.size).sort();
    for (const other of others) made.push(other, column[other]! * factor);
    made.endRow();
  }
  return made.finish();
}

/** out += xᵀ·M·x's column of an item. */
function addThroughUsers(
  { byUser, byItem }: NonNullable<EaseShared['sides']>,
  inverse: Tiles,
  item: number,
  users: Float64Array,
  out: Float64Array,
): void {
  users.fill(0);
  for (let at = byItem.offsets[item]!; at < byItem.offsets[item + 1]!; at++)
    addColumn(inverse, byItem.columns[at]!, byItem.values[at]!, users);
  const { offsets, columns, values } = byUser;
  for (let user = 0; user < users.length; user++) {
    const weight = users[user]!;
    for (let at = offsets[user]!, stop = offsets[user + 1]!; at < stop; at++)
      out[columns[at]!]! += weight * values[at]!;
  }
}

/** out += weight · a column of a symmetric matrix. */
function addColumn({ n, size, nTiles, values }: Tiles, column: number, weight: number, out: Float64Array): void {
  const own = Math.floor(column / size);
  const within = column - own * size;
  for (let j = 0; j < own; j++) {
    let at = tileStart(own, j, size) + within * size;
    for (let to = j * size, stop = to + size; to < stop; to++, at++) out[to]! += weight * values[at]!;
  }
  for (let i = own; i < nTiles; i++) {
    const from = tileStart(i, own, size);
    const rows = Math.min(size, n - i * size);
    for (let r = 0, to = i * size; r < rows; r++, to++) {
      // Of a tile on the diagonal only what is on and below it is certain.
      const at = i === own && r < within ? within * size + r : r * size + within;
      out[to]! += weight * values[from + at]!;
    }
  }
}
