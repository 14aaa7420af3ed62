/** Eigenvalues in falling order with unit eigenvectors: vector k is vectors[k * n … (k + 1) * n). */
export interface Eigen {
  readonly values: Float64Array;
  readonly vectors: Float64Array;
}

const MAX_ITERATIONS = 60;

/**
 * Eigenvalues and eigenvectors of a symmetric matrix: Householder reflections make it tridiagonal, implicit QL steps then diagonal.
 * O(n³).
 *
 * Each vector's sign makes its entry of largest size positive, so that the same data always gives the same axes.
 * Bowdler, Martin, Reinsch & Wilkinson (1968), doi:10.1007/BF02162164; Golub & Van Loan (2013), Matrix Computations, 8.3.
 *
 * @param matrix (n, n), symmetric, finite; not modified.
 * @param look called now and then; what it throws ends the work.
 */
export function symmetricEigen(matrix: Float64Array, n: number, look: () => void = () => undefined): Eigen {
  // Row k of v becomes vector k, so that rotations turn rows, which lie in one piece.
  const v = matrix.slice();
  const diagonal = new Float64Array(n);
  const beside = new Float64Array(n);
  if (n > 0) {
    reduce(v, n, diagonal, beside, look);
    diagonalise(v, n, diagonal, beside, look);
  }
  return sorted(diagonal, v, n);
}

/** Householder's reduction to tridiagonal form; v becomes the transpose of the product of the reflections. */
function reduce(v: Float64Array, n: number, d: Float64Array, e: Float64Array, look: () => void): void {
  for (let j = 0; j < n; j++) d[j] = v[(n - 1) * n + j]!;
  for (let i = n - 1; i > 0; i--) {
    look();
    let scale = 0;
    for (let k = 0; k < i; k++) scale += Math.abs(d[k]!);
    let h = 0;
    if (scale === 0) {
      e[i] = d[i - 1]!;
      for (let j = 0; j < i; j++) {
        d[j] = v[(i - 1) * n + j]!;
        v[i * n + j] = v[j * n + i] = 0;
      }
    } else {
      for (let k = 0; k < i; k++) {
        d[k] = d[k]! / scale;
        h += d[k]! ** 2;
      }
      const f = d[i - 1]!;
      const g = f > 0 ? -Math.sqrt(h) : Math.sqrt(h);
      e[i] = scale * g;
      h -= f * g;
      d[i - 1] = f - g;
      reflect(v, n, i, d, e, h);
    }
    d[i] = h;
  }
  gather(v, n, d, look);
  e[0] = 0;
}

/** Applies the reflection along d[0 … i) to both sides of the first i rows and columns. */
function reflect(v: Float64Array, n: number, i: number, d: Float64Array, e: Float64Array, h: number): void {
  e.fill(0, 0, i);
  for (let j = 0; j < i; j++) {
    const f = d[j]!;
    v[i + j * n] = f;
    const row = j * n;
    let g = e[j]! + v[row + j]! * f;
    // The lower triangle is read by rows: row j holds column j of the upper one.
    for (let k = 0; k < j; k++) g += v[row + k]! * d[k]!;
    for (let k = 0; k < j; k++) e[k]! += v[row + k]! * f;
    e[j] = g;
  }
  let dot = 0;
  for (let j = 0; j < i; j++) {
    e[j] = e[j]! / h;
    dot += e[j]! * d[j]!;
  }
  const half = dot / (h + h);
  for (let j = 0; j < i; j++) e[j] = e[j]! - half * d[j]!;
  for (let k = 0; k < i; k++) {
    const [f, g, row] = [d[k]!, e[k]!, k * n];
    for (let j = 0; j <= k; j++) v[row + j] = v[row + j]! - (f * e[j]! + g * d[j]!);
  }
  for (let j = 0; j < i; j++) {
    d[j] = v[(i - 1) * n + j]!;
    v[i * n + j] = 0;
  }
}

