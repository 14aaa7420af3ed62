import { expect, it } from 'vitest';
import { formatText } from './text.ts';

const text = {
  en: '{n, plural, one {# row of {name}} other {# rows of {name}}}, {state, select, old {old} other {new}}, {when}',
  zh: '{name}的 {n, number} 行',
};
const values = { n: 2, name: 'Tea pots', state: 'old', when: { date: 0 } } as const;

it('writes a message in each language', () => {
  expect(formatText(text, values, 'en')).toBe('2 rows of Tea pots, old, 1 Jan 1970');
  expect(formatText(text, values, 'zh')).toBe('Tea pots的 2 行');
});

it('marks every word of its own in the pseudo-locale, plurals and choices too, and sets data apart', () => {
  const pseudo = formatText(text, values, 'pseudo');
  expect(pseudo).toContain('\u2068Tea pots\u2069');
  expect(pseudo).toContain('\u20681 Jan 1970\u2069');
  expect(pseudo.replaceAll(/\u2068[^\u2069]*\u2069/g, '')).not.toMatch(/[A-Za-z](?!\u0307)/);
  expect(pseudo.normalize('NFD').replaceAll(/[\u0300-\u036f\u2068\u2069]/g, '')).toBe(formatText(text, values, 'en'));
});
