import { mean } from '../../maths/statistics.ts';
import { takeSparseRows } from '../../maths/tf-idf.ts';
import { cellAt, textAt, type Column } from '../../table/column.ts';
import type { SparseRows } from '../../table/sparse.ts';
import { numberAt, type Table } from '../../table/table.ts';

/** What is known of customers beside their purchases, by id. */
export interface CustomerTraits {
  readonly ids: readonly string[];
  /** (ids, features). */
  readonly rows: SparseRows;
}

/** A text with more different values than this says nothing that customers share. */
const MOST_VALUES = 50;
/** A number counts no more than this many deviations. */
const MOST_DEVIATIONS = 3;

/** Columns without a role as features of the customers of a table: numbers by their deviations, other values one feature each. */
export function customerTraits(table: Table): CustomerTraits {
  const customers = table.textRole('customerId');
  const rowOf = new Map<string, number>();
  for (let row = 0; row < table.nRows; row++) {
    const id = textAt(customers, row);
    if (id !== null && !rowOf.has(id)) rowOf.set(id, row);
  }
  const ids = [...rowOf.keys()].sort();
  const rows = ids.map((id) => rowOf.get(id)!);
  const entries: [number, number][][] = ids.map(() => []);
  let nColumns = 0;
  for (const column of table.columns) {
    if (column.role !== null || column.type === 'date') continue;
    const features = column.type === 'number' ? deviations(column, rows) : values(column, rows);
    features.forEach((of, i) => {
      if (of) entries[i]!.push([nColumns + of[0], of[1]]);
    });
    nColumns += features.reduce((most, of) => Math.max(most, of ? of[0] + 1 : 0), 0);
  }
  const offsets = new Int32Array(ids.length + 1);
  entries.forEach((own, i) => (offsets[i + 1] = offsets[i]! + own.length));
  const all = entries.flat();
  return {
    ids,
    rows: {
      nRows: ids.length,
      nColumns,
      offsets,
      columns: Int32Array.from(all, ([feature]) => feature),
      values: Float64Array.from(all, ([, value]) => value),
    },
  };
}

type Feature = readonly [feature: number, value: number] | null;

function deviations(column: Extract<Column, { type: 'number' }>, rows: readonly number[]): Feature[] {
  const given = rows.map((row) => numberAt(column, row));
  const centre = mean(given);
  const spread = Math.sqrt(mean(given.map((value) => (value - centre) ** 2)));
  return given.map((value) => {
    const deviation = (value - centre) / spread;
    return Number.isFinite(deviation) && deviation !== 0 ? [0, Math.max(-MOST_DEVIATIONS, Math.min(MOST_DEVIATIONS, deviation))] : null; // prettier-ignore
  });
}

function values(column: Column, rows: readonly number[]): Feature[] {
  const given = rows.map((row) => {
    const cell = cellAt(column, row);
    return cell === null ? null : String(cell);
  });
  const names = [...new Set(given.filter((value) => value !== null))].sort();
  if (names.length > MOST_VALUES) return given.map(() => null);
  const codeOf = new Map(names.map((name, code) => [name, code]));
  return given.map((value) => (value === null ? null : [codeOf.get(value)!, 1]));
}

/** The features of some customers, empty for those of whom nothing is known. */
export function traitsFor(traits: CustomerTraits | null, users: readonly string[]): SparseRows {
  if (!traits) {
    const none = { columns: new Int32Array(0), values: new Float64Array(0) };
    return { nRows: users.length, nColumns: 0, offsets: new Int32Array(users.length + 1), ...none };
  }
  const rowOf = new Map(traits.ids.map((id, row) => [id, row]));
  return takeSparseRows(
    traits.rows,
    Int32Array.from(users, (id) => rowOf.get(id) ?? -1),
  );
}
