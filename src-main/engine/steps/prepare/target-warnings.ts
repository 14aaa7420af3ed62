import { invariant } from '../../../contract/errors.ts';
import type { Column } from '../../table/column.ts';
import type { Context } from '../context.ts';
import { DAY_MS } from '../order-lines.ts';
import type { DataSpan, Snapshot, TimeParameters } from './target-snapshots.ts';
import { targetText as text } from './target-text.ts';

/** Fewer of the rarer answer than this hardly make a model. */
const FEW_POSITIVES = 50;

/** How many flags are set. */
export const countYes = (flags: Uint8Array): number => flags.reduce((count, flag) => count + flag, 0);

/** Warns where a horizon outruns the data, a window reaches before it, or a cut-off holds nobody. @param snapshots those that hold anyone, the earliest first. */
export function warnOfTime(
  context: Context,
  { window }: TimeParameters,
  snapshots: readonly Snapshot[],
  nPlanned: number,
  { begin, end }: DataSpan,
): void {
  const [first, last] = [snapshots[0]!, snapshots.at(-1)!];
  if (last.to > end)
    context.warn(text.message('cutShort', { to: { date: last.to }, days: Math.round((last.to - end) / DAY_MS) }));
  const history = Math.round((first.cutoff - begin) / DAY_MS);
  if (history < window) context.warn(text.message('shortHistory', { days: history, window }));
  if (snapshots.length < nPlanned) context.warn(text.message('emptyCutoffs', { count: nPlanned - snapshots.length }));
}

/** Warns where one answer is too rare to learn from. @param yes flags of each snapshot. */
export function warnOfAnswers(context: Context, yes: readonly Uint8Array[]): void {
  const rows = yes.reduce((sum, flags) => sum + flags.length, 0);
  const positives = yes.reduce((sum, flags) => sum + countYes(flags), 0);
  const count = Math.min(positives, rows - positives);
  if (count === 0) context.warn(text.message('oneAnswer', { rows }));
  else if (count < FEW_POSITIVES) context.warn(text.message('fewPositives', { count, rows, needed: FEW_POSITIVES }));
}

/** 1 where a target of yes and no is yes. @param columns the target first. */
export function yesOf([target]: readonly Column[]): Uint8Array {
  invariant(target?.type === 'boolean', 'the target is yes or no');
  return target.values;
}
