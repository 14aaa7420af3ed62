import { foldIn } from '../../maths/als.ts';
import { dot } from '../../maths/dot.ts';
import { sampleRows } from '../../maths/matrix.ts';
import type { Context } from '../context.ts';
import type { FactorModel } from './factor-model.ts';
import type { Histories } from './recommender.ts';

/** Customers of whom one item each is withheld. */
const MOST_CUSTOMERS = 5000;

/** Without a second item nothing is left to place a customer by. */
const LEAST_ITEMS = 2;

/** What speaks for a withheld item against one that the customer never had: the difference of tastes, and of what each has for everyone. */
interface Comparison {
  readonly taste: number;
  readonly bias: number;
}

/**
 * How much of what items have for everyone belongs beside the points of customers who are placed by their history. Both were learned
 * beside other vectors of the customers, so their sizes do not fit: of some customers an item is withheld, and the share is what
 * tells it best from another by logistic regression.
 *
 * @returns 0 where tastes tell nothing, or what items have for everyone speaks against the withheld; 1 where there is nothing to compare.
 * @throws cancelled
 */
export async function biasShare(
  rows: Histories,
  model: FactorModel,
  context: Pick<Context, 'pool' | 'random' | 'signal'>,
): Promise<number> {
  const random = context.random.fork(1);
  const able = Int32Array.from(
    Array.from({ length: rows.nRows }, (_, user) => user).filter(
      (user) => rows.offsets[user + 1]! - rows.offsets[user]! >= LEAST_ITEMS,
    ),
  );
  const users = sampleRows(able.length, MOST_CUSTOMERS, random).map((at) => able[at]!);
  const { known, withheld } = withhold(rows, users, random);
  const placed = await foldIn(known, { width: model.width, values: model.items }, model, context, model.gram);
  context.signal.throwIfAborted();
  const comparisons: Comparison[] = [];
  users.forEach((user, at) => {
    const other = random.integer(rows.nColumns);
    const own = rows.columns.subarray(rows.offsets[user], rows.offsets[user + 1]);
    if (own.includes(other)) return;
    const rowOf = (values: Float64Array, row: number) => values.subarray(row * model.width, (row + 1) * model.width);
    const tasteOf = (item: number): number => dot(rowOf(placed.values, at), rowOf(model.items, item));
    const biasOf = (item: number): number => model.biases?.[item] ?? 0;
    const here = withheld[at]!;
    comparisons.push({ taste: tasteOf(here) - tasteOf(other), bias: biasOf(here) - biasOf(other) });
  });
  return ratioOf(comparisons);
}

/** The histories of some customers without an item each. */
function withhold(rows: Histories, users: Int32Array, random: Context['random']) {
  const withheld = new Int32Array(users.length);
  const offsets = new Int32Array(users.length + 1);
  const kept: number[] = [];
  users.forEach((user, at) => {
    const [from, to] = [rows.offsets[user]!, rows.offsets[user + 1]!];
    const left = from + random.integer(to - from);
    withheld[at] = rows.columns[left]!;
    for (let entry = from; entry < to; entry++) if (entry !== left) kept.push(entry);
    offsets[at + 1] = kept.length;
  });
  const columns = Int32Array.from(kept, (entry) => rows.columns[entry]!);
  const values = Float64Array.from(kept, (entry) => rows.values[entry]!);
  return { known: { nRows: users.length, nColumns: rows.nColumns, offsets, columns, values }, withheld };
}

const STEPS = 30;
/** Keeps both weights finite where every comparison comes out right. */
const RIDGE = 1e-3;

/** The weight of the bias beside that of the taste: Newton's steps, each withheld item being the one that was bought. */
function ratioOf(comparisons: readonly Comparison[]): number {
  if (comparisons.length === 0) return 1;
  let [a, c] = [0, 0];
  for (let step = 0; step < STEPS; step++) {
    let [ga, gc, haa, hac, hcc] = [-RIDGE * a, -RIDGE * c, RIDGE, 0, RIDGE];
    for (const { taste, bias } of comparisons) {
      const wrong = 1 / (1 + Math.exp(a * taste + c * bias));
      const weight = wrong * (1 - wrong);
      ga += wrong * taste;
      gc += wrong * bias;
      haa += weight * taste * taste;
      hac += weight * taste * bias;
      hcc += weight * bias * bias;
    }
    const determinant = haa * hcc - hac * hac;
    if (!(determinant > 0)) break;
    a += (hcc * ga - hac * gc) / determinant;
    c += (haa * gc - hac * ga) / determinant;
  }
  return a > 0 && c > 0 ? c / a : 0;
}
