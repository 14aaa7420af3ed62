import type { OutputInfo } from '../../contract/project.ts';
import type { ReportPanel } from './request.ts';
import { REPORT_ROWS } from './source.ts';

/** Tables of so many rows are for working with, not for reading: their first rows would say nothing. */
const READABLE_ROWS = 1000;

/** Whether the first rows of an output belong into a report: summaries, ranked products, and what a query asked for. */
export function isReadable({ kind }: Pick<ReportPanel, 'kind'>, table: OutputInfo['table']): boolean {
  if (!table || table.nRows === 0) return false;
  return kind === 'sql' || table.nRows <= REPORT_ROWS || (table.nRows <= READABLE_ROWS && table.entity !== 'customer');
}

/** Notes, and panels that have something to show. */
export const says = ({ kind, note, outputs, state }: ReportPanel): boolean =>
  kind === 'note' ? note.trim() !== '' : outputs.length > 0 && state !== 'disabled';
