import type { ScatterWindow } from '../../src-main/contract/figure.ts';
import type { HoverText } from './drawing.ts';
import { parseColor, scaleColor, type Rgba } from './color.ts';
import type { ColorScale } from './palette.ts';

/**
 * Many points over the counts of all rows, painted pixel by pixel: fifty thousand take some ten milliseconds on any
 * machine, where a browser without a graphics card takes most of a second to make a WebGL context ready.
 */
export interface Cloud {
  /** In the axes' own units: powers of ten on a log axis; points that are not finite have no place. */
  readonly x: Float32Array;
  readonly y: Float32Array;
  /** A place in `colors` for each point. */
  readonly color: Uint16Array;
  readonly colors: readonly string[];
  /** 1 where a point is selected; null where nothing is. */
  readonly selected: Uint8Array | null;
  /** Diameter in CSS pixels. */
  readonly size: number;
  readonly opacity: number;
  /** Counts on a grid, from the lowest y, row by row. */
  readonly ground:
    | (ScatterWindow & {
        readonly nx: number;
        readonly ny: number;
        readonly counts: Float32Array;
        readonly scale: ColorScale;
      })
    | null;
  hover(point: number): HoverText;
}

/** The part of the plane that is painted, and the pixels for it. */
export interface CloudView extends ScatterWindow {
  /** In device pixels. */
  readonly width: number;
  readonly height: number;
  /** Device pixels of a CSS pixel. */
  readonly ratio: number;
}

const SELECTED_MORE = 0.35;
/** Points of many that are not selected are fainter than those of few. */
export const unselectedOpacity = (n: number): number => (n > 3000 ? 0.05 : 0.12);
/** Shades of the ground. */
const SHADES = 1024;

/** Pixels of a disc about its middle, with how much of each it covers. */
interface Stamp {
  readonly dx: Int16Array;
  readonly dy: Int16Array;
  readonly share: Float32Array;
}

function discOf(radius: number): Stamp {
  const reach = Math.ceil(radius + 0.5);
  const found: [number, number, number][] = [];
  for (let dy = -reach; dy <= reach; dy++)
    for (let dx = -reach; dx <= reach; dx++) {
      const share = Math.min(1, Math.max(0, radius + 0.5 - Math.hypot(dx, dy)));
      if (share > 0.02) found.push([dx, dy, share]);
    }
  return {
    dx: Int16Array.from(found, ([dx]) => dx),
    dy: Int16Array.from(found, ([, dy]) => dy),
    share: Float32Array.from(found, ([, , share]) => share),
  };
}

/** What painting works in, kept from one frame of a moving cloud to the next. */
let sums = new Float32Array();

/** Premultiplied sums, four a pixel, all zero. */
function emptySums(length: number): Float32Array {
  if (sums.length === length) sums.fill(0);
  else sums = new Float32Array(length);
  return sums;
}

/**
 * Paints the points of a view, lower rows first and selected ones last.
 *
 * @returns RGBA bytes, row-major from the top, not premultiplied.
 */
export function paintPoints(cloud: Cloud, view: CloudView): Uint8ClampedArray<ArrayBuffer> {
  const { width, height, ratio } = view;
  const pixels = emptySums(width * height * 4);
  const disc = discOf((cloud.size * ratio) / 2);
  const reach = Math.ceil(cloud.size * ratio) + 1;
  const across = width / (view.x[1] - view.x[0]);
  const upward = height / (view.y[1] - view.y[0]);
  const colors = cloud.colors.map(parseColor);
  const { selected } = cloud;
  const opacity = selected ? unselectedOpacity(cloud.x.length) : cloud.opacity;

  function stamp(point: number, firmness: number): void {
    const px = Math.floor((cloud.x[point]! - view.x[0]) * across);
    const py = height - 1 - Math.floor((cloud.y[point]! - view.y[0]) * upward);
    if (!(px > -reach && px < width + reach && py > -reach && py < height + reach)) return;
    const [red, green, blue] = colors[cloud.color[point]!]!;
    const isCut = px < reach || px >= width - reach || py < reach || py >= height - reach;
    for (let k = 0; k < disc.share.length; k++) {
      const qx = px + disc.dx[k]!;
      const qy = py + disc.dy[k]!;
      if (isCut && (qx < 0 || qx >= width || qy < 0 || qy >= height)) continue;
      const share = disc.share[k]! * firmness;
      const at = (qy * width + qx) * 4;
      const rest = 1 - share;
      pixels[at] = pixels[at]! * rest + red * share;
      pixels[at + 1] = pixels[at + 1]! * rest + green * share;
      pixels[at + 2] = pixels[at + 2]! * rest + blue * share;
      pixels[at + 3] = pixels[at + 3]! * rest + share;
    }
  }

  for (let point = 0; point < cloud.x.length; point++) if (!selected?.[point]) stamp(point, opacity);
  if (selected)
    for (let point = 0; point < cloud.x.length; point++)
      if (selected[point]) stamp(point, Math.min(1, cloud.opacity + SELECTED_MORE));
  return plainBytes(pixels);
}

