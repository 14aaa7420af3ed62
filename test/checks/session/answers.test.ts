import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { calls, type CallInput, type CallName } from '../../../src-main/contract/calls.ts';
import { ClienteleError } from '../../../src-main/contract/errors.ts';
import { openReader } from '../../../src-main/engine/storage/reader.ts';
import { orphans } from '../../../src-main/engine/storage/references.ts';
import { addStep, codeOf, importInto, rowsOf, runPanel, startEngine, viewOf } from '../engine-harness.ts';
import { addClustering, openShop, reopen, type OpenShop } from './shop.ts';

/** Outputs that were begun and not ended, and those that nothing claims. */
function leftBehind(file: string): unknown[] {
  const reader = openReader(file);
  try {
    const halves = reader.sql('SELECT hash FROM _clientele_outputs WHERE complete = 0').all();
    const tables = reader.sql('SELECT hash FROM _clientele_published WHERE complete = 0').all();
    return [...halves, ...tables, ...orphans(reader)];
  } finally {
    reader.close();
  }
}

/** So many order lines that importing them takes a while. */
function largeFile({ files, folder }: OpenShop, nCopies: number): string {
  const [header = '', ...lines] = readFileSync(files.orders, 'utf8').trim().split('\n');
  const copies = Array.from({ length: nCopies }, (_, n) => lines.map((line) => `${n}${line}`).join('\n'));
  const file = path.join(folder, 'large.csv');
  writeFileSync(file, `${header}\n${copies.join('\n')}\n`);
  return file;
}

