import type { Text } from '../../../contract/text.ts';
import { numberColumn } from '../../table/column.ts';
import { Table } from '../../table/table.ts';
import { clusterColumns } from './cluster-words.ts';

/**
 * The table of an assignment: the key of each row where it has one, its cluster, and how sure that is.
 *
 * @param clusters −1 for a row in no cluster. @param certainty in [0, 1].
 */
export function assignmentTable(
  table: Table,
  clusters: Int32Array,
  certainty: Float64Array,
  extra: readonly { name: string; values: Float64Array; label: Text }[] = [],
): Table {
  const key = table.key();
  const columns = [
    ...(key ? [key] : []),
    numberColumn('cluster', clusters, { label: clusterColumns.cluster }),
    numberColumn('certainty', certainty, { unit: 'share', label: clusterColumns.certainty }),
    ...extra.map(({ name, values, label }) => numberColumn(name, values, { label })),
  ];
  return new Table(columns, table.options());
}

/**
 * How sure each row's cluster is: 1 − d₁ / d₂ with the distances to the nearest and the next centre, so 0 half way
 * between two and 1 on a centre.
 */
export function centreCertainty(
  x: { nRows: number; nColumns: number; values: Float64Array },
  centres: Float64Array,
): Float64Array {
  const nClusters = x.nColumns > 0 ? centres.length / x.nColumns : 0;
  const certainty = new Float64Array(x.nRows);
  for (let row = 0; row < x.nRows; row++) {
    let first = Infinity;
    let second = Infinity;
    for (let k = 0; k < nClusters; k++) {
      let distance = 0;
      for (let j = 0; j < x.nColumns; j++)
        distance += (x.values[row * x.nColumns + j]! - centres[k * x.nColumns + j]!) ** 2;
      if (distance < first) [first, second] = [distance, first];
      else if (distance < second) second = distance;
    }
    certainty[row] = second === Infinity ? 1 : second === 0 ? 0 : 1 - Math.sqrt(first / second);
  }
  return certainty;
}
