import type { Column } from '../../table/column.ts';
import { cellAt } from '../../table/column.ts';
import { numberAt, type Table } from '../../table/table.ts';
import { groupsOf, namesOf } from './group-columns.ts';

/** Who was where in two periods. */
export interface Migration {
  /** Names of the clusters of both periods. */
  readonly names: readonly string[];
  /** Everyone of either period: those before in their order, then those who joined. */
  readonly people: readonly Person[];
  /** (names + 1, names + 1), row-major: counts; the last row is who joined, the last column who left. */
  readonly counts: Float64Array;
}

/** One customer, with positions among the names; −1 where not in that period. */
interface Person {
  readonly key: string;
  readonly before: number;
  readonly after: number;
}

/** @param column the one that names clusters; `cluster` where null. @throws missing-column, wrong-entity where tables have no keys */
export function migrationOf(before: Table, after: Table, column: string | null): Migration {
  const [first, second] = [clustersByKey(before, column), clustersByKey(after, column)];
  const names = namesOf([...first.values(), ...second.values()]);
  const codes = new Map(names.map((name, code) => [name, code]));
  const codeOf = (of: ReadonlyMap<string, string>, key: string): number => codes.get(of.get(key) ?? '') ?? -1;
  const keys = [...new Set([...first.keys(), ...second.keys()])];
  const people = keys.map((key) => ({ key, before: codeOf(first, key), after: codeOf(second, key) }));
  const n = names.length;
  const counts = new Float64Array((n + 1) * (n + 1));
  for (const person of people) {
    const row = person.before < 0 ? n : person.before;
    const to = person.after < 0 ? n : person.after;
    counts[row * (n + 1) + to]!++;
  }
  return { names, people, counts };
}

/** Of several rows of one key the first counts; one without a cluster is not there. */
function clustersByKey(table: Table, column: string | null): Map<string, string> {
  const groups = groupsOf(table, column);
  const found = new Map<string, string>();
  table.keys().forEach((key, row) => {
    const group = groups[row];
    if (key !== null && group !== null && group !== undefined && !found.has(key)) found.set(key, group);
  });
  return found;
}

/** How many were in each cluster. */
export function sizesOf({ names, counts }: Migration): { before: Float64Array; after: Float64Array } {
  const n = names.length;
  const before = new Float64Array(n);
  const after = new Float64Array(n);
  for (let i = 0; i <= n; i++) {
    for (let j = 0; j <= n; j++) {
      const count = counts[i * (n + 1) + j]!;
      if (i < n) before[i]! += count;
      if (j < n) after[j]! += count;
    }
  }
  return { before, after };
}

/** A share that is never quite 0, or one empty cluster would make the index endless. */
const LEAST_SHARE = 1e-4;

/**
 * The population stability index of two distributions: Σ (after − before) · ln(after / before), 0 where they are the same.
 *
 * @param before counts; `after` counts in the same order. @returns NaN where either is empty.
 */
export function stabilityIndexOf(before: Float64Array, after: Float64Array): number {
  const total = (counts: Float64Array): number => counts.reduce((sum, count) => sum + count, 0);
  const [all, later] = [total(before), total(after)];
  if (all === 0 || later === 0) return NaN;
  return before.reduce((sum, count, i) => {
    const [p, q] = [Math.max(LEAST_SHARE, count / all), Math.max(LEAST_SHARE, after[i]! / later)];
    return sum + (q - p) * Math.log(q / p);
  }, 0);
}

/** How centres moved, in standard deviations of the first period. */
export interface Shifts {
  readonly features: readonly string[];
  /** (names, features), row-major; NaN where a cluster was empty in a period. */
  readonly values: Float64Array;
}

/** @param chosen number columns; all that both tables have where empty. @throws missing-column, wrong-column-type, wrong-entity */
export function shiftsOf(
  { names, people }: Migration,
  before: Table,
  after: Table,
  chosen: readonly string[],
): Shifts | null {
  const features = before
    .features(chosen)
    .filter((name) => chosen.length > 0 || after.columns.some((column) => isFeature(column, name)));
  if (features.length === 0) return null;
  const rowBefore = rowsByKey(before);
  const rowAfter = rowsByKey(after);
  const values = new Float64Array(names.length * features.length);
  features.forEach((name, j) => {
    const first = meansOf(before, name, rowBefore, people, 'before', names.length);
    const second = meansOf(after, name, rowAfter, people, 'after', names.length);
    for (let k = 0; k < names.length; k++)
      values[k * features.length + j] =
        first.deviation > 0
          ? (second.means[k]! - first.means[k]!) / first.deviation
          : second.means[k]! - first.means[k]!;
  });
  return { features, values };
}

const isFeature = (column: Column, name: string): boolean => column.name === name && column.type === 'number';

function rowsByKey(table: Table): Map<string, number> {
  const column = table.key();
  const rows = new Map<string, number>();
  if (!column) table.keys();
  else {
    for (let row = 0; row < table.nRows; row++) {
      const key = cellAt(column, row);
      if (typeof key === 'string' && !rows.has(key)) rows.set(key, row);
    }
  }
  return rows;
}

/** Means by cluster, and the standard deviation of all who are in one. */
function meansOf(
  table: Table,
  name: string,
  rows: ReadonlyMap<string, number>,
  people: Migration['people'],
  period: 'before' | 'after',
  n: number,
): { means: Float64Array; deviation: number } {
  const column = table.number(name);
  const [sums, counts] = [new Float64Array(n), new Float64Array(n)];
  const known: number[] = [];
  for (const person of people) {
    const row = rows.get(person.key);
    const value = row === undefined || person[period] < 0 ? NaN : numberAt(column, row);
    if (!Number.isFinite(value)) continue;
    sums[person[period]]! += value;
    counts[person[period]]!++;
    known.push(value);
  }
  const mean = known.reduce((sum, value) => sum + value, 0) / known.length;
  const spread = known.reduce((sum, value) => sum + (value - mean) ** 2, 0) / known.length;
  return { means: sums.map((sum, k) => sum / counts[k]!), deviation: Math.sqrt(spread) };
}
