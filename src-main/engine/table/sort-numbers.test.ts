import { expect, it } from 'vitest';
import { seededRandom } from '../maths/random.ts';
import { sortNumbers } from './sort-numbers.ts';

const random = seededRandom(4);
const kinds: Record<string, (i: number) => number> = {
  'whole numbers of both signs': () => random.integer(2001) - 1000,
  'prices': () => random.integer(100_000) / 100,
  'times': () => 1.6e12 + random.integer(1e9) * 1000,
  'any size and sign': () => (random.next() - 0.5) * 10 ** (random.integer(600) - 300),
  'denormals': (i) => (i % 2 ? 1 : -1) * random.integer(1000) * 5e-324 + 0,
  'all the same': () => 7,
  'extremes': (i) => [Number.MAX_VALUE, -Number.MAX_VALUE, Number.MIN_VALUE, -Number.MIN_VALUE, 0][i % 5]!,
}; // prettier-ignore

it.each(Object.entries(kinds))('brings %s into the order that comparing gives', (_name, value) => {
  for (const n of [0, 1, 2, 19_999, 20_000, 50_001]) {
    const values = Float64Array.from({ length: n }, (_, i) => value(i) + 0);
    const wanted = values.slice().sort();
    expect(sortNumbers(values)).toEqual(wanted);
  }
});

it('sorts part of a longer array without touching the rest', () => {
  const whole = Float64Array.from({ length: 30_010 }, () => random.next());
  const before = whole.slice(0, 10);
  const wanted = whole.slice(10).sort();
  expect(sortNumbers(whole.subarray(10))).toEqual(wanted);
  expect(whole.subarray(0, 10)).toEqual(before);
});
