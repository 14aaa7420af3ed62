import { ClienteleError } from '../../contract/errors.ts';
import type { InputShape } from '../steps/define.ts';
import type { Table } from '../table/table.ts';

const MB = 1024 * 1024;

/** Bytes that a table's columns occupy. */
export function tableBytes(table: Table): number {
  let bytes = 0;
  for (const column of table.columns) {
    bytes +=
      column.type === 'text'
        ? column.bytes.byteLength + column.offsets.byteLength + (column.codes?.byteLength ?? 0)
        : column.values.byteLength;
    bytes += column.nulls?.byteLength ?? 0;
  }
  return bytes;
}

/** The size of a step's inputs: rows and columns of the largest table, bytes of all. */
export function shapeOf(tables: readonly Table[]): InputShape {
  return {
    nRows: Math.max(0, ...tables.map((table) => table.nRows)),
    nColumns: Math.max(0, ...tables.map((table) => table.columns.length)),
    bytes: tables.reduce((sum, table) => sum + tableBytes(table), 0),
  };
}

/**
 * Refuses work whose declared memory would not fit, before it starts.
 *
 * @throws too-much-memory with the number of rows that would fit, by proportion.
 */
export function requireMemory(neededBytes: number, budgetBytes: number, nRows: number): void {
  if (neededBytes <= budgetBytes) return;
  throw new ClienteleError('too-much-memory', {
    neededMb: Math.ceil(neededBytes / MB),
    availableMb: Math.floor(budgetBytes / MB),
    rowsThatFit: Math.floor((nRows * budgetBytes) / neededBytes),
  });
}
