import { ClienteleError } from '../../../contract/errors.ts';
import { panel as panelSchema, type Notebook, type Panel, type PanelPatch } from '../../../contract/project.ts';
import type { Draft } from '../draft.ts';
import { newId } from '../ids.ts';
import { freeName, takenNames } from '../names.ts';
import { checked, edit, given, label, requireObject } from './define-edit.ts';
import { positionFor, type Place } from './place.ts';

/** A panel that is not yet in its place. */
export type NewPanel = Omit<Panel, 'id' | 'position'> & { readonly id?: string };

const siblingsOf = (draft: Draft, notebookId: string, except: string | null = null): Panel[] =>
  draft.all<Panel>('panels', 'position, id').filter((panel) => panel.notebookId === notebookId && panel.id !== except);

const requirePanel = (draft: Draft, panelId: string): Panel => requireObject<Panel>(draft, 'panels', panelId);

export const panelEdits = {
  addPanel: edit<{ panel: NewPanel; place?: Place }>({
    label: (_draft, { panel }) =>
      label('add-panel', { en: 'Add panel “{title}”', zh: '添加面板“{title}”' }, { title: nameOf(panel) }),
    apply(draft, { panel, place = 'end' }) {
      const id = panel.id ?? newId();
      requireObject<Notebook>(draft, 'notebooks', panel.notebookId);
      const position = positionFor(draft, 'panels', siblingsOf(draft, panel.notebookId), place);
      draft.put('panels', id, checked(panelSchema, { ...panel, id, position }));
      return id;
    },
  }),

  /** Changes what the patch gives; parameters, inputs and names are replaced whole. */
  updatePanel: edit<{ panelId: string; patch: PanelPatch & { stepVersion?: number } }>({
    label: (draft, { panelId, patch }) => updateLabel(requirePanel(draft, panelId), patch),
    apply(draft, { panelId, patch }) {
      draft.put('panels', panelId, checked(panelSchema, { ...requirePanel(draft, panelId), ...given(patch) }));
      return panelId;
    },
  }),

  movePanel: edit<{ panelId: string; place: Place }>({
    label: (draft, { panelId }) =>
      label(
        'move-panel',
        { en: 'Move panel “{title}”', zh: '移动面板“{title}”' },
        { title: nameOf(requirePanel(draft, panelId)) },
      ),
    apply(draft, { panelId, place }) {
      const panel = requirePanel(draft, panelId);
      const position = positionFor(draft, 'panels', siblingsOf(draft, panel.notebookId, panelId), place);
      draft.put('panels', panelId, { ...panel, position });
      return panelId;
    },
  }),

  /** Puts a copy below the panel; the copy's outputs get names that are free. */
  duplicatePanel: edit<{ panelId: string; id?: string }>({
    label: (draft, { panelId }) =>
      label(
        'duplicate-panel',
        { en: 'Duplicate panel “{title}”', zh: '复制面板“{title}”' },
        { title: nameOf(requirePanel(draft, panelId)) },
      ),
    apply(draft, { panelId, id = newId() }) {
      const panel = requirePanel(draft, panelId);
      const taken = takenNames(draft.connection);
      const names: Record<string, string> = {};
      for (const [output, name] of Object.entries(panel.names)) {
        names[output] = freeName(name, taken);
        taken.add(names[output].toLowerCase());
      }
      const position = positionFor(draft, 'panels', siblingsOf(draft, panel.notebookId), { after: panelId });
      draft.put('panels', id, checked(panelSchema, { ...panel, id, names, position }));
      return id;
    },
  }),

  /** Deletes a panel; panels that read it keep their connections, so that undo mends them. */
  deletePanel: edit<{ panelId: string }>({
    label: (draft, { panelId }) =>
      label(
        'delete-panel',
        { en: 'Delete panel “{title}”', zh: '删除面板“{title}”' },
        { title: nameOf(requirePanel(draft, panelId)) },
      ),
    apply(draft, { panelId }) {
      requirePanel(draft, panelId);
      draft.remove('panels', panelId);
      return panelId;
    },
  }),

  /** Publishes an output under another name. */
  renameOutput: edit<{ panelId: string; output: string; name: string }>({
    label: (_draft, { name }) =>
      label('rename-output', { en: 'Rename an output to “{name}”', zh: '将输出重命名为“{name}”' }, { name }),
    apply(draft, { panelId, output, name }) {
      const panel = requirePanel(draft, panelId);
      if (!(output in panel.names))
        throw new ClienteleError('not-found', { kind: { en: 'output', zh: '输出' }, id: output });
      draft.put('panels', panelId, checked(panelSchema, { ...panel, names: { ...panel.names, [output]: name } }));
      return panelId;
    },
  }),
};

/** What the history calls a panel: its title, or what it runs. */
const nameOf = ({ title, step, kind }: Pick<Panel, 'title' | 'step' | 'kind'>): string => title || step || kind;

function updateLabel(panel: Panel, patch: PanelPatch): ReturnType<typeof label> {
  const keys = Object.keys(given(patch));
  const values = { title: patch.title ?? nameOf(panel) };
  if (keys.length === 1 && keys[0] === 'title')
    return label('rename-panel', { en: 'Rename panel to “{title}”', zh: '将面板重命名为“{title}”' }, values);
  if (keys.length === 1 && patch.disabled !== undefined) {
    return patch.disabled
      ? label('disable-panel', { en: 'Disable panel “{title}”', zh: '停用面板“{title}”' }, values)
      : label('enable-panel', { en: 'Enable panel “{title}”', zh: '启用面板“{title}”' }, values);
  }
  if (keys.length === 1 && patch.collapsed !== undefined) {
    return patch.collapsed
      ? label('collapse-panel', { en: 'Collapse panel “{title}”', zh: '折叠面板“{title}”' }, values)
      : label('expand-panel', { en: 'Expand panel “{title}”', zh: '展开面板“{title}”' }, values);
  }
  return label('update-panel', { en: 'Change panel “{title}”', zh: '更改面板“{title}”' }, values);
}
