import { easeWeights } from '../../../src-main/engine/maths/ease.ts';
import { elasticWeights } from '../../../src-main/engine/maths/recommend/elastic.ts';
import { itemNeighbours } from '../../../src-main/engine/steps/recommend/similarity.ts';
import { defineCase, prepared } from '../harness/case.ts';
import { GOWALLA, gowallaRows, neverStops, offDiagonal, readRows, writeRows } from './gowalla-data.ts';

const ignore = (): void => undefined;

export const itemKnnGowalla = defineCase({
  name: 'item-knn',
  script: 'item_knn',
  title: 'item-kNN, cosine, Gowalla, 50 neighbours',
  reference: 'implicit',
  bar: 0.8,
  aim: 0.6,
  shape: { neighbours: 50 },
  needs: GOWALLA,
  tolerance: 1e-6,
  make: (_, folder) => {
    writeRows(folder, gowallaRows());
  },
  prepare({ shape: { neighbours }, folder, pool }) {
    const rows = readRows(folder);
    const options = {
      similarity: 'cosine',
      nNeighbours: neighbours,
      shrink: 0,
      bm25K1: 1.2,
      bm25B: 0.75,
      asymmetry: 0.5,
    } as const;
    return prepared({
      run: () => itemNeighbours(rows, options, { pool, signal: neverStops }, ignore),
      check: offDiagonal,
    });
  },
});

/** SLIM on the most visited places. */
const slimOf = (name: string, where: string, items: number) =>
  defineCase({
    name,
    script: 'slim',
    title: `SLIM, ${where}, l1 1, l2 10, at most 200 candidates an item`,
    reference: 'numba, coordinate descent',
    bar: 1,
    aim: 0.8,
    shape: { items, l1: 1, l2: 10, candidates: 200, iterations: 200, tolerance: 1e-4 },
    needs: GOWALLA,
    tolerance: 1e-3,
    make: (shape, folder) => {
      writeRows(folder, gowallaRows(shape.items));
    },
    prepare({ shape: { l1, l2, candidates, iterations, tolerance }, folder, pool }) {
      const rows = readRows(folder);
      const options = {
        l1,
        l2,
        tolerance,
        nonNegative: true,
        nCandidates: candidates,
        nWeights: candidates,
        maxIterations: iterations,
      };
      return prepared({
        run: () => elasticWeights(rows, options, { pool, signal: neverStops }, ignore),
        check: offDiagonal,
      });
    },
  });

export const slimGowalla = slimOf('slim', 'Gowalla', 40_981);
export const slimPopular = slimOf('slim-popular', 'the 6,000 most visited places of Gowalla', 6000);

export const easeGowalla = defineCase({
  name: 'ease',
  script: 'ease',
  title: 'EASE, the 20,000 most visited places of Gowalla',
  reference: 'numpy',
  bar: 3,
  aim: 2,
  shape: { items: 20_000, l2: 100, weights: 100 },
  needs: GOWALLA,
  tolerance: 1e-6,
  make: ({ items }, folder) => {
    writeRows(folder, gowallaRows(items));
  },
  prepare({ shape: { l2, weights }, folder, pool }) {
    const rows = readRows(folder);
    return prepared({
      run: () => easeWeights(rows, { l2, nWeights: weights }, { pool, signal: neverStops }, ignore),
      check: (found) => (found ? offDiagonal(found) : { sum: NaN }),
    });
  },
});
