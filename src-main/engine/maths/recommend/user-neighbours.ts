import { transpose, type SparseRows } from '../../table/sparse.ts';
import { TopItems } from '../top-items.ts';
import { countsOfRows, normsOfRows, withValues } from './shared-rows.ts';

export const userSimilarities = ['cosine', 'jaccard', 'tf-idf'] as const;
export type UserSimilarity = (typeof userSimilarities)[number];

/** The users of training, ready to be compared with a history. */
export interface UserBook {
  readonly similarity: UserSimilarity;
  readonly nNeighbours: number;
  /** A likeness that rests on so many items is halved; 0 leaves all as they are. */
  readonly shrink: number;
  /** What users have, as given: by user, and the same with what comparing multiplies, by item. */
  readonly byUser: SparseRows;
  readonly byItem: SparseRows;
  /** What an item counts where histories are compared. */
  readonly rarity: Float64Array;
  /** The length of each user's compared row; with Jaccard how many items it has. */
  readonly norms: Float64Array;
}

/** One history, as arrays of items and weights. */
export interface OwnedItems {
  readonly items: Int32Array;
  readonly weights: Float64Array;
}

/** Who is like a history, and how much each item they share says: likeness = Σ over shared items of what each adds. */
export interface Neighbours {
  readonly users: Int32Array;
  readonly likeness: Float64Array;
  /** The likeness of neighbour n is this times the product with it, summed over the items they share. */
  readonly scale: Float64Array;
}

/** Makes users comparable. With TF-IDF an item counts log(1 + users / its users). */
export function userBook(
  userItems: SparseRows,
  options: Pick<UserBook, 'similarity' | 'nNeighbours' | 'shrink'>,
): UserBook {
  const counts = countsOfRows(transpose(userItems));
  const rarity = counts.map((count) =>
    options.similarity === 'tf-idf' ? Math.log1p(userItems.nRows / Math.max(1, count)) : 1,
  );
  const compared = withValues(userItems, (entry) => comparedValue(options.similarity, userItems, entry, rarity));
  const norms = options.similarity === 'jaccard' ? countsOfRows(userItems) : normsOfRows(compared);
  return { ...options, byUser: userItems, byItem: transpose(compared), rarity, norms };
}

const comparedValue = (
  similarity: UserSimilarity,
  { columns, values }: SparseRows,
  entry: number,
  rarity: Float64Array,
): number => (similarity === 'jaccard' ? 1 : values[entry]! * rarity[columns[entry]!]!);

/** What is worked with while histories are compared; one for many. */
export class UserComparer {
  readonly #book: UserBook;
  readonly #products: Float64Array;
  readonly #shared: Int32Array;
  readonly #touched: Int32Array;
  readonly #top: TopItems;

  constructor(book: UserBook) {
    this.#book = book;
    this.#products = new Float64Array(book.byUser.nRows);
    this.#shared = new Int32Array(book.byUser.nRows);
    this.#touched = new Int32Array(book.byUser.nRows);
    this.#top = new TopItems(book.nNeighbours);
  }

  /**
   * The users most like a history, the most like first. One who has just the same items is left out: there is nothing new to learn
   * from them, and it may be the same person.
   */
  neighboursOf({ items, weights }: OwnedItems): Neighbours {
    const { byItem, byUser, rarity, norms, similarity, shrink } = this.#book;
    const isJaccard = similarity === 'jaccard';
    let [nTouched, squares] = [0, 0];
    items.forEach((item, i) => {
      const own = isJaccard ? 1 : weights[i]! * rarity[item]!;
      squares += own ** 2;
      for (let at = byItem.offsets[item]!; at < byItem.offsets[item + 1]!; at++) {
        const user = byItem.columns[at]!;
        if (this.#shared[user]!++ === 0) this.#touched[nTouched++] = user;
        this.#products[user]! += own * byItem.values[at]!;
      }
    });
    const length = Math.sqrt(squares);
    const scaleOf = (user: number, product: number, shared: number): number => {
      const plain = isJaccard ? 1 / (items.length + norms[user]! - shared) : 1 / (length * norms[user]!);
      return product > 0 ? (plain * shared) / (shared + shrink) : 0;
    };
    this.#top.clear();
    const scales = new Map<number, number>();
    for (let t = 0; t < nTouched; t++) {
      const user = this.#touched[t]!;
      const [product, shared] = [this.#products[user]!, this.#shared[user]!];
      this.#products[user] = this.#shared[user] = 0;
      const nOwned = byUser.offsets[user + 1]! - byUser.offsets[user]!;
      if (shared === items.length && shared === nOwned) continue;
      const scale = scaleOf(user, product, shared);
      if (scale * product > 0) {
        this.#top.offer(user, scale * product);
        scales.set(user, scale);
      }
    }
    const users = this.#top.items.slice(0, this.#top.size);
    return {
      users,
      likeness: this.#top.scores.slice(0, this.#top.size),
      scale: Float64Array.from(users, (user) => scales.get(user)!),
    };
  }
}
