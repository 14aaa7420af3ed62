/** Rows narrower than this are copied value by value: a view costs more. */
const NARROW = 64;

/** Copies so many values from one place to another. */
export function copyRow(from: Float32Array, at: number, to: Float32Array, put: number, width: number): void {
  if (width >= NARROW) to.set(from.subarray(at, at + width), put);
  else for (let j = 0; j < width; j++) to[put + j] = from[at + j]!;
}
