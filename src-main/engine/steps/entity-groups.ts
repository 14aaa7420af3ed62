import { codesOf, type TextColumn } from '../table/column.ts';

/** Rows by the key they belong to, in key order: group g holds rows[offsets[g] … offsets[g + 1]), ascending. */
export interface Groups {
  readonly keys: readonly string[];
  readonly offsets: Int32Array;
  readonly rows: Int32Array;
}

/** Groups rows by a text column, keys in code-unit order; rows without a key are in no group. */
export function groupByKey(column: TextColumn): Groups {
  const { codes, dictionary } = codesOf(column);
  const counts = new Int32Array(dictionary.length);
  for (const code of codes) if (code >= 0) counts[code]!++;
  const used = [...dictionary.keys()]
    .filter((code) => counts[code]! > 0)
    .sort((a, b) => (dictionary[a]! < dictionary[b]! ? -1 : 1));
  const offsets = new Int32Array(used.length + 1);
  const at = new Int32Array(dictionary.length);
  used.forEach((code, group) => {
    at[code] = offsets[group]!;
    offsets[group + 1] = offsets[group]! + counts[code]!;
  });
  const rows = new Int32Array(offsets[used.length]!);
  for (let row = 0; row < codes.length; row++) {
    const code = codes[row]!;
    if (code >= 0) rows[at[code]!++] = row;
  }
  return { keys: used.map((code) => dictionary[code]!), offsets, rows };
}
