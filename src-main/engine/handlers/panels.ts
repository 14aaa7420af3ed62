import type { Handlers, InputChoice } from '../../contract/calls.ts';
import { ClienteleError } from '../../contract/errors.ts';
import type { Panel } from '../../contract/project.ts';
import type { ChainTask, InputRef } from '../../contract/step.ts';
import type { TableInfo } from '../../contract/table.ts';
import type { EngineState } from '../engine.ts';
import { newPanel } from '../session/new-panel.ts';
import { panelsOf, findDataset } from '../notebook/definition.ts';
import { inputChoices } from '../notebook/propose.ts';
import type { Session } from '../session/session.ts';
import { findStep, listSteps } from '../steps/registry.ts';
import { parametersOf } from '../steps/define.ts';

/** The table behind an input as far as it is known without reading it. */
function infoOf(session: Session, ref: InputRef): TableInfo | null {
  if (ref.from === 'dataset') {
    const dataset = findDataset(session.snapshot, ref.datasetId);
    return dataset && { ...dataset, columns: dataset.columns.map((column) => ({ ...column, label: null })), nRows: 0 };
  }
  if (ref.from !== 'panel') return null;
  const run = session.state.views.get(ref.panelId)?.run;
  return run?.outputs.find((output) => output.id === ref.output)?.table ?? null;
}

function stepOf(panel: Panel) {
  const step = panel.kind === 'step' ? findStep(panel.step) : null;
  if (!step) throw new ClienteleError('not-found', { kind: 'step', id: panel.step });
  return step;
}

/** Panels: adding, changing, moving, running and asking. */
export function panelHandlers(state: EngineState) {
  const asking = new Map<string, AbortController>();
  return {
    'panel.add': async ({ notebookId, afterId, first, kind, step, body }) => {
      const session = state.requireSession();
      const siblings = panelsOf(session.snapshot, notebookId);
      const above = afterId === null ? siblings.at(-1) : siblings.find((panel) => panel.id === afterId);
      const below = first ? -Infinity : (above?.position ?? 0);
      const panel = newPanel({ notebookId, kind, step, body }, below, session.snapshot);
      const place = first ? ('start' as const) : afterId === null ? ('end' as const) : { after: afterId };
      return { panelId: await session.edit((writer) => writer.call('addPanel', { panel, place })) };
    },
    'panel.update': async ({ panelId, patch }) => {
      const session = state.requireSession();
      const panel = session.panel(panelId);
      if (patch.parameters && panel.kind === 'step') parametersOf(stepOf(panel).definition, patch.parameters);
      await session.edit((writer) => writer.call('updatePanel', { panelId, patch }));
      return null;
    },
    'panel.move': async ({ panelId, afterId }) => {
      const place = afterId === null ? ('start' as const) : { after: afterId };
      await state.requireSession().edit((writer) => writer.call('movePanel', { panelId, place }));
      return null;
    },
    'panel.duplicate': async ({ panelId }) => ({
      panelId: await state.requireSession().edit((writer) => writer.call('duplicatePanel', { panelId })),
    }),
    'panel.delete': async ({ panelId }) => {
      await state.requireSession().edit((writer) => writer.call('deletePanel', { panelId }));
      return null;
    },
    'panel.run': ({ panelId }) => {
      const session = state.requireSession();
      return Promise.resolve({ jobIds: session.run([session.panel(panelId).id]) });
    },
    'panel.inputs': ({ panelId }) => {
      const session = state.requireSession();
      const panel = session.findPanel(panelId);
      const choices: Record<string, InputChoice[]> =
        panel?.kind === 'step' ? inputChoices(panel, stepOf(panel).info, session.snapshot) : {};
      return Promise.resolve(choices);
    },
    'panel.columns': ({ panelId }) => {
      const session = state.requireSession();
      const columns = Object.entries(session.findPanel(panelId)?.inputs ?? {}).map(([port, refs]) => {
        const infos = refs.map((ref) => infoOf(session, ref)).filter((info) => info !== null);
        return [
          port,
          infos.flatMap((info) => info.columns.map(({ name, type, label }) => ({ name, type, label }))),
        ] as const;
      });
      return Promise.resolve(Object.fromEntries(columns));
    },
    'panel.ask': async ({ panelId, question, input }, signal) => {
      const session = state.requireSession();
      const panel = session.panel(panelId);
      const resolved = session.state.resolved.get(panelId);
      if (!resolved) throw new ClienteleError('missing-input', { input: panel.title || stepOf(panel).info.title });
      asking.get(panelId)?.abort();
      const newest = new AbortController();
      asking.set(panelId, newest);
      const { parameters, inputs } = resolved;
      const query = { kind: 'ask', step: panel.step, question, parameters, seed: panel.seed, inputs, input } as const;
      return session.tools.readers.query(session.path, query, AbortSignal.any([signal, newest.signal]));
    },
    'step.list': () => Promise.resolve([...listSteps()]),
    'chain.choices': ({ task }) =>
      Promise.resolve(
        listSteps()
          .filter((info) => info.form !== 'apply' && info.task === (task as ChainTask))
          .map((info) => ({ chain: { steps: [{ step: info.id, parameters: {} }] }, label: info.title })),
      ),
    'job.list': () => Promise.resolve(state.session?.queue.list() ?? []),
    'job.cancel': ({ jobId }) => {
      state.requireSession().queue.cancel(jobId);
      return Promise.resolve(null);
    },
  } satisfies Partial<Handlers>;
}
