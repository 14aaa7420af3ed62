import type { ColumnRole } from '../../../contract/table.ts';
import { escapeMessage } from '../../../contract/text.ts';
import { codesOf, textAt, type TextColumn } from '../../table/column.ts';
import type { Table } from '../../table/table.ts';
import { wordsOf } from '../../table/words.ts';
import { carriedOf, type Carried, type Thing } from './carried.ts';

/** Where each customer stands; −1 for those who are in no group. */
type PlaceOf = (customerId: string) => number;

/** The place of the customer of each row. */
function placesOf(table: Table, placeOf: PlaceOf): Int32Array {
  const { codes, dictionary } = codesOf(table.textRole('customerId'));
  const places = Int32Array.from(dictionary, (id) => placeOf(id));
  return Int32Array.from(codes, (code) => (code < 0 ? -1 : places[code]!));
}

/** Each value of a text column that customers have rows with. @param labelOf what a value is called. */
function valuesCarried(
  table: Table,
  column: TextColumn,
  placeOf: PlaceOf,
  nCustomers: number,
  labelOf: (value: string, row: number) => Thing['label'],
  isLeftOut: (value: string) => boolean = () => false,
): Carried {
  const { codes, dictionary } = codesOf(column);
  const firstRow = new Int32Array(dictionary.length).fill(-1);
  codes.forEach((code, row) => {
    if (code >= 0 && firstRow[code]! < 0) firstRow[code] = row;
  });
  const things = dictionary.map((key, code): Thing => ({ key, label: labelOf(key, firstRow[code]!) }));
  const kept = Int32Array.from(codes, (code) => (code >= 0 && isLeftOut(dictionary[code]!) ? -1 : code));
  return carriedOf(things, kept, placesOf(table, placeOf), nCustomers);
}

const textRole = (table: Table, role: ColumnRole): TextColumn | null => {
  const column = table.findRole(role);
  return column?.type === 'text' ? column : null;
};

/** The products that each customer has lines with, by id: of orders those bought, of lists those recommended. */
export function productsOf(table: Table, placeOf: PlaceOf, nCustomers: number): Carried {
  const noProducts = new Set(table.notProducts);
  return valuesCarried(
    table,
    table.textRole('itemId'),
    placeOf,
    nCustomers,
    (id) => id,
    (id) => noProducts.has(id),
  );
}

/** The categories that each customer bought from; null where the orders name none. */
export function categoriesOf(orders: Table, placeOf: PlaceOf, nCustomers: number): Carried | null {
  const category = textRole(orders, 'category');
  return category && valuesCarried(orders, category, placeOf, nCustomers, (name) => name);
}

/** The tags of each customer, by their names in either language where the table says these. */
export function tagsOf(table: Table, placeOf: PlaceOf, nCustomers: number): Carried | null {
  const tag = table.find('tag') ?? table.columns.find(({ type, role }) => type === 'text' && role === null);
  if (tag?.type !== 'text') return null;
  const [en, zh] = [table.find('name_en'), table.find('name_zh')];
  const nameIn = (column: typeof en, row: number, id: string): string => (column?.type === 'text' && row >= 0 ? textAt(column, row) : null) ?? id; // prettier-ignore
  const carried = valuesCarried(table, tag, placeOf, nCustomers, (id, row) => ({
    en: escapeMessage(nameIn(en, row, id)),
    zh: escapeMessage(nameIn(zh, row, id)),
  }));
  // Someone without any tag is known to carry none.
  return { ...carried, known: new Uint8Array(nCustomers).fill(1) };
}

/** Longer runs of letters are addresses and codes. */
const LONGEST_WORD = 40;
const isNumber = (word: string): boolean => /^\p{N}+$/u.test(word);

/** The words that each customer used in reviews: several reviews of one are read as one. */
export function wordsOfReviews(reviews: Table, placeOf: PlaceOf, nCustomers: number, pulse: () => void): Carried {
  const said = reviews.textRole('text');
  const places = placesOf(reviews, placeOf);
  const codes = new Map<string, number>();
  const [words, customers]: [number[], number[]] = [[], []];
  places.forEach((place, row) => {
    if (row % 1000 === 0) pulse();
    const text = place < 0 ? null : textAt(said, row);
    if (text === null) return;
    const found = new Set(wordsOf(text).filter((word) => word.length <= LONGEST_WORD && !isNumber(word)));
    // Who wrote something without a word is known to have used none.
    if (found.size === 0) found.add('');
    for (const word of found) {
      const code = word === '' ? -1 : (codes.get(word) ?? codes.size);
      if (code >= 0) codes.set(word, code);
      words.push(code);
      customers.push(place);
    }
  });
  const things = [...codes.keys()].map((word): Thing => ({ key: word, label: word }));
  return carriedOf(things, words, customers, nCustomers);
}
