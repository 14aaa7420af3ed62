import { createHash, type Hash } from 'node:crypto';
import { columnInfo, type TextColumn } from '../table/column.ts';
import type { TableOptions } from '../table/table.ts';
import type { CanonicalColumn } from './canonical-column.ts';

/** Part of every hash, so that a changed serialisation cannot be taken for the old one. */
const SERIALISATION = 'clientele-table-1';

/**
 * Begins the hash of a table's content with everything but its values. What errors call the table is not part of it.
 *
 * Numbers are hashed in their stored width, because arithmetic on them may depend on it.
 */
export function startTableHash(columns: readonly CanonicalColumn[], nRows: number, options: TableOptions): Hash {
  const { entity = 'none', currency = null, notProducts = [] } = options;
  const heads = columns.map(({ column, layout }) => ({
    ...columnInfo(column),
    width: column.type === 'text' ? 'text' : layout,
  }));
  return createHash('sha256').update(JSON.stringify([SERIALISATION, nRows, entity, currency, notProducts, heads]));
}

/** Adds a column's values. Texts are taken row by row (lengths, then bytes), so that a dictionary's layout plays no part. */
export function hashColumn(hash: Hash, { column }: CanonicalColumn): void {
  hash.update(column.nulls ?? NO_NULLS);
  if (column.type === 'text') hashTexts(hash, column);
  else hash.update(column.values);
}

const NO_NULLS = new Uint8Array();

const BLOCK_BYTES = 1 << 20;

function hashTexts(hash: Hash, column: TextColumn): void {
  const { codes, offsets, bytes, nulls, length } = column;
  const lengths = new Int32Array(length);
  for (let row = 0; row < length; row++) {
    const entry = codes ? (codes[row] ?? -1) : row;
    const missing = entry < 0 || (nulls !== null && ((nulls[row >> 3] ?? 0) & (1 << (row & 7))) !== 0);
    lengths[row] = missing ? -1 : (offsets[entry + 1] ?? 0) - (offsets[entry] ?? 0);
  }
  hash.update(lengths);
  if (!codes) {
    hash.update(bytes);
    return;
  }
  const block = new Uint8Array(BLOCK_BYTES);
  let at = 0;
  for (let row = 0; row < length; row++) {
    const size = lengths[row] ?? 0;
    if (size <= 0) continue;
    const from = offsets[codes[row] ?? 0] ?? 0;
    if (at + size > BLOCK_BYTES) {
      hash.update(block.subarray(0, at));
      at = 0;
      if (size > BLOCK_BYTES) {
        hash.update(bytes.subarray(from, from + size));
        continue;
      }
    }
    // A loop beats `set(subarray)` here: most texts are short, and a subarray is an allocation.
    for (let i = 0; i < size; i++) block[at + i] = bytes[from + i] ?? 0;
    at += size;
  }
  hash.update(block.subarray(0, at));
}
