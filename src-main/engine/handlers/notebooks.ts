import type { Handlers } from '../../contract/calls.ts';
import type { EngineState } from '../engine.ts';
import { listTemplates, openTemplate, saveTemplate } from '../session/templates.ts';

/** Notebooks as wholes, and the templates made of them. */
export function notebookHandlers(state: EngineState) {
  return {
    'notebook.add': async ({ title }) => {
      const notebookId = await state.requireSession().edit((writer) => writer.call('addNotebook', { title }));
      return { notebookId };
    },
    'notebook.rename': async ({ notebookId, title }) => {
      await state.requireSession().edit((writer) => writer.call('renameNotebook', { notebookId, title }));
      return null;
    },
    'notebook.delete': async ({ notebookId }) => {
      await state.requireSession().edit((writer) => writer.call('deleteNotebook', { notebookId }));
      return null;
    },
    'notebook.view': async ({ notebookId }) => {
      const session = state.requireSession();
      await session.upToDate();
      return session.views(notebookId);
    },
    'notebook.runStale': ({ notebookId }) => {
      const session = state.requireSession();
      const jobIds = session.run(session.views(notebookId).map((view) => view.panel.id));
      return Promise.resolve({ jobIds });
    },
    'template.list': () => listTemplates(state.options.configFolder),
    'template.save': async ({ notebookId, title }) => {
      const session = state.requireSession();
      return { templateId: await saveTemplate(session.snapshot, notebookId, title, state.options.configFolder) };
    },
    'template.open': async ({ templateId, datasets, locale }) => {
      const notebookId = await openTemplate(
        state.requireSession(),
        templateId,
        datasets,
        locale,
        state.options.configFolder,
      );
      return { notebookId };
    },
  } satisfies Partial<Handlers>;
}
