import { ClienteleError } from '../../../contract/errors.ts';
import type { Context } from '../../steps/context.ts';
import type { Matrix } from '../../table/table.ts';
import { fitKmeans } from '../kmeans.ts';
import { takeMatrixRows } from '../matrix.ts';

export interface BisectingOptions {
  readonly nClusters: number;
  /** The next to be split: the cluster with the largest sum of squared distances, or with the most rows. */
  readonly split: 'inertia' | 'size';
  readonly nRestarts: number;
  readonly maxIterations: number;
  readonly tolerance: number;
}

/** A tree of splits: a row goes from node 0 to the child with the nearer centre until there is none. */
export interface SplitTree {
  readonly nClusters: number;
  /** The first of a node's two children, which follow each other; −1 where it was not split. */
  readonly children: Int32Array;
  /** (nNodes, nFeatures), row-major. */
  readonly centres: Float64Array;
  /** The cluster of a node that was not split; −1 of the others. */
  readonly clusters: Int32Array;
}

interface Node {
  readonly rows: Int32Array;
  readonly centre: Float64Array;
  readonly inertia: number;
  child: number;
}

/**
 * Bisecting k-means: everything is one cluster, and the loosest is split in two by k-means until there are as many as asked for.
 *
 * Steinbach, Karypis & Kumar (2000), A comparison of document clustering techniques.
 *
 * @param x (nRows, nFeatures), finite. @returns fewer clusters than asked for where rows lie on each other.
 * @throws too-few-rows if nRows < nClusters; cancelled
 */
export async function fitBisecting(
  x: Matrix,
  options: BisectingOptions,
  tools: Pick<Context, 'signal' | 'random' | 'pool'>,
  watch: (share: number) => void = () => undefined,
): Promise<SplitTree> {
  const { nClusters, split } = options;
  if (x.nRows < nClusters)
    throw new ClienteleError('too-few-rows', { needed: nClusters, got: x.nRows, parameter: 'nClusters' });
  const d = x.nColumns;
  const whole = Int32Array.from({ length: x.nRows }, (_, row) => row);
  const nodes: Node[] = [{ rows: whole, centre: new Float64Array(d), inertia: Infinity, child: -1 }];
  for (let n = 1; n < nClusters; n++) {
    tools.signal.throwIfAborted();
    watch((n - 1) / nClusters);
    const next = loosest(nodes, split);
    if (!next) break;
    const part = takeMatrixRows(x, next.rows);
    const fit = await fitKmeans(part, { ...options, nClusters: 2 }, tools);
    next.child = nodes.length;
    for (const half of [0, 1]) {
      const at = Int32Array.from(fit.clusters.keys()).filter((i) => fit.clusters[i] === half);
      nodes.push({
        rows: at.map((i) => next.rows[i]!),
        centre: fit.centres.slice(half * d, (half + 1) * d),
        inertia: at.reduce((sum, i) => sum + fit.distances[i]!, 0),
        child: -1,
      });
    }
  }
  return treeOf(nodes, d);
}

/** The node to split next; null where no node has rows that differ. */
function loosest(nodes: readonly Node[], split: BisectingOptions['split']): Node | null {
  const score = ({ rows, inertia }: Node): number => (split === 'size' ? rows.length : inertia);
  let best: Node | null = null;
  for (const node of nodes) {
    if (node.child >= 0 || node.inertia === 0 || node.rows.length < 2) continue;
    if (!best || score(node) > score(best)) best = node;
  }
  return best;
}

function treeOf(nodes: readonly Node[], d: number): SplitTree {
  const leaves = [...nodes.keys()].filter((i) => nodes[i]!.child < 0);
  leaves.sort((a, b) => nodes[b]!.rows.length - nodes[a]!.rows.length || a - b);
  const clusters = new Int32Array(nodes.length).fill(-1);
  leaves.forEach((node, cluster) => (clusters[node] = cluster));
  const centres = new Float64Array(nodes.length * d);
  nodes.forEach(({ centre }, i) => centres.set(centre, i * d));
  return { nClusters: leaves.length, children: Int32Array.from(nodes, ({ child }) => child), centres, clusters };
}

/**
 * Sends rows down the tree of splits.
 *
 * @returns for each row its cluster, and how sure the least sure turn on its way was: 1 − d₁ / d₂ of the two centres there.
 */
export function walkSplits(x: Matrix, tree: SplitTree): { clusters: Int32Array; certainty: Float64Array } {
  const { nRows, nColumns: d, values } = x;
  const clusters = new Int32Array(nRows);
  const certainty = new Float64Array(nRows).fill(1);
  const toCentre = (row: number, node: number): number => {
    let sum = 0;
    for (let j = 0; j < d; j++) sum += (values[row * d + j]! - tree.centres[node * d + j]!) ** 2;
    return sum;
  };
  for (let row = 0; row < nRows; row++) {
    let node = 0;
    for (let child = tree.children[node]!; child >= 0; child = tree.children[node]!) {
      const [first, second] = [toCentre(row, child), toCentre(row, child + 1)];
      const [near, far] = first <= second ? [first, second] : [second, first];
      node = first <= second ? child : child + 1;
      certainty[row] = Math.min(certainty[row]!, far > 0 ? 1 - Math.sqrt(near / far) : 0);
    }
    clusters[row] = tree.clusters[node]!;
  }
  return { clusters, certainty };
}
