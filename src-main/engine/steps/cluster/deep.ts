import { z } from 'zod';
import { ClienteleError } from '../../../contract/errors.ts';
import type { LineFigure } from '../../../contract/figure.ts';
import { adjustedRand, bySize } from '../../maths/cluster-indices.ts';
import { fitKmeans } from '../../maths/kmeans.ts';
import type { Matrix, Table } from '../../table/table.ts';
import { denseForward } from '../../tensor/training/dense-forward.ts';
import type { Network, Weights } from '../../tensor/training/network.ts';
import type { RefineEpoch, RefineTask } from '../../tensor/training/refine-clusters.ts';
import { strongest, studentShares } from '../../tensor/training/student-shares.ts';
import type { Rows } from '../../tensor/training/tensor-trainee.ts';
import type { AutoencoderTask } from '../../tensor/training/train-autoencoder.ts';
import { decodeWeights, encodeWeights } from '../../tensor/training/weights-file.ts';
import type { Context } from '../context.ts';
import { columns, defineEstimator, figureOut, metricOut, tableIn, tableOut } from '../define.ts';
import { CLUSTERED_OUTPUTS, completeMatrix } from '../features-of.ts';
import { autoencoderNetwork, standardised, standardOf, type Standard } from '../transform/autoencoder-network.ts';
import { codeTable } from '../transform/autoencoder-tables.ts';
import { deepStages, type DeepStages } from './deep-stages.ts';
import { deepText as text } from './deep-text.ts';
import { clusterGives, clusterMap, judgeClusters, type ClusterMap } from './judge.ts';

const parameters = z.object({
  nClusters: z
    .int()
    .min(2)
    .max(100)
    .default(6)
    .meta({ ...text.parameter('nClusters') }),
  codeSize: z
    .int()
    .min(1)
    .max(64)
    .default(4)
    .meta({ ...text.parameter('codeSize') }),
  features: columns({ port: 'table', types: ['number'], text: text.parameter('features') }),
  hiddenLayers: z
    .int()
    .min(0)
    .max(4)
    .default(2)
    .meta({ ...text.parameter('hiddenLayers') }),
  hiddenSize: z
    .int()
    .min(2)
    .max(1024)
    .default(32)
    .meta({ ...text.parameter('hiddenSize') }),
  pretraining: z
    .int()
    .min(1)
    .max(10_000)
    .default(40)
    .meta({ ...text.parameter('pretraining') }),
  epochs: z
    .int()
    .min(1)
    .max(10_000)
    .default(20)
    .meta({ ...text.parameter('epochs') }),
  settled: z
    .number()
    .min(0)
    .max(0.5)
    .default(0.001)
    .meta({ ...text.parameter('settled') }),
  batchSize: z
    .int()
    .min(8)
    .max(8192)
    .default(256)
    .meta({ ...text.parameter('batchSize') }),
  learningRate: z
    .number()
    .min(1e-6)
    .max(1)
    .default(0.003)
    .meta({ ...text.parameter('learningRate') }),
});
type Parameters = z.output<typeof parameters>;

/** What fitting leaves behind. */
export interface DeepModel {
  readonly features: string[];
  readonly standard: Standard;
  /** A safetensors file with the encoder. */
  readonly weights: Uint8Array;
  /** (nClusters, code size), of clusters from the largest to the smallest. */
  readonly centres: Float64Array;
  readonly map: ClusterMap;
  readonly history: readonly RefineEpoch[];
  /** The share of rows that changed their cluster when it was last looked at. */
  readonly moved: number;
  /** Adjusted Rand index of the clusters before refining and after. */
  readonly agreement: number;
}

const LEAST_ROWS = 20;
const ENCODED_AT_ONCE = 1024;
/** Shares of the work that learning the code is, and grouping it for the first time. */
const CODING_SHARE = 0.5;
const GROUPING_SHARE = 0.1;
const CLIP_NORM = 1;
/** Batches that a backend is tried on. */
const TRIAL_STEPS = 4;

