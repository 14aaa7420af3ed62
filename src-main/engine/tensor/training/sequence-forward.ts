import { invariant } from '../../../contract/errors.ts';
import type { Address } from '../../kernels/exports.ts';
import { netLoops } from '../../kernels/net-loops.ts';
import type { Variant } from '../../kernels/variant.ts';
import {
  byLayer,
  parametersOf,
  sizeOf,
  type GruSpec,
  type LayerSpec,
  type Network,
  type TransformerSpec,
  type Weights,
} from './network.ts';

/** Sequences of some codes; those of one call have at most {@link SEQUENCE_ROWS} in all. @returns (codes, size) for each: the state after each code */
export type SequenceForward = (sequences: readonly Int32Array[]) => Float32Array[];

/** Rows that are computed at once, between two looks at whether it is still wanted. */
export const SEQUENCE_ROWS = 224;

/** What a thread's compiled loops leave for a network, about. */
const LOOP_BYTES = 48 * 2 ** 20;

/** Rows of all sequences, one after the other; the sequence s has those from starts[s] to starts[s + 1]. */
export interface Packed {
  readonly x: Float32Array;
  readonly width: number;
  readonly starts: Int32Array;
}

/** (n, nIn) to (n, nOut). */
type Dense = (x: Float32Array, n: number, rectified?: 0 | 1) => Float32Array;

/** What one layer makes of packed rows. */
type Layer = (packed: Packed) => Packed;

/**
 * Makes products with the kernels of some layers, which stay in the memory of loops of their own.
 *
 * @param mostRows the most rows at once.
 */
export function denseProducts(
  layers: readonly LayerSpec[],
  mostRows: number,
  variant: Variant,
): (kernel: Float32Array, bias: Float32Array) => Dense {
  const specs = parametersOf(layers);
  const nFloats = specs.reduce((sum, spec) => sum + sizeOf(spec), 0);
  const loops = netLoops(nFloats * 4 <= LOOP_BYTES ? variant : 'plain');
  const widest = Math.max(...specs.flatMap(({ shape }) => shape));
  const [input, output] = [loops.room(mostRows * widest), loops.room(mostRows * widest)];
  const put = (values: Float32Array): Address => {
    const at = loops.room(values.length);
    loops.view(at, values.length).set(values);
    return at;
  };
  return (kernelValues, biasValues) => {
    const [kernel, bias] = [put(kernelValues), put(biasValues)];
    const nOut = biasValues.length;
    const nIn = kernelValues.length / nOut;
    return (x, n, rectified = 0) => {
      loops.view(input, n * nIn).set(x.subarray(0, n * nIn));
      loops.product(input, nIn * 4, 4, kernel, bias, output, n, nOut, nIn, rectified);
      return loops.view(output, n * nOut).slice();
    };
  };
}

/**
 * Applies trained layers that read sequences of vectors on the processor, whatever they were trained on: places, dropout, transformer
 * blocks, layer norms, recurrent units. Nothing is computed for what pads a sequence.
 *
 * Widths must be multiples of four. The plain loops give the same bytes as plain SIMD.
 *
 * @param weights those of the layers. @param mostRows vectors of all sequences at once.
 */
export function packedLayers(
  layers: readonly LayerSpec[],
  weights: Weights,
  mostRows: number,
  variant: Variant,
): (packed: Packed) => Packed {
  const dense = denseProducts(layers, mostRows, variant);
  const own = byLayer(layers, weights);
  const applied = layers.map((layer, i) => layerOf(layer, own[i]!, dense));
  return (packed) => applied.reduce((out, layer) => layer(out), packed);
}

/**
 * Applies a trained network that reads sequences on the processor: an embedding, then layers as of {@link packedLayers}.
 */
export function sequenceForward(network: Network, weights: Weights, variant: Variant): SequenceForward {
  const [embedding, ...rest] = network;
  invariant(embedding?.kind === 'embedding', 'a network of sequences begins with an embedding');
  const run = packedLayers(rest, weights.slice(1), SEQUENCE_ROWS, variant);
  const vectors = weights[0]!;
  const { size } = embedding;
  return (sequences) => {
    const starts = new Int32Array(sequences.length + 1);
    sequences.forEach((codes, s) => (starts[s + 1] = starts[s]! + codes.length));
    const x = new Float32Array(starts[sequences.length]! * size);
    sequences.forEach((codes, s) => {
      codes.forEach((code, i) => x.set(vectors.subarray(code * size, (code + 1) * size), (starts[s]! + i) * size));
    });
    const out = run({ x, width: size, starts });
    return sequences.map((_, s) => out.x.subarray(starts[s]! * out.width, starts[s + 1]! * out.width));
  };
}

function layerOf(layer: LayerSpec, own: Weights, dense: (kernel: Float32Array, bias: Float32Array) => Dense): Layer {
  switch (layer.kind) {
    case 'dropout':
      return (packed) => packed;
    case 'places':
      return (packed) => addPlaces(packed, own[0]!);
    case 'layerNorm':
      return (packed) => ({ ...packed, x: normalised(packed.x, layer.n, own[0]!, own[1]!) });
    case 'transformer': {
      const block = blockForward(layer, own, dense);
      return (packed) => ({ ...packed, x: block.after(packed.x, attend(layer, block.look(packed.x), packed.starts)) });
    }
    case 'gru': {
      const [input, state] = [dense(own[0]!, own[1]!), dense(own[2]!, own[3]!)];
      return (packed) => recurrent(layer, packed, input, state);
    }
    default:
      throw new Error(`sequences do not pass a layer of kind ${layer.kind}`);
  }
}

