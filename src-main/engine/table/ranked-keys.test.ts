import { expect, it } from 'vitest';
import { codedTextColumn, textColumn } from './column.ts';
import { groupByKey, rankKeys } from './ranked-keys.ts';

it('numbers texts by code point, capitals first, and leaves out what does not occur', () => {
  const column = codedTextColumn('key', Int32Array.of(3, 0, -1, 2, 0), ['b', 'unused', '茶', 'B']);
  expect(rankKeys(column)).toEqual({ codes: Int32Array.of(0, 1, -1, 2, 1), keys: ['B', 'b', '茶'] });
});

it('groups rows of columns with and without a dictionary alike', () => {
  const texts = ['d', null, 'a', 'c', 'd', 'b'];
  const plain = groupByKey(textColumn('key', texts));
  expect(plain).toEqual({
    keys: ['a', 'b', 'c', 'd'],
    offsets: Int32Array.of(0, 1, 2, 3, 5),
    rows: Int32Array.of(2, 5, 3, 0, 4),
  });
  const coded = codedTextColumn('key', Int32Array.of(3, -1, 0, 2, 3, 1), ['a', 'b', 'c', 'd']);
  expect(groupByKey(coded)).toEqual(plain);
});
