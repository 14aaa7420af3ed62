import type { Answer } from '../../../contract/answer.ts';
import { ClienteleError } from '../../../contract/errors.ts';
import type { ColumnInfo } from '../../../contract/table.ts';
import { escapeMessage, type Text } from '../../../contract/text.ts';
import { clusterSizes } from '../../maths/cluster-indices.ts';
import { fitKmeans } from '../../maths/kmeans.ts';
import { columnMeans, columnVariances, everyNth } from '../../maths/matrix.ts';
import { fitPca, projectPca } from '../../maths/pca.ts';
import type { Table } from '../../table/table.ts';
import type { Context } from '../context.ts';
import { completeMatrix } from '../features-of.ts';
import { clusterDeviations, strongestOf } from './cluster-profile.ts';
import { kmeansText as text } from './kmeans-text.ts';
import { formingMap } from './preview-map.ts';

/** A slider is answered from so many rows at most, and roughly: fewer starts and passes than a run. */
const ROWS = 1500;
const QUICK = { nRestarts: 2, maxIterations: 30, tolerance: 1e-3 };

/** What so many clusters would look like: sizes, what sets each apart, and the map. */
export async function answerWhatIf(
  context: Context,
  table: Table,
  features: readonly string[],
  nClusters: number,
): Promise<Answer> {
  const sample = someRows(table);
  const { names, x } = completeMatrix(sample, features);
  if (x.nRows < nClusters)
    throw new ClienteleError('too-few-rows', { needed: nClusters, got: x.nRows, parameter: 'nClusters' });
  const { clusters, centres, inertia } = await fitKmeans(x, { nClusters, ...QUICK }, context);
  const sizes = Array.from(clusterSizes(clusters, nClusters), (size) => size / x.nRows);
  const deviations = clusterDeviations(x, { clusters, nClusters });
  const spread = columnVariances(x, columnMeans(x)).reduce((sum, variance) => sum + variance, 0) * x.nRows;
  const found = text.message('whatIfAnswer', {
    clusters: nClusters,
    largest: { percent: Math.max(...sizes) },
    smallest: { percent: Math.min(...sizes), digits: 1 },
    explained: { percent: spread > 0 ? 1 - inertia / spread : 1 },
  });
  const map = await fitPca(x, 2, context);
  return {
    messages:
      x.nRows < table.nRows ? [found, text.message('whatIfSample', { rows: x.nRows, all: table.nRows })] : [found],
    tables: [
      {
        title: text.output('clusters'),
        columns: [info('cluster', null), info('share', 'share'), info('standsOut', null)],
        rows: sizes.map((share, cluster) => [
          cluster,
          share,
          standsOut(sample, names, deviations.subarray(cluster * names.length, (cluster + 1) * names.length)),
        ]),
      },
    ],
    figures: names.length < 2 ? [] : [formingMap(x, (await projectPca(map, x, context)).values, centres, found)],
  };
}

/** Rows at equal distances, so that moving the slider compares the same ones. */
const someRows = (table: Table): Table => (table.nRows <= ROWS ? table : table.take(everyNth(table.nRows, ROWS)));

const info = (name: 'cluster' | 'share' | 'standsOut', unit: 'share' | null): ColumnInfo => ({
  name: name === 'standsOut' ? 'stands_out' : name,
  type: name === 'standsOut' ? 'text' : 'number',
  role: null,
  unit,
  label: text.column(name),
});

/** The feature by which a cluster differs most from the rest, in words. */
function standsOut(table: Table, names: readonly string[], deviations: Float64Array): Text | null {
  const at = strongestOf(deviations);
  const deviation = deviations[at] ?? 0;
  if (deviation === 0) return null;
  const label = table.find(names[at] ?? '')?.label ?? {
    en: escapeMessage(names[at] ?? ''),
    zh: escapeMessage(names[at] ?? ''),
  };
  const { en, zh } = text.source.messages[deviation > 0 ? 'higher' : 'lower'];
  const fill = (words: string, feature: string): string =>
    words.replace('{feature}', feature).replace('{effect}', Math.abs(deviation).toFixed(1));
  return { en: fill(en, label.en), zh: fill(zh, label.zh) };
}
