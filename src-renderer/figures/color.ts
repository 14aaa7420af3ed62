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

const hexOf = (channels: readonly number[]): string =>
  `#${channels.map((channel) => Math.round(channel).toString(16).padStart(2, '0')).join('')}`;

/** A colour between two, as #rrggbb. @param share of the second, in [0, 1]. */
export function mixed(first: string, second: string, share: number): string {
  const [a, b] = [parseColor(first), parseColor(second)];
  return hexOf(([0, 1, 2] as const).map((i) => a[i] + (b[i] - a[i]) * share));
}

/** The relative luminance of a colour, as WCAG defines it: 0 black, 1 white. */
export function luminance([red, green, blue]: Rgba): number {
  const linear = (channel: number): number => {
    const share = channel / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
}

const INKS = { dark: '#10161a', light: '#ffffff' } as const;

/** Black or white ink, whichever is read better on a colour. */
export function inkOn(color: Rgba): string {
  const ground = luminance(color) + 0.05;
  const dark = luminance(parseColor(INKS.dark)) + 0.05;
  return ground / dark > 1.05 / ground ? INKS.dark : INKS.light;
}

/** A colour that lets what is below it through. @param hex #rrggbb @param alpha in [0, 1] */
export function withAlpha(hex: string, alpha: number): string {
  const [r, g, b] = parseColor(hex);
  return `rgba(${r},${g},${b},${alpha})`;
}
