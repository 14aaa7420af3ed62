import { isUtf8 } from 'node:buffer';
import type { ColumnRole } from '../../../contract/table.ts';

/** Roles whose values name something: they are written alike, whichever program wrote the file. */
export const ID_ROLES: readonly ColumnRole[] = ['customerId', 'itemId', 'orderId', 'sessionId'];

export const isIdRole = (role: ColumnRole | null): boolean =>
  role !== null && (ID_ROLES.includes(role) || role === 'contact');

/** A text as it is to be stored, or null where its bytes can stand as they are. */
export type TextCleaner = (bytes: Uint8Array, start: number, end: number) => Buffer | null;

/** Takes out zero bytes and what is no UTF-8; ids are also brought to their canonical form. */
export function cleanText(isId: boolean): TextCleaner {
  return (bytes, start, end) => {
    let isAscii = true;
    let isTidy = true;
    let hasMark = false;
    for (let at = start; at < end; at++) {
      const byte = bytes[at]!;
      if (byte >= 0x80) isAscii = false;
      else if (byte === 0) isTidy = false;
      else if (byte < 0x30) hasMark = true;
    }
    const isValid = isAscii || isUtf8(bytes.subarray(start, end));
    if (isValid && isTidy && !(isId && hasMark)) return null;
    const raw = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8', start, end);
    const text = isTidy ? raw : raw.replaceAll('\0', '');
    const wanted = isId ? canonicalId(text) : text;
    return wanted === raw && isValid ? null : Buffer.from(wanted);
  };
}

/**
 * An id in its canonical form: no spaces around it, no `.0`, digit groups or exponent that a spreadsheet added, none of
 * the marks by which one is told to leave it alone (`'007`, `="007"`). Leading zeros stay.
 */
export function canonicalId(text: string): string {
  const bare = text
    .trim()
    .replace(/^="(.*)"$/, '$1')
    .replace(/^'/, '')
    .trim();
  if (/^\d+\.0+$/.test(bare)) return bare.slice(0, bare.indexOf('.'));
  if (/^\d{1,3}(?:,\d{3})+(?:\.0+)?$/.test(bare)) return bare.replaceAll(',', '').replace(/\.0+$/, '');
  if (/^\d(?:\.\d+)?e\+\d{1,2}$/i.test(bare)) return BigInt(Number(bare)).toString();
  return bare;
}
