import { toErrorPayload } from '../../src-main/contract/errors.ts';
import type { ProjectView } from '../../src-main/contract/project.ts';
import type { TableRef } from '../../src-main/contract/table.ts';
import type { Text } from '../../src-main/contract/text.ts';
import { startCommand } from '../app/commands.ts';
import { notify } from '../app/notices.ts';
import { usePlace, type Places } from '../app/place.tsx';
import { useExport, type Exports } from '../app/use-export.ts';
import { call } from '../engine/call.ts';
import { useText } from '../i18n/i18n.tsx';
import { projectText } from './project-text.ts';
import type { Leaf, TreeItem } from './tree-model.ts';

/** Something that can be done with an entry of the tree. */
export interface TreeAction {
  readonly id: 'open' | 'panel' | 'rename' | 'export' | 'delete';
  readonly title: Text;
  run(): void;
}

/** Does something that may be refused, and says so. */
export function attempt(work: Promise<unknown>): void {
  work.catch((thrown: unknown) => notify({ tone: 'error', text: projectText.refused, error: toErrorPayload(thrown) }));
}

/** The notebook a panel stands in; models are shown where they were made. */
async function showPanel(panelId: string, project: ProjectView, { go, focusPanel }: Places): Promise<void> {
  for (const { id } of project.notebooks) {
    const views = await call('notebook.view', { notebookId: id });
    if (!views.some(({ panel }) => panel.id === panelId)) continue;
    go({ kind: 'notebook', notebookId: id });
    focusPanel(panelId);
    return;
  }
}

function openLeaf(leaf: Leaf, project: ProjectView, places: Places, say: (text: Text) => string): void {
  switch (leaf.kind) {
    case 'dataset':
      return places.go({ kind: 'dataset', datasetId: leaf.datasetId });
    case 'rejects':
      return places.go({
        kind: 'table',
        tableRef: { from: 'output', hash: leaf.hash },
        title: say(projectText.rejects),
      });
    case 'notebook':
      return places.go({ kind: 'notebook', notebookId: leaf.notebookId });
    case 'model':
      return places.go({ kind: 'model', panelId: leaf.panelId });
    case 'segment':
      return places.go({ kind: 'segment', segmentId: leaf.segmentId });
    case 'runs':
      return places.go({ kind: 'runs' });
    case 'offer':
      if (leaf.command !== null) startCommand(leaf.command);
  }
}

function exportLeaf(leaf: Leaf, name: string, exports: Exports): (() => void) | null {
  const table = (ref: TableRef) => () => void exports.table(ref, name);
  if (leaf.kind === 'dataset') return table({ from: 'dataset', datasetId: leaf.datasetId });
  if (leaf.kind === 'rejects') return table({ from: 'output', hash: leaf.hash });
  if (leaf.kind === 'segment') return () => void exports.segment(leaf.segmentId, name);
  return null;
}

function deleteLeaf(leaf: Leaf): (() => void) | null {
  switch (leaf.kind) {
    case 'dataset':
      return () => attempt(call('dataset.delete', { datasetId: leaf.datasetId }));
    case 'notebook':
      return () => attempt(call('notebook.delete', { notebookId: leaf.notebookId }));
    case 'segment':
      return () => attempt(call('segment.delete', { segmentId: leaf.segmentId }));
    default:
      return null;
  }
}

/** Gives an entry another name; null for what has none of its own. */
export function renamer(leaf: Leaf | null): ((name: string) => void) | null {
  switch (leaf?.kind) {
    case 'dataset':
      return (name) => attempt(call('dataset.update', { datasetId: leaf.datasetId, name }));
    case 'notebook':
      return (title) => attempt(call('notebook.rename', { notebookId: leaf.notebookId, title }));
    case 'segment':
      return (name) => attempt(call('segment.update', { segmentId: leaf.segmentId, patch: { name } }));
    default:
      return null;
  }
}

/** What can be done with an entry; a heading has nothing but to be opened, which the tree itself does. */
export function useTreeActions(project: ProjectView): (item: TreeItem, onRename: () => void) => TreeAction[] {
  const { t } = useText();
  const places = usePlace();
  const exports = useExport();
  return ({ leaf, name }, onRename) => {
    if (!leaf) return [];
    const title = typeof name === 'string' ? name : t(name);
    const exporting = exportLeaf(leaf, title, exports);
    const deleting = deleteLeaf(leaf);
    const toPanel = leaf.kind === 'model' ? () => attempt(showPanel(leaf.panelId, project, places)) : null;
    return [
      { id: 'open', title: projectText.open, run: () => openLeaf(leaf, project, places, t) },
      ...(toPanel ? [{ id: 'panel', title: projectText.showPanel, run: toPanel } as const] : []),
      ...(renamer(leaf) ? [{ id: 'rename', title: projectText.rename, run: onRename } as const] : []),
      ...(exporting ? [{ id: 'export', title: projectText.export, run: exporting } as const] : []),
      ...(deleting ? [{ id: 'delete', title: projectText.delete, run: deleting } as const] : []),
    ];
  };
}
