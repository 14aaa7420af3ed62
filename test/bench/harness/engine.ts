import type { Client } from '../../../src-main/cli/client.ts';
import { importFiles } from '../../../src-main/cli/commands/import.ts';
import type { Printer } from '../../../src-main/cli/print.ts';
import type { PanelPatch } from '../../../src-main/contract/project.ts';

const silent: Printer = { json: true, locale: 'en' };

/** Imports a file as it is proposed. @returns the dataset's id */
export async function importFile(client: Client, file: string, name: string): Promise<string> {
  return (await importFiles(client, [file], silent, { name })).datasetId;
}

/** Adds a panel at the end of a notebook. @returns its id */
export async function addPanel(client: Client, notebookId: string, step: string, patch: PanelPatch): Promise<string> {
  const { panelId } = await client.call('panel.add', { notebookId, afterId: null, kind: 'step', step });
  await client.call('panel.update', { panelId, patch });
  return panelId;
}

/** How far a job is when it is cancelled. */
const UNDER_WAY = 0.02;

/** Follows jobs: when one is under way, and when it has ended. */
export function followJobs(client: Client) {
  const endings = new Map<string, () => void>();
  const beginnings = new Map<string, () => void>();
  client.subscribe((event) => {
    if (event.type === 'jobs.changed')
      for (const { id, fraction } of event.jobs) if (fraction > UNDER_WAY) beginnings.get(id)?.();
    if (event.type === 'job.finished') endings.get(event.jobId)?.();
  });
  return {
    underWay: (jobId: string) => new Promise<void>((resolve) => void beginnings.set(jobId, resolve)),
    ended: (jobId: string) => new Promise<void>((resolve) => void endings.set(jobId, resolve)),
  };
}
