import { existsSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { codeOf, smallShop, temporaryFolder } from '../engine-harness.ts';
import { startEngineProcess } from '../storage/engine-client.ts';
import { clientele, type Ended } from './command.ts';

it('speaks to the engine of the window that has the project open', { timeout: 60_000 }, async () => {
  const folder = temporaryFolder();
  const project = path.join(folder, 'shop.clientele');
  const { orders, products } = await smallShop(folder);
  const window = await startEngineProcess('engine');
  await window.call('file.grant', { path: project, write: true });
  await window.call('project.create', { path: project });
  const run = (...words: string[]): Promise<Ended> => clientele(path.join(folder, 'config'), ...words);

  expect(await run('import', project, orders, '--name', 'orders')).toMatchObject({ code: 0, err: '' });
  expect((await window.call('project.view', {}))?.datasets).toMatchObject([{ name: 'orders' }]);
  expect(await run('add', project, 'features.rfm')).toMatchObject({ code: 0, err: '' });
  expect(await run('run', project)).toMatchObject({ code: 0, err: '' });
  const view = await window.call('project.view', {});
  const [panel] = await window.call('notebook.view', { notebookId: view?.notebooks[0]?.id ?? '' });
  expect(panel).toMatchObject({ state: 'ready', panel: { step: 'features.rfm' } });
  const counted = await run('query', project, 'SELECT count(*) AS n FROM rfm', '--json');
  expect(JSON.parse(counted.out)).toEqual([{ n: panel?.run?.outputs.find(({ id }) => id === 'rfm')?.table?.nRows }]);
  const target = path.join(folder, 'rfm.csv');
  expect(await run('export', project, 'rfm', '--to', target)).toMatchObject({ code: 0, err: '' });
  expect(existsSync(target)).toBe(true);

  // Whoever has no key is granted nothing by it.
  const preview = window.call('import.preview', { paths: [products], options: {} });
  expect(await codeOf(preview)).toBe('file-not-granted');
  await window.kill();
  expect(await run('query', project, 'SELECT 1 AS one', '--json')).toMatchObject({ code: 0 });
});
