import type { UpsetFigure } from '../../../src-main/contract/figure.ts';
import { formatValue, shortNumber } from '../../../src-main/contract/format.ts';
import { formatLabel, type Text } from '../../../src-main/contract/text.ts';
import type { Annotation, Drawing, FigureKind, Trace, View } from '../drawing.ts';
import { drawnLabel, textWidth } from '../escape.ts';
import { baseLayout, LETTER_WIDTH } from '../layout.ts';
import { dimmed, valuesMeant } from '../marks.ts';
import { markColor } from '../palette.ts';

/** Pixels: a set's row, the room above the rows for the bars, and what is free around. */
const ROW = 24;
const BARS = 170;
const TOP = 22;
const BOTTOM = 10;
const WIDEST_COLUMN = 44;

const NONE: Text = { en: 'none of them', zh: '都不在其中' };

const heightOf = ({ sets }: UpsetFigure): number => TOP + BARS + sets.length * ROW + BOTTOM;

function draw(figure: UpsetFigure, view: View): Drawing {
  const { sets, combinations, value: axis, currency = null } = figure;
  const total = heightOf(figure);
  const names = sets.map(({ name, size }) => `${formatLabel(name, view.locale)} · ${shortNumber(size, view.locale)}`);
  const left = Math.min(view.width * 0.36, 20 + LETTER_WIDTH * Math.max(6, ...names.map(textWidth)));
  const step = Math.min(WIDEST_COLUMN, (view.width - left - 16) / Math.max(1, combinations.length));
  const xOf = (at: number): number => left + step * (at + 0.5);
  const yOf = (set: number): number => BOTTOM + (sets.length - 1 - set + 0.5) * ROW;
  const ground = BOTTOM + sets.length * ROW + 8;
  const most = combinations.reduce((top, { count }) => Math.max(top, count), 0) || 1;
  const color = markColor(0, view.theme.scheme);
  const bars = {
    type: 'bar',
    x: combinations.map((_, at) => xOf(at)),
    y: combinations.map(({ count }) => (count / most) * (BARS - 8)),
    base: combinations.map(() => ground),
    width: combinations.map(() => step * 0.66),
    marker: { color, opacity: dimmed(combinations.length, view.selectedBars) },
    hoverinfo: 'none',
  };
  const dots = combinations.flatMap(({ sets: own }, at) =>
    sets.map((_, set) => ({ at, set, isIn: own.includes(set) })),
  );
  const matrix = {
    type: 'scatter',
    mode: 'markers',
    x: dots.map(({ at }) => xOf(at)),
    y: dots.map(({ set }) => yOf(set)),
    marker: {
      size: Math.min(11, step * 0.5),
      color: dots.map(({ isIn }) => (isIn ? view.theme.text : view.theme.line)),
    },
    // Plotly would fade the dots outside a box that is drawn over some; what is chosen fades the bars.
    unselected: { marker: { opacity: 1 } },
    hoverinfo: 'none',
  };
  /** The combination that a bar, or a dot below it, belongs to. */
  const markAt = (curve: number, point: number): number => (curve === 0 ? point : Math.floor(point / sets.length));
  const links = combinations.flatMap(({ sets: own }, at) =>
    own.length < 2 ? [] : [{ type: 'line' as const, x0: xOf(at), x1: xOf(at), y0: yOf(own[0]!), y1: yOf(own.at(-1)!), line: { color: view.theme.text, width: 2 } }],
  ); // prettier-ignore
  const stripes = sets.flatMap((_, set) =>
    set % 2 === 0 ? [{ type: 'rect' as const, layer: 'below' as const, x0: 0, x1: view.width, y0: yOf(set) - ROW / 2, y1: yOf(set) + ROW / 2, fillcolor: view.theme.grid, opacity: 0.45, line: { width: 0 } }] : [],
  ); // prettier-ignore
  const plain = { showarrow: false, font: { size: 11, color: view.theme.text2 } };
  const labels = names.map((name, set): Annotation => ({ ...plain, x: left - 10, y: yOf(set), xanchor: 'right', text: drawnLabel(name, left / LETTER_WIDTH - 2) })); // prettier-ignore
  const counts = combinations.map(({ count }, at): Annotation => ({ ...plain, x: xOf(at), y: ground + (count / most) * (BARS - 8), yanchor: 'bottom', text: step < 26 ? '' : shortNumber(count, view.locale) })); // prettier-ignore
  const title: Annotation = { ...plain, x: left - 10, y: ground + BARS / 2, xanchor: 'right', text: drawnLabel(formatLabel(axis.label, view.locale), left / LETTER_WIDTH - 2) }; // prettier-ignore
  return {
    traces: [bars, matrix] as unknown as Trace[],
    layout: {
      ...baseLayout(view),
      margin: { l: 0, r: 0, t: 0, b: 0, pad: 0 },
      shapes: [...stripes, ...links],
      annotations: [...labels, ...counts, title],
      xaxis: { visible: false, range: [0, view.width], type: 'linear', fixedrange: true },
      yaxis: { visible: false, range: [0, total], type: 'linear', fixedrange: true },
    },
    scales: {},
    markAt,
    hover(curve, point) {
      const found = combinations[markAt(curve, point)];
      if (!found) return null;
      const own = found.sets.map((set) => formatLabel(sets[set]!.name, view.locale)).join(' + ');
      const value = formatValue(found.count, axis.unit, currency, view.locale);
      return {
        title: own === '' ? formatLabel({ code: 'none', text: NONE }, view.locale) : own,
        lines: [{ label: formatLabel(axis.label, view.locale), value }],
      };
    },
  };
}

/** Sets and how they overlap: a bar for each exact combination, dots for the sets that it is made of. */
export const upset: FigureKind<UpsetFigure> = {
  draw,
  selecting: ({ select }) => (select ? 'marks' : 'none'),
  select: ({ select }, gesture) => valuesMeant(select, gesture),
  zooms: false,
  height: heightOf,
  scrolls: true,
};
