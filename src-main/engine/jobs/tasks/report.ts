import { rename, rm, writeFile } from 'node:fs/promises';
import { ClienteleError } from '../../../contract/errors.ts';
import type { CardsFigure, Figure, ScatterPoints } from '../../../contract/figure.ts';
import type { Label } from '../../../contract/text.ts';
import type { TaskTools } from '../perform.ts';
import type { Task, TaskResults } from '../protocol.ts';
import type { Loader } from '../../notebook/load.ts';
import { scatterPoints } from '../../table/scatter-points.ts';
import type { ReportPanel, ReportRequest } from '../../report/request.ts';
import { asFileError } from '../../storage/file-errors.ts';
import { cellAt } from '../../table/column.ts';
import { figureInWords } from '../../table/figure-words.ts';
import { infoInWords } from '../../table/page.ts';
import type { Table } from '../../table/table.ts';
import { isReadable, says } from '../../report/readable.ts';
import { reportScript } from '../../report/report-script.ts';
import {
  REPORT_POINTS,
  REPORT_ROWS,
  type ReportFigure,
  type ReportMetric,
  type ReportSection,
  type ReportTable,
} from '../../report/source.ts';
import { writeSheet, type SheetSource } from '../../report/sheet.ts';
import { writeReport } from '../../report/write-report.ts';

const stored = (hash: string, name: string) =>
  ({ kind: 'stored', hash, contentHash: hash, name, overlay: null }) as const;

function pointsOf(figure: Figure, panel: ReportPanel, loader: Loader): ScatterPoints | null {
  if (figure.kind !== 'scatter') return null;
  const output = panel.outputs.find(({ id, kind }) => kind === 'table' && id === figure.table);
  return output ? scatterPoints(loader.table(stored(output.hash, output.id)), figure, REPORT_POINTS, null) : null;
}

function figuresOf(panel: ReportPanel, loader: Loader): ReportFigure[] {
  return panel.outputs
    .filter(({ kind }) => kind === 'figure')
    .map(({ hash }) => {
      const figure = figureInWords(loader.bundle(hash) as Figure, panel.figureWords);
      return { figure, points: pointsOf(figure, panel, loader) };
    });
}

function firstRows(table: Table): ReportTable['rows'] {
  const n = Math.min(table.nRows, REPORT_ROWS);
  return Array.from({ length: n }, (_, row) => table.columns.map((column) => cellAt(column, row)));
}

/** What an output is called: by its step, else by its id. */
function labelOf({ gives }: ReportPanel, id: string): Label {
  const label = gives[id]?.label;
  return label ? { code: id, text: label } : id;
}

function tablesOf(panel: ReportPanel, loader: Loader): ReportTable[] {
  return panel.outputs
    .filter(({ kind, table }) => kind === 'table' && isReadable(panel, table))
    .map(({ id, hash }) => {
      const table = loader.table(stored(hash, id));
      return { label: labelOf(panel, id), info: infoInWords(table.info(), panel.words[id]), rows: firstRows(table) };
    });
}

function metricsOf({ gives, outputs }: ReportPanel): ReportMetric[] {
  const currency = outputs.find(({ table }) => table?.currency)?.table?.currency ?? null;
  return outputs.flatMap(({ id, metric }) => {
    const port = gives[id];
    return metric && port?.kind === 'metric'
      ? [{ label: port.label, value: metric, unit: metric.unit ?? port.unit ?? null, currency }]
      : [];
  });
}

function sectionOf(panel: ReportPanel, loader: Loader): ReportSection {
  const { title, stepTitle, summary, note, state, warnings } = panel;
  return {
    title: title !== '' || !stepTitle ? title : { code: 'step', text: stepTitle },
    what: summary,
    note,
    isOld: panel.outputs.length > 0 && state !== 'ready',
    warnings,
    metrics: metricsOf(panel),
    figures: figuresOf(panel, loader),
    tables: tablesOf(panel, loader),
  };
}

/** The cards among what panels show. @throws not-found */
function cardsIn(sections: readonly ReportSection[]): { cards: CardsFigure; isOld: boolean } {
  for (const { figures, isOld } of sections)
    for (const { figure } of figures) if (figure.kind === 'cards') return { cards: figure, isOld };
  throw new ClienteleError('not-found', { kind: { en: 'persona cards', zh: '画像卡' }, id: '' });
}

function writeSheetOf(source: SheetSource, sections: readonly ReportSection[], onePerPage: boolean): string {
  const { cards, isOld } = cardsIn(sections);
  return writeSheet(source, cards, { onePerPage, isOld });
}

/** Writes a notebook's report, or a sheet of cards, to a file that the person chose; a cancelled one leaves no file. */
export async function makeReport(
  task: Extract<Task, { kind: 'report' }>,
  tools: TaskTools,
): Promise<TaskResults['report']> {
  const request: ReportRequest = task.request;
  const loader = tools.loaderOf(task.projectPath);
  const panels = request.panels.filter(says);
  const sections = panels.map((panel, i) => {
    tools.signal.throwIfAborted();
    tools.progress((i + 1) / (panels.length + 1));
    return sectionOf(panel, loader);
  });
  const { title, project } = request;
  const { locale, includeIds, pictures, sheet } = task;
  const source = { title, project, locale, writtenAt: Date.now(), includeIds, pictures, sections };
  const page = sheet ? writeSheetOf(source, sections, sheet.onePerPage) : writeReport(source, await reportScript());
  tools.signal.throwIfAborted();
  const partial = `${task.path}.part`;
  try {
    await writeFile(partial, page);
    await rename(partial, task.path);
  } catch (thrown) {
    await rm(partial, { force: true });
    throw asFileError(thrown, task.path);
  }
  return { path: task.path, bytes: Buffer.byteLength(page) };
}
