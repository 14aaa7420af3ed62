import { figureTable } from '../../src-main/contract/figure-table.ts';
import type { Figure, ScatterPoints } from '../../src-main/contract/figure.ts';
import { formatLabel, type Locale } from '../../src-main/contract/text.ts';
import type { Drawing } from './drawing.ts';
import { escapePlotly, wrap } from './escape.ts';
import type { Plotly } from './plotly.ts';
import { kindOf } from './registry.ts';
import type { FigureTheme } from './theme.ts';

/** A spreadsheet would run a text that begins so as a formula. */
const FORMULA = /^[=+\-@\t\r]/;

function csvText(text: string): string {
  const safe = FORMULA.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** A figure's numbers as CSV that spreadsheets read right: UTF-8 with a mark, CRLF, no formulas. */
export function figureCsv(figure: Figure, points: ScatterPoints | null, locale: Locale): string {
  const { columns, rows } = figureTable(figure, points);
  const cell = (value: (typeof rows)[number][number], isDate: boolean): string => {
    if (value === null) return '';
    if (typeof value !== 'number') return csvText(formatLabel(value, locale));
    return isDate ? new Date(value).toISOString().slice(0, 10) : String(value);
  };
  const lines = [
    columns.map(({ label }) => csvText(formatLabel(label, locale))),
    ...rows.map((row) => row.map((value, i) => cell(value, columns[i]?.type === 'date'))),
  ];
  return `\uFEFF${lines.map((line) => line.join(',')).join('\r\n')}\r\n`;
}

/** A file name from a title: letters of any script, short. */
export function fileName(title: string, extension: string): string {
  const stem = title
    .normalize('NFC')
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60)
    .replace(/-+$/, '');
  return `${stem || 'figure'}.${extension}`;
}

const PICTURE_WIDTH = 960;
const LINE_HEIGHT = 22;
const TITLE_TOP = 18;
/** Letters of a title on one line of a picture. */
const TITLE_LETTERS = 104;

/** A drawing with its title and subtitle above it, for a picture that stands alone. */
function withTitle(
  drawing: Drawing,
  title: string,
  subtitle: string,
  theme: FigureTheme,
  width: number,
  height: number,
): { drawing: Drawing; height: number } {
  const lines = wrap(title, TITLE_LETTERS).map((line) => `<b>${escapePlotly(line)}</b>`);
  if (subtitle !== '')
    lines.push(
      ...wrap(subtitle, TITLE_LETTERS * 1.3).map(
        (line) => `<span style="font-size:12px;color:${theme.text3}">${escapePlotly(line)}</span>`,
      ),
    );
  const head = lines.length * LINE_HEIGHT + 20;
  const { margin } = drawing.layout;
  const layout = {
    ...drawing.layout,
    width,
    height: height + head,
    paper_bgcolor: theme.surface,
    margin: {
      ...margin,
      l: (margin?.l ?? 0) + 12,
      r: (margin?.r ?? 0) + 12,
      b: (margin?.b ?? 0) + 8,
      t: (margin?.t ?? 0) + head,
    },
    title: {
      text: lines.join('<br>'),
      x: 0,
      xref: 'container',
      xanchor: 'left',
      y: 1 - TITLE_TOP / (height + head),
      yref: 'container',
      yanchor: 'top',
      pad: { l: 20 },
      font: { size: 16, color: theme.text },
    },
  } as Drawing['layout'];
  return { drawing: { ...drawing, layout }, height: height + head };
}

/** What a picture is made of. */
export interface PictureRequest {
  readonly figure: Figure;
  readonly points: ScatterPoints | null;
  readonly locale: Locale;
  readonly theme: FigureTheme;
  /** The line below the title. */
  readonly subtitle: string;
}

/** A figure as a picture with its title. */
export async function figurePicture(
  plotly: Plotly,
  { figure, points, locale, theme, subtitle }: PictureRequest,
  format: 'png' | 'svg',
): Promise<Blob> {
  const kind = kindOf(figure);
  const width = PICTURE_WIDTH;
  const plain = {
    locale,
    theme,
    width,
    height: kind.height(figure, width),
    points: points && { ...points, selected: null },
    selectedBars: null,
    many: 'webgl' as const,
  };
  const { drawing, height } = withTitle(
    kind.draw(figure, plain),
    formatLabel(figure.title, locale),
    subtitle,
    theme,
    width,
    plain.height,
  );
  const url = await plotly.toImage(
    { data: drawing.traces, layout: drawing.layout, config: { typesetMath: false } },
    { format, width, height, scale: 2 },
  );
  const body = url.slice(url.indexOf(',') + 1);
  if (format === 'svg') return new Blob([decodeURIComponent(body)], { type: 'image/svg+xml' });
  const text = atob(body);
  return new Blob([Uint8Array.from({ length: text.length }, (_, i) => text.charCodeAt(i))], { type: 'image/png' });
}

/** Lets the person keep a file; the window asks where. */
export function saveFile(name: string, content: Blob): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  // The download reads the address after this call returns.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
