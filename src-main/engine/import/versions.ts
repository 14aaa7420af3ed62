import { ClienteleError } from '../../contract/errors.ts';
import { codedTextColumn, codesOf, nullBitmap, isNull, type Column } from '../table/column.ts';
import { firstEqualRows } from '../table/duplicates.ts';
import { Table } from '../table/table.ts';

/** The next version of a dataset, with what happened to its rows. */
export interface MergedVersion {
  readonly table: Table;
  readonly counts: { readonly added: number; readonly alreadyThere: number };
}

/** One column after another, in one layout. */
function concat(first: Column, second: Column): Column {
  if (first.type === 'text' && second.type === 'text') {
    const [a, b] = [codesOf(first), codesOf(second)];
    const codeOf = new Map(a.dictionary.map((text, code) => [text, code]));
    const dictionary = [...a.dictionary];
    const renamed = b.dictionary.map((text) => {
      let code = codeOf.get(text);
      if (code === undefined) codeOf.set(text, (code = dictionary.push(text) - 1));
      return code;
    });
    const codes = new Int32Array(first.length + second.length);
    codes.set(a.codes);
    b.codes.forEach((code, row) => (codes[first.length + row] = code < 0 ? -1 : renamed[code]!));
    return codedTextColumn(first.name, codes, dictionary, first);
  }
  if (first.type !== second.type || first.type === 'text' || second.type === 'text') {
    throw new ClienteleError('wrong-column-type', { column: first.name, got: second.type, needed: first.type });
  }
  const length = first.length + second.length;
  const nulls = nullBitmap(length, (row) =>
    row < first.length ? isNull(first, row) : isNull(second, row - first.length),
  );
  const values =
    first.type === 'boolean'
      ? new Uint8Array(new SharedArrayBuffer(length))
      : new Float64Array(new SharedArrayBuffer(length * 8));
  values.set(first.values);
  values.set(second.values, first.length);
  return { ...first, length, nulls, values } as Column;
}

/**
 * Next month's file: its rows after those that are there (lines that are there already are left out; equal lines within the new file are real), or in their
 * place. The new file must have the dataset's columns; others are left out.
 *
 * @throws missing-column, wrong-column-type
 */
export function mergeVersions(old: Table, fresh: Table, mode: 'append' | 'replace'): MergedVersion {
  const same = fresh.select(old.columns.map(({ name }) => name));
  if (mode === 'replace') return { table: fresh, counts: { added: fresh.nRows, alreadyThere: 0 } };
  const all = new Table(
    old.columns.map((column) => concat(column, same.column(column.name))),
    old.options(),
  );
  const first = firstEqualRows(all);
  const table = all.filter(Uint8Array.from(first, (equal, row) => (row < old.nRows || equal >= old.nRows ? 1 : 0)));
  const added = table.nRows - old.nRows;
  return { table, counts: { added, alreadyThere: fresh.nRows - added } };
}
