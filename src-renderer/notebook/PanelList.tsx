import { Button } from '@mantine/core';
import { IconCode, IconNote, IconPlus } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { PanelView } from '../../src-main/contract/project.ts';
import { usePlace } from '../app/place.tsx';
import { useText } from '../i18n/i18n.tsx';
import { attempt } from '../panel/actions.ts';
import { PanelFrame } from '../panel/PanelFrame.tsx';
import { usePanelActions } from '../panel/panel-context.ts';
import { showPanel } from '../panel/panel-ui.ts';
import { addPanel } from './add-panel.ts';
import { galleryPlace } from './gallery-state.ts';
import { notebookText } from './notebook-text.ts';
import { useReorder } from './use-reorder.ts';

const ICON = { size: 14, stroke: 1.8 } as const;

/** The panels of a notebook in order, with a place to add one between any two. */
export function PanelList({ notebookId, panels }: { notebookId: string; panels: readonly PanelView[] }): ReactNode {
  const { panelId } = usePlace();
  const { over, handlersOf } = useReorder(panels);
  const hasFocus = panels.some(({ panel }) => panel.id === panelId);
  return (
    <div className="nb-col">
      {panels.map((view, i) => (
        <div
          key={view.panel.id}
          className="nb-slot"
          data-drop={over?.panelId === view.panel.id ? over.side : undefined}
          {...handlersOf(view.panel.id)}
        >
          <PanelFrame
            view={view}
            number={i + 1}
            isFocused={view.panel.id === panelId}
            isEntry={hasFocus ? view.panel.id === panelId : i === 0}
          />
          {i < panels.length - 1 && <InsertButton afterId={view.panel.id} />}
        </div>
      ))}
      {panels.length === 0 && <EmptyNotebook />}
      <AddBar notebookId={notebookId} />
    </div>
  );
}

/** Between two panels; the keys A and B do the same, so that Tab need not stop at each. */
function InsertButton({ afterId }: { afterId: string }): ReactNode {
  const { t } = useText();
  const actions = usePanelActions();
  return (
    <button
      type="button"
      className="nb-insert"
      tabIndex={-1}
      aria-label={t(notebookText.addHere)}
      onClick={() => actions.addAt(afterId, 'below')}
    >
      <IconPlus size={12} stroke={2} aria-hidden />
    </button>
  );
}

function EmptyNotebook(): ReactNode {
  const { t } = useText();
  return (
    <div className="nb-empty">
      <h3>{t(notebookText.emptyTitle)}</h3>
      <p>{t(notebookText.empty)}</p>
    </div>
  );
}

function AddBar({ notebookId }: { notebookId: string }): ReactNode {
  const { t } = useText();
  const { focusPanel } = usePlace();
  const place = { notebookId, afterId: null, first: false } as const;
  const add = async (kind: 'note' | 'sql'): Promise<void> => {
    const added = await addPanel(place, { kind });
    if (kind === 'note') showPanel(added, { writing: true });
    focusPanel(added);
  };
  return (
    <div className="nb-add">
      <Button variant="subtle" leftSection={<IconPlus {...ICON} />} onClick={() => galleryPlace.set(place)}>
        {t(notebookText.addPanel)}
      </Button>
      <Button variant="subtle" color="gray" leftSection={<IconNote {...ICON} />} onClick={() => attempt(add('note'))}>
        {t(notebookText.addNote)}
      </Button>
      <Button variant="subtle" color="gray" leftSection={<IconCode {...ICON} />} onClick={() => attempt(add('sql'))}>
        {t(notebookText.addSql)}
      </Button>
    </div>
  );
}
