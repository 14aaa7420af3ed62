import { invariant } from '../../../contract/errors.ts';
import type { Variant } from '../../kernels/variant.ts';
import { denseForward } from './dense-forward.ts';
import { parametersOf, type LayerSpec, type Network, type Weights } from './network.ts';
import { normalised, packedLayers } from './sequence-forward.ts';
import type { Rows } from './tensor-trainee.ts';

/** What a transformer of a table's rows reads, numbers before codes, and how it is built. */
export interface TabTransformerShape {
  readonly nNumbers: number;
  readonly nCodeColumns: number;
  /** Codes of all columns, which do not overlap. */
  readonly nCodes: number;
  /** Width of a vector: a multiple of four times the heads. */
  readonly size: number;
  readonly blocks: number;
  readonly heads: number;
  /** Width of the rectified layer over all vectors. */
  readonly hiddenSize: number;
  readonly dropout: number;
  readonly nOut: number;
}

/** A vector for each column, blocks in which all look at each other, and rectified units over all of them before the scores. */
export function tabTransformerNetwork(shape: TabTransformerShape): Network {
  const { nNumbers, nCodeColumns, nCodes, size, blocks, heads, hiddenSize, dropout, nOut } = shape;
  const length = nNumbers + nCodeColumns;
  const block: LayerSpec = {
    kind: 'transformer',
    length,
    size,
    nHeads: heads,
    nHidden: 2 * size,
    dropout,
    sees: 'all',
  };
  return [
    { kind: 'tokens', nNumbers, nCodes, size },
    ...Array.from({ length: blocks }, () => block),
    { kind: 'layerNorm', n: size },
    { kind: 'dense', nIn: length * size, nOut: hiddenSize, activation: 'relu' },
    ...(dropout > 0 ? [{ kind: 'dropout' as const, rate: dropout }] : []),
    { kind: 'dense', nIn: hiddenSize, nOut, activation: 'linear' },
  ];
}

/** Vectors that are computed at once. */
const VECTORS_AT_ONCE = 2048;

/**
 * Applies a trained transformer of rows on the processor, whatever it was trained on.
 *
 * @returns what gives the scores (nRows, nOut) of rows, as many as there are.
 */
export function tabTransformerForward(
  network: Network,
  weights: Weights,
  variant: Variant,
): (rows: Rows) => Float32Array {
  const [tokens, ...rest] = network;
  invariant(tokens?.kind === 'tokens', 'a transformer of rows begins with their vectors');
  const { nNumbers, nCodes, size } = tokens;
  const blocks = rest.filter((layer) => layer.kind === 'transformer');
  const length = blocks[0]?.length ?? 1;
  const head = rest.filter((layer) => layer.kind === 'dense');
  const nOf = (layers: Network): number => parametersOf(layers).length;
  const nTokens = nOf([tokens]);
  const nBlocks = nOf(blocks);
  const [scale, shift, ...headWeights] = weights.slice(nTokens + nBlocks) as [Float32Array, Float32Array, ...Float32Array[]]; // prettier-ignore
  const mostRows = Math.max(1, Math.floor(VECTORS_AT_ONCE / length));
  const run = packedLayers(blocks, weights.slice(nTokens, nTokens + nBlocks), mostRows * length, variant);
  const seen = new Float32Array(mostRows * length * size);
  const score = denseForward(
    head,
    headWeights,
    { nColumns: length * size, values: seen },
    [head.length - 1],
    mostRows,
    variant,
  );
  const places = Int32Array.from({ length: mostRows }, (_, i) => i);
  const [kernel, bias] = weights as [Float32Array, Float32Array];
  const vectors = nCodes > 0 ? weights[nTokens - 1]! : new Float32Array(0);

  /** The vectors of some rows, row by row. */
  function vectorsOf({ nColumns, values }: Rows, from: number, n: number): Float32Array {
    const x = new Float32Array(n * length * size);
    for (let i = 0; i < n; i++) {
      let to = i * length * size;
      for (let j = 0; j < nColumns; j++, to += size) {
        const value = values[(from + i) * nColumns + j]!;
        if (j >= nNumbers) x.set(vectors.subarray(value * size, (value + 1) * size), to);
        else for (let k = 0; k < size; k++) x[to + k] = value * kernel[j * size + k]! + bias[j * size + k]!;
      }
    }
    return x;
  }

  function scoresOf(rows: Rows, from: number, n: number): Float32Array {
    const starts = Int32Array.from({ length: n + 1 }, (_, i) => i * length);
    const out = run({ x: vectorsOf(rows, from, n), width: size, starts });
    seen.set(normalised(out.x, size, scale, shift));
    return score(places.subarray(0, n))[0]!;
  }

  return (rows) => {
    const parts: Float32Array[] = [];
    for (let from = 0; from < rows.nRows; from += mostRows)
      parts.push(scoresOf(rows, from, Math.min(mostRows, rows.nRows - from)));
    const out = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0));
    let at = 0;
    for (const part of parts) {
      out.set(part, at);
      at += part.length;
    }
    return out;
  };
}
