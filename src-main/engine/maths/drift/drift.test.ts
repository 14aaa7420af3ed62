import { describe, expect, it } from 'vitest';
import { smirnovChance, stabilityByChance, stabilityIndex } from './distances.ts';
import { choiceShape, driftOfChoices, driftOfNumbers, MOST_EDGES, numberShape } from './shapes.ts';

/* Values by scipy 1.17.1 and numpy 2.4.6:
   a = [(i*37) % 101 / 10 for i in range(80)]; b = [(i*53) % 89 / 8 + 1 for i in range(60)]
   r = scipy.stats.ks_2samp(a, b); r.statistic; scipy.special.kolmogorov(r.statistic * sqrt(80*60/140))
   p = np.array([10,20,30,40]) / 100; q = np.full(4, .25); ((q - p) * np.log(q / p)).sum()
   scipy.stats.chi2.ppf(.99, [9, 3, 1]) * (1/500 + 1/200) */
const A = Float64Array.from({ length: 80 }, (_, i) => ((i * 37) % 101) / 10);
const B = Float64Array.from({ length: 60 }, (_, i) => ((i * 53) % 89) / 8 + 1);

describe('distances', () => {
  it('agree with what scipy and numpy say', () => {
    expect(stabilityIndex([10, 20, 30, 40], [20, 20, 20, 20])).toBeCloseTo(0.22821740957339184, 14);
    const { ks, ksChance } = driftOfNumbers(numberShape(A), B);
    expect(ks).toBeCloseTo(0.19583333333333333, 14);
    expect(ksChance).toBeCloseTo(0.14413721792791828, 12);
    // Wilson and Hilferty come within half a percent from three degrees of freedom on.
    expect(stabilityByChance(500, 200, 10) / 0.1516619603342335).toBeCloseTo(1, 2);
    expect(stabilityByChance(500, 200, 4) / 0.07941406711101061).toBeCloseTo(1, 2);
    expect(smirnovChance(0, 10, 10)).toBe(1);
    expect(smirnovChance(1, 500, 500)).toBeLessThan(1e-100);
  });

  it('of nothing are unknown, and of an empty bin as of half a row', () => {
    expect(stabilityIndex([0, 0], [1, 2])).toBeNaN();
    expect(stabilityIndex([5, 5, 0], [5, 5, 0])).toBe(0);
    expect(stabilityIndex([10, 0], [5, 5])).toBeCloseTo(-0.5 * Math.log(0.5) + 0.45 * Math.log(10), 12);
  });
});

describe('drift', () => {
  it('is nothing between a sample and itself, whatever it holds', () => {
    for (const values of [A, Float64Array.of(3, 3, 3), Float64Array.of(NaN, 1, 2), Float64Array.of(1)]) {
      const found = driftOfNumbers(numberShape(values), values);
      expect(found).toMatchObject({ psi: 0, ks: 0 });
    }
    const choices = ['a', 'b', null, 'a'];
    expect(driftOfChoices(choiceShape(choices), choices)).toMatchObject({ psi: 0, unseen: 0, missingNow: 0.25 });
  });

  it('is seen in a shift, in values that go missing and in a constant that moves', () => {
    const shifted = driftOfNumbers(
      numberShape(A),
      A.map((value) => value + 5),
    );
    expect(shifted.psi).toBeGreaterThan(1);
    expect(shifted.ks).toBeGreaterThan(0.45);
    const gaps = driftOfNumbers(
      numberShape(A),
      A.map((value, i) => (i % 2 ? NaN : value)),
    );
    expect(gaps).toMatchObject({ missingBefore: 0, missingNow: 0.5 });
    expect(gaps.psi).toBeGreaterThan(0.25);
    expect(driftOfNumbers(numberShape(Float64Array.of(3, 3, 3)), Float64Array.of(4, 4)).ks).toBe(1);
    expect(driftOfNumbers(numberShape(new Float64Array(0)), B).psi).toBeNaN();
  });

  it('keeps little of many rows and is still right to a hundredth', () => {
    const many = Float64Array.from({ length: 5000 }, (_, i) => (i * 7919) % 10007);
    const shape = numberShape(many);
    expect(shape.edges.length).toBe(MOST_EDGES);
    // All values of the second lie above 3000: a share of the first lies below, which is the distance.
    const above = many.filter((value) => value > 3000);
    const { ks, psi, before } = driftOfNumbers(shape, above);
    expect(Math.abs(ks - (1 - above.length / many.length))).toBeLessThan(0.01);
    expect(psi).toBeGreaterThan(0.25);
    expect(before.length).toBe(11);
  });

  it('names choices that were never seen', () => {
    const found = driftOfChoices(choiceShape(['a', 'a', 'b', 'b']), ['a', '新', 'b', '新']);
    expect(found.unseen).toBe(0.5);
    expect(found.names).toEqual(['a', 'b', null]);
    expect([...found.now]).toEqual([0.25, 0.25, 0.5, 0]);
    expect(found.psi).toBeGreaterThan(0.25);
    expect(found.ks).toBeNaN();
  });
});
