import type { ImportColumn, ImportPlan, RejectReason } from '../../../contract/import.ts';
import type { Column } from '../../table/column.ts';
import { fieldText, rowText, type RowBatch } from '../read/batch.ts';
import type { ColumnBuilder } from './column-builder.ts';
import { TextBuilder } from './text-builder.ts';
import { booleanBuilder, dateBuilder, numberBuilder } from './value-builder.ts';

/** A row that did not fit, as it stood in the file. */
export interface Reject {
  readonly line: number;
  readonly reason: RejectReason;
  /** The column that refused it; empty where its shape did. */
  readonly column: string;
  /** What that column could not read. */
  readonly value: string;
  readonly text: string;
}

const TOO_LONG = 1;
const TOO_SHORT = 2;
const FIRST_COLUMN = 3;

function builderOf(spec: ImportColumn, plan: ImportPlan): ColumnBuilder {
  switch (spec.type) {
    case 'number':
      return numberBuilder(spec, plan);
    case 'date':
      return dateBuilder(spec, plan);
    case 'boolean':
      return booleanBuilder(spec, plan);
    case 'text':
      return new TextBuilder(spec, plan);
  }
}

/** Builds the columns of a plan from batches of rows; rows that do not fit are handed over instead. */
export class TableBuilder {
  readonly #columns: readonly { readonly spec: ImportColumn; readonly at: number; readonly builder: ColumnBuilder }[];
  readonly #fillsShort: boolean;
  readonly #onReject: (reject: Reject) => void;
  #refused = new Int32Array(1 << 12);
  #fields = new Int32Array(1 << 12);
  #nRows = 0;

  /** @param onReject is given every row that does not fit. */
  constructor(plan: ImportPlan, onReject: (reject: Reject) => void) {
    this.#columns = plan.columns.flatMap((spec, at) =>
      spec.include ? [{ spec, at, builder: builderOf(spec, plan) }] : [],
    );
    this.#fillsShort = plan.shortRows === 'fill';
    this.#onReject = onReject;
  }

  get nRows(): number {
    return this.#nRows;
  }

  /**
   * Adds rows.
   *
   * @param from the first row to add. @param to one after the last. @param places for each column of the plan its place
   * in a row of this file, −1 where the file does not have it. @param width how many fields a row is to have.
   */
  add(batch: RowBatch, from: number, to: number, places: readonly number[], width: number): void {
    for (const { line, reason, text } of batch.broken) this.#onReject({ line, reason, column: '', value: '', text });
    const n = to - from;
    if (n <= 0) return;
    if (n > this.#refused.length) [this.#refused, this.#fields] = [new Int32Array(n * 2), new Int32Array(n * 2)];
    let nRefused = this.#checkWidths(batch, from, n, width);
    for (const [j, { at, builder }] of this.#columns.entries()) {
      this.#place(batch, from, n, places[at]!);
      nRefused += builder.parse(batch, this.#fields, n, this.#refused, FIRST_COLUMN + j);
    }
    if (nRefused > 0) this.#handOver(batch, from, n, places);
    const refused = nRefused > 0 ? this.#refused : null;
    for (const { at, builder } of this.#columns) {
      this.#place(batch, from, n, places[at]!);
      builder.append(batch, this.#fields, n, refused);
    }
    this.#nRows += n - nRefused;
  }

  finish(): Column[] {
    return this.#columns.map(({ builder }) => builder.finish());
  }

  #checkWidths({ firstField, starts, ends }: RowBatch, from: number, n: number, width: number): number {
    const refused = this.#refused;
    let nRefused = 0;
    for (let row = 0; row < n; row++) {
      refused[row] = 0;
      const last = firstField[from + row + 1]!;
      const count = last - firstField[from + row]!;
      if (count === width) continue;
      if (count < width && !this.#fillsShort) refused[row] = TOO_SHORT;
      // Empty fields at the end are a habit of spreadsheets.
      for (let field = firstField[from + row]! + width; field < last; field++)
        if (ends[field]! > starts[field]!) refused[row] = TOO_LONG;
      if (refused[row] !== 0) nRefused++;
    }
    return nRefused;
  }

  /** Finds a column's field in every row. */
  #place({ firstField }: RowBatch, from: number, n: number, place: number): void {
    const fields = this.#fields;
    if (place < 0) {
      fields.fill(-1, 0, n);
      return;
    }
    for (let row = 0; row < n; row++) {
      const field = firstField[from + row]! + place;
      fields[row] = field < firstField[from + row + 1]! ? field : -1;
    }
  }

  #handOver(batch: RowBatch, from: number, n: number, places: readonly number[]): void {
    for (let row = 0; row < n; row++) {
      const mark = this.#refused[row]!;
      if (mark === 0) continue;
      const at = from + row;
      const culprit = this.#columns[mark - FIRST_COLUMN];
      const reason =
        mark === TOO_LONG
          ? 'too-many-fields'
          : mark === TOO_SHORT
            ? 'too-few-fields'
            : (culprit?.builder.reason ?? 'not-a-record');
      this.#onReject({
        line: batch.lines[at]!,
        reason,
        column: culprit?.spec.name ?? '',
        value: culprit ? fieldText(batch, at, places[culprit.at]!) : '',
        text: rowText(batch, at),
      });
    }
  }
}
