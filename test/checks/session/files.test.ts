import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import type { Predicate } from '../../../src-main/contract/table.ts';
import { addStep, codeOf, hashOf, importInto, runPanel, startEngine, viewOf } from '../engine-harness.ts';
import { addClustering, openShop, type OpenShop } from './shop.ts';

const done = async ({ engine }: OpenShop, job: Promise<{ jobId: string }>): Promise<unknown> =>
  (await engine.wait([(await job).jobId]))[0];

it('exports CSV that Excel reads as UTF-8 and runs no formula of', async () => {
  const shop = await openShop();
  const { engine, folder } = shop;
  const file = path.join(folder, 'odd.csv');
  writeFileSync(file, 'name,amount,day\n=1+1,2.5,2026-01-31\n"@SUM(A1), “x”",,2026-02-01\n你好,-3,\n');
  const datasetId = await importInto(engine, [file], { name: 'odd' });
  const target = path.join(folder, 'odd-out.csv');
  const ref = { from: 'dataset', datasetId } as const;
  expect(await done(shop, engine.call('export.table', { ref, path: target, format: 'csv' }))).toMatchObject({
    nRows: 3,
  });
  expect(readFileSync(target, 'utf8')).toBe(
    '\uFEFFname,amount,day\r\n\'=1+1,2.5,2026-01-31\r\n"\'@SUM(A1), “x”",,2026-02-01\r\n你好,-3,\r\n',
  );
  await done(shop, engine.call('export.table', { ref, path: `${target}.jsonl`, format: 'jsonl' }));
  const [first] = readFileSync(`${target}.jsonl`, 'utf8').split('\n');
  expect(JSON.parse(first ?? '')).toEqual({ name: '=1+1', amount: 2.5, day: '2026-01-31' });
  expect(readdirSync(folder).filter((name) => name.endsWith('.part'))).toEqual([]);
});

it('exports what is selected alone, and the members of a segment', async () => {
  const shop = await openShop();
  const { engine, notebookId, folder } = shop;
  const rfm = await addStep(engine, notebookId, 'features.rfm');
  await runPanel(engine, notebookId, rfm);
  const source = { from: 'panel', panelId: rfm, output: 'rfm' } as const;
  const predicate: Predicate = { op: 'between', column: 'frequency', min: 10, max: null };
  const target = path.join(folder, 'some.csv');
  const some = { ref: source, path: target, format: 'csv', selectedOnly: true } as const;
  expect(await codeOf(engine.call('export.table', some))).toBe('not-found');
  const selected = await engine.call('selection.set', { selection: { source, predicate, origin: 'test' } });
  expect(await done(shop, engine.call('export.table', some))).toMatchObject({ nRows: selected?.nRows });
  const { segmentId } = await engine.call('segment.add', { name: 'S', kind: 'frozen', source, predicate });
  await done(shop, engine.call('export.segment', { segmentId, path: target, format: 'csv' }));
  const lines = readFileSync(target, 'utf8').split('\r\n');
  expect(lines[0]).toBe('\uFEFFcustomer_id');
  expect(lines).toHaveLength((selected?.nRows ?? 0) + 2);
});

