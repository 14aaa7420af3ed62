import type { Column } from '../table/column.ts';
import type { Table, TableOptions } from '../table/table.ts';

/** A table as it travels between threads: a class does not survive the journey, its parts do. */
export interface TableParts {
  readonly columns: readonly Column[];
  readonly options: TableOptions;
}

/** Takes a table apart; the memory of its columns is shared, not copied. */
export const partsOf = (table: Table): TableParts => ({ columns: table.columns, options: table.options() });
