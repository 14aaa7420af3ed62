import fs from 'node:fs';
import path from 'node:path';
import { CACHE } from './data.ts';
import type { Row } from './measure.ts';

/** The lines of both tables. */
export interface Measured {
  readonly ratios: readonly Row[];
  readonly growth: readonly Row[];
}

/**
 * Lines that were kept and fresh ones, which take the place of those of the same case, threads and rows.
 *
 * @param names the cases in the order of the table.
 */
export function mergeRows(kept: readonly Row[], fresh: readonly Row[], names: readonly string[]): Row[] {
  const keyOf = ({ benchCase, threads, rows }: Row): string => [benchCase.name, threads, rows].join(' ');
  const byKey = new Map([...kept, ...fresh].map((row) => [keyOf(row), row]));
  const place = (row: Row): number => names.indexOf(row.benchCase.name);
  return [...byKey.values()].sort(
    (a, b) => place(a) - place(b) || a.threads - b.threads || (a.rows ?? 0) - (b.rows ?? 0),
  );
}

/** Adds lines to those that earlier calls kept under the same name. @returns all of them. */
export function gatherRows(name: string, fresh: Measured, names: readonly string[]): Measured {
  const file = path.join(CACHE, 'rows', `${name}.json`);
  const none: Measured = { ratios: [], growth: [] };
  const kept = fs.existsSync(file) ? (JSON.parse(fs.readFileSync(file, 'utf8')) as Measured) : none;
  const all = {
    ratios: mergeRows(kept.ratios, fresh.ratios, names),
    growth: mergeRows(kept.growth, fresh.growth, names),
  };
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, JSON.stringify(all));
  return all;
}
