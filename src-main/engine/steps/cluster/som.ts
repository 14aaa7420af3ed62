import { z } from 'zod';
import type { HeatmapFigure } from '../../../contract/figure.ts';
import type { Message } from '../../../contract/text.ts';
import { cellGaps, fitSom, placeOnMap, type Som } from '../../maths/cluster/som.ts';
import { nearestCentres } from '../../maths/kmeans.ts';
import { cutTree, linkage } from '../../maths/linkage.ts';
import { quantile, sortedFinite } from '../../maths/statistics.ts';
import { numberColumn } from '../../table/column.ts';
import { columns, defineEstimator, figureOut, metricOut, tableIn } from '../define.ts';
import { CLUSTERED_OUTPUTS, completeMatrix } from '../features-of.ts';
import { clusterGives, clusterMap, judgeClusters, type ClusterMap } from './judge.ts';
import { numbersBySize, ownAgainstNext } from './small-groups.ts';
import { somText as text } from './som-text.ts';

const parameters = z.object({
  width: z
    .int()
    .min(2)
    .max(40)
    .default(10)
    .meta({ ...text.parameter('width') }),
  height: z
    .int()
    .min(1)
    .max(40)
    .default(7)
    .meta({ ...text.parameter('height') }),
  nClusters: z
    .int()
    .min(1)
    .max(200)
    .default(6)
    .meta({ ...text.parameter('nClusters') }),
  features: columns({ port: 'table', types: ['number'], text: text.parameter('features') }),
  maxIterations: z
    .int()
    .min(1)
    .max(1000)
    .default(40)
    .meta({ ...text.parameter('maxIterations') }),
});

/** What fitting leaves behind. */
export interface SomModel {
  readonly features: string[];
  readonly som: Som;
  /** The cluster of each cell. */
  readonly clusters: Int32Array;
  readonly nClusters: number;
  readonly map: ClusterMap;
}

export const som = defineEstimator({
  id: 'cluster.som',
  version: 3,
  upgrade: { 1: (stored) => stored, 2: (stored) => stored },
  text,
  references: ['doi:10.1016/j.neunet.2012.09.018', 'doi:10.1109/72.846731'],
  task: 'cluster',
  needs: { table: tableIn({ label: text.input('table'), prefersOutput: CLUSTERED_OUTPUTS }) },
  gives: {
    ...clusterGives,
    hits: figureOut({ label: text.output('hits') }),
    quantisationError: metricOut({ label: text.output('quantisationError'), better: 'lower' }),
    topographicError: metricOut({ label: text.output('topographicError'), better: 'lower', unit: 'share' }),
  },
  describes: { gaps: figureOut({ label: text.output('gaps') }) },
  parameters,
  memory: ({ nRows, nColumns }, { width, height }) =>
    nRows * (nColumns * 8 * 2 + 80) + width * height * (nColumns * 32 + 100),
  async fit(context, { table }, { features, nClusters: wanted, ...p }): Promise<SomModel> {
    const { names, x } = completeMatrix(table, features);
    const map = await fitSom(x, p, context, (share) => context.progress(share, text.message('stretching')));
    const { counts } = await nearestCentres(x, map.cells, context);
    const cells = { nRows: counts.length, nColumns: x.nColumns, values: map.cells };
    const nClusters = Math.min(wanted, counts.length);
    // An empty cell still joins its neighbours: it weighs as one row.
    const weights = counts.map((rows) => Math.max(1, rows));
    const merges = linkage(cells, 'ward', context, () => undefined, weights);
    const clusters = numbersBySize(cutTree(merges, nClusters), counts, nClusters);
    return { features: names, som: map, clusters, nClusters, map: await clusterMap(x, context) };
  },
  async apply(context, model, { table }) {
    const { x } = completeMatrix(table, model.features);
    const { som: map, clusters: ofCells } = model;
    const own = await nearestCentres(x, map.cells, context);
    const clusters = own.clusters.map((cell) => ofCells[cell]!);
    const certainty = ownAgainstNext(x, { points: map.cells, clusters: ofCells }, clusters, own.distances, context);
    const rows = { table, features: model.features, x, map: model.map, method: text.source.title };
    const judged = await judgeClusters(context, rows, { clusters, nClusters: model.nClusters, certainty });
    const { best, quantisationError, topographicError } = placeOnMap(x, map);
    return {
      ...judged,
      clusters: judged.clusters.with([
        numberColumn(
          'cell_across',
          best.map((cell) => (cell % map.width) + 1),
          { label: text.column('column') },
        ),
        numberColumn(
          'cell_down',
          best.map((cell) => Math.floor(cell / map.width) + 1),
          { label: text.column('row') },
        ),
      ]),
      hits: hitsFigure(map, own.counts, x.nRows),
      quantisationError: x.nRows > 0 ? quantisationError : null,
      topographicError: x.nRows > 0 ? topographicError : null,
    };
  },
  describe: (_context, { som: map }) => ({ gaps: gapsFigure(map) }),
});

const gridFigure = (
  { width, height }: Som,
  values: Float64Array,
  words: { title: Message; subtitle: Message; value: HeatmapFigure['value'] },
): HeatmapFigure => ({
  kind: 'heatmap',
  title: words.title,
  subtitle: words.subtitle,
  summary: words.title,
  columns: Array.from({ length: width }, (_, i) => String(i + 1)),
  rows: Array.from({ length: height }, (_, i) => String(i + 1)),
  values,
  value: words.value,
  diverging: false,
});

function hitsFigure(map: Som, counts: Int32Array, nRows: number): HeatmapFigure | null {
  if (nRows === 0) return null;
  const title = text.message('hitsTitle', {
    share: { percent: Math.max(...counts) / nRows },
    empty: counts.filter((rows) => rows === 0).length,
    cells: counts.length,
  });
  const subtitle = text.message('hitsSubtitle', { width: map.width, height: map.height, rows: nRows });
  return gridFigure(map, Float64Array.from(counts), {
    title,
    subtitle,
    value: { label: text.message('rows'), unit: 'count' },
  });
}

function gapsFigure(map: Som): HeatmapFigure {
  const gaps = cellGaps(map);
  const widest = gaps.indexOf(Math.max(...gaps));
  const middle = quantile(sortedFinite(gaps), 0.5);
  const at = { column: (widest % map.width) + 1, row: Math.floor(widest / map.width) + 1 };
  const title =
    middle > 0
      ? text.message('gapsTitle', { times: { decimal: gaps[widest]! / middle, digits: 1 }, ...at })
      : text.message('gapsFlat');
  return gridFigure(map, gaps, {
    title,
    subtitle: text.message('gapsSubtitle'),
    value: { label: text.message('distance') },
  });
}
