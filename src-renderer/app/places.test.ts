import { expect, it } from 'vitest';
import type { ProjectView } from '../../src-main/contract/project.ts';
import type { Place } from './place.tsx';
import { firstPlace, isThere } from './places.ts';

const project = (given: { notebooks?: string[]; datasets?: string[]; segments?: string[] }): ProjectView => {
  const named = (ids: string[] = []) => ids.map((id) => ({ id }));
  const { notebooks, datasets, segments } = given;
  return {
    notebooks: named(notebooks),
    datasets: named(datasets),
    segments: named(segments),
  } as unknown as ProjectView;
};

it('begins in the first notebook, in the first dataset where there is none, and at the start where there is nothing', () => {
  expect(firstPlace(project({ notebooks: ['n', 'm'], datasets: ['d'] }))).toEqual({
    kind: 'notebook',
    notebookId: 'n',
  });
  expect(firstPlace(project({ datasets: ['d'] }))).toEqual({ kind: 'dataset', datasetId: 'd' });
  expect(firstPlace(project({}))).toEqual({ kind: 'start' });
  expect(firstPlace(null)).toEqual({ kind: 'start' });
});

it('leaves what was deleted, and comes back to it when that is undone', () => {
  const places: Place[] = [
    { kind: 'notebook', notebookId: 'a' },
    { kind: 'dataset', datasetId: 'a' },
    { kind: 'segment', segmentId: 'a' },
  ];
  const whole = project({ notebooks: ['a'], datasets: ['a'], segments: ['a'] });
  for (const place of places) {
    expect(isThere(place, whole), place.kind).toBe(true);
    expect(isThere(place, project({})), place.kind).toBe(false);
  }
});

it('needs no project for help, tutorials and the start', () => {
  expect(isThere({ kind: 'help', page: '' }, null)).toBe(true);
  expect(isThere({ kind: 'tutorial', tutorialId: 't' }, null)).toBe(true);
  expect(isThere({ kind: 'start' }, null)).toBe(true);
  expect(isThere({ kind: 'runs' }, null)).toBe(false);
});
