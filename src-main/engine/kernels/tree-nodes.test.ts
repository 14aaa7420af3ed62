import fc from 'fast-check';
import { expect, it } from 'vitest';
import { growingGround, type GrowRules } from '../maths/trees/growing.ts';
import {
  splitsFound,
  treeNodes,
  writeWork,
  type ChildSplits,
  type NodeWork,
  type TreeNodesShared,
} from './tree-nodes.ts';
import { joinParts, partRows } from './tree-parts.ts';
import type { Variant } from './variant.ts';

const N_FEATURES = 3;
const rules: GrowRules = { maxLeaves: 3, maxDepth: 0, leastRows: 1, l2: 0.5, monotone: Int8Array.of(0, 1, -1) };

interface Given {
  readonly bins: readonly number[][];
  readonly gradients: readonly number[];
  readonly isCategory: boolean;
}

const rows = fc.integer({ min: 0, max: 40 }).chain((n) =>
  fc.record({
    bins: fc.array(fc.array(fc.oneof(fc.nat(3), fc.nat(255)), { minLength: 3, maxLength: 3 }), {
      minLength: n,
      maxLength: n,
    }),
    gradients: fc.array(fc.integer({ min: -(2 ** 30), max: 2 ** 30 }), { minLength: n, maxLength: n }),
    isCategory: fc.boolean(),
  }),
);

function splitsOf(ground: TreeNodesShared, work: NodeWork): ChildSplits {
  writeWork(ground, work);
  treeNodes(0, 1, ground);
  return splitsFound(ground);
}

/** Parts rows in parts of so many. */
function part(ground: TreeNodesShared, to: number, size: number): number {
  const parts = { feature: 0, from: 0, to, size, nParts: Math.max(1, Math.ceil(to / size)) };
  for (let own = 0; own < parts.nParts; own++) partRows(own, parts, ground);
  return joinParts(parts, ground);
}

/** The root's splits, and those of its halves after its rows were parted by the first feature. */
function grow(
  variant: Variant,
  { bins, gradients, isCategory }: Given,
  partSize = 64,
): { found: ChildSplits[]; rows: number[] } {
  const n = bins.length;
  const ground = growingGround(n, N_FEATURES, rules, variant);
  ground.nBins.set([255, 255, 255]);
  ground.isCategory[0] = isCategory ? 1 : 0;
  bins.forEach((own, row) => {
    own.forEach((bin, j) => (ground.words[row * 8 + j] = bin));
    ground.pairs.set([gradients[row]!, row % 7], row * 2);
    ground.rows[row] = row;
  });
  const stats = (members: readonly number[], most = Infinity) => {
    const sum = (of: (row: number) => number): number => members.reduce((total, row) => total + of(row), 0);
    const [g, h] = [sum((row) => gradients[row]!) / 1024, sum((row) => row % 7) / 8];
    return Float64Array.of(
      g,
      h,
      members.length,
      Math.min(most, -g / (h + 0.5 + 1e-15)),
      -Infinity,
      most,
      1 / 1024,
      1 / 8,
    );
  };
  const all = [...bins.keys()];
  const first: NodeWork = { from: 0, to: n, all: true, smallSlot: 0, parentSlot: -1, small: stats(all), large: null };
  const found = [splitsOf(ground, first)];
  for (let bin = 0; bin < 256; bin++) ground.goesLeft[bin] = bin % 2;
  const middle = part(ground, n, partSize);
  const parted = [...ground.rows];
  const [left, right] = [stats(parted.slice(0, middle)), stats(parted.slice(middle), 50)];
  const second: NodeWork = { from: 0, to: middle, all: false, smallSlot: 1, parentSlot: 0, small: left, large: right };
  found.push(splitsOf(ground, second));
  return { found, rows: parted };
}

it('finds with SIMD the very splits that plain loops find', () => {
  fc.assert(
    fc.property(rows, (given) => {
      const plain = grow('plain', given);
      expect(grow('simd', given)).toEqual(plain);
      expect(grow('relaxed', given)).toEqual(plain);
    }),
  );
});

it('parts rows in their order', () => {
  const given = { bins: [1, 2, 3, 4, 5].map((bin) => [bin, 0, 0]), gradients: [1, 2, 3, 4, 5], isCategory: false };
  expect(grow('plain', given).rows).toEqual([0, 2, 4, 1, 3]);
});

it('parts rows alike whatever parts they are cut into', () => {
  fc.assert(
    fc.property(rows, fc.integer({ min: 6, max: 50 }), (given, size) => {
      const whole = grow('plain', given);
      expect(grow('plain', given, size)).toEqual(whole);
      expect(grow('simd', given, size)).toEqual(whole);
    }),
  );
});

it('finds a split that can be worked out by hand', () => {
  // Gradients −2, −2 | 2, 2 with hessians 1 each: a row's number times an eighth is not wanted, so a feature of two bins alone.
  const ground = growingGround(4, 1, { ...rules, l2: 0, monotone: Int8Array.of(0) }, 'plain');
  ground.nBins[0] = 2;
  [0, 0, 1, 1].forEach((bin, row) => {
    ground.words[row * 8] = bin;
    ground.pairs.set([bin === 0 ? -2 : 2, 1], row * 2);
  });
  const small = Float64Array.of(0, 4, 4, 0, -Infinity, Infinity, 1, 1);
  const work = { from: 0, to: 4, all: true, smallSlot: 0, parentSlot: -1, small, large: null };
  const { small: split } = splitsOf(ground, work);
  // 4²/2 on either side: 16.
  expect(split).toMatchObject({ feature: 0, bin: 0, leftRows: 2 });
  expect([split!.left, split!.right]).toEqual([expect.closeTo(2, 12), expect.closeTo(-2, 12)]);
  expect(split!.gain).toBeCloseTo(16, 10);
});
