import type { ImportColumn, ImportPlan, RejectReason } from '../../../contract/import.ts';
import { ByteDictionary, grown } from '../../table/byte-dictionary.ts';
import { packedTextColumn, plainTextColumn, type Column } from '../../table/column.ts';
import { isBlank, wordTest } from '../parse/words.ts';
import { sameBytes, undouble, type RowBatch } from '../read/batch.ts';
import { cleanText, isIdRole, type TextCleaner } from './clean-text.ts';
import type { ColumnBuilder } from './column-builder.ts';
import { GrowingCodes } from './growing.ts';

/**
 * Bytes of distinct texts from which on a dictionary is asked what it saves. Not earlier: a million customers who each come
 * ten times look all different for long.
 */
const LOOK_AFTER_BYTES = 32 << 20;
/** Above this share of distinct texts a dictionary only costs. */
const MOSTLY_DISTINCT = 0.7;
/** What offsets of 32 bits can say. */
const MAX_TEXT_BYTES = 0x7fff_ffff;

/**
 * Builds a text column without making strings: texts are numbered as bytes, and what must be done to a text (doubled
 * quotes, canonical ids, missing words) is done once for each distinct one. A column of mostly distinct texts gives the
 * dictionary up on the way.
 */
export class TextBuilder implements ColumnBuilder {
  readonly reason: RejectReason = 'not-a-record';
  readonly #spec: ImportColumn;
  readonly #clean: TextCleaner;
  readonly #isMissing: (bytes: Uint8Array, start: number, end: number) => boolean;
  readonly #codes = new GrowingCodes();
  /** Texts as they stand in the file, while they are numbered; null once they are kept one by one. */
  #raw: ByteDictionary | null = new ByteDictionary();
  #bytes = new Uint8Array();
  #size = 0;

  constructor(spec: ImportColumn, plan: Pick<ImportPlan, 'missingWords'>) {
    this.#spec = spec;
    this.#clean = cleanText(isIdRole(spec.role));
    const isWord = wordTest(spec.missingWords ?? plan.missingWords);
    this.#isMissing = (bytes, start, end) => isBlank(bytes, start, end) || isWord(bytes, start, end);
  }

  parse(): number {
    return 0;
  }

  append(batch: RowBatch, fields: Int32Array, n: number, refused: Int32Array | null): void {
    if (this.#raw) this.#appendCodes(this.#raw, batch, fields, n, refused);
    else this.#appendTexts(batch, fields, n, refused);
    const { length } = this.#codes;
    if (this.#raw && this.#raw.nBytes >= LOOK_AFTER_BYTES && this.#raw.size > length * MOSTLY_DISTINCT)
      this.#becomePlain();
  }

  #appendCodes(raw: ByteDictionary, batch: RowBatch, fields: Int32Array, n: number, refused: Int32Array | null): void {
    const { bytes, starts, ends, doubled } = batch;
    const mayBeDoubled = doubled.length > 0;
    const codes = this.#codes.reserve(n);
    let at = this.#codes.length;
    const first = at;
    let lastStart = 0;
    let lastSize = -1;
    let code = -1;
    for (let row = 0; row < n; row++) {
      if (refused !== null && refused[row] !== 0) continue;
      const field = fields[row]!;
      if (field < 0) {
        codes[at++] = -1;
        continue;
      }
      if (mayBeDoubled && doubled[field] === 1) undouble(batch, field);
      const start = starts[field]!;
      const size = ends[field]! - start;
      if (size !== lastSize || !sameBytes(bytes, lastStart, start, size)) {
        code = raw.codeOf(bytes, start, start + size);
        lastStart = start;
        lastSize = size;
      }
      codes[at++] = code;
    }
    this.#codes.advance(at - first);
  }

  #appendTexts(batch: RowBatch, fields: Int32Array, n: number, refused: Int32Array | null): void {
    const { bytes, starts, ends, doubled } = batch;
    const codes = this.#codes.reserve(n);
    let at = this.#codes.length;
    const first = at;
    for (let row = 0; row < n; row++) {
      if (refused !== null && refused[row] !== 0) continue;
      const field = fields[row]!;
      if (field >= 0 && doubled[field] === 1) undouble(batch, field);
      codes[at++] = field < 0 ? this.#add(null) : this.#add(bytes, starts[field], ends[field]);
    }
    this.#codes.advance(at - first);
  }

  /** Adds a text in its own right. @returns where it ends, or −1 − that where it is missing. */
  #add(bytes: Uint8Array | null, start = 0, end = 0): number {
    if (bytes === null || this.#isMissing(bytes, start, end)) return -1 - this.#size;
    const cleaned = this.#clean(bytes, start, end);
    const from = cleaned ?? bytes;
    const [begin, stop] = cleaned ? [0, cleaned.length] : [start, end];
    const size = stop - begin;
    if (this.#size + size > MAX_TEXT_BYTES)
      throw new RangeError(`the column “${this.#spec.source}” holds more than 2 GB of text`);
    if (this.#size + size > this.#bytes.length) this.#bytes = grown(this.#bytes, Math.max(1 << 16, this.#size + size));
    for (let i = begin, to = this.#size; i < stop; i++, to++) this.#bytes[to] = from[i]!;
    this.#size += size;
    return this.#size;
  }

  /** Writes out the texts that were numbered so far. */
  #becomePlain(): void {
    const raw = this.#raw;
    if (!raw) return;
    const codes = this.#codes.values;
    const { bytes } = raw;
    for (let row = 0; row < codes.length; row++) {
      const code = codes[row]!;
      codes[row] = code < 0 ? this.#add(null) : this.#add(bytes, raw.startOf(code), raw.endOf(code));
    }
    this.#raw = null;
  }

  finish(): Column {
    if (this.#raw && this.#raw.size * 2 >= this.#codes.length) this.#becomePlain();
    return this.#raw ? this.#finishCodes(this.#raw) : this.#finishPlain();
  }

  #finishCodes(raw: ByteDictionary): Column {
    const clean = new ByteDictionary();
    const cleanCodes = new Int32Array(raw.size);
    const { bytes } = raw;
    for (let code = 0; code < raw.size; code++) {
      const [start, end] = [raw.startOf(code), raw.endOf(code)];
      if (this.#isMissing(bytes, start, end)) {
        cleanCodes[code] = -1;
        continue;
      }
      const cleaned = this.#clean(bytes, start, end);
      cleanCodes[code] = cleaned ? clean.codeOf(cleaned, 0, cleaned.length) : clean.codeOf(bytes, start, end);
    }
    const codes = this.#codes.values;
    const shared = new Int32Array(new SharedArrayBuffer(codes.length * 4));
    for (let row = 0; row < codes.length; row++) shared[row] = codes[row]! < 0 ? -1 : cleanCodes[codes[row]!]!;
    return packedTextColumn(this.#spec.name, shared, clean.offsets(), clean.bytes, this.#spec);
  }

  #finishPlain(): Column {
    const codes = this.#codes.values;
    const offsets = new Int32Array(new SharedArrayBuffer((codes.length + 1) * 4));
    let nulls: Uint8Array | null = null;
    for (let row = 0; row < codes.length; row++) {
      const end = codes[row]!;
      offsets[row + 1] = end < 0 ? -1 - end : end;
      if (end >= 0) continue;
      nulls ??= new Uint8Array(new SharedArrayBuffer((codes.length + 7) >> 3));
      nulls[row >> 3] = nulls[row >> 3]! | (1 << (row & 7));
    }
    return plainTextColumn(this.#spec.name, nulls, offsets, this.#bytes.subarray(0, this.#size), this.#spec);
  }
}