describe('questions', () => {
  it('answers the newest question of a panel and cancels the older one', async () => {
    const shop = await openShop();
    const { engine, notebookId } = shop;
    const { kmeans } = await addClustering(shop);
    await runPanel(engine, notebookId, kmeans);
    const ask = (nClusters: number) =>
      engine.call('panel.ask', { panelId: kmeans, question: 'whatIf', input: { nClusters } });
    const settled = await Promise.allSettled([ask(3), ask(4), ask(5), ask(6)]);
    expect(settled.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected', 'fulfilled']);
    for (const outcome of settled.slice(0, 3)) expect(outcome).toMatchObject({ reason: { code: 'cancelled' } });
    expect(settled[3]).toMatchObject({ value: { tables: [{ rows: { length: 6 } }] } });
    expect(await engine.call('run.list', { panelId: kmeans })).toHaveLength(1);
    expect(await codeOf(ask(0))).toBe('bad-input');
    expect(await codeOf(engine.call('panel.ask', { panelId: kmeans, question: 'none', input: {} }))).toBe('not-found');
  });

  it('stops waiting where the asker goes away', async () => {
    const shop = await openShop();
    const { engine, notebookId } = shop;
    const { kmeans } = await addClustering(shop);
    await runPanel(engine, notebookId, kmeans);
    const gone = AbortSignal.abort();
    const asked = engine.call('panel.ask', { panelId: kmeans, question: 'whatIf', input: { nClusters: 4 } }, gone);
    expect(await codeOf(asked)).toBe('cancelled');
  });
});

describe('tables', () => {
  it('tells what the names of features are called', async () => {
    const shop = await openShop();
    const { engine, notebookId } = shop;
    const { scale } = await addClustering(shop);
    const axes = await addStep(engine, notebookId, 'project.pca', {
      inputs: { table: [{ from: 'panel', panelId: scale, output: 'scaled' }] },
    });
    await runPanel(engine, notebookId, axes);
    const page = (find: string) =>
      engine.call('table.page', {
        ref: { from: 'panel', panelId: axes, output: 'meanings' },
        offset: 0,
        limit: 5,
        find,
      });
    const { info, rows, nMatching } = await page('');
    const words = info.columns.find(({ name }) => name === 'rises_with')?.words;
    expect(words).toMatchObject({
      within: true,
      names: { recency: { en: 'Recency', zh: expect.any(String) as string } },
    });
    expect(rows.flat().join()).toContain('recency');
    const chinese = words?.names.recency?.zh ?? '';
    const found = (await page(chinese)).nMatching;
    expect(found).toBeGreaterThan(0);
    expect(found).toBeLessThanOrEqual(nMatching);
    // An axis goes by the label of its column, and what is a number by nothing.
    const axis = info.columns.find(({ name }) => name === 'axis')?.words;
    expect(axis).toMatchObject({ within: false, names: { pc1: { en: 'Component 1', zh: '主成分 1' } } });
    expect(info.columns.find(({ name }) => name === 'share')?.words).toBeUndefined();
  });
});

describe('cancelling', () => {
  it('ends a running panel and leaves nothing half-written', async () => {
    const shop = await openShop();
    const { engine, notebookId, path: file } = shop;
    const { clean } = await addClustering(shop);
    await runPanel(engine, notebookId, clean);
    const busy = await addStep(engine, notebookId, 'cluster.kmeans', {
      inputs: { table: [{ from: 'panel', panelId: clean, output: 'clean' }] },
      parameters: { nClusters: 200, nRestarts: 100, tolerance: 0 },
    });
    const { jobIds } = await engine.call('panel.run', { panelId: busy });
    await engine.next((event) => event.type === 'jobs.changed' && event.jobs.some(({ fraction }) => fraction > 0));
    expect((await viewOf(engine, notebookId, busy)).state).toBe('running');
    for (const jobId of jobIds) await engine.call('job.cancel', { jobId });
    expect(await codeOf(engine.wait(jobIds))).toBe('cancelled');
    expect(await viewOf(engine, notebookId, busy)).toMatchObject({
      state: 'empty',
      error: null,
      jobId: null,
      run: null,
    });
    expect(await engine.call('job.list', {})).toEqual([]);
    expect(leftBehind(file)).toEqual([]);
    await engine.call('panel.update', { panelId: busy, patch: { parameters: { nClusters: 3, nRestarts: 1 } } });
    expect(await runPanel(engine, notebookId, busy)).toMatchObject({ state: 'ready' });
  });

  it('ends an import, and the project is as before', async () => {
    const shop = await openShop();
    const { engine, path: file } = shop;
    const before = await engine.call('project.view', {});
    const { plan } = await engine.call('import.preview', { paths: [largeFile(shop, 60)], options: {} });
    const { jobId } = await engine.call('import.run', { plan });
    await engine.next((event) => event.type === 'jobs.changed' && event.jobs.some(({ fraction }) => fraction > 0));
    await engine.call('job.cancel', { jobId });
    expect(await codeOf(engine.wait([jobId]))).toBe('cancelled');
    expect({ ...(await engine.call('project.view', {})), sizeBytes: 0 }).toEqual({ ...before, sizeBytes: 0 });
    expect(leftBehind(file)).toEqual([]);
  });

  it('ends a copy that is being saved, and leaves no file', async () => {
    const shop = await openShop();
    const { engine, folder } = shop;
    const target = path.join(folder, 'stopped.clientele');
    const { jobId } = await engine.call('project.saveCopy', { path: target });
    await engine.call('job.cancel', { jobId });
    expect(await codeOf(engine.wait([jobId]))).toBe('cancelled');
    expect(readdirSync(folder).filter((name) => name.startsWith('stopped'))).toEqual([]);
  });

  it('cancels what waits for a cancelled panel, and never the job that comes after it', async () => {
    const shop = await openShop();
    const { engine, notebookId } = shop;
    const { clean, kmeans } = await addClustering(shop);
    const { jobIds } = await engine.call('panel.run', { panelId: kmeans });
    expect(jobIds).toHaveLength(4);
    await engine.call('job.cancel', { jobId: jobIds[0] ?? '' });
    expect(await codeOf(engine.wait(jobIds))).toBe('cancelled');
    const first = await engine.call('panel.run', { panelId: clean });
    await engine.wait(first.jobIds);
    await engine.call('job.cancel', { jobId: first.jobIds[0] ?? '' });
    expect(await runPanel(engine, notebookId, kmeans)).toMatchObject({ state: 'ready' });
  });

  it('refuses a run that would not fit into memory, saying what would', async () => {
    const { engine: builder, notebookId, path: file } = await openShop();
    await addStep(builder, notebookId, 'prepare.clean');
    await builder.call('project.close', {});
    const engine = startEngine({ budgetBytes: 50_000 });
    await engine.call('project.open', { path: file });
    const [view] = await engine.call('notebook.view', { notebookId });
    const run = runPanel(engine, notebookId, view?.panel.id ?? '');
    await expect(run).rejects.toMatchObject({ code: 'too-much-memory' });
    const failed = await viewOf(engine, notebookId, view?.panel.id ?? '');
    expect(failed).toMatchObject({ state: 'failed', error: { code: 'too-much-memory' } });
    await engine.close();
  });
});

it('reads the new file where a project was replaced under its path', async () => {
  const shop = await openShop();
  const { engine, path: file, files } = shop;
  const { kmeans } = await addClustering(shop);
  await runPanel(engine, shop.notebookId, kmeans);
  await engine.call('project.create', { path: file, overwrite: true });
  const { notebookId } = await engine.call('notebook.add', { title: 'New' });
  await importInto(engine, [files.orders], { name: 'interactions' });
  const again = await addStep(engine, notebookId, 'features.rfm');
  expect(await runPanel(engine, notebookId, again)).toMatchObject({ state: 'ready' });
});

it('keeps settings, and null takes one back', async () => {
  const shop = await openShop();
  const { engine } = shop;
  await engine.call('settings.set', { key: 'outputs.limitBytes', value: 1024 ** 3 });
  await engine.call('settings.set', { key: 'report.author', value: { name: '王' } });
  await reopen(shop);
  expect(await engine.call('settings.get', {})).toEqual({ 'outputs.limitBytes': 1024 ** 3, 'report.author': { name: '王' } }); // prettier-ignore
  await engine.call('settings.set', { key: 'report.author', value: null });
  expect(await engine.call('settings.get', {})).toEqual({ 'outputs.limitBytes': 1024 ** 3 });
});

it('sees in the tutorial what the learner did', async () => {
  const shop = await openShop();
  const { engine, notebookId, folder } = shop;
  const tutorialId = 'know-your-customers';
  const done = async () => {
    const { steps } = await engine.call('tutorial.view', { tutorialId });
    return steps.filter((step) => step.done).map(({ id }) => id);
  };
  expect(await done()).toEqual(['import']);
  const clean = await addStep(engine, notebookId, 'prepare.clean');
  const hint = async () =>
    (await engine.call('tutorial.view', { tutorialId })).steps.find(({ id }) => id === 'clean')?.hint?.code;
  expect(await hint()).toBe('run-it');
  await runPanel(engine, notebookId, clean);
  const rfm = await addStep(engine, notebookId, 'features.rfm');
  await runPanel(engine, notebookId, rfm);
  expect(await done()).toEqual(['import', 'clean', 'rfm']);
  const source = { from: 'panel', panelId: rfm, output: 'rfm' } as const;
  const predicate = { op: 'between', column: 'frequency', min: 5, max: null } as const;
  await engine.call('segment.add', { name: 'Loyal', kind: 'rule', source, predicate });
  const target = path.join(folder, 'learned.html');
  const { jobId } = await engine.call('report.write', { notebookId, path: target, locale: 'en' });
  await engine.wait([jobId]);
  expect(await done()).toEqual(['import', 'clean', 'rfm', 'segment', 'report']);
  await engine.call('panel.delete', { panelId: clean });
  expect(await done()).not.toContain('clean');
});

it('reads and writes only files that were granted', async () => {
  const { engine: builder, path: file, files, datasetId } = await openShop();
  await builder.call('project.close', {});
  const engine = startEngine({ grants: 'required' });
  expect(await codeOf(engine.call('project.open', { path: file }))).toBe('file-not-granted');
  await engine.call('file.grant', { path: file, write: true });
  await engine.call('project.open', { path: file });
  const preview = () => engine.call('import.preview', { paths: [files.products], options: {} });
  expect(await codeOf(preview())).toBe('file-not-granted');
  await engine.call('file.grant', { path: files.products, write: false });
  expect((await preview()).plan.sources).toHaveLength(1);
  const ref = { from: 'dataset', datasetId } as const;
  const out = engine.call('export.table', { ref, path: files.products, format: 'csv' });
  expect(await codeOf(out)).toBe('file-not-granted');
  const copy = engine.call('project.saveCopy', { path: `${file}-copy` });
  expect(await codeOf(copy)).toBe('file-not-granted');
  await engine.close();
});

type Inputs = { [C in CallName]: CallInput<C> };

/** An input for every call, about things that are there; a call without one does not compile. */
async function inputsFor(shop: OpenShop): Promise<Inputs> {
  const { engine, notebookId, datasetId, folder, files } = shop;
  const { clean, rfm, scale, kmeans } = await addClustering(shop);
  const encoder = await addStep(engine, notebookId, 'transform.autoencoder', { parameters: { epochs: 2 } });
  await runPanel(engine, notebookId, encoder);
  const { run } = await runPanel(engine, notebookId, kmeans);
  const source = { from: 'panel', panelId: rfm, output: 'rfm' } as const;
  const predicate = { op: 'between', column: 'frequency', min: 5, max: null } as const;
  const { segmentId } = await engine.call('segment.add', { name: 'Some', kind: 'rule', source, predicate });
  const [customer] = await rowsOf(engine, source, ['customer_id']);
  const { plan } = await engine.call('import.preview', { paths: [files.products], options: {} });
  const { templateId } = await engine.call('template.save', { notebookId, title: 'Every call' });
  const runId = run?.id ?? '';
  const out = (name: string): string => path.join(folder, `every-call-${name}`);
  return {
    'engine.info': {},
    'system.backends': {},
    'system.settings': {},
    'system.setSettings': {},
    'project.view': {},
    'history.undo': {},
    'history.redo': {},
    'step.list': {},
    'help.pages': {},
    'help.page': { page: 'getting-started', locale: 'zh' },
    'import.preview': { paths: [files.customers], options: {} },
    'import.run': { plan },
    'dataset.split': { datasetId },
    'selection.explain': { selection: { source, predicate, origin: 'test' } },
    'table.page': { ref: source, offset: 0, limit: 5 },
    'table.profile': { ref: { from: 'dataset', datasetId } },
    'sql.ready': {},
    'notebook.add': { title: 'Another' },
    'notebook.rename': { notebookId, title: 'Renamed' },
    'notebook.view': { notebookId },
    'notebook.runStale': { notebookId },
    'panel.add': { notebookId, afterId: clean, kind: 'note', body: 'Hello' },
    'panel.update': { panelId: kmeans, patch: { collapsed: true } },
    'panel.move': { panelId: kmeans, afterId: clean },
    'panel.duplicate': { panelId: kmeans },
    'panel.run': { panelId: kmeans },
    'panel.inputs': { panelId: kmeans },
    'panel.columns': { panelId: rfm },
    'panel.ask': { panelId: kmeans, question: 'whatIf', input: { nClusters: 3 } },
    'job.list': {},
    'job.cancel': { jobId: 'over' },
    'run.list': {},
    'run.note': { runId, note: 'With clean data' },
    'run.compare': { before: runId, after: runId },
    'run.restore': { runId },
    'run.pin': { runId, pinned: true },
    'model.list': {},
    'model.card': { runId },
    'model.promote': { panelId: kmeans, runId },
    'model.score': {
      runId,
      rows: { from: 'panel', panelId: scale, output: 'scaled' },
      path: out('scores.csv'),
      format: 'csv',
    },
    'model.keepScores': { runId, rows: { from: 'panel', panelId: scale, output: 'scaled' }, name: 'scores' },
    'selection.set': { selection: { source, predicate, origin: 'test' } },
    'selection.view': {},
    'segment.add': { name: 'Others', kind: 'frozen', source, predicate },
    'segment.update': { segmentId, patch: { name: 'Renamed' } },
    'segment.overlap': { segmentId },
    'item.facts': { items: ['P1'] },
    'picture.folderView': { datasetId },
    'picture.folder': { datasetId, folder: out('pictures') },
    'customer.view': { customerId: String(customer?.[0]) },
    'export.table': { ref: source, path: out('table.csv'), format: 'csv' },
    'export.segment': { segmentId, path: out('segment.csv'), format: 'csv' },
    'export.weights': { panelId: encoder, path: out('weights.safetensors') },
    'report.items': { notebookId },
    'report.write': { notebookId, path: out('report.html'), locale: 'en' },
    'template.list': {},
    'template.save': { notebookId, title: 'Again' },
    'template.open': { templateId, datasets: { interactions: datasetId }, locale: 'zh' },
    'chain.choices': { task: 'recommend' },
    'tutorial.list': {},
    'tutorial.view': { tutorialId: 'know-your-customers' },
    'settings.get': {},
    'settings.set': { key: 'a.b', value: 1 },
    'file.grant': { path: out('granted'), write: true },
    'project.saveCopy': { path: out('copy.clientele') },
    'dataset.update': { datasetId, currency: 'EUR' },
    'segment.delete': { segmentId },
    'panel.delete': { panelId: kmeans },
    'notebook.delete': { notebookId },
    'dataset.delete': { datasetId },
    'sample.files': { seed: 3 },
    'project.close': {},
    'project.open': { path: shop.path },
    'project.create': { path: out('new.clientele') },
    'project.sample': { path: out('sample.clientele') },
  };
}

const PROJECTLESS: readonly CallName[] = [
  'engine.info', 'project.create', 'project.open', 'project.sample', 'project.close', 'project.view', 'sample.files', 'step.list',
  'help.page', 'help.pages', 'import.preview', 'job.list', 'chain.choices', 'template.list', 'tutorial.list', 'tutorial.view',
  'file.grant', 'picture.folder', 'system.backends', 'system.settings', 'system.setSettings',
]; // prettier-ignore

it('answers every call, and says so where one needs a project', async () => {
  const shop = await openShop();
  const inputs = await inputsFor(shop);
  expect(Object.keys(inputs).sort()).toEqual(Object.keys(calls).sort());
  const idle = startEngine();
  for (const name of Object.keys(inputs) as CallName[]) {
    if (PROJECTLESS.includes(name)) continue;
    await expect(idle.call(name, inputs[name]), name).rejects.toMatchObject({ code: 'no-project' });
  }
  for (const [name, input] of Object.entries(inputs) as [CallName, never][]) {
    const answer = (await shop.engine.call(name, input).catch((thrown: unknown) => thrown)) as object | null;
    expect(answer, name).not.toBeInstanceOf(Error);
    if (answer && 'jobId' in answer) await shop.engine.wait([String(answer.jobId)]);
    if (answer && 'jobIds' in answer) await shop.engine.wait(answer.jobIds as string[]);
    if (answer && 'files' in answer) rmSync(path.dirname((answer.files as string[])[0] ?? ''), { recursive: true });
  }
}, 120_000);

it('refuses what no call takes, with a code', async () => {
  const { engine } = await openShop();
  const wrong = engine.call as (name: string, input: unknown) => Promise<unknown>;
  await expect(wrong('panel.explode', {})).rejects.toBeInstanceOf(ClienteleError);
  expect(await codeOf(wrong('toString', {}))).toBe('not-found');
  for (const [name, { input }] of Object.entries(calls)) {
    if (input.safeParse({}).success) continue;
    expect(await codeOf(wrong(name, { nonsense: true })), name).toBe('bad-input');
  }
  expect(await codeOf(wrong('panel.run', { panelId: 'gone' }))).toBe('not-found');
  expect(await codeOf(wrong('help.page', { page: '../secret', locale: 'en' }))).toBe('bad-input');
});
