import { createContext, useContext, type ReactNode } from 'react';
import type { TableRef } from '../../src-main/contract/table.ts';

/** What the middle of the window shows. */
export type Place =
  | { readonly kind: 'notebook'; readonly notebookId: string }
  | { readonly kind: 'dataset'; readonly datasetId: string }
  | { readonly kind: 'segment'; readonly segmentId: string }
  | { readonly kind: 'customer'; readonly customerId: string }
  | { readonly kind: 'model'; readonly panelId: string }
  | { readonly kind: 'runs' }
  | { readonly kind: 'table'; readonly tableRef: TableRef; readonly title: string }
  | { readonly kind: 'help'; readonly page: string }
  | { readonly kind: 'tutorial'; readonly tutorialId: string }
  /** First run: no project, or one without anything in it. */
  | { readonly kind: 'start' };

/** Where the window is, and how one gets elsewhere. */
export interface Places {
  readonly place: Place;
  /** The panel that has the focus in the notebook; the inspector tells of it. */
  readonly panelId: string | null;
  go(place: Place): void;
  /** Focuses a panel of the notebook that is shown. */
  focusPanel(panelId: string | null): void;
}

const PlaceContext = createContext<Places | null>(null);

export function PlaceProvider({ places, children }: { places: Places; children: ReactNode }): ReactNode {
  return <PlaceContext value={places}>{children}</PlaceContext>;
}

/** Where the window is. */
export function usePlace(): Places {
  const places = useContext(PlaceContext);
  if (!places) throw new Error('usePlace needs a PlaceProvider above it');
  return places;
}
