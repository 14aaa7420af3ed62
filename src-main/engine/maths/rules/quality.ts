/** How well a rule picks the rows of a group. */
export interface RuleQuality {
  /** Rows of the group, and rows that meet the rule. */
  readonly rows: number;
  readonly picked: number;
  /** Which share of the picked is of the group, and which share of the group is picked; 0 of nothing. */
  readonly precision: number;
  readonly recall: number;
}

/** Counts whom a rule picks. @param met 1 for rows that meet it. @param isIn whether a row is of the group. */
export function ruleQuality(met: Uint8Array, isIn: (row: number) => boolean): RuleQuality {
  let [rows, picked, hits] = [0, 0, 0];
  for (let row = 0; row < met.length; row++) {
    const own = isIn(row) ? 1 : 0;
    rows += own;
    picked += met[row]!;
    hits += own & met[row]!;
  }
  return { rows, picked, precision: picked > 0 ? hits / picked : 0, recall: rows > 0 ? hits / rows : 0 };
}
