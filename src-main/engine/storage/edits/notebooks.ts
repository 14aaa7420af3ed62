import { notebook, type Notebook, type Panel } from '../../../contract/project.ts';
import { newId } from '../ids.ts';
import { checked, edit, label, requireObject } from './define-edit.ts';
import { positionFor, type Place } from './place.ts';

const POSITION = 'position, id';

export const notebookEdits = {
  addNotebook: edit<{ id?: string; title: string; place?: Place }>({
    label: (_draft, { title }) =>
      label('add-notebook', { en: 'Add notebook “{title}”', zh: '添加笔记本“{title}”' }, { title }),
    apply(draft, { id = newId(), title, place = 'end' }) {
      const position = positionFor(draft, 'notebooks', draft.all<Notebook>('notebooks', POSITION), place);
      draft.put('notebooks', id, checked(notebook, { id, title, position }));
      return id;
    },
  }),

  renameNotebook: edit<{ notebookId: string; title: string }>({
    label: (_draft, { title }) =>
      label('rename-notebook', { en: 'Rename notebook to “{title}”', zh: '将笔记本重命名为“{title}”' }, { title }),
    apply(draft, { notebookId, title }) {
      draft.put(
        'notebooks',
        notebookId,
        checked(notebook, { ...requireObject<Notebook>(draft, 'notebooks', notebookId), title }),
      );
      return notebookId;
    },
  }),

  /** Deletes a notebook with its panels; their runs stay, so that undo brings back what they showed. */
  deleteNotebook: edit<{ notebookId: string }>({
    label(draft, { notebookId }) {
      const { title } = requireObject<Notebook>(draft, 'notebooks', notebookId);
      return label('delete-notebook', { en: 'Delete notebook “{title}”', zh: '删除笔记本“{title}”' }, { title });
    },
    apply(draft, { notebookId }) {
      requireObject<Notebook>(draft, 'notebooks', notebookId);
      for (const panel of draft.all<Panel>('panels', POSITION))
        if (panel.notebookId === notebookId) draft.remove('panels', panel.id);
      draft.remove('notebooks', notebookId);
      return notebookId;
    },
  }),
};
