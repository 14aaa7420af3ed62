import { expect, it } from 'vitest';
import { seededRandom } from '../../maths/random.ts';
import { batchesOf, shuffledBatches, splitRows } from './batches.ts';
import { rateAt, type Schedule } from './schedule.ts';

/** The rates of all steps. */
const rates = (schedule: Schedule, epochs: number, perEpoch: number): number[] =>
  Array.from({ length: epochs * perEpoch }, (_, i) => rateAt(schedule, i / perEpoch, epochs, 1 / perEpoch));

const close = (found: readonly number[], expected: readonly number[]): void => {
  expect(found.length).toBe(expected.length);
  expected.forEach((value, i) => expect(found[i]).toBeCloseTo(value, 12));
};

it('keeps the rate, halves it by steps, and warms up', () => {
  close(rates({ kind: 'constant', rate: 0.1 }, 2, 2), [0.1, 0.1, 0.1, 0.1]);
  close(
    rates({ kind: 'step', rate: 0.8, everyEpochs: 1, factor: 0.5 }, 3, 3),
    [0.8, 0.8, 0.8, 0.4, 0.4, 0.4, 0.2, 0.2, 0.2],
  );
  close(rates({ kind: 'constant', rate: 0.4, warmUpEpochs: 1 }, 2, 4), [0.1, 0.2, 0.3, 0.4, 0.4, 0.4, 0.4, 0.4]);
});

it('falls along a cosine from the rate to nearly nothing', () => {
  const found = rates({ kind: 'cosine', rate: 1, warmUpEpochs: 1 }, 5, 2);
  close(found.slice(0, 3), [0.5, 1, 1]);
  expect(found[6]).toBeCloseTo(0.5, 12); // half way
  expect(found.slice(2)).toEqual(found.slice(2).toSorted((a, b) => b - a));
  expect(found.at(-1)).toBeLessThan(0.05);
});

it('sets rows aside once and for all, and shows every other row once an epoch', () => {
  const { training, validation } = splitRows(103, 0.2, seededRandom(1));
  expect([training.length, validation.length]).toEqual([82, 21]);
  expect([...training, ...validation].sort((a, b) => a - b)).toEqual(Array.from({ length: 103 }, (_, i) => i));
  const epoch = (seed: number) =>
    [...shuffledBatches(training, 32, seededRandom(seed))].map((batch) => Array.from(batch));
  expect(epoch(1).map(({ length }) => length)).toEqual([32, 32, 18]);
  expect(epoch(1)).toEqual(epoch(1));
  expect(epoch(1)).not.toEqual(epoch(2));
  expect(
    epoch(1)
      .flat()
      .sort((a, b) => a - b),
  ).toEqual(Array.from(training));
  expect([...batchesOf(validation, 20)].map(({ length }) => length)).toEqual([20, 1]);
  expect(splitRows(1, 0.9, seededRandom(1)).training.length).toBe(1);
});
