import { afterAll, expect, it } from 'vitest';
import { seededRandom } from '../../maths/random.ts';
import { closeTestPools, testContext } from '../testing.ts';
import { biasShare } from './bias-share.ts';
import { factorModel } from './factor-model.ts';
import type { Histories } from './recommender.ts';

afterAll(closeTestPools);

const WIDTH = 4;
const N_ITEMS = 80;

/** Items in four tastes; customers of one taste each, who have a fifth of its items. */
async function shop(biases: (item: number) => number) {
  const random = seededRandom(3);
  const items = new Float64Array(N_ITEMS * WIDTH);
  for (let item = 0; item < N_ITEMS; item++) items[item * WIDTH + (item % 4)] = 2;
  const columns: number[] = [];
  const offsets = [0];
  for (let user = 0; user < 400; user++) {
    for (let item = user % 4; item < N_ITEMS; item += 4) if (random.next() < 0.2) columns.push(item);
    offsets.push(columns.length);
  }
  const rows = {
    nRows: 400,
    nColumns: N_ITEMS,
    offsets: Int32Array.from(offsets),
    columns: Int32Array.from(columns),
    values: new Float64Array(columns.length).fill(1),
  } as unknown as Histories;
  const found = { width: WIDTH, items, biases: Float64Array.from({ length: N_ITEMS }, (_, item) => biases(item)) };
  return { rows, model: await factorModel(found, { alpha: 10, regularisation: 1 }, testContext()) };
}

it('leaves little of what items have for everyone where tastes tell all, the same at any number of threads', async () => {
  const { rows, model } = await shop((item) => (item % 7) - 3);
  const one = await biasShare(rows, model, testContext());
  expect(one).toBeLessThan(0.2);
  expect(await biasShare(rows, model, testContext({ threads: 3 }))).toBe(one);
});

it('does not depend on how large what items have for everyone was learned', async () => {
  const { rows, model } = await shop((item) => (item % 4 === 0 ? 1 : 0) + (item % 3) / 10);
  const small = await biasShare(rows, model, testContext());
  const large = await biasShare(rows, { ...model, biases: model.biases!.map((bias) => 100 * bias) }, testContext());
  expect(small).toBeGreaterThan(0);
  expect(large * 100).toBeCloseTo(small, 2);
});

it('keeps them as they are where nobody has two items', async () => {
  const { rows, model } = await shop(() => 1);
  const single = { ...rows, nRows: 3, offsets: Int32Array.of(0, 1, 2, 3), columns: Int32Array.of(1, 2, 3) };
  expect(await biasShare(single, model, testContext())).toBe(1);
  expect(await biasShare({ ...single, nRows: 0, offsets: Int32Array.of(0) }, model, testContext())).toBe(1);
});
