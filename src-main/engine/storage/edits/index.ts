import { datasetEdits } from './datasets.ts';
import type { EditDefinition } from './define-edit.ts';
import { notebookEdits } from './notebooks.ts';
import { panelEdits } from './panels.ts';
import { segmentEdits } from './segments.ts';
import { settingEdits } from './settings.ts';

/** Every edit that there is: the store's methods, what several may be combined into, and what undo knows follow from it. */
export const edits = { ...notebookEdits, ...panelEdits, ...datasetEdits, ...segmentEdits, ...settingEdits };

export type EditName = keyof typeof edits;
export type EditInput<N extends EditName> = (typeof edits)[N] extends EditDefinition<infer I> ? I : never;

/** One edit as a value, such as `{ do: 'addNotebook', title: 'RFM' }`. */
export type EditOperation = { [N in EditName]: { readonly do: N } & EditInput<N> }[EditName];
