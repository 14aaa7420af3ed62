import type { Loader } from '../notebook/load.ts';
import { itemFacts } from '../steps/recommend/item-facts.ts';
import { codesOf, dictionaryOf, textAt } from '../table/column.ts';
import type { Table } from '../table/table.ts';
import type { Query } from './protocol.ts';

/** What stored tables say of one product. */
export interface ItemRecord {
  readonly price: number | null;
  readonly stock: number | null;
  readonly currency: string | null;
  /** The cell of the picture column, and the place of its table in the query. */
  readonly picture: { readonly table: number; readonly cell: string } | null;
}

type ItemsQuery = Extract<Query, { kind: 'items' }>;

/** Price, stock and picture of some products: of several tables the first that says it. */
export function itemRecords({ ids, products, pictures }: ItemsQuery, loader: Loader): ItemRecord[] {
  const facts = products.map((input) => {
    const table = loader.table(input);
    const { price, stock } = itemFacts(table, table, ids);
    return { price, stock, currency: table.currency };
  });
  const cells = pictures.map((input) => pictureCells(loader.table(input), ids));
  return ids.map((id, i) => {
    const priced = facts.find(({ price }) => price && !Number.isNaN(price[i]!));
    const stocked = facts.find(({ stock }) => stock && !Number.isNaN(stock[i]!));
    const at = cells.findIndex((known) => known.has(id));
    return {
      price: priced?.price?.[i] ?? null,
      stock: stocked?.stock?.[i] ?? null,
      currency: priced?.currency ?? null,
      picture: at < 0 ? null : { table: at, cell: cells[at]!.get(id)! },
    };
  });
}

/** The first picture that a table names for each of some products. */
function pictureCells(table: Table, ids: readonly string[]): ReadonlyMap<string, string> {
  const cells = new Map<string, string>();
  const pictures = table.findRole('picture');
  if (pictures?.type !== 'text') return cells;
  const { codes, dictionary } = codesOf(table.textRole('itemId'));
  const wanted = new Set(ids);
  const isWanted = Uint8Array.from(dictionary, (id) => (wanted.has(id) ? 1 : 0));
  codes.forEach((code, row) => {
    const id = code >= 0 && isWanted[code] ? dictionary[code]! : null;
    const cell = id === null || cells.has(id) ? '' : (textAt(pictures, row)?.trim() ?? '');
    if (id !== null && cell !== '') cells.set(id, cell);
  });
  return cells;
}

/** The different cells of a table's picture column, without the empty ones. */
export function namedPictures(table: Table): string[] {
  const pictures = table.findRole('picture');
  if (pictures?.type !== 'text') return [];
  return [...new Set(dictionaryOf(pictures).map((cell) => cell.trim()))].filter((cell) => cell !== '');
}

/** The different products in the first rows of some tables. */
export function firstItems(tables: readonly Table[], rows: number): string[] {
  const found = tables.flatMap((table) => {
    const items = table.findRole('itemId');
    if (items?.type !== 'text') return [];
    return Array.from({ length: Math.min(rows, table.nRows) }, (_, row) => textAt(items, row) ?? '');
  });
  return [...new Set(found)].filter((id) => id !== '');
}
