import { codesOf, type TextColumn } from '../../table/column.ts';
import type { Purchases } from './purchases.ts';

/** Shares of one total: a column for each kind; a customer of whom nothing is known has none. */
export type Profile = readonly Float64Array[];

/**
 * How each customer's orders or lines divide among kinds.
 *
 * @param offsets where each customer's entries begin. @param kinds the kind of each entry, −1 where it has none.
 */
export function profileOf(offsets: Int32Array, nKinds: number, kinds: Int32Array): Profile {
  const nCustomers = offsets.length - 1;
  const shares = Array.from({ length: nKinds }, () => new Float64Array(nCustomers));
  const counts = new Int32Array(nKinds);
  for (let customer = 0; customer < nCustomers; customer++) {
    counts.fill(0);
    let total = 0;
    for (let entry = offsets[customer]!; entry < offsets[customer + 1]!; entry++) {
      const kind = kinds[entry]!;
      if (kind < 0) continue;
      counts[kind]!++;
      total++;
    }
    for (let kind = 0; kind < nKinds; kind++) shares[kind]![customer] = total === 0 ? NaN : counts[kind]! / total;
  }
  return shares;
}

/** The kinds that columns are made for. */
export interface Kinds {
  /** The most frequent first; equal ones by name. */
  readonly names: readonly string[];
  /** Whether there are more, which share a column. */
  readonly hasOthers: boolean;
}

/** The most frequent texts of a column among some rows. */
export function frequentKinds(column: TextColumn, rows: Int32Array, most: number): Kinds {
  const { codes, dictionary } = codesOf(column);
  const counts = new Int32Array(dictionary.length);
  for (const row of rows) if (codes[row]! >= 0) counts[codes[row]!]!++;
  const used = [...dictionary.keys()].filter((code) => counts[code]! > 0 && dictionary[code] !== '');
  used.sort((a, b) => counts[b]! - counts[a]! || (dictionary[a]! < dictionary[b]! ? -1 : 1));
  return { names: used.slice(0, most).map((code) => dictionary[code]!), hasOthers: used.length > most };
}

/** The position of the text of each of some rows among the kinds: the one after the last for all others, −1 for no text. */
export function kindsOfRows(column: TextColumn, { names, hasOthers }: Kinds, rows: Int32Array): Int32Array {
  const { codes, dictionary } = codesOf(column);
  const position = new Map(names.map((name, i) => [name, i]));
  const other = hasOthers ? names.length : -1;
  const byCode = Int32Array.from(dictionary, (text) => (text === '' ? -1 : (position.get(text) ?? other)));
  return rows.map((row) => (codes[row]! < 0 ? -1 : byCode[codes[row]!]!));
}

/** A profile over the texts of a column: of lines for a category, of orders for a channel. */
export function textProfile(purchases: Purchases, column: TextColumn, kinds: Kinds, unit: 'line' | 'order'): Profile {
  const { offsets, rows, lineOffsets, lineRows } = purchases;
  const nKinds = kinds.names.length + (kinds.hasOthers ? 1 : 0);
  return unit === 'line'
    ? profileOf(lineOffsets, nKinds, kindsOfRows(column, kinds, lineRows))
    : profileOf(offsets, nKinds, kindsOfRows(column, kinds, rows));
}

/**
 * Column names for kinds: letters and digits of any script in lower case, joined by underscores, and told apart by
 * number where two would be the same.
 */
export function columnNames(prefix: string, kinds: readonly string[]): string[] {
  const taken = new Set<string>();
  return kinds.map((kind) => {
    const plain = `${prefix}_${
      kind
        .toLowerCase()
        .replace(/[^\p{L}\p{N}]+/gu, '_')
        .replace(/^_+|_+$/g, '') || 'x'
    }`;
    let name = plain;
    for (let n = 2; taken.has(name); n++) name = `${plain}_${n}`;
    taken.add(name);
    return name;
  });
}
