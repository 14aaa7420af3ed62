import type { RankedScores } from './ranked.ts';

/** What acting earns and costs. */
export interface Stakes {
  readonly benefit: number;
  readonly cost: number;
  readonly missed: number;
}

/** What comes of acting on all rows from a score on. */
export interface LineOutcome {
  /** ∞ for nobody. */
  readonly threshold: number;
  readonly reached: number;
  readonly events: number;
  readonly profit: number;
}

/** The outcome of every line between scores, from nobody to everyone: one more than there are scores. */
export function lineOutcomes(
  { thresholds, positives, negatives }: RankedScores,
  { benefit, cost, missed }: Stakes,
): LineOutcome[] {
  const all = positives.at(-1) ?? 0;
  const of = (threshold: number, events: number, others: number): LineOutcome => ({
    threshold,
    reached: events + others,
    events,
    profit: benefit * events - cost * (events + others) - missed * (all - events),
  });
  return [of(Infinity, 0, 0), ...Array.from(thresholds, (threshold, i) => of(threshold, positives[i]!, negatives[i]!))];
}

/** The line that earns most without reaching more than so many rows; of equals the one that reaches fewest. */
export function bestLine(lines: readonly LineOutcome[], mostReached: number): LineOutcome {
  return lines.reduce(
    (best, line) => (line.reached <= mostReached && line.profit > best.profit ? line : best),
    lines[0]!,
  );
}

/** The last line that is at or above a threshold. */
export function lineAt(lines: readonly LineOutcome[], threshold: number): LineOutcome {
  return lines.findLast((line) => line.threshold >= threshold) ?? lines[0]!;
}
