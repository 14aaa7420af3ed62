import { createContext, useContext } from 'react';
import type { PanelView } from '../../src-main/contract/project.ts';

/** What can be done with a panel among the others of its notebook. */
export interface PanelActions {
  /** Opens the gallery, to add a panel there. */
  addAt(panelId: string, where: 'above' | 'below'): void;
  /** Adds a panel of a step there at once. */
  addStep(panelId: string, where: 'above' | 'below', step: string): void;
  /** Puts a filter between a panel and the first table it reads. */
  filterInput(panelId: string): void;
  move(panelId: string, by: -1 | 1): void;
  canMove(panelId: string, by: -1 | 1): boolean;
  duplicate(panelId: string): void;
  remove(panelId: string): void;
  runAndNext(panelId: string): void;
}

const ActionsContext = createContext<PanelActions | null>(null);

export const PanelActionsProvider = ActionsContext.Provider;

/** What can be done with the panels of the notebook around. */
export function usePanelActions(): PanelActions {
  const actions = useContext(ActionsContext);
  if (!actions) throw new Error('usePanelActions needs a notebook around it');
  return actions;
}

const PanelsContext = createContext<readonly PanelView[]>([]);

export const ShownPanelsProvider = PanelsContext.Provider;

/** The panels of the notebook around, in order. */
export const useShownPanels = (): readonly PanelView[] => useContext(PanelsContext);
