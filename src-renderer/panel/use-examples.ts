import type { Run } from '../../src-main/contract/project.ts';
import type { Cell, TableInfo } from '../../src-main/contract/table.ts';
import { useCover } from '../app/demo.ts';
import { useCall } from '../engine/queries.ts';

/** Which column of a run's tables has an example for a field, by the field's name. */
const COLUMN_OF: Readonly<Record<string, (column: TableInfo['columns'][number]) => boolean>> = {
  customer: ({ role }) => role === 'customerId',
  product: ({ role }) => role === 'itemName',
  cluster: ({ name }) => name === 'cluster',
};

/** The examples that a table's first row has. */
export function examplesIn(columns: TableInfo['columns'], cells: readonly Cell[]): Record<string, string> {
  return Object.fromEntries(
    Object.entries(COLUMN_OF).flatMap(([field, isMeant]) => {
      const cell = cells[columns.findIndex(isMeant)];
      return cell === undefined || cell === null || cell === '' ? [] : [[field, String(cell)]];
    }),
  );
}

/** Whom and what to ask about until a person says: the first of the run's own tables, so that there is an answer to look at. */
export function useExamples(panelId: string, run: Run | null): Readonly<Record<string, string>> {
  const isCovered = useCover();
  const output = run?.outputs.find(({ table }) => table && table.nRows > 0 && table.columns.some(COLUMN_OF.customer!));
  const ref = output && ({ from: 'panel', panelId, output: output.id } as const);
  const page = useCall('table.page', ref ? { ref, offset: 0, limit: 1 } : null).data;
  const examples = page ? examplesIn(page.info.columns, page.rows[0] ?? []) : {};
  if (isCovered('customerId')) delete examples.customer;
  return examples;
}
