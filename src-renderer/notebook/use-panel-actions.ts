import { useEffect, useMemo, useRef } from 'react';
import type { PanelView } from '../../src-main/contract/project.ts';
import type { Chain, InputRef } from '../../src-main/contract/step.ts';
import { notify } from '../app/notices.ts';
import { startCommand } from '../app/commands.ts';
import { usePlace } from '../app/place.tsx';
import { call } from '../engine/call.ts';
import { queryClient, useSteps } from '../engine/queries.ts';
import { useText } from '../i18n/i18n.tsx';
import { attempt, runPanel } from '../panel/actions.ts';
import type { FilledStep, PanelActions } from '../panel/panel-context.ts';
import { titleOf } from '../panel/say.ts';
import { addPanel } from './add-panel.ts';
import { inputsOfLink, tableAfterLink } from './chain-panels.ts';
import { galleryPlace } from './gallery-state.ts';
import { notebookText } from './notebook-text.ts';
import { addPlace, afterRemoval, movedAfter, neighbour } from './order.ts';

const FILTER = { step: 'prepare.filter', input: 'table', output: 'rows' } as const;

const isTable = (ref: InputRef): boolean => ref.from === 'dataset' || ref.from === 'panel' || ref.from === 'segment';

/** What can be done with the panels of a notebook; the object stays the same while the panels change. */
export function usePanelActionsOf(notebookId: string, panels: readonly PanelView[]): PanelActions {
  const steps = useSteps();
  const { t } = useText();
  const { focusPanel } = usePlace();
  const latest = useRef({ panels, steps, t, focusPanel });
  useEffect(() => {
    latest.current = { panels, steps, t, focusPanel };
  });
  return useMemo((): PanelActions => {
    const now = () => latest.current;
    const viewOf = (panelId: string): PanelView | undefined => now().panels.find(({ panel }) => panel.id === panelId);
    const title = (panelId: string): string => {
      const panel = viewOf(panelId)?.panel;
      return panel ? titleOf(panel, now().steps.get(panel.step), now().t) : '…';
    };
    const addStep = async (panelId: string, where: 'above' | 'below', step: string): Promise<string> => {
      const place = { notebookId, ...addPlace(now().panels, panelId, where) };
      const added = await addPanel(place, { kind: 'step', step });
      now().focusPanel(added);
      return added;
    };
    const addFilled = async (panelId: string, { step, parameters, inputs }: FilledStep): Promise<void> => {
      const added = await addStep(panelId, 'below', step);
      await call('panel.update', { panelId: added, patch: { parameters: { ...parameters }, inputs } });
    };
    const addChain = async (panelId: string, { steps: links }: Chain): Promise<void> => {
      let table =
        Object.values(viewOf(panelId)?.panel.inputs ?? {})
          .flat()
          .find(isTable) ?? null;
      let after = panelId;
      for (const link of links) {
        const info = now().steps.get(link.step);
        if (!info) return;
        after = await addStep(after, 'below', link.step);
        const inputs = inputsOfLink(link, info, table);
        await call('panel.update', { panelId: after, patch: { parameters: link.parameters, inputs } });
        table = tableAfterLink(after, info);
      }
    };
    const filterInput = async (panelId: string): Promise<void> => {
      const inputs = viewOf(panelId)?.panel.inputs ?? {};
      const [port, refs] = Object.entries(inputs).find(([, list]) => list.some(isTable)) ?? [];
      const filterId = await addStep(panelId, 'above', FILTER.step);
      if (port === undefined || refs === undefined) return;
      const [first, ...others] = refs;
      await call('panel.update', { panelId: filterId, patch: { inputs: { [FILTER.input]: [first!] } } });
      const filtered: InputRef = { from: 'panel', panelId: filterId, output: FILTER.output };
      await call('panel.update', { panelId, patch: { inputs: { ...inputs, [port]: [filtered, ...others] } } });
    };
    const remove = async (panelId: string): Promise<void> => {
      const next = afterRemoval(now().panels, panelId);
      const named = title(panelId);
      await call('panel.delete', { panelId });
      now().focusPanel(next);
      notify({
        id: 'panel-deleted',
        tone: 'info',
        text: notebookText.panelDeleted,
        values: { title: named },
        actions: [{ title: notebookText.undo, run: () => void startCommand('history.undo') }],
      });
    };
    return {
      addAt: (panelId, where) => galleryPlace.set({ notebookId, ...addPlace(now().panels, panelId, where) }),
      addStep: (panelId, where, step) => attempt(addStep(panelId, where, step)),
      addFilled: (panelId, what) => attempt(addFilled(panelId, what)),
      addChain: (panelId, chain) => attempt(addChain(panelId, chain)),
      filterInput: (panelId) => attempt(filterInput(panelId)),
      canMove: (panelId, by) => movedAfter(now().panels, panelId, by) !== undefined,
      move(panelId, by) {
        const afterId = movedAfter(now().panels, panelId, by);
        if (afterId !== undefined) attempt(call('panel.move', { panelId, afterId }));
      },
      duplicate(panelId) {
        const copy = async (): Promise<void> => {
          const made = await call('panel.duplicate', { panelId });
          await queryClient.invalidateQueries({ queryKey: ['notebook.view'] });
          now().focusPanel(made.panelId);
        };
        attempt(copy());
      },
      remove: (panelId) => attempt(remove(panelId)),
      runAndNext(panelId) {
        if (viewOf(panelId)?.panel.kind !== 'note') runPanel(panelId);
        now().focusPanel(neighbour(now().panels, panelId, 1));
      },
    };
  }, [notebookId]);
}
