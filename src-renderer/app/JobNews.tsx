import type { ReactNode } from 'react';
import { desktop } from '../engine/desktop.ts';
import { useEngineEvent } from '../engine/events.ts';
import type { EngineEvent } from '../../src-main/contract/events.ts';
import type { KeptScores, ScoredRows } from '../../src-main/contract/models.ts';
import { toErrorPayload } from '../../src-main/contract/errors.ts';
import { formatLabel, formatText, type Locale } from '../../src-main/contract/text.ts';
import { useText } from '../i18n/i18n.tsx';
import { texts } from '../i18n/texts.ts';
import { baseName } from '../ui/base-name.ts';
import { notify, type NoticeAction } from './notices.ts';
import { printWritten } from './printing.ts';
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
  kept: {
    en: '{rows, plural, one {# row was} other {# rows were}} scored into the table “{file}”. {more}',
    zh: '已为 {rows, number} 行评分，结果在表“{file}”中。{more}',
  },
  open: { en: 'Show them', zh: '查看' },
  scoreFailed: { en: 'Nothing was scored.', zh: '未完成评分。' },
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

const failedText = { run: text.runFailed, import: text.importFailed, export: text.exportFailed, score: text.scoreFailed, report: text.reportFailed, profile: text.runFailed } as const; // prettier-ignore

function actionsFor(path: string): NoticeAction[] {
  const app = desktop;
  if (!app) return [];
  const show = { title: text.show, run: () => void app.showInFolder(path).catch(() => undefined) };
  const read = { title: text.read, run: () => void app.openReport(path).catch(() => undefined) };
  return /\.(?:html|pdf)$/.test(path) ? [read, show] : [show];
}

/** So many warnings at most. */
const MOST_TOLD = 2;

/** Tells of rows that were scored, with what the model warned of. */
function tellScored({ jobId, result }: Finished, locale: Locale, show: (datasetId: string) => void): void {
  const { path, nRows, nRejected, warnings, datasetId, name = '' } = result as ScoredRows & Partial<KeptScores>;
  const more = [
    ...(nRejected > 0 ? [formatText(text.rejected, { n: nRejected }, locale)] : []),
    // What the panels above said comes first: whom the model scored and how they differ comes last.
    ...warnings.slice(-MOST_TOLD).map((warning) => formatLabel(warning, locale)),
  ].join(' ');
  const file = datasetId === undefined ? baseName(path) : name;
  const actions = datasetId === undefined ? actionsFor(path) : [{ title: text.open, run: () => show(datasetId) }];
  const values = { rows: nRows, file, more };
  notify({ id: jobId, tone: 'done', text: datasetId === undefined ? text.scored : text.kept, values, actions });
}

async function tellWritten({ kind, jobId, result }: Finished): Promise<void> {
  const { path: written, relativeError = 0 } = (result ?? {}) as { path?: string; relativeError?: number };
  if (written === undefined) return;
  const path = (await printWritten(written)) ?? written;
  notify({
    id: jobId,
    tone: 'done',
    text: kind === 'report' ? text.reported : relativeError > 0 ? text.rounded : text.exported,
    values: { file: baseName(path), error: { percent: relativeError, digits: 1 } },
    actions: actionsFor(path),
  });
}

/** Tells of files that were written, and of what failed out of sight. */
export function JobNews(): ReactNode {
  const { place, go } = usePlace();
  const { locale } = useText();
  useEngineEvent('job.finished', (event) => {
    const { kind, error, jobId } = event;
    if (error?.code === 'cancelled') return;
    if (!error) {
      if (kind === 'score') tellScored(event, locale, (datasetId) => go({ kind: 'dataset', datasetId }));
      if (kind !== 'export' && kind !== 'report') return;
      tellWritten(event).catch((thrown: unknown) =>
        notify({ id: jobId, tone: 'error', text: failedText[kind], error: toErrorPayload(thrown) }),
      );
      return;
    }
    // A panel says itself what went wrong, and so does the import dialog.
    if (kind === 'import' || (kind === 'run' && place.kind === 'notebook')) return;
    notify({ id: jobId, tone: 'error', text: failedText[kind], error });
  });
  return null;
}
