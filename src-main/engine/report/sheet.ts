import { shownFacts } from '../../contract/cards.ts';
import type { CardsFigure } from '../../contract/figure.ts';
import { formatText } from '../../contract/text.ts';
import { SHEET_STYLE } from './card-style.ts';
import { cardHtml } from './cards.ts';
import { markup } from './html.ts';
import { htmlPage } from './page.ts';
import { footer, writtenBy } from './page-words.ts';
import { namePeople } from './people.ts';
import { reportText } from './report-text.ts';
import type { ReportSource } from './source.ts';

/** From so many sentences a card is set smaller, so that it stays on its page. */
const DENSE_FROM = 26;

/** What a sheet says beside its cards. */
export type SheetSource = Omit<ReportSource, 'sections' | 'pictures'>;

/**
 * Writes cards as pages of A4 to print or to send: one file that needs nothing else and runs nothing.
 *
 * @param onePerPage one card a page, else as many as there is room for. @param isOld something that the cards rest on has changed since.
 */
export function writeSheet(
  source: SheetSource,
  figure: CardsFigure,
  { onePerPage, isOld }: { readonly onePerPage: boolean; readonly isOld: boolean },
): string {
  const { locale, title } = source;
  const writing = { people: namePeople(source.includeIds), locale, currency: figure.currency ?? null };
  const isDense = (card: CardsFigure['cards'][number]): boolean =>
    shownFacts(card).flatMap(({ facts }) => facts).length >= DENSE_FROM;
  const old = isOld ? markup`<br /><strong>${formatText(reportText.old, undefined, locale)}</strong>` : null;
  const by = markup`<p class="by">${title} · ${writtenBy(source)}${old}</p>`;
  const cards = figure.cards.map((card) => ({ html: cardHtml(card, writing), dense: isDense(card) ? ' dense' : '' }));
  const end = footer(writing.people, locale);
  const pages = onePerPage
    ? cards.map(({ html, dense }) => markup`<section class="sheet${dense}">${by}${html}${end}</section>`)
    : markup`<section class="sheet together">${by}${cards.map(({ html }) => html)}${end}</section>`;
  return htmlPage({ locale, title, style: SHEET_STYLE, script: null, data: null, body: markup`<main>${pages}</main>` });
}
