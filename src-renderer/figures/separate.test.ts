import { expect, it } from 'vitest';
import { separate, type Place } from './separate.ts';

const apart = (a: Place, b: Place): boolean =>
  Math.abs(a.x - b.x) >= (a.width + b.width) / 2 || Math.abs(a.y - b.y) > 16.99;

it('moves labels up until none hides another, those that hide none not at all', () => {
  const places = [
    { x: 0, y: 3, width: 40 },
    { x: 10, y: 0, width: 40 },
    { x: 100, y: 1, width: 40 },
    { x: 20, y: 9, width: 40 },
  ];
  separate(places);
  expect(places.map(({ y }) => y)).toEqual([17, 0, 1, 34]);
});

it('ends where sums are rounded down, and where a place is none', () => {
  // 120.123456789 + 17 lies less than 17 above once it is rounded.
  const places = Array.from({ length: 200 }, (_, i) => ({ x: 0, y: 120.123456789 + i / 1000, width: 30 }));
  separate(places);
  for (const [i, one] of places.entries())
    for (const other of places.slice(i + 1)) expect(apart(one, other)).toBe(true);
  separate([...places, { x: NaN, y: NaN, width: 5 }, { x: 0, y: Infinity, width: 5 }, { x: 0, y: 1e300, width: 5 }]);
});
