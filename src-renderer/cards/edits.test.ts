import { describe, expect, it } from 'vitest';
import { withEdits, type CardFact, type PersonaCard } from '../../src-main/contract/cards.ts';
import { draftOf, proposedDraft, withDraft } from './edits.ts';
import { factOf } from './fixtures.ts';

const fact = (key: string, en: string, value: number): CardFact =>
  factOf({
    ...{ key, part: 'habit', measure: key, unit: null, value, others: 1 },
    sentence: { code: key, text: { en, zh: `${en}（中）` } },
  });
const card: PersonaCard = {
  cluster: '2',
  size: 9,
  proposed: { en: 'Regulars', zh: '常客' },
  own: null,
  changedFrom: null,
  facts: [fact('a', 'They come.', 12.345), fact('b', 'They pay.', 3)],
  typical: null,
};

describe('a draft of a card', () => {
  it('that changes nothing leaves no edit, in either language', () => {
    for (const locale of ['en', 'zh'] as const) expect(withDraft([], card, draftOf(card, locale), locale)).toEqual([]);
  });

  it('keeps what was written with the numbers it was written for, and shows it', () => {
    const { sentences } = draftOf(card, 'en');
    const draft = { name: ' 我的 {常客} ', sentences: { ...sentences, b: { text: 'They pay.', hidden: true } } };
    const edits = withDraft([], card, draft, 'en');
    expect(edits).toEqual([
      { cluster: '2', part: 'name', text: '我的 {常客}', hidden: false, was: 'Regulars' },
      { cluster: '2', part: 'b', text: '', hidden: true, was: '3 / 1' },
    ]);
    const [shown] = withEdits([card], edits);
    expect(draftOf(shown!, 'zh')).toMatchObject({ name: '我的 {常客}', sentences: { b: { hidden: true } } });
    expect(withDraft(edits, shown!, proposedDraft(shown!, 'en'), 'en')).toEqual([]);
  });

  it('leaves other cards, and words that have no place now, alone', () => {
    const others = [
      { cluster: '7', part: 'name', text: 'Gone', hidden: false, was: '' },
      { cluster: '2', part: 'tag:vip', text: 'Was here', hidden: false, was: '' },
    ];
    expect(withDraft(others, card, draftOf(card, 'en'), 'en')).toEqual(others);
  });

  it('takes an emptied sentence for the proposal', () => {
    const draft = { name: '', sentences: { a: { text: '', hidden: false } } };
    expect(withDraft([], card, draft, 'en')).toEqual([]);
  });
});
