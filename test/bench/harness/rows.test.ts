import { expect, it } from 'vitest';
import type { Row } from './measure.ts';
import { mergeRows } from './rows.ts';

const rowOf = (name: string, threads: number, load: number): Row => ({
  benchCase: { name, title: name, reference: null, bar: null, aim: null },
  threads,
  rows: 10,
  ours: null,
  reference: null,
  ratio: null,
  cpuRatio: null,
  faults: [],
  load,
  versions: {},
});

it('puts fresh lines in the place of kept ones, in the order of the cases', () => {
  const kept = [rowOf('second', 1, 0), rowOf('first', 2, 0), rowOf('first', 1, 0)];
  const merged = mergeRows(kept, [rowOf('first', 2, 9)], ['first', 'second']);
  expect(merged.map(({ benchCase, threads, load }) => [benchCase.name, threads, load])).toEqual([
    ['first', 1, 0],
    ['first', 2, 9],
    ['second', 1, 0],
  ]);
});
