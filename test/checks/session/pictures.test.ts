import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import type { CallInput, CallName, CallOutput } from '../../../src-main/contract/calls.ts';
import { createEngine } from '../../../src-main/engine/engine.ts';
import { tinyPng } from '../../../src-main/engine/pictures/fixtures.ts';
import { engineListener, performCall } from '../../../src-main/engine/server.ts';
import { afterwards, codeOf, temporaryFolder } from '../engine-harness.ts';

/** Four products: one with a picture, one whose picture is outside, one whose picture is remote, one without. */
const PRODUCTS = [
  'sku,product name,price,stock,image',
  'A1,Mug,4.50,12,mugs/a.png',
  'A2,Plate,7,0,../secret.png',
  'A3,Bowl,,3,https://example.org/b.png',
  'A4,Spoon,2,,',
];
const ITEMS = ['A4', 'A1', 'A2', 'A3', 'none'];

function files(): { folder: string; products: string } {
  const home = temporaryFolder();
  const folder = path.join(home, 'pictures');
  mkdirSync(path.join(folder, 'mugs'), { recursive: true });
  writeFileSync(path.join(folder, 'mugs', 'a.png'), tinyPng(6, 4));
  writeFileSync(path.join(home, 'secret.png'), tinyPng(6, 4));
  const products = path.join(home, 'products.csv');
  writeFileSync(products, PRODUCTS.join('\n'));
  return { folder, products };
}

const engine = createEngine({ program: 'test', socketPath: null, grants: 'all', threads: 1 });
const server = http.createServer(engineListener(engine, ({ headers }) => headers['x-shell'] === 'yes'));
afterwards(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await engine.close();
});

const call = <C extends CallName>(name: C, input: CallInput<C>): Promise<CallOutput<C>> =>
  performCall(engine, name, input, new AbortController().signal) as Promise<never>;
const ask = (way: string, headers?: Record<string, string>, body?: unknown): Promise<Response> =>
  fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/engine/${way}`, {
    method: body ? 'POST' : 'GET',
    headers,
    body: body ? JSON.stringify(body) : undefined,
  });
const picture = (item: string): Promise<Response> => ask(`data/picture?item=${encodeURIComponent(item)}`);

let chosen: ReturnType<typeof files>;
let datasetId: string;

beforeAll(async () => {
  chosen = files();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  await call('project.create', { path: path.join(temporaryFolder(), 'shop.clientele') });
  const { plan } = await call('import.preview', { paths: [chosen.products], options: {} });
  const finished = new Promise<void>((resolve) => {
    engine.subscribe((event) => event.type === 'job.finished' && resolve());
  });
  await call('import.run', { plan });
  await finished;
  const [dataset] = (await call('project.view', {}))?.datasets ?? [];
  expect(dataset?.columns.map(({ role }) => role)).toEqual(['itemId', 'itemName', 'price', 'stock', 'picture']);
  datasetId = dataset?.id ?? '';
  await call('dataset.update', { datasetId, currency: 'EUR' });
}, 30_000);

it('knows price and stock of products, and no pictures before a folder was chosen', async () => {
  const { facts, pictures } = await call('item.facts', { items: ITEMS });
  expect(pictures).toBeNull();
  expect(facts.map(({ price, stock, hasPicture }) => [price, stock, hasPicture])).toEqual([
    [2, null, false],
    [4.5, 12, false],
    [7, 0, false],
    [null, 3, false],
    [null, null, false],
  ]);
  expect(facts.map(({ currency }) => currency)).toEqual(['EUR', 'EUR', 'EUR', null, null]);
  expect(await (await picture('A1')).text()).toContain('not-found');
});

it('lets no page choose a folder, and hands out what lies in the one that a person chose, by product alone', async () => {
  const { folder } = chosen;
  expect((await ask('call/picture.folder', {}, { datasetId, folder })).status).toBe(404);
  expect((await ask('call/picture.folder', { 'x-shell': 'yes' }, { datasetId, folder })).status).toBe(200);
  const { facts, pictures } = await call('item.facts', { items: ITEMS });
  expect(pictures).not.toBeNull();
  expect(facts.map(({ hasPicture }) => hasPicture)).toEqual([false, true, false, false, false]);
  const shown = await picture('A1');
  expect(shown.headers.get('content-type')).toBe('image/png');
  const bytes = Buffer.from(await shown.arrayBuffer());
  expect(bytes.equals(readFileSync(path.join(folder, 'mugs', 'a.png')))).toBe(true);
  for (const [item, code] of [
    ['A2', 'picture-refused'],
    ['A3', 'picture-refused'],
    ['A4', 'not-found'],
    ['mugs/a.png', 'not-found'],
  ])
    // prettier-ignore
    expect(await (await picture(item!)).text(), item).toContain(code);
  expect((await ask('data/picture?path=/etc/passwd')).status).toBe(400);
  const view = { folder, named: 3, looked: 3, found: 1, problem: { code: 'picture-refused' } };
  expect(await call('picture.folderView', { datasetId })).toMatchObject(view);
  await call('picture.folder', { datasetId, folder: null });
  expect((await call('item.facts', { items: ITEMS })).pictures).toBeNull();
});

it('takes small pictures for a report, and nothing else in their place', async () => {
  const write = (one: string): Promise<string> =>
    codeOf(call('report.write', { notebookId: 'n', path: 'r.html', locale: 'en', pictures: { A1: one } }));
  expect(await write('data:image/webp;base64,AAAA')).toBe('not-found');
  for (const wrong of [
    'https://example.org/a.png',
    'data:image/svg+xml;base64,AAAA',
    'data:image/png;base64,A"onload=',
    `data:image/png;base64,${'A'.repeat(60_000)}`,
  ])
    // prettier-ignore
    expect(await write(wrong)).toBe('bad-input');
});
