import fs from 'node:fs';
import http from 'node:http';
import { SHELL_HEADER, type CallInput, type CallName, type CallOutput } from '../contract/calls.ts';
import { ClienteleError, type ErrorPayload } from '../contract/errors.ts';
import type { BackendId, BackendReport } from '../contract/backends.ts';
import type { EngineEvent } from '../contract/events.ts';
import { keyPath } from '../engine/endpoint.ts';
import { createEngine } from '../engine/engine.ts';
import { performCall } from '../engine/server.ts';
import { findHolder } from '../engine/storage/lock.ts';

/** The engine as the command line sees it: its own, or the one that already has the project open. */
export interface Client {
  call<C extends CallName>(name: C, input: CallInput<C>): Promise<CallOutput<C>>;
  subscribe(listener: (event: EngineEvent) => void): void;
  /** Lets the engine read, or write, a file that the person named. */
  grant(file: string, access: 'read' | 'write'): Promise<void>;
  /** What this machine computes with, once all of it is checked. */
  backends(): Promise<BackendReport>;
  close(): Promise<void>;
}

interface ConnectOptions {
  readonly create?: boolean;
  readonly threads?: number;
  /** Forced for this command alone. */
  readonly backend?: BackendId | null;
}

/** How often another engine is asked whether its backends are checked. */
const ASK_EVERY_MS = 200;

const OPEN_ELSEWHERE = {
  en: 'the project is open in the window, whose settings choose the backend: leave --backend out',
  zh: '项目已在窗口中打开，后端由窗口的设置决定：请去掉 --backend',
};

/** An engine inside this process. */
function ownEngine({ threads, backend = null }: ConnectOptions): Client {
  const engine = createEngine({
    program: 'clientele',
    socketPath: null,
    grants: 'all',
    ...(threads ? { threads } : {}),
    backend,
  });
  return {
    call: async (name, input) => (await performCall(engine, name, input, new AbortController().signal)) as never,
    subscribe: (listener) => void engine.subscribe(listener),
    grant: () => Promise.resolve(),
    backends: () => engine.backends(),
    close: () => engine.close(),
  };
}

/** The engine of a window that has the project open, through its socket. */
function engineAt(socketPath: string): Client {
  const request = (
    method: string,
    path: string,
    body: string | null,
    headers: http.OutgoingHttpHeaders = {},
  ): Promise<http.IncomingMessage> =>
    new Promise((resolve, reject) => {
      const typed = { 'content-type': 'application/json', ...headers };
      const sent = http.request({ socketPath, method, path, headers: typed }, resolve);
      sent.on('error', reject);
      sent.end(body ?? undefined);
    });
  const streams: http.IncomingMessage[] = [];
  const call = async (name: CallName, input: unknown, headers?: http.OutgoingHttpHeaders): Promise<unknown> => {
    const response = await request('POST', `/engine/call/${name}`, JSON.stringify(input), headers);
    let text = '';
    for await (const part of response.setEncoding('utf8') as AsyncIterable<string>) text += part;
    const body = JSON.parse(text) as unknown;
    if (response.statusCode === 200) return body;
    const { error } = body as { error: ErrorPayload };
    throw new ClienteleError(error.code, error.values);
  };
  return {
    call: (name, input) => call(name, input) as Promise<never>,
    async grant(file, access) {
      const key = fs.readFileSync(keyPath(socketPath), 'utf8');
      await call('file.grant', { path: file, write: access === 'write' }, { [SHELL_HEADER]: key });
    },
    subscribe(listener) {
      void request('GET', '/engine/events', null).then((stream) => {
        streams.push(stream);
        let rest = '';
        stream.setEncoding('utf8').on('data', (part: string) => {
          const lines = (rest + part).split('\n');
          rest = lines.pop() ?? '';
          for (const line of lines) listener(JSON.parse(line) as EngineEvent);
        });
      });
    },
    async backends() {
      for (;;) {
        const report = (await call('system.backends', {})) as BackendReport;
        if (report.state === 'ready') return report;
        await new Promise((resolve) => setTimeout(resolve, ASK_EVERY_MS));
      }
    },
    close() {
      for (const stream of streams) stream.destroy();
      return Promise.resolve();
    },
  };
}

/**
 * Connects to the engine that has a project open, or starts one here and opens it.
 *
 * @param project null for commands that need no project.
 * @throws what opening throws.
 */
export async function connect(project: string | null, options: ConnectOptions = {}): Promise<Client> {
  const holder = project ? findHolder(project) : null;
  if (holder?.endpoint && options.backend) throw new ClienteleError('bad-input', { detail: OPEN_ELSEWHERE });
  if (holder?.endpoint) return engineAt(holder.endpoint);
  const client = ownEngine(options);
  try {
    if (project && options.create) await client.call('project.create', { path: project });
    else if (project) await client.call('project.open', { path: project });
  } catch (thrown) {
    await client.close();
    throw thrown;
  }
  return client;
}
