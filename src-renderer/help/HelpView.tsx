import { TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { IconSearch } from '@tabler/icons-react';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import type { Text } from '../../src-main/contract/text.ts';
import { toErrorPayload } from '../../src-main/contract/errors.ts';
import { usePlace } from '../app/place.tsx';
import { call } from '../engine/call.ts';
import { useText } from '../i18n/i18n.tsx';
import { ErrorNote } from '../ui/ErrorNote.tsx';
import { Markdown } from '../ui/Markdown.tsx';
import { helpText } from './help-text.ts';
import { HelpHome } from './HelpHome.tsx';
import './help.css';

interface PageInfo {
  readonly page: string;
  readonly title: Text;
  readonly group: string;
}

const GROUPS: readonly { readonly group: string; readonly title: Text }[] = [
  { group: 'guide', title: helpText.guides },
  { group: 'steps', title: helpText.steps },
];

function Contents({ pages, current }: { pages: readonly PageInfo[]; current: string }): ReactNode {
  const { t } = useText();
  const { go } = usePlace();
  const [query, setQuery] = useState('');
  const { data: tutorials } = useQuery({ queryKey: ['tutorial.list', {}], queryFn: () => call('tutorial.list', {}) });
  const wanted = query.trim().toLowerCase();
  const fits = (title: Text, page: string): boolean => `${t(title)} ${title.en} ${page}`.toLowerCase().includes(wanted);
  const entry = (id: string, title: Text, isCurrent: boolean, open: () => void): ReactNode => (
    <li key={id}>
      <button type="button" className="help-entry" aria-current={isCurrent ? 'page' : undefined} onClick={open}>
        {t(title)}
      </button>
    </li>
  );
  const fitting = pages.filter(({ title, page }) => fits(title, page));
  const shownTutorials = (tutorials ?? []).filter(({ title, id }) => fits(title, id));
  return (
    <nav className="help-contents scroll" aria-label={t(helpText.pages)}>
      <TextInput
        aria-label={t(helpText.find)}
        placeholder={t(helpText.find)}
        leftSection={<IconSearch size={14} stroke={1.8} />}
        value={query}
        onChange={(event) => setQuery(event.currentTarget.value)}
      />
      {wanted === '' && (
        <ul className="help-first">
          {entry('home', helpText.home, current === '', () => go({ kind: 'help', page: '' }))}
        </ul>
      )}
      {shownTutorials.length > 0 && (
        <>
          <h3>{t(helpText.tutorials)}</h3>
          <ul>
            {shownTutorials.map(({ id, title }) =>
              entry(id, title, false, () => go({ kind: 'tutorial', tutorialId: id })),
            )}
          </ul>
        </>
      )}
      {GROUPS.map(({ group, title }) => {
        const shown = fitting.filter((page) => page.group === group);
        if (shown.length === 0) return null;
        return (
          <div key={group}>
            <h3>{t(title)}</h3>
            <ul>
              {shown.map((page) =>
                entry(page.page, page.title, page.page === current, () => go({ kind: 'help', page: page.page })),
              )}
            </ul>
          </div>
        );
      })}
      {fitting.length + shownTutorials.length === 0 && <p className="hint">{t(helpText.nothing)}</p>}
    </nav>
  );
}

function Page({ page }: { page: string }): ReactNode {
  const { t, locale } = useText();
  const { go } = usePlace();
  const top = useRef<HTMLDivElement>(null);
  const { data, error } = useQuery({
    queryKey: ['help.page', { page, locale }],
    queryFn: ({ signal }) => call('help.page', { page, locale }, signal),
  });
  useEffect(() => top.current?.scrollTo(0, 0), [page]);
  return (
    <div className="help-page scroll" ref={top} tabIndex={0} role="region" aria-label={data?.title ?? t(helpText.help)}>
      <article>
        {error && <ErrorNote error={toErrorPayload(error)} />}
        {!data && !error && <p className="hint">{t(helpText.loading)}</p>}
        {data && (
          <Markdown source={data.markdown} headingLevel={2} onPage={(next) => go({ kind: 'help', page: next })} />
        )}
      </article>
    </div>
  );
}

/** Offline help: the guides, and a page for every step. An empty page is where it begins. */
export function HelpView({ page }: { page: string }): ReactNode {
  const { t } = useText();
  const { data: pages } = useQuery({ queryKey: ['help.pages', {}], queryFn: () => call('help.pages', {}) });
  return (
    <section className="help" aria-label={t(helpText.help)}>
      <Contents pages={pages ?? []} current={page} />
      {page === '' ? <HelpHome /> : <Page page={page} />}
    </section>
  );
}
