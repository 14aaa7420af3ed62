import { ClienteleError } from '../../../contract/errors.ts';
import type { Random } from '../../maths/random.ts';

/** How rows are dealt into those that a model learns from and those that test it. */
export type FoldScheme = 'k-fold' | 'hold-out' | 'rolling' | 'leave-one-out';

/** Rows to learn from, rows to test on; positions, ascending. */
export interface Fold {
  readonly repeat: number;
  readonly train: Int32Array;
  readonly test: Int32Array;
}

/** What decides which rows belong together. */
export interface FoldPlan {
  readonly scheme: FoldScheme;
  readonly nFolds: number;
  readonly nRepeats: number;
  readonly testShare: number;
  /** Classes to keep in proportion, one a row; null for numbers. */
  readonly codes: Int32Array | null;
  /** Rows of one group stay on one side; null where rows stand for themselves. */
  readonly groups: Int32Array | null;
  /** When each row was, for rolling in time. */
  readonly times: Float64Array | null;
}

/** @throws too-few-rows, leaking-split where there is nothing to roll over */
export function planFolds(nRows: number, plan: FoldPlan, random: Random): Fold[] {
  if (plan.scheme === 'rolling') return rolling(nRows, plan);
  if (plan.scheme === 'leave-one-out') return foldsOf(dealt(nRows, plan, countUnits(nRows, plan), random), 0);
  const nUnits = countUnits(nRows, plan);
  return Array.from({ length: plan.nRepeats }, (_, repeat) => {
    const own = random.fork(repeat);
    if (plan.scheme === 'k-fold') {
      if (nUnits < plan.nFolds)
        throw new ClienteleError('too-few-rows', { needed: plan.nFolds, got: nUnits, parameter: 'nFolds' });
      return foldsOf(dealt(nRows, plan, plan.nFolds, own), repeat);
    }
    // So many equal parts that one of them is about the share to test on.
    const nParts = Math.min(nUnits, 100);
    if (nUnits < 2) throw new ClienteleError('too-few-rows', { needed: 2, got: nUnits, parameter: 'testShare' });
    const parts = dealt(nRows, plan, nParts, own);
    const nTest = Math.min(nParts - 1, Math.max(1, Math.round(plan.testShare * nParts)));
    return [splitOf(parts, (part) => part < nTest, repeat)];
  }).flat();
}

const countUnits = (nRows: number, { groups }: FoldPlan): number => (groups ? new Set(groups).size : nRows);

function foldsOf(folds: Int32Array, repeat: number): Fold[] {
  const nFolds = folds.reduce((most, fold) => Math.max(most, fold + 1), 0);
  return Array.from({ length: nFolds }, (_, fold) => splitOf(folds, (own) => own === fold, repeat));
}

function splitOf(parts: Int32Array, isTest: (part: number) => boolean, repeat: number): Fold {
  const rows = Int32Array.from(parts.keys());
  return {
    repeat,
    train: rows.filter((row) => !isTest(parts[row]!)),
    test: rows.filter((row) => isTest(parts[row]!)),
  };
}

/** A part a row: classes in proportion, or whole groups, the largest first to the part that has least. */
function dealt(nRows: number, { codes, groups }: FoldPlan, nParts: number, random: Random): Int32Array {
  if (groups) return dealtGroups(groups, nParts, random);
  const parts = new Int32Array(nRows);
  const order = random.permutation(nRows);
  // One counter through all classes, so that parts differ by one row at most.
  let next = 0;
  const classes = codes ? [...new Set(codes)].sort((a, b) => a - b) : [0];
  for (const code of classes) for (const row of order) if (!codes || codes[row] === code) parts[row] = next++ % nParts;
  return parts;
}

function dealtGroups(groups: Int32Array, nParts: number, random: Random): Int32Array {
  const sizes = new Map<number, number>();
  for (const group of groups) sizes.set(group, (sizes.get(group) ?? 0) + 1);
  const names = [...sizes.keys()].sort((a, b) => a - b);
  const order = Array.from(random.permutation(names.length), (at) => names[at]!);
  order.sort((a, b) => sizes.get(b)! - sizes.get(a)!);
  const load = new Float64Array(nParts);
  const partOf = new Map<number, number>();
  for (const group of order) {
    const part = load.indexOf(Math.min(...load));
    partOf.set(group, part);
    load[part]! += sizes.get(group)!;
  }
  return Int32Array.from(groups, (group) => partOf.get(group)!);
}

/** Learns from what came before, tests on what came next; rows of one time stay together. */
function rolling(nRows: number, { nFolds, times, groups }: FoldPlan): Fold[] {
  const known = times ? [...new Set(times.filter((time) => !Number.isNaN(time)))].sort((a, b) => a - b) : [];
  if (!times || known.length < 2)
    throw new ClienteleError('leaking-split', {
      detail: { en: 'all rows are of one time', zh: '所有行都属于同一时间' },
    });
  const nBlocks = Math.min(nFolds + 1, known.length);
  const sorted = times.filter((time) => !Number.isNaN(time)).sort();
  // Blocks of about as many rows, cut between times.
  const starts = [
    ...new Set(Array.from({ length: nBlocks }, (_, i) => sorted[Math.floor((i * sorted.length) / nBlocks)]!)),
  ];
  const rows = Int32Array.from({ length: nRows }, (_, row) => row);
  return starts.slice(1).map((from, i) => {
    const until = starts[i + 2] ?? Infinity;
    const test = rows.filter((row) => times[row]! >= from && times[row]! < until);
    const tested = groups ? new Set(Array.from(test, (row) => groups[row]!)) : null;
    const train = rows.filter((row) => times[row]! < from && !tested?.has(groups![row]!));
    return { repeat: 0, train, test };
  });
}
