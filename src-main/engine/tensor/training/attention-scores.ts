import * as tf from '@tensorflow/tfjs-core';
import { attentionParts } from './attention-network.ts';
import { bagOf, sumBags, type Bag, type Bags } from './bags.ts';
import type { Network } from './network.ts';
import { layerNormed } from './normalise.ts';
import { encodeCandidates, encodeProfiles, paddingMask } from './profile-attention.ts';

/** What a transformer in which candidates look at a customer’s profile reads. */
export interface AttentionInput {
  /** See `attentionNetwork`. */
  readonly network: Network;
  /** What each item is. */
  readonly items: Bags;
  /** What each customer is, in codes of their own. */
  readonly traits: Bags;
  /** The most items of a customer that are read: the newest. */
  readonly length: number;
}

/** What of a customer is read, oldest first, and what is to be told from it: one item or more. */
export interface ReadRow {
  readonly user: number;
  readonly read: Int32Array;
  readonly targets: Int32Array;
}

/** What is computed of items once, however often they are read. */
interface Known {
  /** (items, size) */
  readonly vectors: tf.Tensor2D;
  /** Where items stand among them. */
  at(items: Int32Array): tf.Tensor1D;
}

const codesOf = (codes: Int32Array): tf.Tensor1D => tf.tensor1d(codes, 'int32');

/** Vectors count the root of their size, so that they outweigh at first what blocks add to them (Vaswani et al. 2017, section 3.4). */
function knownItems(vectors: tf.Tensor2D, items: Bags, rows: readonly ReadRow[], candidates: Int32Array): Known {
  const distinct = [...new Set([...candidates, ...rows.flatMap(({ read, targets }) => [...read, ...targets])])];
  const placeOf = new Map(distinct.map((item, at) => [item, at]));
  const bags = distinct.map((item) => bagOf(items, item));
  return {
    vectors: tf.mul<tf.Tensor2D>(sumBags(vectors, bags), Math.sqrt(vectors.shape[1])),
    at: (of) => codesOf(of.map((item) => placeOf.get(item)!)),
  };
}

/** (rows · each, size): vectors times what they count; what pads a row is zero. */
function traitVectors(vectors: tf.Tensor2D, bags: readonly Bag[], each: number): tf.Tensor2D {
  const [codes, counts] = [new Int32Array(bags.length * each), new Float32Array(bags.length * each)];
  const root = Math.sqrt(vectors.shape[1]);
  bags.forEach((bag, row) => {
    codes.set(bag.codes, row * each);
    counts.set(Array.from(bag.values, (value) => value * root), row * each); // prettier-ignore
  });
  return tf.mul(tf.gather(vectors, codesOf(codes)), tf.tensor2d(counts, [counts.length, 1]));
}

/** (rows · each, size): what customers have, newest first, with the vectors of their places; padded by any item. */
function historyVectors(known: Known, places: tf.Tensor2D, rows: readonly ReadRow[], each: number): tf.Tensor2D {
  const items = new Int32Array(rows.length * each).fill(rows[0]!.targets[0]!);
  rows.forEach(({ read }, row) => {
    items.set(read.slice().reverse(), row * each);
  });
  const at = codesOf(items.map((_, entry) => entry % each));
  return tf.add(tf.gather(known.vectors, known.at(items)), tf.gather(places, at));
}

/** Profiles, (rows · length, size): a vector for the customer, those of what they have and of what they are. */
function profilesOf(
  { traits, length }: AttentionInput,
  { known, places, traitCodes }: { known: Known; places: tf.Tensor2D; traitCodes: tf.Tensor2D | null },
  rows: readonly ReadRow[],
): { x: tf.Tensor2D; mask: tf.Tensor4D } {
  const bags = rows.map(({ user }) => bagOf(traits, user));
  const nItems = Math.max(1, ...rows.map(({ read }) => read.length));
  const nTraits = traitCodes ? Math.max(1, ...bags.map(({ codes }) => codes.length)) : 0;
  const width = 1 + nItems + nTraits;
  const given = new Uint8Array(rows.length * width);
  rows.forEach(({ read }, row) => {
    given.fill(1, row * width, row * width + 1 + read.length);
    const first = row * width + 1 + nItems;
    if (nTraits > 0) given.fill(1, first, first + bags[row]!.codes.length);
  });
  const size = places.shape[1];
  const sideBySide = (x: tf.Tensor2D, each: number): tf.Tensor3D => tf.reshape(x, [rows.length, each, size]);
  const customer = tf.gather(places, codesOf(new Int32Array(rows.length).fill(length + 1)));
  const parts = [sideBySide(customer, 1), sideBySide(historyVectors(known, places, rows, nItems), nItems)];
  if (traitCodes) parts.push(sideBySide(traitVectors(traitCodes, bags, nTraits), nTraits));
  return { x: tf.reshape(tf.concat(parts, 1), [-1, size]), mask: paddingMask(given, width) };
}

/** The items that are scored for each row, so many each: what it is asked for, padded, then candidates; and where the former stand. */
function scoredItems(rows: readonly ReadRow[], candidates: Int32Array): { items: Int32Array; each: number; asked: Int32Array } {
  const nTargets = Math.max(...rows.map(({ targets }) => targets.length));
  const each = nTargets + candidates.length;
  const items = new Int32Array(rows.length * each);
  rows.forEach(({ targets }, row) => {
    items.fill(targets[0]!, row * each, row * each + nTargets);
    items.set(targets, row * each);
    items.set(candidates, row * each + nTargets);
  });
  const asked = rows.flatMap(({ targets }, row) => Array.from(targets, (_, at) => row * each + at));
  return { items, each, asked: Int32Array.from(asked) };
} // prettier-ignore

/**
 * Scores of what each row is asked for, one behind the other, and of the same candidates for all rows, (rows, candidates).
 *
 * @param variables the network’s, in the order of `parametersOf`.
 */
export function attentionScores(
  input: AttentionInput,
  variables: readonly tf.Tensor[],
  rows: readonly ReadRow[],
  candidates: Int32Array,
): { asked: tf.Tensor1D; others: tf.Tensor2D } {
  const parts = attentionParts(input.network, variables);
  const [places, traitCodes] = [parts.places as tf.Tensor2D, parts.traits as tf.Tensor2D | null];
  const size = places.shape[1];
  const known = knownItems(parts.items as tf.Tensor2D, input.items, rows, candidates);
  const { x, mask } = profilesOf(input, { known, places, traitCodes }, rows);
  const profiles = encodeProfiles(parts.blocks, x, mask);
  const firsts = codesOf(Int32Array.from(rows.keys(), (row) => row * mask.shape[3]));
  const customers = layerNormed(tf.gather(profiles.vectors, firsts), parts.customerNorm[0]!, parts.customerNorm[1]!);

  const { items, each, asked } = scoredItems(rows, candidates);
  const candidate = tf.gather(places, codesOf(Int32Array.of(input.length)));
  const encoded = encodeCandidates(parts.blocks, tf.add(known.vectors, candidate), known.at(items), each, profiles);
  const told = layerNormed(encoded, parts.candidateNorm[0]!, parts.candidateNorm[1]!);
  const taste = tf.reshape(tf.div(customers, Math.sqrt(size)), [-1, size, 1]);
  const scores = tf.reshape(tf.matMul(tf.reshape(told, [-1, each, size]), taste), [-1, each]);
  return {
    asked: tf.gather(tf.reshape<tf.Rank.R1>(scores, [-1]), codesOf(asked)),
    others: tf.slice(scores, [0, each - candidates.length], [rows.length, candidates.length]) as tf.Tensor2D,
  };
}