export const deep = defineEstimator({
  id: 'cluster.deep',
  version: 2,
  // The second version draws the means of the clusters on a radar.
  upgrade: { 1: (stored) => stored },
  text,
  tensor: true,
  references: ['arXiv:1511.06335', 'doi:10.1126/science.1127647'],
  task: 'cluster',
  needs: { table: tableIn({ label: text.input('table'), prefersOutput: CLUSTERED_OUTPUTS }) },
  gives: {
    ...clusterGives,
    codes: tableOut({ label: text.output('codes'), name: 'cluster_codes', entity: 'same', publish: false }),
  },
  describes: {
    refining: figureOut({ label: text.output('refining') }),
    moved: metricOut({ label: text.output('moved'), better: 'lower', unit: 'share' }),
    agreement: metricOut({ label: text.output('agreement'), better: 'none' }),
  },
  parameters,
  memory: ({ nRows, nColumns }, { codeSize, nClusters }) => nRows * (nColumns * 40 + codeSize * 16 + nClusters * 24) + 256 * 2 ** 20, // prettier-ignore
  async fit(context, { table }, p): Promise<DeepModel> {
    const { names, x } = varyingFeatures(context, table, p.features);
    const needed = Math.max(LEAST_ROWS, p.nClusters);
    if (x.nRows < needed) throw new ClienteleError('too-few-rows', { needed, got: x.nRows, parameter: 'nClusters' });
    const standard = standardOf(x);
    const rows = standardised(x, standard);
    const codeSize = Math.min(p.codeSize, x.nColumns);
    const { network, codeLayer } = autoencoderNetwork(x.nColumns, { ...p, codeSize, dropout: 0 });
    const encoder = network.slice(0, codeLayer + 1);
    const stages = await deepStages(context.checkpoint);
    const coded = stages.coded ?? (await learnCode(context, network, rows, p, stages));
    const own = coded.slice(0, 2 * encoder.length);
    const codes = encodeRows(context, encoder, own, rows);
    const grouping = { nClusters: p.nClusters, nRestarts: 10, maxIterations: 100, tolerance: 1e-4 };
    const start = await fitKmeans(codes, grouping, { ...context, random: context.random.fork(1) });
    const refined = await refine(context, { encoder, weights: own, rows, centres: start.centres }, p, stages, coded);
    const shares = studentShares(encodeRows(context, encoder, refined.weights, rows).values, Float64Array.from(refined.centres), codeSize); // prettier-ignore
    const found = strongest(shares, x.nRows);
    if (refined.moved > p.settled && p.epochs > 1)
      context.warn(text.message('unsettled', { epochs: p.epochs, moved: { percent: refined.moved } }));
    return {
      features: names,
      standard,
      weights: encodeWeights(encoder, refined.weights),
      centres: centresBySize(found, refined.centres, codeSize),
      map: await clusterMap(x, context),
      history: refined.history,
      moved: refined.moved,
      agreement: adjustedRand(found, start.clusters),
    };
  },
  async apply(context, model, { table }) {
    const { x } = completeMatrix(table, model.features);
    const { network, weights } = decodeWeights(model.weights);
    const codes = encodeRows(context, network, weights, standardised(x, model.standard));
    const shares = studentShares(codes.values, model.centres, codes.nColumns);
    const nClusters = model.centres.length / codes.nColumns;
    const clusters = strongest(shares, x.nRows);
    const certainty = Float64Array.from(clusters, (cluster, row) => shares[row * nClusters + cluster]!);
    const rows = { table, features: model.features, x, map: model.map, method: text.source.title };
    return {
      ...(await judgeClusters(context, rows, { clusters, nClusters, certainty })),
      codes: codeTable(table, Float32Array.from(codes.values), codes.nColumns),
    };
  },
  weights: (model) => model.weights,
  describe(_context, model, { table }, p) {
    return {
      refining: refiningFigure(model.history, table.nRows, p, model.moved),
      moved: model.moved,
      agreement: model.agreement,
    };
  },
});

/** Features whose values differ. @throws no-usable-column, missing-values */
function varyingFeatures(context: Context, table: Table, chosen: readonly string[]): { names: string[]; x: Matrix } {
  const { names, x } = completeMatrix(table, chosen);
  const { deviations } = standardOf(x);
  const kept = names.filter((_, j) => deviations[j]! > 0);
  const left = names.filter((name) => !kept.includes(name));
  if (x.nRows > 0 && kept.length === 0) throw new ClienteleError('no-usable-column', { detail: left.join(', ') });
  if (left.length === 0 || kept.length === 0) return { names, x };
  context.warn(text.message('constant', { columns: left.join(', ') }));
  return { names: kept, x: table.matrix(kept) };
}

/** The weights of an autoencoder of the rows. */
async function learnCode(
  context: Context,
  network: Network,
  rows: Rows,
  p: Parameters,
  stages: DeepStages,
): Promise<Weights> {
  const task: AutoencoderTask = {
    network,
    rows,
    plan: {
      nRows: rows.nRows,
      epochs: p.pretraining,
      batchSize: p.batchSize,
      schedule: { kind: 'cosine', rate: p.learningRate, warmUpEpochs: 1, everyEpochs: 1, factor: 1 },
      validationShare: 0,
      patience: 0,
      seed: context.random.fork(0).integer(2 ** 31),
    },
    optimiser: { kind: 'adam', clipNorm: CLIP_NORM },
    variant: context.pool.variant,
  };
  const { result } = await context.tensor.run('trainAutoencoder', task, {
    checkpoint: stages.of('code', null),
    progress: (fraction) => context.progress(CODING_SHARE * fraction, text.message('coding')),
  });
  return result.weights;
}

