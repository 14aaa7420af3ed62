import type { Random } from '../../maths/random.ts';

/** What a dense layer does to its weighted sums. */
export type Activation = 'linear' | 'relu' | 'tanh' | 'sigmoid';

/** One layer, as plain data: it is sent to the tensor process and kept in models. */
export type LayerSpec =
  /** Weighted sums of the inputs plus a bias, then the activation. */
  | { readonly kind: 'dense'; readonly nIn: number; readonly nOut: number; readonly activation: Activation }
  /** While training, sets the given share of values to zero and enlarges the others by as much (Srivastava 2014). */
  | { readonly kind: 'dropout'; readonly rate: number }
  /** Centres and scales each of n columns over the batch; afterwards by running means (Ioffe & Szegedy 2015). */
  | { readonly kind: 'batchNorm'; readonly n: number }
  /** Centres and scales each row over its n columns (Ba, Kiros & Hinton 2016). */
  | { readonly kind: 'layerNorm'; readonly n: number }
  /** A learned vector of `size` for each of `nCodes` whole numbers; the vectors of a row's columns stand side by side. */
  | { readonly kind: 'embedding'; readonly nCodes: number; readonly size: number };

/** Layers one after the other. */
export type Network = readonly LayerSpec[];

/** The values of a network's parameters, in the order of {@link parametersOf}, each row-major. */
export type Weights = readonly Float32Array[];

/** One array that a network keeps. */
export interface ParameterSpec {
  /** Number of the layer and what it is there, such as `0.kernel`. */
  readonly name: string;
  readonly shape: readonly number[];
  /** Whether slopes change it; running means only follow the data. */
  readonly isTrained: boolean;
  /** Whether L2 draws it to zero: kernels and embeddings, not biases and scales. */
  readonly decays: boolean;
  readonly initial: Initial;
}

type Initial = { readonly fill: number } | { readonly deviation: number };

const parameter = (
  name: string,
  shape: readonly number[],
  initial: Initial,
  { isTrained = true, decays = false } = {},
): ParameterSpec => ({ name, shape, initial, isTrained, decays });

/**
 * What a layer keeps. Kernels, (nIn, nOut), start with a spread that keeps that of the signal: He et al. (2015) before a
 * rectifier, Glorot & Bengio (2010) elsewhere.
 */
function layerParameters(layer: LayerSpec, index: number): ParameterSpec[] {
  switch (layer.kind) {
    case 'dense': {
      const { nIn, nOut, activation } = layer;
      const deviation = Math.sqrt(2 / (activation === 'relu' ? nIn : nIn + nOut));
      return [
        parameter(`${index}.kernel`, [nIn, nOut], { deviation }, { decays: true }),
        parameter(`${index}.bias`, [nOut], { fill: 0 }),
      ];
    }
    case 'dropout':
      return [];
    case 'batchNorm':
      return [
        ...scaleAndShift(layer.n, index),
        parameter(`${index}.mean`, [layer.n], { fill: 0 }, { isTrained: false }),
        parameter(`${index}.variance`, [layer.n], { fill: 1 }, { isTrained: false }),
      ];
    case 'layerNorm':
      return scaleAndShift(layer.n, index);
    case 'embedding': {
      const { nCodes, size } = layer;
      return [parameter(`${index}.vectors`, [nCodes, size], { deviation: 1 / Math.sqrt(size) }, { decays: true })];
    }
  }
}

const scaleAndShift = (n: number, index: number): ParameterSpec[] => [
  parameter(`${index}.scale`, [n], { fill: 1 }),
  parameter(`${index}.shift`, [n], { fill: 0 }),
];

/** Everything that a network keeps, layer by layer. */
export const parametersOf = (network: Network): ParameterSpec[] => network.flatMap(layerParameters);

/** How many values a parameter has. */
export const sizeOf = ({ shape }: Pick<ParameterSpec, 'shape'>): number => shape.reduce((size, n) => size * n, 1);

/** Weights to begin with; the same for the same stream of chance. */
export function initialWeights(network: Network, random: Random): Weights {
  return parametersOf(network).map((spec, index) => {
    const values = new Float32Array(sizeOf(spec));
    if ('fill' in spec.initial) return values.fill(spec.initial.fill);
    const own = random.fork(index);
    for (let i = 0; i < values.length; i++) values[i] = own.normal() * spec.initial.deviation;
    return values;
  });
}
