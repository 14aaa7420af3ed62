import type { ProjectView, Segment } from '../../src-main/contract/project.ts';
import type { StepInfo } from '../../src-main/contract/step.ts';
import type { Text } from '../../src-main/contract/text.ts';
import type { Place } from '../app/place.tsx';
import { projectText } from './project-text.ts';

/** The headings of the tree. */
export type Branch = 'data' | 'notebooks' | 'models' | 'segments' | 'runs';

/** What an entry stands for. */
export type Leaf =
  | { readonly kind: 'dataset'; readonly datasetId: string }
  | { readonly kind: 'rejects'; readonly datasetId: string; readonly hash: string }
  | { readonly kind: 'notebook'; readonly notebookId: string }
  | { readonly kind: 'model'; readonly panelId: string; readonly step: string }
  | { readonly kind: 'segment'; readonly segmentId: string }
  | { readonly kind: 'runs' }
  /** Under a heading without entries: what to do there; without a command, how entries come about. */
  | { readonly kind: 'offer'; readonly command: string | null };

/** One line of the tree. */
export interface TreeItem {
  readonly id: string;
  /** Data as it stands, or a word of the window. */
  readonly name: string | Text;
  readonly level: 1 | 2 | 3;
  readonly count: number | null;
  readonly branch: Branch;
  /** Null for a heading. */
  readonly leaf: Leaf | null;
  readonly nChildren: number;
}

const item = (given: Omit<TreeItem, 'count' | 'nChildren'> & Partial<TreeItem>): TreeItem => ({
  count: null,
  nChildren: 0,
  ...given,
});

function datasetItems({ datasets }: ProjectView): TreeItem[] {
  return datasets.flatMap(({ id, name, nRows, rejects }) => [
    item({ id, name, level: 2, branch: 'data', count: nRows, leaf: { kind: 'dataset', datasetId: id } }),
    ...(rejects
      ? [
          item({
            id: `${id}:rejects`,
            name: projectText.rejects,
            level: 3,
            branch: 'data',
            count: rejects.nRows,
            leaf: { kind: 'rejects', datasetId: id, hash: rejects.hash },
          }),
        ]
      : []),
  ]);
}

function modelItems({ models }: ProjectView, steps: ReadonlyMap<string, StepInfo>): TreeItem[] {
  return models.map(({ panelId, output, title, step }) =>
    item({
      id: `${panelId}:${output}`,
      name: title || (steps.get(step)?.title ?? step),
      level: 2,
      branch: 'models',
      leaf: { kind: 'model', panelId, step },
    }),
  );
}

function segmentItems(segments: readonly Segment[]): TreeItem[] {
  return segments.map(({ id, name, count }) =>
    item({ id, name, level: 2, branch: 'segments', count, leaf: { kind: 'segment', segmentId: id } }),
  );
}

/** What is offered where a heading has no entries. */
const OFFERS: Readonly<Record<Exclude<Branch, 'runs'>, { readonly name: Text; readonly command: string | null }>> = {
  data: { name: projectText.noData, command: 'data.import' },
  notebooks: { name: projectText.noNotebooks, command: 'project.addNotebook' },
  models: { name: projectText.noModels, command: null },
  segments: { name: projectText.noSegments, command: null },
};

const offerOf = (branch: keyof typeof OFFERS): TreeItem => {
  const { name, command } = OFFERS[branch];
  return item({ id: `${branch}:offer`, name, level: 2, branch, leaf: { kind: 'offer', command } });
};

/** What the tree shows, from top to bottom, as if every heading were open. */
export function treeItems(project: ProjectView, steps: ReadonlyMap<string, StepInfo>): TreeItem[] {
  const branches: readonly (readonly [keyof typeof OFFERS, readonly TreeItem[]])[] = [
    ['data', datasetItems(project)],
    [
      'notebooks',
      project.notebooks.map(({ id, title }) =>
        item({ id, name: title, level: 2, branch: 'notebooks', leaf: { kind: 'notebook', notebookId: id } }),
      ),
    ],
    ['models', modelItems(project, steps)],
    ['segments', segmentItems(project.segments)],
  ];
  const listed = branches.flatMap(([branch, children]) => [
    item({ id: branch, name: projectText[branch], level: 1, branch, leaf: null, nChildren: children.length }),
    ...(children.length > 0 ? children : [offerOf(branch)]),
  ]);
  const runs = item({
    id: 'runs',
    name: projectText.runs,
    level: 1,
    branch: 'runs',
    count: project.nRuns,
    leaf: { kind: 'runs' },
  });
  return [...listed, runs];
}

/**
 * The lines on screen: those whose heading is open, or, while something is looked for, those whose name has it.
 *
 * @param find words of the reader, in any case; empty for none.
 * @param say writes a name of the window in the reader's language.
 */
export function visibleItems(
  items: readonly TreeItem[],
  closed: ReadonlySet<Branch>,
  find: string,
  say: (text: Text) => string,
): TreeItem[] {
  const wanted = find.trim().toLowerCase();
  const nameOf = ({ name }: TreeItem): string => (typeof name === 'string' ? name : say(name));
  if (wanted === '') return items.filter(({ level, branch }) => level === 1 || !closed.has(branch));
  const found = items.filter(
    (one) => one.level > 1 && one.leaf?.kind !== 'offer' && nameOf(one).toLowerCase().includes(wanted),
  );
  const branches = new Set(found.map(({ branch }) => branch));
  return items.filter((one) => (one.level === 1 ? branches.has(one.branch) : found.includes(one)));
}

/** The entry of the tree for what the middle of the window shows; null where it has none. */
export function itemOfPlace(place: Place): string | null {
  switch (place.kind) {
    case 'notebook':
      return place.notebookId;
    case 'dataset':
      return place.datasetId;
    case 'segment':
      return place.segmentId;
    case 'model':
      return `${place.panelId}:model`;
    case 'runs':
      return 'runs';
    default:
      return null;
  }
}
