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
  /** Centres and scales each row over its n columns, or each of the vectors of n that stand side by side (Ba, Kiros & Hinton 2016). */
  | { readonly kind: 'layerNorm'; readonly n: number }
  /** A learned vector of `size` for each of `nCodes` whole numbers; the vectors of a row's columns stand side by side. */
  | { readonly kind: 'embedding'; readonly nCodes: number; readonly size: number }
  /** Adds a learned vector to each of `length` vectors that stand side by side. */
  | { readonly kind: 'places'; readonly length: number; readonly size: number }
  /** Vectors side by side look at themselves and those before them, then each passes two dense layers (Vaswani et al. 2017). */
  | TransformerSpec
  /** Vectors side by side are read one after the other into a state, which is given after each of them (Cho et al. 2014). */
  | GruSpec
  /**
   * Of the first `nNumbers` columns the numbers, then a learned vector for each of the others, which hold codes below `nCodes`, side by
   * side.
   */
  | { readonly kind: 'mixed'; readonly nNumbers: number; readonly nCodes: number; readonly size: number }
  /**
   * A vector for each column: of the first `nNumbers` the number times a learned vector and another one, of the others that of their code,
   * below `nCodes` (Gorishniy et al. 2021).
   */
  | { readonly kind: 'tokens'; readonly nNumbers: number; readonly nCodes: number; readonly size: number }
  /** The sum of a learned weight, or of `nOut`, for the code in each column: a linear model of indicators. */
  | { readonly kind: 'wide'; readonly nCodes: number; readonly nOut: number }
  /** Networks that each read some columns; what their last layers give is added. */
  | { readonly kind: 'beside'; readonly branches: readonly Branch[] };

/** A network that reads the columns from `from` to before `to`. */
export interface Branch {
  readonly from: number;
  readonly to: number;
  readonly network: Network;
}

/** See {@link LayerSpec}; both parts are normalised before and added to what they were made of. */
export interface TransformerSpec {
  readonly kind: 'transformer';
  readonly length: number;
  /** Width of a vector, a multiple of `nHeads`. */
  readonly size: number;
  readonly nHeads: number;
  /** Width between the two dense layers. */
  readonly nHidden: number;
  readonly dropout: number;
  /** Vectors look at all of a row, not only at themselves and those before. */
  readonly sees?: 'all';
}

/** See {@link LayerSpec}. */
export interface GruSpec {
  readonly kind: 'gru';
  readonly length: number;
  readonly nIn: number;
  readonly nOut: number;
}

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
export function layerParameters(layer: LayerSpec, index: number | string): ParameterSpec[] {
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
    case 'places':
      return [parameter(`${index}.vectors`, [layer.length, layer.size], { deviation: PLACE_DEVIATION })];
    case 'transformer': {
      const { size, nHidden } = layer;
      return [
        ...scaleAndShift(size, index, 'attention.'),
        ...kernelAndBias(size, 3 * size, index, 'attention.in.'),
        ...kernelAndBias(size, size, index, 'attention.out.'),
        ...scaleAndShift(size, index, 'dense.'),
        ...kernelAndBias(size, nHidden, index, 'dense.in.'),
        ...kernelAndBias(nHidden, size, index, 'dense.out.'),
      ];
    }
    case 'gru': {
      const { nIn, nOut } = layer;
      return [...kernelAndBias(nIn, 3 * nOut, index, 'input.'), ...kernelAndBias(nOut, 3 * nOut, index, 'state.')];
    }
    case 'mixed': {
      const { nCodes, size } = layer;
      return [parameter(`${index}.vectors`, [nCodes, size], { deviation: 1 / Math.sqrt(size) }, { decays: true })];
    }
    case 'tokens': {
      const { nNumbers, nCodes, size } = layer;
      const deviation = 1 / Math.sqrt(size);
      return [
        // A backend learns nothing of vectors that nobody reads.
        ...(nNumbers > 0
          ? [
              parameter(`${index}.kernel`, [nNumbers, size], { deviation }, { decays: true }),
              parameter(`${index}.bias`, [nNumbers, size], { deviation }),
            ]
          : []),
        ...(nCodes > 0 ? [parameter(`${index}.vectors`, [nCodes, size], { deviation }, { decays: true })] : []),
      ];
    }
    case 'wide':
      return [parameter(`${index}.weights`, [layer.nCodes, layer.nOut], { fill: 0 }, { decays: true })];
    case 'beside':
      return layer.branches.flatMap(({ network }, branch) =>
        network.flatMap((inner, i) => layerParameters(inner, `${index}.${branch}.${i}`)),
      );
  }
}

/** Small, so that at first only what stands in a place counts. */
const PLACE_DEVIATION = 0.02;

const scaleAndShift = (n: number, index: number | string, part = ''): ParameterSpec[] => [
  parameter(`${index}.${part}scale`, [n], { fill: 1 }),
  parameter(`${index}.${part}shift`, [n], { fill: 0 }),
];

const kernelAndBias = (nIn: number, nOut: number, index: number | string, part: string): ParameterSpec[] => [
  parameter(`${index}.${part}kernel`, [nIn, nOut], { deviation: Math.sqrt(2 / (nIn + nOut)) }, { decays: true }),
  parameter(`${index}.${part}bias`, [nOut], { fill: 0 }),
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

/** What stands in the order of {@link parametersOf}, in a list for each layer. */
export function byLayer<T>(network: Network, all: readonly T[]): T[][] {
  let at = 0;
  return network.map((layer, i) => all.slice(at, (at += layerParameters(layer, i).length)));
}
