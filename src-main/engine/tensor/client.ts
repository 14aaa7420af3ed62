import { backendNames, type BackendId, type RunBackend } from '../../contract/backends.ts';
import { ClienteleError } from '../../contract/errors.ts';
import type { Message, Text } from '../../contract/text.ts';
import type { CancelSignal } from '../steps/context.ts';
import { chooseBackend } from './choose.ts';
import type { TensorChoice } from './choice.ts';
import { returnProcess, takeProcess } from './idle-processes.ts';
import { performTask, type Outcome } from './perform-task.ts';
import type { TensorReport } from './protocol.ts';
import { spelledOut } from './reasons.ts';
import type { CheckpointStore, TensorRunOptions, Tensors } from './tensors.ts';

/** What a job's tensor work is bound to. */
export interface TensorClientOptions {
  readonly choice: TensorChoice;
  readonly signal: CancelSignal;
  /** Told what the person should know, such as a GPU that was lost. */
  warn(warning: Message): void;
  /** Told where the work is done, at its start and where that changes. */
  used(backend: Omit<RunBackend, 'variant'> & { readonly id: BackendId }): void;
  /** Another process than the product's own. */
  readonly entry?: string;
  /** How long a task may say nothing before it counts as hanging. */
  readonly stallMs?: number;
}

const STALL_MS = 120_000;

const leftFor = (from: BackendId, to: BackendId, detail: string): Message => ({
  code: 'backend.left',
  text: {
    en: '{from} gave up in the middle of training ({detail}). It went on from its last checkpoint on {to}.',
    zh: '{from} 在训练中途失效（{detail}），已改用 {to} 从最近的检查点继续。',
  },
  values: { from: backendNames[from], to: backendNames[to], detail },
});

const passedOver = (from: BackendId, to: BackendId, why: Text): Message => ({
  code: 'backend.passed-over',
  text: { en: '{from} could not be used, so {to} was. {reason}', zh: '{from} 无法使用，已改用 {to}。{reason}' },
  values: { from: backendNames[from], to: backendNames[to], reason: why },
});

/** Where a task goes on whose backend failed: on the processor; null where nothing is left. */
const nextBackend = (failed: ReadonlySet<BackendId>): BackendId | null =>
  (['wasm', 'js'] as const).find((id) => !failed.has(id)) ?? null;

/** The newest checkpoint of a task, here and where it is kept. */
async function openCheckpoint(store: CheckpointStore | undefined) {
  let bytes = (await store?.load()) ?? null;
  let saving: Promise<void> = Promise.resolve();
  return {
    bytes: () => bytes,
    keep(given: Uint8Array): void {
      bytes = given;
      saving = saving.then(() => store?.save(given));
      // Reported once the task is over.
      saving.catch(() => undefined);
    },
    saved: () => saving,
  };
}

/** The tensor process for one job. */
export function createTensors(given: TensorClientOptions): Tensors {
  const { choice, warn, used, entry, stallMs = STALL_MS } = given;

  /** One attempt on one backend: its outcome, or why it could not be begun. */
  async function attempt(
    backend: BackendId,
    measured: RunBackend['measured'],
    task: { name: string; payload: unknown; checkpoint: Uint8Array | null },
    signal: CancelSignal,
    heard: (report: Extract<TensorReport, { type: 'progress' | 'log' | 'checkpoint' }>) => void,
  ): Promise<Outcome | { type: 'unusable'; reason: Text }> {
    const source = {
      backend,
      forced: choice.forced === backend,
      folder: choice.folder,
      ...(entry ? { entry } : {}),
    };
    const process = await takeProcess(source, signal);
    const { info } = process;
    if (!info.usable) return { type: 'unusable', reason: info.reason ? spelledOut(info.reason) : { en: '', zh: '' } };
    used({ id: backend, adapter: info.adapter, measured });
    const { name, ...rest } = task;
    const outcome = await performTask(process, { task: name, ...rest, signal, stallMs, heard });
    if (outcome.type === 'done' && outcome.isClean) returnProcess(source, process);
    return outcome;
  }

  return {
    async run(name, payload, options: TensorRunOptions<typeof name> = {}) {
      const signal = options.signal ?? given.signal;
      signal.throwIfAborted();
      const trial = options.trial ? { task: name, ...options.trial } : null;
      const chosen = await chooseBackend(choice, trial, signal, entry);
      const checkpoint = await openCheckpoint(options.checkpoint);
      const heard: Parameters<typeof attempt>[4] = (report) => {
        // What was on its way when the person cancelled is of no use any more; a checkpoint is.
        if (report.type !== 'checkpoint' && signal.aborted) return;
        if (report.type === 'progress') options.progress?.(report.fraction, report.doing ?? undefined);
        else if (report.type === 'log') options.log?.(report.values);
        else checkpoint.keep(report.bytes);
      };
      const failed = new Set<BackendId>();
      let backend = chosen.id;
      for (;;) {
        const task = { name, payload, checkpoint: checkpoint.bytes() };
        const outcome = await attempt(backend, chosen.measured, task, signal, heard);
        await checkpoint.saved();
        // A small task may end before it hears that it was cancelled.
        signal.throwIfAborted();
        if (outcome.type === 'done') return { result: outcome.result as never, backend };
        failed.add(backend);
        const isUnusable = outcome.type === 'unusable';
        if (isUnusable && choice.forced === backend) {
          const values = { backend: backendNames[backend], reason: outcome.reason };
          throw new ClienteleError('backend-unusable', values);
        }
        const next = nextBackend(failed);
        const detail = isUnusable ? outcome.reason : outcome.detail;
        if (!next) throw new ClienteleError('training-failed', { detail });
        warn(isUnusable ? passedOver(backend, next, outcome.reason) : leftFor(backend, next, outcome.detail));
        backend = next;
      }
    },
  };
}
