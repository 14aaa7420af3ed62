import type { Context } from '../context.ts';
import { subContext } from '../sub-context.ts';
import type { ListMaker, ListRules } from './rerank-rules.ts';
import { historyOf, type CustomerHistories, type RankedItems, type Recommender } from './recommender.ts';

/** Lists after rules, and where each item stood before. */
export interface RerankedItems extends RankedItems {
  /** The item's place in the model's own list, from 1; 0 where it stood beyond the candidates, −1 where there is no item. */
  readonly plainRanks: Int32Array;
}

/** Customers between two looks at the signal. */
const USERS_A_LOOK = 64;

/** The lists of one fitted model under any rules; the model is asked once for each set of items that may be shown. */
export class Reranking {
  readonly #recommender: Recommender;
  readonly #customers: CustomerHistories;
  readonly #maker: ListMaker;
  readonly #excludeSeen: boolean;
  readonly #nCandidates: number;
  readonly #asked = new Map<string, Promise<RankedItems>>();

  constructor(
    recommender: Recommender,
    customers: CustomerHistories,
    maker: ListMaker,
    { excludeSeen, nCandidates }: { excludeSeen: boolean; nCandidates: number },
  ) {
    this.#recommender = recommender;
    this.#customers = customers;
    this.#maker = maker;
    this.#excludeSeen = excludeSeen;
    this.#nCandidates = nCandidates;
  }

  /** @throws cancelled */
  async lists(rules: ListRules, topK: number, context: Context): Promise<RerankedItems> {
    const { users, rows } = this.#customers;
    const eligible = this.#maker.eligible(rules);
    const plain = await this.#candidates(null, subContext(context, 0, 0.3));
    const own = eligible ? await this.#candidates(eligible, subContext(context, 0.3, 0.6)) : plain;
    const items = new Int32Array(users.length * topK).fill(-1);
    const scores = new Float64Array(users.length * topK).fill(NaN);
    const plainRanks = new Int32Array(users.length * topK).fill(-1);
    for (const [row, user] of users.entries()) {
      if (row % USERS_A_LOOK === 0) {
        context.signal.throwIfAborted();
        context.progress(0.6 + (0.4 * row) / users.length);
      }
      const candidates = rowOf(own, row, this.#nCandidates);
      const before = rowOf(plain, row, this.#nCandidates).items;
      const history = historyOf(rows, row).items;
      const places = this.#maker.order({ user, history, ...candidates }, rules, topK);
      places.forEach((place, rank) => {
        items[row * topK + rank] = candidates.items[place]!;
        scores[row * topK + rank] = candidates.scores[place]!;
        plainRanks[row * topK + rank] = before.indexOf(candidates.items[place]!) + 1;
      });
    }
    return { items, scores, plainRanks };
  }

  #candidates(eligible: Uint8Array | null, context: Context): Promise<RankedItems> {
    const key = eligible?.join('') ?? '';
    let found = this.#asked.get(key);
    if (!found) {
      const { rows: histories } = this.#customers;
      const request = { histories, topK: this.#nCandidates, excludeSeen: this.#excludeSeen, eligible };
      this.#asked.set(key, (found = this.#recommender.recommend(request, context)));
    }
    return found;
  }
}

function rowOf({ items, scores }: RankedItems, row: number, width: number): RankedItems {
  const own = items.subarray(row * width, (row + 1) * width);
  const end = own.indexOf(-1);
  const n = end < 0 ? width : end;
  return { items: own.subarray(0, n), scores: scores.subarray(row * width, row * width + n) };
}
