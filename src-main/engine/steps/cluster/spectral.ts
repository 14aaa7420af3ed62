import { z } from 'zod';
import type { LineFigure } from '../../../contract/figure.ts';
import { fitLandmarks, placeByLandmarks, spectralLayout, type Landmarks } from '../../maths/cluster/spectral.ts';
import { neighbourGraph } from '../../maths/cluster/neighbour-graph.ts';
import { fitKmeans, nearestCentres } from '../../maths/kmeans.ts';
import type { Matrix } from '../../table/table.ts';
import type { Context } from '../context.ts';
import { columns, defineEstimator, figureOut, stepText, tableIn } from '../define.ts';
import { CLUSTERED_OUTPUTS, completeMatrix } from '../features-of.ts';
import { centreCertainty } from './assignment.ts';
import { clusterColumns, clusterCount, clusteredRows, clusterFeatures, clusterOutputs } from './cluster-words.ts';
import { graphWords } from './graph-text.ts';
import { clusterGives, clusterMap, judgeClusters, type ClusterMap } from './judge.ts';
import { voteOfNearest, type KnownRows } from './near-rows.ts';

const text = stepText({
  title: { en: 'Spectral clustering', zh: '谱聚类' },
  summary: {
    en: 'Cuts a graph of near rows where it is thinnest: groups of any form, as many as asked for.',
    zh: '在邻近行构成的图最薄弱处切开：任意形状的群体，组数由您指定。',
  },
  about: {
    en: 'Each row is joined with its nearest rows, and the graph that results is cut into the asked number of parts so that few joins are cut. Groups may have **any form**, rings and crescents among them, as long as rows of a group are linked through near rows. Choose it where k-means cuts through groups that the map shows to be one; for round groups k-means finds the same, sooner.\n\nThe **eigenvalue** curve helps to choose the number: as many clusters as there are values before the first wide gap. Scale the features first.\n\nUp to 10,000 rows the graph is exact, and a new row takes the cluster of most of its nearest rows; the **certainty** is their share. Beyond, every row is told by its nearest 6 of 500 landmarks (a Nyström method), and the certainty compares the nearest two centres among these.',
    zh: '把每行与最近的若干行相连，再把得到的图切成指定的份数，使切断的连接尽量少。群体可以是**任意形状**，包括环形和月牙形，只要同组的行能通过邻近的行连起来。当分布图显示是一组而 K 均值却从中切开时选用；圆形的群体用 K 均值得到同样结果，而且更快。\n\n**特征值**曲线有助于选择组数：第一个大间隔之前有几个值，就分几组。请先缩放特征。\n\n10,000 行以内的图是精确的，新的行归入多数近邻所在的聚类，**确定度**为这些近邻的占比。行数更多时，每行由 500 个地标中最近的 6 个表示（Nyström 方法），确定度比较其中最近的两个中心。',
  },
  inputs: clusteredRows,
  outputs: { ...clusterOutputs, eigenvalues: { en: 'Eigenvalues', zh: '特征值' } },
  parameters: { nClusters: clusterCount, nNeighbours: graphWords.nNeighbours, features: clusterFeatures },
  columns: clusterColumns,
  messages: {
    joining: graphWords.joining,
    layingOut: { en: 'laying out the graph', zh: '正在展开图' },
    landmarks: {
      en: '{rows, number} rows are placed by {landmarks, number} landmarks among them.',
      zh: '{rows, number} 行由其中的 {landmarks, number} 个地标定位。',
    },
    gapTitle: {
      en: 'The widest gap comes after {gap} eigenvalues; {clusters} clusters were asked for',
      zh: '最大的间隔出现在第 {gap} 个特征值之后；要求的聚类数为 {clusters}',
    },
    gapSubtitle: {
      en: 'Smallest eigenvalues of the graph’s normalised Laplacian',
      zh: '图的归一化拉普拉斯矩阵的最小特征值',
    },
    number: { en: 'Number', zh: '序号' },
    eigenvalue: { en: 'Eigenvalue', zh: '特征值' },
    asked: { en: 'asked for', zh: '要求的' },
  },
});

const parameters = z.object({
  nClusters: z
    .int()
    .min(2)
    .max(50)
    .default(6)
    .meta({ ...text.parameter('nClusters') }),
  nNeighbours: z
    .int()
    .min(2)
    .max(200)
    .default(15)
    .meta({ ...text.parameter('nNeighbours') }),
  features: columns({ port: 'table', types: ['number'], text: text.parameter('features') }),
});
type Parameters = z.output<typeof parameters>;

/** What fitting leaves behind: the rows with their clusters, or landmarks with centres among them. */
export interface SpectralModel {
  readonly features: string[];
  readonly known: KnownRows | null;
  readonly placed: { readonly landmarks: Landmarks; readonly centres: Float64Array } | null;
  readonly eigenvalues: Float64Array;
  readonly map: ClusterMap;
}

const MOST_EXACT = 10_000;
/** Eigenvalues beyond those that are asked for, to see the gap. */
const BEYOND = 5;
const CUT = { nRestarts: 10, maxIterations: 300, tolerance: 1e-4 };

