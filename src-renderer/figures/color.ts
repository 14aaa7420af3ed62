import type { ColorScale } from './palette.ts';

/** Red, green and blue from 0 to 255, opacity from 0 to 1. */
export type Rgba = readonly [number, number, number, number];

/** Reads the two ways in which the palettes write colours: #rrggbb and rgba(r,g,b,a). */
export function parseColor(color: string): Rgba {
  if (color.startsWith('#')) {
    const value = parseInt(color.slice(1), 16);
    return [value >> 16, (value >> 8) & 255, value & 255, 1];
  }
  const [red = 0, green = 0, blue = 0, alpha = 1] = color
    .slice(color.indexOf('(') + 1, -1)
    .split(',')
    .map(Number);
  return [red, green, blue, alpha];
}

/** The colour of a scale at a share from 0 to 1, between its neighbours. */
export function scaleColor(scale: ColorScale, share: number): Rgba {
  const above = Math.max(
    1,
    scale.findIndex(([at]) => at >= share),
  );
  const [[from, low], [to, high]] = [scale[above - 1]!, scale[above]!];
  const part = Math.min(1, Math.max(0, (share - from) / (to - from)));
  const [a, b] = [parseColor(low), parseColor(high)];
  const between = (i: 0 | 1 | 2 | 3): number => a[i] + (b[i] - a[i]) * part;
  return [between(0), between(1), between(2), between(3)];
}

/** A colour that lets what is below it through. @param hex #rrggbb @param alpha in [0, 1] */
export function withAlpha(hex: string, alpha: number): string {
  const [r, g, b] = parseColor(hex);
  return `rgba(${r},${g},${b},${alpha})`;
}
