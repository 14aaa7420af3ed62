import type { Variant } from '../../kernels/variant.ts';
import { attentionParts } from './attention-network.ts';
import { addBag, bagOf, type Bag, type Bags } from './bags.ts';
import type { Network, Weights } from './network.ts';
import { candidatesLook, type ShownProfile } from './candidates-look.ts';
import { attend, blockForward, denseProducts, normalised, SEQUENCE_ROWS } from './sequence-forward.ts';

/** A profile after all blocks, with what a candidate is multiplied with. */
export interface Profile extends ShownProfile {
  readonly state: Float32Array;
}

/** A trained network as it computes on the processor, whatever it was trained on. */
export interface AttentionScorer {
  readonly nItems: number;
  /** @param read items, oldest first. @param traits what the customer is. */
  profile(read: ArrayLike<number>, traits: Bag): Profile;
  /** The score of each item for the profile beside it; in all at most {@link SEQUENCE_ROWS}. */
  scores(profiles: readonly Profile[], items: ArrayLike<number>): Float64Array;
}

/** Puts a trained network on the processor; the first block’s part of each item is worked out beforehand. */
export function attentionScorer(
  network: Network,
  weights: Weights,
  items: Bags,
  length: number,
  variant: Variant,
): AttentionScorer {
  const parts = attentionParts(network, weights);
  const { layers } = parts.blocks;
  const size = layers[0]!.size;
  const root = Math.sqrt(size);
  const nItems = items.offsets.length - 1;
  const mostVectors = 1 + length + (parts.traits?.length ?? 0) / size;
  const dense = denseProducts(layers, Math.max(SEQUENCE_ROWS, mostVectors), variant);
  const blocks = layers.map((layer, i) => blockForward(layer, parts.blocks.own[i]!, dense));
  const lookAtProfiles = candidatesLook(size, layers[0]!.nHeads, variant);
  const placeAt = (at: number): Float32Array => parts.places.subarray(at * size, (at + 1) * size);
  const known = itemVectors(parts.items, items, size);
  const candidates = known.map((value, at) => value + placeAt(length)[at % size]!);
  const firstShown = new Float32Array(nItems * 3 * size);
  for (let from = 0; from < nItems; from += SEQUENCE_ROWS) {
    const some = candidates.subarray(from * size, (from + SEQUENCE_ROWS) * size);
    firstShown.set(blocks[0]!.look(some), from * 3 * size);
  }

  function profile(read: ArrayLike<number>, traits: Bag): Profile {
    const n = 1 + read.length + traits.codes.length;
    let x = new Float32Array(n * size);
    x.set(placeAt(length + 1));
    for (let i = 0; i < read.length; i++) {
      const [item, place] = [read[read.length - 1 - i]! * size, placeAt(i)];
      for (let j = 0; j < size; j++) x[(1 + i) * size + j] = known[item + j]! + place[j]!;
    }
    for (let i = 0; i < traits.codes.length; i++) {
      const [from, to] = [traits.codes[i]! * size, (1 + read.length + i) * size];
      for (let j = 0; j < size; j++) x[to + j] = traits.values[i]! * root * parts.traits![from + j]!;
    }
    const shown = blocks.map(({ look, after }, block) => {
      const own = look(x);
      x = after(x, attend(layers[block]!, own, Int32Array.of(0, n))) as Float32Array<ArrayBuffer>;
      return own;
    });
    const state = normalised(x.slice(0, size), size, parts.customerNorm[0]!, parts.customerNorm[1]!);
    return { length: n, shown, state: state.map((value) => value / root) };
  }

  function scores(profiles: readonly Profile[], of: ArrayLike<number>): Float64Array {
    const n = of.length;
    let x = new Float32Array(n * size);
    const shown = new Float32Array(n * 3 * size);
    for (let row = 0; row < n; row++) {
      x.set(candidates.subarray(of[row]! * size, (of[row]! + 1) * size), row * size);
      shown.set(firstShown.subarray(of[row]! * 3 * size, (of[row]! + 1) * 3 * size), row * 3 * size);
    }
    blocks.forEach(({ look, after }, block) => {
      const seen = lookAtProfiles(block === 0 ? shown : look(x), profiles, block);
      x = after(x, seen) as Float32Array<ArrayBuffer>;
    });
    const told = normalised(x, size, parts.candidateNorm[0]!, parts.candidateNorm[1]!);
    return Float64Array.from(profiles, ({ state }, row) => {
      let score = 0;
      for (let j = 0; j < size; j++) score += state[j]! * told[row * size + j]!;
      return score;
    });
  }

  return { nItems, profile, scores };
}

/** (nItems, size) */
function itemVectors(vectors: Float32Array, items: Bags, size: number): Float32Array {
  const nItems = items.offsets.length - 1;
  const out = new Float32Array(nItems * size);
  for (let item = 0; item < nItems; item++) {
    const own = new Float64Array(size);
    addBag(vectors, bagOf(items, item), own);
    out.set(own.map((value) => value * Math.sqrt(size)), item * size); // prettier-ignore
  }
  return out;
}
