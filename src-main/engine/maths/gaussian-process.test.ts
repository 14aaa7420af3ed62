import { expect, it } from 'vitest';
import { readGolden } from '../steps/testing.ts';
import { seededRandom } from './random.ts';
import { conditionProcess, expectAt, fitProcess, marginalLikelihood } from './gaussian-process.ts';

const known = readGolden('tune.gaussian-process.known');
const asked = readGolden('tune.gaussian-process.asked');
const likelihood = readGolden('tune.gaussian-process.likelihood');
const measured = {
  x: Float64Array.from(known.x1!.flatMap((x, i) => [Number(x), Number(known.x2![i])])),
  y: Float64Array.from(known.y!, Number),
};
const scales = { variance: 1.7, lengths: Float64Array.of(0.3, 0.9), noise: 0.02 };

it('expects what scikit-learn expects', () => {
  const process = conditionProcess(measured, scales)!;
  asked.x1!.forEach((x, i) => {
    const { mean, deviation } = expectAt(process, [Number(x), Number(asked.x2![i])]);
    expect(mean).toBeCloseTo(Number(asked.mean![i]), 10);
    expect(Math.sqrt(deviation ** 2 + scales.noise)).toBeCloseTo(Number(asked.deviation![i]), 10);
  });
});

it('finds measurements as likely as scikit-learn does, with the same slopes', () => {
  const { value, slope } = marginalLikelihood(measured, scales)!;
  expect(value).toBeCloseTo(Number(likelihood.value![0]), 9);
  ['variance', 'length1', 'length2', 'noise'].forEach((name, k) =>
    expect(slope[k]).toBeCloseTo(Number(likelihood[name]![0]), 8),
  );
});

it('learns along which dimension measurements vary', () => {
  const random = seededRandom(4);
  const x = Float64Array.from({ length: 60 }, () => random.next());
  const wave = Float64Array.from({ length: 30 }, (_, i) => Math.sqrt(2) * Math.sin(9 * x[2 * i]!));
  const process = fitProcess({ x, y: wave }, 2)!;
  const [bent, flat] = process.scales.lengths;
  expect(flat).toBeGreaterThan(3 * bent!);
  expect(expectAt(process, [0.5, 0.2]).mean).toBeCloseTo(Math.sqrt(2) * Math.sin(4.5), 1);
});

it('says where it cannot be computed', () => {
  const twice = { x: Float64Array.of(0.5, 0.5), y: Float64Array.of(1, -1) };
  expect(conditionProcess(twice, { variance: 1, lengths: Float64Array.of(1), noise: 0 })).toBeNull();
  expect(conditionProcess(twice, { variance: 1, lengths: Float64Array.of(1), noise: 0.1 })).not.toBeNull();
});
