import { type CardFact, type PersonaCard } from '../../src-main/contract/cards.ts';
import type { BarsFigure, BoxFigure, CardsFigure } from '../../src-main/contract/figure.ts';
import { formatText, type Label, type Locale, type Message } from '../../src-main/contract/text.ts';
import { cardsText } from './cards-text.ts';

const asMessage = (label: Label): Message =>
  typeof label === 'string' ? { code: 'measure', text: { en: '{label}', zh: '{label}' }, values: { label } } : label;

const word = (key: 'others' | 'everyone'): Message => ({ code: key, text: cardsText[key] });

/** What a group is called in a figure. */
export const nameOf = ({ own, proposed }: PersonaCard): Label => own ?? { code: 'persona', text: proposed };

/** Chances are told to one digit: what matters is how small they are. */
const sayChance = (chance: number): string => (chance < 1e-15 ? '< 1e-15' : chance.toPrecision(1));

/** How large and how sure a difference is. */
function testedOf({ effect, chance }: CardFact): Message | undefined {
  if (effect === null || chance === null) return undefined;
  return { code: 'tested', text: cardsText.tested, values: { effect: { decimal: effect, digits: 2 }, chance: sayChance(chance) } }; // prettier-ignore
}

function spreadOf(fact: CardFact, locale: Locale): Message {
  const tested = testedOf(fact);
  if (!tested) return { code: 'spread', text: cardsText.spread };
  const said = { spread: cardsText.spread, tested: formatText(tested.text, tested.values, locale) };
  return { code: 'both', text: cardsText.both, values: said };
}

/** Each group's size. */
function sizes({ cards, select }: CardsFigure): BarsFigure {
  const title: Message = { code: 'sizes', text: cardsText.sizes };
  const shareOf = ({ facts }: PersonaCard): number => facts.find(({ part }) => part === 'size')?.value ?? NaN;
  return {
    kind: 'bars',
    orientation: 'horizontal',
    title,
    summary: title,
    categories: cards.map(nameOf),
    value: { label: title, unit: 'share' },
    series: [{ name: title, values: Float64Array.from(cards, shareOf) }],
    select,
  };
}

/** What a sentence rests on, as a figure: the group beside everyone else. */
export function evidenceOf(
  figure: CardsFigure,
  card: PersonaCard,
  fact: CardFact,
  locale: Locale,
): BarsFigure | BoxFigure {
  if (fact.part === 'size') return sizes(figure);
  const { measure, unit, value, others, lift, spread } = fact;
  const title = asMessage(measure);
  const common = { title, summary: title, currency: figure.currency ?? null, value: { label: measure, unit } };
  const groups = [nameOf(card), word('others')];
  if (spread)
    return { ...common, kind: 'box', subtitle: spreadOf(fact, locale), groups, quantiles: [spread.own, spread.others] };
  const known = [value, others, lift ? value / lift : NaN];
  const shown = [...known.keys()].filter((i) => !Number.isNaN(known[i]!));
  return {
    ...common,
    kind: 'bars',
    orientation: 'horizontal',
    subtitle: testedOf(fact),
    categories: shown.map((i) => [...groups, word('everyone')][i]!),
    series: [{ name: measure, values: Float64Array.from(shown, (i) => known[i]!) }],
  };
}
