import { newKernels } from './instance.ts';
import type { Variant } from './variant.ts';

/** Points in slots, of which the nearest to one is found over and over; slots are numbered without gaps as they are given up. */
export interface SlotSpace {
  readonly nSlots: () => number;
  /** The point in a slot, as a copy in single precision. */
  pointAt(slot: number): Float32Array;
  setPoint(slot: number, point: ArrayLike<number>): void;
  /** Gives up a slot; the last one takes its number. */
  remove(slot: number): void;
}

/** Clusters by centre and size. */
export interface WardSpace extends SlotSpace {
  size(slot: number): number;
  setSize(slot: number, size: number): void;
  /** The slot nearest to another by Ward's distance in single precision, and that distance; slot −1 where it is alone. */
  nearest(slot: number): { slot: number; distance: number };
}

/** Rows outside a growing tree. */
export interface TreeSpace extends SlotSpace {
  /** A row's own reach: no way to it is shorter than that distance squared. */
  core(slot: number): number;
  /** Takes a row into the tree by its number, and says which slot is nearest to the tree now; −1 where none is left. */
  grow(point: Float32Array, core: number, joined: number): number;
  /** The row of the tree that a slot's shortest way leads to. */
  parent(slot: number): number;
}

interface Memory {
  readonly stride: number;
  readonly columns: Float32Array;
  /** Sizes, or ways to the tree. */
  readonly weights: Float32Array;
  readonly parents: Int32Array;
  /** Squared distances that no way of a row is shorter than. */
  readonly cores: Float32Array;
  readonly point: Float32Array;
}

const padded = (n: number): number => Math.ceil(n / 4) * 4;

function slotSpace(n: number, d: number, { stride, columns, weights, parents, cores }: Memory): SlotSpace {
  let nSlots = n;
  return {
    nSlots: () => nSlots,
    pointAt: (slot) => Float32Array.from({ length: d }, (_, j) => columns[j * stride + slot]!),
    setPoint(slot, point) {
      for (let j = 0; j < d; j++) columns[j * stride + slot] = point[j]!;
    },
    remove(slot) {
      const last = --nSlots;
      for (let j = 0; j < d; j++) columns[j * stride + slot] = columns[j * stride + last]!;
      weights[slot] = weights[last]!;
      parents[slot] = parents[last]!;
      cores[slot] = cores[last]!;
      weights[last] = NaN;
    },
  };
}

/** Memory for so many slots, in a module's memory where loops are compiled. */
function memoryFor(n: number, d: number, variant: Variant) {
  const stride = padded(n);
  if (variant === 'plain') {
    const memory: Memory = {
      stride,
      columns: new Float32Array(stride * d),
      weights: new Float32Array(stride).fill(NaN),
      parents: new Int32Array(stride),
      cores: new Float32Array(stride),
      point: new Float32Array(d),
    };
    return { memory, kernels: null };
  }
  const kernels = newKernels(variant);
  const at = {
    columns: kernels.room(stride * d * 4),
    weights: kernels.room(stride * 4),
    parents: kernels.room(stride * 4),
    cores: kernels.room(stride * 4),
    point: kernels.room(d * 4),
    result: kernels.room(4),
  };
  // All room is taken: the memory does not move any more.
  const memory: Memory = {
    stride,
    columns: kernels.view(Float32Array, at.columns, stride * d).fill(0),
    weights: kernels.view(Float32Array, at.weights, stride).fill(NaN),
    parents: kernels.view(Int32Array, at.parents, stride).fill(0),
    cores: kernels.view(Float32Array, at.cores, stride).fill(0),
    point: kernels.view(Float32Array, at.point, d),
  };
  return { memory, kernels: { ...kernels, at } };
}

/** @param n points of d numbers, all of size 1 at first. @throws RangeError past the memory of a module */
export function wardSpace(n: number, d: number, variant: Variant): WardSpace {
  const { memory, kernels } = memoryFor(n, d, variant);
  const { weights: sizes, columns, stride, point } = memory;
  sizes.fill(1, 0, n);
  const space = slotSpace(n, d, memory);
  const result = kernels ? kernels.view(Float32Array, kernels.at.result, 1) : new Float32Array(1);
  const find = (own: number): number => {
    const nSlots = padded(space.nSlots());
    if (!kernels) return nearestWardPlain(memory, nSlots, d, own, result);
    const { columns: c, weights: w, point: p, result: r } = kernels.at;
    return kernels.exports.nearestWard(c, w, stride, nSlots, d, p, own, r);
  };
  return {
    ...space,
    size: (slot) => sizes[slot]!,
    setSize(slot, size) {
      sizes[slot] = size;
    },
    nearest(slot) {
      const own = sizes[slot]!;
      for (let j = 0; j < d; j++) point[j] = columns[j * stride + slot]!;
      sizes[slot] = NaN;
      const found = find(own);
      sizes[slot] = own;
      return { slot: found, distance: result[0]! };
    },
  };
}

/**
 * @param n rows of d numbers, none in the tree yet.
 * @param cores squared distances that no way to a row is shorter than. @throws RangeError past the memory of a module
 */
export function treeSpace(n: number, d: number, cores: Float64Array, variant: Variant): TreeSpace {
  const { memory, kernels } = memoryFor(n, d, variant);
  memory.weights.fill(Infinity, 0, n);
  memory.cores.set(cores);
  const space = slotSpace(n, d, memory);
  return {
    ...space,
    parent: (slot) => memory.parents[slot]!,
    core: (slot) => memory.cores[slot]!,
    grow(given, core, joined) {
      memory.point.set(given);
      const nSlots = padded(space.nSlots());
      if (!kernels) return growTreePlain(memory, nSlots, d, core, joined);
      const { columns, weights, parents, point, cores: own } = kernels.at;
      return kernels.exports.growTree(columns, memory.stride, nSlots, d, point, joined, own, core, weights, parents);
    },
  };
}

/** Squared distance of a column from the point, rounded to single precision at each operation. */
function squaredPlain({ columns, stride, point }: Memory, d: number, slot: number): number {
  let sum = 0;
  for (let j = 0, at = slot; j < d; j++, at += stride) {
    const apart = Math.fround(columns[at]! - point[j]!);
    sum = Math.fround(sum + Math.fround(apart * apart));
  }
  return sum;
}

function wardDistance(memory: Memory, d: number, slot: number, own: number): number {
  const size = memory.weights[slot]!;
  const factor = Math.fround(Math.fround(size * own) / Math.fround(size + own));
  return Math.fround(factor * squaredPlain(memory, d, slot));
}

function nearestWardPlain(memory: Memory, nSlots: number, d: number, own: number, result: Float32Array): number {
  let least = Infinity;
  let nearest = -1;
  for (let slot = 0; slot < nSlots; slot++) {
    const distance = wardDistance(memory, d, slot, own);
    if (distance < least) [least, nearest] = [distance, slot];
  }
  result[0] = least;
  return nearest;
}

function growTreePlain(memory: Memory, nSlots: number, d: number, core: number, joined: number): number {
  const { weights: reach, parents, cores } = memory;
  let least = Infinity;
  let nearest = -1;
  for (let slot = 0; slot < nSlots; slot++) {
    const distance = Math.max(squaredPlain(memory, d, slot), cores[slot]!, core);
    if (distance < reach[slot]!) {
      reach[slot] = distance;
      parents[slot] = joined;
    }
    if (reach[slot]! < least) [least, nearest] = [reach[slot]!, slot];
  }
  return nearest;
}
