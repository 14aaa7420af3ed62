import type { ImportPlan } from '../../src-main/contract/import.ts';
import { createStore } from './store.ts';

/** A dialog over the window; there is one at a time. */
export type Dialog =
  | { readonly kind: 'palette' }
  | { readonly kind: 'settings'; readonly tab: SettingsTab }
  | { readonly kind: 'system' }
  | { readonly kind: 'import'; readonly paths: readonly string[]; readonly target?: ImportPlan['target'] }
  /** `sheetOf`: of the cards of one panel, in place of the whole notebook. */
  | { readonly kind: 'report'; readonly notebookId: string; readonly sheetOf?: string }
  | { readonly kind: 'score'; readonly panelId: string }
  | { readonly kind: 'saveTemplate'; readonly notebookId: string }
  | { readonly kind: 'openTemplate'; readonly templateId: string | null };

export type SettingsTab = 'general' | 'keys' | 'about';

const dialog = createStore<Dialog | null>(null);

export const openDialog = (next: Dialog): void => dialog.set(next);
export const closeDialog = (): void => dialog.set(null);
export const useDialog = (): Dialog | null => dialog.use();
