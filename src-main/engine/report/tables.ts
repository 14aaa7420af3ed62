import { figureTable, formatFigureCell, type FigureTable } from '../../contract/figure-table.ts';
import type { ScatterFigure, ScatterPoints } from '../../contract/figure.ts';
import { formatCell } from '../../contract/format.ts';
import type { Cell, ColumnInfo } from '../../contract/table.ts';
import { formatLabel, formatText, type Label, type Locale } from '../../contract/text.ts';
import { markup, type Html } from './html.ts';
import type { People } from './people.ts';
import { reportText } from './report-text.ts';
import type { ReportFigure, ReportTable } from './source.ts';

/** Rows of a figure's numbers that are printed. */
const FIGURE_ROWS = 60;

const isNumeric = (type: ColumnInfo['type']): boolean => type === 'number' || type === 'date';

function firstRows(shown: number, rows: number, locale: Locale): Html | null {
  return shown < rows ? markup`<p class="hint">${formatText(reportText.firstRows, { shown, rows }, locale)}</p>` : null;
}

function table(head: readonly { text: string; numeric: boolean }[], rows: readonly (readonly string[])[]): Html {
  const cell = (text: string, i: number): Html =>
    head[i]?.numeric ? markup`<td class="n">${text}</td>` : markup`<td>${text}</td>`;
  return markup`<div class="wide">
    <table>
      <thead>
        <tr>
          ${head.map(({ text, numeric }) => (numeric ? markup`<th scope="col" class="n">${text}</th>` : markup`<th scope="col">${text}</th>`))}
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          (row) =>
            markup`<tr>
              ${row.map(cell)}
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

/** A column's name for reading: its label, else its own name. */
export const columnTitle = (column: ColumnInfo, locale: Locale): string =>
  column.label ? formatText(column.label, undefined, locale) : column.name;

/** The first rows of a table; columns that name people are left out unless ids were asked for. */
export function dataTable({ label, info, rows }: ReportTable, people: People, locale: Locale): Html {
  const shown = [...info.columns.entries()].filter(([, column]) => people.shows(column));
  const write = (value: Cell, column: ColumnInfo): string => {
    const safe = people.cell(value, column);
    if (safe !== null && typeof safe === 'object') return formatText(safe.text, { n: safe.n }, locale);
    return formatCell(safe, column, info.currency, locale);
  };
  const head = shown.map(([, column]) => ({ text: columnTitle(column, locale), numeric: isNumeric(column.type) }));
  const body = rows.map((row) => shown.map(([at, column]) => write(row[at] ?? null, column)));
  return markup`<section class="table">
    <h3>${formatLabel(label, locale)}</h3>
    ${rows.length === 0 ? markup`<p class="hint">${formatText(reportText.noRows, undefined, locale)}</p>` : table(head, body)}${firstRows(rows.length, info.nRows, locale)}
  </section>`;
}

function medianOf(values: readonly number[]): number {
  const sorted = values.filter((value) => !Number.isNaN(value)).sort((a, b) => a - b);
  const middle = sorted.length / 2;
  return sorted.length === 0
    ? NaN
    : sorted.length % 2 === 1
      ? sorted[Math.floor(middle)]!
      : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** A scatter has too many points for a table: the size and the middle of each group say what it shows. */
function scatterSummary(figure: ScatterFigure, points: ScatterPoints, locale: Locale): FigureTable {
  const groups = points.categories ? [...points.categories.keys()] : [null];
  const rows = groups.map((group) => {
    const at = [...points.rows.keys()].filter((i) => group === null || points.color?.[i] === group);
    const raw = group === null ? null : (points.categories?.[group] ?? '');
    const name: Label = raw === null ? formatLabel(figure.title, locale) : (figure.names?.[raw] ?? raw);
    return [name, at.length, medianOf(at.map((i) => points.x[i]!)), medianOf(at.map((i) => points.y[i]!))];
  });
  const median = (label: Label): string => formatText(reportText.median, { label: formatLabel(label, locale) }, locale);
  return {
    columns: [
      { label: figure.color?.label ?? { code: 'group', text: reportText.group }, type: 'text', unit: null },
      { label: { code: 'rows', text: reportText.rows }, type: 'number', unit: 'count' },
      { label: median(figure.x.label), type: 'number', unit: figure.x.unit ?? null },
      { label: median(figure.y.label), type: 'number', unit: figure.y.unit ?? null },
    ],
    rows,
  };
}

/** The numbers behind a figure. */
export function numbersOf({ figure, points }: ReportFigure, locale: Locale): Html {
  const found =
    figure.kind === 'scatter' && points ? scatterSummary(figure, points, locale) : figureTable(figure, points);
  const head = found.columns.map((column) => ({
    text: formatLabel(column.label, locale),
    numeric: column.type !== 'text',
  }));
  const rows = found.rows
    .slice(0, FIGURE_ROWS)
    .map((row) => row.map((cell, i) => formatFigureCell(cell, found.columns[i]!, figure.currency ?? null, locale)));
  return markup`${table(head, rows)}${firstRows(rows.length, found.rows.length, locale)}`;
}
