import { expect, it } from 'vitest';
import { readGolden } from '../../steps/testing.ts';
import { calibrated, fitIsotonic, fitPlatt } from './calibration.ts';
import {
  accuracyOf,
  averageQuality,
  balancedAccuracy,
  classQualities,
  cohenKappa,
  confusionOf,
  matthews,
} from './confusion.ts';
import { numberMetrics, pinballLoss } from './numbers.ts';
import { probabilityMetrics } from './probabilities.ts';
import { rankScores, rocAuc, topLift } from './ranked.ts';
import { compareFolds, studentBelow } from './student-t.ts';

const rows = readGolden('predict.rows');
const found = readGolden('predict.found');
const golden = readGolden('evaluate.metrics');
const expected = (of: string): Record<string, number> =>
  Object.fromEntries(
    (golden.metric ?? []).flatMap((name, i) => (golden.of?.[i] === of ? [[name, Number(golden.value?.[i])]] : [])),
  );

const churned = Int32Array.from(rows.churned ?? [], (value) => (value === 'yes' ? 1 : 0));
const PLANS = ['basic', 'plus', 'top'];
const plans = Int32Array.from(rows.plan ?? [], (value) => PLANS.indexOf(String(value)));
const scores = Float64Array.from(found.logistic_ridge ?? [], (p) => Number(Number(p).toFixed(2)));

function hardMetrics(actual: Int32Array, predicted: Int32Array, nClasses: number): Record<string, number> {
  const confusion = confusionOf(actual, predicted, nClasses);
  const out: Record<string, number> = {
    accuracy: accuracyOf(confusion),
    balancedAccuracy: balancedAccuracy(confusion),
    mcc: matthews(confusion),
    kappa: cohenKappa(confusion),
  };
  for (const average of ['micro', 'macro', 'weighted'] as const) {
    const quality = averageQuality(confusion, average);
    const name = average[0]!.toUpperCase() + average.slice(1);
    Object.assign(out, {
      [`precision${name}`]: quality.precision,
      [`recall${name}`]: quality.recall,
      [`f1${name}`]: quality.f1,
    });
  }
  return out;
}

const close = (got: Readonly<Record<string, number>>, of: string): void => {
  const wanted = expected(of);
  for (const [name, value] of Object.entries(got))
    if (name in wanted) expect(value, `${of} ${name}`).toBeCloseTo(wanted[name]!, 12);
};

it('agrees with scikit-learn on two classes, ties among the scores', () => {
  const predicted = Int32Array.from(scores, (p) => (p >= 0.5 ? 1 : 0));
  close(hardMetrics(churned, predicted, 2), 'two');
  const [no, yes] = classQualities(confusionOf(churned, predicted, 2));
  close({ precision: yes!.precision, recall: yes!.recall, f1: yes!.f1, specificity: no!.recall }, 'two');
  const probabilities = Float64Array.from({ length: scores.length * 2 }, (_, at) =>
    at % 2 === 1 ? scores[at >> 1]! : 1 - scores[at >> 1]!,
  );
  const soft = probabilityMetrics({ nClasses: 2, codes: churned, probabilities, weights: null });
  close({ ...soft }, 'two');
});

it('agrees with scikit-learn on three classes', () => {
  const probabilities = Float64Array.from({ length: plans.length * 3 }, (_, at) =>
    Number(found[`logistic_many_${PLANS[at % 3]}`]?.[Math.floor(at / 3)]),
  );
  const predicted = Int32Array.from(plans, (_, row) => {
    const own = probabilities.subarray(row * 3, row * 3 + 3);
    return own.indexOf(Math.max(...own));
  });
  close(hardMetrics(plans, predicted, 3), 'many');
  close({ ...probabilityMetrics({ nClasses: 3, codes: plans, probabilities, weights: null }) }, 'many');
});

