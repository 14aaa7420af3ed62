import type { CallOutput, Handlers } from '../../contract/calls.ts';
import { ClienteleError } from '../../contract/errors.ts';
import type { Segment, Selection, SelectionView } from '../../contract/project.ts';
import type { Entity, TableRef } from '../../contract/table.ts';
import type { EngineState } from '../engine.ts';

import { canonicalJson } from '../notebook/cache-key.ts';
import { datasetInput } from '../notebook/resolve.ts';
import type { SelectionSpec, StoredInput } from '../reader/protocol.ts';
import type { Session } from '../session/session.ts';
import { storeMembers } from '../session/segments.ts';
import { selectionSpec, storedTable } from '../session/table-refs.ts';

async function viewOf(session: Session, selection: Selection, signal: AbortSignal): Promise<SelectionView> {
  const related = session.snapshot.datasets.map((dataset) => datasetInput(dataset) as StoredInput);
  const query = { kind: 'select', selection: selectionSpec(session, selection), related } as const;
  return { ...selection, ...(await session.tools.readers.query(session.path, query, signal)) };
}

/** Members as a table that can be selected from, under the id of their segment. */
const membersOf = (session: Session, { id, membersHash }: Segment): StoredInput => ({
  ...storedTable(session, { from: 'output', hash: membersHash }),
  name: id,
});

/** A segment's members, selected as they are, reach the other segments' members through the key they share. */
async function overlapOf(
  session: Session,
  segmentId: string,
  signal: AbortSignal,
): Promise<CallOutput<'segment.overlap'>> {
  const { segments } = session.snapshot;
  const segment = segments.find(({ id }) => id === segmentId);
  if (!segment) throw new ClienteleError('not-found', { kind: 'segment', id: segmentId });
  const others = segments.filter(({ id, entity }) => id !== segmentId && entity === segment.entity);
  if (others.length === 0) return [];
  const everyone = {
    source: membersOf(session, segment),
    predicate: { op: 'and', args: [] },
  } as const satisfies SelectionSpec;
  const query = {
    kind: 'select',
    selection: everyone,
    related: others.map((other) => membersOf(session, other)),
  } as const;
  const { related } = await session.tools.readers.query(session.path, query, signal);
  return related.filter(({ nRows }) => nRows > 0).map(({ name, nRows }) => ({ segmentId: name, nCommon: nRows }));
}

/** What these steps give is made of other columns: axes of maps, scaled numbers, numbers of clusters. Nobody reads them as they are. */
const DERIVING = /^(project|transform|cluster)\./;

/** Tables whose columns may say what sets a selection apart: what it was made in, and all with a row for each of its entity. */
function explainingTables(session: Session, { source }: Selection, entity: Entity): TableRef[] {
  const { snapshot, state } = session;
  const alike = snapshot.datasets.filter((dataset) => dataset.entity === entity);
  const datasets = alike.map(({ id }): TableRef => ({ from: 'dataset', datasetId: id }));
  const outputs = [...state.views.values()].flatMap(({ panel, run }) => {
    if (run === null || DERIVING.test(run.step)) return [];
    const tables = run.outputs.filter(({ table }) => table?.entity === entity);
    return tables.map(({ id }): TableRef => ({ from: 'panel', panelId: panel.id, output: id }));
  });
  const others = [...outputs, ...datasets].filter((ref) => canonicalJson(ref) !== canonicalJson(source));
  const isDerived = source.from === 'panel' && DERIVING.test(state.views.get(source.panelId)?.run?.step ?? '');
  return isDerived && outputs.length > 0 ? others : [source, ...others];
}

async function explanationOf(
  session: Session,
  selection: Selection,
  signal: AbortSignal,
): Promise<CallOutput<'selection.explain'>> {
  const spec = selectionSpec(session, selection);
  const { readers } = session.tools;
  const { entity } = await readers.query(session.path, { kind: 'select', selection: spec, related: [] }, signal);
  const refs = explainingTables(session, selection, entity);
  const tables = refs.map((ref) => storedTable(session, ref));
  const found = await readers.query(session.path, { kind: 'explain', selection: spec, tables }, signal);
  if (!found) return null;
  const { table, ...rest } = found;
  return { source: refs[table]!, name: tables[table]!.name, ...rest };
}

/** The linked selection and the segments that are kept from it. */
export function selectionHandlers(state: EngineState) {
  const segmentOf = (session: Session, id: string) => {
    const segment = session.snapshot.segments.find((candidate) => candidate.id === id);
    if (!segment) throw new ClienteleError('not-found', { kind: 'segment', id });
    return segment;
  };
  return {
    'selection.set': async ({ selection }, signal) => {
      const session = state.requireSession();
      const view = selection && (await viewOf(session, selection, signal));
      session.selection = selection;
      session.selectionView = view;
      state.tools.emit({ type: 'selection.changed', selection: view });
      return view;
    },
    'selection.view': () => Promise.resolve(state.requireSession().selectionView),
    'selection.explain': async ({ selection }, signal) => explanationOf(state.requireSession(), selection, signal),
    'segment.add': async ({ name, kind, source, predicate }) => {
      const session = state.requireSession();
      const members = await storeMembers(session, source, predicate);
      const segment = { name, kind, source, predicate, ...members };
      return { segmentId: await session.edit((writer) => writer.call('addSegment', { segment })) };
    },
    'segment.update': async ({ segmentId, patch }) => {
      const session = state.requireSession();
      const segment = segmentOf(session, segmentId);
      const members = patch.predicate ? await storeMembers(session, segment.source, patch.predicate) : {};
      await session.edit((writer) => writer.call('updateSegment', { segmentId, patch: { ...patch, ...members } }));
      return null;
    },
    'segment.delete': async ({ segmentId }) => {
      await state.requireSession().edit((writer) => writer.call('deleteSegment', { segmentId }));
      return null;
    },
    'segment.overlap': async ({ segmentId }, signal) => overlapOf(state.requireSession(), segmentId, signal),
  } satisfies Partial<Handlers>;
}
