import { copyFileSync } from 'node:fs';
import path from 'node:path';
import { addStep, importInto, smallShop, startEngine, temporaryFolder, type TestEngine } from '../engine-harness.ts';

/** A project with the orders of a small shop and an empty notebook. */
export interface OpenShop {
  readonly engine: TestEngine;
  readonly folder: string;
  readonly path: string;
  readonly files: Awaited<ReturnType<typeof smallShop>>;
  readonly datasetId: string;
  readonly notebookId: string;
}

async function makeShop(): Promise<OpenShop> {
  const folder = temporaryFolder();
  const files = await smallShop(folder);
  // Every machine has it: nothing needs to be looked for.
  const engine = startEngine({ configFolder: path.join(folder, 'config'), backend: 'wasm' });
  const file = path.join(folder, 'shop.clientele');
  await engine.call('project.create', { path: file });
  const datasetId = await importInto(engine, [files.orders], { name: 'interactions' });
  const { notebookId } = await engine.call('notebook.add', { title: 'Shop' });
  await engine.call('project.close', {});
  return { engine, folder, path: file, files, datasetId, notebookId };
}

let made: Promise<OpenShop> | null = null;
let nOpened = 0;

/** Opens a copy of the shop that nobody has touched; the tests of a file share one engine. */
export async function openShop(): Promise<OpenShop> {
  const shop = await (made ??= makeShop());
  await shop.engine.call('project.close', {});
  const file = path.join(shop.folder, `shop-${++nOpened}.clientele`);
  copyFileSync(shop.path, file);
  await shop.engine.call('project.open', { path: file });
  return { ...shop, path: file };
}

/** Adds the panels from order lines to clusters. */
export async function addClustering({ engine, notebookId }: OpenShop, nClusters = 3) {
  const clean = await addStep(engine, notebookId, 'prepare.clean');
  const rfm = await addStep(engine, notebookId, 'features.rfm');
  const scale = await addStep(engine, notebookId, 'transform.scale', {
    inputs: { table: [{ from: 'panel', panelId: rfm, output: 'rfm' }] },
  });
  const kmeans = await addStep(engine, notebookId, 'cluster.kmeans', {
    parameters: { nClusters },
    inputs: { table: [{ from: 'panel', panelId: scale, output: 'scaled' }] },
  });
  return { clean, rfm, scale, kmeans };
}

/** Closes the project and opens it again. */
export async function reopen({ engine, path: file }: OpenShop): Promise<void> {
  await engine.call('project.close', {});
  await engine.call('project.open', { path: file });
}
