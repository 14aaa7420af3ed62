import type { LineFigure, ScatterFigure } from '../../../contract/figure.ts';
import type { Label, Message, Text } from '../../../contract/text.ts';
import { numberColumn, type Column } from '../../table/column.ts';
import { Table, type Matrix } from '../../table/table.ts';
import type { Trust } from '../../maths/maps/trustworthiness.ts';
import type { Context } from '../context.ts';
import { columnLabel } from '../features-of.ts';
import { mapColumns, mapMessages } from './map-words.ts';

const say = (code: keyof typeof mapMessages, values: Message['values'] = {}): Message => ({
  code,
  text: mapMessages[code],
  values,
});

/** The key of each row, where it lies, and what colours it. @param places (nRows, 2) */
export function placeTable(table: Table, places: Matrix, color: string | null): Table {
  const along = (axis: number): Float64Array =>
    Float64Array.from({ length: places.nRows }, (_, row) => places.values[2 * row + axis]!);
  const key = table.key();
  const colour = color === null || color === key?.name ? null : table.column(color);
  const names = freeNames(['map_x', 'map_y'], [key, colour]);
  return new Table(
    [
      ...(key ? [key] : []),
      numberColumn(names[0]!, along(0), { label: mapColumns.x }),
      numberColumn(names[1]!, along(1), { label: mapColumns.y }),
      ...(colour ? [colour] : []),
    ],
    table.options(),
  );
}

/** Names that no given column has. */
function freeNames(wanted: readonly string[], taken: readonly (Column | null)[]): string[] {
  return wanted.map((name) => {
    let free = name;
    while (taken.some((column) => column?.name === free)) free += '_';
    return free;
  });
}

/** What a map's figure says of it. */
export interface MapFacts {
  readonly method: Text;
  readonly features: number;
  /** Rows that made the map, and how many of them are in this table. */
  readonly landmarks: number;
  readonly laidOut: number;
  readonly trust: Trust;
}

/** A scatter of the places; null of a table without rows. @param places what {@link placeTable} gave, as the output `places` */
export function mapFigure(places: Table, color: string | null, facts: MapFacts): ScatterFigure | null {
  const rows = places.nRows;
  if (rows === 0) return null;
  const { method, features, landmarks, laidOut, trust } = facts;
  const isKnown = !Number.isNaN(trust.score);
  const score = isKnown ? { percent: trust.score, digits: 1 } : '–';
  const values = { method, rows, features, laid: laidOut, map: landmarks };
  const before = say(laidOut === 0 ? 'subtitleNew' : laidOut < rows ? 'subtitlePlaced' : 'subtitle', values);
  const axes = places.columns.filter(({ label }) => label === mapColumns.x || label === mapColumns.y);
  const axis = (at: number, label: Text): ScatterFigure['x'] => ({
    column: axes[at]!.name,
    label: { code: 'axis', text: label },
  });
  return {
    kind: 'scatter',
    title: isKnown ? say('titleTrust', { trust: score }) : say('title'),
    subtitle: isKnown && trust.nRows < rows ? joined(before, trust.nRows) : before,
    summary: say('summary', { rows, trust: score }),
    table: 'places',
    x: axis(0, mapColumns.x),
    y: axis(1, mapColumns.y),
    ...(color === null
      ? {}
      : { color: { column: color, as: colorKind(places, color), label: colorLabel(places, color) } }),
  };
}

const colorLabel = (places: Table, color: string): Label => columnLabel(places, color);

function colorKind(places: Table, color: string): 'cluster' | 'category' | 'number' {
  const column = places.column(color);
  if (column.type !== 'number') return 'category';
  return column.name === 'cluster' ? 'cluster' : 'number';
}

/** A sentence with how many rows told the trust. */
function joined(before: Message, looked: number): Message {
  const insert = (key: 'en' | 'zh'): string => mapMessages.trusted[key].replace('{before}', before.text[key]);
  return { code: 'trusted', text: { en: insert('en'), zh: insert('zh') }, values: { ...before.values, looked } };
}

const DRAWN = 1500;
const DRAW_EVERY_MS = 200;

/** Shows the map as it forms: some of its rows, now and then. */
export function formingMap(context: Pick<Context, 'preview'>): (share: number, places: ArrayLike<number>) => void {
  let drawnAt = -Infinity;
  return (share, places) => {
    const now = performance.now();
    if (now - drawnAt < DRAW_EVERY_MS) return;
    drawnAt = now;
    const n = places.length / 2;
    const stride = Math.max(1, Math.floor(n / DRAWN));
    const along = (axis: number): Float64Array =>
      Float64Array.from({ length: Math.ceil(n / stride) }, (_, i) => places[2 * i * stride + axis]!);
    context.preview('map', {
      kind: 'line',
      marksOnly: true,
      title: say('forming', { share: { percent: share } }),
      summary: say('forming', { share: { percent: share } }),
      x: { label: { code: 'axis', text: mapColumns.x } },
      y: { label: { code: 'axis', text: mapColumns.y } },
      series: [{ name: say('rowsSeries'), x: along(0), y: along(1) }],
    } satisfies LineFigure);
  };
}

/** What a map is doing while it is laid out, told from what it has. */
export const doing = (places: unknown): Message => say(places ? 'layingOut' : 'searching');
/** What a map is doing while rows are placed. */
export const placing = (): Message => say('placing');
/** Fewer neighbours than were asked for. */
export const fewRows = (rows: number): Message => say('fewRows', { rows });
