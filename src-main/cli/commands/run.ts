import path from 'node:path';
import { ClienteleError } from '../../contract/errors.ts';
import type { PanelView } from '../../contract/project.ts';
import { formatText, numberFormat, type Locale } from '../../contract/text.ts';
import { findStep } from '../../engine/steps/registry.ts';
import { connect, type Client } from '../client.ts';
import { backendFlag, requiredWord, textFlag, wholeFlag } from '../flags.ts';
import type { Command } from '../main.ts';
import { print, type Printer } from '../print.ts';
import { watchJobs } from '../wait.ts';

/** What a panel is called: its own title, or its step's. */
export function panelTitle({ panel }: PanelView, locale: Locale): string {
  const step = findStep(panel.step)?.info.title;
  return panel.title || (step ? formatText(step, undefined, locale) : panel.kind);
}

function panelLine(view: PanelView, locale: Locale): string {
  const { run, state } = view;
  const seconds = run ? `${numberFormat(locale, { maximumFractionDigits: 2 }).format(run.durationMs / 1000)} s` : '';
  const tables = (run?.outputs ?? []).flatMap((output) => {
    const name = view.panel.names[output.id];
    return output.table && name ? [`${name} ${numberFormat(locale).format(output.table.nRows)}`] : [];
  });
  return [state.padEnd(8), panelTitle(view, locale), seconds, tables.join(', ')]
    .filter((part) => part !== '')
    .join('  ');
}

/** Runs every panel of a notebook that is not up to date and prints how each stands. */
export async function runNotebook(client: Client, notebookId: string, printer: Printer): Promise<PanelView[]> {
  const watch = watchJobs(client, printer);
  const { jobIds } = await client.call('notebook.runStale', { notebookId });
  await watch.wait(jobIds);
  return client.call('notebook.view', { notebookId });
}

/** The panels as lines for people. */
export const panelLines = (views: readonly PanelView[], locale: Locale): string[] =>
  views.filter(({ panel }) => panel.kind !== 'note').map((view) => panelLine(view, locale));

export const command: Command = {
  usage: 'run PROJECT [--notebook TITLE] [--threads N] [--backend NAME]',
  async run(given, printer) {
    const threads = wholeFlag(given, 'threads', 1);
    const client = await connect(path.resolve(requiredWord(given, 0, 'PROJECT')), {
      ...(threads ? { threads } : {}),
      backend: backendFlag(given),
    });
    try {
      const view = await client.call('project.view', {});
      const wanted = textFlag(given, 'notebook');
      const notebooks = (view?.notebooks ?? []).filter((notebook) => wanted === null || notebook.title === wanted);
      if (notebooks.length === 0)
        throw new ClienteleError('not-found', { kind: { en: 'notebook', zh: '笔记本' }, id: wanted ?? '' });
      const views: PanelView[] = [];
      for (const { id } of notebooks) views.push(...(await runNotebook(client, id, printer)));
      print(printer, views, () => panelLines(views, printer.locale));
    } finally {
      await client.close();
    }
  },
};
