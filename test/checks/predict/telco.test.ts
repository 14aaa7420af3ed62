import fs from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { afterAll, expect, it } from 'vitest';
import { requireStep, runDefinition } from '../../../src-main/engine/steps/registry.ts';
import { cells, closeTestPools, tableOf, testContext } from '../../../src-main/engine/steps/testing.ts';
import type { Table } from '../../../src-main/engine/table/table.ts';
import { datasetPath, describeWithDatasets } from '../../datasets.ts';

/** The customers of a telephone company, numbers where all values are numbers. */
function telco(): Table {
  const text = gunzipSync(fs.readFileSync(datasetPath('telco-churn.csv.gz'))).toString('utf8');
  const [header = [], ...rows] = text.trim().split(/\r?\n/).map((line) => line.split(',')); // prettier-ignore
  const columns = header.map((name, j) => {
    const values = rows.map((row) => (row[j]?.trim() ? row[j] : null));
    const isNumber = values.every((value) => value === null || Number.isFinite(Number(value)));
    if (name === 'customerID') return [name, { values, role: 'customerId' as const }] as const;
    return [name, isNumber ? values.map((value) => (value === null ? null : Number(value))) : values] as const;
  });
  return tableOf(Object.fromEntries(columns) as Parameters<typeof tableOf>[0], { entity: 'customer' });
}

afterAll(() => {
  closeTestPools();
});

describeWithDatasets('churn of the telephone company', ['telco-churn.csv.gz'], () => {
  it('is told by logistic regression as well as scikit-learn tells it', async () => {
    const models = ['predict.baseline', 'predict.logistic'].map((step) => ({ steps: [{ step, parameters: {} }] }));
    const inputs = { table: [telco()], models };
    const context = testContext({ variant: 'simd', threads: 2 });
    const out = await runDefinition(requireStep('evaluate.predictors'), context, inputs, { nResamples: 30 });
    const { value, lower, upper } = out.best as { value: number; lower: number; upper: number };
    // Five folds of scikit-learn 1.9.1 (StandardScaler, one-hot, lbfgs) give 0.8445 to 0.8452.
    expect(Math.abs(value - 0.845)).toBeLessThan(0.003);
    expect(upper - lower).toBeLessThan(0.04);
    const heldOut = out.heldOut as Table;
    expect(heldOut.columns.map(({ name }) => name)).toEqual(['customerID', 'Churn', 'predicted', 'probability']);
    expect(new Set(cells(heldOut, 'customerID')).size).toBe(7043);
    const line = await runDefinition(
      requireStep('evaluate.threshold'),
      context,
      { table: [heldOut] },
      { benefit: 60, cost: 20 },
    );
    expect(line.threshold).toBeGreaterThan(0.2);
    expect(line.threshold).toBeLessThan(0.5);
  }, 60_000);
});
