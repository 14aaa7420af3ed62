import type { Message } from '../../contract/text.ts';
import { audit } from './audit.ts';
import { Draft, type RowChange } from './draft.ts';
import type { EditDefinition } from './edits/define-edit.ts';
import { edits, type EditInput, type EditName, type EditOperation } from './edits/index.ts';
import { listHistory, record, redoNext, undoLast, type HistoryEntry } from './history.ts';
import { ensureMembers } from './members.ts';
import { freeName, requireDistinctNames, takenNames } from './names.ts';
import type { StoreCore } from './store-core.ts';

/** Every edit as a method of its own; each resolves to the id of what was added or changed. */
type EditMethods = { readonly [N in EditName]: (input: EditInput<N>) => Promise<string> };

/** The methods that change what the person defined; each is one entry of the history. */
export interface StoreEdits extends EditMethods {
  /**
   * Several edits as one, made whole or not at all.
   *
   * @param label what undo calls it; null for the label of the first.
   * @returns an id for each edit. @throws name-taken, not-found, bad-input, disk-full
   */
  edit(label: Message | null, operations: readonly EditOperation[]): Promise<string[]>;
  /** Takes the newest edit back; its label, or null where there is none. */
  undo(): Message | null;
  /** Makes the edit that was undone last again. */
  redo(): Message | null;
  history(limit: number): HistoryEntry[];
  /** The name itself, or with a number where it is taken. */
  freeName(name: string): string;
}

const definitionOf = (name: EditName): EditDefinition<EditOperation> =>
  edits[name] as unknown as EditDefinition<EditOperation>;

/** The member sets that an edit will refer to, written before its transaction so that the writer is never held up long. */
function* memberSets(operation: EditOperation): Generator<string> {
  if ('segment' in operation) yield operation.segment.membersHash;
  if (operation.do === 'updateSegment' && operation.patch.membersHash !== undefined) yield operation.patch.membersHash;
}

export function storeEdits({ connection, commit, bulk, nameOutputs, unclaimed }: StoreCore): StoreEdits {
  const settle = (changes: readonly RowChange[]): void => {
    if (changes.some(({ table }) => table === 'panels' || table === 'datasets')) requireDistinctNames(connection);
    nameOutputs();
  };

  async function edit(label: Message | null, operations: readonly EditOperation[]): Promise<string[]> {
    for (const members of operations.flatMap((operation) => [...memberSets(operation)]))
      await bulk(() => ensureMembers(connection, members));
    return commit(() => {
      const draft = new Draft(connection);
      let name = label;
      const ids = operations.map((operation) => {
        const definition = definitionOf(operation.do);
        name ??= definition.label(draft, operation);
        return definition.apply(draft, operation);
      });
      if (draft.changes.length === 0 || !name) return ids;
      settle(draft.changes);
      record(connection, name, draft.changes);
      audit(connection, 'edit', name.code, { rows: draft.changes.length });
      for (const { after } of draft.changes)
        for (const value of Object.values(after ?? {})) if (typeof value === 'string') unclaimed.delete(value);
      return ids;
    });
  }

  const move = (step: typeof undoLast, action: string): Message | null =>
    commit(() => {
      const moved = step(connection);
      if (!moved) return null;
      nameOutputs();
      audit(connection, action, moved.entry.label.code, { rows: moved.changes.length });
      return moved.entry.label;
    });

  const methods = Object.fromEntries(
    Object.keys(edits).map((name) => [
      name,
      async (input: object) => (await edit(null, [{ do: name, ...input } as EditOperation]))[0],
    ]),
  ) as unknown as EditMethods;

  return {
    ...methods,
    edit,
    undo: () => move(undoLast, 'undo'),
    redo: () => move(redoNext, 'redo'),
    history: (limit) => listHistory(connection, limit),
    freeName: (name) => freeName(name, takenNames(connection)),
  };
}