it('writes a report of what the notebook shows, without ids unless asked', async () => {
  const shop = await openShop();
  const { engine, notebookId, folder } = shop;
  const { kmeans } = await addClustering(shop);
  await engine.call('panel.add', { notebookId, afterId: null, kind: 'note', body: '## What we *found*' });
  await runPanel(engine, notebookId, kmeans);
  const report = (locale: 'en' | 'zh', includeIds = false) => {
    const target = path.join(folder, `report-${locale}.html`);
    return done(shop, engine.call('report.write', { notebookId, path: target, locale, includeIds })).then(() =>
      readFileSync(target, 'utf8'),
    );
  };
  const english = await report('en');
  expect(english.includes('<em>found</em>')).toBe(true);
  expect(english.slice(0, 200)).toMatch(/lang="?en/);
  expect((await report('zh')).slice(0, 200)).toMatch(/lang="?zh/);
  const bare = english.replace(/<script[\s\S]*?<\/script>/g, '');
  const ids = [...bare.matchAll(/>(1\d{4})</g)].map((match) => match[1]);
  expect(ids).toEqual([]);
  expect(Buffer.byteLength(english)).toBeLessThan(5 * 1024 * 1024);
  expect(await codeOf(done(shop, engine.call('report.write', { notebookId, path: '/nowhere/at/all.html', locale: 'en' })))).toBe('file-not-found'); // prettier-ignore
});

it('saves a copy that opens by itself, and never over itself', async () => {
  const shop = await openShop();
  const { engine, notebookId, folder } = shop;
  const { kmeans } = await addClustering(shop);
  const before = await runPanel(engine, notebookId, kmeans);
  const target = path.join(folder, 'copy.clientele');
  await done(shop, engine.call('project.saveCopy', { path: target }));
  expect(await codeOf(done(shop, engine.call('project.saveCopy', { path: shop.path })))).toBe('file-exists');
  const other = startEngine();
  const copy = await other.call('project.open', { path: target });
  expect(copy.datasets).toEqual((await engine.call('project.view', {}))?.datasets);
  expect(hashOf(await viewOf(other, notebookId, kmeans), 'clusters')).toBe(hashOf(before, 'clusters'));
  await other.close();
  expect(existsSync(`${target}.part`)).toBe(false);
});

it('saves a notebook as a template and opens it on another dataset', async () => {
  const shop = await openShop();
  const { engine, notebookId, files } = shop;
  const { clean, kmeans } = await addClustering(shop, 3);
  await engine.call('panel.update', { panelId: kmeans, patch: { title: 'Groups', seed: 9 } });
  const original = await runPanel(engine, notebookId, kmeans);
  const { templateId } = await engine.call('template.save', { notebookId, title: 'My groups' });
  const templates = await engine.call('template.list', {});
  expect(templates.map(({ id }) => id)).toEqual(expect.arrayContaining(['shop-overview', templateId]));
  const info = templates.find(({ id }) => id === templateId);
  expect(info).toMatchObject({ builtIn: false, datasets: [{ key: 'interactions' }] });
  expect(info?.datasets[0]?.roles).toEqual(expect.arrayContaining(['customerId', 'itemId', 'orderId', 'time']));

  const again = await importInto(engine, [files.orders], { name: 'other_orders' });
  const opened = await engine.call('template.open', { templateId, datasets: { interactions: again }, locale: 'en' });
  const views = await engine.call('notebook.view', { notebookId: opened.notebookId });
  expect(views.map(({ panel }) => panel.step)).toEqual(['prepare.clean', 'features.rfm', 'transform.scale', 'cluster.kmeans']); // prettier-ignore
  expect(views.map(({ panel }) => panel.id)).not.toContain(clean);
  expect(views[0]?.panel.inputs).toEqual({ orders: [{ from: 'dataset', datasetId: again }] });
  expect(views[3]?.panel).toMatchObject({ title: 'Groups', seed: 9, parameters: { nClusters: 3 } });
  expect(views[3]?.panel.names.clusters).toBe('clusters_2');
  const same = await runPanel(engine, opened.notebookId, views[3]?.panel.id ?? '');
  expect(hashOf(same, 'clusters')).toBe(hashOf(original, 'clusters'));

  const people = await importInto(engine, [files.products], { name: 'goods' });
  const wrong = engine.call('template.open', { templateId, datasets: { interactions: people }, locale: 'en' });
  expect(await codeOf(wrong)).toBe('missing-role');
  expect(await codeOf(engine.call('template.open', { templateId: 'no', datasets: {}, locale: 'en' }))).toBe(
    'not-found',
  );
});

it('splits a flat order file into products and customers', async () => {
  const shop = await openShop();
  const { engine, datasetId } = shop;
  expect(await done(shop, engine.call('dataset.split', { datasetId }))).toMatchObject({
    added: ['products', 'customers'],
  });
  const view = await engine.call('project.view', {});
  expect(view?.datasets.map(({ name, entity, tableRole }) => [name, entity, tableRole])).toEqual([
    ['customers', 'customer', 'customers'],
    ['interactions', 'none', 'interactions'],
    ['products', 'product', 'products'],
  ]);
  await engine.call('history.undo', {});
  expect((await engine.call('project.view', {}))?.datasets).toHaveLength(1);
});

it('replaces a dataset with the next file and keeps the version before', async () => {
  const shop = await openShop();
  const { engine, datasetId, files, folder } = shop;
  const lines = readFileSync(files.orders, 'utf8').split('\n');
  const file = path.join(folder, 'replacement.csv');
  writeFileSync(file, `${lines.slice(0, 201).join('\n')}\n`);
  await importInto(engine, [file], { mode: 'replace', datasetId });
  const [dataset] = (await engine.call('project.view', {}))?.datasets ?? [];
  expect(dataset).toMatchObject({ id: datasetId, version: 2, nRows: 200 });
  expect(dataset?.versions.map(({ version, files: from }) => [version, from])).toEqual([
    [1, ['orders.csv']],
    [2, ['replacement.csv']],
  ]);
});

it('reads the next file as the dataset is described, and shows the columns it brings', async () => {
  const shop = await openShop();
  const { engine, datasetId, files, folder } = shop;
  const described = (await engine.call('project.view', {}))?.datasets[0]?.columns ?? [];
  const columns = described.map((column) => (column.name === 'channel' ? { ...column, role: null } : column));
  await engine.call('dataset.update', { datasetId, columns });
  const [header, line] = readFileSync(files.orders, 'utf8').split('\n');
  const file = path.join(folder, 'with-coupon.csv');
  writeFileSync(file, `${header},coupon\n77${line},SPRING\n77x${line},\n`);
  await importInto(engine, [file], { mode: 'append', datasetId });
  const [dataset] = (await engine.call('project.view', {}))?.datasets ?? [];
  expect(dataset?.columns.slice(0, -1)).toEqual(columns);
  expect(dataset?.columns.at(-1)).toMatchObject({ name: 'coupon', type: 'text' });
  const ref = { from: 'dataset', datasetId } as const;
  const page = await engine.call('table.page', { ref, offset: (dataset?.nRows ?? 0) - 2, limit: 2 });
  expect(page.rows.map((row) => row.at(-1))).toEqual(['SPRING', null]);
});
