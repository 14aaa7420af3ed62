import type { z } from 'zod';
import type { Handlers, figureRequest } from '../../contract/calls.ts';
import { ClienteleError } from '../../contract/errors.ts';
import type { Run } from '../../contract/project.ts';
import type { TableRef } from '../../contract/table.ts';
import type { ScatterWindow } from '../../contract/figure.ts';
import type { EngineState } from '../engine.ts';
import type { QueryResults, StoredInput } from '../reader/protocol.ts';
import type { Session } from '../session/session.ts';
import { currentSelection, storedTable } from '../session/table-refs.ts';
import { wordsOfFigures, wordsOfTable } from '../session/value-words.ts';
import { figureInWords } from '../table/figure-words.ts';

function windowOf({ window }: z.output<typeof figureRequest>): ScatterWindow | null {
  if (!window) return null;
  const [left, right, bottom, top] = window;
  return { x: [left, right], y: [bottom, top] };
}

/** What a run read, as far as the panel's inputs still hold the same: rows of another table are not those of the figure. */
function inputsOf(session: Session, run: Run): Record<string, { input: StoredInput; ref: TableRef }> {
  const inputs = session.state.views.get(run.panelId)?.panel.inputs ?? {};
  return Object.fromEntries(
    Object.entries(inputs).flatMap(([port, [ref]]) => {
      const input = ref && ref.from !== 'chain' && ref.from !== 'segment' ? findStored(session, ref) : null;
      return input && input.hash === run.inputs[port]?.[0] ? [[port, { input, ref: ref as TableRef }] as const] : [];
    }),
  );
}

function findStored(session: Session, ref: TableRef): StoredInput | null {
  try {
    return storedTable(session, ref);
  } catch {
    return null;
  }
}

/** A figure of a run with the points it draws. @throws not-found */
export async function figureData(
  session: Session,
  request: z.output<typeof figureRequest>,
  signal: AbortSignal,
): Promise<QueryResults['figure']> {
  const run = await session.writer.call('findRun', request.runId);
  const figure = run?.outputs.find((output) => output.id === request.output && output.kind === 'figure');
  if (!run || !figure) throw new ClienteleError('not-found', { kind: 'figure', id: request.output });
  const tables = Object.fromEntries(
    run.outputs
      .filter((output) => output.kind === 'table')
      .map(({ id, hash }): [string, StoredInput] => [
        id,
        { kind: 'stored', hash, contentHash: hash, name: id, overlay: null },
      ]),
  );
  const outputs = Object.fromEntries(
    Object.keys(tables).map((id): [string, TableRef] => [id, { from: 'panel', panelId: run.panelId, output: id }]),
  );
  const query = {
    kind: 'figure',
    figureHash: figure.hash,
    tables,
    inputs: inputsOf(session, run),
    outputs,
    maxPoints: request.maxPoints,
    selection: currentSelection(session),
    window: windowOf(request),
  } as const;
  const found = await session.tools.readers.query(session.path, query, signal);
  return { ...found, figure: figureInWords(found.figure, wordsOfFigures(session, run.panelId)) };
}

/** Pages and profiles of tables, and whether SQL can read them. */
export function tableHandlers(state: EngineState) {
  return {
    'table.page': async ({ ref, ...page }, signal) => {
      const session = state.requireSession();
      const query = {
        kind: 'page',
        input: storedTable(session, ref),
        words: wordsOfTable(session, ref),
        selection: currentSelection(session),
        ...page,
      } as const;
      return session.tools.readers.query(session.path, query, signal);
    },
    'table.profile': async ({ ref }, signal) => {
      const session = state.requireSession();
      const query = { kind: 'profile', input: storedTable(session, ref) } as const;
      return [...(await session.tools.readers.query(session.path, query, signal))];
    },
    'sql.ready': async () => {
      await state.requireSession().writer.call('named');
      return null;
    },
  } satisfies Partial<Handlers>;
}
