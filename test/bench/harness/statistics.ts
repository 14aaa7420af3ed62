import type { Checks } from './case.ts';

/** The middle value, or the mean of the two in the middle; NaN of none. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? NaN) + upper) / 2;
}

/** Ours over the reference, turn by turn: what slowed the machine in one turn slowed both. */
export const pairedRatios = (ours: readonly number[], reference: readonly number[]): number[] =>
  ours.map((time, turn) => time / (reference[turn] ?? NaN));

/**
 * Which numbers differ by more than a tolerance, relative to the larger, or stand on one side alone.
 *
 * @returns a sentence each; none where both sides computed the same.
 */
export function disagreements(ours: Checks, reference: Checks, tolerance: number): string[] {
  const names = new Set([...Object.keys(ours), ...Object.keys(reference)]);
  return [...names].flatMap((name) => {
    const [a = NaN, b = NaN] = [ours[name], reference[name]];
    const apart = Math.abs(a - b) / Math.max(Math.abs(a), Math.abs(b), Number.MIN_VALUE);
    return apart <= tolerance ? [] : [`${name}: ours ${a}, reference ${b}`];
  });
}

/** A number for a sequence of numbers that tells orders apart, so that sides can compare results of any size. */
export function checksum(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]! * (1 + (i % 97));
  return sum;
}
