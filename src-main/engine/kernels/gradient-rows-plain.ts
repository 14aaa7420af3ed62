// The loops of `assembly/follow-gradients.ts` in TypeScript: the same bytes as plain SIMD.

const { fround } = Math;

/** Draws x towards the solution of one row by a few steps of conjugate gradients, in single precision. */
export function followGradientsPlain(
  gram: Float32Array,
  rows: readonly Float32Array[],
  weights: Float32Array,
  x: Float32Array,
  nSteps: number,
): void {
  const width = x.length;
  const r = new Float32Array(width);
  const ap = new Float32Array(width);
  gramTimes(gram, x, r);
  for (let j = 0; j < width; j++) r[j] = -r[j]!;
  rows.forEach((y, i) => {
    const weight = weights[i]!;
    addMultiple(r, fround(fround(1 + weight) - fround(weight * dot(y, x))), y);
  });
  const p = r.slice();
  let size = dot(r, r);
  for (let step = 0; step < nSteps && size > LEAST; step++) {
    gramTimes(gram, p, ap);
    rows.forEach((y, i) => {
      addMultiple(ap, fround(weights[i]! * dot(y, p)), y);
    });
    const length = fround(size / dot(p, ap));
    addMultiple(x, length, p);
    addMultiple(r, -length, ap);
    const next = dot(r, r);
    const kept = fround(next / size);
    for (let j = 0; j < width; j++) p[j] = r[j]! + fround(kept * p[j]!);
    size = next;
  }
}

/** Squared lengths at or below this are rounding. */
const LEAST = fround(1e-20);

function gramTimes(gram: Float32Array, x: Float32Array, out: Float32Array): void {
  const width = x.length;
  out.fill(0);
  for (let i = 0; i < width; i++) addMultiple(out, x[i]!, gram.subarray(i * width, (i + 1) * width));
}

function addMultiple(out: Float32Array, factor: number, y: Float32Array): void {
  for (let j = 0; j < out.length; j++) out[j]! += fround(factor * y[j]!);
}

/** Places sixteen apart are added in one sum. */
function dot(x: Float32Array, y: Float32Array): number {
  const sums = new Float32Array(16);
  for (let j = 0; j < x.length; j++) sums[j & 15]! += fround(x[j]! * y[j]!);
  const lane = (of: number) => fround(fround(sums[of]! + sums[of + 8]!) + fround(sums[of + 4]! + sums[of + 12]!));
  return fround(fround(lane(0) + lane(2)) + fround(lane(1) + lane(3)));
}
