import {
  NAME_PART,
  basisOf,
  nameBasis,
  sayName,
  saySentence,
  type CardEdit,
  type PersonaCard,
} from '../../src-main/contract/cards.ts';
import { formatText, type Locale } from '../../src-main/contract/text.ts';

/** A card as it is being written. */
export interface Draft {
  readonly name: string;
  /** By the key of the sentence. */
  readonly sentences: Readonly<Record<string, { readonly text: string; readonly hidden: boolean }>>;
}

const proposals = (card: PersonaCard): PersonaCard => ({
  ...card,
  own: null,
  facts: card.facts.map((fact) => ({ ...fact, own: null, hidden: false })),
});

/** A card as it reads now. */
export const draftOf = (card: PersonaCard, locale: Locale): Draft => ({
  name: sayName(card, locale),
  sentences: Object.fromEntries(
    card.facts.map((fact) => [fact.key, { text: saySentence(fact, locale), hidden: fact.hidden }]),
  ),
});

/** A card as the numbers propose it. */
export const proposedDraft = (card: PersonaCard, locale: Locale): Draft => draftOf(proposals(card), locale);

/** What differs from a proposal; nothing is kept of what is empty or the same. */
const ownWords = (written: string, proposed: string): string => (written.trim() === proposed ? '' : written.trim());

/** The analyst's edits with those of one card replaced by a draft of it; what the card has no place for stays. */
export function withDraft(edits: readonly CardEdit[], card: PersonaCard, draft: Draft, locale: Locale): CardEdit[] {
  const plain = proposals(card);
  const parts = new Set([NAME_PART, ...card.facts.map(({ key }) => key)]);
  const kept = edits.filter(({ cluster, part }) => cluster !== card.cluster || !parts.has(part));
  const made = [
    { part: NAME_PART, text: ownWords(draft.name, formatText(card.proposed, undefined, locale)), hidden: false, was: nameBasis(card) }, // prettier-ignore
    ...plain.facts.map((fact) => {
      const { text, hidden } = draft.sentences[fact.key] ?? { text: '', hidden: false };
      return { part: fact.key, text: ownWords(text, saySentence(fact, locale)), hidden, was: basisOf(fact) };
    }),
  ];
  const changed = made.filter(({ text, hidden }) => text !== '' || hidden);
  return [...kept, ...changed.map((edit) => ({ cluster: card.cluster, ...edit }))];
}
