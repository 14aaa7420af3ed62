import type { Address } from '../../kernels/exports.ts';
import type { NetLoops } from '../../kernels/net-loops.ts';
import type { LayerSpec, Network, Weights } from './network.ts';

/** A dense layer and the dropout behind it, as the loops see them: widths are padded to whole vectors. */
export interface DenseLayer {
  readonly nIn: number;
  readonly nOut: number;
  readonly paddedIn: number;
  readonly paddedOut: number;
  readonly rectified: 0 | 1;
  /** The share that dropout drops of its output; 0 for none. */
  readonly dropout: number;
  /** Its place in the network, and that of the layer whose output it gives (its dropout's, if it has one). */
  readonly index: number;
  readonly lastIndex: number;
  /** Where its kernel and bias begin in the vector of all parameters, in floats. */
  readonly kernelAt: number;
  readonly biasAt: number;
}

/** What the loops can train. */
export interface DenseLayout {
  readonly layers: readonly DenseLayer[];
  /** Floats of all parameters, with what pads them. */
  readonly nParameters: number;
}

export const padded = (width: number): number => Math.ceil(width / 4) * 4;

const isRun = (layer: LayerSpec): boolean =>
  layer.kind === 'dropout' ||
  (layer.kind === 'dense' && (layer.activation === 'linear' || layer.activation === 'relu'));

/** How the loops lay out a network; null where it has layers that they do not know. */
export function denseLayout(network: Network): DenseLayout | null {
  if (network[0]?.kind !== 'dense' || !network.every(isRun)) return null;
  const layers: DenseLayer[] = [];
  let at = 0;
  for (const [index, layer] of network.entries()) {
    if (layer.kind === 'dropout') {
      const before = layers.pop()!;
      if (before.dropout > 0) return null;
      layers.push({ ...before, dropout: layer.rate, lastIndex: index });
    } else if (layer.kind === 'dense') {
      const { nIn, nOut, activation } = layer;
      const [paddedIn, paddedOut] = [padded(nIn), padded(nOut)];
      const biasAt = at + paddedIn * paddedOut;
      layers.push({
        nIn,
        nOut,
        paddedIn,
        paddedOut,
        rectified: activation === 'relu' ? 1 : 0,
        dropout: 0,
        index,
        lastIndex: index,
        kernelAt: at,
        biasAt,
      });
      at = biasAt + paddedOut;
    }
  }
  return { layers, nParameters: at };
}

/** What training such a network takes, about: parameters with their slopes and moments, and a batch on its way through. */
function layoutBytes({ layers, nParameters }: DenseLayout, batch: number): number {
  const widths = layers.map(({ paddedIn, paddedOut, dropout }) => paddedIn + paddedOut * (dropout > 0 ? 2 : 1));
  const widest = Math.max(...widths);
  return 4 * (nParameters * 5 + batch * (widths.reduce((sum, width) => sum + width, 0) + 2 * widest));
}

/** What a thread's compiled loops leave for a network, about. */
const LOOP_BYTES = 56 * 2 ** 20;

/** Whether the compiled loops have room for a network and its batches. */
export const fitsLoops = (layout: DenseLayout, batch: number): boolean => layoutBytes(layout, batch) <= LOOP_BYTES;

/** Where something lies so many floats after an address. */
export const after = (at: Address, floats: number): Address => (at + floats * 4) as Address;

/** Writes parameters (kernel, bias, kernel, …) into the padded vector. */
export function putParameters(
  loops: NetLoops,
  at: Address,
  { layers, nParameters }: DenseLayout,
  values: Weights,
): void {
  const out = loops.view(at, nParameters);
  layers.forEach(({ nIn, nOut, paddedOut, kernelAt, biasAt }, i) => {
    const kernel = values[2 * i]!;
    for (let row = 0; row < nIn; row++)
      out.set(kernel.subarray(row * nOut, (row + 1) * nOut), kernelAt + row * paddedOut);
    out.set(values[2 * i + 1]!, biasAt);
  });
}

/** Reads parameters back from the padded vector. */
export function takeParameters(loops: NetLoops, at: Address, { layers, nParameters }: DenseLayout): Float32Array[] {
  const from = loops.view(at, nParameters);
  return layers.flatMap(({ nIn, nOut, paddedOut, kernelAt, biasAt }) => {
    const kernel = new Float32Array(nIn * nOut);
    for (let row = 0; row < nIn; row++) {
      const start = kernelAt + row * paddedOut;
      kernel.set(from.subarray(start, start + nOut), row * nOut);
    }
    return [kernel, from.slice(biasAt, biasAt + nOut)];
  });
}

/** Copies rows of a row-major array into padded rows. @param rows their positions, in the order wanted. */
export function putRows(
  out: Float32Array,
  width: number,
  values: Float32Array,
  nColumns: number,
  rows: Int32Array,
): void {
  for (let i = 0; i < rows.length; i++) {
    const from = rows[i]! * nColumns;
    const to = i * width;
    for (let j = 0; j < nColumns; j++) out[to + j] = values[from + j]!;
  }
}
