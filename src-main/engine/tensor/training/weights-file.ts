import { invariant } from '../../../contract/errors.ts';
import { parametersOf, type Network, type ParameterSpec, type Weights } from './network.ts';
import { dequantise, quantise } from './quantise.ts';
import { decodeSafetensors, encodeSafetensors, type NamedTensor } from './safetensors.ts';

/** Under this name lie the scales of a parameter that is kept in 8 bits. */
const scaleName = (name: string): string => `${name}.int8_scale`;

/** Under which the metadata keep the network, so that a file can be read without anything else. */
const NETWORK = 'clientele.network';

/** A network's weights as a safetensors file that also says what the network is. */
export const encodeWeights = (network: Network, weights: Weights): Uint8Array<ArrayBuffer> =>
  encodeSafetensors({
    tensors: parametersOf(network).map(({ name, shape }, i) => ({ name, shape, values: weights[i]! })),
    metadata: { [NETWORK]: JSON.stringify(network) },
  });

/** A file with 8-bit weights, and how far they are from the real ones. */
export interface QuantisedFile {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** The largest difference of any weight, and that of all: the root of the mean of squares over that of the weights. */
  readonly largestError: number;
  readonly relativeError: number;
}

/**
 * A network's weights as a safetensors file of about a quarter of the size: kernels and embeddings in 8 bits with a scale for each
 * of their last dimension; biases, scales and running means stay as they are.
 */
export function encodeQuantised(network: Network, weights: Weights): QuantisedFile {
  let [largestError, squares, all] = [0, 0, 0];
  const tensors = parametersOf(network).flatMap((spec, i): NamedTensor[] => {
    const values = weights[i]!;
    if (spec.shape.length < 2) return [{ name: spec.name, shape: spec.shape, values }];
    const nChannels = spec.shape.at(-1)!;
    const small = quantise(values, nChannels);
    dequantise(small, nChannels).forEach((value, at) => {
      const difference = Math.abs(value - values[at]!);
      largestError = Math.max(largestError, difference);
      squares += difference ** 2;
      all += values[at]! ** 2;
    });
    return [
      { name: spec.name, shape: spec.shape, values: small.values },
      { name: scaleName(spec.name), shape: [nChannels], values: small.scales },
    ];
  });
  const bytes = encodeSafetensors({ tensors, metadata: { [NETWORK]: JSON.stringify(network) } });
  return { bytes, largestError, relativeError: all > 0 ? Math.sqrt(squares / all) : 0 };
}

/** Reads a network with its weights from either file. @throws bad-input */
export function decodeWeights(bytes: Uint8Array): { network: Network; weights: Weights } {
  const { tensors, metadata } = decodeSafetensors(bytes);
  const network = JSON.parse(metadata[NETWORK] ?? 'null') as Network | null;
  invariant(network, 'a weights file says what its network is');
  const byName = new Map(tensors.map((tensor) => [tensor.name, tensor]));
  return { network, weights: parametersOf(network).map((spec) => valuesOf(spec, byName)) };
}

function valuesOf({ name, shape }: ParameterSpec, byName: ReadonlyMap<string, NamedTensor>): Float32Array {
  const values = byName.get(name)?.values;
  if (values instanceof Float32Array) return values;
  const scales = byName.get(scaleName(name))?.values;
  invariant(values instanceof Int8Array && scales instanceof Float32Array, `a weights file holds “${name}”`);
  return dequantise({ values, scales }, shape.at(-1)!);
}
