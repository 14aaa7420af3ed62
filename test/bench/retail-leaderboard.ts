import { createPool } from '../../src-main/engine/kernels/pool.ts';
import { bootstrapRatio } from '../../src-main/engine/steps/evaluate/bootstrap.ts';
import { compareModels } from '../../src-main/engine/steps/evaluate/compare.ts';
import { rankingTask } from '../../src-main/engine/steps/evaluate/ranking-task.ts';
import { scoreChain, type Measure, type TaskScores } from '../../src-main/engine/steps/evaluate/score-chain.ts';
import { splitInteractions } from '../../src-main/engine/steps/evaluate/splits.ts';
import { requireStep, runDefinition } from '../../src-main/engine/steps/registry.ts';
import { cells, testContext } from '../../src-main/engine/steps/testing.ts';
import type { Table } from '../../src-main/engine/table/table.ts';
import { importAll } from '../checks/import-harness.ts';
import { datasetPath } from '../datasets.ts';
import { parseArguments } from './gowalla-rows.ts';
import { chainOf, rows } from './retail-rows.ts';

/**
 * Recommenders on Online Retail: imported and cleaned as the product does it, parted by time (the last fifth of the time span is for
 * testing), every item of the catalogue ranked.
 *
 * `node test/bench/retail-leaderboard.ts all` scores every row twice: with bought items masked (`--masked` alone), and with *buy again*
 * among the others and nothing masked (`--unmasked` alone); `… item-knn,ease` some rows.
 *
 * With `--tune` the rows' grids are tried on three rolling folds of the training time by the step *Tune a recommender*, and the time for
 * testing is not read. `--set name=a,b` tries other values, `--folds 1` the last fold alone, `--unmasked` tunes for the second table.
 */
const SEED = 1;
const K = 20;
const N_RESAMPLES = 2000;
const CONFIDENCE = 0.95;
const TEST_SHARE = 0.2;
const BASELINE = 'item-knn';
const GB = 2 ** 30;
const N_TRIALS_SHOWN = 5;
const N_FOLDS = 3;
const measures: readonly Measure[] = [
  { metric: 'recall', k: K },
  { metric: 'ndcg', k: K },
  { metric: 'hit-rate', k: K },
];

const words = process.argv.slice(2);
const { name, threads, tune, settings } = parseArguments(words);
const names = name === 'all' ? Object.keys(rows) : name.split(',');
const pool = createPool(threads, 'relaxed');
const context = () => ({ ...testContext({ seed: SEED }), pool, budgetBytes: 8 * GB });

const { table: imported } = await importAll([datasetPath('online-retail.csv.gz')]);
const { clean } = await runDefinition(requireStep('prepare.clean'), context(), { orders: [imported] }, {});
const interactions = clean as Table;
if (tune) for (const row of names) await tuneRow(row, !words.includes('--unmasked'));
else
  for (const masked of [true, false])
    if (!words.includes(masked ? '--unmasked' : '--masked')) await leaderboard(masked);
pool.close();
// Idle tensor processes would wait for more.
process.exit();

async function tuneRow(row: string, maskBought: boolean): Promise<void> {
  const grid = settings.map(([parameter, values]) => `${parameter} = ${values.join(', ')}`);
  const values = grid.length > 0 ? grid.join('; ') : (rows[row]?.tune ?? '');
  const model = [chainOf(row, { excludeSeen: maskBought })];
  const nFolds = words.includes('--folds') ? Number(words[words.indexOf('--folds') + 1]) : N_FOLDS;
  const options = { values, search: 'grid', nTrials: 1000, testShare: TEST_SHARE, k: K, maskBought, nFolds };
  const out = await runDefinition(
    requireStep('tune.ranking'),
    context(),
    { interactions: [interactions], model },
    options,
  );
  const trials = out.trials as Table;
  const columns = trials.columns.map((column) => cells(trials, column.name));
  const ranks = cells(trials, 'rank').map(Number);
  const order = [...ranks.keys()].sort((one, other) => ranks[one]! - ranks[other]!).slice(0, N_TRIALS_SHOWN);
  process.stdout.write(`${row}: ${trials.columns.map((column) => column.name).join(' | ')}\n`);
  for (const trial of order) process.stdout.write(`  ${columns.map((column) => column[trial]).join(' | ')}\n`);
}

