import path from 'node:path';
import { connect, type Client } from '../client.ts';
import { requiredWord, textFlag, type Arguments } from '../flags.ts';
import type { Command } from '../main.ts';
import { print, type Printer } from '../print.ts';
import { watchJobs } from '../wait.ts';
import { ClienteleError } from '../../contract/errors.ts';
import { numberFormat } from '../../contract/text.ts';

/** What an import ended with. */
export interface ImportOutcome {
  readonly datasetId: string;
  readonly name: string;
  readonly nRows: number;
  readonly nRejected: number;
}

/** Imports files with everything as it is proposed; as a new dataset, or a version of one. */
export async function importFiles(
  client: Client,
  files: readonly string[],
  printer: Printer,
  target: { name?: string | null; reuse?: boolean; into?: string | null; mode?: 'append' | 'replace' } = {},
): Promise<ImportOutcome> {
  const view = await client.call('project.view', {});
  for (const file of files) await client.grant(file, 'read');
  const { plan } = await client.call('import.preview', { paths: [...files], options: {} });
  const existing = target.into ? view?.datasets.find(({ name }) => name === target.into) : null;
  if (target.into && !existing)
    throw new ClienteleError('not-found', { kind: { en: 'dataset', zh: '数据集' }, id: target.into });
  const proposed = plan.target.mode === 'new' ? plan.target.name : 'data';
  const chosen = existing
    ? ({ mode: target.mode ?? 'append', datasetId: existing.id } as const)
    : ({ mode: 'new', name: target.name ?? proposed, reuse: target.reuse } as const);
  const watch = watchJobs(client, printer);
  const { jobId } = await client.call('import.run', { plan: { ...plan, target: chosen } });
  const [result] = await watch.wait([jobId]);
  const { datasetId } = result as { datasetId: string };
  const after = await client.call('project.view', {});
  const dataset = after?.datasets.find(({ id }) => id === datasetId);
  return { datasetId, name: dataset?.name ?? '', nRows: dataset?.nRows ?? 0, nRejected: dataset?.rejects?.nRows ?? 0 };
}

/** What becomes of the rows that a dataset has. @throws bad-input */
function importMode(given: Arguments): 'append' | 'replace' {
  const mode = textFlag(given, 'mode') ?? 'append';
  if (mode === 'append' || mode === 'replace') return mode;
  throw new ClienteleError('bad-input', { detail: `--mode is append or replace, not “${mode}”` });
}

export const command: Command = {
  usage: 'import PROJECT FILE… [--name DATASET] [--into DATASET --mode append|replace]',
  async run(given, printer) {
    const mode = importMode(given);
    const client = await connect(path.resolve(requiredWord(given, 0, 'PROJECT')));
    try {
      requiredWord(given, 1, 'FILE');
      const files = given.words.slice(1).map((file) => path.resolve(file));
      const outcome = await importFiles(client, files, printer, {
        name: textFlag(given, 'name'),
        into: textFlag(given, 'into'),
        mode,
      });
      const format = numberFormat(printer.locale);
      print(printer, outcome, () => [
        `${outcome.name}  ${format.format(outcome.nRows)} rows, ${format.format(outcome.nRejected)} rejected`,
      ]);
    } finally {
      await client.close();
    }
  },
};