it('agrees with scikit-learn on numbers', () => {
  const spend = Float64Array.from(rows.spend ?? [], Number);
  const predicted = Float64Array.from(found.linear_none ?? [], Number);
  close({ ...numberMetrics(spend, predicted), pinball: pinballLoss(spend, predicted, 0.9) }, 'number');
});

it('weighs a row of weight two like two rows', () => {
  const codes = Int32Array.of(0, 1, 1, 0, 1);
  const p = Float64Array.of(0.1, 0.8, 0.4, 0.4, 0.6);
  const pairs = (of: Float64Array) =>
    Float64Array.from({ length: of.length * 2 }, (_, at) => (at % 2 ? of[at >> 1]! : 1 - of[at >> 1]!));
  const twice = [0, 1, 1, 2, 3, 4];
  const weighted = probabilityMetrics({
    nClasses: 2,
    codes,
    probabilities: pairs(p),
    weights: Float64Array.of(1, 2, 1, 1, 1),
  });
  const repeated = probabilityMetrics({
    nClasses: 2,
    codes: Int32Array.from(twice, (row) => codes[row]!),
    probabilities: pairs(Float64Array.from(twice, (row) => p[row]!)),
    weights: null,
  });
  expect(weighted.rocAuc).toBeCloseTo(repeated.rocAuc, 14);
  expect(weighted.logLoss).toBeCloseTo(repeated.logLoss, 14);
  expect(weighted.prAuc).toBeCloseTo(repeated.prAuc, 14);
});

it('finds twice as many events in the top half where all lie there', () => {
  const ranked = rankScores([1, 1, 0, 0], Float64Array.of(0.9, 0.8, 0.2, 0.1));
  expect(topLift(ranked, 0.5)).toBe(2);
  expect(rocAuc(rankScores([1, 0], Float64Array.of(1, 1)))).toBe(0.5);
  expect(rocAuc(rankScores([1, 1], Float64Array.of(1, 2)))).toBeNaN();
});

it('calibrates by steps as scikit-learn does, and by a curve that lowers the loss', () => {
  const p = Float64Array.from(found.nearest ?? [], Number);
  const isPositive = Uint8Array.from(churned);
  const curve = fitIsotonic(isPositive, p);
  p.forEach((value, row) => expect(calibrated(curve, value)).toBeCloseTo(Number(found.isotonic?.[row]), 12));
  const boasting = scores.map((value) => 1 / (1 + Math.exp(-4 * Math.log(value / (1 - value)))));
  const platt = fitPlatt(isPositive, boasting);
  expect(platt.slope).toBeGreaterThan(0.1);
  expect(platt.slope).toBeLessThan(0.5);
  expect(calibrated(platt, 0)).toBeLessThan(calibrated(platt, 1));
});

it('knows Student’s distribution and weighs folds by it', () => {
  // Tables: t of 2.262 leaves 2.5 % above at nine degrees, of 12.706 at one.
  expect(studentBelow(2.2621571627982, 9)).toBeCloseTo(0.975, 12);
  expect(studentBelow(12.706204736174705, 1)).toBeCloseTo(0.975, 12);
  expect(studentBelow(-1, 4)).toBeCloseTo(1 - studentBelow(1, 4), 14);
  const test = compareFolds([0.02, 0.03, 0.01, 0.04, 0.02], 1 / 4, 0.01)!;
  // mean 0.024, variance 1.3e-4, spread √((1/5 + 1/4) · 1.3e-4) = 0.0076485…
  expect(test.mean).toBeCloseTo(0.024, 14);
  expect(test.p).toBeCloseTo(2 * studentBelow(-0.024 / Math.sqrt(0.45 * 1.3e-4), 4), 14);
  expect(test.worse + test.alike + test.better).toBeCloseTo(1, 14);
  expect(test.better).toBeGreaterThan(0.8);
  expect(compareFolds([0, 0, 0], 0.5, 0.01)).toMatchObject({ p: 1, alike: 1 });
  expect(compareFolds([0.1], 0.5, 0.01)).toBeNull();
});
