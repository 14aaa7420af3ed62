import type { Annotation as PlotlyAnnotation, Data, Layout } from 'plotly.js';
import type { Figure, ScatterPoints } from '../../src-main/contract/figure.ts';
import type { Predicate } from '../../src-main/contract/table.ts';
import type { Locale } from '../../src-main/contract/text.ts';
import type { Cloud } from './cloud.ts';
import type { AxisScale } from './ticks.ts';
import type { FigureTheme } from './theme.ts';

export type Trace = Data;
export type Annotation = Partial<PlotlyAnnotation>;

/** Everything but the figure that decides how it looks. */
export interface View {
  readonly locale: Locale;
  readonly theme: FigureTheme;
  readonly width: number;
  readonly height: number;
  readonly points: ScatterPoints | null;
  /** Bars or bins that hold selected rows; null where nothing is selected. */
  readonly selectedBars: ReadonlySet<number> | null;
  /** Of a parallel figure, 1 for each line whose row is selected; absent where nothing is. */
  readonly selectedLines?: Uint8Array | null;
  /** The condition that is selected in the figure's own table. */
  readonly condition?: Predicate | null;
  /** How many points or lines are drawn: painted on a canvas at the plot, by the graphics card in a picture, or as vectors. */
  readonly many: 'canvas' | 'webgl' | 'vectors';
}

/** What a tooltip says of one mark. */
export interface HoverText {
  readonly title: string;
  readonly lines: readonly { readonly label: string; readonly value: string }[];
}

/** Lines of one colour in the axes' own units, broken where a place is null. */
export interface Strands {
  readonly x: (number | null)[];
  readonly y: (number | null)[];
  readonly color: string;
  readonly width: number;
}

/** A figure as plotly draws it. */
export interface Drawing {
  readonly traces: Trace[];
  /** Points too many for plotly, which are painted over its grid. */
  readonly cloud?: Cloud;
  /** Lines too many for plotly, which are painted under its grid. */
  readonly strands?: readonly Strands[];
  readonly layout: Partial<Layout>;
  /** Axes whose ticks follow zoom and pan. */
  readonly scales: { readonly x?: AxisScale; readonly y?: AxisScale };
  /** @param curve index of the trace. @param point index within it. */
  hover(curve: number, point: number): HoverText | null;
  /** The mark that plotly's point stands for, or the marks; the point's own number where absent. */
  markAt?(curve: number, point: number): number | readonly number[];
  /** Which curve a mark is and where it stands, in pixels from the left and the top; absent where plotly knows the mark as a point of the first curve. */
  spotOf?(mark: number): { readonly curve: number; readonly left: number; readonly top: number } | null;
  /** The place among the drawn points of what plotly calls a point; absent where marks are no rows. */
  rowAt?(curve: number, point: number): number | null;
}

/** What a person drew or clicked, in data coordinates: on log axes the values themselves. */
export type Gesture =
  | { readonly kind: 'lasso'; readonly points: readonly (readonly [number, number])[] }
  | { readonly kind: 'box'; readonly x: readonly [number, number]; readonly y: readonly [number, number] }
  | { readonly kind: 'marks'; readonly indices: readonly number[] }
  /** One end of a brush on an upright axis, moved by a share of the axis. */
  | { readonly kind: 'nudge'; readonly axis: number; readonly end: 'low' | 'high'; readonly by: number };

/** How rows are selected in a figure: by drawing around points, by choosing bars, by brushing axes, or not at all. */
export type Selecting = 'area' | 'marks' | 'axes' | 'none';

/** What a gesture selects. A parallel figure's table is found by the engine: it names none. */
export interface Meant {
  readonly table: string | null;
  readonly predicate: Predicate;
}

/** One kind of figure: data in, picture out; nothing here knows of React or the page. */
export interface FigureKind<F extends Figure> {
  draw(figure: F, view: View): Drawing;
  /** Pixels that suit the figure at a width. */
  height(figure: F, width: number): number;
  readonly selecting: (figure: F) => Selecting;
  /**
   * The output table whose rows are selected, and the condition that a gesture means; null where it means nothing.
   *
   * @param before what is selected in the figure's table already: brushes on several axes add up.
   */
  select(figure: F, gesture: Gesture, before?: Predicate | null): Meant | null;
  /** Whether it is never drawn lower than it asks for: less room is scrolled through. */
  readonly scrolls?: boolean;
  /** Whether one can zoom and pan. */
  readonly zooms: boolean;
}

/** What kinds without selection answer. */
export const selectsNothing = { selecting: (): Selecting => 'none', select: (): null => null } as const;
