import { formatError, toErrorPayload } from '../contract/errors.ts';
import type { Job } from '../contract/project.ts';
import type { Cell, TablePage } from '../contract/table.ts';
import { formatDate, formatText, numberFormat, type Locale } from '../contract/text.ts';

/** How results are written: sentences and tables for people, JSON for scripts. */
export interface Printer {
  readonly json: boolean;
  readonly locale: Locale;
}

/** The locale of the terminal; Chinese where its language says so. */
export function terminalLocale(): Locale {
  const language = process.env.CLIENTELE_LOCALE ?? process.env.LC_ALL ?? process.env.LANG ?? '';
  return language.startsWith('zh') ? 'zh' : 'en';
}

/** Writes a result: as one JSON document, or as the given lines. */
export function print({ json }: Printer, value: unknown, lines: () => readonly string[]): void {
  process.stdout.write(`${json ? JSON.stringify(value, null, 2) : lines().join('\n')}\n`);
}

/** Writes an error to stderr, the same sentences that the window shows. */
export function printError({ json, locale }: Printer, thrown: unknown): void {
  const error = toErrorPayload(thrown);
  const { what, todo } = formatError(error, locale);
  process.stderr.write(json ? `${JSON.stringify({ error: { ...error, what, todo } })}\n` : `${what}\n${todo}\n`);
}

function cellText(cell: Cell, type: string, locale: Locale): string {
  if (cell === null) return '';
  if (type === 'date' && typeof cell === 'number') return formatDate(cell, locale, cell % 86_400_000 !== 0);
  if (typeof cell === 'number')
    return numberFormat(locale, { maximumFractionDigits: 4, useGrouping: false }).format(cell);
  return String(cell);
}

const WIDE = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/u;

/** Columns that a text takes on a terminal: Chinese letters take two. */
function widthOf(text: string): number {
  return [...text].reduce((width, letter) => width + (WIDE.test(letter) ? 2 : 1), 0);
}

const MAX_CELL = 40;

function clip(text: string): string {
  const flat = text.replace(/\s+/g, ' ');
  return widthOf(flat) <= MAX_CELL ? flat : `${[...flat].slice(0, MAX_CELL - 1).join('')}…`;
}

/** A page as aligned text, numbers to the right. */
export function tableLines(page: TablePage, locale: Locale): string[] {
  const { columns } = page.info;
  const rows = page.rows.map((row) => row.map((cell, j) => clip(cellText(cell, columns[j]?.type ?? 'text', locale))));
  const widths = columns.map((column, j) =>
    Math.max(widthOf(column.name), ...rows.map((row) => widthOf(row[j] ?? ''))),
  );
  const pad = (text: string, j: number): string => {
    const gap = ' '.repeat(Math.max(0, (widths[j] ?? 0) - widthOf(text)));
    return columns[j]?.type === 'number' ? gap + text : text + gap;
  };
  const header = columns.map((column, j) => pad(column.name, j)).join('  ');
  return [
    header,
    widths.map((width) => '─'.repeat(width)).join('  '),
    ...rows.map((row) => row.map(pad).join('  ').trimEnd()),
  ];
}

const BAR_CELLS = 24;

/** A progress line on a terminal; nothing where stderr goes to a file. */
export function progressBar(locale: Locale): { show(jobs: readonly Job[]): void; clear(): void } {
  if (!process.stderr.isTTY) return { show: () => undefined, clear: () => undefined };
  let shown = false;
  const clear = (): void => {
    if (shown) process.stderr.write('\r\u001b[K');
    shown = false;
  };
  return {
    clear,
    show(jobs) {
      const job = jobs.find((candidate) => candidate.state === 'running');
      if (!job) return clear();
      const filled = Math.round(job.fraction * BAR_CELLS);
      const title = typeof job.title === 'string' ? job.title : formatText(job.title.text, job.title.values, locale);
      const doing = job.doing ? ` · ${formatText(job.doing.text, job.doing.values, locale)}` : '';
      const percent = numberFormat(locale, { style: 'percent' }).format(job.fraction);
      process.stderr.write(
        `\r\u001b[K${'█'.repeat(filled)}${'░'.repeat(BAR_CELLS - filled)} ${percent} ${title}${doing}`,
      );
      shown = true;
    },
  };
}
