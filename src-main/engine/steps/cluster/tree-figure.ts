import type { DendrogramFigure } from '../../../contract/figure.ts';
import type { Text } from '../../../contract/text.ts';
import type { Merges } from '../../maths/linkage.ts';
import { hierarchicalText as text } from './hierarchical-text.ts';

/** A tree with more branches than this cannot be read; lower ones are drawn together. */
const MOST_LEAVES = 48;

/** The share of the tree's height between the cut's last merge and the next. */
function gapOf({ heights }: Merges, nClusters: number): { cut: number; share: number } {
  const above = heights[heights.length - nClusters + 1] ?? Infinity;
  const below = heights[heights.length - nClusters] ?? 0;
  const highest = heights.at(-1) ?? 0;
  if (!Number.isFinite(above)) return { cut: highest * 1.02, share: 0 };
  return { cut: (above + below) / 2, share: highest > 0 ? (above - below) / highest : 0 };
}

/**
 * Where the tree has its longest gap among its highest merges.
 *
 * @returns a number of clusters of at least 2, and at most `most`.
 */
export function longestGap(merges: Merges, most: number): number {
  let [best, longest] = [2, -1];
  for (let k = 2; k <= Math.min(most, merges.heights.length); k++) {
    const { share } = gapOf(merges, k);
    if (share > longest) [best, longest] = [k, share];
  }
  return best;
}

/** The tree's highest branches. @param clusters the cluster of each row (or small group). */
export function treeFigure(
  merges: Merges,
  clusters: Int32Array,
  nClusters: number,
  method: Text,
): DendrogramFigure | null {
  const { nRows, a, b, heights, sizes } = merges;
  if (a.length === 0) return null;
  const nLeaves = Math.min(nRows, Math.max(MOST_LEAVES, nClusters));
  const first = a.length - (nLeaves - 1);
  /** The size and one row of each node; −1 a row of a node that is above the cut. */
  const rowIn = Int32Array.from({ length: nRows + a.length }, (_, i) => i);
  for (let i = 0; i < a.length; i++) rowIn[nRows + i] = rowIn[a[i]!]!;
  const clusterOf = (node: number): number => clusters[rowIn[node]!]!;
  // Nodes that the drawn merges join and that are not drawn themselves are the leaves.
  const names = new Map<number, number>();
  const leaves: DendrogramFigure['leaves'][number][] = [];
  for (let i = first; i < a.length; i++) {
    for (const node of [a[i]!, b[i]!]) {
      if (node >= nRows + first) continue;
      const size = node < nRows ? 1 : sizes[node - nRows]!;
      names.set(node, leaves.length);
      leaves.push({
        name: text.message('leaf', { cluster: clusterOf(node), rows: size }),
        size,
        cluster: clusterOf(node),
      });
    }
  }
  const nameOf = (node: number): number =>
    node < nRows + first ? names.get(node)! : leaves.length + node - nRows - first;
  const { cut, share } = gapOf(merges, nClusters);
  const rows = sizes.at(-1) ?? nRows;
  const title =
    nClusters > 1
      ? text.message('treeTitle', { clusters: nClusters, gap: { percent: share } })
      : text.message('treeTitleOne');
  return {
    kind: 'dendrogram',
    title,
    subtitle: text.message('treeSubtitle', { method, n: leaves.length, rows }),
    summary: title,
    leaves,
    merges: Array.from({ length: a.length - first }, (_, i) => ({
      a: nameOf(a[first + i]!),
      b: nameOf(b[first + i]!),
      height: heights[first + i]!,
      cluster: heights[first + i]! < cut ? clusterOf(nRows + first + i) : -1,
    })),
    value: { label: text.message('height') },
    cut,
  };
}
