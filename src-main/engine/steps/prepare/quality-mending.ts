import { quantilesOf } from '../../maths/selection.ts';
import type { Table } from '../../table/table.ts';
import type { Finding } from './quality-checks.ts';

/** A step with the parameters that mend a finding. */
export interface Mending {
  readonly step: string;
  readonly parameters: Readonly<Record<string, unknown>>;
}

/** From this share of gaps on a column is left out rather than filled. */
const MOSTLY_MISSING = 0.5;

/** What mends a finding in the table that it is of; null where no step does, as for a lopsided target, whose classes a model weighs. */
export function mendingOf(
  { column, kind, strength, beside }: Finding,
  table: Table,
  target: string | null,
  cut: number | null,
): Mending | null {
  const leaveOut: Mending = { step: 'prepare.columns', parameters: { columns: [column], mode: 'drop' } };
  const rowsBetween = (name: string, min: number | null, max: number | null): Mending => ({
    step: 'prepare.filter',
    parameters: { condition: { op: 'between', column: name, min, max } },
  });
  switch (kind) {
    case 'missing':
      return strength >= MOSTLY_MISSING ? leaveOut : { step: 'prepare.impute', parameters: { columns: [column] } };
    case 'constant':
    case 'alike':
    case 'leak':
      return leaveOut;
    case 'lopsided':
      return column === target ? null : { step: 'prepare.encode', parameters: { columns: [column] } };
    case 'drift': {
      // Early rows are those before the middle of the time, and the others remain.
      const [middle = NaN] = beside === null ? [] : quantilesOf(table.date(beside).values, [0.5]);
      return beside === null || Number.isNaN(middle) ? null : rowsBetween(beside, middle, null);
    }
    case 'late':
      return table.column(column).role === 'time' ? rowsBetween(column, null, cut) : leaveOut;
  }
}
