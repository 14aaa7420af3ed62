import { readFileSync } from 'node:fs';
import { seededRandom } from '../../src-main/engine/maths/random.ts';
import { bootstrapMeans } from '../../src-main/engine/steps/evaluate/bootstrap.ts';
import { testContext } from '../../src-main/engine/steps/testing.ts';

/**
 * Means over seeds with 95 % bootstrap intervals over users, and the same of paired differences, from what
 * `movielens-next.ts … --users` printed: `node test/bench/movielens-summary.ts FILE [<row> <row>]…` compares the rows two by two.
 */
const [file = '', ...pairs] = process.argv.slice(2);
const lines = readFileSync(file, 'utf8')
  .split('\n')
  .flatMap((line) => {
    const cells = line.split('|').map((cell) => cell.trim());
    return cells[8]?.startsWith('[') ? [cells] : [];
  });

/** NDCG@10 of each user of each seed, those of a seed behind one another. */
const bySeed = new Map<string, Map<string, { ndcg: number[]; hitRate: number }>>();
for (const cells of lines) {
  const [name = '', seed = ''] = cells.slice(1);
  const seeds = bySeed.get(name) ?? new Map<string, { ndcg: number[]; hitRate: number }>();
  seeds.set(seed, { ndcg: JSON.parse(cells[8]!) as number[], hitRate: Number(cells[5]) });
  bySeed.set(name, seeds);
}

/** The mean of each user over seeds, so that a user counts once, with its interval. */
function judged(perSeed: readonly number[][]): string {
  const users = perSeed[0]!.map((_, user) => perSeed.reduce((sum, own) => sum + own[user]!, 0) / perSeed.length);
  const x = { nRows: users.length, nColumns: 1, values: Float64Array.from(users) };
  const { lower, upper } = bootstrapMeans(x, 5000, 0.95, seededRandom(1), testContext().signal);
  const mean = users.reduce((sum, value) => sum + value, 0) / users.length;
  return `${mean.toFixed(4)} (${lower[0]!.toFixed(4)} to ${upper[0]!.toFixed(4)})`;
}

for (const [name, seeds] of bySeed) {
  const rows = [...seeds.values()];
  const hitRate = rows.reduce((sum, row) => sum + row.hitRate, 0) / rows.length;
  const all = rows.map(({ ndcg }) => ndcg);
  process.stdout.write(`| ${name} | ${[...seeds.keys()].join(', ')} | ${hitRate.toFixed(4)} | ${judged(all)} |\n`);
}
for (let at = 0; at + 1 < pairs.length; at += 2) {
  const [one, other] = [bySeed.get(pairs[at]!), bySeed.get(pairs[at + 1]!)];
  const common = [...(one?.keys() ?? [])].filter((seed) => other?.has(seed));
  if (common.length === 0) continue;
  const differences = common.map((seed) =>
    one!.get(seed)!.ndcg.map((value, user) => value - other!.get(seed)!.ndcg[user]!),
  );
  process.stdout.write(`| ${pairs[at]} − ${pairs[at + 1]} | ${common.join(', ')} | | ${judged(differences)} |\n`);
}
