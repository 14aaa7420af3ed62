import { stat } from 'node:fs/promises';
import type { ImportOptions, ImportPlan, ImportPreview, PreviewReject } from '../../contract/import.ts';
import { asFileError } from '../storage/file-errors.ts';
import { cellAt } from '../table/column.ts';
import { proposePlan } from './plan.ts';
import { readColumns } from './read-table.ts';
import { tableRoleOf } from './table-role.ts';
import { importWarning } from './warnings.ts';

const PREVIEW_ROWS = 100;
const PREVIEW_REJECTS = 50;

async function sizeOf(path: string): Promise<number> {
  try {
    return (await stat(path)).size;
  } catch (thrown) {
    throw asFileError(thrown, path);
  }
}

/**
 * What an import would do, from the beginning of its files. What the person said (`options`) stands; the rest is
 * detected around it, so that a correction shows its consequences at once.
 *
 * @throws file-not-found, unreadable-file, empty-file
 */
export async function previewImport(
  paths: readonly string[],
  options: ImportOptions,
  signal?: AbortSignal,
): Promise<ImportPreview> {
  const sizes = await Promise.all(paths.map(sizeOf));
  const { plan, evidence, nSampled, tables, warnings } = await proposePlan(paths, options, signal);
  const rejects: PreviewReject[] = [];
  let nRejects = 0;
  const columns = await readColumns(
    { ...plan, sources: plan.sources.slice(0, 1) },
    {
      signal: { throwIfAborted: () => signal?.throwIfAborted() },
      progress: () => undefined,
      maxRows: Math.max(1, nSampled),
      onReject(_file, { line, reason, column, text }) {
        nRejects++;
        if (rejects.length < PREVIEW_REJECTS) rejects.push({ line, reason, column, text });
      },
    },
  );
  const nRead = columns[0]?.length ?? 0;
  const rows = Array.from({ length: Math.min(PREVIEW_ROWS, nRead) }, (_, row) =>
    columns.map((column) => cellAt(column, row)),
  );
  return {
    plan,
    rows,
    rejects,
    columns: evidence,
    nSampled,
    tables,
    tableRole: tableRoleOf(plan.columns),
    warnings:
      nRejects > 0
        ? [...warnings, importWarning('rows-that-do-not-fit', { n: nRejects, total: nRead + nRejects })]
        : warnings,
    bytes: sizes.reduce((sum, size) => sum + size, 0),
  };
}

/** The proposed plan for files, under a name: what an import does when nobody corrects it. */
export async function importPlanFor(paths: readonly string[], target: { name: string }): Promise<ImportPlan> {
  const { plan } = await proposePlan(paths, {});
  return { ...plan, target: { mode: 'new', name: target.name } };
}
