import { createStore } from '../app/store.ts';

/** Where a new panel goes: below another, or above all. */
export interface AddPlace {
  readonly notebookId: string;
  /** Null for the end, or for the start where `first`. */
  readonly afterId: string | null;
  readonly first: boolean;
}

/** Where the gallery adds; null while it is closed. */
export const galleryPlace = createStore<AddPlace | null>(null);
