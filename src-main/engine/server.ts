import type http from 'node:http';
import type { z } from 'zod';
import { encodeBundle } from '../contract/bundle.ts';
import { calls, figureRequest, pictureRequest, SHELL_CALLS, type CallName } from '../contract/calls.ts';
import { ClienteleError, toErrorPayload, type ErrorPayload } from '../contract/errors.ts';
import type { EngineEvent } from '../contract/events.ts';
import type { Engine } from './engine.ts';

/** Larger than any call's input: a lasso of ten thousand points is 400 kB. */
const MAX_BODY_BYTES = 4 * 1024 * 1024;

const STATUS: Partial<Record<ErrorPayload['code'], number>> = {
  'bad-input': 400,
  'not-found': 404,
  'engine-failed': 500,
};

async function readBody(request: http.IncomingMessage): Promise<unknown> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > MAX_BODY_BYTES) throw new ClienteleError('bad-input', { detail: `more than ${MAX_BODY_BYTES} bytes` });
    parts.push(part);
  }
  try {
    return parts.length === 0 ? {} : (JSON.parse(Buffer.concat(parts).toString('utf8')) as unknown);
  } catch (cause) {
    throw new ClienteleError('bad-input', { detail: 'not JSON' }, { cause });
  }
}

/** JSON of values that may hold typed arrays, which become plain lists. */
function toJson(value: unknown): string {
  return JSON.stringify(value, (_key, item: unknown) =>
    ArrayBuffer.isView(item) && !(item instanceof DataView) ? Array.from(item as unknown as ArrayLike<number>) : item,
  );
}

function sendJson(response: http.ServerResponse, status: number, value: unknown): void {
  if (response.destroyed) return;
  const body = Buffer.from(toJson(value ?? null));
  response.writeHead(status, {
    'content-type': 'application/json',
    'content-length': body.length,
    'cache-control': 'no-store',
  });
  response.end(body);
}

function sendFailure(response: http.ServerResponse, thrown: unknown): void {
  if (!(thrown instanceof ClienteleError)) console.error(thrown);
  const error = toErrorPayload(thrown);
  sendJson(response, STATUS[error.code] ?? 422, { error });
}

/** Parses an input by its call's schema and answers it. @throws bad-input and what the handler throws. */
export async function performCall(engine: Engine, name: string, input: unknown, signal: AbortSignal): Promise<unknown> {
  if (!Object.hasOwn(calls, name)) throw new ClienteleError('not-found', { kind: 'call', id: name });
  const callName = name as CallName;
  const parsed = calls[callName].input.safeParse(input);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new ClienteleError('bad-input', { detail: `${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}` });
  }
  const handler = engine.handlers[callName] as (input: unknown, signal: AbortSignal) => Promise<unknown>;
  return handler(parsed.data, signal);
}

function streamEvents(engine: Engine, request: http.IncomingMessage, response: http.ServerResponse): void {
  response.writeHead(200, { 'content-type': 'application/x-ndjson', 'cache-control': 'no-store' });
  const write = (event: EngineEvent): void => {
    response.write(`${toJson(event)}\n`);
  };
  const unsubscribe = engine.subscribe(write);
  // A first line at once tells the listener that the stream stands.
  write({ type: 'jobs.changed', jobs: engine.jobs() });
  request.on('close', unsubscribe);
}

function parseQuery<S extends z.ZodType>(schema: S, url: URL): z.output<S> {
  const parsed = schema.safeParse(Object.fromEntries(url.searchParams));
  if (!parsed.success) throw new ClienteleError('bad-input', { detail: parsed.error.issues[0]?.message ?? '' });
  return parsed.data;
}

function sendBytes(response: http.ServerResponse, type: string, bytes: Uint8Array): void {
  response.writeHead(200, { 'content-type': type, 'content-length': bytes.length, 'cache-control': 'no-store' });
  response.end(bytes);
}

async function sendData(engine: Engine, url: URL, response: http.ServerResponse, signal: AbortSignal): Promise<void> {
  if (url.pathname === '/engine/data/figure') {
    const found = await engine.figure(parseQuery(figureRequest, url), signal);
    sendBytes(response, 'application/octet-stream', encodeBundle(found));
  } else if (url.pathname === '/engine/data/picture') {
    const { type, bytes } = await engine.picture(parseQuery(pictureRequest, url), signal);
    sendBytes(response, type, bytes);
  } else throw new ClienteleError('not-found', { kind: 'data', id: url.pathname });
}

/**
 * Answers /engine/* for every transport: the window through its socket, the command line, the loopback host.
 *
 * @param mayGrant whether a request comes from the shell, which alone may grant files.
 */
export function engineListener(
  engine: Engine,
  mayGrant: (request: http.IncomingMessage) => boolean,
): http.RequestListener {
  return (request, response) => {
    const abort = new AbortController();
    response.on('close', () => {
      if (!response.writableFinished) abort.abort();
    });
    void (async () => {
      try {
        const url = new URL(request.url ?? '/', 'http://engine');
        const call = /^\/engine\/call\/([a-zA-Z.]+)$/.exec(url.pathname)?.[1];
        if (request.method === 'POST' && call) {
          if (SHELL_CALLS.includes(call) && !mayGrant(request))
            throw new ClienteleError('not-found', { kind: 'call', id: call });
          sendJson(response, 200, await performCall(engine, call, await readBody(request), abort.signal));
        } else if (request.method === 'GET' && url.pathname === '/engine/events')
          streamEvents(engine, request, response);
        else if (request.method === 'GET' && url.pathname.startsWith('/engine/data/'))
          await sendData(engine, url, response, abort.signal);
        else throw new ClienteleError('not-found', { kind: 'path', id: url.pathname });
      } catch (thrown) {
        if (response.headersSent) response.destroy();
        else sendFailure(response, thrown);
      }
    })();
  };
}
