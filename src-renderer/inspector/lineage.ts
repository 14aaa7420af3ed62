import type { PanelView, ProjectView } from '../../src-main/contract/project.ts';
import type { InputRef } from '../../src-main/contract/step.ts';

/** Something that a panel reads, directly or not. */
export type Ancestor =
  | { readonly kind: 'dataset'; readonly id: string; readonly name: string; readonly nRows: number }
  | { readonly kind: 'segment'; readonly id: string; readonly name: string; readonly nRows: number }
  | { readonly kind: 'panel'; readonly id: string; readonly view: PanelView };

/** What a panel reads, from the datasets down to the panel itself; each once. */
export function lineageOf(panelId: string, views: readonly PanelView[], project: ProjectView): Ancestor[] {
  const found: Ancestor[] = [];
  const seen = new Set<string>();
  const visitRef = (ref: InputRef): void => {
    if (ref.from === 'panel') return visitPanel(ref.panelId);
    if (ref.from === 'dataset') {
      const dataset = project.datasets.find(({ id }) => id === ref.datasetId);
      if (dataset && !seen.has(dataset.id))
        found.push({ kind: 'dataset', id: dataset.id, name: dataset.name, nRows: dataset.nRows });
      seen.add(ref.datasetId);
    }
    if (ref.from === 'segment') {
      const segment = project.segments.find(({ id }) => id === ref.segmentId);
      if (segment && !seen.has(segment.id))
        found.push({ kind: 'segment', id: segment.id, name: segment.name, nRows: segment.count });
      seen.add(ref.segmentId);
    }
  };
  const visitPanel = (id: string): void => {
    const view = views.find(({ panel }) => panel.id === id);
    if (!view || seen.has(id)) return;
    seen.add(id);
    Object.values(view.panel.inputs).flat().forEach(visitRef);
    found.push({ kind: 'panel', id, view });
  };
  visitPanel(panelId);
  return found;
}
