import { figureTable, formatFigureCell, type FigureTable } from '../../contract/figure-table.ts';
import type { ScatterFigure, ScatterPoints } from '../../contract/figure.ts';
import { columnDigits, formatCell, isForOthers } from '../../contract/format.ts';
import type { Cell, ColumnInfo } from '../../contract/table.ts';
import { formatLabel, formatText, type Label, type Locale } from '../../contract/text.ts';
import { markup, type Html } from './html.ts';
import type { People } from './people.ts';
import { reportText } from './report-text.ts';
import type { ReportFigure, ReportTable } from './source.ts';

/** Rows of a figure's numbers that are printed. */
const FIGURE_ROWS = 60;

/** Columns that fit side by side on a page; style.ts leaves out those beyond when a report is printed. */
export const PAGE_COLUMNS = 11;

const isNumeric = (type: ColumnInfo['type']): boolean => type === 'number' || type === 'date';

function firstRows(shown: number, rows: number, locale: Locale): Html | null {
  return shown < rows ? markup`<p class="hint">${formatText(reportText.firstRows, { shown, rows }, locale)}</p>` : null;
}

function table(
  head: readonly { text: string; numeric: boolean }[],
  rows: readonly (readonly (string | Html)[])[],
): Html {
  const cell = (text: string | Html, i: number): Html =>
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

/** Said in print alone, where a page is too narrow for all columns. */
function printedColumns(nColumns: number, locale: Locale): Html | null {
  if (nColumns <= PAGE_COLUMNS) return null;
  const values = { shown: PAGE_COLUMNS, columns: nColumns };
  return markup`<p class="hint in-print">${formatText(reportText.firstColumns, values, locale)}</p>`;
}

/** Puts the picture of a row's product before its name, or before its id where it has none; null for other cells. */
function pictureWriter(info: ReportTable['info'], pictures: Readonly<Record<string, string>>) {
  const roleAt = (role: ColumnInfo['role']): number => info.columns.findIndex((column) => column.role === role);
  const [item, name] = [roleAt('itemId'), roleAt('itemName')];
  const place = name < 0 ? item : name;
  return (row: readonly Cell[], at: number): Html | null => {
    const id = String(row[item] ?? '');
    if (at !== place || !Object.hasOwn(pictures, id)) return null;
    return markup`<span class="named"><img class="pic" src="${pictures[id]!}" alt="" />${String(row[at] ?? '')}</span>`;
  };
}

/** The first rows of a table; columns that name people are left out unless ids were asked for. */
export function dataTable(
  { label, info, rows }: ReportTable,
  people: People,
  locale: Locale,
  pictures: Readonly<Record<string, string>> = {},
): Html {
  const shown = [...info.columns.entries()].filter(
    ([, column]) => people.shows(column) && !isForOthers(column, info.columns, locale),
  );
  const digits = info.columns.map((column, at) =>
    columnDigits(
      column,
      rows.map((row) => row[at] ?? null),
    ),
  );
  const write = (value: Cell, column: ColumnInfo, at: number): string => {
    const safe = people.cell(value, column);
    if (safe !== null && typeof safe === 'object') return formatText(safe.text, { n: safe.n }, locale);
    return formatCell(safe, column, info.currency, locale, digits[at]);
  };
  const head = shown.map(([, column]) => ({ text: columnTitle(column, locale), numeric: isNumeric(column.type) }));
  const withPicture = pictureWriter(info, pictures);
  const body = rows.map((row) =>
    shown.map(([at, column]) => withPicture(row, at) ?? write(row[at] ?? null, column, at)),
  );
  return markup`<section class="table">
    <h3>${formatLabel(label, locale)}</h3>
    ${rows.length === 0 ? markup`<p class="hint">${formatText(reportText.noRows, undefined, locale)}</p>` : table(head, body)}${printedColumns(head.length, locale)}${firstRows(rows.length, info.nRows, locale)}
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

/** A wide table of few rows, turned so that it fits on a page; cells of one unit alone can be turned. */
function turnToFit(given: FigureTable): FigureTable {
  const [first, ...values] = given.columns;
  const isOneUnit = values.every(({ type, unit }) => type === 'number' && unit === values[0]?.unit);
  const isWide = given.columns.length > PAGE_COLUMNS && given.rows.length < values.length;
  if (first?.type !== 'text' || !isOneUnit || !isWide) return given;
  const unit = values[0]?.unit ?? null;
  return {
    columns: [first, ...given.rows.map(([name]) => ({ label: asLabel(name), type: 'number' as const, unit }))],
    rows: values.map(({ label }, i) => [label, ...given.rows.map((row) => row[i + 1] ?? null)]),
  };
}

const asLabel = (cell: Label | number | null | undefined): Label =>
  typeof cell === 'number' || cell === null || cell === undefined ? String(cell ?? '') : cell;

/** The numbers behind a figure. */
export function numbersOf({ figure, points }: ReportFigure, locale: Locale): Html {
  const found = turnToFit(
    figure.kind === 'scatter' && points ? scatterSummary(figure, points, locale) : figureTable(figure, points),
  );
  const head = found.columns.map((column) => ({
    text: formatLabel(column.label, locale),
    numeric: column.type !== 'text',
  }));
  const rows = found.rows
    .slice(0, FIGURE_ROWS)
    .map((row) => row.map((cell, i) => formatFigureCell(cell, found.columns[i]!, figure.currency ?? null, locale)));
  return markup`${table(head, rows)}${printedColumns(head.length, locale)}${firstRows(rows.length, found.rows.length, locale)}`;
}
