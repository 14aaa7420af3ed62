import { fork, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { app } from 'electron';
import type { EngineState } from '../contract/desktop.ts';
import { ENGINE_MEMORY } from '../contract/engine-memory.ts';
import { postToEngine } from './engine-requests.ts';

/** The engine as main sees it: a process that is started again when it ends. */
export interface EngineProcess {
  /** Resolves with the socket of the running engine, waiting for one that starts. @throws once it was given up. */
  socket(): Promise<string>;
  /** Lets the engine read, or also write, a path that the person chose; a new engine is told again. */
  grant(path: string, write: boolean): Promise<void>;
  /** Tells where the files of a dataset's picture column lie, or null for nowhere; a new engine is told again. */
  setPictureFolder(datasetId: string, folder: string | null): Promise<void>;
  state(): EngineState;
  onState(listener: (state: EngineState) => void): void;
  restart(): void;
  stop(): void;
}

const KEPT_LINES = 60;

/** An engine that ends this early three times in a row would end again: it waits until a person asks. */
const EARLY_MS = 5000;
const MAX_EARLY_ENDS = 3;

/** Plain Node reads no asar: a package's engine lies beside it. */
const unpacked = (file: string): string => file.replace(/([\\/])app\.asar([\\/])/, '$1app.asar.unpacked$2');

function nodeBinary(): string {
  const name = process.platform === 'win32' ? 'node.exe' : 'node';
  if (app.isPackaged) return path.join(process.resourcesPath, 'node', name);
  return path.join(app.getAppPath(), 'node_modules', 'node', 'bin', name);
}

/** The bundle, which starts in half the time; the sources where nothing was built. */
function engineEntry(): string {
  const bundle = unpacked(path.join(app.getAppPath(), 'out', 'engine', 'engine.mjs'));
  return fs.existsSync(bundle) ? bundle : path.join(app.getAppPath(), 'src-main', 'engine', 'main.ts');
}

/** @param secret by which main proves itself; it leaves the engine's environment at once. */
function forkEngine(secret: string, keep: (line: string) => void): ChildProcess {
  const env: NodeJS.ProcessEnv = { ...process.env, ...ENGINE_MEMORY, CLIENTELE_SHELL_SECRET: secret };
  delete env.ELECTRON_RUN_AS_NODE;
  delete env.NODE_OPTIONS;
  const child = fork(engineEntry(), [], {
    execPath: nodeBinary(),
    execArgv: [],
    env,
    stdio: ['ignore', 'inherit', 'pipe', 'ipc'],
  });
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    process.stderr.write(text);
    text.split('\n').forEach(keep);
  });
  return child;
}

/** Starts the engine in plain Node and keeps it running. */
export function startEngine(): EngineProcess {
  const secret = randomBytes(24).toString('base64url');
  const listeners = new Set<(state: EngineState) => void>();
  const granted = new Map<string, boolean>();
  const pictureFolders = new Map<string, string>();
  let child: ChildProcess | null = null;
  let state: EngineState = { state: 'starting' };
  let earlyEnds = 0;
  let stopping = false;
  let ready = newReady();

  function newReady(): PromiseWithResolvers<string> {
    const made = Promise.withResolvers<string>();
    made.promise.catch(() => undefined);
    return made;
  }

  function become(next: EngineState): void {
    state = next;
    for (const listener of listeners) listener(next);
  }

  const tellGrant = (socketPath: string, file: string, write: boolean): Promise<void> =>
    postToEngine(socketPath, secret, 'file.grant', { path: file, write });

  const tellFolder = (socketPath: string, datasetId: string, folder: string | null): Promise<void> =>
    postToEngine(socketPath, secret, 'picture.folder', { datasetId, folder });

  async function welcome(socketPath: string): Promise<void> {
    // A person's choices outlive a crash.
    for (const [file, write] of granted) await tellGrant(socketPath, file, write);
    for (const [datasetId, folder] of pictureFolders) await tellFolder(socketPath, datasetId, folder);
    ready.resolve(socketPath);
    become({ state: 'ready' });
  }

  function mourn(reason: string, lines: readonly string[], lifeMs: number): void {
    earlyEnds = lifeMs < EARLY_MS ? earlyEnds + 1 : 0;
    const about = `Clientele ${app.getVersion()}, Electron ${process.versions.electron}, ${process.platform} ${process.arch}`;
    become({ state: 'crashed', details: [about, `engine ended: ${reason}`, ...lines].join('\n').trim() });
    if (earlyEnds < MAX_EARLY_ENDS) start();
    else ready.reject(new Error(`the engine ended ${earlyEnds} times in a row (${reason})`));
  }

  function start(): void {
    const startedAt = Date.now();
    const lines: string[] = [];
    const started = forkEngine(secret, (line) => {
      lines.push(line);
      if (lines.length > KEPT_LINES) lines.shift();
    });
    child = started;
    started.on('message', (message: { type: string; socketPath: string }) => {
      if (message.type === 'ready') void welcome(message.socketPath);
    });
    let ended = false;
    const end = (reason: string): void => {
      if (ended || stopping) return;
      ended = true;
      if (state.state === 'ready') ready = newReady();
      mourn(reason, lines, Date.now() - startedAt);
    };
    started.on('error', (error) => end(error.message));
    started.on('exit', (code, signal) => end(String(signal ?? code)));
  }

  start();
  return {
    socket: () => ready.promise,
    async grant(file, write) {
      granted.set(file, write || granted.get(file) === true);
      await tellGrant(await ready.promise, file, write);
    },
    async setPictureFolder(datasetId, folder) {
      if (folder === null) pictureFolders.delete(datasetId);
      else pictureFolders.set(datasetId, folder);
      await tellFolder(await ready.promise, datasetId, folder);
    },
    state: () => state,
    onState: (listener) => void listeners.add(listener),
    restart() {
      if (child?.exitCode === null && child.signalCode === null) {
        child.kill('SIGKILL');
        return;
      }
      earlyEnds = 0;
      ready = newReady();
      become({ state: 'starting' });
      start();
    },
    stop() {
      stopping = true;
      if (child?.connected) child.send({ type: 'shutdown' });
    },
  };
}
