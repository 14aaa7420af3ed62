import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import http from 'node:http';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { SHELL_HEADER, type CallInput, type CallName, type CallOutput } from '../../../src-main/contract/calls.ts';
import { ClienteleError, type ErrorPayload } from '../../../src-main/contract/errors.ts';
import { afterwards } from '../engine-harness.ts';
import { program } from '../program.ts';

/** Only main knows it. */
const SECRET = 'a secret of this test';

/** An engine in a process of its own, spoken to through its socket as main does. */
export interface EngineClient {
  readonly socketPath: string;
  /** @throws what the call throws; an error of the socket where the engine is gone. */
  call<C extends CallName>(name: C, input: CallInput<C>): Promise<CallOutput<C>>;
  /** Kills the engine, or whoever started it; resolves once neither is there. */
  kill(): Promise<void>;
}

interface Ready {
  readonly type: 'ready';
  readonly socketPath: string;
  readonly enginePid?: number;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

function post(socketPath: string, name: string, input: unknown): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json', [SHELL_HEADER]: SECRET };
    const request = http.request({ socketPath, method: 'POST', path: `/engine/call/${name}`, headers }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (part: string) => (text += part));
      response.on('error', reject);
      response.on('close', () => {
        if (!response.complete) return reject(new Error('the engine is gone'));
        const body = JSON.parse(text) as unknown;
        if (response.statusCode === 200) return resolve(body);
        const { error } = body as { error: ErrorPayload };
        reject(new ClienteleError(error.code, error.values));
      });
    });
    request.on('error', reject);
    request.end(JSON.stringify(input));
  });
}

/** Starts an engine. @param killed which process `kill` ends: the engine itself, or the main that started it. */
export async function startEngineProcess(killed: 'engine' | 'main'): Promise<EngineClient> {
  const entry = killed === 'engine' ? program('engine') : path.join(import.meta.dirname, 'main-process.ts');
  const child: ChildProcess = fork(entry, [], {
    execArgv: [],
    env: { ...process.env, NODE_OPTIONS: '', CLIENTELE_SHELL_SECRET: SECRET },
  });
  const gone = once(child, 'exit');
  afterwards(() => void child.kill('SIGKILL'));
  const [{ socketPath, enginePid = 0 }] = (await once(child, 'message')) as [Ready];
  return {
    socketPath,
    call: (name, input) => post(socketPath, name, input) as Promise<never>,
    async kill() {
      child.kill('SIGKILL');
      await gone;
      // An engine without its main lets go of the project by itself.
      while (enginePid > 0 && isAlive(enginePid)) await pause(10);
    },
  };
}
