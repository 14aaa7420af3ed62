import type { InputPort, OutputPort, StepInfo } from '../../contract/step.ts';
import { roleNames } from '../../contract/role-names.ts';
import { formatText, type Locale, type Text } from '../../contract/text.ts';
import { kebabCase } from '../../contract/names.ts';
import { defaultWords, valueWords, type PropertySchema } from './value-words.ts';

const WORDS = {
  parameters: { en: 'Parameters', zh: '参数' },
  inputs: { en: 'Inputs', zh: '输入' },
  outputs: { en: 'Outputs', zh: '输出' },
  references: { en: 'References', zh: '参考文献' },
  command: { en: 'On the command line', zh: '命令行' },
  none: { en: 'None.', zh: '无。' },
  name: { en: 'Name', zh: '名称' },
  flag: { en: 'Flag', zh: '命令行参数' },
  value: { en: 'Values', zh: '取值' },
  standard: { en: 'Default', zh: '默认值' },
  meaning: { en: 'Meaning', zh: '含义' },
  optional: { en: 'optional', zh: '可选' },
  roles: { en: 'needs columns for {roles}', zh: '需要以下列角色：{roles}' },
  version: { en: 'version {version}', zh: '版本 {version}' },
  published: { en: 'a table that queries read as `{name}`', zh: '表，可在查询中以 `{name}` 读取' },
  higher: { en: 'higher is better', zh: '越高越好' },
  lower: { en: 'lower is better', zh: '越低越好' },
  chains: { en: '{min} to {max} chains of steps', zh: '{min} 至 {max} 条步骤链' },
} satisfies Record<string, Text>;

const KINDS = {
  table: { en: 'table', zh: '表' },
  model: { en: 'model', zh: '模型' },
  metric: { en: 'metric', zh: '指标' },
  figure: { en: 'figure', zh: '图' },
  chain: { en: 'chain', zh: '步骤链' },
} satisfies Record<OutputPort['kind'], Text>;

/** The parameters of a step's JSON schema, in order. */
export function propertiesOf(info: StepInfo): [string, PropertySchema][] {
  const schema = info.parameters as { properties?: Record<string, PropertySchema> };
  return Object.entries(schema.properties ?? {});
}

const LISTS: Readonly<Record<Locale, string>> = { en: ', ', zh: '、', pseudo: ', ' };

/** `- **Label** (`name`): what it is, and what is to be known of it`. */
function entry(label: Text, name: string, facts: readonly (string | null)[], locale: Locale): string {
  const known = facts.filter((fact) => fact !== null).join(locale === 'zh' ? '；' : '; ');
  const title = `- **${formatText(label, undefined, locale)}**`;
  return locale === 'zh' ? `${title}（\`${name}\`）：${known}` : `${title} (\`${name}\`): ${known}`;
}

function port(name: string, need: InputPort, locale: Locale): string {
  const say = (text: Text, values?: Record<string, string>): string => formatText(text, values, locale);
  if (need.kind === 'chain')
    return entry(need.label, name, [say(WORDS.chains, { min: String(need.min), max: String(need.max) })], locale);
  const roles = need.kind === 'table' ? need.roles.map((role) => say(roleNames[role])) : [];
  const facts = [
    say(KINDS[need.kind]),
    roles.length > 0 ? say(WORDS.roles, { roles: roles.join(LISTS[locale]) }) : null,
    need.optional ? say(WORDS.optional) : null,
  ];
  return entry(need.label, name, facts, locale);
}

function output(name: string, given: OutputPort, locale: Locale): string {
  const kind = formatText(KINDS[given.kind], undefined, locale);
  const isTable = given.kind === 'table' && given.publish;
  const what = isTable ? formatText(WORDS.published, { name: given.name }, locale) : kind;
  const side = given.kind === 'metric' && given.better !== 'none' ? WORDS[given.better] : null;
  return entry(given.label, name, [what, side && formatText(side, undefined, locale)], locale);
}

const cell = (words: string): string => words.replaceAll('|', '\\|').replaceAll('\n', ' ');

function parameterRow([name, schema]: [string, PropertySchema], locale: Locale): string {
  const said = schema.unit ? formatText(schema.unit, undefined, locale) : '';
  const unit = said === '' ? '' : locale === 'zh' ? `（${said}）` : ` (${said})`;
  const cells = [
    formatText(schema.label, undefined, locale) + unit,
    `\`--${kebabCase(name)}\``,
    valueWords(schema, locale),
    defaultWords(schema, locale),
    formatText(schema.help, undefined, locale),
  ];
  return `| ${cells.map(cell).join(' | ')} |`;
}

/** One parameter as the command line takes it: the first whose value is a plain one. */
function exampleFlag(info: StepInfo): string {
  const found = propertiesOf(info).find(
    ([, { default: value }]) => typeof value === 'number' || (typeof value === 'string' && /^[\w-]+$/.test(value)),
  );
  return found ? ` --${kebabCase(found[0])} ${String(found[1].default)}` : '';
}

/** The reference page of a step, in Markdown, from the same declaration that makes its form and its flags. */
export function referencePage(info: StepInfo, locale: Locale): string {
  const say = (text: Text): string => formatText(text, undefined, locale);
  const none = say(WORDS.none);
  const header = [WORDS.name, WORDS.flag, WORDS.value, WORDS.standard, WORDS.meaning].map(say);
  const parameters = propertiesOf(info).map((entry) => parameterRow(entry, locale));
  const table =
    parameters.length > 0
      ? [`| ${header.join(' | ')} |`, `| ${header.map(() => '---').join(' | ')} |`, ...parameters]
      : [none];
  const needs = Object.entries(info.needs).map(([name, need]) => port(name, need, locale));
  const gives = Object.entries(info.gives).map(([name, given]) => output(name, given, locale));
  const references = info.references.map((reference) => `- ${reference}`);
  return [
    `# ${say(info.title)}`,
    `\`${info.id}\` · ${formatText(WORDS.version, { version: String(info.version) }, locale)}`,
    say(info.summary),
    say(info.about),
    `## ${say(WORDS.inputs)}`,
    needs.length > 0 ? needs.join('\n') : none,
    `## ${say(WORDS.parameters)}`,
    table.join('\n'),
    `## ${say(WORDS.outputs)}`,
    gives.join('\n'),
    `## ${say(WORDS.command)}`,
    `\`\`\`sh\nnpm run -s clientele -- add PROJECT ${info.id}${exampleFlag(info)}\n\`\`\``,
    ...(references.length > 0 ? [`## ${say(WORDS.references)}`, references.join('\n')] : []),
  ].join('\n\n');
}
