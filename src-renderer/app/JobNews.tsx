import type { ReactNode } from 'react';
import { desktop } from '../engine/desktop.ts';
import { useEngineEvent } from '../engine/events.ts';
import type { EngineEvent } from '../../src-main/contract/events.ts';
import type { ScoredRows } from '../../src-main/contract/models.ts';
import { formatLabel, formatText, type Locale } from '../../src-main/contract/text.ts';
import { useText } from '../i18n/i18n.tsx';
import { texts } from '../i18n/texts.ts';
import { notify, type NoticeAction } from './notices.ts';
import { usePlace } from './place.tsx';

type Finished = Extract<EngineEvent, { type: 'job.finished' }>;

const text = texts({
  exported: { en: '“{file}” was written.', zh: '已写入“{file}”。' },
  rounded: {
    en: '“{file}” was written. In 8 bits its weights are {error} away from the model’s.',
    zh: '已写入“{file}”。8 位权重与模型权重相差 {error}。',
  },
  scored: {
    en: '{rows, plural, one {# row was} other {# rows were}} scored into “{file}”. {more}',
    zh: '已为 {rows, number} 行评分并写入“{file}”。{more}',
  },
  rejected: {
    en: '{n, plural, one {# row was} other {# rows were}} left out: a value does not fit its column.',
    zh: '有 {n, number} 行因取值与列类型不符而未评分。',
  },
  reported: { en: 'The report “{file}” is ready.', zh: '报告“{file}”已生成。' },
  show: { en: 'Show in folder', zh: '在文件夹中显示' },
  read: { en: 'Open the report', zh: '打开报告' },
  exportFailed: { en: 'Nothing was exported.', zh: '导出未完成。' },
  reportFailed: { en: 'The report was not written.', zh: '报告未生成。' },
  runFailed: { en: 'A panel could not be run.', zh: '有面板运行失败。' },
  importFailed: { en: 'Nothing was imported.', zh: '导入未完成。' },
});

const failedText = { run: text.runFailed, import: text.importFailed, export: text.exportFailed, report: text.reportFailed, profile: text.runFailed } as const; // prettier-ignore

function actionsFor(path: string): NoticeAction[] {
  const app = desktop;
  if (!app) return [];
  const show = { title: text.show, run: () => void app.showInFolder(path).catch(() => undefined) };
  const read = { title: text.read, run: () => void app.openReport(path).catch(() => undefined) };
  return path.endsWith('.html') ? [read, show] : [show];
}

/** Tells of rows that were scored, with what the model warned of. */
function tellScored(jobId: string, { path, nRows, nRejected, warnings }: ScoredRows, locale: Locale): void {
  const more = [
    ...(nRejected > 0 ? [formatText(text.rejected, { n: nRejected }, locale)] : []),
    ...warnings.map((warning) => formatLabel(warning, locale)),
  ];
  const file = path.split(/[\\/]/).at(-1) ?? path;
  const values = { rows: nRows, file, more: more.join(' ') };
  notify({ id: jobId, tone: 'done', text: text.scored, values, actions: actionsFor(path) });
}

const isScored = (result: unknown): result is ScoredRows =>
  typeof result === 'object' && result !== null && 'nRejected' in result && 'warnings' in result;

function tellWritten({ kind, jobId, result }: Finished, locale: Locale): void {
  if (isScored(result)) return tellScored(jobId, result, locale);
  const { path, relativeError = 0 } = (result ?? {}) as { path?: string; relativeError?: number };
  if (path === undefined) return;
  notify({
    id: jobId,
    tone: 'done',
    text: kind === 'report' ? text.reported : relativeError > 0 ? text.rounded : text.exported,
    values: { file: path.split(/[\\/]/).at(-1) ?? path, error: { percent: relativeError, digits: 1 } },
    actions: actionsFor(path),
  });
}

/** Tells of files that were written, and of what failed out of sight. */
export function JobNews(): ReactNode {
  const { place } = usePlace();
  const { locale } = useText();
  useEngineEvent('job.finished', (event) => {
    const { kind, error, jobId } = event;
    if (error?.code === 'cancelled') return;
    if (!error) {
      if (kind === 'export' || kind === 'report') tellWritten(event, locale);
      return;
    }
    // A panel says itself what went wrong, and so does the import dialog.
    if (kind === 'import' || (kind === 'run' && place.kind === 'notebook')) return;
    notify({ id: jobId, tone: 'error', text: failedText[kind], error });
  });
  return null;
}
