import { chooseWords, weighTexts } from '../../maths/tf-idf.ts';
import { evenQuantiles, shareBelow } from '../../maths/rank-scale.ts';
import { sortedFinite } from '../../maths/statistics.ts';
import { cellAt, codesOf, type Column } from '../../table/column.ts';
import type { SparseRows } from '../../table/sparse.ts';
import type { Table } from '../../table/table.ts';
import { listWords } from '../../table/word-lists.ts';
import { itemFacts } from './item-facts.ts';
import { itemNamesOf } from './item-names.ts';

/** How much each kind of feature counts; 0 leaves it out. */
export interface FeatureWeights {
  readonly words: number;
  readonly category: number;
  readonly price: number;
  readonly attributes: number;
}

/** How much each kind counts where nobody says otherwise. */
export const FEATURE_WEIGHTS: FeatureWeights = { words: 1, category: 1, price: 0.5, attributes: 0.5 };

/** What items are like: rows of length 1 where anything is known, with what each feature is called. */
export interface ItemFeatures {
  readonly rows: SparseRows;
  /** Null for what has no name that a person would read, such as a step of the price. */
  readonly names: readonly (string | null)[];
}

const WORD_LIMITS = { leastRows: 2, mostShare: 0.5, mostWords: 20_000 };
/** Prices are read in so many steps from the cheapest to the dearest, and reach this many steps to either side. */
const PRICE_STEPS = 9;
const PRICE_REACH = 2;
/** A text with more different values than this says nothing that items share. */
const MOST_VALUES = 200;

type Entry = readonly [feature: number, value: number];

/**
 * Features of items from the products, and where these say nothing from the interactions: words of name and text by TF-IDF, English and
 * Chinese alike, the category, the price, and further columns of text and yes or no. Each kind has length 1 before it is weighted.
 *
 * @param items the numbering. @throws cancelled by `look`
 */
export function itemFeatures(
  interactions: Table,
  products: Table | null,
  items: readonly string[],
  weights: FeatureWeights,
  look: () => void,
): ItemFeatures {
  const facts = itemFacts(interactions, products, items);
  const names: (string | null)[] = [];
  const entries: Entry[][] = items.map(() => []);
  const add = (
    kind: keyof FeatureWeights,
    called: readonly (string | null)[],
    of: (item: number) => readonly Entry[],
  ): void => {
    if (weights[kind] === 0) return;
    const first = names.length;
    names.push(...called);
    entries.forEach((own, item) => {
      const found = of(item);
      const length = Math.sqrt(found.reduce((sum, [, value]) => sum + value * value, 0));
      if (length > 0) for (const [feature, value] of found) own.push([first + feature, (Math.sqrt(weights[kind]) * value) / length]); // prettier-ignore
    });
  };
  const texts = textsOfItems(interactions, products, items, facts.names);
  const words = listWords(texts, 1, look);
  const vocabulary = chooseWords(words, new Int32Array(texts.length).fill(1), texts.length, WORD_LIMITS);
  const weighed = weighTexts(words, vocabulary, true);
  add('words', vocabulary.words, (item) => rowOf(weighed, item));
  add('category', facts.categories, (item) =>
    (facts.category?.[item] ?? -1) >= 0 ? [[facts.category![item]!, 1]] : [],
  );
  const points = facts.price && evenQuantiles(sortedFinite(facts.price));
  add('price', points ? new Array<null>(PRICE_STEPS).fill(null) : [], (item) =>
    points ? around(shareBelow(points, facts.price[item]!)) : [],
  );
  for (const column of attributesOf(products)) {
    const { values, of } = valuesOf(products!, column, items);
    add('attributes', values.map((value) => `${column.name}: ${value}`), of); // prettier-ignore
  }
  return { rows: unitRows(entries, names.length), names };
}

/** The steps around a price, the nearest ones the most, so that prices a step or two apart are alike in part. */
function around(share: number): Entry[] {
  if (Number.isNaN(share)) return [];
  const place = share * (PRICE_STEPS - 1);
  const near = Array.from({ length: PRICE_STEPS }, (_, step): Entry => [
    step,
    1 - Math.abs(place - step) / PRICE_REACH,
  ]);
  return near.filter(([, value]) => value > 0);
}

