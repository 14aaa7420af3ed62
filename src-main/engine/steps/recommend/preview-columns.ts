import type { ColumnInfo, ColumnType, Unit } from '../../../contract/table.ts';
import { previewText as text } from './preview-text.ts';

/** A column of an answer's table. */
export const info = (
  name: keyof typeof text.source.columns,
  type: ColumnType,
  unit: Unit | null = null,
  role: ColumnInfo['role'] = null,
): ColumnInfo => ({ name, type, role, unit, label: text.column(name) });

/** A number as a cell: null where it is missing. */
export const orNull = (value: number): number | null => (Number.isNaN(value) ? null : value);
