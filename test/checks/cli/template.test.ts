import { writeFileSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { PanelView } from '../../../src-main/contract/project.ts';
import { importInto, smallShop, startEngine, temporaryFolder } from '../engine-harness.ts';
import { clientele } from './command.ts';

/** The hashes of everything a notebook shows, by step and output. */
const hashesOf = (views: readonly PanelView[]): string[] =>
  views.flatMap(({ panel, run }) =>
    (run?.outputs ?? []).map(({ id, hash, metric }) => `${panel.step} ${id} ${hash || JSON.stringify(metric)}`),
  );

interface Printed {
  readonly notebookId: string;
  readonly panels: PanelView[];
  readonly report: string;
}

describe('template run', { timeout: 120_000 }, () => {
  it('gives the same bytes from the command line and from calls, on one thread and on four', async () => {
    const folder = temporaryFolder();
    const config = path.join(folder, 'config');
    const { orders } = await smallShop(folder);
    const project = path.join(folder, 'cli.clientele');
    const report = path.join(folder, 'report.html');
    const words = ['template', 'run', 'shop-overview', '--data', orders, '--project', project, '--json'];
    const ran = await clientele(config, ...words, '--threads', '1', '--report', report);
    expect(ran).toMatchObject({ code: 0, err: '' });
    const first = JSON.parse(ran.out) as Printed;
    expect(first.panels.every(({ state }) => state === 'ready')).toBe(true);
    expect(first.report).toBe(report);
    expect(readFileSync(report, 'utf8')).toContain('<html');

    const engine = startEngine({ threads: 4 });
    await engine.call('project.create', { path: path.join(folder, 'calls.clientele') });
    const datasetId = await importInto(engine, [orders], { name: 'interactions' });
    const { notebookId } = await engine.call('template.open', { templateId: 'shop-overview', datasets: { interactions: datasetId }, locale: 'en' }); // prettier-ignore
    await engine.wait((await engine.call('notebook.runStale', { notebookId })).jobIds);
    const views = await engine.call('notebook.view', { notebookId });
    expect(hashesOf(views).length).toBeGreaterThan(20);
    expect(hashesOf(first.panels)).toEqual(hashesOf(views));

    // The same file again: another notebook, the dataset that is there, and results from the cache.
    const again = await clientele(config, ...words, '--threads', '4');
    expect(again).toMatchObject({ code: 0, err: '' });
    const second = JSON.parse(again.out) as Printed;
    expect(second.notebookId).not.toBe(first.notebookId);
    expect(hashesOf(second.panels)).toEqual(hashesOf(first.panels));
    expect(second.panels.map(({ run }) => run?.id)).toEqual(first.panels.map(({ run }) => run?.id));
    await engine.call('project.open', { path: project });
    const after = await engine.call('project.view', {});
    expect(after?.datasets.map(({ name }) => name)).toEqual(['interactions']);
    expect(after?.notebooks.map(({ id }) => id)).toEqual([first.notebookId, second.notebookId]);
    // One step back takes the second notebook alone; another, the first.
    for (const left of [1, 0]) {
      await engine.call('history.undo', {});
      const { notebooks, datasets } = (await engine.call('project.view', {})) ?? { notebooks: [], datasets: [] };
      expect([notebooks.length, datasets.length]).toEqual([left, 1]);
    }
    for (let n = 0; n < 2; n++) await engine.call('history.redo', {});
    expect(await engine.call('notebook.view', { notebookId: first.notebookId })).toEqual(first.panels);
    await engine.close();
  });

  it('never overwrites: a file that is no project, or the sample over a project', async () => {
    const folder = temporaryFolder();
    const config = path.join(folder, 'config');
    const file = path.join(folder, 'notes.clientele');
    writeFileSync(file, 'my notes\n'.repeat(20));
    const words = ['template', 'run', 'shop-overview', '--project', file];
    const { orders } = await smallShop(folder, { nCustomers: 20 });
    const foreign = await clientele(config, ...words, '--data', orders);
    expect(foreign.code).toBe(1);
    expect(foreign.err).toContain('is not a Clientele project');
    expect((await clientele(config, ...words, '--sample')).err).toContain('exists already');
    expect(readFileSync(file, 'utf8')).toBe('my notes\n'.repeat(20));
  });
});
