import { newMemory } from '../../kernels/instance.ts';
import { BIN_BYTES, FOUND, STATS, WORK_NUMBERS, type TreeNodesShared } from '../../kernels/tree-nodes.ts';
import { PLAIN_BIN } from '../../kernels/tree-nodes-plain.ts';
import { MOST_PARTS } from '../../kernels/tree-parts.ts';
import type { Variant } from '../../kernels/variant.ts';
import { GROUP, type Binning } from './bins.ts';

/** How trees grow. */
export interface GrowRules {
  readonly maxLeaves: number;
  /** 0 for as deep as it goes. */
  readonly maxDepth: number;
  readonly leastRows: number;
  readonly l2: number;
  /** By feature: 1 rising, −1 falling, 0 either. */
  readonly monotone: Int8Array;
}

/** The least hessian of a leaf, and how strongly categories of few rows are drawn together. */
const LEAST_HESSIAN = 1e-3;
const CATEGORY_SMOOTHING = 10;
const N_RULES = 4;
const BINS = 256;
/** Beside the module's own data. */
const MARGIN_BYTES = 1 << 20;

const groupsOf = (nFeatures: number): number => Math.max(1, Math.ceil(nFeatures / GROUP));

/** Bytes that growing takes, beside its inputs. */
export function growingBytes(nRows: number, nFeatures: number, maxLeaves: number): number {
  const features = groupsOf(nFeatures) * GROUP;
  return nRows * (features + 16) + (maxLeaves + 1) * features * BINS * PLAIN_BIN * 8 + MARGIN_BYTES;
}

/** Room for growing trees: in memory that compiled loops of all threads share, or in plain arrays. */
export function growingGround(nRows: number, nFeatures: number, rules: GrowRules, variant: Variant): TreeNodesShared {
  const features = groupsOf(nFeatures) * GROUP;
  const nSlots = rules.maxLeaves + 1;
  const binBytes = variant === 'plain' ? PLAIN_BIN * 8 : BIN_BYTES;
  const sizes = {
    histograms: nSlots * features * BINS * binBytes,
    found: 2 * features * FOUND * 8,
    foundLeft: 2 * features * BINS,
    stats: 2 * STATS * 8,
    rules: N_RULES * 8,
    work: WORK_NUMBERS * 4,
    pairs: nRows * 8,
    rows: nRows * 4,
    spare: nRows * 4,
    goesLeft: BINS,
    nLeft: MOST_PARTS * 4,
    words: nRows * features,
  };
  const total = Object.values(sizes).reduce((sum, bytes) => sum + Math.ceil(bytes / 64) * 64, MARGIN_BYTES);
  const compiled = variant === 'plain' ? null : { memory: newMemory(total), variant };
  if (compiled) compiled.memory.grow(Math.floor(total / 65_536) - 1);
  const buffer = compiled ? compiled.memory.buffer : new SharedArrayBuffer(total);
  let at = MARGIN_BYTES / 2;
  const take = (bytes: number): number => {
    const from = at;
    at += Math.ceil(bytes / 64) * 64;
    return from;
  };
  const histogramsAt = take(sizes.histograms);
  const shift = 63 - bitsOf(nRows);
  const rulesAt = new Float64Array(buffer, take(sizes.rules), N_RULES);
  rulesAt.set([rules.l2, rules.leastRows, LEAST_HESSIAN, CATEGORY_SMOOTHING]);
  return {
    compiled,
    nRows,
    histograms: compiled
      ? new Uint8Array(buffer, histogramsAt, sizes.histograms)
      : new Float64Array(buffer, histogramsAt, sizes.histograms / 8),
    found: new Float64Array(buffer, take(sizes.found), 2 * features * FOUND),
    foundLeft: new Uint8Array(buffer, take(sizes.foundLeft), sizes.foundLeft),
    stats: new Float64Array(buffer, take(sizes.stats), 2 * STATS),
    rules: rulesAt,
    work: new Int32Array(buffer, take(sizes.work), WORK_NUMBERS),
    pairs: new Int32Array(buffer, take(sizes.pairs), nRows * 2),
    rows: new Int32Array(buffer, take(sizes.rows), nRows),
    spare: new Int32Array(buffer, take(sizes.spare), nRows),
    goesLeft: new Uint8Array(buffer, take(sizes.goesLeft), BINS),
    nLeft: new Int32Array(buffer, take(sizes.nLeft), MOST_PARTS),
    words: new Uint8Array(buffer, take(sizes.words), sizes.words),
    shift,
    nBins: new Int32Array(features),
    isCategory: new Uint8Array(features),
    monotone: Int8Array.from({ length: features }, (_, j) => rules.monotone[j] ?? 0),
  };
}

/** Tells the ground which bins its features have; of a single bin there is nothing to split. */
export function useBins(ground: TreeNodesShared, { nBins, nCategories }: Binning): void {
  ground.nBins.set(nBins);
  nCategories.forEach((count, feature) => {
    ground.isCategory[feature] = count > 0 ? 1 : 0;
  });
}

/** Bits of the numbers up to n. */
export const bitsOf = (n: number): number => 32 - Math.clz32(n);
