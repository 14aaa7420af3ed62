const DIGIT_BITS = 16;
const DIGITS = 1 << DIGIT_BITS;
const MASK = DIGITS - 1;

/**
 * Brings rows into the order of their keys; rows with equal keys keep theirs. Least significant digit first (Knuth, TAOCP
 * 3, 5.2.5): O(words · rows), and digits in which all keys agree cost one look.
 *
 * @param words a key's 32-bit words, the most significant first: words[w][row]. @param rows not modified.
 */
export function radixSort(words: readonly Uint32Array[], rows: Int32Array): Int32Array {
  let order: Int32Array = rows;
  let spare: Int32Array | null = null;
  const counts = new Uint32Array(DIGITS);
  for (const word of [...words].reverse()) {
    for (let shift = 0; shift < 32; shift += DIGIT_BITS) {
      counts.fill(0);
      for (const row of order) counts[(word[row]! >>> shift) & MASK]!++;
      const first = order.length > 0 ? (word[order[0]!]! >>> shift) & MASK : 0;
      if (counts[first] === order.length) continue;
      for (let digit = 0, at = 0; digit < DIGITS; digit++) {
        const count = counts[digit]!;
        counts[digit] = at;
        at += count;
      }
      const target: Int32Array = spare ?? new Int32Array(order.length);
      for (const row of order) {
        target[counts[(word[row]! >>> shift) & MASK]!++] = row;
      }
      spare = order === rows ? null : order;
      order = target;
    }
  }
  return order === rows ? rows.slice() : order;
}

/** Words whose order is the order of numbers; NaN is past all of them. */
export function numberWords(values: ArrayLike<number>): [Uint32Array, Uint32Array] {
  const high = new Uint32Array(values.length);
  const low = new Uint32Array(values.length);
  const float = new Float64Array(1);
  const bits = new Uint32Array(float.buffer);
  for (let i = 0; i < values.length; i++) {
    // Adding 0 makes one zero of two.
    float[0] = values[i]! + 0;
    const top = bits[1]!;
    if (float[0] !== float[0]) {
      high[i] = low[i] = 0xffff_ffff;
    } else if (top >>> 31) {
      high[i] = ~top;
      low[i] = ~bits[0]!;
    } else {
      high[i] = top | 0x8000_0000;
      low[i] = bits[0]!;
    }
  }
  return [high, low];
}
