import type { TreemapFigure } from '../../../src-main/contract/figure.ts';
import { formatValue, shortNumber } from '../../../src-main/contract/format.ts';
import { formatLabel } from '../../../src-main/contract/text.ts';
import { mixed } from '../color.ts';
import { selectsNothing, type Drawing, type FigureKind, type Trace, type View } from '../drawing.ts';
import { drawnLabel, wrap } from '../escape.ts';
import { baseLayout, LETTER_WIDTH } from '../layout.ts';
import { clusterColor, markColor } from '../palette.ts';

/** The colour that each part is tinted with: of its cluster, or of the part of the first level that it lies in; null for the whole. */
function hues({ ids, parents, groups }: TreemapFigure, { theme: { scheme } }: View): (string | null)[] {
  const parentOf = new Map(ids.map((id, i) => [id, parents[i] ?? '']));
  const roots = ids.filter((id) => parentOf.get(id) === '');
  // A single root is the whole: its children are what is told apart.
  const first = roots.length === 1 ? ids.filter((id) => parentOf.get(id) === roots[0]) : roots;
  const index = new Map(first.map((id, i) => [id, i]));
  return ids.map((id, i) => {
    let at: string | undefined = id;
    while (at !== undefined && at !== '' && !index.has(at)) at = parentOf.get(at);
    if (at === undefined || at === '') return null;
    return groups ? clusterColor(groups[i]!, scheme) : markColor(index.get(at) ?? -1, scheme);
  });
}

/** How much of its colour a leaf has, and what holds others: pale, so that names are read on it. */
const TINT = { leaf: 0.34, parent: 0.12 } as const;

/** Pixels around what a part holds, with the line of its own name above, and of a line in a leaf. */
const HEAD = 22;
const EDGE = 4;
const LINE_HEIGHT = 15;
/** Narrower than so many letters a name says nothing. */
const FEWEST_LETTERS = 8;

interface Room {
  readonly width: number;
  readonly height: number;
}

/** About the room that each part is given: as plotly does it, the largest is split off along the longer side, then the next. */
function roomsOf({ ids, parents, values }: TreemapFigure, whole: Room): Map<string, Room> {
  const rooms = new Map<string, Room>();
  const parts = Map.groupBy(ids.keys(), (i) => parents[i] ?? '');
  const place = (of: string, { width, height }: Room): void => {
    let [w, h] = [width, height];
    const own = [...(parts.get(of) ?? [])].sort((a, b) => values[b]! - values[a]!);
    let left = own.reduce((sum, i) => sum + values[i]!, 0);
    for (const i of own) {
      const share = left > 0 ? values[i]! / left : 0;
      const room = w >= h ? { width: w * share, height: h } : { width: w, height: h * share };
      if (w >= h) w -= room.width;
      else h -= room.height;
      left -= values[i]!;
      rooms.set(ids[i]!, room);
      place(ids[i]!, { width: Math.max(0, room.width - EDGE), height: Math.max(0, room.height - HEAD) });
    }
  };
  place('', whole);
  return rooms;
}

/** A name on as many lines as its leaf has room for, beside its number; what has parts has one line above them. */
function drawnName(name: string, { width, height }: Room, isLeaf: boolean): string {
  const letters = Math.floor((width - 2 * EDGE) / LETTER_WIDTH);
  if (letters < FEWEST_LETTERS) return '';
  const mostLines = isLeaf ? Math.max(1, Math.floor(height / LINE_HEIGHT) - 2) : 1;
  const lines = wrap(name.replace(/\s+/g, ' ').trim(), letters);
  const kept = lines.length > mostLines ? [...lines.slice(0, mostLines - 1), lines.slice(mostLines - 1).join(' ')] : lines; // prettier-ignore
  return kept.map((line) => drawnLabel(line, letters)).join('<br>');
}

function draw(figure: TreemapFigure, view: View): Drawing {
  const { ids, labels, parents, value: axis, currency = null } = figure;
  const values = Array.from(figure.values);
  const rooms = roomsOf(figure, { width: view.width, height: view.height - HEAD });
  const withParts = new Set(parents);
  const written = (value: number): string =>
    axis.unit === 'share' ? formatValue(value, 'share', currency, view.locale) : shortNumber(value, view.locale);
  const { surface, grid } = view.theme;
  const tints = hues(figure, view).map((hue, i) => {
    const tint = withParts.has(ids[i]!) ? TINT.parent : TINT.leaf;
    return hue === null ? { fill: grid, edge: grid } : { fill: mixed(surface, hue, tint), edge: mixed(surface, hue, 0.8) }; // prettier-ignore
  });
  const names = labels.map((label, i) =>
    drawnName(formatLabel(label, view.locale), rooms.get(ids[i]!) ?? { width: 0, height: 0 }, !withParts.has(ids[i]!)),
  );
  const trace = {
    type: 'treemap',
    ids: [...ids],
    labels: names,
    parents: [...parents],
    values,
    // A number without its name says nothing.
    text: values.map((value, i) => (names[i] === '' || withParts.has(ids[i]!) ? '' : written(value))),
    textinfo: 'label+text',
    branchvalues: 'total',
    sort: true,
    tiling: { pad: 2 },
    pathbar: { visible: true, thickness: 20, textfont: { size: 11 } },
    marker: {
      colors: tints.map(({ fill }) => fill),
      line: { color: tints.map(({ edge }) => edge), width: 1 },
      pad: { t: 20, l: 2, r: 2, b: 2 },
      cornerradius: 3,
    },
    textfont: { size: 12, color: view.theme.text },
    hoverinfo: 'none',
  };
  return {
    traces: [trace as unknown as Trace],
    layout: {
      ...baseLayout(view),
      uniformtext: { minsize: 9, mode: 'hide' },
      margin: { l: 0, r: 0, t: 24, b: 0, pad: 0 },
    },
    scales: {},
    hover(_curve, point) {
      const label = labels[point];
      if (label === undefined) return null;
      const value = formatValue(values[point] ?? NaN, axis.unit, currency, view.locale);
      return {
        title: formatLabel(label, view.locale),
        lines: [{ label: formatLabel(axis.label, view.locale), value }],
      };
    },
  };
}

/** Nested areas; a click goes into one. */
export const treemap: FigureKind<TreemapFigure> = { draw, ...selectsNothing, zooms: false, height: () => 380 };
