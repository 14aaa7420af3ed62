import path from 'node:path';
import { runQuery } from '../../engine/sql/query.ts';
import { pageOf } from '../../engine/table/page.ts';
import { connect } from '../client.ts';
import { requiredWord, wholeFlag } from '../flags.ts';
import type { Command } from '../main.ts';
import { print, tableLines } from '../print.ts';

const DEFAULT_LIMIT = 50;

export const command: Command = {
  usage: 'query PROJECT SQL [--limit N]',
  async run(given, printer) {
    const project = path.resolve(requiredWord(given, 0, 'PROJECT'));
    const sql = requiredWord(given, 1, 'SQL');
    const limit = wholeFlag(given, 'limit', 1) ?? DEFAULT_LIMIT;
    const client = await connect(project);
    try {
      const view = await client.call('project.view', {});
      const notebooks = await Promise.all(
        (view?.notebooks ?? []).map(({ id }) => client.call('notebook.view', { notebookId: id })),
      );
      const tables = [
        ...(view?.datasets ?? []).map(({ name }) => name),
        ...notebooks.flat().flatMap(({ panel }) => Object.values(panel.names)),
      ];
      await client.call('sql.ready', {});
      const { table } = await runQuery({
        projectPath: project,
        sql,
        tables,
        signal: { aborted: false, throwIfAborted: () => undefined },
      });
      const page = pageOf(table, { offset: 0, limit, sort: [], filter: null, find: '', within: null });
      const names = page.info.columns.map(({ name }) => name);
      const records = page.rows.map((row) => Object.fromEntries(row.map((cell, j) => [names[j] ?? '', cell])));
      print(printer, records, () => tableLines(page, printer.locale));
    } finally {
      await client.close();
    }
  },
};
