import { expect, it } from 'vitest';
import { phrasesOf, wordsOf } from './words.ts';

it.each([
  ['Red RETROSPOT tea-cup, 2 pcs', ['red', 'retrospot', 'tea', 'cup', 'pcs']],
  ['我喜欢红茶和杯子', ['我', '喜欢', '红茶', '和', '杯子']],
  ['买2个Ｔ恤 don’t', ['买', '个', '恤', 'don']],
  ['Küche naïve 12 kg', ['küche', 'naïve', '12', 'kg']],
  ['… — !', []],
])('%s', (text, words) => {
  expect(wordsOf(text)).toEqual(words);
});

it('joins words that stand side by side', () => {
  expect(phrasesOf('red tea cup', 2)).toEqual(['red', 'tea', 'cup', 'red tea', 'tea cup']);
});
