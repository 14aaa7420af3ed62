import type { HeatmapFigure } from '../../../contract/figure.ts';
import { clusterCentres, clusterSizes, type Grouping } from '../../maths/cluster-indices.ts';
import { columnMeans, columnVariances } from '../../maths/matrix.ts';
import type { Matrix, Table } from '../../table/table.ts';
import { columnLabel } from '../features-of.ts';
import { say } from './cluster-words.ts';

/** Cluster means in standard deviations from the overall mean, (nClusters, nFeatures); 0 for an empty cluster. */
export function clusterDeviations(x: Matrix, { clusters, nClusters }: Grouping): Float64Array {
  const means = columnMeans(x);
  const deviations = columnVariances(x, means).map(Math.sqrt);
  const sizes = clusterSizes(clusters, nClusters);
  return clusterCentres(x, clusters, nClusters).map((value, i) => {
    const j = i % x.nColumns;
    return sizes[Math.floor(i / x.nColumns)] === 0 || deviations[j] === 0 ? 0 : (value - means[j]!) / deviations[j]!;
  });
}

/** The position of the value furthest from 0. */
export function strongestOf(values: Float64Array): number {
  let strongest = 0;
  for (let i = 1; i < values.length; i++) if (Math.abs(values[i]!) > Math.abs(values[strongest]!)) strongest = i;
  return strongest;
}

/** Standard deviations from the average that nobody speaks of. */
const ALIKE = 0.05;

/** What is high and what is low in each cluster. */
export function profileFigure(table: Table, features: string[], x: Matrix, grouping: Grouping): HeatmapFigure | null {
  if (x.nRows === 0) return null;
  const values = clusterDeviations(x, grouping);
  const strongest = strongestOf(values);
  const feature = features[strongest % features.length] ?? '';
  const found = {
    cluster: Math.floor(strongest / Math.max(1, features.length)),
    feature: table.find(feature)?.label ?? feature,
    effect: { decimal: Math.abs(values[strongest] ?? 0), digits: 1 },
  };
  const effect = values[strongest] ?? 0;
  const title = Math.abs(effect) < ALIKE ? say('profileAlike') : say(effect > 0 ? 'profileHigh' : 'profileLow', found);
  return {
    kind: 'heatmap',
    title,
    subtitle: say('profileSubtitle'),
    summary: title,
    rows: Array.from({ length: grouping.nClusters }, (_, cluster) => say('clusterName', { cluster })),
    columns: features.map((name) => columnLabel(table, name)),
    values,
    value: { label: say('deviations') },
    diverging: true,
  };
}
