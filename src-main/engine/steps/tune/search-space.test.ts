import { expect, it } from 'vitest';
import { z } from 'zod';
import { seededRandom } from '../../maths/random.ts';
import { drawSettings, readSearchSpace, withSetting } from './search-space.ts';

const first = z.object({ nNeighbours: z.int().min(1).default(5) });
const second = z.object({
  nNeighbours: z
    .int()
    .min(1)
    .max(500)
    .default(30)
    .meta({ label: { en: 'Neighbours', zh: '邻居数' }, tune: '10, 20' }),
  similarity: z
    .enum(['cosine', 'tf-idf'])
    .default('cosine')
    .meta({
      label: { en: 'Likeness', zh: '相似度' },
      options: { cosine: { en: 'Cosine', zh: '余弦' }, 'tf-idf': { en: 'TF-IDF', zh: 'TF-IDF' } },
    }),
  shrink: z.number().min(0).default(0),
  halfLifeDays: z.number().positive().nullable().default(null),
  excludeSeen: z.boolean().default(true),
});
const schemas = [first, second];
const read = (form: string) =>
  readSearchSpace(form, schemas).map(({ link, parameter, choices }) => [link, parameter, choices]);

it('reads values of every kind', () => {
  expect(
    read('nNeighbours = 10, 20\n\n similarity=cosine,tf-idf\nexcludeSeen = yes, false\nhalfLifeDays = none, 7.5'),
  ).toEqual([
    [1, 'nNeighbours', { values: [10, 20] }],
    [1, 'similarity', { values: ['cosine', 'tf-idf'] }],
    [1, 'excludeSeen', { values: [true, false] }],
    [1, 'halfLifeDays', { values: [null, 7.5] }],
  ]);
});

it('finds parameters by link, spelling and label, in either language', () => {
  expect(
    read(
      '1.nNeighbours = 3\n2.n-neighbours = 4\nn_neighbours = 5\nLikeness = Cosine\n相似度 = 余弦，TF-IDF\n邻居数 = 6',
    ),
  ).toEqual([
    [0, 'nNeighbours', { values: [3] }],
    [1, 'nNeighbours', { values: [4] }],
    [1, 'nNeighbours', { values: [5] }],
    [1, 'similarity', { values: ['cosine'] }],
    [1, 'similarity', { values: ['cosine', 'tf-idf'] }],
    [1, 'nNeighbours', { values: [6] }],
  ]);
});

it('takes a semicolon for the end of a line, for command lines', () => {
  expect(read('shrink = 1; nNeighbours = 2')).toEqual(read('shrink = 1\nnNeighbours = 2'));
});

it('reads ranges, whole where the parameter is', () => {
  expect(read('nNeighbours = 1 to 100 log\nshrink = 0 to 20\nshrink = 0.5 到 2')).toEqual([
    [1, 'nNeighbours', { low: 1, high: 100, log: true, whole: true }],
    [1, 'shrink', { low: 0, high: 20, log: false, whole: false }],
    [1, 'shrink', { low: 0.5, high: 2, log: false, whole: false }],
  ]);
});

it('takes what the steps propose where nothing is written', () => {
  expect(read('  \n')).toEqual([[1, 'nNeighbours', { values: [10, 20] }]]);
  expect(() => readSearchSpace('', [first])).toThrow(/name at least one parameter/);
});

it.each([
  ['neighbours', /write “name = value, value”/],
  ['nothing = 1', /no parameter of that name/],
  ['similarity = euclid', /similarity = euclid/],
  ['nNeighbours = 0 to 10', /nNeighbours = 0 to 10/],
  ['shrink = 5 to 1', /must rise/],
  ['shrink = 0 to 10 log', /begins above zero/],
])('refuses “%s” and quotes the line', (line, message) => {
  expect(() => read(line)).toThrow(message);
});

it('tries every combination, or draws some without repeats', () => {
  const axes = readSearchSpace('nNeighbours = 1 to 5\nsimilarity = cosine, tf-idf', schemas);
  const all = drawSettings(axes, 'grid', 100, seededRandom(1));
  expect(all.nAll).toBe(10);
  expect(new Set(all.settings.map(String)).size).toBe(10);
  const some = drawSettings(axes, 'grid', 4, seededRandom(1));
  expect([some.nAll, new Set(some.settings.map(String)).size]).toEqual([10, 4]);
  expect(drawSettings(axes, 'grid', 4, seededRandom(1))).toEqual(some);
});

it('draws from everywhere in a range, by ratios where asked', () => {
  const axes = readSearchSpace('shrink = 1 to 10000 log\nnNeighbours = 1 to 3', schemas);
  const { settings, nAll } = drawSettings(axes, 'random', 300, seededRandom(1));
  expect(nAll).toBeNull();
  const small = settings.filter(([shrink]) => Number(shrink) < 100).length;
  expect(small / settings.length).toBeCloseTo(0.5, 1);
  expect(new Set(settings.map(([, n]) => n))).toEqual(new Set([1, 2, 3]));
});

it('puts a setting into its links', () => {
  const axes = readSearchSpace('1.nNeighbours = 3\nshrink = 2', schemas);
  const chain = {
    steps: [
      { step: 'a.b', parameters: { nNeighbours: 9, other: 1 } },
      { step: 'c.d', parameters: {} },
    ],
  };
  expect(withSetting(chain, axes, [3, 2]).steps.map(({ parameters }) => parameters)).toEqual([
    { nNeighbours: 3, other: 1 },
    { shrink: 2 },
  ]);
});
