import { afterAll, describe, expect, it } from 'vitest';
import type { LineFigure } from '../../../contract/figure.ts';
import type { Table } from '../../table/table.ts';
import { decodeWeights } from '../../tensor/training/weights-file.ts';
import type { FittedModel } from '../define.ts';
import { requireStep } from '../registry.ts';
import { cells, closeTestPools, tableOf, testContext } from '../testing.ts';
import { purchases, run } from './fixtures.ts';
import type { Reason } from './reasons.ts';
import { orderOfHistory, sequenceRows } from './sequences.ts';
import { readInteractions } from './interactions.ts';

/** Two rings of letters; each customer has four that follow one another in one of them. */
const RINGS = ['abcdef', 'uvwxyz'];
const baskets = Object.fromEntries(
  Array.from({ length: 48 }, (_, i) => {
    const ring = RINGS[i % 2]!;
    return [`顾客${String(i).padStart(2, '0')}`, Array.from({ length: 4 }, (__, at) => ring[(i + at) % 6]).join('')];
  }),
);
const shop = purchases(baskets);
const QUICK = { size: 16, epochs: 12, patience: 0, batchSize: 16, learningRate: 0.03, dropout: 0, topK: 2 };

const fit = (id: string, parameters: Record<string, unknown> = {}, context = testContext()) =>
  run(id, { interactions: [shop] }, { ...QUICK, ...parameters }, context);

/** For each customer the item that stands first. */
const firsts = (list: unknown): string[] =>
  cells(list as Table, 'item_id').filter((_, row) => cells(list as Table, 'rank')[row] === 1) as string[];

afterAll(() => {
  closeTestPools();
});

describe.each(['recommend.sasrec', 'recommend.gru4rec'])('%s', (id) => {
  it('recommends what comes next, shows its loss as it falls, and keeps its weights', async () => {
    const context = testContext();
    const out = await fit(id, { nReasons: 20 }, context);
    const expected = Object.values(baskets).map((own) => {
      const ring = RINGS.find((letters) => letters.includes(own[0]!))!;
      return ring[(ring.indexOf(own.at(-1)!) + 1) % 6];
    });
    const hits = firsts(out.recommendations).filter((item, i) => item === expected[i]).length;
    expect(hits).toBeGreaterThan(44);
    const curves = context.said.previews as LineFigure[];
    expect(curves.map(({ series }) => series[0]?.x.length)).toEqual(Array.from({ length: 12 }, (_, i) => i + 1));
    expect(out.loss).toEqual(curves.at(-1));
    expect(Number(out.validationLoss)).toBeLessThan(Math.log(12) / 2);
    expect(context.said.progress).toEqual(context.said.progress.toSorted((a, b) => a - b));
    const definition = requireStep(id).definition;
    const file =
      definition.form === 'estimator' ? definition.weights?.((out.model as FittedModel).content as never) : null;
    expect(decodeWeights(file ?? expect.fail()).network[0]).toMatchObject({ kind: 'embedding', nCodes: 13 });
    const scores = cells(out.recommendations as Table, 'score');
    cells(out.recommendations as Table, 'reason').forEach((cell, row) => {
      const { parts, en, zh } = JSON.parse(String(cell)) as Reason;
      expect(parts.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(Number(scores[row]), 9);
      const last = parts.at(-1)?.share ?? NaN;
      const others = parts.slice(0, -1).reduce((sum, { share }) => sum + share, 0);
      // The last part takes up what rounding leaves: it has to be a part like any other.
      expect(Math.abs(Number(scores[row]) - others - last)).toBeLessThan(1e-9);
      expect(parts.length).toBeLessThanOrEqual(5);
      expect(en).toMatch(/^(Follows from “|Suits)/);
      expect(zh).toMatch(/而来$|顾客$/);
    });
  });

  it('stops when cancelled, and hands its training a place to go on from', async () => {
    const cut = testContext();
    cut.cancelAfter(4);
    await expect(fit(id, { epochs: 1000 }, cut)).rejects.toMatchObject({ code: 'cancelled' });
    const context = testContext();
    const { tensor } = context;
    let handed: unknown = null;
    const watched: typeof tensor = {
      run(task, payload, options) {
        handed = options?.checkpoint;
        return tensor.run(task, payload, options);
      },
    };
    const out = await fit(id, { epochs: 1 }, Object.defineProperty({ ...context }, 'tensor', { value: watched }));
    expect(handed).toBe(context.checkpoint);
    expect(out.epochs).toBe(1);
  });

  it('says what to do where nothing follows, and has no list for a customer without a history', async () => {
    await expect(run(id, { interactions: [purchases({ ann: 'a', bob: 'b' })] })).rejects.toMatchObject({
      code: 'no-usable-rows',
    });
    const customers = tableOf({ who: { values: ['new', '顾客00'], role: 'customerId' } }, { entity: 'customer' });
    const out = await run(
      id,
      { interactions: [shop], customers: [customers] },
      { ...QUICK, epochs: 2, validationShare: 0, excludeItems: ['c'] },
    );
    const list = out.recommendations as Table;
    expect(cells(list, 'customer_id')).toEqual(['顾客00', '顾客00']);
    expect(out.served).toBe(0.5);
    expect(cells(list, 'item_id')).not.toContain('c');
    expect([out.validationLoss, (out.loss as LineFigure).series.length]).toEqual([null, 1]);
  });
});

it('reads histories from the oldest item on, gives each moment an order of its own, and parts long ones', () => {
  const last = Float64Array.of(3000, NaN, 1000, 2000);
  expect([...orderOfHistory({ items: Int32Array.of(0, 1, 2, 3), last })]).toEqual([1, 2, 3, 0]);
  // Of two items at one moment neither comes first with everybody.
  const orders = Array.from({ length: 40 }, (_, day) =>
    orderOfHistory({ items: Int32Array.of(4, 9), last: new Float64Array(2).fill(day * 86_400_000) }).join(''),
  );
  expect(new Set(orders).size).toBe(2);
  const { rows } = readInteractions(purchases({ ann: 'abcdefg', bob: 'ab' }), {
    weighting: 'binary',
    excludeItems: [],
  });
  const made = sequenceRows(rows, 4, 1, testContext().random);
  const row = (i: number) =>
    [made.inputs, made.targets].map((values) => [...values.subarray(i * 4, (i + 1) * 4)].join(' '));
  expect([made.nRows, made.nAside]).toEqual([4, 1]);
  expect(row(0)).toEqual(['1 2 3 4', '2 3 4 5']);
  expect(row(1)).toEqual(['0 7 7 7', '1 -1 -1 -1']);
  expect(row(2)).toEqual(['0 7 7 7', '1 -1 -1 -1']);
  expect(row(3)).toEqual(['2 3 4 5', '-1 -1 -1 6']);
});
