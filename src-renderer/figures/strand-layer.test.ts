import { expect, it } from 'vitest';
import { strokeStrands, type Pen } from './strand-layer.ts';

it('strokes each line by itself, broken where a value is missing, the y axis upward', () => {
  const done: unknown[] = [];
  const pen: Pen = {
    strokeStyle: '',
    lineWidth: 0,
    beginPath: () => done.push('begin'),
    moveTo: (x, y) => done.push(['to', x, y]),
    lineTo: (x, y) => done.push(['line', x, y]),
    stroke: () => done.push(['stroke', pen.strokeStyle]),
  };
  const red = { color: 'red', width: 1, x: [0, 1, null, 0, 1, 2, null], y: [0, 1, null, 0.5, null, 1, null] };
  const area = { left: 30, top: 5, width: 100, height: 50, x: [0, 2], y: [0, 1] } as const;
  strokeStrands(pen, [red], area);
  expect(done).toEqual([
    'begin', ['to', 0, 50], ['line', 50, 0], ['stroke', 'red'],
    'begin', ['to', 0, 25], ['stroke', 'red'],
    'begin', ['to', 100, 0], ['stroke', 'red'],
  ]); // prettier-ignore
});
