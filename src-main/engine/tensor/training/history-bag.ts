import type { Random } from '../../maths/random.ts';
import type { Bag } from './bags.ts';

/**
 * What of a history is read: without the item asked for; while training a part of it by chance, else the newest. Each counts one over
 * the root of their number.
 */
export function readItems(
  own: Int32Array,
  asked: number,
  { length, dropout }: { readonly length: number; readonly dropout: number },
  random: Random | null,
): Bag {
  let codes = Array.from(own).filter((item) => item !== asked);
  if (random) {
    codes = codes.filter(() => random.next() >= dropout);
    for (let at = 0; at < Math.min(length, codes.length - 1); at++) {
      const other = at + random.integer(codes.length - at);
      [codes[at], codes[other]] = [codes[other]!, codes[at]!];
    }
    codes = codes.slice(0, length);
  } else codes = codes.slice(-length);
  return historyBag(codes);
}

/** Items of a history as a bag. */
export const historyBag = (codes: ArrayLike<number>): Bag => ({
  codes,
  values: new Float32Array(codes.length).fill(1 / Math.sqrt(codes.length)),
});
