import { onScale, spanOf, type MemberLists } from './hybrid-lists.ts';

/** Candidates of some users as rows of features; what belongs to a user stands together. */
export interface StackRows {
  /** Of each row the user and the item, in the numbering of the lists. */
  readonly users: Int32Array;
  readonly items: Int32Array;
  /** (rows, nFeatures), row-major. */
  readonly values: Float64Array;
  readonly nFeatures: number;
}

/** What a ranker reads of a candidate beside what each member says. */
const SHARED_FEATURES = 3;

/** How many features a ranker over so many members reads: two a member, and popularity, votes and the length of the history. */
export const nStackFeatures = (nMembers: number): number => 2 * nMembers + SHARED_FEATURES;

/**
 * The features of every item that some member proposes: a member's scaled score and 1 / rank (both 0 where it does not propose it),
 * how many members do, and logarithms of the item's customers and of the customer's items.
 */
export function stackRows(
  { lists, width }: MemberLists,
  users: { readonly from: number; readonly to: number },
  popularity: Float64Array,
  historyLength: (user: number) => number,
): StackRows {
  const nFeatures = nStackFeatures(lists.length);
  const [owners, items, values]: [number[], number[], number[]] = [[], [], []];
  for (let user = users.from; user < users.to; user++) {
    const own = new Map<number, Float64Array>();
    lists.forEach((list, member) => {
      const span = spanOf(list, user, width);
      for (let place = 0; place < width; place++) {
        const item = list.items[user * width + place]!;
        if (item < 0) break;
        let row = own.get(item);
        if (!row) own.set(item, (row = new Float64Array(nFeatures)));
        row[2 * member] = onScale(list.scores[user * width + place]!, span);
        row[2 * member + 1] = 1 / (place + 1);
        row[2 * lists.length]!++;
      }
    });
    for (const [item, row] of [...own].sort(([a], [b]) => a - b)) {
      row[nFeatures - 2] = Math.log1p(popularity[item] ?? 0);
      row[nFeatures - 1] = Math.log1p(historyLength(user));
      owners.push(user);
      items.push(item);
      values.push(...row);
    }
  }
  return {
    users: Int32Array.from(owners),
    items: Int32Array.from(items),
    values: Float64Array.from(values),
    nFeatures,
  };
}
