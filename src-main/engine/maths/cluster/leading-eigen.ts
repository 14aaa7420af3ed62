import type { Context } from '../../steps/context.ts';
import { dot } from '../dot.ts';
import { faceForward, symmetricEigen, type Eigen } from '../eigen.ts';

/** Up to this size all eigenvectors are found at once. */
const DENSE = 400;
/** Vectors beside those that are wanted, which make the wanted ones settle sooner. */
const SPARE = 6;
const BASIS = 160;
const MOST_ROUNDS = 60;
const SETTLED = 1e-6;

/**
 * The largest eigenvalues of a symmetric matrix that is known by its products alone, with unit eigenvectors. Blocks of vectors are
 * multiplied on and on (Krylov), the best in what they span are kept, and so anew until they settle: equal eigenvalues, as of a
 * graph in several pieces, are all found.
 *
 * Golub & Underwood (1977), The block Lanczos method; Stewart (2001), doi:10.1137/S0895479800371529, for restarting.
 *
 * @param multiply writes the product of the matrix with its first argument into its second. @throws cancelled
 */
export function leadingEigen(
  multiply: (from: Float64Array, into: Float64Array) => void,
  n: number,
  k: number,
  { signal, random }: Pick<Context, 'signal' | 'random'>,
): Eigen {
  if (n <= DENSE) return denseEigen(multiply, n, k, () => signal.throwIfAborted());
  const width = k + SPARE;
  const most = Math.min(n, Math.max(BASIS, 4 * width));
  let block: Float64Array[] = Array.from({ length: width }, () =>
    Float64Array.from({ length: n }, () => random.normal()),
  );
  for (let round = 1; ; round++) {
    const basis: Float64Array[] = [];
    const products: Float64Array[] = [];
    let next = block;
    while (basis.length < most && next.length > 0) {
      const fresh: Float64Array[] = [];
      for (const vector of next) {
        signal.throwIfAborted();
        if (basis.length === most || !orthonormalise(vector, basis)) continue;
        basis.push(vector);
        const product = new Float64Array(n);
        multiply(vector, product);
        products.push(product);
        fresh.push(product.slice());
      }
      next = fresh;
    }
    const ritz = bestInside(basis, products, Math.min(width, basis.length));
    const worst = Math.max(...ritz.residuals.slice(0, k));
    if (worst < SETTLED || round === MOST_ROUNDS) {
      const vectors = new Float64Array(k * n);
      ritz.vectors.slice(0, k).forEach((vector, i) => {
        faceForward(vector);
        vectors.set(vector, i * n);
      });
      return { values: Float64Array.from(ritz.values.slice(0, k)), vectors };
    }
    block = ritz.vectors;
  }
}

function denseEigen(
  multiply: (from: Float64Array, into: Float64Array) => void,
  n: number,
  k: number,
  look: () => void,
): Eigen {
  const matrix = new Float64Array(n * n);
  const unit = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    unit[i] = 1;
    multiply(unit, matrix.subarray(i * n, (i + 1) * n));
    unit[i] = 0;
  }
  // Rounding leaves halves that differ by a bit.
  for (let i = 0; i < n; i++)
    for (let j = 0; j < i; j++) matrix[i * n + j] = matrix[j * n + i] = (matrix[i * n + j]! + matrix[j * n + i]!) / 2;
  const { values, vectors } = symmetricEigen(matrix, n, look);
  return { values: values.slice(0, k), vectors: vectors.slice(0, k * n) };
}

/** Takes a basis out of a vector and makes it one long; false where nothing of it is left. Twice is enough (Kahan). */
function orthonormalise(vector: Float64Array, basis: readonly Float64Array[]): boolean {
  const before = Math.sqrt(dot(vector, vector));
  let length = before;
  for (let pass = 0; pass < 2; pass++) {
    const entering = length;
    for (const known of basis) {
      const along = dot(vector, known);
      for (let i = 0; i < vector.length; i++) vector[i]! -= along * known[i]!;
    }
    length = Math.sqrt(dot(vector, vector));
    // Little was taken out, so little is off.
    if (length > 0.7 * entering) break;
  }
  if (!(length > 1e-10 * before)) return false;
  for (let i = 0; i < vector.length; i++) vector[i]! /= length;
  return true;
}

/** The best approximations in a basis, with how far each is from being an eigenvector (Rayleigh–Ritz). */
function bestInside(basis: readonly Float64Array[], products: readonly Float64Array[], most: number) {
  const m = basis.length;
  const small = new Float64Array(m * m);
  for (let i = 0; i < m; i++)
    for (let j = i; j < m; j++) small[i * m + j] = small[j * m + i] = dot(basis[i]!, products[j]!);
  const { values, vectors } = symmetricEigen(small, m);
  const combine = (of: readonly Float64Array[], which: number): Float64Array => {
    const sum = new Float64Array(of[0]?.length ?? 0);
    of.forEach((vector, i) => {
      const share = vectors[which * m + i]!;
      for (let at = 0; at < sum.length; at++) sum[at]! += share * vector[at]!;
    });
    return sum;
  };
  const found = Array.from({ length: most }, (_, which) => {
    const vector = combine(basis, which);
    const product = combine(products, which);
    let squared = 0;
    for (let at = 0; at < vector.length; at++) squared += (product[at]! - values[which]! * vector[at]!) ** 2;
    return { vector, residual: Math.sqrt(squared) };
  });
  return {
    values: values.slice(0, most),
    vectors: found.map(({ vector }) => vector),
    residuals: found.map(({ residual }) => residual),
  };
}
