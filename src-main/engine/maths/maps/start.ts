import type { Context } from '../../steps/context.ts';
import type { Matrix } from '../../table/table.ts';
import { dot } from '../dot.ts';
import { symmetricEigen } from '../eigen.ts';
import { fitPca, projectPca } from '../pca.ts';
import type { Random } from '../random.ts';
import { partsOf, type PairGraph } from './pair-graph.ts';

/** The two axes along which rows differ most: (nRows, 2), the second 0 where there is one feature. @throws cancelled */
export async function principalStart(
  x: Matrix,
  tools: Pick<Context, 'pool' | 'signal' | 'random'>,
): Promise<Float64Array> {
  const places = new Float64Array(2 * x.nRows);
  const at = await projectPca(await fitPca(x, 2, tools), x, tools);
  for (let row = 0; row < x.nRows; row++)
    for (let c = 0; c < Math.min(2, at.nColumns); c++) places[2 * row + c] = at.values[row * at.nColumns + c]!;
  return places;
}

/** Steps of the search for the slowest ways to swing; more rows than these are needed. */
const STEPS = 64;

/**
 * The two slowest ways in which connected rows swing: eigenvectors of the normalised Laplacian, by the Lanczos method with every
 * vector made orthogonal to all before it.
 *
 * Belkin & Niyogi (2003), doi:10.1162/089976603321780317.
 *
 * @returns (nRows, 2); null where the rows fall into parts or are too few.
 */
export function spectralStart(graph: PairGraph, random: Random, look: () => void): Float64Array | null {
  const n = graph.nRows;
  if (n <= STEPS || partsOf(graph).nParts > 1) return null;
  const roots = rootDegrees(graph);
  const basis = [unit(roots.slice()), unit(Float64Array.from({ length: n }, () => random.normal()))];
  orthogonal(basis[1]!, basis, 1);
  const inner = new Float64Array(STEPS * STEPS);
  for (let step = 0; step < STEPS; step++) {
    look();
    const own = basis[step + 1]!;
    const next = timesGraph(graph, roots, own);
    inner[step * STEPS + step] = dot(next, own);
    orthogonal(next, basis, basis.length);
    const length = Math.sqrt(dot(next, next));
    if (step + 1 === STEPS) break;
    // What is left is nothing: the vectors so far span all that there is.
    if (length < 1e-10) return null;
    inner[step * STEPS + step + 1] = inner[(step + 1) * STEPS + step] = length;
    for (let i = 0; i < n; i++) next[i] = next[i]! / length;
    basis.push(next);
  }
  const { vectors } = symmetricEigen(inner, STEPS);
  const places = new Float64Array(2 * n);
  for (let axis = 0; axis < 2; axis++) {
    for (let step = 0; step < STEPS; step++) {
      const part = vectors[axis * STEPS + step]!;
      const own = basis[step + 1]!;
      for (let i = 0; i < n; i++) places[2 * i + axis]! += part * own[i]!;
    }
  }
  return places;
}

function rootDegrees({ nRows, offsets, weights }: PairGraph): Float64Array {
  return Float64Array.from({ length: nRows }, (_, row) => {
    let sum = 0;
    for (let at = offsets[row]!; at < offsets[row + 1]!; at++) sum += weights[at]!;
    return Math.sqrt(sum);
  });
}

function timesGraph({ nRows, offsets, tails, weights }: PairGraph, roots: Float64Array, x: Float64Array): Float64Array {
  const scaled = x.map((value, row) => value / roots[row]!);
  return Float64Array.from({ length: nRows }, (_, row) => {
    let sum = 0;
    for (let at = offsets[row]!; at < offsets[row + 1]!; at++) sum += weights[at]! * scaled[tails[at]!]!;
    return sum / roots[row]!;
  });
}

function unit(vector: Float64Array): Float64Array {
  const length = Math.sqrt(dot(vector, vector));
  return vector.map((value) => value / length);
}

/** Takes off what lies along the first vectors. */
function orthogonal(vector: Float64Array, basis: readonly Float64Array[], n: number): void {
  for (let b = 0; b < n; b++) {
    const along = dot(vector, basis[b]!);
    for (let i = 0; i < vector.length; i++) vector[i] = vector[i]! - along * basis[b]![i]!;
  }
}
