import type { Context } from '../../steps/context.ts';
import { transpose, type SparseRows } from '../../table/sparse.ts';
import { inverseFactor } from '../cholesky.ts';
import { symmetricEigen } from '../eigen.ts';
import { gramOf } from '../gram.ts';
import { product, sparseTimes } from '../product.ts';
import { shareRows } from './shared-rows.ts';

type Tools = Pick<Context, 'pool' | 'signal' | 'random'>;

/** The strongest directions of a sparse matrix's columns. */
export interface RightVectors {
  readonly width: number;
  /** Singular values, falling; 0 beyond the matrix's rank. */
  readonly values: Float64Array;
  /** (nColumns, width), row-major: column k is the k-th right singular vector, zero beyond the rank. */
  readonly vectors: Float64Array;
}

/** Directions searched beside those asked for. */
const OVERSAMPLING = 16;
/** Shares of the largest eigenvalue at or below this are rounding. */
const NOTHING = 1e-13;
/** Columns of whose square no more than this share is left are taken for dependent. */
const DEPENDENT = 1e-8;

/**
 * The largest singular values and right singular vectors of a sparse matrix by randomised subspace iteration.
 * O(iterations · (entries · width + nColumns · width²)).
 *
 * Halko, Martinsson & Tropp (2011), doi:10.1137/090771806.
 *
 * @param matrix (nRows, nColumns); not modified. @param k how many, cut to what the matrix has.
 * @param watch told the share that is done. @throws cancelled
 */
export async function rightVectors(
  matrix: SparseRows,
  k: number,
  nIterations: number,
  tools: Tools,
  watch: (share: number) => void,
): Promise<RightVectors> {
  const least = Math.min(matrix.nRows, matrix.nColumns);
  const wanted = Math.min(k, least);
  const width = Math.min(wanted + OVERSAMPLING, least);
  const [rows, columns] = [shareRows(matrix), shareRows(transpose(matrix))];
  let basis = floats(matrix.nColumns * width);
  for (let at = 0; at < basis.length; at++) basis[at] = tools.random.normal();
  basis = await whitened(basis, width, tools);
  for (let iteration = 0; iteration < nIterations; iteration++) {
    tools.signal.throwIfAborted();
    watch(iteration / (nIterations + 1));
    const there = await sparseTimes(rows, basis, width, tools);
    basis = await whitened(await sparseTimes(columns, there, width, tools), width, tools);
  }
  tools.signal.throwIfAborted();
  watch(nIterations / (nIterations + 1));
  const placed = { width, values: await sparseTimes(rows, basis, width, tools) };
  const { values, vectors } = symmetricEigen(await gramOf(placed, 0, tools.pool), width, () => {
    tools.signal.throwIfAborted();
  });
  const kept = new Float64Array(width * wanted);
  const singular = new Float64Array(wanted);
  for (let to = 0; to < wanted; to++) {
    if (!(values[to]! > NOTHING * values[0]!)) continue;
    singular[to] = Math.sqrt(values[to]!);
    for (let from = 0; from < width; from++) kept[from * wanted + to] = vectors[to * width + from]!;
  }
  return { width: wanted, values: singular, vectors: (await denseTimes(basis, width, kept, wanted, tools)).slice() };
}

const floats = (n: number): Float64Array => new Float64Array(new SharedArrayBuffer(n * 8));

/** Rows (n, width) times a small matrix (width, across). */
async function denseTimes(
  rows: Float64Array,
  width: number,
  small: Float64Array,
  across: number,
  tools: Tools,
): Promise<Float64Array> {
  const a = { nRows: width > 0 ? rows.length / width : 0, nColumns: width, values: rows };
  return (await product(a, { nRows: width, nColumns: across, values: small }, tools)).values;
}

/** The same span by columns of length one at right angles; columns for which nothing is left are zero. */
async function whitened(rows: Float64Array, width: number, tools: Tools): Promise<Float64Array> {
  const gram = await gramOf({ width, values: rows }, 0, tools.pool);
  const small = byCholesky(gram, width) ?? byEigenvectors(gram, width, tools);
  return denseTimes(rows, width, small, width, tools);
}

/** What makes columns orthonormal, from their Gram matrix, in a few per cent of the time of eigenvectors; null where they nearly depend on each other. */
function byCholesky(gram: Float64Array, width: number): Float64Array | null {
  const inverse = inverseFactor(gram, width);
  if (!inverse) return null;
  const small = new Float64Array(width * width);
  let largest = 0;
  for (let i = 0; i < width; i++) largest = Math.max(largest, gram[i * width + i]!);
  for (let i = 0; i < width; i++) {
    // What is left of a column beside those before it.
    if (!(inverse[i * width + i]! ** -2 > DEPENDENT * largest)) return null;
    for (let j = 0; j <= i; j++) small[j * width + i] = inverse[i * width + j]!;
  }
  return small;
}

function byEigenvectors(gram: Float64Array, width: number, { signal }: Tools): Float64Array {
  const { values, vectors } = symmetricEigen(gram, width, () => {
    signal.throwIfAborted();
  });
  const small = new Float64Array(width * width);
  for (let to = 0; to < width; to++) {
    if (!(values[to]! > NOTHING * values[0]!)) continue;
    const length = Math.sqrt(values[to]!);
    for (let from = 0; from < width; from++) small[from * width + to] = vectors[to * width + from]! / length;
  }
  return small;
}
