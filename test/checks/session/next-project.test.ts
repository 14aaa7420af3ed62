import { existsSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { addStep, importInto, runPanel, smallShop, startEngine, temporaryFolder } from '../engine-harness.ts';

it('lets go of a project before it opens the next, with the same threads', async () => {
  const folder = temporaryFolder();
  const { orders } = await smallShop(folder);
  const engine = startEngine();
  for (const name of ['first', 'second', 'third']) {
    await engine.call('project.create', { path: path.join(folder, `${name}.clientele`) });
    const datasetId = await importInto(engine, [orders], { name: 'orders' });
    const ref = { from: 'dataset', datasetId } as const;
    const { nMatching } = await engine.call('table.page', { ref, offset: 0, limit: 5 });
    const [column] = await engine.call('table.profile', { ref });
    expect(column?.nRows).toBe(nMatching);
    const { notebookId } = await engine.call('notebook.add', { title: name });
    const rfm = await addStep(engine, notebookId, 'features.rfm');
    expect(await runPanel(engine, notebookId, rfm)).toMatchObject({ state: 'ready' });
  }
  await engine.call('project.close', {});
  for (const name of ['first', 'second', 'third']) {
    const file = path.join(folder, `${name}.clientele`);
    expect(existsSync(file)).toBe(true);
    for (const suffix of ['-wal', '-shm', '-rows']) expect(existsSync(file + suffix), file + suffix).toBe(false);
  }
}, 60_000);
