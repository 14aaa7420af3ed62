import type { SparseRows } from '../../table/sparse.ts';
import { traitsFor, type CustomerTraits } from './customer-traits.ts';
import type { Bags } from '../../tensor/training/bags.ts';
import type { SideTables } from './define-recommender.ts';
import { FEATURE_WEIGHTS, itemFeatures, withIds } from './item-features.ts';

/** Sparse rows as a network takes them; columns are codes from `first` on. */
const bagsOf = ({ offsets, columns, values }: SparseRows, first: number): Bags => ({
  offsets,
  codes: columns.map((column) => first + column),
  values: Float32Array.from(values),
});

/** Items and customers as a network takes them, and how many codes each side has. */
export interface SideBags {
  readonly items: Bags;
  readonly nItemCodes: number;
  /** What customers are, in codes behind the items'. */
  readonly traits: Bags;
  readonly nUserCodes: number;
}

/**
 * What items are: themselves, in the code of their number, and their features; and what customers are beside what they have.
 *
 * @param counts how many customers an item is learned from: one that is new is only its features. @param weight how much these count.
 * @throws cancelled by `look`
 */
export function sideBags(
  { items, users }: { readonly items: readonly string[]; readonly users: readonly string[] },
  counts: Float64Array,
  traits: CustomerTraits | null,
  { interactions, products }: SideTables,
  weight: number,
  look: () => void,
): SideBags {
  const like = withIds(itemFeatures(interactions, products, items, FEATURE_WEIGHTS, look).rows, weight);
  const values = like.values.slice();
  counts.forEach((count, item) => {
    if (count === 0) values[like.offsets[item]!] = 0;
  });
  const own = traitsFor(traits, users);
  return {
    items: bagsOf({ ...like, values }, 0),
    nItemCodes: like.nColumns,
    traits: bagsOf(own, items.length),
    nUserCodes: items.length + own.nColumns,
  };
}
