import path from 'node:path';
import { ClienteleError } from '../../contract/errors.ts';
import type { ModelCard, ModelVersion, ModelView } from '../../contract/models.ts';
import type { RunComparison } from '../../contract/project.ts';
import { formatDate, formatLabel, formatText, numberFormat, type Locale, type Text } from '../../contract/text.ts';
import { connect, type Client } from '../client.ts';
import { requiredWord, wholeFlag, type Arguments } from '../flags.ts';
import type { Command } from '../main.ts';
import { print, type Printer } from '../print.ts';
import { modelNamed, versionNumbered, versionOf } from './score.ts';

const WORDS = {
  current: { en: 'shown', zh: '当前' },
  promoted: { en: 'promoted', zh: '已启用' },
  predicts: { en: 'Predicts', zh: '预测' },
  step: { en: 'Step', zh: '步骤' },
  fitted: { en: 'Fitted', zh: '训练时间' },
  rows: { en: 'Training rows', zh: '训练行数' },
  data: { en: 'Training data', zh: '训练数据' },
  features: { en: 'Features', zh: '特征' },
  parameters: { en: 'Parameters', zh: '参数' },
  seed: { en: 'Seed', zh: '随机种子' },
  metrics: { en: 'Metrics', zh: '指标' },
  warnings: { en: 'Warnings', zh: '警告' },
  drift: { en: 'Tells drift', zh: '可检测漂移' },
  raw: { en: 'From raw data', zh: '原始数据评分' },
  old: { en: 'no: it was made before models kept what stands above them', zh: '否：该模型生成时尚未保存其上方的面板' },
  yes: { en: 'yes', zh: '是' },
  no: { en: 'no', zh: '否' },
} as const satisfies Record<string, Text>;

const say = (text: Text, locale: Locale): string => formatText(text, undefined, locale);
const titleOf = ({ title }: Pick<ModelView, 'title'>, locale: Locale): string =>
  typeof title === 'string' ? title : say(title, locale);

const metricsLine = ({ metrics }: ModelVersion, locale: Locale): string => {
  const format = numberFormat(locale, { maximumFractionDigits: 4 });
  return Object.entries(metrics)
    .map(([name, { value }]) => `${name} ${format.format(value)}`)
    .join(', ');
};

/** Moments are kept without a zone; people read the time of their own. */
const dateOf = (epochMs: number, locale: Locale): string =>
  formatDate(epochMs - new Date(epochMs).getTimezoneOffset() * 60_000, locale, true);

function versionLine(version: ModelVersion, locale: Locale): string {
  const marks = [
    ...(version.isCurrent ? [say(WORDS.current, locale)] : []),
    ...(version.isPromoted ? [say(WORDS.promoted, locale)] : []),
  ].join(', ');
  return [`  ${version.version}`, dateOf(version.startedAt, locale), metricsLine(version, locale), marks]
    .filter((part) => part !== '')
    .join('  ');
}

const modelLines = (model: ModelView, locale: Locale): string[] => [
  [titleOf(model, locale), model.step, model.names.join(', ')].filter((part) => part !== '').join('  '),
  ...model.versions.map((version) => versionLine(version, locale)),
];

/** Which datasets raw data can come as, or why it cannot. */
function rawWords({ raw }: ModelCard, locale: Locale): string {
  if (!raw) return say(WORDS.old, locale);
  if (raw.refused) return `${say(WORDS.no, locale)}${locale === 'zh' ? '：' : ': '}${say(raw.refused, locale)}`;
  return raw.datasets.map(({ name }) => name).join(', ');
}

function cardLines(card: ModelCard, locale: Locale): string[] {
  const { target, features, trainedOn, parameters, version, warnings } = card;
  const line = (name: keyof typeof WORDS, value: string): string =>
    `${say(WORDS[name], locale)}${locale === 'zh' ? '：' : ': '}${value}`;
  const classes = target && target.classes.length > 0 ? ` (${target.classes.join(', ')})` : '';
  const columns = Object.values(features).flatMap((needs) => needs.map(({ name, type }) => `${name} (${type})`));
  return [
    `${titleOf(card, locale)} ${version.version}`,
    line('step', `${card.step}@${card.stepVersion}`),
    ...(target ? [line('predicts', `${target.column}${classes}`)] : []),
    line('fitted', dateOf(version.startedAt, locale)),
    line('rows', numberFormat(locale).format(card.nTrainingRows)),
    line('data', Object.values(trainedOn).flat().join(', ')),
    line('features', columns.join(', ')),
    line('parameters', JSON.stringify(parameters)),
    line('seed', String(card.seed)),
    line('metrics', metricsLine(version, locale)),
    line('drift', say(card.tellsDrift ? WORDS.yes : WORDS.no, locale)),
    line('raw', rawWords(card, locale)),
    ...warnings.map((warning) => line('warnings', formatLabel(warning, locale))),
  ];
}

function comparisonLines({ parameters, metrics }: RunComparison, locale: Locale): string[] {
  const format = numberFormat(locale, { maximumFractionDigits: 4 });
  const shown = (value: unknown): string => (value === undefined ? '–' : JSON.stringify(value));
  const measured = (value: { value: number } | null): string => (value ? format.format(value.value) : '–');
  return [
    ...parameters.map(({ name, before, after }) => `${name}  ${shown(before)} → ${shown(after)}`),
    ...metrics.map(({ output, before, after }) => `${output}  ${measured(before)} → ${measured(after)}`),
  ];
}

async function showModels(client: Client, printer: Printer): Promise<void> {
  const models = await client.call('model.list', {});
  print(printer, models, () => models.flatMap((model) => modelLines(model, printer.locale)));
}

/** Does one thing with one model, and says how it stands then. */
async function act(client: Client, verb: string, given: Arguments, printer: Printer): Promise<void> {
  const name = requiredWord(given, 2, 'MODEL');
  const model = await modelNamed(client, name);
  const chosen = versionOf(model, given);
  if (verb === 'card') {
    const card = await client.call('model.card', { runId: chosen.runId });
    return print(printer, card, () => cardLines(card, printer.locale));
  }
  if (verb === 'compare') {
    const other = versionNumbered(model, wholeFlag(given, 'with', 1) ?? Math.max(1, chosen.version - 1));
    const found = await client.call('run.compare', { before: other.runId, after: chosen.runId });
    return print(printer, found, () => comparisonLines(found, printer.locale));
  }
  if (verb === 'promote')
    await client.call('model.promote', { panelId: model.panelId, runId: (newestUnless(given, model) ?? chosen).runId });
  else if (verb === 'demote') await client.call('model.promote', { panelId: model.panelId, runId: null });
  else if (verb === 'restore') await client.call('run.restore', { runId: chosen.runId });
  else throw new ClienteleError('bad-input', { detail: `there is no “models … ${verb}”: clientele ${command.usage}` });
  const after = await modelNamed(client, model.panelId);
  print(printer, after, () => modelLines(after, printer.locale));
}

/** Without a number it is what the panel shows that is promoted, not what was promoted before. */
const newestUnless = (given: Arguments, { versions }: ModelView): ModelVersion | undefined =>
  given.flags.version === undefined ? versions.find(({ isCurrent }) => isCurrent) : undefined;

export const command: Command = {
  usage: 'models PROJECT [card|compare|promote|demote|restore MODEL [--version N] [--with N]]',
  async run(given, printer) {
    const client = await connect(path.resolve(requiredWord(given, 0, 'PROJECT')));
    try {
      const verb = given.words[1];
      await (verb === undefined ? showModels(client, printer) : act(client, verb, given, printer));
    } finally {
      await client.close();
    }
  },
};
