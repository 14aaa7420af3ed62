import { ClienteleError, invariant } from '../../contract/errors.ts';
import { keyRoles, type ColumnRole, type Entity, type TableInfo } from '../../contract/table.ts';
import { escapeMessage, type Text } from '../../contract/text.ts';
import {
  columnInfo,
  takeRows,
  textsOf,
  type BooleanColumn,
  type Column,
  type DateColumn,
  type NumberColumn,
  type TextColumn,
} from './column.ts';

/** A dense matrix, row-major: row i, column j is values[i * nColumns + j]. */
export interface Matrix<A extends Float64Array | Float32Array = Float64Array> {
  readonly nRows: number;
  readonly nColumns: number;
  readonly values: A;
}

/** What a table is about, apart from its columns. */
export interface TableOptions {
  readonly entity?: Entity;
  /** ISO 4217 code of the money columns. */
  readonly currency?: string | null;
  /** Values of the itemId role that are no products. */
  readonly notProducts?: readonly string[];
  /** What errors call the table. */
  readonly name?: string;
}

/** Columns of one length under distinct names; never modified once made. */
export class Table {
  readonly columns: readonly Column[];
  readonly nRows: number;
  readonly entity: Entity;
  readonly currency: string | null;
  readonly notProducts: readonly string[];
  readonly name: string;

  constructor(columns: readonly Column[], options: TableOptions = {}) {
    this.columns = columns;
    this.nRows = columns[0]?.length ?? 0;
    this.entity = options.entity ?? 'none';
    this.currency = options.currency ?? null;
    this.notProducts = options.notProducts ?? [];
    this.name = options.name ?? '';
    invariant(
      columns.every((column) => column.length === this.nRows),
      'columns of one table have one length',
    );
    invariant(new Set(columns.map((column) => column.name)).size === columns.length, 'column names are distinct');
  }

  /** @throws missing-column */
  column(name: string): Column {
    const found = this.find(name);
    if (!found) throw new ClienteleError('missing-column', { column: name });
    return found;
  }

  find(name: string): Column | null {
    return this.columns.find((column) => column.name === name) ?? null;
  }

  /** The first column with a role, or null. */
  findRole(role: ColumnRole): Column | null {
    return this.columns.find((column) => column.role === role) ?? null;
  }

  /** @throws missing-role */
  role(role: ColumnRole): Column {
    const found = this.findRole(role);
    if (!found) throw new ClienteleError('missing-role', { table: this.name, role });
    return found;
  }

  /** The column of numbers with a role. @throws missing-role, wrong-column-type */
  numberRole(role: ColumnRole): NumberColumn {
    return expectType(this.role(role), 'number');
  }

  /** The column of dates with a role. @throws missing-role, wrong-column-type */
  dateRole(role: ColumnRole): DateColumn {
    return expectType(this.role(role), 'date');
  }

  /** The column of texts with a role. @throws missing-role, wrong-column-type */
  textRole(role: ColumnRole): TextColumn {
    return expectType(this.role(role), 'text');
  }

  /** @throws missing-column, wrong-column-type */
  number(name: string): NumberColumn {
    return expectType(this.column(name), 'number');
  }

  /** @throws missing-column, wrong-column-type */
  text(name: string): TextColumn {
    return expectType(this.column(name), 'text');
  }

  /** @throws missing-column, wrong-column-type */
  date(name: string): DateColumn {
    return expectType(this.column(name), 'date');
  }

  /** @throws missing-column, wrong-column-type */
  boolean(name: string): BooleanColumn {
    return expectType(this.column(name), 'boolean');
  }

  /** The column that says which customer, product or order a row is about, or null. */
  key(): TextColumn | null {
    if (this.entity === 'none') return null;
    const column = this.findRole(keyRoles[this.entity]);
    return column?.type === 'text' ? column : null;
  }

