import fc from 'fast-check';
import { expect, it } from 'vitest';
import { codedTextColumn, numberColumn, textColumn, type Column } from './column.ts';
import { joinCodes } from './join-codes.ts';
import { joinRows, type JoinKind } from './join.ts';

const quiet = (): void => undefined;

const joined = (left: Column[], right: Column[], how: JoinKind) =>
  joinRows(joinCodes(left, right, quiet), left[0]?.length ?? 0, how, quiet);

/** The plain twin: every row against every other. */
function joinSlowly(left: (string | null)[], right: (string | null)[], how: JoinKind): [number, number][] {
  const partners = (row: number): number[] =>
    left[row] === null ? [] : [...right.keys()].filter((other) => right[other] === left[row]);
  const pairs = [...left.keys()].flatMap((row): [number, number][] => {
    const found = partners(row);
    if (found.length === 0) return how === 'inner' || how === 'semi' ? [] : [[row, -1]];
    if (how === 'semi') return [[row, found[0]!]];
    return how === 'anti' ? [] : found.map((other) => [row, other]);
  });
  const alone = [...right.keys()].filter((other) => !left.some((key) => key !== null && key === right[other]));
  return how === 'full' ? [...pairs, ...alone.map((other): [number, number] => [-1, other])] : pairs;
}

it.each(['left', 'inner', 'full', 'anti', 'semi'] as const)('pairs rows as its plain twin does: %s', (how) => {
  const keys = fc.array(fc.constantFrom('a', 'b', 'c', '茶', '', null), { maxLength: 12 });
  fc.assert(
    fc.property(keys, keys, (left, right) => {
      const rows = joined([textColumn('l', left)], [textColumn('r', right)], how);
      expect([...rows.left].map((row, i) => [row, rows.right[i]])).toEqual(joinSlowly(left, right, how));
    }),
  );
});

it('counts what has a partner, what has none and what has several', () => {
  const left = codedTextColumn('l', Int32Array.of(0, 1, 1, -1), ['x', 'y']);
  const right = codedTextColumn('r', Int32Array.of(1, 1, 2, -1), ['never', 'y', 'z']);
  const { nMatchedLeft, unmatchedLeft, unmatchedRight, nRepeated } = joined([left], [right], 'left');
  expect([nMatchedLeft, [...unmatchedLeft], [...unmatchedRight], nRepeated]).toEqual([2, [0, 3], [2, 3], 1]);
});

it('pairs by several keys of any type, all of which must be known', () => {
  const left = [textColumn('shop', ['a', 'a', 'b', null]), numberColumn('day', Float64Array.of(1, 2, -0, 1))];
  const right = [textColumn('shop', ['b', 'a', 'a', null]), numberColumn('day', Float64Array.of(0, 1, NaN, 1))];
  const { left: ours, right: theirs } = joined(left, right, 'inner');
  expect([[...ours], [...theirs]]).toEqual([[0, 2], [1, 0]]); // prettier-ignore
  expect(() => joined([left[0]!], [right[1]!], 'left')).toThrow(
    expect.objectContaining({ code: 'wrong-column-type' }) as Error,
  );
});
