import fs from 'node:fs';
import path from 'node:path';
import type { Chain } from '../../src-main/contract/step.ts';
import { createPool } from '../../src-main/engine/kernels/pool.ts';
import { rankScores, rocAuc } from '../../src-main/engine/maths/metrics/ranked.ts';
import { requireStep, runDefinition } from '../../src-main/engine/steps/registry.ts';
import { cells, testContext } from '../../src-main/engine/steps/testing.ts';
import type { Table } from '../../src-main/engine/table/table.ts';
import { importAll } from '../checks/import-harness.ts';
import { datasetPath } from '../datasets.ts';
import { CACHE } from './harness/data.ts';

/**
 * How well our models tell which customers of Online Retail stay away, with rolling cut-offs: imported, cleaned and given its target as the
 * product does it; judged on each cut-off's customers by ROC-AUC, learned from the cut-offs whose horizon had ended by then. Writes the
 * customers of each cut-off with our features, on which `reference/retail_churn.py` judges others.
 *
 * Run from the repository root: node test/bench/retail-churn.ts
 */
const DAY_MS = 86_400_000;
const TIMES = { horizon: 60, window: 90, snapshots: 8, every: 30 };
const SEED = 1;
const KEYS = ['customer_id', 'cutoff', 'churned'];

const member = (step: string): Chain => ({ steps: [{ step, parameters: {} }] });
const SMALL_TREES = { nRounds: 400, learningRate: 0.03, maxLeaves: 5, leastRows: 40, l2: 5, patience: 0 };
const MODELS: readonly (readonly [string, string, Record<string, Chain[]>, Record<string, unknown>])[] = [
  ['gradient boosting, defaults', 'predict.boosting', {}, {}],
  ['gradient boosting, small trees', 'predict.boosting', {}, SMALL_TREES],
  ['random forest', 'predict.forest', {}, { leastRows: 10 }],
  ['logistic regression', 'predict.logistic', {}, {}],
  [
    'voting of boosting and logistic',
    'predict.voting',
    { models: [member('predict.boosting'), member('predict.logistic')] },
    {},
  ],
];

const pool = createPool(1);
const context = () => ({ ...testContext({ seed: SEED }), pool });
const { table: imported } = await importAll([datasetPath('online-retail.csv.gz')]);
const { clean, returns } = await runDefinition(requireStep('prepare.clean'), context(), { orders: [imported] }, {});
const given = { orders: [clean], returns: [returns] };
const { training } = await runDefinition(requireStep('prepare.target-churn'), context(), given, TIMES);
const table = training as Table;
const cutoffs = Float64Array.from(table.date('cutoff').values);
const folds = [...new Set(cutoffs)].filter((cutoff) => cutoffs.some((other) => hasEnded(other, cutoff)));
writeRows();
const row = (...written: readonly string[]): void => void process.stdout.write(`| ${written.join(' | ')} |\n`);
row('ours', ...folds.map((cutoff) => new Date(cutoff).toISOString().slice(0, 10)), 'mean');
for (const [name, step, chains, parameters] of MODELS) {
  const found: number[] = [];
  for (const cutoff of folds) found.push(await quality(cutoff, step, chains, parameters));
  row(name, ...[...found, found.reduce((sum, auc) => sum + auc, 0) / found.length].map((auc) => auc.toFixed(4)));
}
pool.close();

/** Whether all was known of a cut-off's customers when another came. */
function hasEnded(earlier: number, later: number): boolean {
  return earlier + TIMES.horizon * DAY_MS <= later;
}

function writeRows(): void {
  const names = [...KEYS, ...features()];
  const columns = names.map((name) => cells(table, name).map((value) => (value === null ? '' : String(value))));
  const lines = Array.from({ length: table.nRows }, (_, i) => columns.map((own) => own[i]).join(','));
  fs.mkdirSync(CACHE, { recursive: true });
  fs.writeFileSync(path.join(CACHE, 'retail-churn.csv'), [names.join(','), ...lines].join('\n'));
}

function features(): string[] {
  return table.columns.map(({ name }) => name).filter((name) => !KEYS.includes(name));
}

async function quality(
  cutoff: number,
  step: string,
  chains: Record<string, Chain[]>,
  parameters: Record<string, unknown>,
): Promise<number> {
  const part = (isIn: (other: number) => boolean): Table =>
    table.filter(Uint8Array.from(cutoffs, (other) => (isIn(other) ? 1 : 0)));
  const [train, test] = [part((other) => hasEnded(other, cutoff)), part((other) => other === cutoff)];
  const asked = { target: 'churned', features: features(), ...parameters };
  const out = await runDefinition(requireStep(step), context(), { table: [train], ...chains }, asked);
  const inputs = { model: [out.model], table: [test] };
  const applied = await runDefinition(requireStep(`${step}:apply`), context(), inputs, {});
  const scores = Float64Array.from(cells(applied.predictions as Table, 'probability').map(Number));
  return rocAuc(
    rankScores(
      cells(test, 'churned').map((left) => (left === true ? 1 : 0)),
      scores,
    ),
  );
}
