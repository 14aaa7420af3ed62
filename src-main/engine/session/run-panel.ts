import { randomUUID } from 'node:crypto';
import { ClienteleError, invariant } from '../../contract/errors.ts';
import type { Panel, Run } from '../../contract/project.ts';
import type { Message, Text } from '../../contract/text.ts';
import { chosenVariant } from '../kernels/variant.ts';
import type { TaskResults } from '../jobs/protocol.ts';
import { unlessCancelled } from '../jobs/cancel.ts';
import type { JobRequest } from '../jobs/queue.ts';
import { startAfter, type KeepCheckpoint, type RunningTask } from '../jobs/threads.ts';
import { lineageOf } from '../notebook/lineage.ts';
import { hashesOf, type ResolvedPanel } from '../notebook/resolve.ts';
import { publishedNames } from '../notebook/graph.ts';
import { SQL_STEP } from '../steps/lineage.ts';
import { findStep } from '../steps/registry.ts';
import { refreshLiveSegments } from './segments.ts';
import type { Session } from './session.ts';

/** A panel without a title of its own is called after its step. */
function jobTitle({ title, step }: Panel): JobRequest['title'] {
  const info = findStep(step)?.info;
  return title === '' && info ? { code: step, text: info.title } : title || 'SQL';
}

const isFit = ({ step }: Panel): boolean => findStep(step)?.info.form === 'fit';

/** A queued run of a panel. Its inputs are looked up when its turn comes, after the panels above have run. */
export function runPanelJob(session: Session, panelId: string, after: readonly string[]): JobRequest {
  const warnings: Message[] = [];
  const runId = randomUUID();
  let resolved: ResolvedPanel | null = null;
  let begun: Run | null = null;
  return {
    kind: 'run',
    title: jobTitle(session.panel(panelId)),
    panelId,
    after,
    async start(report): Promise<RunningTask<unknown> | null> {
      await session.refresh();
      const panel = session.panel(panelId);
      const view = session.state.views.get(panelId);
      resolved = session.state.resolved.get(panelId) ?? null;
      if (!resolved) throw blocked(view?.error ?? null, panel.title || (findStep(panel.step)?.info.title ?? 'SQL'));
      if (view?.run?.key === resolved.key) return null;
      const { inputs, parameters } = resolved;
      begun = newRun(runId, panel, resolved);
      await session.writer.call('startRun', begun);
      const task =
        panel.kind === 'sql'
          ? ({
              kind: 'sql',
              projectPath: session.path,
              sql: panel.body,
              tables: [...publishedNames(session.snapshot).keys()],
            } as const)
          : ({
              kind: 'step',
              projectPath: session.path,
              step: panel.step,
              key: resolved.key,
              parameters,
              seed: panel.seed,
              inputs,
              lineage: isFit(panel) ? lineageOf(panel, session.snapshot, session.state) : null,
            } as const);
      const { key } = resolved;
      const keep: KeepCheckpoint = (bytes) => session.writer.call('saveCheckpoint', key, bytes);
      const begin = (): RunningTask<unknown> =>
        session.tools.threads.start(
          task,
          (said) => {
            if (said.type === 'progress') report(said.fraction, said.doing);
            else if (said.type === 'warning') warnings.push(said.warning);
            else if (said.type === 'backend') begun = begun && { ...begun, backend: said.backend };
            else session.tools.emit({ type: 'run.preview', panelId, output: said.output, figure: said.figure });
          },
          keep,
        );
      return panel.kind === 'sql' ? startAfter(session.writer.call('named'), begin) : begin();
    },
    async finish(result, signal) {
      invariant(begun, 'a finished run has begun');
      const { outputs } = result as TaskResults['step'];
      // Outputs that no run claims are dropped in time; from the next call on there is no way back.
      const stored = await unlessCancelled(session.writer.call('putOutputs', outputs), signal);
      const run: Run = { ...ended(begun, warnings), state: 'succeeded', outputs: stored };
      await session.writer.call('finishRun', run, { current: true });
      await session.ran(run);
      await refreshLiveSegments(session);
      return { runId: run.id };
    },
    fail(error) {
      if (resolved) session.failed(panelId, resolved.key, error);
      if (!begun) return;
      const run: Run = { ...ended(begun, warnings), state: error.code === 'cancelled' ? 'cancelled' : 'failed', error };
      // Where even this cannot be written, the run counts as cancelled once the project is opened again.
      session.writer.call('finishRun', run, { current: false }).catch(() => undefined);
    },
  };
}

/** A run of a panel that begins now. */
function newRun(id: string, panel: Panel, { key, parameters, inputs }: ResolvedPanel): Run {
  const step = panel.kind === 'sql' ? { id: SQL_STEP, version: 1 } : findStep(panel.step)?.info;
  invariant(step, 'the step of a run is registered');
  return {
    id,
    panelId: panel.id,
    panelTitle: panel.title,
    step: step.id,
    stepVersion: step.version,
    key,
    parameters,
    seed: panel.seed,
    inputs: hashesOf(inputs),
    startedAt: Date.now(),
    durationMs: 0,
    backend: { id: 'cpu', adapter: null, variant: chosenVariant(), measured: [] },
    warnings: [],
    state: 'running',
    error: null,
    outputs: [],
    pinned: false,
  };
}

const ended = (run: Run, warnings: readonly Message[]): Run => ({
  ...run,
  durationMs: Date.now() - run.startedAt,
  warnings,
});

function blocked(
  error: { code: ClienteleError['code']; values: ClienteleError['values'] } | null,
  title: string | Text,
): ClienteleError {
  return error ? new ClienteleError(error.code, error.values) : new ClienteleError('missing-input', { input: title });
}