export const spectral = defineEstimator({
  id: 'cluster.spectral',
  version: 3,
  upgrade: { 1: (stored) => stored, 2: (stored) => stored },
  text,
  references: ['doi:10.1109/34.868688', 'doi:10.1007/s11222-007-9033-z', 'doi:10.1609/aaai.v25i1.7900'],
  task: 'cluster',
  needs: { table: tableIn({ label: text.input('table'), prefersOutput: CLUSTERED_OUTPUTS }) },
  gives: clusterGives,
  describes: { eigenvalues: figureOut({ label: text.output('eigenvalues') }) },
  parameters,
  memory: ({ nRows, nColumns }, { nNeighbours, nClusters }) =>
    nRows * (nColumns * 8 * 3 + 300) + Math.min(nRows, MOST_EXACT) * (nNeighbours * 60 + (160 + nClusters * 8) * 16),
  async fit(context, { table }, { features, ...p }): Promise<SpectralModel> {
    const { names, x } = completeMatrix(table, features);
    const parts = x.nRows > MOST_EXACT ? await cutByLandmarks(context, x, p) : await cutGraph(context, x, p);
    return { features: names, ...parts, map: await clusterMap(x, context) };
  },
  async apply(context, model, { table }, { nClusters, nNeighbours }) {
    const { x } = completeMatrix(table, model.features);
    const found = model.known
      ? voteOfNearest(x, model.known, nNeighbours, context)
      : await nearestPlaced(context, x, model.placed, nClusters);
    const rows = { table, features: model.features, x, map: model.map, method: text.source.title };
    return judgeClusters(context, rows, { ...found, nClusters });
  },
  describe: (_context, { eigenvalues }, _inputs, { nClusters }) => ({ eigenvalues: gapFigure(eigenvalues, nClusters) }),
});

async function cutGraph(context: Context, x: Matrix, { nClusters, nNeighbours }: Omit<Parameters, 'features'>) {
  const graph = await neighbourGraph(x, { k: nNeighbours, weights: 'mutual' }, context, (share) => {
    context.signal.throwIfAborted();
    context.progress(0.3 * share, text.message('joining'));
  });
  context.progress(0.3, text.message('layingOut'));
  const { points, eigenvalues } = spectralLayout(graph, nClusters + BEYOND, context);
  const nAxes = eigenvalues.length;
  const kept = Math.min(nClusters, nAxes);
  const values = new Float64Array(x.nRows * kept);
  for (let row = 0; row < x.nRows; row++) values.set(points.subarray(row * nAxes, row * nAxes + kept), row * kept);
  context.signal.throwIfAborted();
  context.progress(0.7);
  const { clusters } = await fitKmeans(
    { nRows: x.nRows, nColumns: kept, values },
    { nClusters, ...CUT },
    context,
    (share) => context.progress(0.7 + 0.3 * share),
  );
  return { known: { rows: x.values, clusters, nClusters }, placed: null, eigenvalues };
}

async function cutByLandmarks(context: Context, x: Matrix, { nClusters }: Omit<Parameters, 'features'>) {
  const { landmarks: all, eigenvalues } = fitLandmarks(x, nClusters + BEYOND, context, (share) =>
    context.progress(0.5 * share, text.message('layingOut')),
  );
  const landmarks = fewerAxes(all, nClusters);
  context.warn(text.message('landmarks', { rows: x.nRows, landmarks: landmarks.points.length / landmarks.nFeatures }));
  const values = placeByLandmarks(x, landmarks, context);
  const placed: Matrix = { nRows: x.nRows, nColumns: landmarks.nAxes, values };
  const { centres } = await fitKmeans(placed, { nClusters, ...CUT }, context, (share) =>
    context.progress(0.5 + 0.5 * share),
  );
  return { known: null, placed: { landmarks, centres }, eigenvalues };
}

function fewerAxes(landmarks: Landmarks, most: number): Landmarks {
  const { weights, nAxes } = landmarks;
  const kept = Math.min(most, nAxes);
  return { ...landmarks, nAxes: kept, weights: weights.filter((_, at) => at % nAxes < kept) };
}

async function nearestPlaced(context: Context, x: Matrix, placed: SpectralModel['placed'], nClusters: number) {
  if (!placed) return { clusters: new Int32Array(x.nRows).fill(-1), certainty: new Float64Array(x.nRows) };
  const { landmarks, centres } = placed;
  const values = placeByLandmarks(x, landmarks, context);
  const at: Matrix = { nRows: x.nRows, nColumns: centres.length / nClusters, values };
  const { clusters } = await nearestCentres(at, centres, context);
  return { clusters, certainty: centreCertainty(at, centres) };
}

function gapFigure(eigenvalues: Float64Array, nClusters: number): LineFigure | null {
  if (eigenvalues.length < 2) return null;
  let gap = 1;
  const widthAt = (k: number): number => eigenvalues[k]! - eigenvalues[k - 1]!;
  for (let k = 2; k < eigenvalues.length; k++) if (widthAt(k) > widthAt(gap)) gap = k;
  const title = text.message('gapTitle', { gap, clusters: nClusters });
  return {
    kind: 'line',
    title,
    subtitle: text.message('gapSubtitle'),
    summary: title,
    x: { label: text.message('number') },
    y: { label: text.message('eigenvalue') },
    series: [{ name: text.message('eigenvalue'), x: eigenvalues.map((_, i) => i + 1), y: eigenvalues }],
    marks: [{ x: nClusters, label: text.message('asked') }],
  };
}
