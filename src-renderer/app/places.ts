import type { ProjectView } from '../../src-main/contract/project.ts';
import type { Place } from './place.tsx';

const START: Place = { kind: 'start' };

/** Whether a place still has something to show. */
export function isThere(place: Place, project: ProjectView | null): boolean {
  switch (place.kind) {
    case 'help':
    case 'start':
    case 'tutorial':
      return true;
    case 'notebook':
      return project?.notebooks.some(({ id }) => id === place.notebookId) ?? false;
    case 'dataset':
      return project?.datasets.some(({ id }) => id === place.datasetId) ?? false;
    case 'segment':
      return project?.segments.some(({ id }) => id === place.segmentId) ?? false;
    case 'model':
      return project?.models.some(({ panelId }) => panelId === place.panelId) ?? false;
    case 'customer':
    case 'runs':
    case 'table':
      return project !== null;
  }
}

/** Where one is in a project before having gone anywhere. */
export function firstPlace(project: ProjectView | null): Place {
  const [notebook] = project?.notebooks ?? [];
  const [dataset] = project?.datasets ?? [];
  if (notebook) return { kind: 'notebook', notebookId: notebook.id };
  if (dataset) return { kind: 'dataset', datasetId: dataset.id };
  return START;
}
