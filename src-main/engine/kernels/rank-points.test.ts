import { expect, it } from 'vitest';
import { seededRandom } from '../maths/random.ts';
import { kernelsOf } from './instance.ts';
import { placePoints, rankPoints } from './rank-points.ts';

const [N_USERS, WIDTH, TOP_K] = [9, 4, 7];

/** Items of very different lengths, many alike, so that some slices can be left out and scores tie. */
function drawn(nItems: number, withOffsets: boolean) {
  const random = seededRandom(nItems);
  const whole = (n: number) => Float64Array.from({ length: n }, () => random.integer(5) - 2);
  const items = whole(nItems * WIDTH).map((value, at) => (Math.floor(at / WIDTH) % 9 === 0 ? value * 8 : value));
  const offsets = withOffsets ? whole(nItems).map((value) => value * 3) : null;
  const users = whole(N_USERS * WIDTH);
  const lists = Array.from({ length: N_USERS }, (_, user) =>
    user === 3 ? [] : Array.from({ length: nItems }, (__, item) => item).filter(() => random.next() < 0.2),
  );
  const histories = {
    offsets: Int32Array.from({ length: N_USERS + 1 }, (_, user) => lists.slice(0, user).flat().length),
    columns: Int32Array.from(lists.flat()),
  };
  const eligible = Uint8Array.from({ length: nItems }, () => (random.next() < 0.9 ? 1 : 0));
  return { users, items, offsets, lists, histories, eligible };
}

it.each([
  { nItems: 1, withOffsets: false, above: 0 },
  { nItems: 5, withOffsets: true, above: -Infinity },
  { nItems: 700, withOffsets: false, above: 0 },
  { nItems: 1200, withOffsets: true, above: -Infinity },
])('ranks $nItems items as sorting every score would, whatever it leaves out', ({ nItems, withOffsets, above }) => {
  const { users, items, offsets, lists, histories, eligible } = drawn(nItems, withOffsets);
  const placed = placePoints(items, nItems, WIDTH, offsets);
  const rank = (variant: 'plain' | 'simd' | 'relaxed', excludeSeen: boolean) => {
    const [rankedItems, rankedScores] = [new Int32Array(N_USERS * TOP_K), new Float64Array(N_USERS * TOP_K)];
    const shared = {
      ...placed,
      users,
      histories,
      traitOffsets: null,
      excludeSeen,
      eligible,
      above,
      topK: TOP_K,
      rankedItems,
      rankedScores,
    };
    rankPoints(0, 5, shared, kernelsOf(variant));
    rankPoints(5, N_USERS, shared, kernelsOf(variant));
    return { rankedItems, rankedScores };
  };
  // Whole numbers: every sum is exact, in whichever order it is formed.
  const scoreOf = (user: number, item: number) =>
    Array.from({ length: WIDTH }, (_, j) => users[user * WIDTH + j]! * items[item * WIDTH + j]!).reduce(
      (sum, value) => sum + value,
      offsets?.[item] ?? 0,
    );
  for (const excludeSeen of [true, false]) {
    const expected = lists.map((own, user) =>
      Array.from({ length: nItems }, (_, item) => ({ item, score: scoreOf(user, item) }))
        .filter(({ item, score }) => own.length > 0 && score > above && eligible[item]! > 0)
        .filter(({ item }) => !excludeSeen || !own.includes(item))
        .sort((a, b) => b.score - a.score || a.item - b.item)
        .slice(0, TOP_K),
    );
    for (const variant of ['plain', 'simd', 'relaxed'] as const) {
      const { rankedItems, rankedScores } = rank(variant, excludeSeen);
      expected.forEach((list, user) => {
        const from = user * TOP_K;
        expect([...rankedItems.subarray(from, from + list.length)]).toEqual(list.map(({ item }) => item));
        expect([...rankedScores.subarray(from, from + list.length)]).toEqual(list.map(({ score }) => score));
        expect([...rankedItems.subarray(from + list.length, from + TOP_K)].every((item) => item === -1)).toBe(true);
      });
    }
  }
});
