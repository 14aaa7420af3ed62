import type { LayoutWork } from './layout-steps.ts';

// The loop of `assembly/layout-steps.ts` in TypeScript: the same bytes.

const { floor, fround, imul } = Math;
const GOLDEN = 0x9e3779b9;
const MOST = 4;
const LEAST_SQUARE = fround(1e-12);
const NOT_ZERO = fround(0.001);
const WORD = 2 ** -32;

const number = new Float32Array(1);
const bits = new Int32Array(number.buffer);

const madd = (a: number, b: number, c: number): number => fround(fround(a * b) + c);

function log2(x: number): number {
  number[0] = x;
  const exponent = (bits[0]! >>> 23) - 127;
  bits[0] = (bits[0]! & 0x007fffff) | 0x3f800000;
  const t = fround(number[0] - 1);
  const t2 = fround(t * t);
  const first = madd(0.02049034647643566, t, -0.09606625139713287);
  const second = madd(
    madd(first, t2, madd(0.2155885398387909, t, -0.33924776315689087)),
    t2,
    madd(0.4777059257030487, t, -0.721162736415863),
  );
  const sum = madd(second, t, 1.4426932334899902);
  return fround(exponent + fround(sum * t));
}

function exp2(y: number): number {
  const whole = floor(y);
  const t = fround(y - whole);
  const t2 = fround(t * t);
  const first = madd(0.0018951073288917542, t, 0.00894621480256319);
  const sum = madd(
    madd(first, t2, madd(0.055863283574581146, t, 0.24014076590538025)),
    t2,
    madd(0.6931546330451965, t, 0.9999998807907104),
  );
  bits[0] = (whole + 127) << 23;
  return fround(sum * number[0]!);
}

function wordOf(counter: number): number {
  let z = counter ^ (counter >>> 16);
  z = imul(z, 0x21f0aaad);
  z = z ^ (z >>> 15);
  z = imul(z, 0x735a2d97);
  return (z ^ (z >>> 15)) >>> 0;
}

const clip = (value: number): number => (value > MOST ? MOST : value < -MOST ? -MOST : value);

/** See the compiled loop. */
export function layoutStepsPlain(work: LayoutWork, epoch: number, rate: number, given: number): number {
  const { places, firstRow, nRows, offsets, tails, weights, repulsion, nNegatives, nOthers, moves } = work;
  const a = fround(work.a);
  const b = fround(work.b);
  const step = fround(rate);
  const attract = fround(fround(-2 * a) * b);
  const repel = fround(fround(2 * fround(repulsion)) * b);
  const base = offsets[0]!;
  const sumsX = new Float32Array(4);
  const sumsY = new Float32Array(4);
  let counter = given;
  for (let row = 0; row < nRows; row++) {
    if (!moves) counter = given;
    const own = 2 * (firstRow + row);
    const end = offsets[row + 1]! - base;
    for (let at = offsets[row]! - base; at < end; at++) {
      const weight = weights[at]!;
      if (floor((epoch + 1) * weight) === floor(epoch * weight)) continue;
      const tail = 2 * tails[at]!;
      const x = places[own]!;
      const y = places[own + 1]!;
      sumsX.fill(0);
      sumsY.fill(0);
      let tailX = 0;
      let tailY = 0;
      for (let pair = 0; pair <= nNegatives; pair++) {
        const word = wordOf((counter + imul(pair + 1, GOLDEN)) | 0);
        const other = pair === 0 ? tail : 2 * floor(word * nOthers * WORD);
        const apartX = fround(x - places[other]!);
        const apartY = fround(y - places[other + 1]!);
        const square = fround(fround(apartX * apartX) + fround(apartY * apartY));
        const above = square > LEAST_SQUARE ? square : LEAST_SQUARE;
        const power = exp2(fround(b * log2(above)));
        const under = fround(1 + fround(a * power));
        const pull =
          pair === 0
            ? fround(fround(attract * power) / fround(above * under))
            : fround(repel / fround(fround(NOT_ZERO + square) * under));
        const pulledX = clip(fround(pull * apartX));
        const pulledY = clip(fround(pull * apartY));
        sumsX[pair & 3]! += pulledX;
        sumsY[pair & 3]! += pulledY;
        if (pair > 0) continue;
        tailX = pulledX;
        tailY = pulledY;
      }
      if (moves) {
        places[tail] = places[tail]! - fround(step * tailX);
        places[tail + 1] = places[tail + 1]! - fround(step * tailY);
      }
      counter = (counter + imul((nNegatives + 4) & ~3, GOLDEN)) | 0;
      places[own] = places[own]! + fround(step * sumLanes(sumsX));
      places[own + 1] = places[own + 1]! + fround(step * sumLanes(sumsY));
    }
  }
  return counter;
}

const sumLanes = (sums: Float32Array): number => fround(fround(sums[0]! + sums[2]!) + fround(sums[1]! + sums[3]!));
