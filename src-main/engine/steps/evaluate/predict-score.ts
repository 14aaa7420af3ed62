import { ClienteleError } from '../../../contract/errors.ts';
import type { Chain } from '../../../contract/step.ts';
import { relabel } from '../../table/column.ts';
import { Table } from '../../table/table.ts';
import type { Context, FittedChain } from '../context.ts';
import { askMember } from '../predict/members.ts';
import { outputsOf, type TargetInfo } from '../predict/predictor.ts';
import { subContext } from '../sub-context.ts';
import type { Fold } from './predict-folds.ts';

/** Rows with a target that chains are fitted on in folds. */
export interface PredictTask {
  /** The target has the role of an outcome, and no other column has. */
  readonly table: Table;
  readonly target: TargetInfo;
  /** Classes or numbers, one a row. */
  readonly actual: Int32Array | Float64Array;
  readonly folds: readonly Fold[];
  readonly nRepeats: number;
}

/** The table with its target marked, so that chains find it and transforms leave it alone; other outcomes would leak and are dropped. */
export function markTarget(table: Table, target: string): Table {
  const columns = table.columns
    .filter(({ name, role }) => name === target || role !== 'outcome')
    .map((column) => (column.name === target ? relabel(column, { role: 'outcome' }) : column));
  return new Table(columns, table.options());
}

/** What a chain foretold of rows that it had not learned from. */
export interface HeldOut {
  /** By repeat (nRows, nOutputs); NaN for rows that were never tested. */
  readonly found: readonly Float64Array[];
}

/** The part of a fold that is fitting. */
const FITTING_SHARE = 0.7;

/**
 * Fits a chain in every fold and predicts the rows held out of it.
 *
 * @returns null where the chain predicts another kind of target. @throws what its steps throw; bad-input where it does not predict
 */
export async function scoreFolds(context: Context, chain: Chain, task: PredictTask): Promise<HeldOut | null> {
  const { table, target, folds, nRepeats } = task;
  const width = outputsOf(target);
  const found = Array.from({ length: nRepeats }, () => new Float64Array(table.nRows * width).fill(NaN));
  for (const [at, fold] of folds.entries()) {
    context.signal.throwIfAborted();
    const part = (from: number, to: number): Context => ({
      ...subContext(context, (at + from) / folds.length, (at + to) / folds.length, context.random.fork(at)),
      // What steps would warn of concerns a part of the data, and would be said once a fold.
      warn: () => undefined,
    });
    const fitted = await fitFold(part(0, FITTING_SHARE), chain, task, fold.train);
    if (!fitted) return null;
    const values = await askMember(part(FITTING_SHARE, 1), fitted, table.take(fold.test), target);
    fold.test.forEach((row, i) => {
      found[fold.repeat]!.set(values.subarray(i * width, (i + 1) * width), row * width);
    });
  }
  return { found };
}

/**
 * Fits a chain on some rows.
 *
 * @returns null where it predicts another kind of target. @throws what its steps throw; bad-input where it does not predict
 */
export async function fitFold(
  context: Context,
  chain: Chain,
  { table, target }: Pick<PredictTask, 'table' | 'target'>,
  rows: Int32Array,
): Promise<FittedChain | null> {
  const fitted = await context.chains.fit(chain, table.take(rows), context);
  const { predictor } = fitted;
  if (!predictor) throw noPredictor();
  return predictor.target.kind === target.kind && predictor.target.column === target.column ? fitted : null;
}

const noPredictor = (): ClienteleError =>
  new ClienteleError('bad-input', {
    detail: { en: 'the chain does not end with a model that predicts', zh: '该链的最后一步不是预测模型' },
  });
