import { numberAt, type Table } from '../../table/table.ts';
import type { CancelSignal } from '../context.ts';
import { rankingTask, type RankingTask, type TaskOptions } from '../evaluate/ranking-task.ts';
import { defaultCut, refuseSplit, splitByTime } from '../evaluate/time-split.ts';

/** How to lay folds over time. */
export interface FoldOptions extends TaskOptions {
  /** Rows from this moment on are never read; null for the default of the evaluation. */
  readonly cut: number | null;
  readonly testShare: number;
  readonly nFolds: number;
  /** The share of the training time, at its end, that the folds' validation windows cover. */
  readonly validationShare: number;
}

/**
 * Rolling folds inside the training part: windows of equal length at its end, each predicted from all that lies before it.
 *
 * @returns the earliest first.
 * @throws leaking-split where a window has nothing to predict.
 */
export function timeFolds(
  interactions: Table,
  signal: CancelSignal,
  { cut, testShare, nFolds, validationShare, ...options }: FoldOptions,
): RankingTask[] {
  const end = cut ?? defaultCut(interactions, testShare);
  const known = before(interactions, end);
  const first = firstTime(known);
  if (first === Infinity)
    throw refuseSplit('before', {
      cut: { date: end, time: true },
      first: { date: firstTime(interactions), time: true },
    });
  const edge = (fold: number) => Math.round(end - ((nFolds - fold) * (end - first) * validationShare) / nFolds);
  return Array.from({ length: nFolds }, (_, fold) => {
    signal.throwIfAborted();
    const split = splitByTime(before(known, edge(fold + 1)), edge(fold));
    return rankingTask({ ...split, known: split.train }, options);
  });
}

/** Infinity where no row has a time. */
function firstTime(table: Table): number {
  const time = table.dateRole('time');
  let first = Infinity;
  for (let row = 0; row < time.length; row++) if (numberAt(time, row) < first) first = numberAt(time, row);
  return first;
}

function before(table: Table, end: number): Table {
  const time = table.dateRole('time');
  return table.filter(Uint8Array.from({ length: table.nRows }, (_, row) => (numberAt(time, row) < end ? 1 : 0)));
}
