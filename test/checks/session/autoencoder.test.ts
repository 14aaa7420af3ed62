import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import type { LineFigure } from '../../../src-main/contract/figure.ts';
import type { InputRef } from '../../../src-main/contract/step.ts';
import type { WrittenWeights } from '../../../src-main/contract/weights.ts';
import { decodeWeights } from '../../../src-main/engine/tensor/training/weights-file.ts';
import { addStep, codeOf, rowsOf, runPanel, viewOf } from '../engine-harness.ts';
import { addClustering, openShop, type OpenShop } from './shop.ts';

async function addEncoder(shop: OpenShop, parameters: Record<string, unknown> = {}) {
  const { engine, notebookId } = shop;
  const { scale, kmeans } = await addClustering(shop);
  const input: InputRef = { from: 'panel', panelId: scale, output: 'scaled' };
  const encoder = await addStep(engine, notebookId, 'transform.autoencoder', {
    inputs: { table: [input] },
    parameters,
  });
  return { encoder, kmeans };
}

it('clusters on the codes of an autoencoder, which it proposes, and shows the loss while it trains', async () => {
  const shop = await openShop();
  const { engine, notebookId } = shop;
  const { encoder } = await addEncoder(shop, { epochs: 40, codeSize: 2 });
  const from = engine.events.length;
  const encoded = await runPanel(engine, notebookId, encoder);
  const curve = engine.events.slice(from).find((event) => event.type === 'run.preview' && event.output === 'loss');
  expect(curve).toMatchObject({ figure: { kind: 'line' } satisfies Partial<LineFigure> });
  expect(encoded.run?.backend.id).toBe('wasm');
  expect(
    (await rowsOf(engine, { from: 'panel', panelId: encoder, output: 'codes' }, ['code_1'])).length,
  ).toBeGreaterThan(50);
  const below = await addStep(engine, notebookId, 'cluster.kmeans');
  expect((await viewOf(engine, notebookId, below)).panel.inputs).toEqual({
    table: [{ from: 'panel', panelId: encoder, output: 'codes' }],
  });
  expect((await runPanel(engine, notebookId, below)).run).toMatchObject({ state: 'succeeded' });
});

it('writes the weights that Python can read, whole and in 8 bits with the error said', async () => {
  const shop = await openShop();
  const { engine, notebookId, folder } = shop;
  const { encoder, kmeans } = await addEncoder(shop, { epochs: 2, hiddenSize: 256 });
  await runPanel(engine, notebookId, encoder);
  const write = async (precision: 'float32' | 'int8') => {
    const file = path.join(folder, `${precision}.safetensors`);
    const { jobId } = await engine.call('export.weights', { panelId: encoder, path: file, precision });
    const [written] = (await engine.wait([jobId])) as [WrittenWeights];
    return { written, ...decodeWeights(new Uint8Array(readFileSync(file))) };
  };
  const [whole, small] = [await write('float32'), await write('int8')];
  expect(whole.written).toMatchObject({ largestError: 0, relativeError: 0 });
  expect(small.written.bytes).toBeLessThan(whole.written.bytes * 0.3);
  expect(small.network).toEqual(whole.network);
  let largest = 0;
  small.weights.forEach((values, i) =>
    values.forEach((value, at) => (largest = Math.max(largest, Math.abs(value - whole.weights[i]![at]!)))),
  );
  expect(small.written.largestError).toBe(largest);
  expect(small.written.relativeError).toBeLessThan(0.01);
  const of = engine.call('export.weights', { panelId: kmeans, path: path.join(folder, 'none.safetensors') });
  expect(await codeOf(of.then(({ jobId }) => engine.wait([jobId])))).toBe('not-found');
});
