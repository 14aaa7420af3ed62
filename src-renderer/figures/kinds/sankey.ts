import type { SankeyFigure, SankeySide } from '../../../src-main/contract/figure.ts';
import { formatValue, shortNumber } from '../../../src-main/contract/format.ts';
import type { Predicate } from '../../../src-main/contract/table.ts';
import { formatLabel, type Text } from '../../../src-main/contract/text.ts';
import { withAlpha } from '../color.ts';
import type { Annotation, Drawing, FigureKind, HoverText, Meant, Trace, View } from '../drawing.ts';
import { drawnLabel, textWidth } from '../escape.ts';
import { baseLayout, LETTER_WIDTH } from '../layout.ts';
import { clusterColor } from '../palette.ts';
import { spreadLabels } from '../spread-labels.ts';

/** Pixels: a group's share of the height, what is between two, their bars, the line of the sides' names, and the foot. */
const ROOM = 46;
const GAP = 9;
const BAR = 10;
const HEAD = 34;
const FOOT = 10;
/** No ribbon is thinner. */
const THINNEST = 1;
/** Places along a ribbon's edge. */
const PLACES = 24;
/** How strongly ribbons are filled: as they are, chosen, and beside chosen ones. */
const FILL = { plain: 0.42, chosen: 0.78, other: 0.1 } as const;

const OF: Text = { en: 'Share of {group}', zh: '占“{group}”的比例' };

type Side = 'from' | 'to';

/** Where a group's bar stands, in pixels from the lower left corner. */
interface Bar {
  readonly x: number;
  readonly low: number;
  readonly high: number;
  readonly size: number;
}

/** A ribbon's upper and lower edge at either end. */
interface Ends {
  readonly left: readonly [number, number];
  readonly right: readonly [number, number];
}

const heightOf = ({ from, to }: SankeyFigure): number =>
  HEAD + FOOT + Math.min(600, Math.max(220, ROOM * Math.max(from.groups.length, to.groups.length)));

const sizesOf = ({ flows, ...sides }: SankeyFigure, side: Side): number[] =>
  sides[side].groups.map((_, group) => flows.reduce((sum, flow) => (flow[side] === group ? sum + flow.count : sum), 0));

/** A group's name, and behind it how many rows it has, which is never cut. */
interface Written {
  readonly name: string;
  readonly size: string;
}

const written = ({ groups }: SankeySide, sizes: readonly number[], locale: View['locale']): Written[] =>
  groups.map(({ name }, i) => ({ name: formatLabel(name, locale), size: ` · ${shortNumber(sizes[i]!, locale)}` }));

/** Room for the names of a side. */
const namesWidth = (names: readonly Written[], width: number): number =>
  Math.min(width * 0.28, 14 + LETTER_WIDTH * Math.max(6, ...names.map(({ name, size }) => textWidth(name + size))));

/** The groups of a side from the top, one height for a row at both sides. */
function barsOf(sizes: readonly number[], x: number, height: number, scale: number): Bar[] {
  const used = sizes.reduce((sum, size) => sum + size * scale, 0) + GAP * (sizes.length - 1);
  let top = FOOT + height - Math.max(0, height - used) / 2;
  return sizes.map((size) => {
    const bar = { x, low: top - size * scale, high: top, size };
    top = bar.low - GAP;
    return bar;
  });
}

/** Where each ribbon begins and ends: within a group in the order of the groups at its other end. */
function endsOf({ flows }: SankeyFigure, left: readonly Bar[], right: readonly Bar[], scale: number): Ends[] {
  const ends = flows.map(() => ({ left: [0, 0] as [number, number], right: [0, 0] as [number, number] }));
  const place = (side: Side, other: Side, bars: readonly Bar[], at: 'left' | 'right'): void => {
    const tops = bars.map(({ high }) => high);
    const order = [...flows.keys()].sort((a, b) => flows[a]![other] - flows[b]![other]);
    for (const i of order) {
      const { [side]: group, count } = flows[i]!;
      ends[i]![at] = [tops[group]!, tops[group]! - count * scale];
      tops[group]! -= count * scale;
    }
  };
  place('from', 'to', left, 'left');
  place('to', 'from', right, 'right');
  return ends;
}

