import type { ErrorPayload } from '../../contract/errors.ts';
import type { Panel, PanelState, PanelView, Run, StateReason } from '../../contract/project.ts';
import { SQL_STEP } from '../steps/lineage.ts';
import { resolvePanel, type ResolvedPanel } from './resolve.ts';
import { inDependencyOrder } from './graph.ts';
import type { ProjectSnapshot } from './definition.ts';
import { chosenVariant } from '../kernels/variant.ts';

/** A job that concerns a panel, as far as its state is concerned. */
export interface PanelJob {
  readonly jobId: string;
  readonly state: 'queued' | 'running' | 'cancelling';
}

/** What is known of the panels beyond their definition. */
export interface StateSources {
  /** A stored run with this key whose outputs are still there, or null. */
  findRun(key: string): Run | null;
  jobs: ReadonlyMap<string, PanelJob>;
  /** How the last attempt of a panel failed, with the key it was made for. */
  failures: ReadonlyMap<string, { key: string; error: ErrorPayload }>;
}

/** The state of every panel, and the runs to which the published names are to point. */
export interface ProjectState {
  readonly views: ReadonlyMap<string, PanelView>;
  readonly resolved: ReadonlyMap<string, ResolvedPanel>;
  /** Panels whose current run differs from the recorded one: a cached run took its place. */
  readonly moved: ReadonlyMap<string, Run>;
}

/** Works out every panel's state from top to bottom: a panel is ready where a run with its exact key exists. */
export function projectState(snapshot: ProjectSnapshot, sources: StateSources): ProjectState {
  const ready = new Map<string, Run>();
  const views = new Map<string, PanelView>();
  const resolved = new Map<string, ResolvedPanel>();
  const moved = new Map<string, Run>();
  const ordered = inDependencyOrder(snapshot);
  for (const panel of ordered) {
    const last = snapshot.currentRuns.get(panel.id) ?? null;
    const view = (
      state: PanelState,
      reason: StateReason | null,
      run: Run | null,
      error: ErrorPayload | null = null,
    ): void => {
      const job = sources.jobs.get(panel.id);
      const shown = job && state !== 'disabled' ? (job.state === 'queued' ? 'queued' : 'running') : state;
      const nRowsIn = rowsIn(run, snapshot);
      views.set(panel.id, {
        panel,
        state: shown,
        reason,
        run,
        isOld: run !== null && state !== 'ready',
        error,
        jobId: job?.jobId ?? null,
        nRowsIn,
      });
    };
    if (panel.kind === 'note') {
      view(panel.disabled ? 'disabled' : 'ready', null, null);
      continue;
    }
    if (panel.disabled) {
      view('disabled', null, last);
      continue;
    }
    const resolution = resolvePanel(panel, snapshot, ready);
    if (!resolution.ok) {
      const { reason, error } = resolution;
      const state = error && reason.code !== 'missing-input' ? 'failed' : last ? 'stale' : 'empty';
      view(state, reason, last, error?.toPayload() ?? null);
      continue;
    }
    resolved.set(panel.id, resolution.value);
    const { key } = resolution.value;
    const run = last?.key === key ? last : sources.findRun(key);
    if (run) {
      ready.set(panel.id, run);
      if (run.id !== last?.id) moved.set(panel.id, run);
      view('ready', null, run);
      continue;
    }
    const failure = sources.failures.get(panel.id);
    if (failure?.key === key) view('failed', null, last, failure.error);
    else view(last ? 'stale' : 'empty', staleReason(panel, last, resolution.value), last);
  }
  for (const panel of snapshot.panels) {
    if (!views.has(panel.id)) views.set(panel.id, cyclic(panel, snapshot));
  }
  return { views, resolved, moved };
}

/** A panel that reads itself through others. */
function cyclic(panel: Panel, snapshot: ProjectSnapshot): PanelView {
  const run = snapshot.currentRuns.get(panel.id) ?? null;
  const error: ErrorPayload = { code: 'bad-input', values: { detail: `${panel.title} reads its own result` } };
  return { panel, state: 'failed', reason: null, run, isOld: run !== null, error, jobId: null, nRowsIn: null };
}

function staleReason(panel: Panel, last: Run | null, now: ResolvedPanel): StateReason {
  if (!last) return { code: 'never-run' };
  if (last.step !== (panel.kind === 'sql' ? SQL_STEP : panel.step)) return { code: 'step-changed' };
  if (last.backend.variant !== chosenVariant()) return { code: 'kernels-changed' };
  for (const [port, inputs] of Object.entries(now.inputs)) {
    const before = last.inputs[port] ?? [];
    if (before.length !== inputs.length || inputs.some((input, i) => input.hash !== before[i]))
      return { code: 'input-changed', port };
  }
  return { code: 'parameters-changed' };
}

function rowsIn(run: Run | null, snapshot: ProjectSnapshot): number | null {
  if (!run) return null;
  const hashes = new Set(Object.values(run.inputs).flat());
  let nRows: number | null = null;
  const add = (n: number): void => {
    nRows = Math.max(nRows ?? 0, n);
  };
  for (const other of snapshot.currentRuns.values()) {
    for (const output of other.outputs) if (output.table && hashes.has(output.hash)) add(output.table.nRows);
  }
  return nRows;
}