function plainBytes(pixels: Float32Array): Uint8ClampedArray<ArrayBuffer> {
  const bytes = new Uint8ClampedArray(pixels.length);
  for (let at = 0; at < pixels.length; at += 4) {
    const alpha = pixels[at + 3]!;
    if (alpha === 0) continue;
    bytes[at] = pixels[at]! / alpha;
    bytes[at + 1] = pixels[at + 1]! / alpha;
    bytes[at + 2] = pixels[at + 2]! / alpha;
    bytes[at + 3] = alpha * 255;
  }
  return bytes;
}

/** Each cell with half of itself and a quarter of each neighbour along one direction; cells beyond the edge are as those on it. */
function smoothed(
  values: Float32Array,
  step: number,
  isFirst: (at: number) => boolean,
  isLast: (at: number) => boolean,
): Float32Array {
  return values.map((value, at) => {
    const before = isFirst(at) ? value : values[at - step]!;
    const after = isLast(at) ? value : values[at + step]!;
    return (before + 2 * value + after) / 4;
  });
}

/** The ground as RGBA bytes from the top: shaded by the logarithm, since counts span magnitudes, and softened. */
export function paintGround({ nx, ny, counts, scale }: NonNullable<Cloud['ground']>): Uint8ClampedArray<ArrayBuffer> {
  const bytes = new Uint8ClampedArray(nx * ny * 4);
  const most = Math.log1p(counts.reduce((a, b) => Math.max(a, b), 0)) || 1;
  const shares = counts.map((count) => Math.log1p(count) / most);
  const across = smoothed(shares, 1, (at) => at % nx === 0, (at) => at % nx === nx - 1); // prettier-ignore
  const soft = smoothed(across, nx, (at) => at < nx, (at) => at >= nx * (ny - 1)); // prettier-ignore
  const shades = Array.from({ length: SHADES + 1 }, (_, i) => scaleColor(scale, i / SHADES));
  for (let line = 0; line < ny; line++)
    for (let column = 0; column < nx; column++) {
      const shade = Math.round(soft[line * nx + column]! * SHADES);
      const [red, green, blue, alpha]: Rgba = shades[shade]!;
      const at = ((ny - 1 - line) * nx + column) * 4;
      bytes[at] = red;
      bytes[at + 1] = green;
      bytes[at + 2] = blue;
      bytes[at + 3] = alpha * 255;
    }
  return bytes;
}

/** The point nearest to a place of the view, at most so far away in device pixels; null where there is none. */
export function nearestPoint(cloud: Cloud, view: CloudView, atX: number, atY: number, within: number): number | null {
  const across = view.width / (view.x[1] - view.x[0]);
  const upward = view.height / (view.y[1] - view.y[0]);
  let best: number | null = null;
  let least = within * within;
  for (let point = 0; point < cloud.x.length; point++) {
    const dx = (cloud.x[point]! - view.x[0]) * across - atX;
    const dy = view.height - (cloud.y[point]! - view.y[0]) * upward - atY;
    const distance = dx * dx + dy * dy;
    if (distance <= least) [least, best] = [distance, point];
  }
  return best;
}
