import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import { networkInterfaces, tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createEngine, type Engine } from '../engine/engine.ts';
import { startHost, type Host } from './host.ts';

interface Reply {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: string;
}

const folder = mkdtempSync(path.join(tmpdir(), 'clientele-host-'));
let engine: Engine;
let host: Host;
let login: URL;

beforeAll(async () => {
  mkdirSync(path.join(folder, 'renderer'));
  writeFileSync(path.join(folder, 'renderer', 'index.html'), '<title>Clientele</title>');
  writeFileSync(path.join(folder, 'secret.txt'), 'secret');
  engine = createEngine({ program: 'test', socketPath: null, grants: 'all' });
});

afterAll(async () => {
  await engine.close();
  rmSync(folder, { recursive: true });
});

/** One request, with exactly these headers: no browser is as careless as this. */
function ask(target: string, options: http.RequestOptions = {}, body?: string): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = login;
    const request = http.request({ hostname, port, path: target, ...options }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (part: string) => (text += part));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text }));
    });
    request.on('error', reject);
    request.end(body);
  });
}

const statusOf = async (target: string, options?: http.RequestOptions, body?: string): Promise<number> =>
  (await ask(target, options, body)).status;

/** Starts the host anew. */
async function begin(): Promise<void> {
  host = await startHost(engine, 0, path.join(folder, 'renderer'));
  login = new URL(host.url);
}

/** Trades the address for a cookie, as the browser does. */
async function logIn(): Promise<string> {
  const { headers } = await ask(login.pathname + login.search);
  return headers['set-cookie']?.[0]?.split(';')[0] ?? '';
}

describe('before the login', () => {
  beforeAll(begin);
  afterAll(() => host.close());

  it('answers nothing to who has no cookie, a wrong one, or a wrong token', async () => {
    for (const target of ['/', '/index.html', '/engine/events', '/engine/data/figure'])
      expect(await statusOf(target), target).toBe(403);
    const call = { method: 'POST', headers: { origin: login.origin } };
    expect(await statusOf('/engine/call/project.view', call, '{}')).toBe(403);
    expect(await statusOf('/', { headers: { cookie: 'clientele=guess' } })).toBe(403);
    expect(await statusOf('/login')).toBe(403);
    expect(await statusOf('/login?token=guess')).toBe(403);
  });

  it('gives one HttpOnly cookie, for this site alone, and only once', async () => {
    const first = await ask(login.pathname + login.search);
    expect(first).toMatchObject({ status: 302, headers: { location: '/' } });
    const [cookie = '', ...others] = first.headers['set-cookie'] ?? [];
    expect(others).toEqual([]);
    const [pair, ...flags] = cookie.split('; ');
    expect(pair).toMatch(/^clientele=[\w-]{32}$/);
    expect(flags.sort()).toEqual(['HttpOnly', 'Path=/', 'SameSite=Strict']);
    expect(pair).not.toContain(login.searchParams.get('token'));
    expect(await statusOf(login.pathname + login.search)).toBe(403);
  });
});

describe('after the login', () => {
  let cookie = '';
  beforeAll(async () => {
    await begin();
    cookie = await logIn();
  });
  afterAll(() => host.close());

  const call = (headers: http.OutgoingHttpHeaders, name = 'engine.info', body = '{}'): Promise<Reply> =>
    ask(`/engine/call/${name}`, { method: 'POST', headers: { cookie, ...headers } }, body);

  it('serves the window with its policy, and the engine’s answers', async () => {
    const page = await ask('/', { headers: { cookie } });
    expect(page).toMatchObject({ status: 200, body: '<title>Clientele</title>' });
    expect(page.headers['content-security-policy']).toContain("default-src 'none'");
    expect(page.headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'cache-control': 'no-store' });
    const answer = await call({ origin: login.origin });
    expect(answer.status).toBe(200);
    expect(JSON.parse(answer.body)).toMatchObject({ node: process.version });
  });

  it('refuses another site’s page, and one that does not say where it is from', async () => {
    for (const origin of ['http://evil.example', 'null', `http://127.0.0.1:1`, login.origin.replace('http', 'https')])
      expect((await call({ origin })).status, origin).toBe(403);
    expect((await call({})).status).toBe(403);
  });

  it('refuses a name that was rebound to this address', async () => {
    for (const name of [
      'evil.example',
      `evil.example:${login.port}`,
      '127.0.0.1',
      `127.0.0.1:${Number(login.port) + 1}`,
    ])
      expect(await statusOf('/', { headers: { cookie, host: name } }), name).toBe(421);
    expect(await statusOf('/', { headers: { cookie, host: `localhost:${login.port}` } })).toBe(200);
  });

  it('serves nothing from outside of its folder', async () => {
    for (const target of [
      '/../secret.txt',
      '/..%2fsecret.txt',
      '/%2e%2e/secret.txt',
      '/..%5csecret.txt',
      '/nothing.js',
    ])
      expect(await statusOf(target, { headers: { cookie } }), target).toBe(404);
  });

  it('survives addresses that are none', async () => {
    for (const target of ['/%zz', '//', '/%ff', '//[']) {
      expect(await statusOf(target, { headers: { cookie } }), target).toBeGreaterThanOrEqual(400);
    }
    expect(await statusOf('/', { headers: { cookie } })).toBe(200);
  });

  it('grants no file: only the shell may', async () => {
    const grant = JSON.stringify({ path: '/etc/passwd', write: false });
    expect((await call({ origin: login.origin }, 'file.grant', grant)).status).toBe(404);
  });

  it('listens on loopback alone', async () => {
    const outer = Object.values(networkInterfaces())
      .flat()
      .filter((found) => found && !found.internal && found.family === 'IPv4');
    for (const address of outer)
      await expect(ask('/', { hostname: address?.address, headers: { cookie } })).rejects.toThrow('ECONNREFUSED');
    expect(login.hostname).toBe('127.0.0.1');
  });
});
