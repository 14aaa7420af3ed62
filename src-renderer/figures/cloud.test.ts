import { describe, expect, it } from 'vitest';
import { nearestPoint, paintGround, paintPoints, type Cloud, type CloudView } from './cloud.ts';
import { parseColor, scaleColor } from './color.ts';

const cloud: Cloud = {
  x: Float32Array.of(1, 5, 5, NaN),
  y: Float32Array.of(1, 5, 5, 2),
  color: Uint16Array.of(0, 0, 1, 0),
  colors: ['#ff0000', '#0000ff'],
  selected: null,
  size: 3,
  opacity: 0.5,
  ground: null,
  hover: (point) => ({ title: String(point), lines: [] }),
};
const view: CloudView = { x: [0, 10], y: [0, 10], width: 20, height: 20, ratio: 1 };

const pixel = (bytes: Uint8ClampedArray, x: number, y: number): number[] => [
  ...bytes.subarray((y * 20 + x) * 4, (y * 20 + x) * 4 + 4),
];

describe('the points of a cloud', () => {
  it('are painted where they lie, the y axis upward', () => {
    const bytes = paintPoints(cloud, view);
    expect(pixel(bytes, 2, 17)).toEqual([255, 0, 0, 128]);
    expect(pixel(bytes, 12, 3)).toEqual([0, 0, 0, 0]);
  });

  it('lie over each other as paint does: half of what is on top, half of what is below', () => {
    const [red = 0, , blue = 0, alpha = 0] = pixel(paintPoints(cloud, view), 10, 9);
    expect(alpha).toBe(Math.round(0.75 * 255));
    expect(red).toBeCloseTo((255 * 0.25) / 0.75, 0);
    expect(blue).toBeCloseTo((255 * 0.5) / 0.75, 0);
  });

  it('are faint where others are selected, and the selected ones are on top', () => {
    const bytes = paintPoints({ ...cloud, selected: Uint8Array.of(0, 1, 0, 0) }, view);
    expect(pixel(bytes, 2, 17)[3]).toBe(Math.round(0.12 * 255));
    const [red = 0, , blue = 0] = pixel(bytes, 10, 9);
    expect(red).toBeGreaterThan(blue * 10);
  });

  it('are cut at the edges of the view', () => {
    const edge = { ...cloud, x: Float32Array.of(0, 10), y: Float32Array.of(0, 10), color: Uint16Array.of(0, 0) };
    const bytes = paintPoints(edge, view);
    expect(pixel(bytes, 0, 19)[3]).toBe(128);
    expect(pixel(bytes, 0, 0)[3]).toBe(0);
  });

  it('are found near the pointer', () => {
    expect(nearestPoint(cloud, view, 3, 17, 4)).toBe(0);
    expect(nearestPoint(cloud, view, 16, 4, 4)).toBeNull();
  });
});

it('shades the ground by the logarithm of its counts, the lowest line at the bottom', () => {
  const scale = [[0, 'rgba(0,0,0,0)'], [1, 'rgba(0,0,0,1)']] as [number, string][]; // prettier-ignore
  const bytes = paintGround({ x: [0, 1], y: [0, 2], nx: 1, ny: 4, counts: Float32Array.of(9, 9, 99, 99), scale });
  const alphas = [3, 7, 11, 15].map((at) => bytes[at]);
  // Log 10 is half of log 100; in between each line takes a quarter of the next.
  expect(alphas).toEqual([255, 223, 159, 128]);
});

it('reads the colours that palettes are written in', () => {
  expect(parseColor('#0072b2')).toEqual([0, 0x72, 0xb2, 1]);
  expect(parseColor('rgba(95,107,117,0.07)')).toEqual([95, 107, 117, 0.07]);
  expect(scaleColor([[0, '#000000'], [0.5, '#640000'], [1, '#ff0000']], 0.25)).toEqual([50, 0, 0, 1]); // prettier-ignore
  expect(scaleColor([[0, '#000000'], [1, '#ff0000']], 2)[0]).toBe(255); // prettier-ignore
});
