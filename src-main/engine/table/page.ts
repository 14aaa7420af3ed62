import { sayNames } from '../../contract/format.ts';
import type { Cell, Predicate, TableInfo, TablePage, TableSort, ValueWords } from '../../contract/table.ts';
import type { Text } from '../../contract/text.ts';
import { cellAt, flagTexts, isNull, type Column } from './column.ts';
import { isoText } from './iso-text.ts';
import { evaluatePredicate } from './predicate.ts';
import { sortRows } from './sort.ts';
import type { Table } from './table.ts';

/** Which rows of a table to show. */
export interface PageRequest {
  readonly offset: number;
  readonly limit: number;
  readonly sort: readonly TableSort[];
  readonly filter: Predicate | null;
  /** Text that any column may contain, ignoring case; empty for none. */
  readonly find: string;
  /** By column: what its values are called where they are names; they are found under these too. */
  readonly words?: Readonly<Record<string, ValueWords>>;
  /** A flag a row; null for all. */
  readonly within: Uint8Array | null;
}

/** What holds a column's values: the same however often it is relabelled. */
const storageOf = (column: Column): object => (column.type === 'text' ? column.offsets : column.values);

interface KnownOrder {
  readonly storage: readonly object[];
  readonly key: string;
  readonly within: Uint8Array | null;
  readonly rows: Int32Array;
}

/** Scrolling asks for page after page of one order; going back to the last one should not sort again. */
const KEPT_ORDERS = 4;
const orders = new WeakMap<object, KnownOrder[]>();

/** Rows that pass, in order. @throws missing-column, wrong-column-type */
function matchingRows(table: Table, request: PageRequest): Int32Array {
  const storage = table.columns.map(storageOf);
  const [first] = storage;
  if (!first) return new Int32Array();
  const { sort, filter, find, within, words } = request;
  const key = JSON.stringify([table.columns.map(({ name }) => name), sort, filter, find, find === '' ? null : words]);
  const known = orders.get(first) ?? [];
  const found = known.find(
    (order) => order.key === key && order.within === within && order.storage.every((held, i) => held === storage[i]),
  );
  if (found) return found.rows;
  const passing = passingRows(table, request);
  const rows = sort.length > 0 ? sortRows(table, passing, sort) : passing;
  orders.set(first, [{ storage, key, within, rows }, ...known].slice(0, KEPT_ORDERS));
  return rows;
}

function passingRows(table: Table, { filter, find, within, words = {} }: PageRequest): Int32Array {
  const flags = filter ? evaluatePredicate(table, filter) : null;
  const found = find === '' ? null : flagFound(table, find, words);
  const rows = new Int32Array(table.nRows);
  let n = 0;
  for (let row = 0; row < rows.length; row++) {
    if (flags?.[row] === 0 || found?.[row] === 0 || within?.[row] === 0) continue;
    rows[n++] = row;
  }
  return rows.subarray(0, n);
}

/** Rows in which any column contains a text, as it is written in exports or called in any language. */
function flagFound(table: Table, find: string, words: NonNullable<PageRequest['words']>): Uint8Array {
  const sought = find.toLowerCase();
  const hits = new Uint8Array(table.nRows);
  for (const column of table.columns) {
    const flags = flagContaining(column, sought, words[column.name]);
    if (flags) for (let row = 0; row < hits.length; row++) hits[row]! |= flags[row]!;
  }
  return hits;
}

function flagContaining(column: Column, sought: string, words: ValueWords | undefined): Uint8Array | null {
  const has = (text: string): boolean => text.toLowerCase().includes(sought);
  const isCalled = (text: string): boolean =>
    words !== undefined && (has(sayNames(text, words, 'en')) || has(sayNames(text, words, 'zh')));
  if (column.type === 'text') return flagTexts(column, (text) => has(text) || isCalled(text));
  // No number or date holds other letters: most searches need not write a million of them out.
  const isPossible =
    column.type === 'date' ? /^[\d\-: .]+$/ : column.type === 'number' ? /^[\d.\-+e]+$/ : /^[truefals]+$/;
  if (!isPossible.test(sought)) return null;
  const flags = new Uint8Array(column.length);
  let last = NaN;
  let lastFlag = 0;
  for (let row = 0; row < flags.length; row++) {
    if (isNull(column, row)) continue;
    const value = column.values[row]!;
    if (value !== last) {
      const text =
        column.type === 'date' ? isoText(value) : column.type === 'number' ? String(value) : value ? 'true' : 'false';
      lastFlag = text.includes(sought) ? 1 : 0;
      last = value;
    }
    flags[row] = lastFlag;
  }
  return flags;
}

/** A label that ends in a value, as “Probability: yes” does, with that value in words too. */
function labelInWords({ en, zh }: Text, { names }: ValueWords): Text {
  const say = (label: string, language: keyof Text): string =>
    label.replace(/(?<=: |：).+$/u, (value) => (Object.hasOwn(names, value) ? names[value]![language] : value));
  return { en: say(en, 'en'), zh: say(zh, 'zh') };
}

/** A table's columns with what their values are called. */
export function infoInWords(info: TableInfo, words: PageRequest['words'] = {}): TableInfo {
  const columns = info.columns.map((column) => {
    const own = words[column.name];
    return own ? { ...column, label: column.label && labelInWords(column.label, own), words: own } : column;
  });
  return { ...info, columns };
}

/** The rows of a window on a table, sorted, filtered and searched. @throws missing-column, wrong-column-type */
export function pageOf(table: Table, request: PageRequest): TablePage {
  const matching = matchingRows(table, request);
  const rowIndices = [...matching.subarray(request.offset, request.offset + request.limit)];
  const rows = rowIndices.map((row) => table.columns.map((column): Cell => cellAt(column, row)));
  const info = infoInWords(table.info(), request.words);
  return {
    info,
    nMatching: matching.length,
    offset: request.offset,
    rows,
    rowIndices,
    selected: null,
  };
}
