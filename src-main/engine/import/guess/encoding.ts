import { isUtf8 } from 'node:buffer';
import type { Encoding } from '../../../contract/import.ts';

const startsWith = (head: Uint8Array, bytes: readonly number[]): boolean => bytes.every((byte, i) => head[i] === byte);

/** UTF-16 by its mark, or by the zero bytes that Latin letters leave at every second place; null for anything else. */
export function sniffUtf16(head: Uint8Array): Encoding | null {
  if (startsWith(head, [0xff, 0xfe])) return 'utf-16le';
  if (startsWith(head, [0xfe, 0xff])) return 'utf-16be';
  const sample = head.subarray(0, 4096);
  let even = 0;
  let odd = 0;
  sample.forEach((byte, i) => {
    if (byte !== 0) return;
    if (i % 2 === 0) even++;
    else odd++;
  });
  if (odd > sample.length * 0.2 && even < odd * 0.05) return 'utf-16le';
  return even > sample.length * 0.2 && odd < even * 0.05 ? 'utf-16be' : null;
}

/** Up to this share of broken letters a text is damaged UTF-8, not another encoding. */
const DAMAGED_SHARE = 0.02;

/**
 * The encoding of a text: by its mark, by validity, and between Chinese and Western single bytes by how letters fall.
 *
 * @param head its first bytes; the last letter may be cut off.
 */
export function sniffEncoding(head: Uint8Array): Encoding {
  const utf16 = sniffUtf16(head);
  if (utf16) return utf16;
  if (isUtf8(wholeLetters(head))) return 'utf-8';
  if (damagedShare(head) < DAMAGED_SHARE) return 'utf-8';
  return looksChinese(head) ? 'gb18030' : 'windows-1252';
}

/** Bytes without a letter of UTF-8 that is cut off at their end. */
export function wholeLetters(bytes: Uint8Array): Uint8Array {
  let end = bytes.length;
  while (end > 0 && end > bytes.length - 4 && (bytes[end - 1]! & 0xc0) === 0x80) end--;
  return end > 0 && bytes[end - 1]! >= 0xc0 ? bytes.subarray(0, end - 1) : bytes;
}

function damagedShare(head: Uint8Array): number {
  const text = new TextDecoder().decode(wholeLetters(head));
  const foreign = text.match(/[^\0-\x7f]/gu)?.length ?? 0;
  const broken = text.match(/\ufffd/gu)?.length ?? 0;
  return broken / Math.max(1, foreign);
}

/** Of high bytes read as GB18030, so many must be frequent Han letters or their punctuation. */
const FREQUENT_SHARE = 0.6;

/**
 * Whether bytes read well as GB18030. Nine in ten letters of Chinese prose are among the frequent ones of GB 2312's
 * first level (lead bytes B0 to D7) or its punctuation (A1 to A3), always two high bytes; accented Western letters stand
 * between plain ones, so that they pair with ASCII.
 */
function looksChinese(head: Uint8Array): boolean {
  let frequent = 0;
  let other = 0;
  for (let at = 0; at + 1 < head.length; at++) {
    const lead = head[at]!;
    if (lead < 0x80) continue;
    const trail = head[at + 1]!;
    const isFrequent = trail >= 0xa1 && ((lead >= 0xb0 && lead <= 0xd7) || (lead >= 0xa1 && lead <= 0xa3));
    if (isFrequent) frequent++;
    else other++;
    const isPair = lead >= 0x81 && lead <= 0xfe && trail >= 0x40 && trail !== 0x7f && trail !== 0xff;
    if (isPair) at++;
  }
  return frequent > (frequent + other) * FREQUENT_SHARE;
}
