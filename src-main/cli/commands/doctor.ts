import { backendNames, type BackendInfo, type BackendReport } from '../../contract/backends.ts';
import { formatText, numberFormat, type Locale, type Text } from '../../contract/text.ts';
import { connect } from '../client.ts';
import { backendFlag } from '../flags.ts';
import type { Command } from '../main.ts';
import { print } from '../print.ts';

const GB = 1024 ** 3;

const text = {
  checking: { en: 'checking backends …', zh: '正在检查各后端……' },
  processor: {
    en: 'Processor   {cores} cores, {threads} threads in use',
    zh: '处理器      {cores} 核，使用 {threads} 个线程',
  },
  memory: {
    en: 'Memory      {memory}, of which a job may use {budget}',
    zh: '内存        {memory}，单个任务最多可用 {budget}',
  },
  kernels: { en: 'Kernels     {variant}{forced}, {speed}', zh: '计算内核    {variant}{forced}，{speed}' },
  forced: { en: ' (forced)', zh: '（强制指定）' },
  title: { en: 'Backends for training, the best first:', zh: '训练后端（由优到劣）：' },
  software: { en: 'imitated by the processor', zh: '由处理器模拟' },
  chosen: { en: 'Models are trained on {name}{forced}.', zh: '模型将在 {name} 上训练{forced}。' },
  measured: {
    en: 'A job that can tell its shape is timed on each usable backend, and the fastest is used.',
    zh: '任务会按其实际规模在各可用后端上试跑，选用最快的一个。',
  },
  unmeasured: { en: 'speed not measured', zh: '未测速度' },
} as const satisfies Readonly<Record<string, Text>>;

const round = (value: number, locale: Locale): string =>
  numberFormat(locale, { maximumSignificantDigits: 3, useGrouping: false }).format(value);

const gb = (bytes: number, locale: Locale): string =>
  `${numberFormat(locale, { maximumFractionDigits: 1 }).format(bytes / GB)} GB`;

const speedOf = (gflops: number | null, locale: Locale): string =>
  gflops === null ? formatText(text.unmeasured, undefined, locale) : `${round(gflops, locale)} GFLOP/s`;

function backendLine(info: BackendInfo, locale: Locale): string {
  const name = `${info.usable ? '✔' : '–'} ${info.id.padEnd(7)} ${backendNames[info.id].padEnd(17)}`;
  if (info.reason) return `  ${name} ${formatText(info.reason.text, info.reason.values, locale)}`;
  const facts = [
    info.adapter,
    info.software ? formatText(text.software, undefined, locale) : null,
    info.memoryBytes === null ? null : gb(info.memoryBytes, locale),
    speedOf(info.gflops, locale),
  ];
  return `  ${name} ${facts.filter((fact) => fact !== null).join(' · ')}`;
}

function backendLines({ backends, chosen, forced, kernels }: BackendReport, locale: Locale): string[] {
  const say = (one: Text, values = {}): string => formatText(one, values, locale);
  const mark = (isForced: boolean): string => (isForced ? say(text.forced) : '');
  const speed = speedOf(kernels.gflops, locale);
  return [
    say(text.kernels, { variant: kernels.variant, forced: mark(kernels.forced), speed }),
    ...(kernels.reason ? [`            ${say(kernels.reason.text)}`] : []),
    '',
    say(text.title),
    ...backends.map((info) => backendLine(info, locale)),
    '',
    ...(chosen ? [say(text.chosen, { name: backendNames[chosen], forced: mark(forced) })] : []),
    ...(forced ? [] : [say(text.measured)]),
  ];
}

export const command: Command = {
  usage: 'doctor [--backend NAME]',
  async run(given, printer) {
    const { locale } = printer;
    const client = await connect(null, { backend: backendFlag(given) });
    try {
      if (process.stderr.isTTY) process.stderr.write(`${formatText(text.checking, undefined, locale)}\n`);
      const info = await client.call('engine.info', {});
      const report = await client.backends();
      print(printer, { ...info, ...report }, () => [
        `Clientele   ${info.version}`,
        `Node        ${info.node} (${info.platform})`,
        `SQLite      ${info.sqlite}`,
        formatText(text.processor, { cores: info.cores, threads: info.threads }, locale),
        formatText(text.memory, { memory: gb(info.memoryBytes, locale), budget: gb(info.budgetBytes, locale) }, locale),
        ...backendLines(report, locale),
      ]);
    } finally {
      await client.close();
    }
  },
};
