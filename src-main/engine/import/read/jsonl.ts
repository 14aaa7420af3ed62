import type { SourceFormat } from '../../../contract/import.ts';
import type { RowBatch } from './batch.ts';
import { clippedText } from './batch.ts';
import { BatchWriter, valueText } from './batch-writer.ts';
import { readUtf8, type OnRead } from './bytes.ts';

const LF = 10;
/** Names are gathered from so many records where nobody says them; keys that first come later are left out. */
const RECORDS_FOR_NAMES = 1000;
/** Objects inside objects become columns (`buyer.city`) down to here; beyond, and in lists, they are JSON texts. */
const MAX_DEPTH = 3;

type JsonRecord = Record<string, unknown>;

/** A record without nesting: `{"buyer": {"city": "Köln"}}` as `{"buyer.city": "Köln"}`. */
function flatten(record: JsonRecord, prefix = '', into: JsonRecord = {}, depth = 1): JsonRecord {
  for (const [key, value] of Object.entries(record)) {
    const isNested = typeof value === 'object' && value !== null && !Array.isArray(value);
    if (isNested && depth < MAX_DEPTH) flatten(value as JsonRecord, `${prefix}${key}.`, into, depth + 1);
    else into[prefix + key] = value;
  }
  return into;
}

const isRecord = (value: unknown): value is JsonRecord =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The records on a line, or null where it holds none. A line of a JSON array (`[{…},`) is read without what surrounds its record. */
function parseRecords(text: string): JsonRecord[] | null {
  for (const candidate of [text, text.replace(/^\[|,$|(?<=\})\s*\]$/g, '').trim()]) {
    if (candidate === '' || candidate === ']') return [];
    try {
      const value: unknown = JSON.parse(candidate);
      const records = Array.isArray(value) ? (value as unknown[]) : [value];
      return records.every(isRecord) ? records.map((record) => flatten(record)) : null;
    } catch {
      // What is left may still be a record.
    }
  }
  return null;
}

/**
 * The records of a JSON Lines file as rows, after a row of their names.
 *
 * @param names the keys to read; gathered from the first records where absent.
 * @throws file-not-found, unreadable-file
 */
export async function* readJsonLines(
  file: string,
  { encoding }: SourceFormat,
  names: readonly string[] | null,
  onRead?: OnRead,
): AsyncGenerator<RowBatch> {
  const writer = new BatchWriter();
  const waiting: { record: JsonRecord; line: number }[] = [];
  let keys = names;
  const write = (record: JsonRecord, line: number, wanted: readonly string[]): void => {
    for (const key of wanted) writer.field(valueText(record[key]));
    writer.endRow(line);
  };
  const begin = (): readonly string[] => {
    const wanted = keys ?? [...new Set(waiting.flatMap(({ record }) => Object.keys(record)))];
    keys = wanted;
    writer.row(wanted, 0);
    for (const { record, line } of waiting.splice(0)) write(record, line, wanted);
    return wanted;
  };
  if (keys) begin();
  for await (const { bytes, start, end, line } of readLines(file, encoding, onRead)) {
    const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8', start, end).trim();
    if (text === '') continue;
    const records = parseRecords(text);
    if (!records) writer.break({ line, reason: 'not-a-record', text: clippedText(bytes, start, end) });
    for (const record of records ?? []) {
      if (keys) write(record, line, keys);
      else if (waiting.push({ record, line }) >= RECORDS_FOR_NAMES) begin();
    }
    if (writer.isFull) yield writer.take();
  }
  if (!keys) begin();
  yield writer.take();
}

interface Line {
  readonly bytes: Uint8Array;
  readonly start: number;
  readonly end: number;
  readonly line: number;
}

async function* readLines(file: string, encoding: SourceFormat['encoding'], onRead?: OnRead): AsyncGenerator<Line> {
  let parts: Uint8Array[] = [];
  let line = 0;
  for await (const chunk of readUtf8(file, encoding, onRead)) {
    let start = 0;
    for (let end = chunk.indexOf(LF); end >= 0; end = chunk.indexOf(LF, start)) {
      line++;
      if (parts.length === 0) yield { bytes: chunk, start, end, line };
      else {
        const bytes = Buffer.concat([...parts, chunk.subarray(start, end)]);
        parts = [];
        yield { bytes, start: 0, end: bytes.length, line };
      }
      start = end + 1;
    }
    if (start < chunk.length) parts.push(chunk.slice(start));
  }
  if (parts.length > 0) {
    const bytes = Buffer.concat(parts);
    yield { bytes, start: 0, end: bytes.length, line: line + 1 };
  }
}
