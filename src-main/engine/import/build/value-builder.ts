import { booleanColumn, dateColumn, nullBitmap, numberColumn, type Column } from '../../table/column.ts';
import type { DateOrder, ImportColumn, ImportPlan, RejectReason } from '../../../contract/import.ts';
import { parseDate } from '../parse/date.ts';
import { UNFIT, parseNumber } from '../parse/number.ts';
import { booleanOf, isBlank, wordTest } from '../parse/words.ts';
import { sameBytes, type RowBatch } from '../read/batch.ts';
import type { ColumnBuilder } from './column-builder.ts';
import { GrowingNumbers } from './growing.ts';

/** Bytes as a number: NaN where missing, UNFIT where they are not of the column's type. */
type Parse = (bytes: Uint8Array, start: number, end: number) => number;

/** Builds a column whose values are numbers in memory: numbers, dates, yes and no. */
export class ValueBuilder implements ColumnBuilder {
  readonly reason: RejectReason;
  readonly #parse: Parse;
  readonly #isMissing: Parse;
  readonly #finish: (values: Float64Array) => Column;
  readonly #values = new GrowingNumbers();
  #block = new Float64Array(1 << 12);

  constructor(
    reason: RejectReason,
    parse: Parse,
    missingWords: readonly string[],
    finish: (values: Float64Array) => Column,
  ) {
    this.reason = reason;
    this.#parse = parse;
    const test = wordTest(missingWords);
    this.#isMissing = (bytes, start, end) => (test(bytes, start, end) ? NaN : UNFIT);
    this.#finish = finish;
  }

  parse({ bytes, starts, ends }: RowBatch, fields: Int32Array, n: number, refused: Int32Array, mark: number): number {
    if (n > this.#block.length) this.#block = new Float64Array(n * 2);
    const block = this.#block;
    const parse = this.#parse;
    let nRefused = 0;
    let lastStart = 0;
    let lastSize = -1;
    let value = NaN;
    for (let row = 0; row < n; row++) {
      const field = fields[row]!;
      if (field < 0) {
        block[row] = NaN;
        continue;
      }
      const start = starts[field]!;
      const end = ends[field]!;
      // Neighbouring rows often hold the same value: the lines of one order have one time.
      if (end - start !== lastSize || !sameBytes(bytes, lastStart, start, lastSize)) {
        value = parse(bytes, start, end);
        if (value === UNFIT) value = this.#isMissing(bytes, start, end);
        lastStart = start;
        lastSize = end - start;
      }
      if (value === UNFIT && refused[row] === 0) {
        refused[row] = mark;
        nRefused++;
      }
      block[row] = value;
    }
    return nRefused;
  }

  append(_batch: RowBatch, _fields: Int32Array, n: number, refused: Int32Array | null): void {
    this.#values.append(this.#block, n, refused);
  }

  finish(): Column {
    return this.#finish(this.#values.finish());
  }
}

/** A number that the person calls missing, such as −1 or 9999, must not be read as one. */
function guarded(parse: Parse, missingWords: readonly string[]): Parse {
  const numeric = missingWords.filter((word) => /\d/.test(word));
  if (numeric.length === 0) return parse;
  const test = wordTest(numeric);
  return (bytes, start, end) => (test(bytes, start, end) ? NaN : parse(bytes, start, end));
}

/** @param plan for what the column leaves open. */
export function numberBuilder(spec: ImportColumn, plan: Pick<ImportPlan, 'decimal' | 'missingWords'>): ColumnBuilder {
  const decimal = spec.decimal ?? plan.decimal;
  const words = spec.missingWords ?? plan.missingWords;
  const parse = guarded((bytes, start, end) => parseNumber(bytes, start, end, decimal), words);
  return new ValueBuilder('not-a-number', parse, words, (values) => numberColumn(spec.name, values, spec));
}

export function dateBuilder(spec: ImportColumn, plan: Pick<ImportPlan, 'missingWords'>): ColumnBuilder {
  const order: DateOrder = spec.dateOrder ?? 'ymd';
  const words = spec.missingWords ?? plan.missingWords;
  const parse = guarded((bytes, start, end) => parseDate(bytes, start, end, order), words);
  return new ValueBuilder('not-a-date', parse, words, (values) => dateColumn(spec.name, values, spec));
}

const MAX_WORD_BYTES = 12;

export function booleanBuilder(spec: ImportColumn, plan: Pick<ImportPlan, 'missingWords'>): ColumnBuilder {
  const parse: Parse = (bytes, start, end) => {
    if (isBlank(bytes, start, end)) return NaN;
    if (end - start > MAX_WORD_BYTES) return UNFIT;
    return (
      booleanOf(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8', start, end)) ?? UNFIT
    );
  };
  return new ValueBuilder('not-a-boolean', parse, spec.missingWords ?? plan.missingWords, (values) => {
    const nulls = nullBitmap(values.length, (row) => Number.isNaN(values[row]));
    return { ...booleanColumn(spec.name, Uint8Array.from(values), spec), nulls };
  });
}
