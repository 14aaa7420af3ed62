import type { RejectReason } from '../../../contract/import.ts';

/** A line that is no row at all. */
export interface BrokenLine {
  readonly line: number;
  readonly reason: RejectReason;
  readonly text: string;
}

/**
 * Rows of a file as places in a buffer: no value becomes a string on its way into a column. It is valid until the next
 * batch is asked for.
 */
export interface RowBatch {
  readonly bytes: Uint8Array;
  readonly nRows: number;
  /** The fields of row r are firstField[r] … firstField[r + 1]. */
  readonly firstField: Int32Array;
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  /** 1 where the field still holds doubled quotes; nothing where no field does. */
  readonly doubled: Uint8Array;
  /** The byte that doubled quotes consist of. */
  readonly quote: number;
  /** Whether a row's fields stand in the buffer as they stand in the file, with what divides them between. */
  readonly isVerbatim: boolean;
  /** The line on which each row begins, from 1; of a workbook or database, the row. */
  readonly lines: Float64Array;
  readonly broken: readonly BrokenLine[];
}

const MAX_TEXT = 2000;

/** Bytes as text, cut to a length that a table of rejects can hold. */
export function clippedText(bytes: Uint8Array, start: number, end: number): string {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return view.toString('utf8', start, Math.min(end, start + MAX_TEXT)).trimEnd();
}

/** The text of a row's field, doubled quotes undone; empty where the row has none there. */
export function fieldText(batch: RowBatch, row: number, at: number): string {
  const field = batch.firstField[row]! + at;
  if (field >= batch.firstField[row + 1]!) return '';
  const { bytes } = batch;
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const text = view.toString('utf8', batch.starts[field], batch.ends[field]);
  if (!batch.doubled[field]) return text;
  const quote = String.fromCharCode(batch.quote);
  return text.replaceAll(quote + quote, quote);
}

/** Takes the second of each two quotes out of a field, in place. */
export function undouble({ bytes, starts, ends, doubled, quote }: RowBatch, field: number): void {
  let to = starts[field]!;
  for (let from = to; from < ends[field]!; from++) {
    const byte = bytes[from]!;
    bytes[to++] = byte;
    if (byte === quote && bytes[from + 1] === quote) from++;
  }
  ends[field] = to;
  doubled[field] = 0;
}

/** Whether two stretches of a buffer hold the same bytes. */
export function sameBytes(bytes: Uint8Array, a: number, b: number, size: number): boolean {
  for (let i = 0; i < size; i++) if (bytes[a + i] !== bytes[b + i]) return false;
  return true;
}

/** How many fields a row has. */
export const fieldCount = ({ firstField }: RowBatch, row: number): number => firstField[row + 1]! - firstField[row]!;

/** A row as it stands in the file, cut to a length that a table of rejects can hold. */
export function rowText(batch: RowBatch, row: number): string {
  const [first, last] = [batch.firstField[row]!, batch.firstField[row + 1]! - 1];
  if (batch.isVerbatim) return clippedText(batch.bytes, batch.starts[first]!, batch.ends[last]!);
  return rowTexts(batch, row).join('\t').slice(0, MAX_TEXT);
}

/** The fields of a row as texts. */
export function rowTexts(batch: RowBatch, row: number): string[] {
  return Array.from({ length: fieldCount(batch, row) }, (_, at) => fieldText(batch, row, at));
}
