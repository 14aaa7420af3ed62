/** Values in ascending order, with the place of each; missing ones are left out. */
function sortedPlaces(values: Float64Array, members: Int32Array): Int32Array {
  const known = members.filter((i) => !Number.isNaN(values[i]!));
  return known.sort((a, b) => values[a]! - values[b]!);
}

/** Adds to each member's total how far its value lies from all others': Σ |x − x'|, by running sums over sorted values. */
function addDistances(values: Float64Array, members: Int32Array, totals: Float64Array): void {
  const order = sortedPlaces(values, members);
  let all = 0;
  for (const i of order) all += values[i]!;
  let below = 0;
  let whole = 0;
  order.forEach((i, at) => {
    const value = values[i]!;
    const distance = value * at - below + (all - below - value) - value * (order.length - at - 1);
    below += value;
    totals[i] = totals[i]! + distance;
    whole += distance;
  });
  // What is not known is as far from the others as they are from one another.
  const usual = order.length > 0 ? whole / order.length : 0;
  for (const i of members) if (Number.isNaN(values[i]!)) totals[i] = totals[i]! + usual;
}

/**
 * The medoid of each group: the member whose city-block distances to all others of its group add up to least. That sum
 * falls apart by features, so that sorting finds it exactly in O(nRows · log nRows · nFeatures), without looking at pairs.
 * Kaufman & Rousseeuw (1990), Finding Groups in Data.
 *
 * @param features each as long as `groupOf`, on one common scale; NaN is missing.
 * @param groupOf for each row the position of its group.
 * @returns for each group a row, the first of several that are as near; −1 where it has none.
 */
export function medoids(features: readonly Float64Array[], groupOf: Int32Array, nGroups: number): Int32Array {
  const totals = new Float64Array(groupOf.length);
  const found = new Int32Array(nGroups).fill(-1);
  const members = Map.groupBy(groupOf.keys(), (i) => groupOf[i]!);
  for (const [group, rows] of members) {
    const own = Int32Array.from(rows);
    for (const values of features) addDistances(values, own, totals);
    let best = own[0]!;
    for (const i of own) if (totals[i]! < totals[best]!) best = i;
    found[group] = best;
  }
  return found;
}
