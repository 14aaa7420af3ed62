import type { MessageValue } from '../../../contract/text.ts';

/** A measured quality inside a sentence: shares and scores with three digits, errors in money or days with as many as a person takes in. */
export function saidQuality(value: number): MessageValue & { readonly decimal: number } {
  const size = Math.abs(value);
  return { decimal: value, digits: size >= 100 ? 0 : size >= 10 ? 1 : 3 };
}
