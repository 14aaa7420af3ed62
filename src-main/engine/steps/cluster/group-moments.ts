/** Means of the groups of a feature, over the rows that have a group and a value. */
export interface GroupMoments {
  /** NaN where a group has no value. */
  readonly means: Float64Array;
  readonly counts: Float64Array;
  /** Over all those rows. */
  readonly mean: number;
  readonly deviation: number;
  /** Sum of squares between groups over that of all rows; 0 where nothing varies. */
  readonly explained: number;
}

/** @param groups by row; −1 for none. */
export function groupMoments(values: Float64Array, groups: Int32Array, nGroups: number): GroupMoments {
  const [sums, counts] = [new Float64Array(nGroups), new Float64Array(nGroups)];
  for (let row = 0; row < values.length; row++) {
    const group = groups[row]!;
    const value = values[row]!;
    if (group < 0 || !Number.isFinite(value)) continue;
    sums[group]! += value;
    counts[group]!++;
  }
  const n = counts.reduce((sum, count) => sum + count, 0);
  const mean = sums.reduce((sum, own) => sum + own, 0) / n;
  let total = 0;
  for (let row = 0; row < values.length; row++) {
    const difference = values[row]! - mean;
    if (groups[row]! >= 0 && Number.isFinite(difference)) total += difference * difference;
  }
  const means = sums.map((sum, group) => sum / counts[group]!);
  const between = means.reduce((sum, own, group) => (counts[group]! > 0 ? sum + counts[group]! * (own - mean) ** 2 : sum), 0); // prettier-ignore
  return { means, counts, mean, deviation: Math.sqrt(total / n), explained: total > 0 ? between / total : 0 };
}
