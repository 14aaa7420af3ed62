import type { ReactNode } from 'react';
import { desktop } from '../engine/desktop.ts';
import { useEngineEvent } from '../engine/events.ts';
import type { EngineEvent } from '../../src-main/contract/events.ts';
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

function tellWritten({ kind, jobId, result }: Finished): void {
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
  useEngineEvent('job.finished', (event) => {
    const { kind, error, jobId } = event;
    if (error?.code === 'cancelled') return;
    if (!error) {
      if (kind === 'export' || kind === 'report') tellWritten(event);
      return;
    }
    // A panel says itself what went wrong, and so does the import dialog.
    if (kind === 'import' || (kind === 'run' && place.kind === 'notebook')) return;
    notify({ id: jobId, tone: 'error', text: failedText[kind], error });
  });
  return null;
}
