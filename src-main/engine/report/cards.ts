import { cardText, sayName, saySentence, shownFacts, type CardFact, type PersonaCard } from '../../contract/cards.ts';
import type { CardsFigure } from '../../contract/figure.ts';
import { formatValue } from '../../contract/format.ts';
import { formatLabel, formatText, type Locale } from '../../contract/text.ts';
import type { ColumnInfo } from '../../contract/table.ts';
import { markup, type Html } from './html.ts';
import type { People } from './people.ts';
import { reportText } from './report-text.ts';
import type { ReportTable } from './source.ts';

/** How cards are written: with which names of people, in which language and currency. */
interface Writing {
  readonly people: People;
  readonly locale: Locale;
  readonly currency: string | null;
}

const TOLD = ['cluster', 'text_en', 'text_zh'];

/** Whether a table says what cards beside it say: the portraits, and the numbers of each sentence. */
export const isToldByCards = ({ info }: ReportTable): boolean =>
  TOLD.every((name) => info.columns.some((column) => column.name === name));

/** The group’s number beside that of the others, as long as they are. */
function numberOf({ unit, value, others, lift }: CardFact, { locale, currency }: Writing): Html {
  const write = (number: number): string => formatValue(number, unit, currency, locale);
  const most = Math.max(value, others);
  const bar = (number: number, kind: string): Html | null =>
    number >= 0 && most > 0 ? markup`<i class="${kind}" style="width:${(100 * number) / most}%"></i>` : null;
  const times =
    lift === null
      ? null
      : markup`<small>${formatText(cardText.lift, { lift: { decimal: lift, digits: 1 } }, locale)}</small>`;
  const pair = Number.isNaN(others)
    ? null
    : markup`<span class="pair">${bar(value, 'own')}${bar(others, 'rest')}</span>`;
  return markup`<span class="num">${[markup`<b>${write(value)}</b>`, times, pair]}</span>`;
}

const ID_COLUMN = {
  name: 'customer_id',
  type: 'text',
  role: 'customerId',
  unit: null,
  label: null,
} as const satisfies ColumnInfo;

/** Who is typical of a group, by the name that the report gives people. */
function typicalOf({ typical }: PersonaCard, { people, locale, currency }: Writing): Html | null {
  if (!typical) return null;
  const safe = people.cell(typical.id, ID_COLUMN);
  const name = safe !== null && typeof safe === 'object' ? formatText(safe.text, { n: safe.n }, locale) : String(safe);
  return markup`<section>
    <h4>${formatText(cardText.typical, undefined, locale)}</h4>
    <p class="who">${name}</p>
    <dl>
      ${typical.measures.map(({ label, unit, value }) => markup`<div><dt>${formatLabel(label, locale)}</dt><dd>${formatValue(value, unit, currency, locale)}</dd></div>`)}
    </dl>
  </section>`;
}

/** The sentences of a card with their numbers, by what they are about, and who is typical. */
function bodyOf(card: PersonaCard, writing: Writing): Html {
  const { locale } = writing;
  const parts = shownFacts(card).map(
    ({ part, facts }) => markup`<section>
      <h4>${formatText(cardText[part], undefined, locale)}</h4>
      <ul>
        ${facts.map((fact) => markup`<li><span>${saySentence(fact, locale)}</span>${numberOf(fact, writing)}</li>`)}
      </ul>
    </section>`,
  );
  return markup`<div class="parts">${parts}${typicalOf(card, writing)}</div>`;
}

/** Whether a sentence of the card says how large its group is. */
const isSized = ({ facts }: PersonaCard): boolean => facts.some(({ part, hidden }) => part === 'size' && !hidden);

/** One card, as it stands on a report and on a sheet. */
export const cardHtml = (card: PersonaCard, writing: Writing): Html =>
  markup`<article class="card">
    <h3>${sayName(card, writing.locale)}</h3>
    ${isSized(card) ? null : markup`<p class="hint">${formatText(reportText.customers, { n: card.size }, writing.locale)}</p>`}
    ${bodyOf(card, writing)}
  </article>`;

/** Portraits as cards in the reader’s language. */
export function cardsHtml({ cards, currency = null }: CardsFigure, people: People, locale: Locale): Html {
  return markup`<div class="cards">${cards.map((card) => cardHtml(card, { people, locale, currency }))}</div>`;
}
