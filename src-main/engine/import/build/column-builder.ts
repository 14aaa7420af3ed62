import type { RejectReason } from '../../../contract/import.ts';
import type { Column } from '../../table/column.ts';
import type { RowBatch } from '../read/batch.ts';

/**
 * Collects one column's values, a batch at a time and column by column: each loop stays on one type. Values are parsed
 * first; once every column has said which rows it refuses, the others are appended.
 */
export interface ColumnBuilder {
  /** Why a row is refused. */
  readonly reason: RejectReason;
  /**
   * Reads the value of every row, and marks the rows that do not fit and are not refused yet.
   *
   * @param fields for each row its field in the batch, −1 where it has none. @returns how many it marked.
   */
  parse(batch: RowBatch, fields: Int32Array, n: number, refused: Int32Array, mark: number): number;
  /** Keeps the rows that are not refused. @param refused null where all are kept. */
  append(batch: RowBatch, fields: Int32Array, n: number, refused: Int32Array | null): void;
  finish(): Column;
}
