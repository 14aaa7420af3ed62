import type { Config } from 'plotly.js';
import type { ScatterWindow } from '../../src-main/contract/figure.ts';
import type { Locale } from '../../src-main/contract/text.ts';
import { CloudLayer, type PlotArea } from './cloud-layer.ts';
import type { Drawing, Gesture, HoverText, Selecting } from './drawing.ts';
import { tickCount } from './layout.ts';
import type { Plotly } from './plotly.ts';
import { StrandLayer } from './strand-layer.ts';
import { axisTicks } from './ticks.ts';

/** What the pointer does when it is dragged. */
export type DragMode = 'zoom' | 'pan' | 'lasso' | 'select';

/** A mark under the pointer, with where to say so: pixels from the plot's corner. */
export interface Hovered {
  readonly text: HoverText;
  readonly left: number;
  readonly top: number;
}

export interface PlotListener {
  /** A person drew around points or chose bars; null where they took it back. `adding` while Shift is held. */
  gesture?(gesture: Gesture | null, adding: boolean): void;
  hover(hovered: Hovered | null): void;
  /** A person clicked on a row: its place among the drawn points; null beside all of them. */
  picked?(point: number | null): void;
  /** What is seen now, in the axes' own units, once it has stayed for a moment. */
  looked?(view: ScatterWindow): void;
}

interface PlotPoint {
  readonly curveNumber: number;
  /** Absent where the pointer is over an area. */
  readonly pointNumber?: number | readonly [number, number];
  readonly pointIndex?: number;
  readonly bbox?: { readonly x0: number; readonly x1: number; readonly y0: number; readonly y1: number };
}

interface SelectedEvent {
  readonly points: readonly PlotPoint[];
  readonly lassoPoints?: Readonly<Record<string, readonly number[]>>;
  readonly range?: Readonly<Record<string, readonly [number, number]>>;
}

/** A page element once plotly has drawn in it. */
interface PlotElement extends HTMLElement {
  on(event: 'plotly_relayout', listener: (changes: Record<string, unknown>) => void): void;
  on(event: 'plotly_selected', listener: (event: SelectedEvent | undefined) => void): void;
  on(
    event: 'plotly_deselect' | 'plotly_unhover' | 'plotly_afterplot' | 'plotly_relayouting',
    listener: () => void,
  ): void;
  on(
    event: 'plotly_hover' | 'plotly_click',
    listener: (event: { points: readonly PlotPoint[]; event?: MouseEvent }) => void,
  ): void;
  /** As it is drawn at this moment, also while it is dragged. */
  readonly _fullLayout: Readonly<Record<'xaxis' | 'yaxis', DrawnAxis>>;
  layout: { readonly selections?: readonly unknown[] } & Readonly<
    Record<string, { readonly range?: readonly [number, number] } | undefined>
  >;
}

/** Where plotly has put an axis, in pixels, and what it spans. */
interface DrawnAxis {
  readonly range: readonly [number, number];
  readonly _offset: number;
  readonly _length: number;
}

const config: Partial<Config> = {
  displayModeBar: false,
  responsive: false,
  typesetMath: false,
  doubleClick: 'reset',
  showTips: false,
  scrollZoom: false,
};

const SIDES = ['x', 'y'] as const;

/** Plotly numbers a heat map's cells by row and column, everything else by one number. */
function flatPoint(point: PlotPoint, nColumns: number): number {
  const { pointNumber = 0 } = point;
  return typeof pointNumber === 'number' ? pointNumber : pointNumber[0] * nColumns + pointNumber[1];
}

type Zoom = Partial<Record<'x' | 'y', readonly [number, number]>>;

/** Where figures were zoomed to when they left the page, for when they come back; the last few. */
const zooms = new Map<string, Zoom>();
const KEPT_ZOOMS = 40;

/** A hand that zooms rests for so long before what it sees is told. */
const REST_MS = 120;

/** Between two long pieces of work the page answers. */
const nextTask = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

