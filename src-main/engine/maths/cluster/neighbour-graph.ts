import type { Context } from '../../steps/context.ts';
import type { Matrix } from '../../table/table.ts';
import { nearestRows } from '../neighbours.ts';

/** An undirected weighted graph: the neighbours of node i are targets[starts[i] … starts[i + 1]), ascending. */
export interface Graph {
  readonly nNodes: number;
  readonly starts: Int32Array;
  readonly targets: Int32Array;
  readonly weights: Float64Array;
}

export interface NeighbourGraphOptions {
  readonly k: number;
  /**
   * `mutual`: 1 where each row is among the nearest of the other, ½ where one is. `shared`: the share of neighbours that the
   * two have in common (Jaccard), which is small between groups whatever their density.
   */
  readonly weights: 'mutual' | 'shared';
}

/**
 * The graph that joins each row with its nearest rows.
 *
 * @param x (nRows, nFeatures), finite. @throws cancelled
 */
export async function neighbourGraph(
  x: Matrix,
  { k, weights }: NeighbourGraphOptions,
  { pool }: Pick<Context, 'pool'>,
  watch: (share: number) => void = () => undefined,
): Promise<Graph> {
  const { k: found, rows } = await nearestRows(x, k, pool, watch);
  return weights === 'mutual' ? mutualGraph(rows, x.nRows, found) : sharedGraph(rows, x.nRows, found);
}

/** Both directions of every edge with a weight, in one graph. */
function joined(nNodes: number, nEdges: number, from: Int32Array, to: Int32Array, weights: Float64Array): Graph {
  const starts = new Int32Array(nNodes + 1);
  for (let e = 0; e < nEdges; e++) {
    starts[from[e]! + 1]!++;
    starts[to[e]! + 1]!++;
  }
  for (let i = 0; i < nNodes; i++) starts[i + 1]! += starts[i]!;
  const at = starts.slice();
  const targets = new Int32Array(2 * nEdges);
  const both = new Float64Array(2 * nEdges);
  for (let e = 0; e < nEdges; e++) {
    const [a, b] = [from[e]!, to[e]!];
    targets[at[a]!] = b;
    both[at[a]!++] = weights[e]!;
    targets[at[b]!] = a;
    both[at[b]!++] = weights[e]!;
  }
  return { nNodes, starts, targets, weights: both };
}

/** Edges with a < b, each once, with whether both ends name each other. */
function namedPairs(rows: Int32Array, n: number, k: number) {
  const from = new Int32Array(n * k);
  const to = new Int32Array(n * k);
  const isMutual = new Uint8Array(n * k);
  let nEdges = 0;
  const names = (a: number, b: number): boolean => rows.subarray(a * k, (a + 1) * k).includes(b);
  for (let a = 0; a < n; a++) {
    for (let i = a * k; i < (a + 1) * k; i++) {
      const b = rows[i]!;
      const isNamedBack = names(b, a);
      // An edge that both name is taken at its lower end.
      if (isNamedBack && b < a) continue;
      from[nEdges] = a;
      to[nEdges] = b;
      isMutual[nEdges++] = isNamedBack ? 1 : 0;
    }
  }
  return { from, to, isMutual, nEdges };
}

function mutualGraph(rows: Int32Array, n: number, k: number): Graph {
  const { from, to, isMutual, nEdges } = namedPairs(rows, n, k);
  return joined(
    n,
    nEdges,
    from,
    to,
    Float64Array.from(isMutual, (mutual) => (mutual ? 1 : 0.5)),
  );
}

function sharedGraph(rows: Int32Array, n: number, k: number): Graph {
  const { from, to, nEdges } = namedPairs(rows, n, k);
  const weights = new Float64Array(nEdges);
  const seenBy = new Int32Array(n).fill(-1);
  let last = -1;
  for (let e = 0; e < nEdges; e++) {
    const [a, b] = [from[e]!, to[e]!];
    if (a !== last) {
      // A row is its own neighbour, so that two rows which name each other and nothing else in common still share.
      seenBy[a] = a;
      for (let i = a * k; i < (a + 1) * k; i++) seenBy[rows[i]!] = a;
      last = a;
    }
    let shared = seenBy[b] === a ? 1 : 0;
    for (let i = b * k; i < (b + 1) * k; i++) if (seenBy[rows[i]!] === a) shared++;
    weights[e] = shared / (2 * (k + 1) - shared);
  }
  return joined(n, nEdges, from, to, weights);
}
