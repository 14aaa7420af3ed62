import fs from 'node:fs';
import path from 'node:path';
import { ClienteleError } from '../../contract/errors.ts';
import { formatText } from '../../contract/text.ts';
import { connect } from '../client.ts';
import { requiredFlag, requiredWord, textFlag, wholeFlag, type Arguments } from '../flags.ts';
import type { Command } from '../main.ts';
import { print, type Printer } from '../print.ts';
import { importFiles } from './import.ts';
import { reportLocale, writeReport } from './report.ts';
import { panelLines, runNotebook } from './run.ts';

/** The seed of the sample shop where none is given, as in the window. */
const SAMPLE_SEED = 7;

async function runTemplate(given: Arguments, printer: Printer): Promise<void> {
  const id = requiredWord(given, 1, 'TEMPLATE');
  const project = path.resolve(requiredFlag(given, 'project'));
  const sample = given.flags.sample === true;
  const exists = fs.existsSync(project);
  if (sample && exists) throw new ClienteleError('file-exists', { path: project });
  const threads = wholeFlag(given, 'threads', 1);
  const client = await connect(sample ? null : project, {
    create: !exists,
    ...(threads ? { threads } : {}),
  });
  try {
    const locale = reportLocale(given, printer);
    let notebookId: string;
    if (sample) {
      const seed = wholeFlag(given, 'seed', 0) ?? SAMPLE_SEED;
      ({ notebookId } = await client.call('project.sample', { path: project, seed, locale }));
    } else {
      const files = requiredFlag(given, 'data')
        .split(',')
        .map((file) => path.resolve(file));
      const templates = await client.call('template.list', {});
      const template = templates.find((candidate) => candidate.id === id);
      if (!template) throw new ClienteleError('not-found', { kind: { en: 'template', zh: '模板' }, id });
      const key = template.datasets[0]?.key ?? 'data';
      const { datasetId } = await importFiles(client, files, printer, { name: key, reuse: true });
      ({ notebookId } = await client.call('template.open', { templateId: id, datasets: { [key]: datasetId }, locale }));
    }
    const views = await runNotebook(client, notebookId, printer);
    const report = textFlag(given, 'report');
    const target = report ? path.resolve(report) : null;
    if (target) await writeReport(client, notebookId, target, given, printer);
    print(printer, { project, notebookId, report: target, panels: views }, () => [
      ...panelLines(views, printer.locale),
      ...(target ? ['', target] : []),
    ]);
  } finally {
    await client.close();
  }
}

async function listTemplates(printer: Printer): Promise<void> {
  const client = await connect(null);
  try {
    const templates = await client.call('template.list', {});
    print(printer, templates, () =>
      templates.map(({ id, title }) => `${id}  ${formatText(title, undefined, printer.locale)}`),
    );
  } finally {
    await client.close();
  }
}

export const command: Command = {
  usage:
    'template list | template run TEMPLATE (--data FILE,… | --sample [--seed N]) --project PROJECT [--report FILE.html] [--locale en|zh] [--threads N]',
  run: (given, printer) => (given.words[0] === 'run' ? runTemplate(given, printer) : listTemplates(printer)),
};
