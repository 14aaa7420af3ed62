import { afterAll, describe, expect, it } from 'vitest';
import type { LineFigure } from '../../../contract/figure.ts';
import { formatText } from '../../../contract/text.ts';
import { seededRandom } from '../../maths/random.ts';
import { numberColumn, textColumn } from '../../table/column.ts';
import { Table } from '../../table/table.ts';
import { requireStep, runDefinition } from '../registry.ts';
import { cells, closeTestPools, readGolden, tableOf, testContext, type TestContext } from '../testing.ts';

const ID = 'transform.autoencoder';
const QUICK = { epochs: 30, batchSize: 32, hiddenSize: 24, codeSize: 2, learningRate: 0.01 };

const run = async (table: Table, parameters: Record<string, unknown> = {}, context: TestContext = testContext()) =>
  runDefinition(requireStep(ID), context, { table: [table] }, { ...QUICK, ...parameters });

/** Customers on a bent sheet of two dimensions in eight features. */
function bentCustomers(nRows: number, seed = 1): Table {
  const random = seededRandom(seed);
  const at = Array.from({ length: nRows }, () => [random.next() * 4 - 2, random.next() * 4 - 2] as const);
  const feature = (name: string, of: (u: number, v: number) => number) =>
    numberColumn(
      name,
      Float64Array.from(at, ([u, v]) => of(u, v) + 0.02 * random.normal()),
    );
  return new Table(
    [
      textColumn(
        'customer_id',
        at.map((_, i) => `顾客${i}`),
        { role: 'customerId' },
      ),
      feature('recency', (u) => 100 * u),
      feature('frequency', (_, v) => v),
      feature('monetary', (u, v) => 1000 * u * v),
      feature('basket', (u) => u * u),
      feature('spread', (_, v) => v * v),
      feature('night', (u, v) => Math.sin(2 * u) + v),
      feature('weekend', (u, v) => Math.cos(2 * v) - u),
      feature('returns', (u, v) => Math.abs(u) + Math.abs(v)),
    ],
    { entity: 'customer', name: 'features' },
  );
}

const codesOf = (out: Record<string, unknown>): Table => out.codes as Table;

afterAll(() => {
  closeTestPools();
});

it('rebuilds bent rows better than as many principal components, and clusters on its codes', async () => {
  const table = bentCustomers(600);
  const out = await run(table, { epochs: 120 });
  const codes = codesOf(out);
  expect(codes.columns.map(({ name }) => name)).toEqual(['customer_id', 'code_1', 'code_2']);
  expect(codes.options().entity).toBe('customer');
  const { scaled } = await runDefinition(requireStep('transform.scale'), testContext(), { table: [table] }, {});
  const pca = await runDefinition(requireStep('project.pca'), testContext(), { table: [scaled] }, { nComponents: 2 });
  expect(out.explained).toBeGreaterThan(0.85);
  expect(pca.explained).toBeLessThan(0.65);
  const clustered = await runDefinition(
    requireStep('cluster.kmeans'),
    testContext(),
    { table: [codes] },
    { nClusters: 4 },
  );
  expect((clustered.clusters as Table).nRows).toBe(600);
  expect(clustered.silhouette).toBeGreaterThan(0.2);
});

it('rebuilds what scikit-learn’s principal components explain, and no more, where no layer bends', async () => {
  const points = new Table(
    Object.entries(readGolden('cluster.points')).map(([name, values]) =>
      numberColumn(name, Float64Array.from(values, Number)),
    ),
  );
  const golden = readGolden('transform.autoencoder');
  const linear = { hiddenLayers: 0, l2: 0, epochs: 300, patience: 0, validationShare: 0, learningRate: 0.03 };
  for (const [i, codeSize] of (golden.code_size ?? []).entries()) {
    const out = await run(points, { ...linear, codeSize });
    const bound = Number(golden.explained?.[i]);
    expect(out.explained).toBeLessThan(bound + 1e-6);
    expect(out.explained).toBeGreaterThan(bound - 2e-3);
  }
});

it('shows the loss as it falls, and says which epoch is kept', async () => {
  const context = testContext();
  const out = await run(bentCustomers(300), {}, context);
  const curves = context.said.previews as LineFigure[];
  expect(curves.map(({ series }) => series[0]?.x.length)).toEqual(
    Array.from({ length: Number(out.epochs) }, (_, i) => i + 1),
  );
  const loss = out.loss as LineFigure;
  expect(loss).toEqual(curves.at(-1));
  const [training, validation] = loss.series;
  expect(validation?.y.length).toBe(out.epochs);
  expect(training?.y.at(-1)).toBeLessThan((training?.y[0] ?? 0) / 2);
  expect(out.validationLoss).toBe(Math.min(...(validation?.y ?? [])));
  const best = (validation?.y.indexOf(Number(out.validationLoss)) ?? 0) + 1;
  expect(loss.marks?.map(({ x }) => x)).toEqual([best]);
  expect(formatText(loss.subtitle?.text ?? expect.fail(), loss.subtitle?.values, 'en')).toContain(
    '270 rows trained on, 30 set aside',
  );
  expect(context.said.progress).toEqual(context.said.progress.toSorted((a, b) => a - b));
});