  /** The key of every row. @throws wrong-entity where rows have none. */
  keys(): (string | null)[] {
    const column = this.key();
    if (!column) throw new ClienteleError('wrong-entity', { needed: 'customer', got: this.entity });
    return textsOf(column);
  }

  /**
   * The names of the number columns that can serve as features, in table order: no ids and no keys.
   *
   * @param chosen where not empty it is returned instead, checked. @throws missing-column, wrong-column-type
   */
  features(chosen: readonly string[]): string[] {
    if (chosen.length > 0) return chosen.map((name) => this.number(name).name);
    const names = this.columns
      .filter((column) => column.type === 'number' && column.role === null)
      .map((column) => column.name);
    if (names.length === 0) throw new ClienteleError('no-usable-column', { detail: whyNoFeatures(this.columns) });
    return names;
  }

  /** The named number columns as a dense matrix; missing values are NaN. @throws missing-column, wrong-column-type */
  matrix(names: readonly string[]): Matrix {
    const columns = names.map((name) => this.number(name));
    const values = new Float64Array(this.nRows * columns.length);
    columns.forEach((column, j) => {
      for (let row = 0; row < this.nRows; row++) values[row * columns.length + j] = numberAt(column, row);
    });
    return { nRows: this.nRows, nColumns: columns.length, values };
  }

  /** The rows at the given positions, in that order. */
  take(rows: Int32Array | Uint32Array): Table {
    return new Table(
      this.columns.map((column) => takeRows(column, rows)),
      this.options(),
    );
  }

  /** The rows for which the flag is not 0. */
  filter(keep: Uint8Array): Table {
    const rows = new Int32Array(keep.reduce((count, flag) => count + (flag ? 1 : 0), 0));
    let at = 0;
    for (let row = 0; row < keep.length; row++) if (keep[row]) rows[at++] = row;
    return this.take(rows);
  }

  /** The same table with columns replaced by name or added at the end. */
  with(columns: readonly Column[]): Table {
    const fresh = new Map(columns.map((column) => [column.name, column]));
    const kept = this.columns.map((column) => {
      const replacement = fresh.get(column.name);
      fresh.delete(column.name);
      return replacement ?? column;
    });
    return new Table([...kept, ...fresh.values()], this.options());
  }

  /** The named columns, in the given order. @throws missing-column */
  select(names: readonly string[]): Table {
    return new Table(
      names.map((name) => this.column(name)),
      this.options(),
    );
  }

  options(): TableOptions {
    return { entity: this.entity, currency: this.currency, notProducts: this.notProducts, name: this.name };
  }

  info(): TableInfo {
    const { nRows, entity, currency, notProducts } = this;
    return { columns: this.columns.map(columnInfo), nRows, entity, currency, notProducts };
  }
}

/** Why none of the columns can serve as a feature, and what to do where they are numbers of single orders. */
function whyNoFeatures(columns: readonly Column[]): Text | string {
  const numbers = columns.filter(({ type }) => type === 'number').map(({ name }) => name);
  if (numbers.length === 0) return columns.map(({ name }) => name).join(', ');
  const names = escapeMessage(numbers.join(', '));
  return {
    en: `the numbers here (${names}) describe single orders. Compute features of customers from them first (Features), or choose the columns by name.`,
    zh: `这里的数值列（${names}）描述的是单笔订单。请先用它们计算顾客特征（“特征”类步骤），或按名称选择列。`,
  };
}

/** The number of a row; NaN where missing. */
export function numberAt(column: NumberColumn | DateColumn, row: number): number {
  if (column.values instanceof Int32Array && column.nulls && ((column.nulls[row >> 3] ?? 0) >> (row & 7)) & 1)
    return NaN;
  return column.values[row] ?? NaN;
}

function expectType<T extends Column['type']>(column: Column, type: T): Extract<Column, { type: T }> {
  if (column.type !== type)
    throw new ClienteleError('wrong-column-type', { column: column.name, got: column.type, needed: type });
  return column as Extract<Column, { type: T }>;
}
