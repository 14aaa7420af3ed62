import type { Panel } from '../../contract/project.ts';
import type { StoredProject } from '../storage/reader.ts';

/** A snapshot of the project: what the person defined, and the runs that fill it. */
export type ProjectSnapshot = StoredProject;

/** The panels of a notebook in order. */
export function panelsOf(snapshot: ProjectSnapshot, notebookId: string): Panel[] {
  return snapshot.panels.filter((panel) => panel.notebookId === notebookId).sort((a, b) => a.position - b.position);
}

/** The dataset with an id or a name, or null. */
export function findDataset(snapshot: ProjectSnapshot, idOrName: string): ProjectSnapshot['datasets'][number] | null {
  return snapshot.datasets.find((dataset) => dataset.id === idOrName || dataset.name === idOrName) ?? null;
}