/** One plot on a page: draws, keeps ticks fit for the range, and says what a person does in it. */
export class PlotHost {
  readonly #plotly: Plotly;
  readonly #element: PlotElement;
  readonly #listener: PlotListener;
  #drawing: Drawing | null = null;
  #locale: Locale = 'en';
  #selecting: Selecting = 'none';
  #size = { width: 0, height: 0 };
  #revision = '';
  #listens = false;
  #closed = false;
  #rest: ReturnType<typeof setTimeout> | undefined;
  #cloud: CloudLayer | null = null;
  #strands: StrandLayer | null = null;
  #frame = 0;

  constructor(plotly: Plotly, element: HTMLElement, listener: PlotListener) {
    this.#plotly = plotly;
    this.#element = element as PlotElement;
    this.#listener = listener;
  }

  /**
   * Draws, or draws again; the range that a person zoomed to stays while `revision` stays.
   *
   * @param outlined whether a lasso or box that was drawn here is still what is selected.
   */
  async draw(
    drawing: Drawing,
    options: {
      locale: Locale;
      selecting: Selecting;
      drag: DragMode | null;
      revision: string;
      outlined: boolean;
      width: number;
      height: number;
    },
  ): Promise<void> {
    this.#drawing = drawing;
    this.#locale = options.locale;
    this.#selecting = options.selecting;
    this.#size = options;
    const drawn = this.#listens ? this.#element.layout.selections : undefined;
    this.#revision = options.revision;
    const back = this.#listens ? undefined : zooms.get(options.revision);
    const layout = {
      ...drawing.layout,
      ...(back?.x ? { xaxis: { ...drawing.layout.xaxis, range: [...back.x] } } : {}),
      ...(back?.y ? { yaxis: { ...drawing.layout.yaxis, range: [...back.y] } } : {}),
      uirevision: options.revision,
      dragmode: options.drag ?? false,
      selections: options.outlined ? (drawn ?? []) : [],
    };
    await nextTask();
    if (this.#isPast(drawing)) return;
    await this.#plotly.react(this.#element, drawing.traces, layout as Drawing['layout'], config);
    await nextTask();
    if (this.#isPast(drawing)) return;
    if (!this.#listens) this.#listen();
    if (back) this.#look();
    // plotly leaves the handles of an outline standing when the outline itself is taken away.
    if (!options.outlined) for (const left of this.#element.querySelectorAll('.outline-controllers')) left.remove();
    this.#showCloud();
    this.#showStrands();
    await this.#retick(false);
  }

  /** Whether another drawing has taken this one's place meanwhile, or nothing is drawn any more. */
  #isPast(drawing: Drawing): boolean {
    return this.#closed || this.#drawing !== drawing;
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#rest);
    cancelAnimationFrame(this.#frame);
    if (this.#listens) this.#remember();
    this.#plotly.purge(this.#element);
  }

  #remember(): void {
    const zoom: Zoom = {};
    for (const side of SIDES) {
      const scale = this.#drawing?.scales[side];
      const range = scale && this.#rangeOf(side);
      if (range && (range[0] !== scale.range[0] || range[1] !== scale.range[1])) zoom[side] = [range[0], range[1]];
    }
    zooms.delete(this.#revision);
    if (zoom.x || zoom.y) zooms.set(this.#revision, zoom);
    const oldest = zooms.keys().next().value;
    if (zooms.size > KEPT_ZOOMS && oldest !== undefined) zooms.delete(oldest);
  }

  /** Shows a mark as if the pointer were over it. */
  point(curve: number, point: number): void {
    const spot = this.#drawing?.spotOf?.(point);
    const text = spot && this.#drawing?.hover(spot.curve, 0);
    if (text) return this.#listener.hover({ text, left: spot.left, top: spot.top });
    const trace = this.#drawing?.traces[curve];
    const n = this.#columnsOf(curve);
    const pointNumber = trace?.type === 'heatmap' ? ([Math.floor(point / n), point % n] as const) : point;
    this.#plotly.Fx.hover(this.#element, [{ curveNumber: curve, pointNumber }]);
  }

  /** How many columns a heat map has. */
  #columnsOf(curve: number): number {
    return (this.#drawing?.traces[curve] as { x?: ArrayLike<number> } | undefined)?.x?.length ?? 1;
  }

  /** Moves the visible part by shares of its size, and scales it. */
  async move(shift: { x: number; y: number }, scale = 1): Promise<void> {
    const patch: Record<string, unknown> = {};
    for (const side of SIDES) {
      const range = this.#drawing?.scales[side] && this.#rangeOf(side);
      if (!range) continue;
      const [low, high] = range;
      const centre = (low + high) / 2 + (high - low) * shift[side];
      const half = ((high - low) * scale) / 2;
      patch[`${side}axis.range`] = [centre - half, centre + half];
    }
    await this.#plotly.relayout(this.#element, patch);
  }

  async resetZoom(): Promise<void> {
    const patch: Record<string, unknown> = {};
    for (const side of SIDES) {
      const scale = this.#drawing?.scales[side];
      if (scale) patch[`${side}axis.range`] = [...scale.range];
    }
    await this.#plotly.relayout(this.#element, patch);
  }

  /** The visible part in data coordinates, as a box that selects it. */
  visibleBox(): Gesture | null {
    const box = SIDES.map((side): [number, number] | null => {
      const range = this.#rangeOf(side);
      const isLog = this.#drawing?.scales[side]?.axis.scale === 'log';
      return range && (isLog ? [10 ** range[0], 10 ** range[1]] : [range[0], range[1]]);
    });
    return box[0] && box[1] ? { kind: 'box', x: box[0], y: box[1] } : null;
  }

  /** Puts the cloud of the drawing over the grid, or takes the last one away. */
  #showCloud(): void {
    const cloud = this.#drawing?.cloud;
    if (!cloud) {
      this.#cloud?.remove();
      this.#cloud = null;
      return;
    }
    const grid = this.#element.querySelector('.main-svg');
    if (this.#cloud) this.#cloud.show(cloud);
    else if (grid?.parentElement) this.#cloud = new CloudLayer(grid.parentElement, grid, cloud);
    this.#paintCloud();
  }

  #paintCloud(): void {
    this.#cloud?.paint(this.#area());
  }

  /** Puts the lines of the drawing under the grid, or takes the last ones away. */
  #showStrands(): void {
    const strands = this.#drawing?.strands;
    if (!strands) {
      this.#strands?.remove();
      this.#strands = null;
      return;
    }
    const container = this.#element.querySelector('.main-svg')?.parentElement;
    if (!this.#strands && container) this.#strands = new StrandLayer(container);
    this.#strands?.paint(strands, this.#area());
  }

  #area(): PlotArea {
    const { xaxis, yaxis } = this.#element._fullLayout;
    return {
      x: [xaxis.range[0], xaxis.range[1]],
      y: [yaxis.range[0], yaxis.range[1]],
      left: xaxis._offset,
      top: yaxis._offset,
      width: xaxis._length,
      height: yaxis._length,
    };
  }

  /** Paints the cloud again with the next frame: it follows the axes. */
  #moved(): void {
    if (!this.#cloud) return;
    cancelAnimationFrame(this.#frame);
    this.#frame = requestAnimationFrame(() => this.#paintCloud());
  }

  /** What the pointer is over in a cloud, whose points plotly does not know. */
  #pointed({ clientX, clientY, buttons }: MouseEvent): void {
    const cloud = this.#drawing?.cloud;
    if (!this.#cloud || !cloud) return;
    const corner = this.#element.getBoundingClientRect();
    const [left, top] = [clientX - corner.left, clientY - corner.top];
    const point = buttons === 0 ? this.#cloud.pointAt(left, top) : null;
    this.#listener.hover(point === null ? null : { text: cloud.hover(point), left, top });
  }

  #look(): void {
    clearTimeout(this.#rest);
    this.#rest = setTimeout(() => {
      const [x, y] = [this.#rangeOf('x'), this.#rangeOf('y')];
      if (x && y) this.#listener.looked?.({ x: [x[0], x[1]], y: [y[0], y[1]] });
    }, REST_MS);
  }

  #rangeOf(side: 'x' | 'y'): readonly [number, number] | null {
    return this.#element.layout[`${side}axis`]?.range ?? null;
  }

  /** @param all also those axes whose range is the one that they were drawn with. */
  async #retick(all: boolean): Promise<void> {
    const patch: Record<string, unknown> = {};
    for (const side of SIDES) {
      const scale = this.#drawing?.scales[side];
      const range = scale && this.#rangeOf(side);
      if (!scale || !range || (!all && range[0] === scale.range[0] && range[1] === scale.range[1])) continue;
      const { values, texts } = axisTicks(scale, range, tickCount(side, this.#size), this.#locale);
      patch[`${side}axis.tickvals`] = values;
      patch[`${side}axis.ticktext`] = texts;
    }
    if (Object.keys(patch).length > 0) await this.#plotly.relayout(this.#element, patch);
  }

  #listen(): void {
    this.#listens = true;
    const element = this.#element;
    element.on('plotly_relayout', (changes) => {
      if (!Object.keys(changes).some((key) => key.includes('axis.range') || key.includes('autorange'))) return;
      // Zooming back may lead to the first range, whose ticks must come back too.
      void this.#retick(true);
      this.#moved();
      this.#look();
    });
    element.on('plotly_relayouting', () => this.#moved());
    element.on('plotly_afterplot', () => {
      this.#strands?.goBelow();
      this.#moved();
    });
    element.addEventListener('mousemove', (event) => this.#pointed(event));
    element.addEventListener('click', ({ clientX, clientY }) => {
      if (!this.#cloud) return;
      const corner = element.getBoundingClientRect();
      this.#listener.picked?.(this.#cloud.pointAt(clientX - corner.left, clientY - corner.top));
    });
    element.addEventListener('mouseleave', () => this.#cloud && this.#listener.hover(null));
    element.on('plotly_selected', (event) => this.#selected(event));
    element.on('plotly_deselect', () => this.#listener.gesture?.(null, false));
    element.on('plotly_click', ({ points, event }) => {
      const [found] = points;
      if (found && this.#drawing?.rowAt)
        this.#listener.picked?.(this.#drawing.rowAt(found.curveNumber, flatPoint(found, 1)));
      if (this.#selecting !== 'marks' || !points[0]) return;
      this.#listener.gesture?.({ kind: 'marks', indices: this.#marksOf(points[0]) }, event?.shiftKey ?? false);
    });
    element.on('plotly_hover', ({ points, event }) => this.#hovered(points[0], event));
    element.on('plotly_unhover', () => this.#listener.hover(null));
  }

  #marksOf(point: PlotPoint): readonly number[] {
    const at = flatPoint(point, this.#columnsOf(point.curveNumber));
    const marks = this.#drawing?.markAt?.(point.curveNumber, at) ?? at;
    return typeof marks === 'number' ? [marks] : marks;
  }

  #selected(event: SelectedEvent | undefined): void {
    if (!event || this.#selecting === 'none') return;
    if (this.#selecting === 'marks') {
      const indices = [...new Set(event.points.flatMap((point) => this.#marksOf(point)))];
      if (indices.length > 0) this.#listener.gesture?.({ kind: 'marks', indices }, false);
      return;
    }
    const { lassoPoints, range } = event;
    if (lassoPoints?.x && lassoPoints.y) {
      const ys = lassoPoints.y;
      this.#listener.gesture?.(
        { kind: 'lasso', points: lassoPoints.x.map((x, i) => [x, ys[i] ?? NaN] as const) },
        false,
      );
    } else if (range?.x && range.y) this.#listener.gesture?.({ kind: 'box', x: range.x, y: range.y }, false);
  }

  #hovered(point: PlotPoint | undefined, event: MouseEvent | undefined): void {
    const nColumns = this.#columnsOf(point?.curveNumber ?? 0);
    const text = point && this.#drawing?.hover(point.curveNumber, flatPoint(point, nColumns));
    if (!text) return this.#listener.hover(null);
    const corner = this.#element.getBoundingClientRect();
    // A mark that the keyboard points at has no pointer: the event then is a plain object without a place.
    const fromPointer = event instanceof MouseEvent;
    const left = fromPointer ? event.clientX - corner.left : ((point.bbox?.x0 ?? 0) + (point.bbox?.x1 ?? 0)) / 2;
    const top = fromPointer ? event.clientY - corner.top : (point.bbox?.y0 ?? 0);
    this.#listener.hover({ text, left, top });
  }
}
