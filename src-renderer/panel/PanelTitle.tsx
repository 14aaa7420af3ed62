import { TextInput, Tooltip } from '@mantine/core';
import { useState, type KeyboardEvent, type ReactNode } from 'react';
import { useText } from '../i18n/i18n.tsx';
import { panelText } from './panel-text.ts';

interface PanelTitleProps {
  readonly title: string;
  readonly editing: boolean;
  onEditing(editing: boolean): void;
  onTitle(title: string): void;
}

/** A title that a click, or the menu, makes editable. */
export function PanelTitle({ title, editing, onEditing, onTitle }: PanelTitleProps): ReactNode {
  const { t } = useText();
  if (editing) return <TitleBox {...{ title, onEditing, onTitle }} />;
  return (
    <Tooltip label={t(panelText.rename)} openDelay={900}>
      <button type="button" className="pn-title" onClick={() => onEditing(true)}>
        {title}
      </button>
    </Tooltip>
  );
}

function TitleBox({ title, onEditing, onTitle }: Omit<PanelTitleProps, 'editing'>): ReactNode {
  const { t } = useText();
  const [draft, setDraft] = useState(title);
  const close = (keep: boolean): void => {
    onEditing(false);
    if (keep && draft.trim() !== title) onTitle(draft.trim());
  };
  const press = (event: KeyboardEvent<HTMLInputElement>): void => {
    if (event.key !== 'Enter' && event.key !== 'Escape') return;
    event.preventDefault();
    event.stopPropagation();
    // Back to the panel, so that its keys act again; leaving the box keeps what is in it.
    const panel = event.currentTarget.closest<HTMLElement>('[data-panel], .nb-head');
    if (event.key === 'Escape') close(false);
    else close(true);
    panel?.focus();
  };
  return (
    <TextInput
      className="pn-title-box"
      aria-label={t(panelText.title)}
      autoFocus
      maxLength={200}
      value={draft}
      onFocus={(event) => event.currentTarget.select()}
      onChange={(event) => setDraft(event.currentTarget.value)}
      onKeyDown={press}
      onBlur={() => close(true)}
    />
  );
}
