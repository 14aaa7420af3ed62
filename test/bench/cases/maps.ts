import type { Context } from '../../../src-main/engine/steps/context.ts';
import type { ClosablePool } from '../../../src-main/engine/kernels/pool.ts';
import { trustworthiness } from '../../../src-main/engine/maths/maps/trustworthiness.ts';
import { seededRandom } from '../../../src-main/engine/maths/random.ts';
import { fitTsne } from '../../../src-main/engine/maths/tsne/tsne.ts';
import { fitUmap } from '../../../src-main/engine/maths/umap/umap.ts';
import type { Matrix } from '../../../src-main/engine/table/table.ts';
import { defineCase, prepared, type BenchCase, type CaseTools } from '../harness/case.ts';
import { blobs, readArray, writeArray } from '../harness/data.ts';

interface MapShape {
  readonly rows: number;
  readonly columns: number;
  readonly [name: string]: number;
}

const SEED = 24;
const GROUPS = 8;
const TRUST_NEAR = 15;

const tools = (pool: ClosablePool): Pick<Context, 'pool' | 'random' | 'signal'> => ({
  pool,
  random: seededRandom(SEED),
  signal: { aborted: false, throwIfAborted: () => undefined },
});

/** A map of rows around eight centres; both sides give about as trustworthy a one. */
const mapCase = (
  definition: Pick<BenchCase<MapShape>, 'name' | 'script' | 'title' | 'reference' | 'shape'>,
  lay: (x: Matrix, tools: Pick<Context, 'pool' | 'random' | 'signal'>) => Promise<{ readonly places: Float32Array }>,
): BenchCase =>
  defineCase<MapShape>({
    ...definition,
    bar: 1,
    aim: 0.7,
    tolerance: 0.01,
    make({ rows, columns }, folder) {
      writeArray(folder, 'x', Float64Array.from(blobs(rows, columns, GROUPS, SEED).values));
    },
    prepare({ shape: { rows, columns }, folder, pool }: CaseTools<MapShape>) {
      const x = { nRows: rows, nColumns: columns, values: readArray(folder, 'x', 'f64') };
      return prepared({
        run: () => lay(x, tools(pool)),
        async check({ places }) {
          const at = { nRows: rows, nColumns: 2, values: Float64Array.from(places) };
          return { trustworthiness: (await trustworthiness(x, at, TRUST_NEAR, tools(pool))).score };
        },
      });
    },
  });

const watch = (): void => undefined;

export const umap = mapCase(
  {
    name: 'umap',
    script: 'umap_map',
    title: 'UMAP, 50,000 × 16, 15 neighbours, 200 epochs',
    reference: 'umap-learn',
    shape: { rows: 50_000, columns: 16, neighbours: 15 },
  },
  (x, given) =>
    fitUmap(
      x,
      {
        nNeighbours: 15,
        minDist: 0.1,
        spread: 1,
        epochs: 200,
        repulsion: 1,
        nNegatives: 5,
        start: 'spectral',
        mostLandmarks: x.nRows,
      },
      given,
      watch,
    ),
);

export const tsne = mapCase(
  {
    name: 'tsne',
    script: 'tsne_map',
    title: 't-SNE, 20,000 × 16, perplexity 30, 750 iterations',
    reference: 'openTSNE',
    shape: { rows: 20_000, columns: 16, perplexity: 30 },
  },
  (x, given) =>
    fitTsne(
      x,
      {
        perplexity: 30,
        exaggeration: 12,
        earlyIterations: 250,
        iterations: 500,
        theta: 0.5,
        mostLandmarks: x.nRows,
      },
      given,
      watch,
    ),
);
