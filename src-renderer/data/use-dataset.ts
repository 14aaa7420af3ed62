import { useEffect, useReducer, useState } from 'react';
import type { DatasetView, ProjectView } from '../../src-main/contract/project.ts';
import { call } from '../engine/call.ts';
import { useEngineEvent } from '../engine/events.ts';

/** The datasets of the open project; null until they are known. */
export function useDatasets(): readonly DatasetView[] | null {
  const [project, setProject] = useState<ProjectView | null>(null);
  const [turn, again] = useReducer((n: number) => n + 1, 0);
  useEffect(() => {
    const abort = new AbortController();
    call('project.view', {}, abort.signal).then(setProject, () => undefined);
    return () => abort.abort();
  }, [turn]);
  useEngineEvent('project.changed', again);
  return project?.datasets ?? null;
}
