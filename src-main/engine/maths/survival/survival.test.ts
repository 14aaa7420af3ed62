import { expect, it } from 'vitest';
import { readGolden } from '../../steps/testing.ts';
import { chiSquareAbove } from './chi-square.ts';
import { concordance } from './concordance.ts';
import { baselineSurvival, fitCox } from './cox.ts';
import { kaplanMeier, medianTime, survivalAt } from './kaplan-meier.ts';
import { logRank } from './log-rank.ts';

const rossi = readGolden('predict.survival.rows');
const column = (name: string): number[] => (rossi[name] ?? []).map(Number);
const durations = { times: Float64Array.from(column('week')), events: Uint8Array.from(column('arrest')) };
const Z = 1.959963984540054;
const FEATURES = ['fin', 'age', 'race', 'wexp', 'mar', 'paro', 'prio'];

/** Standardised, dividing by the standard deviation of n − 1 as lifelines does. */
function standardised() {
  const scales = FEATURES.map((name) => {
    const values = column(name);
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const sd = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1));
    return { values, mean, sd };
  });
  const n = durations.times.length;
  const values = Float64Array.from({ length: n * FEATURES.length }, (_, at) => {
    const { values: own, mean, sd } = scales[at % FEATURES.length]!;
    return (own[Math.floor(at / FEATURES.length)]! - mean) / sd;
  });
  return { x: { nRows: n, nColumns: FEATURES.length, values }, scales };
}

it('draws the curve and bands that lifelines draws', () => {
  const golden = readGolden('predict.survival-curve');
  for (const group of [0, 1]) {
    const rows = column('fin').flatMap((fin, row) => (fin === group ? [row] : []));
    const own = {
      times: Float64Array.from(rows, (row) => durations.times[row]!),
      events: Uint8Array.from(rows, (row) => durations.events[row]!),
    };
    const curve = kaplanMeier(own, Z);
    const expected = (name: string) => (golden[name] ?? []).filter((_, i) => golden.group?.[i] === group).map(Number);
    expect([...curve.times]).toEqual(expected('time'));
    for (const name of ['survival', 'lower', 'upper'] as const)
      expected(name).forEach((value, i) => expect(curve[name][i], `${name} ${i}`).toBeCloseTo(value, 10));
    expect([...curve.atRisk]).toEqual(expected('at_risk'));
  }
});

it('works a curve on paper', () => {
  const curve = kaplanMeier({ times: Float64Array.of(1, 2, 2, 3), events: Uint8Array.of(1, 1, 0, 0) }, Z);
  expect([...curve.survival]).toEqual([1, 0.75, 0.5, 0.5]); // 3/4, then 2/3 of it
  expect(medianTime(curve)).toBe(2);
  expect([survivalAt(curve, 0.5), survivalAt(curve, 1), survivalAt(curve, 9)]).toEqual([1, 0.75, 0.5]);
  const all = kaplanMeier({ times: Float64Array.of(1, 2), events: Uint8Array.of(1, 1) }, Z);
  expect([all.survival.at(-1), all.lower.at(-1), all.upper.at(-1)]).toEqual([0, 0, 0]);
  expect(medianTime(kaplanMeier({ times: Float64Array.of(1), events: Uint8Array.of(0) }, Z))).toBeNaN();
});

it('tests groups as lifelines does', () => {
  const golden = readGolden('predict.survival-curve.log-rank');
  (golden.by ?? []).forEach((name, i) => {
    const values = column(String(name));
    const names = [...new Set(values)].sort((a, b) => a - b);
    const found = logRank(
      durations,
      Int32Array.from(values, (value) => names.indexOf(value)),
      names.length,
    );
    expect(found?.statistic).toBeCloseTo(Number(golden.statistic?.[i]), 8);
    expect(found?.p).toBeCloseTo(Number(golden.p?.[i]), 10);
  });
  expect(logRank(durations, new Int32Array(432), 1)).toBeNull();
});

it('knows the chi-square distribution', () => {
  expect(chiSquareAbove(3.841458820694124, 1)).toBeCloseTo(0.05, 12);
  expect(chiSquareAbove(18.307038053275146, 10)).toBeCloseTo(0.05, 12);
  expect(chiSquareAbove(0, 3)).toBe(1);
  expect(chiSquareAbove(2, 2)).toBeCloseTo(Math.exp(-1), 13);
});

it.each([0, 0.1])('fits Cox regressions as lifelines does, penalty %f', (penalty) => {
  const golden = readGolden('predict.cox');
  const at = (golden.penalty ?? []).flatMap((own, i) => (own === penalty ? [i] : []));
  const { x, scales } = standardised();
  const fit = fitCox(x, durations, penalty, () => undefined);
  FEATURES.forEach((name, j) => {
    const i = at.find((row) => golden.covariate?.[row] === name)!;
    expect(fit.coefficients[j]! / scales[j]!.sd).toBeCloseTo(Number(golden.coef?.[i]), 7);
    expect(fit.standardErrors[j]! / scales[j]!.sd).toBeCloseTo(Number(golden.se?.[i]), 7);
  });
  const scores = new Float64Array(x.nRows);
  scores.forEach((_, row) => {
    for (let j = 0; j < x.nColumns; j++) scores[row]! += fit.coefficients[j]! * x.values[row * x.nColumns + j]!;
  });
  expect(concordance(durations, scores)).toBeCloseTo(Number(golden.concordance?.[at[0]!]), 10);
  if (penalty === 0) expect(fit.logLikelihood).toBeCloseTo(Number(golden.log_likelihood?.[at[0]!]), 6);
  const curves = readGolden('predict.cox.survival');
  const baseline = baselineSurvival(durations, scores);
  (curves.time ?? []).forEach((time, i) => {
    if (curves.penalty?.[i] !== penalty) return;
    for (let row = 0; row < 5; row++)
      expect(survivalAt(baseline, Number(time)) ** Math.exp(scores[row]!)).toBeCloseTo(
        Number(curves[`row_${row}`]?.[i]),
        7,
      );
  });
});

it('counts pairs on paper', () => {
  const own = { times: Float64Array.of(1, 2, 3), events: Uint8Array.of(1, 0, 1) };
  // Pairs that can be told: the first before the second and the third.
  expect(concordance(own, Float64Array.of(3, 1, 2))).toBe(1);
  expect(concordance(own, Float64Array.of(2, 2, 3))).toBe(0.25);
  expect(concordance({ times: own.times, events: new Uint8Array(3) }, Float64Array.of(1, 2, 3))).toBeNaN();
});

it('says so where features repeat each other, and bears that with a penalty', () => {
  const values = Float64Array.from({ length: 40 }, (_, at) => ((at >> 1) * 7) % 11);
  const twice = { nRows: 20, nColumns: 2, values };
  const own = {
    times: Float64Array.from({ length: 20 }, (_, i) => 1 + ((i * 13) % 20)),
    events: new Uint8Array(20).fill(1),
  };
  expect(() => fitCox(twice, own, 0, () => undefined)).toThrow(/repeat each other/);
  const { coefficients } = fitCox(twice, own, 0.01, () => undefined);
  expect(coefficients[0]).toBeCloseTo(coefficients[1]!, 9);
});