it('stops early, and goes on without rows set aside', async () => {
  const early = await run(bentCustomers(100), { patience: 1, learningRate: 0.2, epochs: 200 });
  expect(early.epochs).toBeLessThan(200);
  const whole = await run(bentCustomers(100), { validationShare: 0, epochs: 5 });
  expect([whole.epochs, whole.validationLoss]).toEqual([5, null]);
  expect((whole.loss as LineFigure).series).toHaveLength(1);
});

it('tells the rows that are unlike the others, and by which feature', async () => {
  const table = bentCustomers(400);
  const values = Float64Array.from(cells(table, 'night'), Number);
  values[7] = 12;
  const odd = new Table(
    table.columns.map((column) => (column.name === 'night' ? numberColumn('night', values) : column)),
    table.options(),
  );
  const out = await run(odd);
  const errors = cells(out.errors as Table, 'error').map(Number);
  expect(errors.indexOf(Math.max(...errors))).toBe(7);
  expect(cells(out.errors as Table, 'worst_feature')[7]).toBe('night');
  expect(cells(out.errors as Table, 'customer_id')[7]).toBe('顾客7');
});

it('encodes new customers with the old weights and the old scale', async () => {
  const table = bentCustomers(300);
  const out = await run(table);
  const apply = (given: Table) =>
    runDefinition(requireStep(`${ID}:apply`), testContext(), { model: [out.model], table: [given] }, {});
  expect(codesOf(await apply(table))).toEqual(codesOf(out));
  const few = table.take(Int32Array.of(5, 9));
  expect(cells(codesOf(await apply(few)), 'code_1')).toEqual([5, 9].map((row) => cells(codesOf(out), 'code_1')[row]));
  await expect(apply(tableOf({ recency: [1] }))).rejects.toMatchObject({ code: 'model-mismatch' });
});

describe('whatever it is trained on', () => {
  it('gives the same bytes on both processor backends, with plain SIMD and without', async () => {
    const table = bentCustomers(120);
    const parameters = { epochs: 4, dropout: 0.1 };
    const outputs = await Promise.all(
      (
        [
          ['wasm', 'simd'],
          ['wasm', 'plain'],
          ['js', 'simd'],
        ] as const
      ).map(([backend, variant]) => run(table, parameters, testContext({ seed: 3, backend, variant }))),
    );
    const all = outputs.map((out) => ({ codes: cells(codesOf(out), 'code_1'), loss: (out.loss as LineFigure).series }));
    expect(all[1]).toEqual(all[0]);
    expect(all[2]!.loss).toEqual(all[0]!.loss);
    const fused = await run(table, parameters, testContext({ seed: 3, variant: 'relaxed' }));
    expect(fused.validationLoss).toBeCloseTo(Number(outputs[0]?.validationLoss), 3);
    const other = await run(table, parameters, testContext({ seed: 4, variant: 'simd' }));
    expect(cells(codesOf(other), 'code_1')).not.toEqual(all[0]?.codes);
  });
});

it('leaves out what never changes and says so, and refuses what it cannot learn from', async () => {
  const context = testContext();
  const table = bentCustomers(60);
  const flat = new Table([...table.columns, numberColumn('zone', new Float64Array(60).fill(0.1))], table.options());
  const out = await run(flat, { epochs: 2 }, context);
  expect(context.said.warnings.map(({ text, values }) => formatText(text, values, 'en'))).toEqual([
    'Left out, because its value never changes: zone',
  ]);
  expect(cells(codesOf(out), 'code_1')).toEqual(cells(codesOf(await run(table, { epochs: 2 })), 'code_1'));
  await expect(run(tableOf({ x: new Array(20).fill(3) as number[] }))).rejects.toMatchObject({
    code: 'no-usable-column',
  });
  await expect(run(tableOf({ x: [1, 2, 3] }))).rejects.toMatchObject({
    code: 'too-few-rows',
    values: { needed: 10, got: 3 },
  });
  await expect(run(tableOf({ x: [1, null, ...(new Array(20).fill(2) as number[])] }))).rejects.toMatchObject({
    code: 'missing-values',
    values: { column: 'x', count: 1 },
  });
  await expect(
    run(table, { learningRate: 1, hiddenLayers: 4, batchSize: 1, epochs: 50, patience: 0 }),
  ).resolves.toBeDefined();
});

it('stops when cancelled, and goes on from what it kept to the same weights', async () => {
  const table = bentCustomers(3000);
  const parameters = { epochs: 25, patience: 0, hiddenSize: 64 };
  const cut = testContext();
  let saves = 0;
  const save = cut.checkpoint.save.bind(cut.checkpoint);
  const training = run(table, parameters, {
    ...cut,
    checkpoint: {
      load: () => Promise.resolve(null),
      save(bytes) {
        if (++saves === 1) cut.cancelAfter(0);
        return save(bytes);
      },
    },
  });
  await expect(training).rejects.toMatchObject({ code: 'cancelled' });
  const resumed = testContext();
  resumed.kept = cut.kept ?? expect.fail('a state was kept');
  const rest = await run(table, parameters, resumed);
  const whole = await run(table, parameters);
  expect(codesOf(rest)).toEqual(codesOf(whole));
  expect(rest.loss).toEqual(whole.loss);
});
