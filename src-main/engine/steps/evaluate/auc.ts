import type { Random } from '../../maths/random.ts';
import type { Context } from '../context.ts';
import { pickCustomers } from '../recommend/interactions.ts';
import type { Recommender } from '../recommend/recommender.ts';
import type { RankingTask } from './ranking-task.ts';

/** Customers and other items that the area is computed from; unlike a metric of the first k, drawing items does not bias it. */
const MOST_CUSTOMERS = 200;
const DRAWN_ITEMS = 300;

/**
 * The area under the ROC curve: how often an item that a customer wanted stands before one that they neither wanted nor had, a mean over
 * customers; items without a score are tied behind all others, and a tie counts half.
 *
 * @returns NaN where no customer has anything to compare. @throws cancelled
 */
export async function areaUnderCurve(
  context: Context,
  recommender: Recommender,
  task: RankingTask,
  random: Random,
): Promise<number> {
  const step = Math.max(1, Math.ceil(task.users.length / MOST_CUSTOMERS));
  const chosen = [...task.users.keys()].filter((user) => user % step === 0);
  const drawn = random.permutation(task.catalogue.length).subarray(0, DRAWN_ITEMS);
  const others = Array.from(drawn).sort((a, b) => a - b);
  const asked = new Set([...others, ...chosen.flatMap((user) => [...(task.relevant[user] ?? [])])]);
  const numberOf = new Map(recommender.items.map((id, item) => [id, item]));
  const codes = new Map(
    [...asked].flatMap((code): [number, number][] => {
      const item = numberOf.get(task.catalogue[code] ?? '');
      return item === undefined ? [] : [[code, item]];
    }),
  );
  const eligible = new Uint8Array(recommender.items.length);
  for (const item of codes.values()) eligible[item] = 1;
  const all = await recommender.histories(task.known, context);
  const { rows: histories } = pickCustomers(all, chosen.map((user) => task.users[user] ?? '')); // prettier-ignore
  const topK = Math.max(1, codes.size);
  const ranked = await recommender.recommend({ histories, topK, excludeSeen: false, eligible }, context);
  let [sum, n] = [0, 0];
  chosen.forEach((user, row) => {
    const scores = new Map<number, number>();
    for (let at = row * topK; at < (row + 1) * topK && ranked.items[at]! >= 0; at++)
      scores.set(ranked.items[at]!, ranked.scores[at]!);
    const scoreOf = (code: number) => scores.get(codes.get(code) ?? -1) ?? -Infinity;
    const [had, wanted] = [new Set(task.knownItems[user]), new Set(task.relevant[user])];
    const against = others.filter((code) => !had.has(code) && !wanted.has(code)).map(scoreOf);
    const right = Array.from(wanted, scoreOf);
    if (against.length === 0 || right.length === 0) return;
    let before = 0;
    for (const own of right) for (const other of against) before += own > other ? 1 : own === other ? 0.5 : 0;
    sum += before / (right.length * against.length);
    n++;
  });
  return n > 0 ? sum / n : NaN;
}
