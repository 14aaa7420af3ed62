import { entities, keyRoles, type Entity } from '../../../contract/table.ts';
import { codesOf, type TextColumn } from '../../table/column.ts';
import { pairCodes, type PairCodes } from '../../table/pair-codes.ts';
import type { Table } from '../../table/table.ts';

/** The columns to group by: the chosen ones, each once, or the customers. @throws missing-column, wrong-column-type, missing-role */
export function groupKeys(table: Table, chosen: readonly string[]): TextColumn[] {
  return chosen.length > 0 ? [...new Set(chosen)].map((name) => table.text(name)) : [table.textRole('customerId')];
}

/**
 * A number for each group of rows; rows without one of the keys are in no group.
 *
 * @param keep 0 for rows that are in no group either; null where all count. @param check called now and then.
 */
export function groupRows(keys: readonly TextColumn[], keep: Uint8Array | null, check: () => void): PairCodes {
  const everything = { codes: new Int32Array(keys[0]?.length ?? 0), nCodes: 1 };
  if (keep) everything.codes.forEach((_, row) => (everything.codes[row] = keep[row]! - 1));
  let groups: PairCodes | null = null;
  for (const key of keys) {
    const { codes, dictionary } = codesOf(key);
    groups = pairCodes(groups ?? everything, { codes, nCodes: dictionary.length }, check);
  }
  return groups ?? { ...everything, firstRows: new Int32Array(0) };
}

/** What a row of groups is about, where one key says it. */
export function entityOfKeys(keys: readonly TextColumn[]): Entity {
  const [only] = keys;
  if (keys.length !== 1 || !only?.role) return 'none';
  return entities.find((entity) => entity !== 'none' && keyRoles[entity] === only.role) ?? 'none';
}
