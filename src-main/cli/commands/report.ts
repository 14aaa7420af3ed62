import path from 'node:path';
import { ClienteleError } from '../../contract/errors.ts';
import { locales, type Locale } from '../../contract/text.ts';
import { connect, type Client } from '../client.ts';
import { requiredFlag, requiredWord, textFlag, type Arguments } from '../flags.ts';
import type { Command } from '../main.ts';
import { print, type Printer } from '../print.ts';
import { watchJobs } from '../wait.ts';

/** The language of a report: `--locale`, else the terminal's. @throws bad-input */
export function reportLocale(given: Arguments, printer: Printer): Locale {
  const wanted = textFlag(given, 'locale');
  if (wanted === null) return printer.locale;
  const found = locales.find((locale) => locale === wanted);
  if (!found) throw new ClienteleError('bad-input', { detail: `--locale is one of ${locales.join(', ')}` });
  return found;
}

/** Writes a notebook's report and waits for it. */
export async function writeReport(
  client: Client,
  notebookId: string,
  target: string,
  given: Arguments,
  printer: Printer,
): Promise<void> {
  const watch = watchJobs(client, printer);
  const locale = reportLocale(given, printer);
  await client.grant(target, 'write');
  const { jobId } = await client.call('report.write', {
    notebookId,
    path: target,
    locale,
    includeIds: given.flags['include-ids'] === true,
  });
  await watch.wait([jobId]);
}

export const command: Command = {
  usage: 'report PROJECT --to FILE.html [--notebook TITLE] [--locale en|zh] [--include-ids]',
  async run(given, printer) {
    const client = await connect(path.resolve(requiredWord(given, 0, 'PROJECT')));
    try {
      const view = await client.call('project.view', {});
      const wanted = textFlag(given, 'notebook');
      const notebook = view?.notebooks.find(({ title }) => wanted === null || title === wanted);
      if (!notebook)
        throw new ClienteleError('not-found', { kind: { en: 'notebook', zh: '笔记本' }, id: wanted ?? '' });
      const target = path.resolve(requiredFlag(given, 'to'));
      await writeReport(client, notebook.id, target, given, printer);
      print(printer, { report: target }, () => [target]);
    } finally {
      await client.close();
    }
  },
};
