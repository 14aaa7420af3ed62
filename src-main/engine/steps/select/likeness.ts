/**
 * An order that puts alike features side by side: the leaves of an average-linkage tree, joined from the most alike.
 *
 * @param likeness (n, n), symmetric, larger is more alike. @returns the n positions in that order.
 */
export function alikeOrder(likeness: Float64Array, n: number): number[] {
  let groups = Array.from({ length: n }, (_, i) => [i]);
  const between = (a: readonly number[], b: readonly number[]): number => {
    let sum = 0;
    for (const i of a) for (const j of b) sum += likeness[i * n + j]!;
    return sum / (a.length * b.length);
  };
  while (groups.length > 1) {
    let best = { a: 0, b: 1, likeness: -Infinity };
    for (let a = 0; a < groups.length; a++) {
      for (let b = a + 1; b < groups.length; b++) {
        const found = between(groups[a]!, groups[b]!);
        if (found > best.likeness) best = { a, b, likeness: found };
      }
    }
    const { a, b } = best;
    const joined = [...groups[a]!, ...groups[b]!];
    groups = groups.flatMap((group, i) => (i === a ? [joined] : i === b ? [] : [group]));
  }
  return groups[0] ?? [];
}
