import { fork, type ChildProcess } from 'node:child_process';
import os from 'node:os';
import path from 'node:path';
import type { BackendId, BackendInfo } from '../../contract/backends.ts';
import type { Variant } from '../kernels/variant.ts';
import { entryPath } from '../entry.ts';
import type { TensorOrder, TensorReport } from './protocol.ts';
import { reason } from './reasons.ts';

/** A tensor process with a backend in it. */
export interface TensorProcess {
  readonly info: BackendInfo;
  send(order: TensorOrder): void;
  /** From now on reports go here; null to be told nothing. `gone` tells that it ended, and what it last said. */
  listen(listener: ((report: TensorReport | { readonly type: 'gone'; readonly detail: string }) => void) | null): void;
  /** Whether it keeps this thread or process from ending by itself. */
  keepAlive(on: boolean): void;
  isGone(): boolean;
  kill(): void;
}

/** How a tensor process is started. */
export interface ProcessOptions {
  readonly backend: BackendId;
  /** Whether a software adapter may be taken. */
  readonly forced: boolean;
  /** The user's folder, in which `modules/node_modules` may hold further backends. */
  readonly folder: string | null;
  /** Whether to measure its speed as well, in the background. */
  readonly measure: boolean;
  /** Stops waiting, and ends the process. */
  readonly signal?: AbortSignal;
  /** The process's entry; the product's own where absent. */
  readonly entry?: string;
  /** How long loading may take. */
  readonly timeoutMs?: number;
}

/** A driver may compile its shaders at a first start, for many seconds. */
const LOAD_TIMEOUT_MS = 60_000;

/** So much of what it last wrote is kept, to tell why it ended. */
const KEPT_TEXT = 2000;

/** Nothing that would change how Node starts. */
function childEnvironment(): NodeJS.ProcessEnv {
  const env = { ...process.env };
  delete env.NODE_OPTIONS;
  delete env.ELECTRON_RUN_AS_NODE;
  return env;
}

const modulesFolder = (folder: string | null): string | null => (folder === null ? null : path.join(folder, 'modules'));

function forkProcess(entry: string): { child: ChildProcess; lastWords: () => string } {
  const child = fork(entry, [], {
    execArgv: ['--disable-warning=ExperimentalWarning'],
    env: childEnvironment(),
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  let said = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    said = (said + text).slice(-KEPT_TEXT);
  });
  const lastWords = (): string => said.trim().split('\n')[0]?.trim() ?? '';
  return { child, lastWords };
}

/** How fast the engine's own loops are on so many threads, measured in a process of its own; null where it cannot tell. */
export function measureKernels(threads: number, variant: Variant, signal: AbortSignal): Promise<number | null> {
  const { child } = forkProcess(entryPath('tensor/tensor-process'));
  quietly(child);
  return new Promise((resolve) => {
    const end = (gflops: number | null): void => {
      clearTimeout(timer);
      child.kill('SIGKILL');
      resolve(gflops);
    };
    const timer = setTimeout(() => end(null), LOAD_TIMEOUT_MS);
    signal.addEventListener('abort', () => end(null), { once: true });
    child.on('message', (report: TensorReport) => {
      if (report.type === 'measured') end(report.gflops);
    });
    child.on('error', () => end(null));
    child.on('exit', () => end(null));
    child.send({ type: 'kernels', threads, variant } satisfies TensorOrder);
  });
}

/** Lets everything else on the machine go first: nobody waits for what is checked in the background. */
function quietly({ pid }: ChildProcess): void {
  if (pid === undefined) return;
  try {
    os.setPriority(pid, os.constants.priority.PRIORITY_BELOW_NORMAL);
  } catch {
    // It ended, or the system does not allow it.
  }
}

/** Starts a process and loads a backend in it. What keeps it from being used is in `info`; the process is then gone. */
export async function startTensorProcess(options: ProcessOptions): Promise<TensorProcess> {
  const { backend, forced, folder, measure, timeoutMs = LOAD_TIMEOUT_MS } = options;
  const { child, lastWords } = forkProcess(options.entry ?? entryPath('tensor/tensor-process'));
  if (measure) quietly(child);
  options.signal?.addEventListener('abort', () => void child.kill('SIGKILL'), { once: true });
  let listener: Parameters<TensorProcess['listen']>[0] = null;
  let gone = false;

  const info = await new Promise<BackendInfo>((resolve) => {
    const skip = (why: BackendInfo['reason']): void =>
      resolve({
        id: backend,
        usable: false,
        reason: why,
        adapter: null,
        software: false,
        memoryBytes: null,
        gflops: null,
      });
    const timer = setTimeout(() => skip(reason('silent', { seconds: Math.round(timeoutMs / 1000) })), timeoutMs);
    child.on('message', (report: TensorReport) => {
      if (report.type === 'loaded') resolve(report.info);
      else if (report.type === 'lost') skip(reason('failed', { detail: report.detail }));
      listener?.(report);
    });
    const end = (how: string): void => {
      clearTimeout(timer);
      gone = true;
      const detail = [how, lastWords()].filter((part) => part !== '').join(', ');
      skip(reason('crashed', { detail }));
      listener?.({ type: 'gone', detail });
    };
    child.on('error', (error) => end(error.message));
    child.on('exit', (code, signal) => end(signal ?? `exit ${code ?? ''}`));
    child.on('message', () => clearTimeout(timer));
    const modules = modulesFolder(folder);
    child.send({ type: 'load', backend, forced, modulesFolder: modules, measure } satisfies TensorOrder);
  });
  if (!info.usable) child.kill('SIGKILL');

  return {
    info,
    send: (order) => {
      // One that ended just now tells so by itself.
      if (!gone) child.send(order, () => undefined);
    },
    listen: (given) => {
      listener = given;
    },
    keepAlive(on) {
      const method = on ? 'ref' : 'unref';
      child[method]();
      child.channel?.[method]();
    },
    isGone: () => gone,
    kill: () => void child.kill('SIGKILL'),
  };
}
