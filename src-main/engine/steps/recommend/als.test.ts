import { expect, it } from 'vitest';
import { alternate, emptyFactors, fitAls, foldIn } from '../../maths/als.ts';
import type { Table } from '../../table/table.ts';
import { cells, readGolden, testContext } from '../testing.ts';
import { goldenInteractions, run } from './fixtures.ts';
import { readInteractions } from './interactions.ts';
import type { Reason } from './reasons.ts';

const ID = 'recommend.als';
const golden = () => readInteractions(goldenInteractions(), { weighting: 'orders', excludeItems: [] });
const OPTIONS = { factors: 6, iterations: 5, regularisation: 0.5, alpha: 4, solver: 'cholesky' } as const;

/** The start that the golden values have. */
function sines(n: number) {
  const start = emptyFactors(n, OPTIONS.factors);
  for (let i = 0; i < n; i++)
    for (let j = 0; j < OPTIONS.factors; j++)
      start.values[i * start.width + j] = 0.1 * Math.sin(1 + i ** 2 * (1.7 + j * 2.3));
  return start;
}

it.each(['plain', 'relaxed'] as const)('agrees with numpy in factors and scores, %s', async (variant) => {
  const { users, items, rows } = golden();
  const context = testContext({ variant, threads: 2 });
  const found = sines(items.length);
  await alternate(rows, emptyFactors(users.length, OPTIONS.factors), found, OPTIONS, context, () => undefined);
  const factors = readGolden('recommend.als');
  factors.value?.forEach((value, at) => {
    const [i, j] = [items.indexOf(String(factors.item?.[at])), Number(factors.factor?.[at])];
    expect(found.values[i * found.width + j]).toBeCloseTo(Number(value), 9);
  });
  const placed = await foldIn(rows, found, OPTIONS, context);
  const scores = readGolden('recommend.als.scores');
  scores.score?.forEach((value, at) => {
    const [u, i] = [users.indexOf(String(scores.customer?.[at])), items.indexOf(String(scores.item?.[at]))];
    let score = 0;
    for (let j = 0; j < found.width; j++)
      score += placed.values[u * found.width + j]! * found.values[i * found.width + j]!;
    expect(score).toBeCloseTo(Number(value), 9);
  });
});

it.each(['cholesky', 'conjugate-gradient'] as const)(
  'gives the same bytes on one thread and on three, with SIMD and without: %s',
  async (solver) => {
    const { rows } = golden();
    const fit = (options: Parameters<typeof testContext>[0]) =>
      fitAls(rows, { ...OPTIONS, factors: 7, solver }, testContext(options), () => undefined);
    const one = await fit({});
    expect((await fit({ threads: 3, variant: 'simd' })).values).toEqual(one.values);
    const fused = await fit({ variant: 'relaxed' });
    // Gradients are followed in single precision.
    const digits = solver === 'cholesky' ? 6 : 4;
    fused.values.forEach((value, at) => expect(value).toBeCloseTo(one.values[at]!, digits));
  },
);

it('gives reasons that sum to the score', async () => {
  const { recommendations } = await run(ID, { interactions: [goldenInteractions()] }, { factors: 8, nReasons: 20 });
  const scores = cells(recommendations as Table, 'score');
  cells(recommendations as Table, 'reason').forEach((cell, row) => {
    const { parts, en, zh } = JSON.parse(String(cell)) as Reason;
    expect(parts.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(Number(scores[row]), 9);
    // No part is what rounding left over.
    expect(Math.abs(parts.at(-1)?.share ?? 0)).toBeLessThan(1);
    expect(en).toMatch(/^Near “ö/);
    expect(zh).toMatch(/相近$/);
  });
});

it('stops when cancelled, while fitting and while ranking', async () => {
  for (const looks of [0, 4]) {
    const context = testContext();
    context.cancelAfter(looks);
    await expect(run(ID, { interactions: [goldenInteractions()] }, {}, context)).rejects.toMatchObject({
      code: 'cancelled',
    });
  }
});
