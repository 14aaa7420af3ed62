import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../maths/random.ts';
import { spearman } from '../../maths/scores/correlation.ts';
import { symmetricalUncertainty } from '../../maths/scores/redundancy.ts';
import { readGolden, tableOf, testContext } from '../testing.ts';
import { chooseFeatures } from './choose-features.ts';
import { featureValues, targetOf } from './feature-values.ts';
import { scoresFor } from './scores.ts';

const golden = readGolden('select.joint');
const rows = readGolden('select.rows');
const [shifted, noise] = [rows.shifted as number[], rows.noise as number[]];
const table = tableOf({ ...rows, doubled: shifted.map((value, i) => 0.8 * value + 0.2 * noise[i]!) });
const names = golden.feature as string[];
const features = names.map((name) => featureValues(table, name, 10));

async function scoreOf(target: string | null, id: string): Promise<Float64Array> {
  const found = scoresFor(target === null ? null : targetOf(table, target, 'auto')).find((score) => score.id === id)!;
  const { pool, signal } = testContext();
  return found.compute(features, { random: seededRandom(1), signal, pool, neighbours: 3, nBins: 10 });
}
const expected = (id: string): number[] => golden[id] as number[];

describe('scores of features beside each other agree with scikit-learn and scikit-feature', () => {
  it.each(['fcbf', 'mrmr', 'lasso'])('%s, of classes and of a number', async (id) => {
    for (const [target, name] of [['group', `${id}_class`], ['spend', `${id}_number`]] as const)
      (await scoreOf(target, id)).forEach((score, j) => expect(score, `${name} ${names[j]!}`).toBeCloseTo(expected(name)[j]!, 8)); // prettier-ignore
  });

  it('importance in a forest, within what chance moves, and what shuffling costs in the same order', async () => {
    const found = await scoreOf('group', 'forest');
    found.forEach((share, j) => expect(Math.abs(share - expected('forest')[j]!), names[j]).toBeLessThan(0.06));
    const lost = await scoreOf('group', 'permutation');
    expect(Math.min(lost[0]!, lost[5]!)).toBeGreaterThan(Math.max(...lost.subarray(1, 5)));
    expect(spearman(found, lost)).toBeGreaterThan(0);
    expect(Math.max(...(await scoreOf('spend', 'permutation')).subarray(1, 3))).toBeGreaterThan(0.3);
  });

  it('the share of a clustering', async () => {
    (await scoreOf(null, 'cluster_share')).forEach((share, j) => expect(share).toBeCloseTo(expected('cluster_share')[j]!, 1)); // prettier-ignore
  });
});

it('symmetrical uncertainty of a worked example', () => {
  // Halves and thirds of six rows: H = 1 and log2 3 bits; each pair of values once: no information. A coding with itself: all.
  const halves = { codes: Int32Array.of(0, 0, 0, 1, 1, 1), n: 2 };
  const thirds = { codes: Int32Array.of(0, 1, 2, 0, 1, 2), n: 3 };
  expect(symmetricalUncertainty(halves, thirds)).toBeCloseTo(0, 12);
  expect(symmetricalUncertainty(thirds, thirds)).toBeCloseTo(1, 12);
  expect(symmetricalUncertainty({ codes: new Int32Array(6), n: 1 }, { codes: new Int32Array(6), n: 1 })).toBe(0);
});

it('says why each feature was kept or left out', () => {
  const chosen = chooseFeatures(
    features,
    Float64Array.of(9, 8, 7, NaN, 5, 4),
    { keep: 3, threshold: 4.5, likeness: 0.8 },
  ); // prettier-ignore
  expect(chosen.map(({ why }) => why)).toEqual(['kept', 'kept', 'kept', 'score', 'place', 'score']);
  const alike = chooseFeatures(features, new Float64Array(6), { keep: 6, threshold: null, likeness: 0.8 });
  expect(alike[5]).toEqual({ why: 'like', like: 'shifted' });
});

it('scores words and gaps, and says nothing of what does not vary', async () => {
  const n = 60;
  const made = tableOf({
    plan: Array.from({ length: n }, (_, i) => (i % 3 ? 'flat' : '计量')),
    gappy: Array.from({ length: n }, (_, i) => (i % 4 ? (i % 3 ? 1 : 2) : null)),
    flat: new Array<number>(n).fill(7),
    target: Array.from({ length: n }, (_, i) => (i === 5 ? null : i % 3 === 0)),
  });
  const few = ['plan', 'gappy', 'flat'].map((name) => featureValues(made, name, 10));
  const { pool, signal } = testContext();
  for (const score of scoresFor(targetOf(made, 'target', 'auto')).filter(({ isSlow }) => isSlow)) {
    const [plan, , flat] = await score.compute(few, {
      random: seededRandom(1),
      signal,
      pool,
      neighbours: 3,
      nBins: 10,
    });
    expect(plan, score.id).toBeGreaterThan(score.id === 'mrmr' ? 0.6 : 0.2);
    expect(flat, score.id).toBeLessThanOrEqual(score.id === 'mrmr' ? 0.67 : 0);
  }
});
