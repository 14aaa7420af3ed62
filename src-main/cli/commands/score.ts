import fs from 'node:fs';
import path from 'node:path';
import { ClienteleError } from '../../contract/errors.ts';
import type { ModelVersion, ModelView, ScoredRows } from '../../contract/models.ts';
import { formatLabel, formatText, type Locale, type Text } from '../../contract/text.ts';
import { connect, type Client } from '../client.ts';
import { requiredFlag, requiredWord, wholeFlag, type Arguments } from '../flags.ts';
import type { Command } from '../main.ts';
import { print } from '../print.ts';
import { watchJobs } from '../wait.ts';
import { tableNamed } from './export.ts';

const MODEL: Text = { en: 'model', zh: '模型' };
const VERSION: Text = { en: 'version', zh: '版本' };

/** The model that a panel of this title, id or published table fits. @throws not-found; bad-input where several do */
export async function modelNamed(client: Client, name: string): Promise<ModelView> {
  const models = await client.call('model.list', {});
  const titles = ({ title }: ModelView): string[] => (typeof title === 'string' ? [title] : [title.en, title.zh]);
  const found = models.filter((model) => [model.panelId, ...model.names, ...titles(model)].includes(name));
  if (found.length > 1)
    throw new ClienteleError('bad-input', {
      detail: `several models are called “${name}”: ${found.map(({ panelId, names }) => names[0] ?? panelId).join(', ')}`,
    });
  const [model] = found;
  if (!model) throw new ClienteleError('not-found', { kind: MODEL, id: name });
  return model;
}

/** The version that a flag names. @throws not-found */
export function versionNumbered({ versions }: ModelView, number: number): ModelVersion {
  const found = versions.find(({ version }) => version === number);
  if (!found) throw new ClienteleError('not-found', { kind: VERSION, id: String(number) });
  return found;
}

/** The version that a flag names; else the promoted one, else the one that the panel shows, else the newest. */
export function versionOf(model: ModelView, given: Arguments): ModelVersion {
  const number = wholeFlag(given, 'version', 1);
  if (number !== null) return versionNumbered(model, number);
  const { versions } = model;
  return versions.find(({ isPromoted }) => isPromoted) ?? versions.find(({ isCurrent }) => isCurrent) ?? versions[0]!;
}

const LINES = {
  rows: {
    en: '{rows, plural, one {# row} other {# rows}} scored by version {version, number}: {path}',
    zh: '已用版本 {version, number} 为 {rows, number} 行评分：{path}',
  },
  rejected: {
    en: '{rejected, plural, one {# row was} other {# rows were}} not scored: a value does not fit its column.',
    zh: '有 {rejected, number} 行未评分：其中的值与列的类型不符。',
  },
} as const satisfies Record<string, Text>;

function linesOf({ path: file, nRows, nRejected, warnings }: ScoredRows, version: number, locale: Locale): string[] {
  return [
    formatText(LINES.rows, { rows: nRows, version, path: file }, locale),
    ...(nRejected > 0 ? [formatText(LINES.rejected, { rejected: nRejected }, locale)] : []),
    ...warnings.map((warning) => formatLabel(warning, locale)),
  ];
}

export const command: Command = {
  usage: 'score PROJECT MODEL FILE|TABLE --to OUT.csv|OUT.jsonl [--version N]',
  async run(given, printer) {
    const client = await connect(path.resolve(requiredWord(given, 0, 'PROJECT')));
    try {
      const model = await modelNamed(client, requiredWord(given, 1, 'MODEL'));
      const { runId, version } = versionOf(model, given);
      const word = requiredWord(given, 2, 'FILE');
      const target = path.resolve(requiredFlag(given, 'to'));
      const file = path.resolve(word);
      const isFile = fs.existsSync(file);
      if (isFile) await client.grant(file, 'read');
      const rows = isFile ? ({ from: 'file', path: file } as const) : await tableNamed(client, word);
      await client.grant(target, 'write');
      const watch = watchJobs(client, printer);
      const format = target.endsWith('.jsonl') ? 'jsonl' : 'csv';
      const { jobId } = await client.call('model.score', { runId, rows, path: target, format });
      const [result] = await watch.wait([jobId]);
      const scored = result as ScoredRows;
      const said = scored.warnings.map((warning) => ({ ...warning, said: formatLabel(warning, printer.locale) }));
      print(printer, { ...scored, version, warnings: said }, () => linesOf(scored, version, printer.locale));
    } finally {
      await client.close();
    }
  },
};
