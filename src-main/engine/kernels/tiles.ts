/**
 * A symmetric matrix in square tiles, of which those on and below the diagonal are kept: tile (i, j), j ≤ i, is the
 * (i(i + 1)/2 + j)-th, each row-major. What the last tiles have beyond the matrix is that of a unit matrix. In shared memory.
 */
export interface Tiles {
  /** Rows and columns of the matrix. */
  readonly n: number;
  /** Rows and columns of a tile, a multiple of four. */
  readonly size: number;
  /** Tiles along the diagonal. */
  readonly nTiles: number;
  readonly values: Float64Array;
}

const SMALL = 128;
const LARGE = 256;
/** From so many rows on tiles are large, so that there is more to do with each that is copied. */
const MANY = 4096;

/** The sides of tiles of an (n, n) matrix. */
export const tileSize = (n: number): number => (n > MANY ? LARGE : Math.min(SMALL, Math.ceil(Math.max(1, n) / 4) * 4));

/** How many bytes a matrix in tiles takes. */
export function tilesBytes(n: number): number {
  const nTiles = Math.ceil(n / tileSize(n));
  return ((nTiles * (nTiles + 1)) / 2) * tileSize(n) ** 2 * 8;
}

/** A matrix of zeros. */
export function newTiles(n: number): Tiles {
  const size = tileSize(n);
  const nTiles = Math.ceil(n / size);
  const values = new Float64Array(new SharedArrayBuffer(tilesBytes(n)));
  for (let row = n; row < nTiles * size; row++) {
    const at = row - (nTiles - 1) * size;
    values[tileStart(nTiles - 1, nTiles - 1, size) + at * size + at] = 1;
  }
  return { n, size, nTiles, values };
}

/** Where tile (i, j), j ≤ i, begins. */
export const tileStart = (i: number, j: number, size: number): number => ((i * (i + 1)) / 2 + j) * size * size;

/** An entry of the matrix. */
export function entryAt({ size, values }: Tiles, row: number, column: number): number {
  const [high, low] = row >= column ? [row, column] : [column, row];
  const [i, j] = [Math.floor(high / size), Math.floor(low / size)];
  return values[tileStart(i, j, size) + (high - i * size) * size + (low - j * size)]!;
}
