import fc from 'fast-check';
import { expect, it } from 'vitest';
import { ByteDictionary } from './byte-dictionary.ts';

it('numbers distinct texts in the order in which they came', () => {
  const text = fc.oneof(fc.string({ unit: 'grapheme', maxLength: 12 }), fc.constantFrom('', 'a', 'aa', 'aaa', 'aaaa', 'aaaab', 'ab', 'b')); // prettier-ignore
  fc.assert(
    fc.property(fc.array(text, { maxLength: 80 }), (texts) => {
      const known = new Map<string, number>();
      const dictionary = new ByteDictionary();
      for (const each of texts) {
        const bytes = Buffer.from(`<${each}>`);
        if (!known.has(each)) known.set(each, known.size);
        expect(dictionary.codeOf(bytes, 1, bytes.length - 1)).toBe(known.get(each));
      }
      const packed = Buffer.from(dictionary.bytes);
      const kept = Array.from({ length: dictionary.size }, (_, code) => packed.toString('utf8', dictionary.startOf(code), dictionary.endOf(code))); // prettier-ignore
      expect(kept).toEqual([...known.keys()]);
      expect([...dictionary.offsets()]).toEqual([0, ...kept.map((_, code) => dictionary.endOf(code))]);
    }),
    { seed: 3, numRuns: 200 },
  );
});

it('finds each of many texts again, however often it grew', () => {
  const dictionary = new ByteDictionary();
  const n = 200_000;
  for (let round = 0; round < 2; round++) {
    let nWrong = 0;
    for (let i = 0; i < n; i++) {
      const bytes = Buffer.from(`customer ${i * 7}`);
      if (dictionary.codeOf(bytes, 0, bytes.length) !== i) nWrong++;
    }
    expect([dictionary.size, nWrong]).toEqual([n, 0]);
  }
});
