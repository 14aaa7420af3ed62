import type { Unit } from './table.ts';
import { formatText, type Label, type Locale, type Message, type Text } from './text.ts';

/** What the sentences of a card are about, in the order in which they are read. */
export const cardParts = ['size', 'value', 'habit', 'category', 'word', 'tag', 'offer'] as const;
export type CardPart = (typeof cardParts)[number];

/** What cards call their parts. */
export const cardText = {
  size: { en: 'Size', zh: '规模' },
  value: { en: 'Value', zh: '价值' },
  habit: { en: 'Habits', zh: '习惯' },
  category: { en: 'Favourite categories', zh: '偏爱品类' },
  word: { en: 'In their words', zh: '常用词' },
  tag: { en: 'Tags', zh: '标签' },
  offer: { en: 'What to offer', zh: '推荐什么' },
  typical: { en: 'Typical customer', zh: '典型顾客' },
  lift: { en: '× {lift}', zh: '{lift} 倍' },
} as const satisfies Record<CardPart | 'typical' | 'lift', Text>;

/** 5 %, 25 %, median, 75 %, 95 %. */
export type Spread = readonly [number, number, number, number, number];

/** One sentence of a card and the number it rests on. */
export interface CardFact {
  /** Names the sentence among those of its card, from run to run. */
  readonly key: string;
  readonly part: CardPart;
  /** The sentence that the numbers propose. */
  readonly sentence: Message;
  /** What is measured. */
  readonly measure: Label;
  readonly unit: Unit | null;
  /** The group's number and that of all others; NaN where there are no others. */
  readonly value: number;
  readonly others: number;
  /** Of shares, how many times everyone's share the group's is; null of all else. */
  readonly lift: number | null;
  /** Cliff's delta against all others, and the chance of so large a difference under none; null where nothing was tested. */
  readonly effect: number | null;
  readonly chance: number | null;
  /** How the measure is spread; null of the share of people who do something. */
  readonly spread: { readonly own: Spread; readonly others: Spread } | null;
  /** The analyst's own words in place of the sentence; null for none. */
  readonly own: string | null;
  readonly hidden: boolean;
  /** The numbers that the analyst's words were written for, where those are others now; null where nothing changed. */
  readonly changedFrom: string | null;
}

/** The member nearest to all others of a group, with what tells them. */
export interface TypicalCustomer {
  readonly id: string;
  readonly measures: readonly { readonly label: Label; readonly unit: Unit | null; readonly value: number }[];
}

/** The portrait of a group. */
export interface PersonaCard {
  /** The cluster, or the name of the segment, that it portrays. */
  readonly cluster: string;
  readonly size: number;
  /** The name that the numbers propose. */
  readonly proposed: Text;
  /** The name that the analyst gave; null for none. */
  readonly own: string | null;
  /** The name that was proposed when the analyst named the group, where it is another one now; null where nothing changed. */
  readonly changedFrom: string | null;
  readonly facts: readonly CardFact[];
  readonly typical: TypicalCustomer | null;
}

/** What an analyst says in place of what a card proposes; the words stand in every language. */
export interface CardEdit {
  readonly cluster: string;
  /** {@link NAME_PART}, or the key of a sentence. */
  readonly part: string;
  /** Empty where the proposal stands. */
  readonly text: string;
  readonly hidden: boolean;
  /** What it was written for: the numbers behind the sentence, or the proposed name. Empty is never compared. */
  readonly was: string;
}

/** The part of an edit that names a group. */
export const NAME_PART = 'name';

const DIGITS = 3;
const short = (value: number): string => (Number.isNaN(value) ? '–' : String(Number(value.toPrecision(DIGITS))));

/** The numbers behind a sentence to three digits: while they read the same, so does the sentence. */
export const basisOf = ({ value, others }: Pick<CardFact, 'value' | 'others'>): string =>
  `${short(value)} / ${short(others)}`;

/** What a group's name was chosen for. */
export const nameBasis = ({ proposed }: Pick<PersonaCard, 'proposed'>): string => formatText(proposed, undefined, 'en');

const ownOf = (edit: CardEdit | undefined): string | null => (edit && edit.text !== '' ? edit.text : null);
const changedOf = (edit: CardEdit | undefined, now: string): string | null =>
  edit && edit.was !== '' && edit.was !== now ? edit.was : null;

/** Cards with the analyst's words in place; what cards said of edits before is replaced. Of two edits of one part the last holds. */
export function withEdits(cards: readonly PersonaCard[], edits: readonly CardEdit[]): PersonaCard[] {
  const keyOf = (cluster: string, part: string): string => `${cluster}\u0000${part}`;
  const known = new Map(edits.map((edit) => [keyOf(edit.cluster, edit.part), edit]));
  return cards.map((card) => {
    const of = (part: string): CardEdit | undefined => known.get(keyOf(card.cluster, part));
    const name = of(NAME_PART);
    return {
      ...card,
      own: ownOf(name),
      changedFrom: changedOf(name, nameBasis(card)),
      facts: card.facts.map((fact) => {
        const edit = of(fact.key);
        const changedFrom = changedOf(edit, basisOf(fact));
        return { ...fact, own: ownOf(edit), hidden: edit?.hidden ?? false, changedFrom };
      }),
    };
  });
}

/** Edits that no card has a place for any more: their group or their sentence is gone. */
export function lostEdits(cards: readonly PersonaCard[], edits: readonly CardEdit[]): CardEdit[] {
  const parts = new Map(cards.map(({ cluster, facts }) => [cluster, new Set(facts.map(({ key }) => key))]));
  return edits.filter(
    ({ cluster, part }) => !(part === NAME_PART ? parts.has(cluster) : parts.get(cluster)?.has(part)),
  );
}

/** What a group is called: by its analyst, else by its numbers. */
export const sayName = ({ own, proposed }: Pick<PersonaCard, 'own' | 'proposed'>, locale: Locale): string =>
  own ?? formatText(proposed, undefined, locale);

/** A sentence as it is shown. */
export const saySentence = ({ own, sentence }: Pick<CardFact, 'own' | 'sentence'>, locale: Locale): string =>
  own ?? formatText(sentence.text, sentence.values, locale);

/** The sentences of a card by what they are about; those that were hidden are left out. */
export function shownFacts({ facts }: PersonaCard): { part: CardPart; facts: CardFact[] }[] {
  return cardParts
    .map((part) => ({ part, facts: facts.filter((fact) => fact.part === part && !fact.hidden) }))
    .filter((group) => group.facts.length > 0);
}