/** Fits and scores the rows, and prints them with intervals, the best by recall first. */
async function leaderboard(maskBought: boolean): Promise<void> {
  const options = { split: 'time', cut: null, testShare: TEST_SHARE, testColumn: null } as const;
  const split = splitInteractions(interactions, options, context().random);
  const task = rankingTask(split, { maskBought, countNewItems: false });
  const shown = names.filter((row) => !maskBought || !row.endsWith('again'));
  const scores: TaskScores[] = [];
  const seconds: number[] = [];
  for (const row of shown) {
    const began = performance.now();
    const changed = 'excludeSeen' in requireStep(rows[row]!.step).parameters.shape ? { excludeSeen: maskBought } : {};
    scores.push(await scoreChain(context(), chainOf(row, changed), task, measures, [K]));
    seconds.push((performance.now() - began) / 1000);
  }
  const how = { nResamples: N_RESAMPLES, confidence: CONFIDENCE };
  const { quality, coverage } = compareModels(scores, measures, [K], 0, how, context().random, context().signal);
  process.stdout.write(
    `\n${maskBought ? 'Bought items masked' : 'Nothing masked'}: cut ${new Date(split.cut!).toISOString()}, ${task.users.length} customers, ${task.catalogue.length} items\n\n` +
      '| row | recall@20 | NDCG@20 | hit rate@20 | catalogue shown | recall ÷ item-kNN | NDCG ÷ item-kNN | fit and rank |\n' +
      '| --- | --- | --- | --- | --- | --- | --- | --- |\n',
  );
  const order = [...shown.keys()].sort((a, b) => quality[b]![0]!.value - quality[a]![0]!.value);
  const baseline = scores[shown.indexOf(BASELINE)];
  for (const row of order) {
    const cell = (measure: number): string => {
      const { value, lower = NaN, upper = NaN } = quality[row]![measure]!;
      return `${value.toFixed(4)} (${lower.toFixed(4)} to ${upper.toFixed(4)})`;
    };
    process.stdout.write(
      `| ${[
        shown[row],
        cell(0),
        cell(1),
        quality[row]![2]!.value.toFixed(4),
        `${(100 * coverage[row]![0]!).toFixed(1)} %`,
        ...[0, 1].map((measure) => (baseline ? ratio(scores[row]!, baseline, measure) : '')),
        `${seconds[row]!.toFixed(1)} s`,
      ].join(' | ')} |\n`,
    );
  }
}

/** A row's quality over that of tuned item-kNN, the same customers drawn for both. */
function ratio(scores: TaskScores, baseline: TaskScores, measure: number): string {
  if (scores === baseline) return '1';
  const nUsers = scores.values.length / measures.length;
  const at = (own: TaskScores, user: number): number => own.values[user * measures.length + measure]!;
  const pairs = Float64Array.from({ length: 2 * nUsers }, (_, i) => at(i % 2 === 0 ? scores : baseline, i >> 1));
  const x = { nRows: nUsers, nColumns: 2, values: pairs };
  const { lower, upper } = bootstrapRatio(x, N_RESAMPLES, CONFIDENCE, context().random, context().signal);
  const sum = (own: TaskScores): number =>
    Array.from({ length: nUsers }, (_, user) => at(own, user)).reduce((total, value) => total + value, 0);
  return `${(sum(scores) / sum(baseline)).toFixed(3)} (${lower.toFixed(3)} to ${upper.toFixed(3)})`;
}
