import { createContext, useContext } from 'react';
import type { Panel, PanelView } from '../../src-main/contract/project.ts';
import type { Chain } from '../../src-main/contract/step.ts';

/** A step with what it is to be set to. */
export interface FilledStep {
  readonly step: string;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly inputs: Panel['inputs'];
}

/** What can be done with a panel among the others of its notebook. */
export interface PanelActions {
  /** Opens the gallery, to add a panel there. */
  addAt(panelId: string, where: 'above' | 'below'): void;
  /** Adds a panel of a step there at once. */
  addStep(panelId: string, where: 'above' | 'below', step: string): void;
  /** Adds a panel below with its parameters and inputs set. */
  addFilled(panelId: string, what: FilledStep): void;
  /** Adds a panel below for every step of a chain, the first reading what the panel's own table port reads. */
  addChain(panelId: string, chain: Chain): void;
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