/** The outline of a ribbon between two bars: its edges leave and arrive level. */
function outline({ left, right }: Ends, x0: number, x1: number): { x: number[]; y: number[] } {
  const thin = (edges: readonly [number, number]): readonly [number, number] => {
    const lack = Math.max(0, THINNEST - (edges[0] - edges[1])) / 2;
    return [edges[0] + lack, edges[1] - lack];
  };
  const [start, end] = [thin(left), thin(right)];
  const steps = Array.from({ length: PLACES + 1 }, (_, i) => i / PLACES);
  const x = steps.map((t) => x0 + (x1 - x0) * t);
  const edge = (of: 0 | 1): number[] => steps.map((t) => start[of] + (end[of] - start[of]) * t * t * (3 - 2 * t));
  return { x: [...x, ...x.toReversed()], y: [...edge(0), ...edge(1).reverse()] };
}

function draw(figure: SankeyFigure, view: View): Drawing {
  const { from, to, flows, value: axis, currency = null } = figure;
  const { locale, theme, width, selectedBars } = view;
  const total = heightOf(figure);
  const sizes = { from: sizesOf(figure, 'from'), to: sizesOf(figure, 'to') };
  const names = { from: written(from, sizes.from, locale), to: written(to, sizes.to, locale) };
  const rooms = { from: namesWidth(names.from, width), to: namesWidth(names.to, width) };
  const height = total - HEAD - FOOT;
  const gaps = GAP * (Math.max(from.groups.length, to.groups.length) - 1);
  const scale = Math.max(0, height - gaps) / (sizes.from.reduce((sum, size) => sum + size, 0) || 1);
  const left = barsOf(sizes.from, rooms.from, height, scale);
  const right = barsOf(sizes.to, width - rooms.to - BAR, height, scale);
  const ends = endsOf(figure, left, right, scale);
  const [x0, x1] = [rooms.from + BAR, width - rooms.to - BAR];
  const fillOf = (i: number): number => (!selectedBars ? FILL.plain : selectedBars.has(i) ? FILL.chosen : FILL.other);
  const areas = (of: { x: number[]; y: number[] }, color: string, fill: string) => ({
    ...of,
    type: 'scatter',
    mode: 'lines',
    line: { color, width: 0.5 },
    fill: 'toself',
    fillcolor: fill,
    hoveron: 'fills',
    hoverinfo: 'none',
  });
  // The largest first, so that what is small lies above and can be reached.
  const ribbons = flows.map((flow, i) => {
    const color = clusterColor(from.groups[flow.from]!.id, theme.scheme);
    return areas(outline(ends[i]!, x0, x1), withAlpha(color, fillOf(i) / 2), withAlpha(color, fillOf(i)));
  });
  const groups = (['from', 'to'] as const).flatMap((side) =>
    figure[side].groups.map(({ id }, group) => ({ side, group, id, bar: (side === 'from' ? left : right)[group]! })),
  );
  const bars = groups.map(({ id, bar: { x, low, high } }) => {
    const color = clusterColor(id, theme.scheme);
    const [bottom, top] = high - low < THINNEST ? [low - THINNEST / 2, high + THINNEST / 2] : [low, high];
    return areas({ x: [x, x + BAR, x + BAR, x, x], y: [bottom, bottom, top, top, bottom] }, color, color);
  });
  const middle = (i: number): number => {
    const { left: start, right: end } = ends[i]!;
    return (start[0] + start[1] + end[0] + end[1]) / 4;
  };
  // What a box that is drawn over the figure finds: the middles of its ribbons.
  const middles = {
    type: 'scatter',
    mode: 'markers',
    x: flows.map(() => (x0 + x1) / 2),
    y: flows.map((_, i) => middle(i)),
    marker: { size: 1, opacity: 0 },
    hoverinfo: 'skip',
  };
  const share = (group: string, value: number): HoverText['lines'][number] => ({
    label: formatLabel({ code: 'of', text: OF, values: { group } }, locale),
    value: formatValue(value, 'share', null, locale),
  });
  const amount = (count: number): HoverText['lines'][number] => ({
    label: formatLabel(axis.label, locale),
    value: formatValue(count, axis.unit, currency, locale),
  });
  return {
    traces: [...ribbons, ...bars, middles] as unknown as Trace[],
    layout: {
      ...baseLayout(view),
      margin: { l: 0, r: 0, t: 0, b: 0, pad: 0 },
      annotations: (['from', 'to'] as const).flatMap((side) => sideLabels(figure, side, names[side], side === 'from' ? left : right, rooms[side], view)), // prettier-ignore
      xaxis: { visible: false, range: [0, width], type: 'linear', fixedrange: true },
      yaxis: { visible: false, range: [0, total], type: 'linear', fixedrange: true },
    },
    scales: {},
    markAt(curve, point) {
      const found = groups[curve - flows.length];
      if (curve < flows.length) return curve;
      if (!found) return point;
      return [...flows.keys()].filter((i) => flows[i]![found.side] === found.group);
    },
    spotOf: (mark) => (flows[mark] ? { curve: mark, left: (x0 + x1) / 2, top: total - middle(mark) } : null),
    hover(curve) {
      const flow = flows[curve];
      const found = groups[curve - flows.length];
      if (flow) {
        const [first, second] = [from.groups[flow.from]!.name, to.groups[flow.to]!.name].map((name) => formatLabel(name, locale)); // prettier-ignore
        const shares = [share(first!, flow.count / sizes.from[flow.from]!), share(second!, flow.count / sizes.to[flow.to]!)]; // prettier-ignore
        return { title: `${first} → ${second}`, lines: [amount(flow.count), ...shares] };
      }
      if (!found) return null;
      const side = figure[found.side];
      const title = `${formatLabel(side.label, locale)} · ${formatLabel(side.groups[found.group]!.name, locale)}`;
      return { title, lines: [amount(found.bar.size)] };
    },
  };
}

