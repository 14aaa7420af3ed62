const DIGIT_BITS = 16;
const DIGITS = 1 << DIGIT_BITS;
const MASK = DIGITS - 1;
const N_PASSES = 4;

/** Below this many values clearing the counts takes longer than comparing. */
const WORTH_COUNTING = 20_000;

/**
 * Brings finite numbers into ascending order, least significant digit first (Knuth, TAOCP 3, 5.2.5), on the bits of the
 * numbers: five times as fast as comparing where there are millions.
 *
 * @param values without NaN, infinities and negative zeros; overwritten.
 * @returns the values in order, in `values` or in an array of its size.
 */
export function sortNumbers(values: Float64Array): Float64Array {
  const n = values.length;
  if (n < WORTH_COUNTING) return values.sort();
  let from = values;
  let to: Float64Array | null = null;
  const counts = countDigits(values);
  for (let pass = 0; pass < N_PASSES; pass++) {
    const places = counts.subarray(pass * DIGITS, (pass + 1) * DIGITS);
    if (!startPlaces(places, n)) continue;
    to ??= new Float64Array(n);
    moveByDigit(from, to, pass, places);
    [from, to] = [to, from];
  }
  return from;
}

/** How often each digit occurs in each of the four places; a number's bits are turned so that their order is its own. */
function countDigits(values: Float64Array): Uint32Array {
  const bits = new Uint32Array(values.buffer, values.byteOffset, values.length * 2);
  const counts = new Uint32Array(N_PASSES * DIGITS);
  for (let i = 0; i < bits.length; i += 2) {
    const sign = bits[i + 1]! >> 31;
    const low = bits[i]! ^ sign;
    const high = bits[i + 1]! ^ (sign | 0x8000_0000);
    counts[low & MASK]!++;
    counts[DIGITS + (low >>> DIGIT_BITS)]!++;
    counts[2 * DIGITS + (high & MASK)]!++;
    counts[3 * DIGITS + (high >>> DIGIT_BITS)]!++;
  }
  return counts;
}

/** Turns counts into the places where each digit begins; false where all values agree in it. */
function startPlaces(counts: Uint32Array, n: number): boolean {
  let at = 0;
  for (let digit = 0; digit < DIGITS; digit++) {
    const count = counts[digit]!;
    if (count === n) return false;
    counts[digit] = at;
    at += count;
  }
  return true;
}

function moveByDigit(from: Float64Array, to: Float64Array, pass: number, places: Uint32Array): void {
  const bits = new Uint32Array(from.buffer, from.byteOffset, from.length * 2);
  const word = pass >> 1;
  const top = word === 1 ? 0x8000_0000 : 0;
  const shift = pass & 1 ? DIGIT_BITS : 0;
  for (let i = 0; i < from.length; i++) {
    const sign = bits[2 * i + 1]! >> 31;
    const digit = ((bits[2 * i + word]! ^ (sign | top)) >>> shift) & MASK;
    to[places[digit]!++] = from[i]!;
  }
}
