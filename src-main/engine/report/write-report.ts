import { encodeBundle } from '../../contract/bundle.ts';
import { formatValue } from '../../contract/format.ts';
import { formatLabel, formatText, type Locale } from '../../contract/text.ts';
import { cardsHtml, isToldByCards } from './cards.ts';
import { markup, type Html } from './html.ts';
import { markdownHtml } from './markdown.ts';
import { namePeople, type People } from './people.ts';
import { htmlPage } from './page.ts';
import { footer, writtenBy } from './page-words.ts';
import { reportText } from './report-text.ts';
import type { ReportFigure, ReportMetric, ReportSection, ReportSource } from './source.ts';
import { REPORT_STYLE } from './style.ts';
import { dataTable, numbersOf } from './tables.ts';

/** Sections from which a table of contents helps. */
const CONTENTS_FROM = 4;

interface Writing {
  readonly locale: Locale;
  readonly people: People;
  readonly pictures: ReportSource['pictures'];
  /** Figures that the script draws, as base64 bundles by their place's id. */
  readonly figures: Map<string, string>;
}

function metric({ label, value, unit, currency }: ReportMetric, { locale }: Writing): Html {
  const { lower, upper } = value;
  const write = (number: number): string => formatValue(number, unit, currency, locale);
  const interval =
    lower === undefined || upper === undefined
      ? null
      : markup`<small>${formatText(reportText.interval, { lower: write(lower), upper: write(upper) }, locale)}</small>`;
  return markup`<div class="metric">
    <dt>${formatText(label, undefined, locale)}</dt>
    <dd>${write(value.value)}${interval}</dd>
  </div>`;
}

function figure(given: ReportFigure, writing: Writing): Html {
  const { locale, people, figures } = writing;
  if (given.figure.kind === 'cards') return cardsHtml(given.figure, people, locale);
  const shown: ReportFigure = { figure: people.figure(given.figure), points: given.points };
  const id = `f${figures.size + 1}`;
  figures.set(id, Buffer.from(encodeBundle(shown)).toString('base64'));
  const { title, subtitle, summary } = shown.figure;
  const points = shown.points;
  const seed = points?.sampleSeed ?? null;
  const drawn =
    seed === null
      ? ''
      : formatText(reportText.drawn, { drawn: points?.rows.length ?? 0, rows: points?.nRows ?? 0, seed }, locale);
  const below = [subtitle ? formatLabel(subtitle, locale) : '', drawn].filter((text) => text !== '').join(' · ');
  // Open until the script has drawn the picture: without the script, the numbers are what there is.
  return markup`<figure>
    <figcaption>
      <h3>${formatLabel(title, locale)}</h3>
      ${below === '' ? null : markup`<p>${below}</p>`}
    </figcaption>
    <div class="plot" data-figure="${id}" role="img" aria-label="${formatLabel(summary, locale)}"></div>
    <details open>
      <summary>${formatText(reportText.showTable, undefined, locale)}</summary>
      ${numbersOf(shown, locale)}
    </details>
  </figure>`;
}

function warnings(section: ReportSection, locale: Locale): Html | null {
  const lines = [
    ...(section.isOld ? [formatText(reportText.old, undefined, locale)] : []),
    ...section.warnings.map((warning) => formatLabel(warning, locale)),
  ];
  if (lines.length === 0) return null;
  return markup`<div class="warn">
    <strong>${formatText(reportText.attention, undefined, locale)}</strong>
    <ul>
      ${lines.map((line) => markup`<li>${line}</li>`)}
    </ul>
  </div>`;
}

const titleOf = (section: ReportSection, locale: Locale): string => formatLabel(section.title, locale);

function panel(section: ReportSection, number: number | null, writing: Writing): Html {
  const { locale, people, pictures } = writing;
  const title = titleOf(section, locale);
  const heading = number === null ? null : markup`<h2 id="s${number}"><span class="no">${number}</span>${title}</h2>`;
  const metrics =
    section.metrics.length === 0
      ? null
      : markup`<dl class="metrics">${section.metrics.map((one) => metric(one, writing))}</dl>`;
  // In the order of reading: that is the order in which customers get their numbers.
  const figures = section.figures.map((one) => figure(one, writing));
  const hasCards = section.figures.some((one) => one.figure.kind === 'cards');
  const tables = section.tables
    .filter((one) => !hasCards || !isToldByCards(one))
    .map((one) => dataTable(one, people, locale, pictures));
  return markup`<section class="panel">
    ${heading}${section.what ? markup`<p class="what">${formatText(section.what, undefined, locale)}</p>` : null}${section.note === '' ? null : markup`<div class="note">${markdownHtml(section.note, number === null ? 2 : 3)}</div>`}${warnings(section, locale)}${metrics}${figures}${tables}
  </section> `;
}

/** Sections with a title are counted; a note without one stands between them. */
function numberSections(sections: readonly ReportSection[], locale: Locale): (number | null)[] {
  let count = 0;
  return sections.map((section) => (titleOf(section, locale) === '' ? null : ++count));
}

function contents(
  sections: readonly ReportSection[],
  numbers: readonly (number | null)[],
  locale: Locale,
): Html | null {
  const titled = sections.flatMap((section, i) => {
    const number = numbers[i] ?? null;
    return number === null ? [] : [{ title: titleOf(section, locale), number }];
  });
  if (titled.length < CONTENTS_FROM) return null;
  return markup`<nav aria-label="${formatText(reportText.contents, undefined, locale)}">
    <h2>${formatText(reportText.contents, undefined, locale)}</h2>
    <ol>
      ${titled.map(({ title, number }) => markup`<li value="${number}"><a href="#s${number}">${title}</a></li>`)}
    </ol>
  </nav>`;
}

/**
 * Writes a notebook as one HTML file that needs nothing else: it may run the one script it carries, and load nothing.
 *
 * @param script draws the figures; without it a report shows their numbers as tables.
 */
export function writeReport(source: ReportSource, script: string | null): string {
  const { locale } = source;
  const people = namePeople(source.includeIds);
  const writing: Writing = { locale, people, pictures: source.pictures, figures: new Map() };
  const numbers = numberSections(source.sections, locale);
  const sections = source.sections.map((section, i) => panel(section, numbers[i] ?? null, writing));
  const body = markup`<header>
      <h1>${source.title}</h1>
      <p class="by">${writtenBy(source)}</p>
      ${contents(source.sections, numbers, locale)}
    </header>
    <main>${sections.length > 0 ? sections : markup`<p>${formatText(reportText.empty, undefined, locale)}</p>`}</main>
    ${footer(people, locale)}`;
  const data = { locale, figures: Object.fromEntries(writing.figures) };
  return htmlPage({ locale, title: source.title, style: REPORT_STYLE, script, data, body });
}
