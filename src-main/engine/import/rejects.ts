import { numberColumn, textColumn } from '../table/column.ts';
import { Table } from '../table/table.ts';
import type { Reject } from './build/table-builder.ts';

/** Rejects are kept up to so many; beyond, they are counted. */
const KEPT = 100_000;
/** Values by which a refusing column is judged again. */
const KEPT_VALUES = 10_000;

/** The rows of an import that did not fit. */
export class RejectLog {
  readonly #rows: (Reject & { readonly file: string })[] = [];
  readonly #refused = new Map<string, { count: number; values: string[] }>();
  /** How many there are, kept or not. */
  total = 0;

  readonly add = (file: string, reject: Reject): void => {
    this.total++;
    if (this.#rows.length < KEPT) this.#rows.push({ ...reject, file });
    if (reject.column === '') return;
    const entry = this.#refused.get(reject.column) ?? { count: 0, values: [] };
    entry.count++;
    if (entry.values.length < KEPT_VALUES) entry.values.push(reject.value);
    this.#refused.set(reject.column, entry);
  };

  /** How many rows a column refused, and the first of its values. */
  refusedBy(column: string): { readonly count: number; readonly values: readonly string[] } {
    return this.#refused.get(column) ?? { count: 0, values: [] };
  }

  /** File, line, reason, column and text of each row. */
  table(): Table {
    const texts = (name: 'file' | 'reason' | 'column' | 'text') =>
      textColumn(
        name,
        this.#rows.map((row) => row[name]),
      );
    const line = numberColumn(
      'line',
      Float64Array.from(this.#rows, (row) => row.line),
      { unit: 'count' },
    );
    return new Table([texts('file'), line, texts('reason'), texts('column'), texts('text')], { name: 'rejects' });
  }
}
