import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BackendId } from '../../../src-main/contract/backends.ts';
import { requireStep, runDefinition } from '../../../src-main/engine/steps/registry.ts';
import { closeTestPools, testContext } from '../../../src-main/engine/steps/testing.ts';
import { numberColumn } from '../../../src-main/engine/table/column.ts';
import { Table } from '../../../src-main/engine/table/table.ts';
import { bentRows } from '../../../src-main/engine/tensor/training/testing.ts';
import { useSoftwareVulkan } from '../../vulkan.ts';

const whyNoVulkan = await useSoftwareVulkan();

/** Relative differences from the processor's own loops that a backend may show: of the final loss, and of what follows from it. */
const LOSS_TOLERANCE = 0.02;
const EXPLAINED_TOLERANCE = 0.005;
const SILHOUETTE_TOLERANCE = 0.02;

const { nRows, nColumns, values } = bentRows(200, 8);
const table = new Table(
  Array.from({ length: nColumns }, (_, j) =>
    numberColumn(
      `x${j}`,
      Float64Array.from({ length: nRows }, (__, row) => values[row * nColumns + j]!),
    ),
  ),
);
// Few steps: a driver without a GPU takes about half a second for each.
const parameters = {
  codeSize: 2,
  hiddenSize: 16,
  hiddenLayers: 1,
  epochs: 8,
  batchSize: 90,
  learningRate: 0.03,
  patience: 0,
  dropout: 0.02,
};

/** Trains on a backend and clusters on the codes. */
async function measureOn(backend: BackendId) {
  const out = await runDefinition(
    requireStep('transform.autoencoder'),
    testContext({ backend }),
    { table: [table] },
    parameters,
  );
  const clusters = await runDefinition(
    requireStep('cluster.kmeans'),
    testContext(),
    { table: [out.codes] },
    { nClusters: 4 },
  );
  return {
    loss: Number(out.validationLoss),
    explained: Number(out.explained),
    silhouette: Number(clusters.silhouette),
  };
}

type Measures = Awaited<ReturnType<typeof measureOn>>;
let own: Measures;

beforeAll(async () => {
  own = await measureOn('wasm');
  expect(own.explained).toBeGreaterThan(0.3);
});

afterAll(() => {
  closeTestPools();
});

function expectAlike(found: Measures): void {
  expect(Math.abs(found.loss / own.loss - 1)).toBeLessThan(LOSS_TOLERANCE);
  expect(Math.abs(found.explained / own.explained - 1)).toBeLessThan(EXPLAINED_TOLERANCE);
  expect(Math.abs(found.silhouette / own.silhouette - 1)).toBeLessThan(SILHOUETTE_TOLERANCE);
}

describe('an autoencoder and the clusters on its codes are as good on every backend', () => {
  it('on plain JavaScript', async () => {
    expect(await measureOn('js')).toEqual(own);
  });

  it.skipIf(whyNoVulkan !== null)('on WebGPU, by a driver without a GPU', async () => {
    expectAlike(await measureOn('webgpu'));
  });
});
