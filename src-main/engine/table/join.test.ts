import fc from 'fast-check';
import { expect, it } from 'vitest';
import { codedTextColumn, textColumn } from './column.ts';
import { joinRows, type JoinKind } from './join.ts';

const quiet = (): void => undefined;

/** The plain twin: every row against every other. */
function joinSlowly(left: (string | null)[], right: (string | null)[], how: JoinKind): [number, number][] {
  const partners = (row: number): number[] =>
    left[row] === null ? [] : [...right.keys()].filter((other) => right[other] === left[row]);
  const pairs = [...left.keys()].flatMap((row): [number, number][] => {
    const found = partners(row);
    if (found.length === 0) return how === 'inner' ? [] : [[row, -1]];
    return how === 'anti' ? [] : found.map((other) => [row, other]);
  });
  const alone = [...right.keys()].filter((other) => !left.some((key) => key !== null && key === right[other]));
  return how === 'full' ? [...pairs, ...alone.map((other): [number, number] => [-1, other])] : pairs;
}

it.each(['left', 'inner', 'full', 'anti'] as const)('pairs rows as its plain twin does: %s', (how) => {
  const keys = fc.array(fc.constantFrom('a', 'b', 'c', '茶', '', null), { maxLength: 12 });
  fc.assert(
    fc.property(keys, keys, (left, right) => {
      const joined = joinRows(textColumn('l', left), textColumn('r', right), how, quiet);
      expect([...joined.left].map((row, i) => [row, joined.right[i]])).toEqual(joinSlowly(left, right, how));
    }),
  );
});

it('counts what has a partner, what has none and what has several', () => {
  const left = codedTextColumn('l', Int32Array.of(0, 1, 1, -1), ['x', 'y']);
  const right = codedTextColumn('r', Int32Array.of(1, 1, 2, -1), ['never', 'y', 'z']);
  expect(joinRows(left, right, 'left', quiet)).toMatchObject({ nMatchedLeft: 2, nUnmatchedRight: 2, nRepeated: 1 });
});
