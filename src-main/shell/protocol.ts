import fs from 'node:fs/promises';
import path from 'node:path';
import { app, protocol } from 'electron';
import { CONTENT_SECURITY_POLICY } from '../contract/security.ts';
import type { EngineProcess } from './engine-process.ts';
import { passToEngine } from './engine-requests.ts';

/** Where the window's pages live. */
export const ORIGIN = 'app://ui';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};

/** Must be called before the app is ready. */
export function registerScheme(): void {
  const privileges = { standard: true, secure: true, supportFetchAPI: true, stream: true, codeCache: true };
  protocol.registerSchemesAsPrivileged([{ scheme: 'app', privileges }]);
}

async function readPage(pathname: string): Promise<Response> {
  try {
    const root = path.join(app.getAppPath(), 'out', 'renderer');
    const file = path.normalize(path.join(root, decodeURIComponent(pathname === '/' ? '/index.html' : pathname)));
    const type = TYPES[path.extname(file)];
    if (!file.startsWith(root + path.sep) || !type) return new Response(null, { status: 404 });
    return new Response(new Uint8Array(await fs.readFile(file)), {
      headers: {
        'content-type': type,
        'content-security-policy': CONTENT_SECURITY_POLICY,
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
      },
    });
  } catch {
    return new Response(null, { status: 404 });
  }
}

/** Answers app://ui: the window's own files, and /engine/* through the engine's socket. */
export function answerScheme(engine: EngineProcess): void {
  protocol.handle('app', async (request) => {
    const url = new URL(request.url);
    if (url.host !== 'ui') return new Response(null, { status: 404 });
    if (url.pathname.startsWith('/engine/')) return passToEngine(request, engine);
    if (request.method !== 'GET') return new Response(null, { status: 405 });
    return readPage(url.pathname);
  });
}
