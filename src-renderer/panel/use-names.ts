import { useMemo } from 'react';
import { useCall, useProject, useSteps } from '../engine/queries.ts';
import type { PortColumns } from '../form/control.ts';
import { useText } from '../i18n/i18n.tsx';
import { useShownPanels } from './panel-context.ts';
import { titleOf } from './say.ts';
import type { RefNames } from './summary.ts';

/** What the panels of the notebook around are called now. */
export function usePanelTitles(): (panelId: string) => string {
  const panels = useShownPanels();
  const steps = useSteps();
  const { t } = useText();
  return useMemo(() => {
    const titles = new Map(panels.map(({ panel }) => [panel.id, titleOf(panel, steps.get(panel.step), t)]));
    return (panelId) => titles.get(panelId) ?? '…';
  }, [panels, steps, t]);
}

/** What the columns that a panel reads are called now; those of no panel are none. */
export const usePanelColumns = (panelId: string | null): PortColumns | undefined =>
  useCall('panel.columns', panelId === null ? null : { panelId }).data;

/** What datasets, segments, outputs and steps are called now. */
export function useNames(): RefNames {
  const project = useProject();
  const panels = useShownPanels();
  const steps = useSteps();
  const titles = usePanelTitles();
  const { t } = useText();
  return useMemo(
    () => ({
      dataset: (datasetId) => project?.datasets.find(({ id }) => id === datasetId)?.name ?? null,
      segment: (segmentId) => project?.segments.find(({ id }) => id === segmentId)?.name ?? null,
      output(panelId, output) {
        const panel = panels.find((view) => view.panel.id === panelId)?.panel;
        const port = panel && steps.get(panel.step)?.gives[output];
        return panel?.names[output] ?? (port ? `${titles(panelId)} · ${t(port.label)}` : titles(panelId));
      },
      step(stepId) {
        const step = steps.get(stepId);
        return step ? t(step.title) : stepId;
      },
    }),
    [project, panels, steps, titles, t],
  );
}
