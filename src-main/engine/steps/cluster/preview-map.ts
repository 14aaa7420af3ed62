import type { LineFigure } from '../../../contract/figure.ts';
import type { Message } from '../../../contract/text.ts';
import { projectPca } from '../../maths/pca.ts';
import type { Matrix } from '../../table/table.ts';
import type { Context } from '../context.ts';
import { say } from './cluster-words.ts';
import { kmeansText as text } from './kmeans-text.ts';

const POINTS = 1500;
const PREVIEW_EVERY_MS = 150;

/** Draws the map as it forms: a few rows on their first two principal axes, in the cluster they belong to just now. */
export async function previewMap(
  x: Matrix,
  map: { means: Float64Array; axes: Float64Array },
  context: Pick<Context, 'preview' | 'pool'>,
): Promise<(centres: Float64Array, iteration: number) => void> {
  if (map.axes.length < 2 * x.nColumns || x.nRows === 0) return () => undefined;
  const step = Math.max(1, Math.floor(x.nRows / POINTS));
  const rows = Array.from({ length: Math.floor((x.nRows - 1) / step) + 1 }, (_, i) => i * step);
  const values = new Float64Array(rows.length * x.nColumns);
  rows.forEach((row, i) => values.set(x.values.subarray(row * x.nColumns, (row + 1) * x.nColumns), i * x.nColumns));
  const sample: Matrix = { nRows: rows.length, nColumns: x.nColumns, values };
  const at = (await projectPca(map, sample, context)).values;
  let shownAt = -Infinity;
  return (centres, iteration) => {
    const now = performance.now();
    if (now - shownAt < PREVIEW_EVERY_MS) return;
    shownAt = now;
    context.preview('map', formingMap(sample, at, centres, text.message('previewTitle', { iteration })));
  };
}

/** Rows on two axes, coloured by the centre they are nearest to. */
export function formingMap(sample: Matrix, at: Float64Array, centres: Float64Array, title: Message): LineFigure {
  const nClusters = centres.length / sample.nColumns;
  const members = Array.from({ length: nClusters }, () => ({ x: [] as number[], y: [] as number[] }));
  for (let row = 0; row < sample.nRows; row++) {
    const own = members[nearest(sample, row, centres, nClusters)];
    own?.x.push(at[row * 2]!);
    own?.y.push(at[row * 2 + 1]!);
  }
  return {
    kind: 'line',
    marksOnly: true,
    title,
    summary: title,
    x: { label: { code: 'axis', text: text.column('axis1') } },
    y: { label: { code: 'axis', text: text.column('axis2') } },
    series: members.map((own, cluster) => ({
      name: say('clusterName', { cluster }),
      x: Float64Array.from(own.x),
      y: Float64Array.from(own.y),
    })),
  };
}

function nearest({ nColumns, values }: Matrix, row: number, centres: Float64Array, nClusters: number): number {
  let best = 0;
  let least = Infinity;
  for (let k = 0; k < nClusters; k++) {
    let distance = 0;
    for (let j = 0; j < nColumns; j++) distance += (values[row * nColumns + j]! - centres[k * nColumns + j]!) ** 2;
    if (distance < least) [least, best] = [distance, k];
  }
  return best;
}
