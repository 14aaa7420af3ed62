import fs from 'node:fs';
import path from 'node:path';
import { adjustedRand, calinskiHarabasz } from '../../src-main/engine/maths/cluster-indices.ts';
import { requireStep, runDefinition } from '../../src-main/engine/steps/registry.ts';
import { cells, closeTestPools, tableOf, testContext } from '../../src-main/engine/steps/testing.ts';
import type { Table } from '../../src-main/engine/table/table.ts';
import { CACHE } from './harness/data.ts';

/**
 * Our clusterings of two public data sets beside those that `reference/cluster_quality.py` made of them: how far they agree (adjusted
 * Rand), and how well each stands apart (sum of squares within clusters, Calinski–Harabasz). Run that script first.
 */
const METHODS: readonly (readonly [reference: string, step: string, parameters: Record<string, unknown>])[] = [
  ['kmeans', 'cluster.kmeans', { nClusters: 4, nRestarts: 20 }],
  ['bisecting', 'cluster.bisecting', { nClusters: 4, nRestarts: 20 }],
  ['minibatch', 'cluster.minibatch', { nClusters: 4 }],
  ['kmedoids', 'cluster.kmedoids', { nClusters: 4 }],
  ['mixture', 'cluster.gaussian-mixture', { nClusters: 4, nRestarts: 20 }],
  ['ward', 'cluster.hierarchical', { nClusters: 4, method: 'ward' }],
  ['average', 'cluster.hierarchical', { nClusters: 4, method: 'average' }],
  ['complete', 'cluster.hierarchical', { nClusters: 4, method: 'complete' }],
  ['single', 'cluster.hierarchical', { nClusters: 4, method: 'single' }],
  ['birch', 'cluster.birch', { nClusters: 4, radius: 0.25 }],
  ['dbscan', 'cluster.dbscan', { radius: 0.8, minRows: 10 }],
  ['hdbscan', 'cluster.hdbscan', { minClusterSize: 15, minRows: 5 }],
  ['optics', 'cluster.optics', { minRows: 10, minClusterSize: 25 }],
  ['spectral', 'cluster.spectral', { nClusters: 4, nNeighbours: 15 }],
  ['leiden', 'cluster.leiden', { nNeighbours: 15 }],
];

for (const name of ['wholesale', 'online-retail']) {
  const { features, labels } = read(path.join(CACHE, `clusters-${name}.csv`));
  process.stdout.write(`\n### ${name}: ${features.nRows} × ${features.columns.length}\n\n`);
  process.stdout.write(
    '| method | clusters, ours / reference | in none, ours / reference | within, ours / reference | Calinski–Harabasz, ours / reference | adjusted Rand |\n',
  );
  process.stdout.write('| --- | --- | --- | --- | --- | --- |\n');
  for (const [reference, step, parameters] of METHODS) {
    const context = testContext({ variant: 'simd' });
    const out = await runDefinition(requireStep(step), context, { table: [features] }, parameters);
    const ours = cells(out.clusters as Table, 'cluster').map(Number);
    const theirs = labels.get(reference)!;
    const both = (of: (found: number[]) => string): string => `${of(ours)} / ${of(theirs)}`;
    const columns = [
      reference,
      both((found) => String(new Set(found.filter((own) => own >= 0)).size)),
      both((found) => String(found.filter((own) => own < 0).length)),
      both((found) => judge(features, found).within.toFixed(1)),
      both((found) => judge(features, found).ratio.toFixed(1)),
      adjustedRand(ours, theirs).toFixed(3),
    ];
    process.stdout.write(`| ${columns.join(' | ')} |\n`);
  }
}
closeTestPools();

function read(file: string): { features: Table; labels: Map<string, number[]> } {
  const [header = '', ...lines] = fs.readFileSync(file, 'utf8').trim().split('\n');
  const names = header.split(',');
  const rows = lines.map((line) => line.split(',').map(Number));
  const column = (j: number): number[] => rows.map((row) => row[j]!);
  const features: Record<string, number[]> = {};
  const labels = new Map<string, number[]>();
  names.forEach((name, j) => {
    if (name.startsWith('label:')) labels.set(name.slice('label:'.length), column(j));
    else features[name] = column(j);
  });
  return { features: tableOf(features), labels };
}

/** Over the rows that are in a cluster. */
function judge(features: Table, found: readonly number[]): { within: number; ratio: number } {
  const rows = Int32Array.from(found.keys()).filter((row) => found[row]! >= 0);
  const x = features.take(rows).matrix(features.columns.map(({ name }) => name));
  const numbers = new Map([...new Set(Array.from(rows, (row) => found[row]!))].map((own, i) => [own, i]));
  const clusters = Int32Array.from(rows, (row) => numbers.get(found[row]!)!);
  const d = x.nColumns;
  const sums = new Float64Array(numbers.size * d);
  const sizes = new Float64Array(numbers.size);
  clusters.forEach((own, row) => {
    sizes[own]!++;
    for (let j = 0; j < d; j++) sums[own * d + j]! += x.values[row * d + j]!;
  });
  let within = 0;
  clusters.forEach((own, row) => {
    for (let j = 0; j < d; j++) within += (x.values[row * d + j]! - sums[own * d + j]! / sizes[own]!) ** 2;
  });
  return { within, ratio: calinskiHarabasz(x, clusters, numbers.size) };
}
