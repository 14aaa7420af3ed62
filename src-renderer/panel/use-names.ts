import { useMemo } from 'react';
import { useProject, useSteps } from '../engine/queries.ts';
import { useText } from '../i18n/i18n.tsx';
import { usePanelActions } from './panel-context.ts';
import type { RefNames } from './summary.ts';

/** What datasets, segments, outputs and steps are called now. */
export function useNames(): RefNames {
  const project = useProject();
  const steps = useSteps();
  const actions = usePanelActions();
  const { t } = useText();
  return useMemo(
    () => ({
      dataset: (datasetId) => project?.datasets.find(({ id }) => id === datasetId)?.name ?? null,
      segment: (segmentId) => project?.segments.find(({ id }) => id === segmentId)?.name ?? null,
      output: (panelId, output) => actions.outputName(panelId, output),
      step: (stepId) => {
        const step = steps.get(stepId);
        return step ? t(step.title) : stepId;
      },
    }),
    [project, steps, actions, t],
  );
}
