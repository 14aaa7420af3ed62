import { appendFileSync, copyFileSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import type { Predicate } from '../../../src-main/contract/table.ts';
import { addStep, codeOf, hashOf, importInto, rowsOf, runPanel, viewOf } from '../engine-harness.ts';
import { openShop, reopen, type OpenShop } from './shop.ts';

/** All order lines as they stand in the file, in the order they were imported. */
function linesOf({ files }: OpenShop): { customer: string; order: string }[] {
  const [header = '', ...lines] = readFileSync(files.orders, 'utf8').trim().split('\n');
  const names = header.split(',');
  return lines.map((line) => {
    const cells = line.split(',');
    return { customer: cells[names.indexOf('customer_id')] ?? '', order: cells[names.indexOf('order_id')] ?? '' };
  });
}

async function withRfm(shop: OpenShop) {
  const clean = await addStep(shop.engine, shop.notebookId, 'prepare.clean');
  const rfm = await addStep(shop.engine, shop.notebookId, 'features.rfm');
  await runPanel(shop.engine, shop.notebookId, rfm);
  return { clean, rfm, source: { from: 'panel', panelId: rfm, output: 'rfm' } as const };
}

const frequent: Predicate = { op: 'between', column: 'frequency', min: 10, max: null };

it('maps a selection of customers to their order lines, and one of lines to their customers', async () => {
  const shop = await openShop();
  const { engine, datasetId } = shop;
  const { source } = await withRfm(shop);
  const customers = (await rowsOf(engine, source, ['customer_id', 'frequency'])) as [string, number][];
  const chosen = new Set(customers.filter(([, frequency]) => frequency >= 10).map(([id]) => id));
  const lines = linesOf(shop);

  const view = await engine.call('selection.set', { selection: { source, predicate: frequent, origin: 'test' } });
  const nLines = lines.filter(({ customer }) => chosen.has(customer)).length;
  expect(view).toMatchObject({ entity: 'customer', nRows: chosen.size, nAll: customers.length, nKeys: chosen.size });
  expect(view?.related).toContainEqual({ name: 'interactions', nRows: nLines });
  const orders = { from: 'dataset', datasetId } as const;
  const page = { ref: orders, offset: 0, limit: 500 };
  const only = await engine.call('table.page', { ...page, selectedOnly: true });
  expect(only.nMatching).toBe(nLines);
  const all = await engine.call('table.page', page);
  expect(all.selected).toEqual(lines.slice(0, 500).map(({ customer }) => chosen.has(customer)));

  const predicate: Predicate = { op: 'in', column: 'customer_id', values: [...chosen].slice(0, 2) };
  const back = await engine.call('selection.set', { selection: { source: orders, predicate, origin: 'grid' } });
  const two = [...chosen].slice(0, 2);
  expect(back).toMatchObject({ nRows: lines.filter(({ customer }) => two.includes(customer)).length, nKeys: 2 });
  const rfmRows = await engine.call('table.page', { ref: source, offset: 0, limit: 500, selectedOnly: true });
  expect(rfmRows.rows.map((row) => row[0]).sort()).toEqual(two.sort());

  expect(await engine.call('selection.view', {})).toEqual(back);
  expect(await engine.call('selection.set', { selection: null })).toBeNull();
  expect((await engine.call('table.page', page)).selected).toBeNull();
});

it('lets a live segment follow the data, with the panel that reads it, and a frozen one stay', async () => {
  const shop = await openShop();
  const { engine, notebookId, datasetId, folder, files } = shop;
  const orders = { from: 'dataset', datasetId } as const;
  const predicate: Predicate = { op: 'between', column: 'quantity', min: 4, max: null };
  const add = (name: string, kind: 'rule' | 'frozen') => engine.call('segment.add', { name, kind, source: orders, predicate }); // prettier-ignore
  const live = await add('Live', 'rule');
  const frozen = await add('Frozen', 'frozen');
  const segment = async (id: string) => (await engine.call('project.view', {}))?.segments.find((one) => one.id === id);
  const before = await segment(live.segmentId);
  expect(before).toMatchObject({ entity: 'customer', kind: 'rule' });
  expect(await segment(frozen.segmentId)).toMatchObject({ count: before?.count, membersHash: before?.membersHash });

  const join = (segmentId: string) =>
    addStep(engine, notebookId, 'prepare.join', {
      inputs: { left: [{ from: 'segment', segmentId }], right: [{ from: 'segment', segmentId: frozen.segmentId }] },
    });
  const readsLive = await join(live.segmentId);
  const readsFrozen = await join(frozen.segmentId);
  const { jobIds } = await engine.call('notebook.runStale', { notebookId });
  await engine.wait(jobIds);
  expect(await viewOf(engine, notebookId, readsLive)).toMatchObject({ state: 'ready' });

  const file = path.join(folder, 'more.csv');
  copyFileSync(files.orders, file);
  appendFileSync(file, '900001,1,2026-01-02 10:00:00,newcomer,P10001,Slim Phone Case,Electronics,9,14.49,0,web\n');
  await importInto(engine, [file], { mode: 'append', datasetId });
  expect((await segment(live.segmentId))?.count).toBe((before?.count ?? 0) + 1);
  expect((await segment(frozen.segmentId))?.count).toBe(before?.count);
  expect(await viewOf(engine, notebookId, readsLive)).toMatchObject({ state: 'stale', reason: { port: 'left' } });
  expect((await viewOf(engine, notebookId, readsFrozen)).state).toBe('ready');

  await engine.call('history.undo', {});
  expect(await segment(live.segmentId)).toEqual(before);
  expect((await viewOf(engine, notebookId, readsLive)).state).toBe('ready');
  await engine.call('history.redo', {});
  expect((await segment(live.segmentId))?.count).toBe((before?.count ?? 0) + 1);
});

it('lets a live segment of a panel follow the run that its panel shows', async () => {
  const shop = await openShop();
  const { engine, notebookId } = shop;
  const { rfm, source } = await withRfm(shop);
  const predicate: Predicate = { op: 'between', column: 'recency', min: null, max: 60 };
  const { segmentId } = await engine.call('segment.add', { name: 'Recent', kind: 'rule', source, predicate });
  const count = async () => (await engine.call('project.view', {}))?.segments.find(({ id }) => id === segmentId)?.count;
  const before = await count();
  expect(before).toBeGreaterThan(0);
  await engine.call('panel.update', { panelId: rfm, patch: { parameters: { referenceDate: Date.UTC(2030, 0, 1) } } });
  await runPanel(engine, notebookId, rfm);
  expect(await count()).toBe(0);
  await engine.call('history.undo', {});
  expect(await count()).toBe(before);
  await reopen(shop);
  await engine.call('history.redo', {});
  expect(await count()).toBe(0);
});

it('changes, renames, freezes and deletes segments, each taken back by undo', async () => {
  const shop = await openShop();
  const { engine } = shop;
  const { source } = await withRfm(shop);
  const { segmentId } = await engine.call('segment.add', { name: 'A', kind: 'rule', source, predicate: frequent });
  const add = (name: string) => engine.call('segment.add', { name, kind: 'rule', source, predicate: frequent });
  expect(await codeOf(add('A'))).toBe('name-taken');
  const other = await add('B');
  const view = async () => (await engine.call('project.view', {}))?.segments ?? [];
  expect(await engine.call('segment.overlap', { segmentId })).toEqual([
    { segmentId: other.segmentId, nCommon: (await view())[0]?.count },
  ]);
  const before = await view();
  const few: Predicate = { op: 'between', column: 'frequency', min: null, max: 3 };
  await engine.call('segment.update', { segmentId, patch: { predicate: few } });
  expect((await view()).find(({ id }) => id === segmentId)?.count).not.toBe(before[0]?.count);
  expect(await engine.call('segment.overlap', { segmentId })).toEqual([]);
  await engine.call('segment.update', { segmentId, patch: { name: 'C', kind: 'frozen' } });
  await engine.call('segment.delete', { segmentId });
  expect(await view()).toHaveLength(1);
  for (let n = 0; n < 3; n++) await engine.call('history.undo', {});
  expect(await view()).toEqual(before);
});

it('filters a table by a condition, as a panel that others read', async () => {
  const shop = await openShop();
  const { engine, notebookId } = shop;
  const { source } = await withRfm(shop);
  const all = (await rowsOf(engine, source, ['frequency'])) as [number][];
  const filter = await addStep(engine, notebookId, 'prepare.filter', {
    inputs: { table: [source] },
    parameters: { condition: frequent },
  });
  const view = await runPanel(engine, notebookId, filter);
  const table = view.run?.outputs.find(({ kind }) => kind === 'table');
  expect(table?.table?.nRows).toBe(all.filter(([frequency]) => frequency >= 10).length);
  expect(table?.table?.entity).toBe('customer');
  expect(view.nRowsIn).toBe(all.length);
  const [output] = Object.keys(view.panel.names);
  const scale = await addStep(engine, notebookId, 'transform.scale', {
    inputs: { table: [{ from: 'panel', panelId: filter, output: output ?? '' }] },
  });
  expect(hashOf(await runPanel(engine, notebookId, scale), 'scaled')).not.toBe('');
});

it('counts a lasso over every row, whatever was drawn', async () => {
  const shop = await openShop();
  const { engine } = shop;
  const { source } = await withRfm(shop);
  const rows = (await rowsOf(engine, source, ['frequency', 'recency'])) as [number, number][];
  const predicate: Predicate = { op: 'polygon', x: 'frequency', y: 'recency', points: [[2.5, -1], [20.5, -1], [20.5, 200.5], [2.5, 200.5]] }; // prettier-ignore
  const view = await engine.call('selection.set', { selection: { source, predicate, origin: 'map' } });
  const inside = rows.filter(([x, y]) => x > 2.5 && x < 20.5 && y > -1 && y < 200.5);
  expect(inside.length).toBeGreaterThan(3);
  expect(view?.nRows).toBe(inside.length);
});

it('refuses a segment of rows that belong to nobody', async () => {
  const shop = await openShop();
  const { engine, notebookId } = shop;
  const { panelId } = await engine.call('panel.add', { notebookId, afterId: null, kind: 'sql', body: 'SELECT 1 AS n' });
  await runPanel(engine, notebookId, panelId);
  const source = { from: 'panel', panelId, output: 'result' } as const;
  const predicate: Predicate = { op: 'between', column: 'n', min: 0, max: 2 };
  const add = engine.call('segment.add', { name: 'Nobody', kind: 'rule', source, predicate });
  expect(await codeOf(add)).toBe('wrong-entity');
});

it('counts the members that segments share, also across tables', async () => {
  const shop = await openShop();
  const { engine, datasetId } = shop;
  const { source } = await withRfm(shop);
  const customers = (await rowsOf(engine, source, ['customer_id', 'frequency'])) as [string, number][];
  const few: Predicate = { op: 'between', column: 'frequency', min: null, max: 9 };
  const add = async (name: string, predicate: Predicate, table: Parameters<typeof rowsOf>[1] = source) =>
    (await engine.call('segment.add', { name, kind: 'rule', source: table, predicate })).segmentId;
  const many = await add('Often', frequent);
  await add('Seldom', few);
  const some = await add('From five on', { ...frequent, min: 5 });
  const [first] = customers.filter(([, frequency]) => frequency >= 10).map(([id]) => id);
  const one = await add(
    'One',
    { op: 'in', column: 'customer_id', values: [first ?? ''] },
    { from: 'dataset', datasetId },
  );
  const often = customers.filter(([, frequency]) => frequency >= 10).length;
  expect(await engine.call('segment.overlap', { segmentId: many })).toEqual([
    { segmentId: some, nCommon: often },
    { segmentId: one, nCommon: 1 },
  ]);
  expect(await codeOf(engine.call('segment.overlap', { segmentId: 'none' }))).toBe('not-found');
});

it('says what sets a lasso apart by the columns of another table, with a rule that finds them again', async () => {
  const shop = await openShop();
  const { engine, notebookId } = shop;
  const { rfm, source } = await withRfm(shop);
  const scaled = await addStep(engine, notebookId, 'transform.scale', {
    inputs: { table: [{ from: 'panel', panelId: rfm, output: 'rfm' }] },
  });
  const map = await addStep(engine, notebookId, 'project.pca', {
    inputs: { table: [{ from: 'panel', panelId: scaled, output: 'scaled' }] },
  });
  await runPanel(engine, notebookId, map);
  const axes = { from: 'panel', panelId: map, output: 'components' } as const;
  const { info } = await engine.call('table.page', { ref: axes, offset: 0, limit: 0 });
  const [x = '', y = ''] = info.columns.filter(({ type }) => type === 'number').map(({ name }) => name);
  const lasso: Predicate = { op: 'polygon', x, y, points: [[0.5, -100], [100, -100], [100, 100], [0.5, 100]] }; // prettier-ignore
  const selection = { source: axes, predicate: lasso, origin: map };
  const view = await engine.call('selection.set', { selection });
  const found = await engine.call('selection.explain', { selection });
  expect(view?.nRows).toBeGreaterThan(0);
  expect(found?.source).not.toEqual(axes);
  const rule = found?.rule;
  const again = await engine.call('selection.set', {
    selection: { source: found!.source, predicate: rule!.predicate, origin: map },
  });
  expect(again?.nRows).toBe(rule?.nRows);
  const both = await engine.call('table.page', { ref: axes, offset: 0, limit: 1, filter: lasso, selectedOnly: true });
  expect(rule?.precision).toBeCloseTo(both.nMatching / rule!.nRows, 12);
  expect(rule?.recall).toBeCloseTo(both.nMatching / view!.nRows, 12);
  const everyone: Predicate = { op: 'and', args: [] };
  const all = await engine.call('selection.explain', { selection: { source, predicate: everyone, origin: rfm } });
  expect(all).toMatchObject({ differences: [], rule: null });
});
