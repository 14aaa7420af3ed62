import { rightVectors } from '../../maths/recommend/sparse-svd.ts';
import { codedTextColumn, codesOf } from '../../table/column.ts';
import type { SparseRows } from '../../table/sparse.ts';
import { Table, type Matrix } from '../../table/table.ts';
import type { Context } from '../context.ts';
import type { CustomerHistories, Recommender } from './recommender.ts';

/** One row of the interactions for each item, as if a customer who is called like the item had it alone. */
function oneItemEach(interactions: Table): Table {
  const items = interactions.textRole('itemId');
  const { codes, dictionary } = codesOf(items);
  const rowOf = new Int32Array(dictionary.length).fill(-1);
  codes.forEach((code, row) => (rowOf[code] = code >= 0 ? row : -1));
  const rows = rowOf.filter((row) => row >= 0);
  const alone = interactions.take(rows);
  const customers = interactions.textRole('customerId');
  const called = codedTextColumn(
    customers.name,
    rows.map((row) => codes[row]!),
    dictionary,
    { role: 'customerId' },
  );
  return new Table(
    alone.columns.map((column) => (column.name === customers.name ? called : column)),
    interactions.options(),
  );
}

/**
 * What a recommender shows beside each item: a row an item that it knows, the item itself counting 1 and the n-th on its list
 * 1 / log2(n + 2), as ranks count in the discounted gain.
 */
async function shownBeside(
  context: Context,
  recommender: Recommender,
  interactions: Table,
  nShown: number,
): Promise<SparseRows> {
  const { users, rows } = await recommender.histories(oneItemEach(interactions), context);
  const request = { histories: rows, topK: nShown, excludeSeen: true, eligible: null };
  const { items } = await recommender.recommend(request, context);
  const numberOf = new Map(recommender.items.map((id, item) => [id, item]));
  const nItems = recommender.items.length;
  const offsets = new Int32Array(nItems + 1);
  const entries: (readonly [item: number, weight: number])[][] = Array.from({ length: nItems }, () => []);
  users.forEach((id, user) => {
    const own = numberOf.get(id);
    if (own === undefined) return;
    const shown = items.subarray(user * nShown, (user + 1) * nShown);
    const list = Array.from(shown, (item, place) => [item, 1 / Math.log2(place + 3)] as const);
    entries[own] = [[own, 1] as const, ...list.filter(([item]) => item >= 0 && item !== own)].sort(([a], [b]) => a - b);
  });
  entries.forEach((row, item) => (offsets[item + 1] = offsets[item]! + row.length));
  const all = entries.flat();
  return {
    nRows: nItems,
    nColumns: nItems,
    offsets,
    columns: Int32Array.from(all, ([item]) => item),
    values: Float64Array.from(all, ([, weight]) => weight),
  };
}

/** The sum over each row's entries of their weight times a vector, made one long; zero for rows without entries. */
function placesOf({ nRows, offsets, columns, values }: SparseRows, width: number, vectors: Float64Array): Matrix {
  const places = new Float64Array(nRows * width);
  for (let row = 0; row < nRows; row++) {
    const place = places.subarray(row * width, (row + 1) * width);
    for (let at = offsets[row]!; at < offsets[row + 1]!; at++)
      for (let axis = 0; axis < width; axis++) place[axis]! += values[at]! * vectors[columns[at]! * width + axis]!;
    const length = Math.hypot(...place);
    if (length > 0) for (let axis = 0; axis < width; axis++) place[axis]! /= length;
  }
  return { nRows, nColumns: width, values: places };
}

/** Items and customers in one space. */
export interface Space {
  /** (nItems, width) in the recommender's numbering, each one long. */
  readonly items: Matrix;
  readonly customers: CustomerHistories;
  /** (nCustomers, width), each one long; zero for a customer who has nothing that the recommender knows. */
  readonly places: Matrix;
  /** Whether the recommender shows nearly the same beside everything, so that the space says nothing. */
  readonly isFlat: boolean;
}

const ITERATIONS = 4;

/** Items that all lists together hold beyond those of one list: fewer, and everyone is shown the same. */
const FEW = 2;

/**
 * The space in which a recommender sees items, whatever its method: items beside which it shows the same lie together. The
 * strongest directions of what is shown beside what; a customer lies amid what they have, as the recommender weighs it.
 *
 * @param width how many directions, cut to what there is. @param nShown how far each list is read. @throws cancelled
 */
export async function spaceOf(
  context: Context,
  recommender: Recommender,
  interactions: Table,
  width: number,
  nShown: number,
): Promise<Space> {
  const beside = await shownBeside(context, recommender, interactions, nShown);
  context.progress(0.3);
  const found = await rightVectors(beside, width, ITERATIONS, context, (share) => {
    context.progress(0.3 + 0.2 * share);
  });
  const items = placesOf(beside, found.width, found.vectors);
  const customers = await recommender.histories(interactions, context);
  const listed = new Set<number>();
  for (let item = 0; item < beside.nRows; item++)
    for (let at = beside.offsets[item]!; at < beside.offsets[item + 1]!; at++)
      if (beside.columns[at] !== item) listed.add(beside.columns[at]!);
  return {
    items,
    customers,
    places: placesOf(customers.rows, found.width, items.values),
    isFlat: listed.size <= nShown + FEW && beside.nRows > 2 * nShown,
  };
}
