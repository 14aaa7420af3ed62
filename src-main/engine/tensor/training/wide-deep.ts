import { invariant } from '../../../contract/errors.ts';
import type { Variant } from '../../kernels/variant.ts';
import { denseForward } from './dense-forward.ts';
import { layerParameters, type LayerSpec, type Network, type Weights } from './network.ts';
import type { Rows } from './tensor-trainee.ts';

/** What a wide and deep network reads: numbers, then codes that have vectors, then codes that have weights. */
export interface WideDeepShape {
  readonly nNumbers: number;
  readonly nDeepColumns: number;
  /** Codes of all deep columns, which do not overlap. */
  readonly nDeepCodes: number;
  readonly nWideColumns: number;
  readonly nWideCodes: number;
  /** How long a code's vector is. */
  readonly size: number;
  /** Widths of the rectified layers. */
  readonly hidden: readonly number[];
  readonly dropout: number;
  readonly nOut: number;
}

/** Rectified layers over numbers and vectors, beside a linear model of indicators. */
export function wideDeepNetwork(shape: WideDeepShape): Network {
  const { nNumbers, nDeepColumns, nDeepCodes, nWideColumns, nWideCodes, size, hidden, dropout, nOut } = shape;
  const widths = [nNumbers + nDeepColumns * size, ...hidden];
  const deep: LayerSpec[] = [
    // A backend learns nothing of vectors that nobody reads.
    ...(nDeepColumns > 0 ? [{ kind: 'mixed' as const, nNumbers, nCodes: nDeepCodes, size }] : []),
    ...hidden.flatMap((width, i): LayerSpec[] => [
      { kind: 'dense', nIn: widths[i]!, nOut: width, activation: 'relu' },
      ...(dropout > 0 ? [{ kind: 'dropout' as const, rate: dropout }] : []),
    ]),
    { kind: 'dense', nIn: widths.at(-1)!, nOut, activation: 'linear' },
  ];
  const split = nNumbers + nDeepColumns;
  const wide = {
    from: split,
    to: split + nWideColumns,
    network: [{ kind: 'wide', nCodes: nWideCodes, nOut }],
  } satisfies { from: number; to: number; network: Network };
  return [{ kind: 'beside', branches: [{ from: 0, to: split, network: deep }, ...(nWideColumns > 0 ? [wide] : [])] }];
}

/**
 * Applies a trained wide and deep network on the processor, whatever it was trained on.
 *
 * @param largestBatch the most rows at once.
 * @returns what gives the scores (nRows, nOut) of rows.
 */
export function wideDeepForward(
  network: Network,
  weights: Weights,
  largestBatch: number,
  variant: Variant,
): (rows: Rows) => Float32Array {
  const [layer] = network;
  invariant(layer?.kind === 'beside', 'a wide and deep network');
  const [deep, wide] = layer.branches;
  invariant(deep, 'a deep part');
  const first = deep.network[0];
  const mixed = first?.kind === 'mixed' ? first : null;
  const dense = deep.network.slice(mixed ? 1 : 0);
  const [vectors, rest] = mixed ? [weights[0]!, weights.slice(1)] : [new Float32Array(0), weights];
  const nDense = dense.reduce((sum, each) => sum + layerParameters(each, '').length, 0);
  const wideWeights = rest[nDense];
  const nNumbers = mixed?.nNumbers ?? deep.to;
  const size = mixed?.size ?? 0;
  const nDeepColumns = deep.to - nNumbers;
  const nColumns = nNumbers + nDeepColumns * size;
  const told = new Float32Array(largestBatch * nColumns);
  const forward = denseForward(
    dense,
    rest.slice(0, nDense),
    { nColumns, values: told },
    [dense.length - 1],
    largestBatch,
    variant,
  );
  const places = Int32Array.from({ length: largestBatch }, (_, i) => i);

  return ({ nRows, nColumns: width, values }) => {
    for (let row = 0; row < nRows; row++) {
      const [from, to] = [row * width, row * nColumns];
      told.set(values.subarray(from, from + nNumbers), to);
      for (let j = 0; j < nDeepColumns; j++) {
        const code = values[from + nNumbers + j]!;
        told.set(vectors.subarray(code * size, (code + 1) * size), to + nNumbers + j * size);
      }
    }
    const scores = forward(places.subarray(0, nRows))[0]!;
    if (wideWeights && wide) {
      const nOut = scores.length / nRows;
      for (let row = 0; row < nRows; row++)
        for (let j = wide.from; j < wide.to; j++) {
          const code = values[row * width + j]!;
          for (let k = 0; k < nOut; k++) scores[row * nOut + k]! += wideWeights[code * nOut + k]!;
        }
    }
    return scores;
  };
}
