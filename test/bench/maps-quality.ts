import fs from 'node:fs';
import path from 'node:path';
import { requireStep, runDefinition } from '../../src-main/engine/steps/registry.ts';
import { cells, closeTestPools, tableOf, testContext } from '../../src-main/engine/steps/testing.ts';
import type { Table } from '../../src-main/engine/table/table.ts';
import { CACHE } from './harness/data.ts';

/**
 * Our maps of four public data sets, which `reference/maps_quality.py` judges beside those of umap-learn and openTSNE.
 * That script says in which order both are run. Sets can be named, as in `node test/bench/maps-quality.ts telco`.
 */
const SETS = ['wholesale', 'online-retail', 'telco', 'shoppers'];
const MAPS = [
  ['umap', 'project.umap'],
  ['tsne', 'project.tsne'],
] as const;

const asked = process.argv.slice(2);
for (const name of SETS.filter((each) => asked.length === 0 || asked.includes(each))) {
  const [header = '', ...lines] = fs
    .readFileSync(path.join(CACHE, `maps-${name}.csv`), 'utf8')
    .trim()
    .split('\n');
  const rows = lines.map((line) => line.split(',').map(Number));
  const features = header.split(',').slice(0, -1);
  const table = tableOf(Object.fromEntries(features.map((feature, j) => [feature, rows.map((row) => row[j]!)])));
  const columns: (readonly [string, readonly unknown[]])[] = [];
  for (const [map, step] of MAPS) {
    const context = testContext({ variant: 'relaxed', seed: 24 });
    const before = process.cpuUsage();
    const out = await runDefinition(requireStep(step), context, { table: [table] }, {});
    const { user, system } = process.cpuUsage(before);
    const places = out.places as Table;
    const [x, y] = places.columns.slice(-2).map((column) => column.name);
    const seconds = (user + system) / 1e6;
    columns.push([`${map}:x`, cells(places, x!)], [`${map}:y`, cells(places, y!)], [`${map}:seconds`, rows.map(() => seconds)]); // prettier-ignore
    process.stdout.write(`${name} ${map} ${seconds.toFixed(1)} s, trust ${String(out.trust)}\n`);
  }
  const head = columns.map(([column]) => column).join(',');
  const body = rows.map((_, i) => columns.map(([, values]) => String(values[i])).join(','));
  fs.writeFileSync(path.join(CACHE, `maps-${name}-ours.csv`), [head, ...body].join('\n'));
}
closeTestPools();
