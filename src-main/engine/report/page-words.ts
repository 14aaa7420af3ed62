import { formatText, type Locale } from '../../contract/text.ts';
import { markup, type Html } from './html.ts';
import type { People } from './people.ts';
import { reportText } from './report-text.ts';
import type { ReportSource } from './source.ts';

/** Which project a file was written from, and when. */
export const writtenBy = ({
  project,
  writtenAt,
  locale,
}: Pick<ReportSource, 'project' | 'writtenAt' | 'locale'>): string =>
  writtenAt === null
    ? formatText(reportText.from, { project }, locale)
    : formatText(reportText.written, { project, date: { date: writtenAt } }, locale);

/** What stands at the end of a file: how people are named in it, and that it loads nothing. */
export const footer = (people: People, locale: Locale): Html =>
  markup`<footer>
    <p>
      ${people.numbered() ? `${formatText(reportText.numbered, undefined, locale)} ` : ''}${formatText(reportText.madeWith, undefined, locale)}
    </p>
  </footer>`;
