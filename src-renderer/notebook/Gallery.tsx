import { Button, Modal, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useEffect, useId, useMemo, useState, type KeyboardEvent, type ReactNode } from 'react';
import { usePlace } from '../app/place.tsx';
import { useSteps } from '../engine/queries.ts';
import { useText } from '../i18n/i18n.tsx';
import { attempt } from '../panel/actions.ts';
import { focusInPanel, showPanel } from '../panel/panel-ui.ts';
import { Keys } from '../ui/Keys.tsx';
import { Markdown } from '../ui/Markdown.tsx';
import { addPanel } from './add-panel.ts';
import { findEntries, galleryEntries, type GalleryEntry } from './gallery.ts';
import { galleryPlace, type AddPlace } from './gallery-state.ts';
import { galleryText } from './notebook-text.ts';

/** Everything a panel can do, to choose from. */
export function Gallery(): ReactNode {
  const { t } = useText();
  const place = galleryPlace.use();
  const close = (): void => galleryPlace.set(null);
  return (
    <Modal
      opened={place !== null}
      onClose={close}
      title={t(galleryText.title)}
      size={760}
      padding={0}
      // The new panel takes the focus; where none was added, it goes back.
      returnFocus
      closeButtonProps={{ 'aria-label': t(galleryText.close) }}
      classNames={{ content: 'ga', header: 'ga-head', title: 'ga-title', body: 'ga-main' }}
    >
      {place && <GalleryBody place={place} onClose={close} />}
    </Modal>
  );
}

function GalleryBody({ place, onClose }: { place: AddPlace; onClose: () => void }): ReactNode {
  const { t } = useText();
  const { focusPanel } = usePlace();
  const steps = useSteps();
  const [query, setQuery] = useState('');
  const [at, setAt] = useState(0);
  const listId = useId();
  const all = useMemo(() => galleryEntries(steps.values()), [steps]);
  const found = useMemo(() => findEntries(all, query), [all, query]);
  const active = found[Math.min(at, found.length - 1)];
  const optionId = (entry: GalleryEntry): string => `${listId}-${entry.id}`;
  const activeId = active && optionId(active);
  useEffect(() => {
    if (activeId) document.getElementById(activeId)?.scrollIntoView({ block: 'nearest' });
  }, [activeId]);
  const add = async (entry: GalleryEntry): Promise<void> => {
    onClose();
    const panelId = await addPanel(place, { kind: entry.kind, step: entry.step?.id ?? '' });
    if (entry.kind === 'note') showPanel(panelId, { writing: true });
    focusPanel(panelId);
    if (entry.kind === 'sql') focusInPanel(panelId, '.pn-sql');
  };
  const press = (event: KeyboardEvent): void => {
    const last = found.length - 1;
    const moves: Record<string, number> = {
      ArrowDown: Math.min(at + 1, last),
      ArrowUp: Math.max(at - 1, 0),
      PageDown: Math.min(at + 8, last),
      PageUp: Math.max(at - 8, 0),
    };
    const to = moves[event.key];
    if (to !== undefined) setAt(to);
    else if (event.key === 'Enter' && active) attempt(add(active));
    else return;
    event.preventDefault();
  };
  return (
    <>
      <TextInput
        className="ga-search"
        data-autofocus
        role="combobox"
        aria-expanded
        aria-controls={listId}
        aria-activedescendant={activeId}
        aria-label={t(galleryText.search)}
        placeholder={t(galleryText.search)}
        leftSection={<IconSearch size={14} stroke={1.8} />}
        value={query}
        onChange={(event) => {
          setQuery(event.currentTarget.value);
          setAt(0);
        }}
        onKeyDown={press}
      />
      <div className="ga-body">
        <EntryList
          {...{ listId, found, active, optionId }}
          grouped={query.trim() === ''}
          onPoint={setAt}
          onAdd={(entry) => attempt(add(entry))}
        />
        {active && <EntryDetails entry={active} onAdd={() => attempt(add(active))} />}
      </div>
      <footer className="ga-foot">
        <span>
          <Keys keys="ArrowUp" />
          <Keys keys="ArrowDown" /> {t(galleryText.keys)}
        </span>
        <span>
          <Keys keys="Enter" /> {t(galleryText.add)}
        </span>
        <span>
          <Keys keys="Escape" /> {t(galleryText.close)}
        </span>
      </footer>
    </>
  );
}

interface EntryListProps {
  readonly listId: string;
  readonly found: readonly GalleryEntry[];
  readonly active: GalleryEntry | undefined;
  readonly grouped: boolean;
  optionId(entry: GalleryEntry): string;
  onPoint(at: number): void;
  onAdd(entry: GalleryEntry): void;
}

function EntryList({ listId, found, active, grouped, optionId, onPoint, onAdd }: EntryListProps): ReactNode {
  const { t } = useText();
  if (found.length === 0) {
    return (
      <p className="ga-none" role="status">
        {t(galleryText.none)}
      </p>
    );
  }
  return (
    <ul className="ga-list" id={listId} role="listbox" aria-label={t(galleryText.steps)}>
      {found.map((entry, at) => {
        const isNewGroup = grouped && entry.group !== found[at - 1]?.group;
        return [
          isNewGroup && (
            <li key={`group ${entry.group.en}`} className="ga-group" role="presentation">
              {t(entry.group)}
            </li>
          ),
          <li
            key={entry.id}
            id={optionId(entry)}
            role="option"
            className="ga-entry"
            aria-selected={entry === active}
            onMouseMove={() => onPoint(at)}
            onClick={() => onAdd(entry)}
          >
            <b>{t(entry.title)}</b>
            <span>{t(entry.summary)}</span>
          </li>,
        ];
      })}
    </ul>
  );
}

function EntryDetails({ entry, onAdd }: { entry: GalleryEntry; onAdd: () => void }): ReactNode {
  const { t } = useText();
  const ports = (labels: readonly string[]): string => labels.join(' · ');
  const { step } = entry;
  return (
    <aside className="ga-details">
      <h3>{t(entry.title)}</h3>
      {step && (
        <dl>
          <dt>{t(galleryText.reads)}</dt>
          <dd>{ports(Object.values(step.needs).map(({ label }) => t(label)))}</dd>
          <dt>{t(galleryText.gives)}</dt>
          <dd>{ports(Object.values(step.gives).map(({ label }) => t(label)))}</dd>
        </dl>
      )}
      <Markdown source={t(entry.about)} headingLevel={4} />
      <Button onClick={onAdd}>{t(galleryText.add)}</Button>
    </aside>
  );
}
