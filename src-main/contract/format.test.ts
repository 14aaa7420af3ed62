import { describe, expect, it } from 'vitest';
import { formatCell, isForOthers, sayNames } from './format.ts';

const names = {
  gap_ratio: { en: 'Silence beside the gap', zh: '沉默与间隔之比' },
  share: { en: 'Share of Home & Kitchen', zh: '家居 & 厨房占比' },
  recency: { en: 'Recency', zh: '距上次购买' },
};

describe('names in words', () => {
  it('says a name in the reader’s language, and leaves what has no words', () => {
    expect(sayNames('recency', { names, within: false }, 'zh')).toBe('距上次购买');
    expect(sayNames('region', { names, within: false }, 'zh')).toBe('region');
    expect(sayNames('recency ≤ 5', { names, within: false }, 'en')).toBe('recency ≤ 5');
    expect(sayNames('constructor', { names, within: true }, 'en')).toBe('constructor');
  });

  it('says the names inside a rule, and its signs, but no values', () => {
    const rule = '1.5 < gap_ratio ≤ 5 | ∅ & recency > 64 & channel ∈ {recency, ∅}';
    expect(sayNames(rule, { names, within: true }, 'en')).toBe(
      '1.5 < Silence beside the gap ≤ 5 (or missing) and Recency > 64 and channel ∈ {recency, missing}',
    );
    expect(sayNames('share > 0.2 & recency ≤ 5', { names, within: true }, 'en')).toBe(
      'Share of Home & Kitchen > 0.2 and Recency ≤ 5',
    );
    expect(sayNames('recency ≠ ∅', { names, within: true }, 'zh')).toBe('距上次购买已知');
  });

  it('says the sentence of the reader’s language', () => {
    const words = { names: {}, within: false, sentences: true } as const;
    const reason = JSON.stringify({ en: 'Goes with tea', zh: '与茶搭配', parts: [] });
    expect([sayNames(reason, words, 'en'), sayNames(reason, words, 'zh')]).toEqual(['Goes with tea', '与茶搭配']);
    expect(['Bought often', '{"en":3}', 'null'].map((value) => sayNames(value, words, 'en'))).toEqual([
      'Bought often',
      '{"en":3}',
      'null',
    ]);
  });

  it('writes them in cells', () => {
    const column = { type: 'text', unit: null, words: { names, within: false } } as const;
    expect(formatCell('gap_ratio', column, null, 'en')).toBe('Silence beside the gap');
  });
});

it('knows columns that are for readers of another language', () => {
  const columns = [{ name: 'text_en' }, { name: 'text_zh' }, { name: 'name_en' }];
  const shown = (locale: 'en' | 'zh') => columns.filter((column) => !isForOthers(column, columns, locale));
  expect(shown('en').map(({ name }) => name)).toEqual(['text_en', 'name_en']);
  expect(shown('zh').map(({ name }) => name)).toEqual(['text_zh', 'name_en']);
});
