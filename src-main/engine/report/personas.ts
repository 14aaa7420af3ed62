import { formatText, type Locale } from '../../contract/text.ts';
import { markup, type Html } from './html.ts';
import { reportText } from './report-text.ts';
import type { ReportTable } from './source.ts';

const NEEDED = ['cluster', 'size', 'name_en', 'name_zh', 'text_en', 'text_zh'] as const;

/** Whether a table holds the portraits of clusters. */
export function isPersonas({ info }: ReportTable): boolean {
  return NEEDED.every((name) => info.columns.some((column) => column.name === name));
}

/** Portraits as cards: name, size and text in the reader's language. */
export function personaCards({ info, rows }: ReportTable, locale: Locale): Html {
  const at = (name: string): number => info.columns.findIndex((column) => column.name === name);
  const language = locale === 'zh' ? 'zh' : 'en';
  const cards = rows.map((row) => {
    const cell = (name: string): string => String(row[at(name)] ?? '');
    const size = Number(row[at('size')] ?? 0);
    return markup`<article class="card">
      <h3>${cell(`name_${language}`)}</h3>
      <p class="hint">${formatText(reportText.customers, { n: size }, locale)}</p>
      <p>${cell(`text_${language}`)}</p>
    </article>`;
  });
  return markup`<div class="cards">${cards}</div>`;
}
