import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { generateShop } from '../../../resources/sample/generate-shop.ts';
import { writeShop } from '../../../resources/sample/write-shop.ts';
import { shopOverview } from '../../../src-main/engine/templates/shop-overview.ts';
import { adjustedRand, scoreOracle } from '../../bench/sample-oracle.ts';
import { addStep, importInto, runPanel, startEngine, temporaryFolder, type TestEngine } from '../engine-harness.ts';

/** Seeds that no step was tuned on. */
const UNSEEN = [4711, 90_210, 31_337] as const;
const PAGE = 500;

/** The persona of each customer, from the file that the template never reads. */
function truthIn(folder: string): Map<string, string> {
  const [header = '', ...lines] = readFileSync(path.join(folder, 'truth.csv'), 'utf8').trimEnd().split('\n');
  const at = ['customer_id', 'persona'].map((name) => header.split(',').indexOf(name));
  return new Map(
    lines.map((line) => at.map((i) => line.split(',')[i] ?? '')).map(([id = '', persona = '']) => [id, persona]),
  );
}

/** How far a panel's clusters agree with the truth, over all customers in them. */
async function agreement(engine: TestEngine, panelId: string, truth: ReadonlyMap<string, string>): Promise<number> {
  const { jobIds } = await engine.call('panel.run', { panelId });
  await engine.wait(jobIds);
  const pairs: [unknown, unknown][] = [];
  for (let offset = 0; ; offset += PAGE) {
    const ref = { from: 'panel', panelId, output: 'clusters' } as const;
    const { info, rows } = await engine.call('table.page', { ref, offset, limit: PAGE });
    const [customer, cluster] = ['customer_id', 'cluster'].map((name) =>
      info.columns.findIndex((column) => column.name === name),
    );
    for (const row of rows) pairs.push([row[cluster ?? -1], truth.get(String(row[customer ?? -1]))]);
    if (rows.length < PAGE) break;
  }
  expect(pairs.length).toBeGreaterThan(1900);
  return adjustedRand(
    pairs.map(([cluster]) => cluster),
    pairs.map(([, persona]) => persona),
  );
}

/** A large shop, and a machine that may do other things too. */
const PATIENCE_MS = 120_000;

/** A project with the orders of a shop, and the template opened on them. */
async function openShop(seed: number) {
  const folder = temporaryFolder();
  await writeShop(folder, { seed });
  const engine = startEngine({ threads: 2 }, PATIENCE_MS);
  await engine.call('project.create', { path: path.join(folder, 'shop.clientele') });
  const interactions = await importInto(engine, [path.join(folder, 'orders.csv')], { name: 'interactions' });
  const request = { templateId: 'shop-overview', datasets: { interactions }, locale: 'en' } as const;
  const { notebookId } = await engine.call('template.open', request);
  const panels = (await engine.call('notebook.view', { notebookId })).map(({ panel }) => panel);
  const panelOf = (step: string): string => panels.find((panel) => panel.step === step)?.id ?? '';
  return { engine, folder, notebookId, panelOf };
}

describe.each(UNSEEN)('the sample shop of seed %i', { timeout: PATIENCE_MS }, (seed) => {
  it('hides personas that the template finds; recency, frequency and monetary alone do not', async () => {
    const { engine, folder, notebookId, panelOf } = await openShop(seed);
    const truth = truthIn(folder);
    expect(await agreement(engine, panelOf('cluster.kmeans'), truth)).toBeGreaterThanOrEqual(0.8);

    const scale = await addStep(engine, notebookId, 'transform.scale', {
      parameters: { method: 'log', features: ['recency', 'frequency', 'monetary'] },
      inputs: { table: [{ from: 'panel', panelId: panelOf('features.rfm'), output: 'rfm' }] },
    });
    const plain = await addStep(engine, notebookId, 'cluster.kmeans', {
      parameters: { nClusters: 8 },
      inputs: { table: [{ from: 'panel', panelId: scale, output: 'scaled' }] },
    });
    expect(await agreement(engine, plain, truth)).toBeLessThan(0.6);
    await engine.close();
  });
});

it('can be known by who knows how personas were drawn', { timeout: PATIENCE_MS }, () => {
  const oracle = scoreOracle(generateShop({ seed: UNSEEN[0] }));
  expect(oracle).toBeGreaterThanOrEqual(0.88);
  expect(oracle).toBeLessThanOrEqual(0.97);
});

it('asks for as many clusters as the sample shop supports', { timeout: PATIENCE_MS }, async () => {
  const { engine, notebookId, panelOf } = await openShop(UNSEEN[0]);
  const { run } = await runPanel(engine, notebookId, panelOf('cluster.choose-k'));
  const kmeans = shopOverview.panels.find(({ step }) => step === 'cluster.kmeans');
  expect(run?.outputs.find(({ id }) => id === 'recommended')?.metric?.value).toBe(kmeans?.parameters?.nClusters);
});
