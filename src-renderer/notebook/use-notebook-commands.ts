import type { PanelView } from '../../src-main/contract/project.ts';
import { useCommands, type Command } from '../app/commands.ts';
import { usePlace } from '../app/place.tsx';
import { attempt, enterPanel, runPanel, runStale, toggleCollapsed, toggleDisabled } from '../panel/actions.ts';
import type { PanelActions } from '../panel/panel-context.ts';
import { panelText } from '../panel/panel-text.ts';
import { showPanel } from '../panel/panel-ui.ts';
import { addPanel } from './add-panel.ts';
import { galleryPlace } from './gallery-state.ts';
import { notebookText } from './notebook-text.ts';
import { addPlace, neighbour } from './order.ts';

interface NotebookCommands {
  readonly notebookId: string;
  readonly panels: readonly PanelView[];
  readonly actions: PanelActions;
  toggleGraph(): void;
}

const texts = {
  next: { en: 'Next panel', zh: '下一个面板' },
  previous: { en: 'Previous panel', zh: '上一个面板' },
  note: { en: 'Add a Markdown note below', zh: '在下方添加 Markdown 笔记' },
  runStale: { en: 'Run stale panels', zh: '运行过期的面板' },
} as const;

/** Commands and keys of a notebook and of the panel that has the focus. */
export function useNotebookCommands({ notebookId, panels, actions, toggleGraph }: NotebookCommands): void {
  const { panelId, focusPanel } = usePlace();
  const focused = panels.find(({ panel }) => panel.id === panelId);
  const command = (id: string, title: Command['title'], keys: readonly string[], run: () => void): Command => ({
    id,
    title,
    group: id.startsWith('notebook.') ? 'notebook' : 'panel',
    keys,
    run,
  });
  const write = async (): Promise<void> => {
    const place = focused ? addPlace(panels, focused.panel.id, 'below') : { afterId: null, first: false };
    const added = await addPanel({ notebookId, ...place }, { kind: 'note' });
    showPanel(added, { writing: true });
    focusPanel(added);
  };
  const ofNotebook: Command[] = [
    command('notebook.runStale', texts.runStale, ['Ctrl+Shift+Enter'], () => runStale(notebookId)),
    command('notebook.add', notebookText.addPanel, [], () =>
      galleryPlace.set({ notebookId, afterId: null, first: false }),
    ),
    command('notebook.graph', notebookText.graph, ['G'], toggleGraph),
    command('panel.next', texts.next, ['J', 'ArrowDown'], () => focusPanel(neighbour(panels, panelId, 1))),
    command('panel.previous', texts.previous, ['K', 'ArrowUp'], () => focusPanel(neighbour(panels, panelId, -1))),
    command('panel.note', texts.note, ['M'], () => attempt(write())),
  ];
  const at = focused?.panel.id;
  const ofPanel: Command[] =
    focused && at !== undefined
      ? [
          command('panel.run', panelText.run, ['Ctrl+Enter'], () => runPanel(at)),
          command('panel.runNext', panelText.runNext, ['Shift+Enter'], () => actions.runAndNext(at)),
          command('panel.edit', panelText.edit, ['Enter'], () => enterPanel(focused)),
          command('panel.addAbove', panelText.addAbove, ['A'], () => actions.addAt(at, 'above')),
          command('panel.addBelow', panelText.addBelow, ['B'], () => actions.addAt(at, 'below')),
          command('panel.collapse', panelText.collapse, ['C'], () => toggleCollapsed(focused)),
          command('panel.moveUp', panelText.moveUp, ['Alt+ArrowUp'], () => actions.move(at, -1)),
          command('panel.moveDown', panelText.moveDown, ['Alt+ArrowDown'], () => actions.move(at, 1)),
          command('panel.duplicate', panelText.duplicate, [], () => actions.duplicate(at)),
          command(
            focused.panel.disabled ? 'panel.enable' : 'panel.disable',
            focused.panel.disabled ? panelText.enable : panelText.disable,
            [],
            () => toggleDisabled(focused),
          ),
          command('panel.rename', panelText.rename, ['F2'], () => showPanel(at, { renaming: true })),
          command('panel.delete', panelText.delete, ['D D'], () => actions.remove(at)),
        ]
      : [];
  useCommands([...ofNotebook, ...ofPanel]);
}
