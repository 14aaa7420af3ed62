import type { Chain } from '../../../contract/step.ts';
import type { Random } from '../../maths/random.ts';
import type { Table } from '../../table/table.ts';
import type { Context } from '../context.ts';
import { subContext } from '../sub-context.ts';
import { dealFolds } from './calibrate.ts';
import { ensembleText as text } from './ensemble-text.ts';
import { askMember, fitMember, tellLeftOut } from './members.ts';
import { outputsOf, type TargetInfo, type TrainingTarget } from './predictor.ts';

/** A fold for each row, classes in proportion. */
export function foldsOf({ kind, codes, values, classes }: TrainingTarget, nFolds: number, random: Random): Int32Array {
  const nRows = Math.max(codes.length, values.length);
  const own = kind === 'classes' ? codes : new Int32Array(nRows);
  return dealFolds(own, Math.max(1, classes.length), Math.min(nFolds, nRows), random);
}

/** 0 for a share of the rows, classes in proportion, which is held out; −1 for the others, which are learned from alone. */
export function holdOut({ kind, codes, values }: TrainingTarget, share: number, random: Random): Int32Array {
  const nRows = Math.max(codes.length, values.length);
  const classOf = (row: number): number => (kind === 'classes' ? codes[row]! : 0);
  const sizes = new Map<number, number>();
  for (let row = 0; row < nRows; row++) sizes.set(classOf(row), (sizes.get(classOf(row)) ?? 0) + 1);
  // Two rows of a class are the least that can be learned from.
  const left = new Map([...sizes].map(([code, size]) => [code, Math.min(size - 2, Math.round(share * size))]));
  const folds = new Int32Array(nRows).fill(-1);
  for (const row of random.permutation(nRows)) {
    const n = left.get(classOf(row))!;
    if (n <= 0) continue;
    left.set(classOf(row), n - 1);
    folds[row] = 0;
  }
  return folds;
}

/** What chains said of rows that they had not learned from. */
export interface OutOfFold {
  /** Rows that were held out once, ascending. */
  readonly rows: Int32Array;
  /** Whether each chain can predict the target. */
  readonly can: readonly boolean[];
  /** By chain that can: (rows, nOutputs). */
  readonly said: readonly Float64Array[];
}

/**
 * What chains say of rows held out: for each fold they learn from all rows of other folds.
 *
 * @param table rows with the outcome. @param folds from 0; a row of −1 is never held out.
 */
export async function outOfFold(
  context: Context,
  chains: readonly Chain[],
  table: Table,
  target: TargetInfo,
  folds: Int32Array,
): Promise<OutOfFold> {
  const width = outputsOf(target);
  const nFolds = folds.reduce((most, fold) => Math.max(most, fold + 1), 0);
  const rows = Int32Array.from(folds.keys()).filter((row) => folds[row]! >= 0);
  const placeOf = new Map(Array.from(rows, (row, i) => [row, i]));
  const can = chains.map(() => true);
  const said = chains.map(() => new Float64Array(rows.length * width));
  const total = nFolds * chains.length;
  for (let fold = 0; fold < nFolds; fold++) {
    const inside = Int32Array.from(folds.keys()).filter((row) => folds[row] !== fold);
    const outside = Int32Array.from(folds.keys()).filter((row) => folds[row] === fold);
    const [known, held] = [table.take(inside), table.take(outside)];
    for (const [at, chain] of chains.entries()) {
      context.signal.throwIfAborted();
      if (!can[at]) continue;
      const done = fold * chains.length + at;
      context.progress(done / total, text.message('holding', { fold: fold + 1, folds: nFolds }));
      const own = subContext(context, done / total, (done + 1) / total, context.random.fork(done));
      const found = await fitMember(own, chain, known, target);
      if (!found) {
        can[at] = false;
        tellLeftOut(context, chain, chains);
        continue;
      }
      const values = await askMember(own, found.fitted, held, target);
      outside.forEach((row, i) => {
        said[at]!.set(values.subarray(i * width, (i + 1) * width), placeOf.get(row)! * width);
      });
    }
  }
  return { rows, can, said: said.filter((_, at) => can[at]) };
}
