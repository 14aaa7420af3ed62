import fs from 'node:fs';
import path from 'node:path';
import type { CallInput } from '../../contract/calls.ts';
import { ClienteleError } from '../../contract/errors.ts';
import type { KeptScores, ModelVersion, ModelView, RawScoring, ScoredRows } from '../../contract/models.ts';
import { formatLabel, formatText, type Locale, type Text } from '../../contract/text.ts';
import { connect, type Client } from '../client.ts';
import { dayFlag, requiredFlag, requiredWord, textFlag, wholeFlag, type Arguments } from '../flags.ts';
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

type Rows = CallInput<'model.score'>['rows'];

/** The file that a word names and the dataset it stands in for, as `orders=new.csv`; a word without a name stands in for the only one. */
function rawFile(word: string, { datasets }: RawScoring): { dataset: string; path: string } {
  const [, name, rest] = /^([^=]+)=(.+)$/.exec(word) ?? [];
  if (name !== undefined && rest !== undefined && !fs.existsSync(word))
    return { dataset: name, path: path.resolve(rest) };
  const [only, ...others] = datasets;
  if (only && others.length === 0) return { dataset: only.name, path: path.resolve(word) };
  const detail = `the model reads several datasets, so write DATASET=FILE: ${datasets.map((own) => own.name).join(', ')}`;
  throw new ClienteleError('bad-input', { detail });
}

/** Raw data: files in the place of datasets, and the project's own where none is given. @throws unfit-lineage, bad-input */
async function rawRows(client: Client, runId: string, given: Arguments): Promise<Rows> {
  const { raw } = await client.call('model.card', { runId });
  const files = given.words.slice(2).map((word) => rawFile(word, raw ?? { datasets: [], refused: null }));
  for (const file of files) await client.grant(file.path, 'read');
  return { from: 'datasets', files, asOf: dayFlag(given, 'as-of') };
}

async function preparedRows(client: Client, given: Arguments): Promise<Rows> {
  if (given.flags['as-of'] !== undefined) throw new ClienteleError('bad-input', { detail: '--as-of goes with --raw' });
  const word = requiredWord(given, 2, 'FILE');
  const file = path.resolve(word);
  if (!fs.existsSync(file)) return tableNamed(client, word);
  await client.grant(file, 'read');
  return { from: 'file', path: file };
}

/** Queues the scoring, into a file or into the project. */
async function start(client: Client, runId: string, rows: Rows, given: Arguments): Promise<string> {
  const name = textFlag(given, 'into');
  if (name !== null) return (await client.call('model.keepScores', { runId, rows, name })).jobId;
  const target = path.resolve(requiredFlag(given, 'to'));
  await client.grant(target, 'write');
  const format = target.endsWith('.jsonl') ? 'jsonl' : 'csv';
  return (await client.call('model.score', { runId, rows, path: target, format })).jobId;
}

export const command: Command = {
  usage:
    'score PROJECT MODEL FILE|TABLE, or --raw [DATASET=FILE…] [--as-of DAY], --to OUT.csv|OUT.jsonl or --into DATASET [--version N]',
  async run(given, printer) {
    const client = await connect(path.resolve(requiredWord(given, 0, 'PROJECT')));
    try {
      const model = await modelNamed(client, requiredWord(given, 1, 'MODEL'));
      const { runId, version } = versionOf(model, given);
      const rows = given.flags.raw ? await rawRows(client, runId, given) : await preparedRows(client, given);
      const watch = watchJobs(client, printer);
      const [result] = await watch.wait([await start(client, runId, rows, given)]);
      const scored = result as ScoredRows & Partial<KeptScores>;
      const said = scored.warnings.map((warning) => ({ ...warning, said: formatLabel(warning, printer.locale) }));
      const into = { ...scored, path: scored.name ?? scored.path };
      print(printer, { ...scored, version, warnings: said }, () => linesOf(into, version, printer.locale));
    } finally {
      await client.close();
    }
  },
};
