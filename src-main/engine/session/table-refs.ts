import { ClienteleError } from '../../contract/errors.ts';
import type { Selection } from '../../contract/project.ts';
import type { TableRef } from '../../contract/table.ts';
import { findDataset } from '../notebook/definition.ts';
import { datasetInput } from '../notebook/resolve.ts';
import type { SelectionSpec, StoredInput } from '../reader/protocol.ts';
import type { Session } from './session.ts';

/**
 * The stored table behind a reference: a panel's output as it is shown, old or not.
 *
 * @throws not-found
 */
export function storedTable(session: Session, ref: TableRef): StoredInput {
  const { snapshot, state } = session;
  if (ref.from === 'output') return { kind: 'stored', hash: ref.hash, contentHash: ref.hash, name: '', overlay: null };
  if (ref.from === 'dataset') {
    const dataset = findDataset(snapshot, ref.datasetId);
    if (!dataset) throw new ClienteleError('not-found', { kind: 'dataset', id: ref.datasetId });
    return datasetInput(dataset) as StoredInput;
  }
  const view = state.views.get(ref.panelId);
  const output = view?.run?.outputs.find((candidate) => candidate.id === ref.output && candidate.kind === 'table');
  if (!view || !output) throw new ClienteleError('not-found', { kind: 'output', id: ref.output });
  const name = view.panel.names[ref.output] ?? view.panel.title;
  return { kind: 'stored', hash: output.hash, contentHash: output.hash, name, overlay: null };
}

/** The condition behind a selection, on the table as it is now. @throws not-found */
export function selectionSpec(session: Session, selection: Pick<Selection, 'source' | 'predicate'>): SelectionSpec {
  return { source: storedTable(session, selection.source), predicate: selection.predicate };
}

/** The current selection, or null where there is none or its table is gone. */
export function currentSelection(session: Session): SelectionSpec | null {
  try {
    return session.selection && selectionSpec(session, session.selection);
  } catch {
    return null;
  }
}
