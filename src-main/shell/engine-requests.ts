import http from 'node:http';
import { Readable } from 'node:stream';
import { SHELL_HEADER } from '../contract/calls.ts';
import { toErrorPayload } from '../contract/errors.ts';
import type { EngineProcess } from './engine-process.ts';

const CHUNK_BYTES = 2 << 20;
const BIG_BYTES = 1 << 20;
const PASSED_HEADERS = ['content-type', 'content-length', 'cache-control'];

const agent = new http.Agent({ keepAlive: true });

/** A call of main's own, with the secret that the window does not have. */
export function postToEngine(socketPath: string, secret: string, call: string, input: unknown): Promise<void> {
  const body = JSON.stringify(input);
  const headers = {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
    [SHELL_HEADER]: secret,
  };
  return new Promise((resolve, reject) => {
    const options = { socketPath, agent, method: 'POST', path: `/engine/call/${call}`, headers };
    const sent = http.request(options, (message) => {
      message.resume();
      message.on('end', () => {
        if (message.statusCode === 200) resolve();
        else reject(new Error(`${call}: ${message.statusCode}`));
      });
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

/** Joins a socket's small reads into large chunks: halves the time that a large body takes through `protocol.handle`. */
function coalesce(message: http.IncomingMessage): ReadableStream<Uint8Array> {
  let chunk = new Uint8Array(CHUNK_BYTES);
  let filled = 0;
  function take(data: Buffer, controller: ReadableStreamDefaultController<Uint8Array>): void {
    for (let at = 0; at < data.length;) {
      const size = Math.min(CHUNK_BYTES - filled, data.length - at);
      chunk.set(data.subarray(at, at + size), filled);
      filled += size;
      at += size;
      if (filled < CHUNK_BYTES) continue;
      controller.enqueue(chunk);
      chunk = new Uint8Array(CHUNK_BYTES);
      filled = 0;
      if ((controller.desiredSize ?? 1) <= 0) message.pause();
    }
  }
  return new ReadableStream(
    {
      start(controller) {
        message.on('data', (data: Buffer) => take(data, controller));
        message.on('end', () => {
          if (filled > 0) controller.enqueue(chunk.subarray(0, filled));
          controller.close();
        });
        message.on('error', (error) => controller.error(error));
      },
      pull: () => void message.resume(),
      cancel: () => void message.destroy(),
    },
    { highWaterMark: 4 },
  );
}

function toResponse(message: http.IncomingMessage): Response {
  const headers = new Headers({ 'x-content-type-options': 'nosniff' });
  for (const name of PASSED_HEADERS) if (message.headers[name]) headers.set(name, String(message.headers[name]));
  const isBig = Number(message.headers['content-length'] ?? 0) > BIG_BYTES;
  const body = isBig ? coalesce(message) : (Readable.toWeb(message) as ReadableStream<Uint8Array>);
  return new Response(body, { status: message.statusCode ?? 500, headers });
}

/** The engine's own kind of refusal, for when there is no engine to give one. */
function engineIsGone(thrown: unknown): Response {
  return Response.json({ error: toErrorPayload(thrown) }, { status: 503 });
}

/** Passes a request of the window on to the engine's socket; it carries no header of the window's making. */
export async function passToEngine(request: Request, engine: EngineProcess): Promise<Response> {
  const url = new URL(request.url);
  const body = request.method === 'GET' ? null : Buffer.from(await request.arrayBuffer());
  let socketPath: string;
  try {
    socketPath = await engine.socket();
  } catch (thrown) {
    return engineIsGone(thrown);
  }
  const headers = body ? { 'content-type': 'application/json', 'content-length': body.length } : {};
  return new Promise((resolve) => {
    const options = { socketPath, agent, path: url.pathname + url.search, method: request.method, headers };
    const sent = http.request(options, (message) => {
      resolve(toResponse(message));
      request.signal.addEventListener('abort', () => message.destroy());
    });
    request.signal.addEventListener('abort', () => sent.destroy());
    // What the page gave up was cut here, and says nothing of the engine; nobody reads the answer.
    sent.on('error', (error) =>
      resolve(request.signal.aborted ? new Response(null, { status: 204 }) : engineIsGone(error)),
    );
    sent.end(body ?? undefined);
  });
}
