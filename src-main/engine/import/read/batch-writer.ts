import { grown } from '../../table/byte-dictionary.ts';
import type { BrokenLine, RowBatch } from './batch.ts';

/** Beyond so many bytes a batch is given out. */
const BATCH_BYTES = 1 << 20;

/** Read past its end, as if it were as long as any batch. */
const NONE_DOUBLED = new Uint8Array();

interface Buffers {
  bytes: Buffer;
  starts: Int32Array;
  ends: Int32Array;
  firstField: Int32Array;
  lines: Float64Array;
}

const freshBuffers = (): Buffers => ({
  bytes: Buffer.alloc(BATCH_BYTES * 2),
  starts: new Int32Array(1 << 12),
  ends: new Int32Array(1 << 12),
  firstField: new Int32Array(1 << 10),
  lines: new Float64Array(1 << 10),
});

/** Gathers values of formats that are no text (workbooks, databases, JSON) into batches like those of a text file. */
export class BatchWriter {
  #to = freshBuffers();
  /** What the last batch lies in; the next is written elsewhere, so that a row may be taken in two halves. */
  #other = freshBuffers();
  #size = 0;
  #nFields = 0;
  #nRows = 0;
  #broken: BrokenLine[] = [];

  /** Adds a field to the row that is being written. */
  field(text: string): void {
    this.#makeRoom(text.length * 3);
    const start = this.#size;
    this.#size += this.#to.bytes.write(text, start);
    this.#place(start, this.#size);
  }

  /** Adds a field of bytes that are UTF-8. */
  bytes(from: Uint8Array, start: number, end: number): void {
    this.#makeRoom(end - start);
    const at = this.#size;
    const { bytes } = this.#to;
    for (let i = start, to = at; i < end; i++, to++) bytes[to] = from[i]!;
    this.#size += end - start;
    this.#place(at, this.#size);
  }

  /** Ends the row; one without any value is dropped. */
  endRow(line: number): void {
    const first = this.#openRow();
    const { starts, ends } = this.#to;
    let isBlank = true;
    for (let field = first; isBlank && field < this.#nFields; field++) isBlank = ends[field] === starts[field];
    if (isBlank) {
      this.#nFields = first;
      return;
    }
    if (this.#nRows + 1 >= this.#to.firstField.length) {
      this.#to.firstField = grown(this.#to.firstField, this.#nRows + 2);
      this.#to.lines = grown(this.#to.lines, this.#nRows + 2);
    }
    this.#to.lines[this.#nRows++] = line;
    this.#to.firstField[this.#nRows] = this.#nFields;
  }

  /** Adds a whole row. */
  row(values: readonly unknown[], line: number): void {
    for (const value of values) this.field(valueText(value));
    this.endRow(line);
  }

  break(broken: BrokenLine): void {
    this.#broken.push(broken);
  }

  /** Whether enough was gathered to be worth giving out. */
  get isFull(): boolean {
    return this.#size >= BATCH_BYTES || this.#broken.length >= 1000;
  }

  /** All rows since the last call; the row that is being written goes on in the next batch. */
  take(): RowBatch {
    const given = this.#to;
    const batch = {
      ...given,
      nRows: this.#nRows,
      doubled: NONE_DOUBLED,
      quote: -1,
      isVerbatim: false,
      broken: this.#broken,
    };
    const first = this.#openRow();
    const [from, to] = [first, this.#nFields];
    this.#to = this.#other;
    this.#other = given;
    this.#size = 0;
    this.#nFields = 0;
    this.#nRows = 0;
    this.#broken = [];
    for (let field = from; field < to; field++) this.bytes(given.bytes, given.starts[field]!, given.ends[field]!);
    return batch;
  }

  /** The first field of the row that is being written. */
  #openRow(): number {
    return this.#nRows > 0 ? this.#to.firstField[this.#nRows]! : 0;
  }

  #makeRoom(size: number): void {
    const { bytes } = this.#to;
    if (this.#size + size > bytes.length) {
      this.#to.bytes = Buffer.concat([bytes], Math.max(bytes.length * 2, this.#size + size));
    }
  }

  #place(start: number, end: number): void {
    const field = this.#nFields++;
    if (field === this.#to.starts.length) {
      this.#to.starts = grown(this.#to.starts, field + 1);
      this.#to.ends = grown(this.#to.ends, field + 1);
    }
    this.#to.starts[field] = start;
    this.#to.ends[field] = end;
  }
}

/** A value as it would stand in a text file: dates in ISO form, bytes in hexadecimal, anything nested as JSON. */
export function valueText(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return value;
    case 'number':
    case 'boolean':
    case 'bigint':
      return String(value);
    case 'object':
      if (value === null) return '';
      return value instanceof Uint8Array ? Buffer.from(value).toString('hex') : JSON.stringify(value);
    default:
      return '';
  }
}
