import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { codedTextColumn, packedTextColumn, textAt, textColumn, type TextColumn } from '../table/column.ts';
import { canonicalColumn } from './canonical-column.ts';
import { hashColumn } from './content-hash.ts';

const canonical = (column: TextColumn): TextColumn => canonicalColumn(column).column as TextColumn;
const textsOf = (column: TextColumn): (string | null)[] =>
  Array.from({ length: column.length }, (_, row) => textAt(column, row));

function hashOf(column: TextColumn): string {
  const hash = createHash('sha256');
  hashColumn(hash, canonicalColumn(column));
  return hash.digest('hex');
}

it('numbers texts by first appearance, each once, whatever the dictionary was', () => {
  const codes = Int32Array.of(3, 1, -1, 0, 3, 1, 2, 0, 3, 1, 1, 3);
  const column = canonical(codedTextColumn('t', codes, ['b', 'a', 'b', 'c', 'unused']));
  expect(column.codes).toEqual(Int32Array.of(0, 1, -1, 2, 0, 1, 2, 2, 0, 1, 1, 0));
  expect([Buffer.from(column.bytes).toString(), [...column.offsets]]).toEqual(['cab', [0, 1, 2, 3]]);
});

it('spreads texts out where half of the rows or more are different', () => {
  const column = canonical(codedTextColumn('t', Int32Array.of(1, 0, -1, 1), ['x', 'yy']));
  expect(column.codes).toBeNull();
  expect([Buffer.from(column.bytes).toString(), [...column.offsets]]).toEqual(['yyxyy', [0, 2, 3, 3, 5]]);
});

it('leaves out bytes that no entry holds', () => {
  const column = packedTextColumn(
    't',
    Int32Array.of(0, 0, 0),
    Int32Array.of(2, 4),
    Uint8Array.from(Buffer.from('..ab..')),
  );
  expect(Buffer.from(canonical(column).bytes).toString()).toBe('ab');
});

it('keeps every text, and gives one hash to texts in any layout', () => {
  const words = fc.constantFrom('', 'a', 'b', '你好', 'longer text', null);
  fc.assert(
    fc.property(fc.array(words, { minLength: 1, maxLength: 40 }), fc.integer({ min: 0, max: 4 }), (texts, turn) => {
      const known = ['b', '', '你好', 'longer text', 'a', 'b'];
      const dictionary = [...known.slice(turn), ...known.slice(0, turn)];
      const codes = Int32Array.from(texts, (text) => (text === null ? -1 : dictionary.lastIndexOf(text)));
      const coded = codedTextColumn('t', codes, dictionary);
      expect(textsOf(canonical(coded))).toEqual(texts);
      expect(hashOf(coded)).toBe(hashOf(textColumn('t', texts)));
    }),
    { seed: 2, numRuns: 300 },
  );
});
