import type { LineFigure } from '../../../contract/figure.ts';
import { kdTree } from '../../maths/kd-tree.ts';
import { sampleRows } from '../../maths/matrix.ts';
import type { Matrix } from '../../table/table.ts';
import type { Context } from '../context.ts';
import { dbscanText as text } from './dbscan-text.ts';

/** The curve is drawn from so many rows at most, each against all. */
const MOST_ROWS = 5000;

/**
 * Distances from rows, or a sample of them, to their k-th nearest row, themselves counted, ascending.
 *
 * @throws cancelled
 */
export function reachDistances(x: Matrix, k: number, context: Pick<Context, 'signal' | 'random'>): Float64Array {
  const tree = kdTree(x);
  const [rows, squared] = [new Int32Array(k), new Float64Array(k)];
  return Float64Array.from(sampleRows(x.nRows, MOST_ROWS, context.random.fork(0)), (row) => {
    context.signal.throwIfAborted();
    const point = x.values.subarray(row * x.nColumns, (row + 1) * x.nColumns);
    return Math.sqrt(squared[tree.nearest(point, k, rows, squared) - 1]!);
  }).sort();
}

/**
 * Where an ascending curve bends up: the value furthest below the chord between its ends (Satopää et al. 2011,
 * doi:10.1109/ICDCSW.2011.20). 0 for an empty or flat curve at 0.
 */
export function bendOf(sorted: Float64Array): number {
  const last = sorted.length - 1;
  if (last < 2) return sorted[last] ?? 0;
  const [from, to] = [sorted[0]!, sorted[last]!];
  let [bend, furthest] = [last, 0];
  for (let i = 0; i <= last; i++) {
    const below = from + ((to - from) * i) / last - sorted[i]!;
    if (below > furthest) [bend, furthest] = [i, below];
  }
  return sorted[bend]!;
}

const MOST_POINTS = 1000;

/** The reach curve with the radius in use marked on it. */
export function reachFigure(sorted: Float64Array, k: number, radius: number): LineFigure | null {
  if (sorted.length < 2) return null;
  const n = Math.min(MOST_POINTS, sorted.length);
  const at = (i: number): number => Math.round((i * (sorted.length - 1)) / (n - 1));
  const title = text.message('reachTitle', { radius: { decimal: bendOf(sorted), digits: 2 } });
  const ends = Float64Array.of(0, 1);
  return {
    kind: 'line',
    title,
    subtitle: text.message('reachSubtitle', { n: k, rows: sorted.length }),
    summary: title,
    x: { label: text.message('rowsAxis'), unit: 'share' },
    y: { label: text.message('distanceAxis') },
    series: [
      {
        name: { code: 'reach', text: text.output('reach') },
        x: Float64Array.from({ length: n }, (_, i) => at(i) / (sorted.length - 1)),
        y: Float64Array.from({ length: n }, (_, i) => sorted[at(i)]!),
      },
      { name: text.message('used'), x: ends, y: ends.map(() => radius) },
    ],
  };
}
