import type { Strands } from './drawing.ts';
import type { PlotArea } from './cloud-layer.ts';

/** What is asked of a canvas's pen. */
export type Pen = Pick<
  CanvasRenderingContext2D,
  'beginPath' | 'moveTo' | 'lineTo' | 'stroke' | 'strokeStyle' | 'lineWidth'
>;

/**
 * Strokes every line by itself, so that many of them over one another are firmer than one.
 *
 * @param area where the axes lie; lines are drawn from its own corner, in CSS pixels.
 */
export function strokeStrands(pen: Pen, bundles: readonly Strands[], { x, y, width, height }: PlotArea): void {
  const across = width / (x[1] - x[0]);
  const upward = height / (y[1] - y[0]);
  for (const { x: places, y: values, color, width: thick } of bundles) {
    pen.strokeStyle = color;
    pen.lineWidth = thick;
    let goes = false;
    const end = (): void => {
      if (goes) pen.stroke();
      goes = false;
    };
    places.forEach((place, i) => {
      const value = values[i];
      if (place === null || value === null || value === undefined) return end();
      const [left, top] = [(place - x[0]) * across, (y[1] - value) * upward];
      if (goes) return pen.lineTo(left, top);
      goes = true;
      pen.beginPath();
      pen.moveTo(left, top);
    });
    end();
  }
}

/** A canvas under a plot's grid that shows lines too many for plotly, which styles an element for each. */
export class StrandLayer {
  readonly #canvas = document.createElement('canvas');
  readonly #container: Element;

  /** @param container the element that plotly draws in. */
  constructor(container: Element) {
    this.#canvas.className = 'fg-cloud';
    this.#container = container;
    this.goBelow();
  }

  /** Plotly puts its grid below everything whenever it draws anew. */
  goBelow(): void {
    if (this.#container.firstChild !== this.#canvas) this.#container.prepend(this.#canvas);
  }

  paint(bundles: readonly Strands[], area: PlotArea): void {
    this.goBelow();
    const ratio = devicePixelRatio;
    const { width, height } = area;
    Object.assign(this.#canvas.style, {
      left: `${area.left}px`,
      top: `${area.top}px`,
      width: `${width}px`,
      height: `${height}px`,
    });
    Object.assign(this.#canvas, { width: Math.round(width * ratio), height: Math.round(height * ratio) });
    const context = this.#canvas.getContext('2d');
    if (!context || width === 0 || height === 0) return;
    context.scale(ratio, ratio);
    context.lineJoin = 'round';
    strokeStrands(context, bundles, area);
  }

  remove(): void {
    this.#canvas.remove();
  }
}
