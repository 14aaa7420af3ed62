import { invariant } from '../../../contract/errors.ts';
import { netLoops } from '../../kernels/net-loops.ts';
import type { Variant } from '../../kernels/variant.ts';
import { after, denseLayout, fitsLoops, padded, putParameters, putRows } from './dense-layout.ts';
import type { Network, Weights } from './network.ts';

/** What some layers make of a batch, each (nRows, its width), row-major. */
export type DenseForward = (rows: Int32Array) => Float32Array[];

/**
 * Applies a trained network of dense layers on the processor, whatever it was trained on.
 *
 * @param x (…, nColumns), row-major: what the positions of a batch point into.
 * @param wanted the layers whose outputs are given, by their places in the network.
 * @param largestBatch the most rows at once.
 */
export function denseForward(
  network: Network,
  weights: Weights,
  x: { readonly nColumns: number; readonly values: Float32Array },
  wanted: readonly number[],
  largestBatch: number,
  variant: Variant,
): DenseForward {
  const layout = denseLayout(network);
  invariant(layout, 'the loops know this network');
  const { layers, nParameters } = layout;
  // The plain loops take as much memory as they need.
  const loops = netLoops(fitsLoops(layout, largestBatch) ? variant : 'plain');
  const parameters = loops.room(nParameters);
  putParameters(loops, parameters, layout, weights);
  const width = padded(x.nColumns);
  const input = loops.room(largestBatch * width);
  const outputs = layers.map(({ paddedOut }) => loops.room(largestBatch * paddedOut));
  const places = wanted.map((index) => layers.findIndex((layer) => layer.index === index));

  return (rows) => {
    const n = rows.length;
    putRows(loops.view(input, n * width), width, x.values, x.nColumns, rows);
    layers.forEach(({ paddedIn, paddedOut, kernelAt, biasAt, rectified }, i) => {
      const [kernel, bias] = [after(parameters, kernelAt), after(parameters, biasAt)];
      const from = i === 0 ? input : outputs[i - 1]!;
      loops.product(from, paddedIn * 4, 4, kernel, bias, outputs[i]!, n, paddedOut, paddedIn, rectified);
    });
    return places.map((place) => {
      const { nOut, paddedOut } = layers[place]!;
      const padding = loops.view(outputs[place]!, n * paddedOut);
      const out = new Float32Array(n * nOut);
      for (let row = 0; row < n; row++) out.set(padding.subarray(row * paddedOut, row * paddedOut + nOut), row * nOut);
      return out;
    });
  };
}
