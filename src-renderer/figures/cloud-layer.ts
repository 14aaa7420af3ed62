import type { ScatterWindow } from '../../src-main/contract/figure.ts';
import { nearestPoint, paintGround, paintPoints, type Cloud, type CloudView } from './cloud.ts';

/** Where a plot's axes lie on the page, in CSS pixels from its corner, and what they span. */
export interface PlotArea extends ScatterWindow {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** A pointer so near to a point means it, in CSS pixels. */
const NEAR = 12;

/** A canvas over a plot's grid that shows a cloud, and follows the axes as they are zoomed and moved. */
export class CloudLayer {
  readonly #canvas = document.createElement('canvas');
  readonly #points = document.createElement('canvas');
  #ground: HTMLCanvasElement | null = null;
  #cloud: Cloud;
  #area: PlotArea | null = null;

  /** @param container the element that plotly draws in; @param above what the canvas comes right above. */
  constructor(container: Element, above: Element, cloud: Cloud) {
    this.#canvas.className = 'fg-cloud';
    container.insertBefore(this.#canvas, above.nextSibling);
    this.#cloud = cloud;
    this.show(cloud);
  }

  /** Shows other points from the next painting on. */
  show(cloud: Cloud): void {
    this.#cloud = cloud;
    this.#ground = null;
    if (!cloud.ground) return;
    const { nx, ny } = cloud.ground;
    this.#ground = document.createElement('canvas');
    this.#ground.width = nx;
    this.#ground.height = ny;
    this.#ground.getContext('2d')?.putImageData(new ImageData(paintGround(cloud.ground), nx, ny), 0, 0);
  }

  paint(area: PlotArea): void {
    this.#area = area;
    const view = this.#viewOf(area);
    const { width, height } = view;
    const { style } = this.#canvas;
    Object.assign(style, {
      left: `${area.left}px`,
      top: `${area.top}px`,
      width: `${area.width}px`,
      height: `${area.height}px`,
    });
    for (const canvas of [this.#canvas, this.#points]) Object.assign(canvas, { width, height });
    const context = this.#canvas.getContext('2d');
    if (!context || width === 0 || height === 0) return;
    this.#drawGround(context, view);
    this.#points.getContext('2d')?.putImageData(new ImageData(paintPoints(this.#cloud, view), width, height), 0, 0);
    context.drawImage(this.#points, 0, 0);
  }

  /** The point at a place of the plot in CSS pixels, or null. */
  pointAt(x: number, y: number): number | null {
    const area = this.#area;
    if (!area) return null;
    const view = this.#viewOf(area);
    const [left, top] = [x - area.left, y - area.top];
    if (left < 0 || top < 0 || left > area.width || top > area.height) return null;
    return nearestPoint(this.#cloud, view, left * view.ratio, top * view.ratio, NEAR * view.ratio);
  }

  remove(): void {
    this.#canvas.remove();
  }

  #viewOf({ x, y, width, height }: PlotArea): CloudView {
    const ratio = devicePixelRatio;
    return { x, y, width: Math.round(width * ratio), height: Math.round(height * ratio), ratio };
  }

  #drawGround(context: CanvasRenderingContext2D, { x, y, width, height }: CloudView): void {
    const { ground } = this.#cloud;
    if (!ground || !this.#ground) return;
    const across = width / (x[1] - x[0]);
    const up = height / (y[1] - y[0]);
    context.drawImage(
      this.#ground,
      (ground.x[0] - x[0]) * across,
      height - (ground.y[1] - y[0]) * up,
      (ground.x[1] - ground.x[0]) * across,
      (ground.y[1] - ground.y[0]) * up,
    );
  }
}
