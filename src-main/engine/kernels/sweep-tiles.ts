import type { Kernels } from './instance.ts';
import { STRIP } from './strips.ts';
import { crossProductPlain } from './strips-plain.ts';
import { tileStart } from './tiles.ts';

/** One pivot tile of a matrix in tiles, and what the others are changed by. */
export interface SweepShared {
  readonly values: Float64Array;
  readonly size: number;
  readonly nTiles: number;
  /** The number of the pivot tile on the diagonal. */
  readonly pivot: number;
  /** The pivot tile's inverse, row-major. */
  readonly inverse: Float64Array;
  /** Written by {@link sweepPanel}: a tile's worth for each tile of the pivot's row, turned and in strips, as it was. */
  readonly row: Float64Array;
  /** Written by {@link sweepPanel}: the same times the pivot's inverse, negative. */
  readonly scaled: Float64Array;
}

/** Tiles [start, end) of the pivot's row and column become themselves times the pivot's inverse. */
export function sweepPanel(start: number, end: number, shared: SweepShared, kernels: Kernels | null): null {
  const { values, size, pivot, inverse, row, scaled } = shared;
  const cells = size * size;
  const own = new Float64Array(cells);
  const product = new Float64Array(cells);
  const inverseStrips = new Float64Array(cells);
  pack(inverse, size, 1, inverseStrips);
  for (let i = start; i < end; i++) {
    if (i === pivot) continue;
    const below = i > pivot;
    const tile = values.subarray(below ? tileStart(i, pivot, size) : tileStart(pivot, i, size)).subarray(0, cells);
    // Rows are the pivot's, whichever side of the diagonal the tile lies on.
    if (below) turn(tile, size, own);
    else own.set(tile);
    const strips = row.subarray(i * cells, (i + 1) * cells);
    pack(own, size, 1, strips);
    product.fill(0);
    multiply(inverseStrips, strips, size, product, kernels);
    pack(product, size, -1, scaled.subarray(i * cells, (i + 1) * cells));
    if (below) turn(product, size, tile);
    else tile.set(product);
  }
  return null;
}

/** Tiles [start, end) in their order, those of the pivot's row and column left out, less the pivot's part of them. */
export function sweepTiles(start: number, end: number, shared: SweepShared, kernels: Kernels | null): null {
  const { values, size, pivot, row, scaled } = shared;
  const cells = size * size;
  const nStrips = size / STRIP;
  let i = Math.floor((Math.sqrt(8 * start + 1) - 1) / 2);
  let j = start - (i * (i + 1)) / 2;
  kernels?.begin();
  const [aAt, bAt, tileAt] = [kernels?.room(cells * 8), kernels?.room(cells * 8), kernels?.room(cells * 8)];
  for (let at = start, held = -1; at < end; at++) {
    if (i !== pivot && j !== pivot) {
      const tile = values.subarray(at * cells, (at + 1) * cells);
      const a = scaled.subarray(i * cells, (i + 1) * cells);
      const b = row.subarray(j * cells, (j + 1) * cells);
      if (kernels && aAt !== undefined && bAt !== undefined && tileAt !== undefined) {
        if (held !== i) kernels.view(Float64Array, aAt, cells).set(a);
        held = i;
        kernels.view(Float64Array, bAt, cells).set(b);
        kernels.view(Float64Array, tileAt, cells).set(tile);
        kernels.exports.crossProduct(aAt, nStrips, bAt, nStrips, size, 0, tileAt);
        tile.set(kernels.view(Float64Array, tileAt, cells));
      } else crossProductPlain(a, nStrips, b, nStrips, size, tile);
    }
    if (++j > i) [i, j] = [i + 1, 0];
  }
  return null;
}

function multiply(a: Float64Array, b: Float64Array, size: number, c: Float64Array, kernels: Kernels | null): void {
  const nStrips = size / STRIP;
  if (!kernels) {
    crossProductPlain(a, nStrips, b, nStrips, size, c);
    return;
  }
  kernels.begin();
  const [aAt, bAt, cAt] = [kernels.put(a), kernels.put(b), kernels.put(c)];
  kernels.exports.crossProduct(aAt, nStrips, bAt, nStrips, size, 0, cAt);
  c.set(kernels.view(Float64Array, cAt, c.length));
}

/** Lays a square tile out in strips, times 1 or −1. */
function pack(tile: Float64Array, size: number, sign: number, strips: Float64Array): void {
  for (let s = 0, to = 0; s < size; s += STRIP)
    for (let p = 0; p < size; p++) for (let c = 0, at = p * size + s; c < STRIP; c++) strips[to++] = sign * tile[at++]!;
}

function turn(tile: Float64Array, size: number, out: Float64Array): void {
  for (let i = 0; i < size; i++) for (let j = 0; j < size; j++) out[j * size + i] = tile[i * size + j]!;
}