function addPlaces({ x, width, starts }: Packed, places: Float32Array): Packed {
  const out = x.slice();
  for (let s = 0; s + 1 < starts.length; s++)
    for (let at = starts[s]! * width, place = 0; at < starts[s + 1]! * width; at++, place++)
      out[at] = out[at]! + places[place]!;
  return { x: out, width, starts };
}

const EPSILON = 1e-5;

/** Each run of n values centred and scaled, as by a layer norm. */
export function normalised(x: Float32Array, n: number, scale: Float32Array, shift: Float32Array): Float32Array {
  const out = new Float32Array(x.length);
  for (let from = 0; from < x.length; from += n) {
    let [mean, variance] = [0, 0];
    for (let j = 0; j < n; j++) mean += x[from + j]!;
    mean /= n;
    for (let j = 0; j < n; j++) variance += (x[from + j]! - mean) ** 2;
    const by = 1 / Math.sqrt(variance / n + EPSILON);
    for (let j = 0; j < n; j++) out[from + j] = (x[from + j]! - mean) * by * scale[j]! + shift[j]!;
  }
  return out;
}

/** A block of a transformer without what vectors take from each other. Rows are vectors. */
interface BlockForward {
  /** (n, 3 · size): queries, keys, values. */
  look(x: Float32Array): Float32Array;
  /** What the block gives for what it read and what was taken. */
  after(x: Float32Array, seen: Float32Array): Float32Array;
}

/** @param own the layer's parameters in the order of `parametersOf`. */
export function blockForward(
  { size }: TransformerSpec,
  own: Weights,
  dense: (kernel: Float32Array, bias: Float32Array) => Dense,
): BlockForward {
  const [look, collect] = [dense(own[2]!, own[3]!), dense(own[4]!, own[5]!)];
  const [widen, narrow] = [dense(own[8]!, own[9]!), dense(own[10]!, own[11]!)];
  return {
    look: (x) => look(normalised(x, size, own[0]!, own[1]!), x.length / size),
    after(x, seen) {
      const n = x.length / size;
      const attended = sumOf(x, collect(seen, n));
      const hidden = widen(normalised(attended, size, own[6]!, own[7]!), n, 1);
      return sumOf(attended, narrow(hidden, n));
    },
  };
}

function sumOf(a: Float32Array, b: Float32Array): Float32Array {
  const sum = new Float32Array(a.length);
  for (let i = 0; i < a.length; i++) sum[i] = a[i]! + b[i]!;
  return sum;
}

/** What each place takes from itself and those before it, or from all. @param x (rows, 3 · size): queries, keys, values */
export function attend({ size, nHeads, sees }: TransformerSpec, x: Float32Array, starts: Int32Array): Float32Array {
  const out = new Float32Array(x.length / 3);
  const width = size / nHeads;
  const shares = new Float64Array(starts.reduce((most, start, s) => Math.max(most, start - (starts[s - 1] ?? 0)), 0));
  for (let s = 0; s + 1 < starts.length; s++) {
    for (let row = starts[s]!; row < starts[s + 1]!; row++) {
      const last = sees === 'all' ? starts[s + 1]! - 1 : row;
      for (let head = 0; head < size; head += width) {
        const query = row * 3 * size + head;
        let highest = -Infinity;
        for (let other = starts[s]!; other <= last; other++) {
          const key = other * 3 * size + size + head;
          let product = 0;
          for (let j = 0; j < width; j++) product += x[query + j]! * x[key + j]!;
          const affinity = product / Math.sqrt(width);
          shares[other - starts[s]!] = affinity;
          if (affinity > highest) highest = affinity;
        }
        let total = 0;
        for (let i = 0; i <= last - starts[s]!; i++) total += shares[i] = Math.exp(shares[i]! - highest);
        for (let other = starts[s]!; other <= last; other++) {
          const share = shares[other - starts[s]!]! / total;
          const value = other * 3 * size + 2 * size + head;
          for (let j = 0; j < width; j++) out[row * size + head + j]! += share * x[value + j]!;
        }
      }
    }
  }
  return out;
}

const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));

/** Reads sequences side by side, place after place. */
function recurrent({ nOut }: GruSpec, { x, width, starts }: Packed, input: Dense, state: Dense): Packed {
  const n = x.length / width;
  const read = input(x, n);
  const out = new Float32Array(n * nOut);
  let active = Array.from({ length: starts.length - 1 }, (_, s) => s).filter((s) => starts[s + 1]! > starts[s]!);
  for (let place = 0; active.length > 0; place++) {
    const before = new Float32Array(active.length * nOut);
    if (place > 0)
      active.forEach((s, i) => {
        const row = starts[s]! + place - 1;
        before.set(out.subarray(row * nOut, (row + 1) * nOut), i * nOut);
      });
    const told = state(before, active.length);
    active.forEach((s, i) => {
      const [row, to] = [(starts[s]! + place) * 3 * nOut, i * 3 * nOut];
      for (let j = 0; j < nOut; j++) {
        const reset = sigmoid(read[row + j]! + told[to + j]!);
        const update = sigmoid(read[row + nOut + j]! + told[to + nOut + j]!);
        const fresh = Math.tanh(read[row + 2 * nOut + j]! + reset * told[to + 2 * nOut + j]!);
        out[(starts[s]! + place) * nOut + j] = fresh + update * (before[i * nOut + j]! - fresh);
      }
    });
    active = active.filter((s) => starts[s]! + place + 1 < starts[s + 1]!);
  }
  return { x: out, width: nOut, starts };
}
