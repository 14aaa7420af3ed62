import { columnMeans, columnVariances } from '../../maths/matrix.ts';
import type { Matrix } from '../../table/table.ts';
import type { LayerSpec, Network } from '../../tensor/training/network.ts';
import type { Rows } from '../../tensor/training/tensor-trainee.ts';

/** The shape of an autoencoder. */
export interface AutoencoderShape {
  readonly codeSize: number;
  readonly hiddenLayers: number;
  readonly hiddenSize: number;
  readonly dropout: number;
}

/** An autoencoder with the place of the layer that gives the code. */
export interface Autoencoder {
  readonly network: Network;
  readonly codeLayer: number;
}

/**
 * Rectified layers that narrow to a linear code, and the same the other way round.
 *
 * Hinton & Salakhutdinov (2006), Reducing the dimensionality of data with neural networks, doi:10.1126/science.1127647; trained as
 * a whole rather than layer by layer.
 */
export function autoencoderNetwork(
  nFeatures: number,
  { codeSize, hiddenLayers, hiddenSize, dropout }: AutoencoderShape,
): Autoencoder {
  const hidden = Array.from({ length: hiddenLayers }, (_, i) => Math.max(codeSize, Math.round(hiddenSize / 2 ** i)));
  const encoder = through([nFeatures, ...hidden], dropout);
  const decoder = through([codeSize, ...hidden.toReversed()], dropout);
  const linear = (nIn: number, nOut: number): LayerSpec => ({ kind: 'dense', nIn, nOut, activation: 'linear' });
  return {
    network: [
      ...encoder,
      linear(hidden.at(-1) ?? nFeatures, codeSize),
      ...decoder,
      linear(hidden[0] ?? codeSize, nFeatures),
    ],
    codeLayer: encoder.length,
  };
}

/** Rectified layers from width to width, with dropout behind each. */
function through(widths: readonly number[], dropout: number): LayerSpec[] {
  return widths
    .slice(1)
    .flatMap((nOut, i): LayerSpec[] => [
      { kind: 'dense', nIn: widths[i]!, nOut, activation: 'relu' },
      ...(dropout > 0 ? [{ kind: 'dropout' as const, rate: dropout }] : []),
    ]);
}

/** Means and standard deviations by which features are brought on one scale. */
export interface Standard {
  readonly means: Float64Array;
  readonly deviations: Float64Array;
}

/** The standard of a table's columns (divided by n); 0 for a column whose values do not differ by more than rounding. */
export function standardOf(x: Matrix): Standard {
  const means = columnMeans(x);
  const deviations = columnVariances(x, means).map((variance, j) => {
    const deviation = Math.sqrt(variance);
    return deviation > Math.abs(means[j]!) * 1e-12 ? deviation : 0;
  });
  return { means, deviations };
}

/** Rows on their standard's scale, in single precision. */
export function standardised({ nRows, nColumns, values }: Matrix, { means, deviations }: Standard): Rows {
  const scaled = new Float32Array(values.length);
  for (let at = 0, row = 0; row < nRows; row++)
    for (let j = 0; j < nColumns; j++, at++) scaled[at] = (values[at]! - means[j]!) / deviations[j]!;
  return { nRows, nColumns, values: scaled };
}
