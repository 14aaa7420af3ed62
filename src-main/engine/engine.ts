import os from 'node:os';
import type { z } from 'zod';
import type { Handlers, figureRequest, pictureRequest } from '../contract/calls.ts';
import { ClienteleError } from '../contract/errors.ts';
import type { EngineEvent } from '../contract/events.ts';
import type { Job } from '../contract/project.ts';
import type { BackendId, BackendReport } from '../contract/backends.ts';
import { createCompute, type Compute } from './compute.ts';
import { createHandlers } from './handlers/handlers.ts';
import { figureData } from './handlers/tables.ts';
import { chosenVariant } from './kernels/variant.ts';
import { jobThreads } from './jobs/threads.ts';
import type { QueryResults } from './reader/protocol.ts';
import { createReaders } from './reader/readers.ts';
import type { Picture } from './pictures/read-picture.ts';
import { pictureOf } from './session/pictures.ts';
import type { Session, SessionTools } from './session/session.ts';

export interface EngineOptions {
  /** What other programs are told has the project open. */
  readonly program: string;
  /** Where other programs of this user reach this engine, named in the project's lock; null in the command line. */
  readonly socketPath: string | null;
  /** Whether files must have been granted by the shell before they are read or written. */
  readonly grants: 'required' | 'all';
  /** Worker threads of the block pool; all cores by default. */
  readonly threads?: number;
  /** Bytes a job may use; two thirds of the machine's memory by default. */
  readonly budgetBytes?: number;
  /** What neural models are trained on, whatever was set; chosen by measurements where absent. */
  readonly backend?: BackendId | null;
  /** Where templates and machine-wide settings are kept. */
  readonly configFolder?: string;
}

/** The engine without a transport: handlers, events and figure data of at most one open project. */
export interface Engine {
  readonly handlers: Handlers;
  subscribe(listener: (event: EngineEvent) => void): () => void;
  jobs(): readonly Job[];
  /** What this machine computes with, once all of it is checked. */
  backends(): Promise<BackendReport>;
  figure(request: z.output<typeof figureRequest>, signal: AbortSignal): Promise<QueryResults['figure']>;
  /** The picture of a product, from the folder that the person chose. */
  picture(request: z.output<typeof pictureRequest>, signal: AbortSignal): Promise<Picture>;
  /** Starts what the first panel will need, and then checks what models can be trained on, while nobody waits. */
  warm(): void;
  close(): Promise<void>;
}

/** What handlers share. */
export interface EngineState {
  readonly options: Required<EngineOptions>;
  readonly tools: SessionTools;
  readonly compute: Compute;
  readonly granted: { readonly read: Set<string>; readonly write: Set<string> };
  /** Where the files of picture columns lie, by dataset. */
  readonly pictureFolders: Map<string, string>;
  session: Session | null;
  /** @throws no-project */
  requireSession(): Session;
  /** @throws file-not-granted */
  requireGrant(path: string, access: 'read' | 'write'): void;
}

/** Backends are checked this long after the engine is ready: by then the window has drawn what it shows first. */
const CHECK_AFTER_MS = 2000;

const defaultConfigFolder = (): string =>
  process.env.CLIENTELE_CONFIG ?? `${process.env.XDG_CONFIG_HOME ?? `${os.homedir()}/.config`}/clientele`;

/** Builds an engine; it opens nothing and starts no thread. */
export function createEngine(given: EngineOptions): Engine {
  const options: Required<EngineOptions> = {
    threads: Math.max(1, os.availableParallelism()),
    budgetBytes: Math.floor((os.totalmem() * 2) / 3),
    configFolder: defaultConfigFolder(),
    backend: null,
    ...given,
  };
  const listeners = new Set<(event: EngineEvent) => void>();
  const { configFolder, threads, backend } = options;
  const changed = (report: BackendReport): void =>
    listeners.forEach((listener) => listener({ type: 'backends.changed', report }));
  const compute = createCompute({ configFolder, threads, backend, changed });
  const tools: SessionTools = {
    threads: jobThreads(() => ({
      threads: options.threads,
      budgetBytes: options.budgetBytes,
      variant: chosenVariant(),
      tensor: compute.choice(),
    })),
    readers: createReaders(),
    emit: (event) => listeners.forEach((listener) => listener(event)),
  };
  const granted = { read: new Set<string>(), write: new Set<string>() };
  const state: EngineState = {
    options,
    tools,
    compute,
    granted,
    pictureFolders: new Map(),
    session: null,
    requireSession() {
      if (!state.session) throw new ClienteleError('no-project');
      return state.session;
    },
    requireGrant(path, access) {
      if (options.grants === 'required' && !granted[access].has(path))
        throw new ClienteleError('file-not-granted', { path });
    },
  };
  return {
    handlers: createHandlers(state),
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    backends: () => compute.check(),
    jobs: () => state.session?.queue.list() ?? [],
    figure: (request, signal) => figureData(state.requireSession(), request, signal),
    picture: (request, signal) => pictureOf(state.requireSession(), state.pictureFolders, request, signal),
    warm() {
      tools.threads.warm();
      // What the window does first goes first.
      setTimeout(() => void compute.check().catch(() => undefined), CHECK_AFTER_MS).unref();
    },
    async close() {
      const { session } = state;
      state.session = null;
      compute.close();
      await session?.close();
      await Promise.all([tools.threads.close(), tools.readers.close()]);
    },
  };
}