function rowOf({ offsets, columns, values }: SparseRows, row: number): Entry[] {
  return Array.from({ length: offsets[row + 1]! - offsets[row]! }, (_, i) => [columns[offsets[row]! + i]!, values[offsets[row]! + i]!] as const); // prettier-ignore
}

/** Name and description of each item. */
function textsOfItems(
  interactions: Table,
  products: Table | null,
  items: readonly string[],
  names: readonly (string | null)[],
): string[] {
  const source = products ?? interactions;
  const { codes, dictionary } = codesOf(source.textRole('itemId'));
  const numberOf = new Map(items.map((id, item) => [id, item]));
  const recode = Int32Array.from(dictionary, (id) => numberOf.get(id) ?? -1);
  const rows = Int32Array.from(codes.keys()).filter((row) => codes[row]! >= 0 && recode[codes[row]!]! >= 0);
  const texts = itemNamesOf(source, rows, rows.map((row) => recode[codes[row]!]!), items.length, 'text'); // prettier-ignore
  return items.map((_, item) => `${names[item] ?? ''}\n${texts[item] ?? ''}`);
}

/** Columns of products without a role that are a text of few values or yes or no. */
const attributesOf = (products: Table | null): Column[] =>
  (products?.columns ?? []).filter(
    (column) =>
      column.role === null &&
      (column.type === 'boolean' || (column.type === 'text' && codesOf(column).dictionary.length <= MOST_VALUES)),
  );

function valuesOf(products: Table, column: Column, items: readonly string[]) {
  const ids = codesOf(products.textRole('itemId'));
  const rowOfId = new Map<string, number>();
  ids.codes.forEach((code, row) => {
    const id = ids.dictionary[code];
    if (id !== undefined && !rowOfId.has(id)) rowOfId.set(id, row);
  });
  const cells = items.map((id) => {
    const row = rowOfId.get(id);
    const cell = row === undefined ? null : cellAt(column, row);
    return cell === null ? null : String(cell);
  });
  const values = [...new Set(cells.filter((cell) => cell !== null))].sort();
  const codeOf = new Map(values.map((value, code) => [value, code]));
  const entryOf = (cell: string | null): Entry[] => (cell === null ? [] : [[codeOf.get(cell)!, 1]]);
  const of = (item: number): Entry[] => entryOf(cells[item] ?? null);
  return { values, of };
}

function unitRows(entries: readonly (readonly Entry[])[], nColumns: number): SparseRows {
  const offsets = new Int32Array(entries.length + 1);
  entries.forEach((own, row) => (offsets[row + 1] = offsets[row]! + own.length));
  const columns = new Int32Array(offsets[entries.length]!);
  const values = new Float64Array(columns.length);
  entries.forEach((own, row) => {
    const length = Math.sqrt(own.reduce((sum, [, value]) => sum + value * value, 0)) || 1;
    own.forEach(([feature, value], i) => {
      columns[offsets[row]! + i] = feature;
      values[offsets[row]! + i] = value / length;
    });
  });
  return { nRows: entries.length, nColumns, offsets, columns, values };
}

/** One feature for each item itself, then what it is like, so often as much. */
export function withIds({ nRows, nColumns, offsets, columns, values }: SparseRows, weight: number): SparseRows {
  const scale = Math.sqrt(weight);
  const starts = offsets.map((offset, row) => (weight > 0 ? offset : 0) + row);
  const n = starts[nRows]!;
  const out = { columns: new Int32Array(n), values: new Float64Array(n) };
  for (let row = 0; row < nRows; row++) {
    out.columns[starts[row]!] = row;
    out.values[starts[row]!] = 1;
    for (let entry = offsets[row]!, at = starts[row]! + 1; at < starts[row + 1]!; entry++, at++) {
      out.columns[at] = nRows + columns[entry]!;
      out.values[at] = scale * values[entry]!;
    }
  }
  return { nRows, nColumns: nRows + nColumns, offsets: starts, ...out };
}