/** Multiplies the reflections, kept in the columns right of the diagonal, into v. */
function gather(v: Float64Array, n: number, d: Float64Array, look: () => void): void {
  const product = new Float64Array(n);
  const own = new Float64Array(n);
  for (let i = 0; i < n - 1; i++) {
    look();
    v[(n - 1) * n + i] = v[i * n + i]!;
    v[i * n + i] = 1;
    const h = d[i + 1]!;
    if (h !== 0) {
      for (let k = 0; k <= i; k++) own[k] = v[k * n + i + 1]!;
      product.fill(0, 0, i + 1);
      for (let k = 0; k <= i; k++) for (let j = 0; j <= i; j++) product[j]! += own[k]! * v[k * n + j]!;
      for (let k = 0; k <= i; k++) {
        const f = own[k]! / h;
        for (let j = 0; j <= i; j++) v[k * n + j] = v[k * n + j]! - product[j]! * f;
      }
    }
    for (let k = 0; k <= i; k++) v[k * n + i + 1] = 0;
  }
  for (let j = 0; j < n; j++) {
    d[j] = v[(n - 1) * n + j]!;
    v[(n - 1) * n + j] = 0;
  }
  v[n * n - 1] = 1;
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < i; j++) [v[i * n + j], v[j * n + i]] = [v[j * n + i]!, v[i * n + j]!];
  }
}

/** Implicit QL steps; rows of v turn along. */
function diagonalise(v: Float64Array, n: number, d: Float64Array, e: Float64Array, look: () => void): void {
  e.copyWithin(0, 1);
  e[n - 1] = 0;
  let shift = 0;
  let size = 0;
  for (let l = 0; l < n; l++) {
    look();
    size = Math.max(size, Math.abs(d[l]!) + Math.abs(e[l]!));
    let m = l;
    while (m < n - 1 && Math.abs(e[m]!) > Number.EPSILON * size) m++;
    for (let i = 0; m > l && i < MAX_ITERATIONS; i++) {
      let g = d[l]!;
      let p = (d[l + 1]! - g) / (2 * e[l]!);
      let r = Math.hypot(p, 1);
      if (p < 0) r = -r;
      d[l] = e[l]! / (p + r);
      d[l + 1] = e[l]! * (p + r);
      const next = d[l + 1]!;
      const h = g - d[l]!;
      for (let k = l + 2; k < n; k++) d[k] = d[k]! - h;
      shift += h;
      p = d[m]!;
      let [c, c2, c3, s, s2] = [1, 1, 1, 0, 0];
      const first = e[l + 1]!;
      for (let k = m - 1; k >= l; k--) {
        [c3, c2, s2] = [c2, c, s];
        g = c * e[k]!;
        const along = c * p;
        r = Math.hypot(p, e[k]!);
        e[k + 1] = s * r;
        s = e[k]! / r;
        c = p / r;
        p = c * d[k]! - s * g;
        d[k + 1] = along + s * (c * g + s * d[k]!);
        turn(v, n, k, c, s);
      }
      p = (-s * s2 * c3 * first * e[l]!) / next;
      e[l] = s * p;
      d[l] = c * p;
      if (!(Math.abs(e[l]!) > Number.EPSILON * size)) break;
    }
    d[l] = d[l]! + shift;
    e[l] = 0;
  }
}

/** Turns rows k and k + 1 into each other. */
function turn(v: Float64Array, n: number, k: number, c: number, s: number): void {
  for (let at = k * n, below = at + n, end = below; at < end; at++, below++) {
    const h = v[below]!;
    const own = v[at]!;
    v[below] = s * own + c * h;
    v[at] = c * own - s * h;
  }
}

function sorted(d: Float64Array, v: Float64Array, n: number): Eigen {
  const order = Array.from({ length: n }, (_, i) => i).sort((i, j) => d[j]! - d[i]! || i - j);
  const values = Float64Array.from(order, (i) => d[i]!);
  const vectors = new Float64Array(n * n);
  order.forEach((from, to) => {
    const vector = v.subarray(from * n, from * n + n);
    faceForward(vector);
    vectors.set(vector, to * n);
  });
  return { values, vectors };
}

/** Turns a vector so that its entry of largest size is positive, of about equal ones the first. */
export function faceForward(vector: Float64Array): void {
  let largest = 0;
  for (let k = 1; k < vector.length; k++) if (Math.abs(vector[k]!) > Math.abs(vector[largest]!) + 1e-12) largest = k;
  if ((vector[largest] ?? 0) < 0) for (let k = 0; k < vector.length; k++) vector[k] = -vector[k]!;
}
