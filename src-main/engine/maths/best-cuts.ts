/** A stretch of sorted rows that belong to one bin, and where it would best be cut. */
interface Stretch {
  readonly from: number;
  readonly to: number;
  /** The first row behind the cut; −1 where it cannot be cut. */
  readonly at: number;
  readonly gain: number;
}

/**
 * Where numbers are best cut so that the target differs between the parts: a regression or classification tree on one number, grown
 * best cut first (Breiman et al. 1984, Classification and Regression Trees).
 *
 * A cut's gain is what it takes from the sum of squares of the target about its mean, which for classes, a channel each, is the Gini
 * impurity. O(n log n + n · nBins · channels).
 *
 * @param values finite, ascending. @param channels of the target, in the same order, without missing values. @param leastRows in a part.
 * @returns cuts in ascending order, at most nBins − 1, each in the middle between two values.
 */
export function bestCuts(
  values: Float64Array,
  channels: readonly Float64Array[],
  nBins: number,
  leastRows: number,
): number[] {
  const sums = channels.map(runningSums);
  const stretches = [bestCut(values, sums, 0, values.length, leastRows)];
  const cuts: number[] = [];
  while (stretches.length < nBins) {
    let best = 0;
    stretches.forEach(({ gain }, i) => {
      if (gain > stretches[best]!.gain) best = i;
    });
    const { from, to, at } = stretches[best]!;
    if (at < 0) break;
    cuts.push((values[at - 1]! + values[at]!) / 2);
    const parts = [bestCut(values, sums, from, at, leastRows), bestCut(values, sums, at, to, leastRows)];
    stretches.splice(best, 1, ...parts);
  }
  return cuts.sort((a, b) => a - b);
}

/** Sums of what lies before each place, of differences from the mean: they stay small where the target is far from zero. */
function runningSums(channel: Float64Array): Float64Array {
  const mean = channel.reduce((sum, value) => sum + value, 0) / Math.max(1, channel.length);
  const sums = new Float64Array(channel.length + 1);
  for (let i = 0; i < channel.length; i++) sums[i + 1] = sums[i]! + channel[i]! - mean;
  return sums;
}

/** What is gained from less than this part of a stretch's own sum of squares is rounding error. */
const ROUNDING = 1e-12;

function bestCut(
  values: Float64Array,
  sums: readonly Float64Array[],
  from: number,
  to: number,
  leastRows: number,
): Stretch {
  const n = to - from;
  let [at, most] = [-1, 0];
  for (let i = from + leastRows; i <= to - leastRows; i++) {
    if (i === from || i === to || values[i] === values[i - 1]) continue;
    let gain = 0;
    for (const sum of sums) {
      const left = sum[i]! - sum[from]!;
      const whole = sum[to]! - sum[from]!;
      // What remains is n_left · n_right / n times the squared difference of the two means.
      const apart = left / (i - from) - (whole - left) / (to - i);
      gain += (apart * apart * (i - from) * (to - i)) / n;
    }
    if (gain > most * (1 + ROUNDING) && gain > 0) [at, most] = [i, gain];
  }
  return { from, to, at, gain: at < 0 ? -1 : most };
}
