import fs from 'node:fs';
import path from 'node:path';
import { spearman } from '../../src-main/engine/maths/scores/correlation.ts';
import { requireStep, runDefinition } from '../../src-main/engine/steps/registry.ts';
import { cells, closeTestPools, tableOf, testContext } from '../../src-main/engine/steps/testing.ts';
import type { Table } from '../../src-main/engine/table/table.ts';
import { CACHE } from './harness/data.ts';

/**
 * Our scores and choices of features beside those that `reference/selection_quality.py` made of the same rows of three public data sets: how far
 * the orders agree (Spearman), the most that a score differs where both sides compute the same, and what is kept. Run that script first.
 */
const SCORES = ['anova_f', 'mutual_information', 'lasso', 'forest', 'permutation'] as const;

interface Reference {
  readonly kept: readonly string[];
  readonly auc: number;
  readonly confirmed: readonly string[];
  readonly tentative: readonly string[];
}

for (const name of ['wholesale', 'shoppers', 'telco']) {
  const rows = read(`selection-${name}.csv`);
  const theirs = read(`selection-${name}-scores.csv`);
  const reference = JSON.parse(fs.readFileSync(path.join(CACHE, `selection-${name}.json`), 'utf8')) as Reference;
  const table = tableOf(Object.fromEntries(Object.entries(rows).map(([column, cell]) => [column, cell.map(Number)])));
  const features = theirs.feature!;
  const run = async (step: string, given: Record<string, unknown>) =>
    runDefinition(requireStep(step), testContext({ variant: 'simd' }), { table: [table] }, { target: 'target', features, ...given }); // prettier-ignore
  const { ranking } = (await run('select.rank', { nResamples: 0 })) as { ranking: Table };
  const places = new Map(cells(ranking, 'feature').map((feature, i) => [String(feature), i]));
  const ours = (id: string): Float64Array => {
    const column = cells(ranking, id).map(Number);
    return Float64Array.from(features, (feature) => column[places.get(feature)!]!);
  };
  process.stdout.write(`\n### ${name}: ${table.nRows} × ${features.length}\n\n`);
  process.stdout.write('| score | order agrees (Spearman) | largest difference, of the largest score | best three, ours | best three, reference |\n| --- | --- | --- | --- | --- |\n'); // prettier-ignore
  for (const id of SCORES) {
    const [own, other] = [ours(id), Float64Array.from(theirs[id]!, Number)];
    const largest = Math.max(...other.map(Math.abs));
    const apart = Math.max(...own.map((value, j) => Math.abs(value - other[j]!))) / largest;
    process.stdout.write(`| ${[id, spearman(own, other).toFixed(3), apart.toFixed(4), best(own, features), best(other, features)].join(' | ')} |\n`); // prettier-ignore
  }
  const searched = (await run('select.search', { nFolds: 5, mostRows: 2000 })) as { selected: Table; quality: { value: number } }; // prettier-ignore
  const boruta = (await run('select.boruta', { nTrees: 50, mostRows: 2000 })) as { decisions: Table };
  const stable = (await run('select.stability', {})) as { choice: Table };
  const decided = (wanted: string): string[] =>
    cells(boruta.decisions, 'feature').map(String).filter((_, i) => cells(boruta.decisions, 'decision')[i] === wanted); // prettier-ignore
  const kept = searched.selected.columns.map((column) => column.name);
  process.stdout.write(`\nElimination keeps ${kept.length} (ROC-AUC ${searched.quality.value.toFixed(4)}), RFECV ${reference.kept.length} (${reference.auc.toFixed(4)}); `); // prettier-ignore
  process.stdout.write(`${kept.filter((feature) => reference.kept.includes(feature)).length} of them are the same. `);
  process.stdout.write(`Boruta confirms ${decided('confirmed').length} (tentative ${decided('tentative').length}), boruta_py ${reference.confirmed.length} (${reference.tentative.length}); `); // prettier-ignore
  process.stdout.write(`not alike: ${differences(decided('confirmed'), reference.confirmed)}. `);
  process.stdout.write(`Stability selection keeps ${cells(stable.choice, 'feature').filter((_, i) => cells(stable.choice, 'kept')[i] === true).join(', ') || 'none'}.\n`); // prettier-ignore
}
closeTestPools();

function read(file: string): Record<string, string[]> {
  const [header = '', ...lines] = fs.readFileSync(path.join(CACHE, file), 'utf8').trim().split('\n');
  const cellsOf = lines.map((line) => line.split(','));
  return Object.fromEntries(header.split(',').map((column, j) => [column, cellsOf.map((row) => row[j]!)]));
}

function best(scores: Float64Array, features: readonly string[]): string {
  const order = [...scores.keys()].sort((a, b) => scores[b]! - scores[a]!);
  return order.slice(0, 3).map((j) => features[j]!).join(', '); // prettier-ignore
}

function differences(a: readonly string[], b: readonly string[]): string {
  const apart = [...a.filter((own) => !b.includes(own)), ...b.filter((other) => !a.includes(other))];
  return apart.join(', ') || 'none';
}
