import { useState, type ReactNode } from 'react';
import type { Notebook, PanelView } from '../../src-main/contract/project.ts';
import { usePlace } from '../app/place.tsx';
import { useNotebook, useProject } from '../engine/queries.ts';
import { useText } from '../i18n/i18n.tsx';
import { PanelActionsProvider, ShownPanelsProvider } from '../panel/panel-context.ts';
import { Gallery } from './Gallery.tsx';
import { GraphView } from './GraphView.tsx';
import { NotebookHeader } from './NotebookHeader.tsx';
import { notebookText } from './notebook-text.ts';
import { PanelList } from './PanelList.tsx';
import { usePanelActionsOf } from './use-panel-actions.ts';
import { useNotebookCommands } from './use-notebook-commands.ts';
import './notebook.css';

/** A notebook: its panels in order, or how they depend on each other. */
export function NotebookView({ notebookId }: { notebookId: string }): ReactNode {
  const { t } = useText();
  const project = useProject();
  const panels = useNotebook(notebookId);
  const notebook = project?.notebooks.find(({ id }) => id === notebookId);
  if (project && !notebook) return <p className="nb-wait">{t(notebookText.gone)}</p>;
  if (!notebook || !panels)
    return (
      <p className="nb-wait" role="status">
        {t(notebookText.loading)}
      </p>
    );
  return <Shown key={notebookId} notebook={notebook} panels={panels} />;
}

function Shown({ notebook, panels }: { notebook: Notebook; panels: readonly PanelView[] }): ReactNode {
  const { t } = useText();
  const { focusPanel } = usePlace();
  const [isGraph, setGraph] = useState(false);
  const actions = usePanelActionsOf(notebook.id, panels);
  const toggleGraph = (): void => setGraph(!isGraph);
  useNotebookCommands({ notebookId: notebook.id, panels, actions, toggleGraph });
  const open = (panelId: string): void => {
    setGraph(false);
    focusPanel(panelId);
  };
  return (
    <PanelActionsProvider value={actions}>
      <ShownPanelsProvider value={panels}>
        <section className="nb-view" aria-label={notebook.title}>
          <NotebookHeader {...{ notebook, panels, isGraph }} onGraph={toggleGraph} />
          <div
            className="nb-scroll"
            role="region"
            tabIndex={0}
            aria-label={t(notebookText.panels, { title: notebook.title })}
          >
            {isGraph ? (
              <GraphView title={notebook.title} panels={panels} onOpen={open} />
            ) : (
              <PanelList notebookId={notebook.id} panels={panels} />
            )}
          </div>
          <Gallery />
        </section>
      </ShownPanelsProvider>
    </PanelActionsProvider>
  );
}
