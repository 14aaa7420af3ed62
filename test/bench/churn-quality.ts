import fs from 'node:fs';
import path from 'node:path';
import zlib from 'node:zlib';
import { rankScores, rocAuc } from '../../src-main/engine/maths/metrics/ranked.ts';
import { seededRandom } from '../../src-main/engine/maths/random.ts';
import { requireStep, runDefinition } from '../../src-main/engine/steps/registry.ts';
import { cells, closeTestPools, tableOf, testContext } from '../../src-main/engine/steps/testing.ts';
import type { Table } from '../../src-main/engine/table/table.ts';
import { datasetPath } from '../datasets.ts';
import { CACHE } from './harness/data.ts';

/**
 * How well our models tell who of a telecom company's customers leaves: ROC-AUC in five folds for each of five seeds. Writes the folds, on
 * which `reference/churn_quality.py` judges others.
 */
const SEEDS = [1, 2, 3, 4, 5];
const N_FOLDS = 5;

const MODELS: readonly (readonly [string, string, Record<string, unknown>])[] = [
  ['gradient boosting', 'predict.boosting', {}],
  [
    'gradient boosting, small trees',
    'predict.boosting',
    { nRounds: 400, learningRate: 0.03, maxLeaves: 5, leastRows: 40, l2: 5, patience: 0 },
  ],
  ['random forest', 'predict.forest', { leastRows: 10 }],
  ['extra trees', 'predict.forest', { method: 'extra', leastRows: 10, tried: 'third' }],
  ['decision tree', 'predict.tree', { maxDepth: 6 }],
  ['logistic regression', 'predict.logistic', {}],
];

const table = readChurn(datasetPath('telco-churn.csv.gz'));
const churned = cells(table, 'Churn').map((value) => (value === 'Yes' ? 1 : 0));
const folds = SEEDS.map((seed) => foldsOf(seed));
fs.mkdirSync(CACHE, { recursive: true });
const lines = churned.map((_, row) => folds.map((own) => own[row]).join(','));
fs.writeFileSync(path.join(CACHE, 'churn-folds.csv'), [SEEDS.join(','), ...lines].join('\n'));
for (const [name, step, parameters] of MODELS) {
  const found: number[] = [];
  for (const [i, own] of folds.entries()) {
    for (let fold = 0; fold < N_FOLDS; fold++) found.push(await quality(step, parameters, own, fold, SEEDS[i]!));
  }
  const bySeed = SEEDS.map((_, i) => mean(found.slice(i * N_FOLDS, (i + 1) * N_FOLDS)));
  process.stdout.write(
    `| ${name} | ${bySeed.map((auc) => auc.toFixed(4)).join(' | ')} | ${mean(bySeed).toFixed(4)} |\n`,
  );
}
closeTestPools();

function readChurn(file: string): Table {
  const [header = '', ...rows] = zlib.gunzipSync(fs.readFileSync(file)).toString('utf8').trim().split(/\r?\n/);
  const names = header.split(',');
  const values = rows.map((row) => row.split(','));
  const columns = names.slice(1).map((name, j) => {
    const own = values.map((row) => row[j + 1]!.trim());
    const isNumber = own.every((value) => value === '' || Number.isFinite(Number(value)));
    return [name, own.map((value) => (value === '' ? null : isNumber ? Number(value) : value))] as const;
  });
  return tableOf(Object.fromEntries(columns));
}

/** A fold for each row, with as many of those who left in each. */
function foldsOf(seed: number): Int32Array {
  const own = new Int32Array(churned.length);
  const next = [0, 0];
  for (const row of seededRandom(seed).permutation(churned.length)) own[row] = next[churned[row]!]!++ % N_FOLDS;
  return own;
}

async function quality(
  step: string,
  parameters: Record<string, unknown>,
  own: Int32Array,
  fold: number,
  seed: number,
): Promise<number> {
  const part = (isTest: boolean): Table =>
    table.filter(Uint8Array.from(own, (each) => ((each === fold) === isTest ? 1 : 0)));
  const context = testContext({ seed, threads: 2, variant: 'relaxed' });
  const out = await runDefinition(
    requireStep(step),
    context,
    { table: [part(false)] },
    { target: 'Churn', ...parameters },
  );
  const test = part(true);
  const applied = await runDefinition(requireStep(`${step}:apply`), context, { model: [out.model], table: [test] }, {});
  const scores = Float64Array.from(cells(applied.predictions as Table, 'probability').map(Number));
  return rocAuc(
    rankScores(
      cells(test, 'Churn').map((value) => (value === 'Yes' ? 1 : 0)),
      scores,
    ),
  );
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
