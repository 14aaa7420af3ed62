/** Where each code's block begins once positions are sorted by code; one more entry than there are codes. Codes below 0 count for none. */
export function countsToOffsets(codes: Int32Array, nCodes: number, order?: Int32Array): Int32Array {
  const offsets = new Int32Array(nCodes + 1);
  const n = order?.length ?? codes.length;
  for (let i = 0; i < n; i++) {
    const code = codes[order ? order[i]! : i]!;
    if (code >= 0) offsets[code + 1]!++;
  }
  for (let code = 0; code < nCodes; code++) offsets[code + 1]! += offsets[code]!;
  return offsets;
}

/**
 * Positions 0 … n − 1, or those given, stably sorted by a code; those whose code is below 0 are left out.
 *
 * @param codes a code below nCodes a position. @param order positions to sort; all of them where absent.
 * @param offsets what {@link countsToOffsets} says of them, where it is known already.
 */
export function stableOrder(
  codes: Int32Array,
  nCodes: number,
  order?: Int32Array,
  offsets: Int32Array = countsToOffsets(codes, nCodes, order),
): Int32Array {
  const at = offsets.slice();
  const sorted = new Int32Array(offsets[nCodes]!);
  const n = order?.length ?? codes.length;
  for (let i = 0; i < n; i++) {
    const position = order ? order[i]! : i;
    const code = codes[position]!;
    if (code >= 0) sorted[at[code]!++] = position;
  }
  return sorted;
}

/** The values at some positions, in that order. */
export function gather<A extends Float64Array | Int32Array>(values: A, positions: Int32Array): A {
  const Type = values.constructor as new (length: number) => A;
  const gathered = new Type(positions.length);
  for (let i = 0; i < gathered.length; i++) gathered[i] = values[positions[i]!]!;
  return gathered;
}

/** 0 … n − 1. */
export function positions(n: number): Int32Array {
  const all = new Int32Array(n);
  for (let i = 0; i < n; i++) all[i] = i;
  return all;
}
