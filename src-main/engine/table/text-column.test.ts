import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ByteDictionary } from './byte-dictionary.ts';
import {
  codedTextColumn,
  codesOf,
  flagTexts,
  plainTextColumn,
  takeRows,
  textAt,
  textColumn,
  textsOf,
} from './column.ts';

const texts = fc.array(fc.option(fc.string({ unit: 'binary', maxLength: 6 }).map((text) => text.toWellFormed())));

describe('texts of a column', () => {
  it('come back as they went in, whatever the layout', () => {
    fc.assert(
      fc.property(texts, (values) => {
        const column = textColumn('c', values);
        expect(textsOf(column)).toEqual(values);
        expect(values.map((_, row) => textAt(column, row))).toEqual(values);
        const { codes, dictionary } = codesOf(column);
        expect([...codes].map((code) => (code < 0 ? null : dictionary[code]))).toEqual(values);
        expect(new Set(dictionary).size).toBe(dictionary.length);
      }),
      { seed: 1 },
    );
  });

  it('are picked by row into the layout that they would have been made with', () => {
    fc.assert(
      fc.property(texts, fc.array(fc.nat()), (values, picks) => {
        const column = textColumn('c', values);
        const rows = Int32Array.from(values.length > 0 ? picks.map((pick) => pick % values.length) : []);
        const taken = takeRows(column, rows);
        expect(taken).toEqual(
          textColumn(
            'c',
            [...rows].map((row) => values[row] ?? null),
          ),
        );
      }),
      { seed: 1 },
    );
  });

  it('are tested once for each distinct text', () => {
    let asked = 0;
    const column = codedTextColumn('c', Int32Array.of(0, 1, -1, 0, 0, 1), ['a', 'b']);
    expect([...flagTexts(column, (text) => ++asked > 0 && text === 'a')]).toEqual([1, 0, 0, 1, 1, 0]);
    expect(asked).toBe(2);
    const plain = plainTextColumn('c', Uint8Array.of(2), Int32Array.of(0, 1, 1, 2), Uint8Array.of(97, 98));
    expect([...flagTexts(plain, () => true)]).toEqual([1, 0, 1]);
  });
});

describe('a dictionary of bytes', () => {
  it('numbers distinct byte strings in the order in which they came', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 3 }), { maxLength: 3000 }), (items) => {
        const dictionary = new ByteDictionary();
        const seen = new Map<string, number>();
        for (const item of items) {
          const key = item.join();
          if (!seen.has(key)) seen.set(key, seen.size);
          expect(dictionary.codeOf(item, 0, item.length)).toBe(seen.get(key));
        }
        const offsets = dictionary.offsets();
        expect([...seen.keys()]).toEqual(
          Array.from({ length: dictionary.size }, (_, i) =>
            dictionary.bytes.subarray(offsets[i], offsets[i + 1]).join(),
          ),
        );
      }),
      { seed: 1, numRuns: 30 },
    );
  });

  it('grows past many entries', () => {
    const dictionary = new ByteDictionary();
    const item = (i: number): Uint8Array => Buffer.from(`entry ${i}`);
    for (let i = 0; i < 20_000; i++) expect(dictionary.codeOf(item(i), 0, item(i).length)).toBe(i);
    for (let i = 0; i < 20_000; i += 7) expect(dictionary.codeOf(item(i), 0, item(i).length)).toBe(i);
  });
});
