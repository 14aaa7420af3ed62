import { expect, it } from 'vitest';
import type { PanelView, ProjectView } from '../../src-main/contract/project.ts';
import type { InputRefs } from '../../src-main/contract/step.ts';
import { lineageOf } from './lineage.ts';

const view = (id: string, inputs: InputRefs): PanelView => ({ panel: { id, inputs } }) as unknown as PanelView;
const project = {
  datasets: [{ id: 'orders', name: 'orders', nRows: 10 }],
  segments: [{ id: 's', name: 'Loyal', count: 3 }],
} as unknown as ProjectView;

const views = [
  view('clean', { orders: [{ from: 'dataset', datasetId: 'orders' }] }),
  view('rfm', { orders: [{ from: 'panel', panelId: 'clean', output: 'clean' }] }),
  view('join', {
    left: [{ from: 'panel', panelId: 'rfm', output: 'rfm' }],
    right: [{ from: 'panel', panelId: 'clean', output: 'clean' }],
    only: [{ from: 'segment', segmentId: 's' }],
  }),
];

it('leads from the datasets down to the panel, each once', () => {
  expect(lineageOf('join', views, project).map(({ id }) => id)).toEqual(['orders', 'clean', 'rfm', 's', 'join']);
});

it('leaves out what is gone', () => {
  expect(lineageOf('gone', views, project)).toEqual([]);
  expect(lineageOf('clean', views, { ...project, datasets: [] }).map(({ id }) => id)).toEqual(['clean']);
});
