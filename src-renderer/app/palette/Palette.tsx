import { Modal } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import {
  IconBook2,
  IconChevronRight,
  IconNotebook,
  IconPointFilled,
  IconSearch,
  IconTable,
  IconUsersGroup,
} from '@tabler/icons-react';
import { useEffect, useId, useMemo, useState, type KeyboardEvent, type ReactNode } from 'react';
import { call } from '../../engine/call.ts';
import { useCall, useProject } from '../../engine/queries.ts';
import { useText } from '../../i18n/i18n.tsx';
import { texts } from '../../i18n/texts.ts';
import { Keys } from '../../ui/Keys.tsx';
import { useFocusReturn } from '../../ui/use-focus-return.ts';
import { useCurrentCommands } from '../commands.ts';
import { closeDialog } from '../dialogs.ts';
import { usePlace } from '../place.tsx';
import { usePreferences } from '../preferences.ts';
import { allEntries, findEntries, type Entry, type EntryGroup, type EntryKind } from './entries.ts';
import './palette.css';

const text = texts({
  search: { en: 'Search or run a command', zh: '搜索或运行命令' },
  results: { en: 'Commands and places', zh: '命令与位置' },
  nothing: { en: 'Nothing fits “{query}”.', zh: '没有与“{query}”匹配的内容。' },
  found: { en: '{n, plural, one {# result} other {# results}}', zh: '{n, number} 个结果' },
  move: { en: 'move', zh: '移动' },
  start: { en: 'open', zh: '打开' },
  close: { en: 'close', zh: '关闭' },
});

const ICON = { size: 16, stroke: 1.6 } as const;
const ICONS: Readonly<Record<EntryKind, ReactNode>> = {
  command: <IconChevronRight {...ICON} />,
  notebook: <IconNotebook {...ICON} />,
  panel: <IconPointFilled {...ICON} />,
  dataset: <IconTable {...ICON} />,
  segment: <IconUsersGroup {...ICON} />,
  help: <IconBook2 {...ICON} />,
};

/** A title with what was typed made visible. */
function Found({ title, query }: { title: string; query: string }): ReactNode {
  const at = query === '' ? -1 : title.toLowerCase().indexOf(query.toLowerCase());
  if (at < 0) return title;
  return (
    <>
      {title.slice(0, at)}
      <mark>{title.slice(at, at + query.length)}</mark>
      {title.slice(at + query.length)}
    </>
  );
}

function useEntries(query: string): EntryGroup[] {
  const words = useText();
  const commands = useCurrentCommands();
  const { keys } = usePreferences();
  const { place, go, focusPanel } = usePlace();
  const project = useProject() ?? null;
  const panels = useCall('notebook.view', place.kind === 'notebook' ? { notebookId: place.notebookId } : null).data;
  const { data: pages } = useQuery({ queryKey: ['help.pages', {}], queryFn: () => call('help.pages', {}) });
  const groups = useMemo(
    () => allEntries(words, { commands, keys, project, panels: panels ?? [], pages: pages ?? [], go, focusPanel }),
    [words, commands, keys, project, panels, pages, go, focusPanel],
  );
  return useMemo(() => findEntries(groups, query), [groups, query]);
}

interface ListProps {
  readonly id: string;
  readonly groups: readonly EntryGroup[];
  readonly query: string;
  readonly current: Entry | undefined;
  optionId(entry: Entry): string;
  onPoint(entry: Entry): void;
  onStart(entry: Entry): void;
}

function List({ id, groups, query, current, optionId, onPoint, onStart }: ListProps): ReactNode {
  const { t } = useText();
  return (
    <div className="pal-list" role="listbox" id={id} aria-label={t(text.results)}>
      {groups.map(({ title, entries }) => (
        <div key={title + (entries[0]?.kind ?? '')} role="group" aria-label={title}>
          <div className="pal-group" aria-hidden>
            {title}
          </div>
          {entries.map((entry) => (
            // The field has the focus; it says which option is current.
            <div
              key={entry.id}
              id={optionId(entry)}
              role="option"
              aria-selected={entry === current}
              className="pal-entry"
              onMouseMove={() => onPoint(entry)}
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => onStart(entry)}
            >
              <span className="pal-icon">{ICONS[entry.kind]}</span>
              <span className="pal-title">
                <Found title={entry.title} query={query} />
              </span>
              {entry.hint && <span className="pal-hint">{entry.hint}</span>}
              {entry.keys && <Keys keys={entry.keys} />}
            </div>
          ))}
        </div>
      ))}
    </div>
  );
}

function Search(): ReactNode {
  const { t } = useText();
  const base = useId();
  const [query, setQuery] = useState('');
  const [currentId, setCurrentId] = useState<string | null>(null);
  const groups = useEntries(query.trim());
  const entries = groups.flatMap((group) => group.entries);
  const current = entries.find(({ id }) => id === currentId) ?? entries[0];
  const optionId = (entry: Entry): string => `${base}-${entry.id}`;
  const currentOption = current && optionId(current);
  useEffect(() => {
    if (currentOption) document.getElementById(currentOption)?.scrollIntoView({ block: 'nearest' });
  }, [currentOption]);
  const start = (entry: Entry): void => {
    closeDialog();
    // The palette gives the focus back first; what is started may take it.
    setTimeout(entry.start);
  };
  const move = (by: number): void => {
    const at = current ? entries.indexOf(current) : 0;
    setCurrentId(entries[(at + by + entries.length) % entries.length]?.id ?? null);
  };
  const press = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return;
    const by = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 }[event.key];
    if (by !== undefined && entries.length > 0) move(by);
    else if (event.key === 'Enter' && current) start(current);
    else return;
    event.preventDefault();
  };
  return (
    <>
      <div className="pal-search">
        <IconSearch size={18} stroke={1.6} aria-hidden />
        <input
          type="text"
          role="combobox"
          aria-label={t(text.search)}
          aria-expanded={entries.length > 0}
          aria-controls={`${base}-list`}
          aria-activedescendant={currentOption}
          aria-autocomplete="list"
          data-autofocus
          spellCheck={false}
          value={query}
          onChange={(event) => {
            setQuery(event.currentTarget.value);
            setCurrentId(null);
          }}
          onKeyDown={press}
        />
      </div>
      <List
        id={`${base}-list`}
        {...{ groups, current, optionId }}
        query={query.trim()}
        onPoint={({ id }) => setCurrentId(id)}
        onStart={start}
      />
      {entries.length === 0 && <p className="pal-none">{t(text.nothing, { query })}</p>}
      <p className="visually-hidden" role="status">
        {query !== '' && t(text.found, { n: entries.length })}
      </p>
      <div className="pal-foot" aria-hidden>
        <span>
          <kbd>↑</kbd>
          <kbd>↓</kbd>
          {t(text.move)}
        </span>
        <span>
          <kbd>Enter</kbd>
          {t(text.start)}
        </span>
        <span>
          <kbd>Esc</kbd>
          {t(text.close)}
        </span>
      </div>
    </>
  );
}

/** One field that finds every command and every place. */
export function Palette(): ReactNode {
  const { t } = useText();
  useFocusReturn();
  return (
    <Modal
      opened
      onClose={closeDialog}
      withCloseButton={false}
      size={600}
      yOffset={96}
      radius={10}
      padding={0}
      attributes={{ content: { 'aria-label': t(text.search) } }}
      classNames={{ content: 'pal', body: 'pal-body' }}
    >
      <Search />
    </Modal>
  );
}
