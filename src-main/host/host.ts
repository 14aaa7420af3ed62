import { randomBytes, timingSafeEqual } from 'node:crypto';
import fs from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import type { Engine } from '../engine/engine.ts';
import { engineListener } from '../engine/server.ts';
import { ClienteleError } from '../contract/errors.ts';
import { rendererFolder } from './renderer-folder.ts';
import { CONTENT_SECURITY_POLICY } from '../contract/security.ts';

/** A host that answers a browser on this machine. */
export interface Host {
  /** Opens the workbench once: it trades its token for a cookie. */
  readonly url: string;
  close(): Promise<void>;
}

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};

function same(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}

/** A path without its percent signs; null where they are none. */
function decoded(pathname: string): string | null {
  try {
    return decodeURIComponent(pathname);
  } catch {
    return null;
  }
}

/**
 * Serves the window's own files and the engine over loopback to one browser.
 *
 * The login address works once and sets an HttpOnly, SameSite=Strict cookie; every other request needs it. Host and
 * Origin are checked, so neither a name that was rebound to this address nor another site's page gets an answer.
 *
 * @param port 0 lets the system choose.
 * @param folder the window's built files.
 */
export async function startHost(engine: Engine, port: number, folder = rendererFolder()): Promise<Host> {
  if (!folder) throw new ClienteleError('file-not-found', { path: 'out/renderer' });
  const session = randomBytes(24).toString('base64url');
  let login: string | null = randomBytes(24).toString('base64url');
  const answerEngine = engineListener(engine, () => false);

  const server = http.createServer((request, response) => {
    const refuse = (status: number): void => void response.writeHead(status).end();
    const { port: bound } = server.address() as AddressInfo;
    const host = request.headers.host ?? '';
    if (host !== `127.0.0.1:${bound}` && host !== `localhost:${bound}`) return refuse(421);
    const url = URL.parse(request.url ?? '/', `http://${host}`);
    const pathname = url && decoded(url.pathname);
    if (!url || pathname === null) return refuse(400);
    if (url.pathname === '/login') {
      if (login === null || !same(url.searchParams.get('token') ?? '', login)) return refuse(403);
      login = null;
      response
        .writeHead(302, { 'set-cookie': `clientele=${session}; HttpOnly; SameSite=Strict; Path=/`, location: '/' })
        .end();
      return;
    }
    const cookies = (request.headers.cookie ?? '').split(/;\s*/);
    if (!cookies.some((cookie) => same(cookie, `clientele=${session}`))) return refuse(403);
    if (request.method !== 'GET' && request.headers.origin !== `http://${host}`) return refuse(403);
    if (url.pathname.startsWith('/engine/')) return void answerEngine(request, response);
    serveFile(folder, pathname, response);
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const { port: bound } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${bound}/login?token=${login}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function serveFile(folder: string, pathname: string, response: http.ServerResponse): void {
  const file = path.normalize(path.join(folder, pathname === '/' ? '/index.html' : pathname));
  if (!file.startsWith(folder + path.sep) || !fs.existsSync(file) || !fs.statSync(file).isFile()) {
    response.writeHead(404).end();
    return;
  }
  const type = TYPES[path.extname(file)] ?? 'application/octet-stream';
  response.writeHead(200, {
    'content-type': type,
    'content-security-policy': CONTENT_SECURITY_POLICY,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cache-control': 'no-store',
  });
  fs.createReadStream(file).pipe(response);
}
