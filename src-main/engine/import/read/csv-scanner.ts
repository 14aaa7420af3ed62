import { grown } from '../../table/byte-dictionary.ts';
import { clippedText, type BrokenLine, type RowBatch } from './batch.ts';

const LF = 10;
const CR = 13;

/** A quote that has not closed after so many bytes never will. */
const MAX_QUOTED_BYTES = 32 << 20;
/** So many quotes that never close, and quotes are letters in this file. */
const MAX_OPEN_QUOTES = 20;

const ROW_START = 0;
const FIELD_START = 1;
const PLAIN = 2;
const QUOTED = 3;
/** After a quote inside a quoted field: doubled, or the end of the field. */
const CLOSING = 4;
/** After a closing quote that something follows. */
const LOOSE = 5;

/**
 * Cuts delimited text into rows, chunk by chunk, each byte looked at once. Quoted fields may hold delimiters, line
 * breaks and doubled quotes (RFC 4180); a quote inside an unquoted field is a letter, and so are the quotes of a field
 * that goes on after its closing quote. Lines end with LF, CRLF or CR, also mixed; lines without any value are skipped.
 */
export class CsvScanner {
  readonly #delimiter: number;
  #quote: number;
  #bytes = new Uint8Array(1 << 16);
  #size = 0;
  #rowStart = 0;
  #fieldStart = 0;
  #at = 0;
  #state = ROW_START;
  #hasDoubled = 0;
  #skipLf = false;
  #line: number;
  #rowLine = 1;
  #openQuotes = 0;

  #starts = new Int32Array(1 << 12);
  #ends = new Int32Array(1 << 12);
  #doubled = new Uint8Array(1 << 12);
  #nFields = 0;
  #firstField = new Int32Array(1 << 10);
  #lines = new Float64Array(1 << 10);
  #nRows = 0;
  #broken: BrokenLine[] = [];

  /** @param quote empty for none. @param line the number of the first line. */
  constructor(delimiter: string, quote: string, line = 1) {
    this.#delimiter = delimiter.charCodeAt(0);
    this.#quote = quote === '' ? -1 : quote.charCodeAt(0);
    this.#line = line;
  }

