import fc from 'fast-check';
import type { StoredProject } from '../../../src-main/engine/storage/reader.ts';
import type { EditOperation } from '../../../src-main/engine/storage/edits/index.ts';
import { described, note, versionOf } from './fixtures.ts';

/** What a person defined: all that edits change. */
export type Definition = Pick<StoredProject, 'notebooks' | 'panels' | 'datasets' | 'segments' | 'settings'>;

export const definitionOf = (project: StoredProject): Definition => {
  const { notebooks, panels, datasets, segments, settings } = project;
  return { notebooks, panels, datasets, segments, settings };
};

const EDITS = [
  'addNotebook', 'addNotebook', 'renameNotebook', 'deleteNotebook', 'addPanel', 'addPanel', 'addPanel', 'updatePanel', 'updatePanel',
  'renameOutput', 'movePanel', 'duplicatePanel', 'deletePanel', 'addDataset', 'addDatasetVersion', 'updateDataset', 'deleteDataset',
  'addSegment', 'addSegment', 'updateSegment', 'deleteSegment', 'setSetting', 'several',
] as const; // prettier-ignore
type Kind = (typeof EDITS)[number] | 'undo' | 'redo' | 'restart' | 'kill' | 'killAmidEdit';

/** A move by numbers alone, so that it means something whatever is there when its turn comes. */
export interface Move {
  readonly kind: Kind;
  /** Which of those that are there. */
  readonly which: number;
  /** A small number to put somewhere. */
  readonly n: number;
  readonly text: string;
}

/** About twenty moves in thirty are edits; few open the file anew, which takes longest. */
export const anyMove: fc.Arbitrary<Move> = fc.record({
  kind: fc.oneof(
    { weight: 24, arbitrary: fc.constantFrom(...EDITS) },
    { weight: 4, arbitrary: fc.constantFrom('undo', 'undo', 'redo') },
    { weight: 1, arbitrary: fc.constantFrom('restart', 'kill', 'killAmidEdit') },
  ),
  which: fc.nat(1000),
  n: fc.nat(9),
  text: fc.string({ minLength: 1, maxLength: 6, unit: 'grapheme' }),
});

const pick = <T>(items: readonly T[], which: number): T | null => items[which % Math.max(1, items.length)] ?? null;

/** The edits that a move stands for in a project, or none where there is nothing to make it of. */
export function editsOf(move: Move, now: Definition, tables: readonly string[]): EditOperation[] {
  const { kind, which, n, text } = move;
  const notebook = pick(now.notebooks, which);
  const panel = pick(now.panels, which);
  const dataset = pick(now.datasets, which);
  const segment = pick(now.segments, which);
  const hash = tables[n % tables.length] ?? '';
  const name = `t${n}`;
  switch (kind) {
    case 'addNotebook':
      return [{ do: 'addNotebook', title: text, place: which % 2 ? 'start' : 'end' }];
    case 'renameNotebook':
      return notebook ? [{ do: 'renameNotebook', notebookId: notebook.id, title: text }] : [];
    case 'deleteNotebook':
      return notebook && n < 4 ? [{ do: 'deleteNotebook', notebookId: notebook.id }] : [];
    case 'addPanel':
      return notebook
        ? [{ do: 'addPanel', panel: note(notebook.id, { title: text, names: n < 5 ? { result: `p${n}` } : {} }) }]
        : [];
    case 'updatePanel':
      return panel
        ? [{ do: 'updatePanel', panelId: panel.id, patch: pick([{ title: text }, { body: text }, { seed: n }, { disabled: n > 4 }, { parameters: { n, text } }], n) ?? {} }] // prettier-ignore
        : [];
    case 'renameOutput':
      return panel && 'result' in panel.names
        ? [{ do: 'renameOutput', panelId: panel.id, output: 'result', name }]
        : [];
    case 'movePanel': {
      const after = panel && pick(now.panels.filter((other) => other.notebookId === panel.notebookId && other.id !== panel.id), n); // prettier-ignore
      return panel ? [{ do: 'movePanel', panelId: panel.id, place: after ? { after: after.id } : 'start' }] : [];
    }
    case 'duplicatePanel':
      return panel ? [{ do: 'duplicatePanel', panelId: panel.id }] : [];
    case 'deletePanel':
      return panel ? [{ do: 'deletePanel', panelId: panel.id }] : [];
    case 'addDataset':
      return [{ do: 'addDataset', dataset: described(name), version: versionOf(hash, n) }];
    case 'addDatasetVersion':
      return dataset ? [{ do: 'addDatasetVersion', datasetId: dataset.id, version: versionOf(hash, n) }] : [];
    case 'updateDataset':
      return dataset
        ? [{ do: 'updateDataset', datasetId: dataset.id, patch: n < 5 ? { name } : { weekStart: n - 2 } }]
        : [];
    case 'deleteDataset':
      return dataset ? [{ do: 'deleteDataset', datasetId: dataset.id }] : [];
    case 'addSegment': {
      const source = { from: 'output', hash } as const;
      const predicate = { op: 'between', column: 'amount', min: n, max: null } as const;
      return [{ do: 'addSegment', segment: { name: text, entity: 'customer', kind: 'frozen', source, predicate, membersHash: hash, count: n } }]; // prettier-ignore
    }
    case 'updateSegment':
      return segment ? [{ do: 'updateSegment', segmentId: segment.id, patch: { name: text, membersHash: hash } }] : [];
    case 'deleteSegment':
      return segment ? [{ do: 'deleteSegment', segmentId: segment.id }] : [];
    case 'setSetting':
      return [{ do: 'setSetting', key: `key.${name}`, value: n < 3 ? null : text }];
    case 'several':
      return [
        { do: 'addNotebook', id: `n${which}-${n}`, title: text },
        { do: 'addPanel', panel: note(`n${which}-${n}`, { body: text }) },
      ];
    default:
      return [];
  }
}
