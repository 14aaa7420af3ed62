import type { CancelSignal } from '../../steps/context.ts';
import type { Matrix } from '../../table/table.ts';

/**
 * ReliefF: how much more a feature differs between a row and its nearest rows of other classes than between it and
 * those of its own (Kononenko 1994, doi:10.1007/3-540-57868-4_57). Features that only matter together score too.
 *
 * @param x (nRows, nFeatures) from 0 to 1, without missing values. @param classes of the rows, from 0.
 * @param neighbours nearest rows of each class, 10 as usual.
 * @returns a score from −1 to 1 a feature; below 0 says that it misleads. @throws cancelled
 */
export function reliefF(
  x: Matrix,
  classes: Int32Array,
  nClasses: number,
  neighbours: number,
  signal: CancelSignal,
): Float64Array {
  const { nRows, nColumns, values } = x;
  const shares = new Float64Array(nClasses);
  for (const code of classes) shares[code]! += 1 / nRows;
  const scores = new Float64Array(nColumns);
  const nearest = Array.from({ length: nClasses }, () => nearestList(neighbours));
  for (let row = 0; row < nRows; row++) {
    signal.throwIfAborted();
    for (const list of nearest) list.clear();
    for (let other = 0; other < nRows; other++) {
      if (other === row) continue;
      let distance = 0;
      for (let j = 0; j < nColumns; j++)
        distance += Math.abs(values[row * nColumns + j]! - values[other * nColumns + j]!);
      nearest[classes[other]!]!.offer(other, distance);
    }
    const own = classes[row]!;
    for (let code = 0; code < nClasses; code++) {
      const { rows, size } = nearest[code]!;
      if (size() === 0) continue;
      const weight = (code === own ? -1 : shares[code]! / (1 - shares[own]!)) / (size() * nRows);
      for (let i = 0; i < size(); i++) {
        const other = rows[i]!;
        for (let j = 0; j < nColumns; j++)
          scores[j]! += weight * Math.abs(values[row * nColumns + j]! - values[other * nColumns + j]!);
      }
    }
  }
  return scores;
}

/** The nearest rows offered so far, nearest first; of equally near ones the first offered. */
function nearestList(most: number) {
  const rows = new Int32Array(most);
  const distances = new Float64Array(most);
  let n = 0;
  return {
    rows,
    distances,
    size: () => n,
    clear() {
      n = 0;
    },
    offer(row: number, distance: number) {
      if (n === most && distance >= distances[most - 1]!) return;
      let at = n < most ? n++ : most - 1;
      for (; at > 0 && distances[at - 1]! > distance; at--) {
        rows[at] = rows[at - 1]!;
        distances[at] = distances[at - 1]!;
      }
      rows[at] = row;
      distances[at] = distance;
    },
  };
}