/** The name of a side above its groups' names, which stand beside their bars. */
function sideLabels(
  figure: SankeyFigure,
  side: Side,
  names: readonly Written[],
  bars: readonly Bar[],
  room: number,
  { locale, theme, width }: View,
): Annotation[] {
  const total = heightOf(figure);
  const isLeft = side === 'from';
  const plain = { showarrow: false, font: { size: 11, color: theme.text2 }, xanchor: isLeft ? 'right' : 'left' } as const; // prettier-ignore
  const x = isLeft ? room - 5 : width - room + 5;
  const places = spreadLabels(bars.map(({ low, high }) => (low + high) / 2), [8, total - HEAD], total - HEAD - 8); // prettier-ignore
  return [
    {
      ...plain,
      x: isLeft ? room + BAR : width - room - BAR,
      xanchor: isLeft ? 'left' : 'right',
      y: total - 12,
      text: `<b>${drawnLabel(formatLabel(figure[side].label, locale), 30)}</b>`,
      font: { size: 11, color: theme.text },
    },
    ...names.map(({ name, size }, i): Annotation => ({ ...plain, x, y: places[i], text: drawnLabel(name, (room - 8) / LETTER_WIDTH - textWidth(size)) + size })), // prettier-ignore
  ];
}

/** The condition that some groups of one side stand for. */
function inGroups({ groups }: SankeySide, column: string, chosen: readonly number[]): Predicate {
  const values = chosen.flatMap((group) => groups[group]!.values);
  const args: Predicate[] = values.length > 0 ? [{ op: 'in', column, values }] : [];
  if (chosen.some((group) => groups[group]!.values.length === 0)) args.push({ op: 'null', column });
  return args.length === 1 ? args[0]! : { op: 'or', args };
}

/** The groups of a side that the chosen ribbons make up; null where some of a group's are not chosen. */
function wholeGroups({ flows }: SankeyFigure, side: Side, chosen: ReadonlySet<number>): number[] | null {
  const groups = new Set([...chosen].map((i) => flows[i]![side]));
  return flows.every((flow, i) => !groups.has(flow[side]) || chosen.has(i)) ? [...groups].sort((a, b) => a - b) : null;
}

/** All of some groups is a condition on one side; other ribbons are one for each group that they come from. */
function meant(figure: SankeyFigure, indices: readonly number[]): Meant | null {
  const { select, flows } = figure;
  const chosen = new Set(indices.filter((i) => flows[i]));
  if (!select || chosen.size === 0) return null;
  const { table } = select;
  for (const side of ['from', 'to'] as const) {
    // One ribbon stays one, though it may be all of its group.
    const whole = chosen.size > 1 ? wholeGroups(figure, side, chosen) : null;
    if (whole) return { table, predicate: inGroups(figure[side], select[side], whole) };
  }
  const args = [...Map.groupBy(chosen, (i) => flows[i]!.from)].map(([from, own]): Predicate => {
    const reached = own.map((i) => flows[i]!.to).sort((a, b) => a - b);
    return { op: 'and', args: [inGroups(figure.from, select.from, [from]), inGroups(figure.to, select.to, reached)] };
  });
  return { table, predicate: args.length === 1 ? args[0]! : { op: 'or', args } };
}

/** What two groupings share: a ribbon from each group of the first to each of the second that has some of its rows. */
export const sankey: FigureKind<SankeyFigure> = {
  draw,
  selecting: ({ select }) => (select ? 'marks' : 'none'),
  select: (figure, gesture) => (gesture.kind === 'marks' ? meant(figure, gesture.indices) : null),
  zooms: false,
  height: heightOf,
  scrolls: true,
};
