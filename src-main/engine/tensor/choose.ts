import { createHash } from 'node:crypto';
import type { BackendId, BackendInfo } from '../../contract/backends.ts';
import type { CancelSignal } from '../steps/context.ts';
import type { TensorChoice } from './choice.ts';
import { returnProcess, takeProcess, type ProcessSource } from './idle-processes.ts';
import { performTask } from './perform-task.ts';
import { bestBackend, probeBackends } from './probe.ts';
import { untilCancelled } from './until-cancelled.ts';
import { rememberedTimes, rememberTimes, type Times } from './times.ts';

/** A short piece of a job. */
export interface Trial {
  readonly task: string;
  /** Names the job's shape. */
  readonly key: string;
  readonly payload: unknown;
}

/** What a job is to be trained on, and the times that decided it. */
export interface Chosen {
  readonly id: BackendId;
  readonly measured: Times;
}

/** A piece of a job that takes longer than this has lost. */
const TRIAL_STALL_MS = 20_000;

/** What this thread found by itself, for as long as the engine has not looked. */
const probed = new Map<string, Promise<readonly BackendInfo[]>>();

/** What the engine found of every backend, or what is found now. */
async function findBackends(
  { found, folder }: TensorChoice,
  entry: string | undefined,
): Promise<readonly BackendInfo[]> {
  if (found) return found;
  const key = JSON.stringify([folder, entry]);
  let probing = probed.get(key);
  if (!probing) probed.set(key, (probing = probeBackends({ forced: null, folder, ...(entry ? { entry } : {}) })));
  return probing;
}

/** Those worth timing: plain JavaScript computes on the same processor as WebAssembly, many times more slowly. */
function candidates(found: readonly BackendInfo[]): BackendInfo[] {
  const usable = found.filter((info) => info.usable && !info.software);
  const hasWasm = usable.some(({ id }) => id === 'wasm');
  return usable.filter(({ id }) => id !== 'js' || !hasWasm);
}

/** How long the second run of a trial takes: the first compiles. Null where the backend cannot do it. */
async function timeTrial(source: ProcessSource, trial: Trial, signal: CancelSignal): Promise<number | null> {
  const process = await takeProcess(source, signal);
  if (!process.info.usable) return null;
  let ms = 0;
  for (let round = 0; round < 2; round++) {
    const startedAt = performance.now();
    const outcome = await performTask(process, {
      ...trial,
      checkpoint: null,
      signal,
      stallMs: TRIAL_STALL_MS,
      heard: () => undefined,
    });
    if (outcome.type === 'lost') return null;
    if (!outcome.isClean) return round === 1 ? performance.now() - startedAt : null;
    ms = performance.now() - startedAt;
  }
  returnProcess(source, process);
  return ms;
}

const hashOf = (value: unknown): string =>
  createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 32);

/**
 * The backend for a job: the forced one; or the fastest at a short piece of it, as was measured before on this machine or is
 * now; or the best where there is nothing to measure.
 *
 * @throws cancelled
 */
export async function chooseBackend(
  choice: TensorChoice,
  trial: Trial | null,
  signal: CancelSignal,
  entry?: string,
): Promise<Chosen> {
  if (choice.forced) return { id: choice.forced, measured: [] };
  const found = await untilCancelled(findBackends(choice, entry), signal);
  const worth = candidates(found);
  const best = bestBackend(found, null) ?? 'js';
  if (!trial || worth.length < 2) return { id: best, measured: [] };
  const key = hashOf([trial.task, trial.key, process.version, worth.map(({ id, adapter }) => [id, adapter])]);
  const remembered = rememberedTimes(choice.folder, key);
  if (remembered?.[0]) return { id: remembered[0].id, measured: remembered };
  const times: Times = [];
  for (const { id } of worth) {
    const source = { backend: id, forced: false, folder: choice.folder, ...(entry ? { entry } : {}) };
    const ms = await timeTrial(source, trial, signal);
    if (ms !== null) times.push({ id, ms });
  }
  times.sort((a, b) => a.ms - b.ms);
  rememberTimes(choice.folder, key, times);
  return { id: times[0]?.id ?? best, measured: times };
}