/** Moves encoder and centres together. */
async function refine(
  context: Context,
  start: Pick<RefineTask, 'encoder' | 'weights' | 'rows'> & { readonly centres: Float64Array },
  p: Parameters,
  stages: DeepStages,
  coded: Weights,
) {
  const nRows = Math.min(start.rows.nRows, p.batchSize * TRIAL_STEPS);
  const task: RefineTask = {
    ...start,
    centres: Float32Array.from(start.centres),
    plan: { ...p, rate: p.learningRate / 3, seed: context.random.fork(2).integer(2 ** 31) },
    optimiser: { kind: 'adam', clipNorm: CLIP_NORM },
  };
  const from = CODING_SHARE + GROUPING_SHARE;
  const history: RefineEpoch[] = [];
  const { result } = await context.tensor.run('refineClusters', task, {
    checkpoint: stages.of('refine', coded),
    trial: {
      key: `clusters ${[start.rows.nColumns, ...start.weights.map(({ length }) => length), task.centres.length].join(' ')} · ${p.batchSize}`,
      payload: {
        ...task,
        rows: { ...start.rows, nRows, values: start.rows.values.slice(0, nRows * start.rows.nColumns) },
        plan: { ...task.plan, epochs: 1 },
      },
    },
    progress: (fraction) =>
      context.progress(from + (1 - from) * fraction, text.message('refining', { epoch: history.length + 1 })),
    log({ epoch = 1, loss = NaN, moved = NaN }) {
      // A backend that was left in the middle tells its epochs anew.
      history.length = epoch - 1;
      history.push({ epoch, loss, moved });
      context.preview('refining', refiningFigure(history, start.rows.nRows, p, null));
    },
  });
  return result;
}

/** What the last layer of an encoder makes of rows. */
function encodeRows(context: Context, encoder: Network, weights: Weights, rows: Rows): Matrix {
  const forward = denseForward(encoder, weights, rows, [encoder.length - 1], ENCODED_AT_ONCE, context.pool.variant);
  const parts: Float32Array[] = [];
  for (let from = 0; from < rows.nRows; from += ENCODED_AT_ONCE) {
    context.signal.throwIfAborted();
    const n = Math.min(ENCODED_AT_ONCE, rows.nRows - from);
    parts.push(forward(Int32Array.from({ length: n }, (_, i) => from + i))[0]!);
  }
  const nColumns = weights.at(-1)!.length;
  const values = new Float64Array(rows.nRows * nColumns);
  parts.forEach((part, i) => values.set(part, i * ENCODED_AT_ONCE * nColumns));
  return { nRows: rows.nRows, nColumns, values };
}

/** Centres of clusters from the largest to the smallest; those without rows last. */
function centresBySize(found: Int32Array, centres: Float32Array, codeSize: number): Float64Array {
  const nClusters = centres.length / codeSize;
  const { clusters } = bySize(found, nClusters);
  const order = new Map<number, number>();
  clusters.forEach((cluster, row) => order.set(found[row]!, cluster));
  let next = order.size;
  for (let cluster = 0; cluster < nClusters; cluster++) if (!order.has(cluster)) order.set(cluster, next++);
  const out = new Float64Array(centres.length);
  for (const [cluster, place] of order)
    out.set(centres.subarray(cluster * codeSize, (cluster + 1) * codeSize), place * codeSize);
  return out;
}

/** The share of rows that changed their group, by epoch. @param settled the last share, once refining is done; null on the way */
function refiningFigure(
  history: readonly RefineEpoch[],
  nRows: number,
  { nClusters, codeSize }: Parameters,
  settled: number | null,
): LineFigure {
  // In the first epoch there is nothing that rows could have changed from; what was seen after the last ends the curve.
  const later = history.slice(1).map(({ epoch, moved }) => ({ epoch: epoch - 1, moved }));
  const told = settled === null || settled === later.at(-1)?.moved ? later : [...later, { epoch: history.length, moved: settled }]; // prettier-ignore
  const moved = { percent: told.at(-1)?.moved ?? 1 };
  const title = text.message(settled === null ? 'titleForming' : 'title', { epochs: history.length, moved });
  return {
    kind: 'line',
    title,
    subtitle: text.message('subtitle', { rows: nRows, clusters: nClusters, code: codeSize }),
    summary: title,
    x: { label: text.message('epoch'), unit: 'count' },
    y: { label: text.message('movedAxis'), unit: 'share' },
    series: [
      {
        name: text.message('moved'),
        x: Float64Array.from(told, ({ epoch }) => epoch),
        y: Float64Array.from(told, ({ moved }) => moved),
      },
    ],
  };
}