  /** The rows that a chunk completes. */
  push(chunk: Uint8Array): RowBatch {
    this.#makeRoom(chunk.length);
    this.#bytes.set(chunk, this.#size);
    this.#size += chunk.length;
    this.#scan();
    if (this.#state === QUOTED && this.#at - this.#fieldStart > MAX_QUOTED_BYTES) this.#breakLine();
    return this.#batch();
  }

  /** What is left, as the last rows. */
  end(): RowBatch {
    this.#makeRoom(0);
    while (this.#state === QUOTED) this.#breakLine();
    if (this.#state === CLOSING) this.#addField(this.#fieldStart, this.#at - 1, this.#hasDoubled);
    else if (this.#state === LOOSE) this.#endLoose();
    else if (this.#state !== ROW_START)
      this.#addField(this.#state === PLAIN ? this.#fieldStart : this.#at, this.#at, 0);
    if (this.#state !== ROW_START) this.#endRow();
    return this.#batch();
  }

  /** Drops the rows that were given out and makes room for more bytes after the row that is not complete. */
  #makeRoom(needed: number): void {
    const given = this.#rowStart;
    const kept = this.#size - given;
    const firstOpen = this.#nRows > 0 ? this.#firstField[this.#nRows]! : 0;
    if (kept + needed > this.#bytes.length) {
      const larger = new Uint8Array(Math.max(kept + needed, this.#bytes.length * 2));
      larger.set(this.#bytes.subarray(given, this.#size));
      this.#bytes = larger;
    } else this.#bytes.copyWithin(0, given, this.#size);
    for (let i = firstOpen, to = 0; i < this.#nFields; i++, to++) {
      this.#starts[to] = this.#starts[i]! - given;
      this.#ends[to] = this.#ends[i]! - given;
      this.#doubled[to] = this.#doubled[i]!;
    }
    this.#nFields -= firstOpen;
    this.#nRows = 0;
    this.#broken = [];
    this.#size = kept;
    this.#at -= given;
    this.#fieldStart -= given;
    this.#rowStart = 0;
  }

  /** Goes on until the bytes run out. */
  #scan(): void {
    const bytes = this.#bytes;
    const size = this.#size;
    const delimiter = this.#delimiter;
    const quote = this.#quote;
    let at = this.#at;
    while (at < size) {
      switch (this.#state) {
        case ROW_START:
          if (this.#skipLf && bytes[at] === LF) at++;
          this.#skipLf = false;
          this.#rowStart = at;
          this.#rowLine = this.#line;
          if (at < size) this.#state = FIELD_START;
          break;
        case FIELD_START:
          if (bytes[at] !== quote) {
            at = this.#scanPlain(at);
            break;
          }
          this.#fieldStart = ++at;
          this.#hasDoubled = 0;
          this.#state = QUOTED;
          break;
        case PLAIN: {
          let byte = bytes[at]!;
          while (byte !== delimiter && byte !== LF && byte !== CR && ++at < size) byte = bytes[at]!;
          if (at >= size) break;
          this.#addField(this.#fieldStart, at, 0);
          this.#at = ++at;
          this.#endField(byte);
          break;
        }
        case QUOTED:
          for (; at < size && bytes[at] !== quote; at++) if (bytes[at] === LF) this.#line++;
          if (at >= size) break;
          at++;
          this.#state = CLOSING;
          break;
        case CLOSING: {
          const byte = bytes[at]!;
          if (byte === quote) {
            at++;
            this.#hasDoubled = 1;
            this.#state = QUOTED;
          } else if (byte === delimiter || byte === LF || byte === CR) {
            this.#addField(this.#fieldStart, at - 1, this.#hasDoubled);
            this.#at = ++at;
            this.#endField(byte);
          } else this.#state = LOOSE;
          break;
        }
        default: {
          let byte = bytes[at]!;
          while (byte !== delimiter && byte !== LF && byte !== CR && ++at < size) byte = bytes[at]!;
          if (at >= size) break;
          this.#at = at;
          this.#endLoose();
          this.#at = ++at;
          this.#endField(byte);
        }
      }
    }
    this.#at = at;
  }

  /**
   * Goes over unquoted fields, which most files consist of, without a look at the state between them.
   *
   * @param at where a field begins. @returns where it stopped: at a quoted field, after a row or where the bytes run out.
   */
  #scanPlain(at: number): number {
    const bytes = this.#bytes;
    const size = this.#size;
    const delimiter = this.#delimiter;
    const quote = this.#quote;
    let starts = this.#starts;
    let field = this.#nFields;
    for (;;) {
      const start = at;
      let byte = bytes[at]!;
      while (byte !== delimiter && byte !== LF && byte !== CR && ++at < size) byte = bytes[at]!;
      if (at >= size) {
        this.#nFields = field;
        this.#fieldStart = start;
        this.#state = PLAIN;
        return at;
      }
      if (field === starts.length) {
        this.#growFields();
        starts = this.#starts;
      }
      starts[field] = start;
      this.#ends[field] = at++;
      this.#doubled[field++] = 0;
      if (byte !== delimiter) {
        this.#nFields = field;
        this.#at = at;
        this.#endField(byte);
        return at;
      }
      if (at >= size || bytes[at] === quote) {
        this.#nFields = field;
        this.#state = FIELD_START;
        return at;
      }
    }
  }

  #growFields(): void {
    this.#starts = grown(this.#starts, this.#starts.length + 1);
    this.#ends = grown(this.#ends, this.#ends.length + 1);
    this.#doubled = grown(this.#doubled, this.#doubled.length + 1);
  }

  #addField(start: number, end: number, doubled: number): void {
    const field = this.#nFields++;
    if (field === this.#starts.length) this.#growFields();
    this.#starts[field] = start;
    this.#ends[field] = end;
    this.#doubled[field] = doubled;
  }

  /** A quoted field that went on after its closing quote: its quotes are letters, unless it ends with one too. */
  #endLoose(): void {
    const isClosed = this.#bytes[this.#at - 1] === this.#quote;
    this.#addField(isClosed ? this.#fieldStart : this.#fieldStart - 1, isClosed ? this.#at - 1 : this.#at, 0);
  }

  /** @param byte what ended the field; `#at` is behind it. */
  #endField(byte: number): void {
    this.#state = FIELD_START;
    if (byte === this.#delimiter) return;
    this.#skipLf = byte === CR;
    this.#line++;
    this.#endRow();
  }

  #endRow(): void {
    const first = this.#nRows > 0 ? this.#firstField[this.#nRows]! : 0;
    this.#state = ROW_START;
    this.#rowStart = this.#at;
    if (this.#isBlank(first)) {
      this.#nFields = first;
      return;
    }
    if (this.#nRows + 1 >= this.#firstField.length) {
      this.#firstField = grown(this.#firstField, this.#nRows + 2);
      this.#lines = grown(this.#lines, this.#nRows + 2);
    }
    this.#lines[this.#nRows++] = this.#rowLine;
    this.#firstField[this.#nRows] = this.#nFields;
  }

  #isBlank(first: number): boolean {
    for (let field = first; field < this.#nFields; field++) {
      for (let i = this.#starts[field]!; i < this.#ends[field]!; i++)
        if (this.#bytes[i] !== 32 && this.#bytes[i] !== 9) return false;
    }
    return true;
  }

  /** Gives up on a quote that does not close: its line is no row, and reading goes on below it. */
  #breakLine(): void {
    let end = this.#rowStart;
    while (end < this.#size && this.#bytes[end] !== LF && this.#bytes[end] !== CR) end++;
    this.#broken.push({
      line: this.#rowLine,
      reason: 'open-quote',
      text: clippedText(this.#bytes, this.#rowStart, end),
    });
    this.#nFields = this.#nRows > 0 ? this.#firstField[this.#nRows]! : 0;
    this.#skipLf = this.#bytes[end] === CR;
    this.#at = Math.min(this.#size, end + 1);
    this.#line = this.#rowLine + 1;
    this.#state = ROW_START;
    this.#rowStart = this.#at;
    if (++this.#openQuotes >= MAX_OPEN_QUOTES) this.#quote = -1;
    this.#scan();
  }

  #batch(): RowBatch {
    this.#firstField[0] = 0;
    return {
      bytes: this.#bytes,
      nRows: this.#nRows,
      firstField: this.#firstField,
      starts: this.#starts,
      ends: this.#ends,
      doubled: this.#doubled,
      quote: this.#quote,
      isVerbatim: true,
      lines: this.#lines,
      broken: this.#broken,
    };
  }
}
