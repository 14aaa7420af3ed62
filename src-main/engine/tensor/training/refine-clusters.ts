import * as tf from '@tensorflow/tfjs-core';
import { decodeBundle, encodeBundle } from '../../../contract/bundle.ts';
import { ClienteleError } from '../../../contract/errors.ts';
import { seededRandom } from '../../maths/random.ts';
import type { TensorHooks } from '../task.ts';
import { backendTrainee } from './backend-trainee.ts';
import { batchesOf, shuffledBatches } from './batches.ts';
import { parametersOf, type Network, type ParameterSpec, type Weights } from './network.ts';
import { sharpened, strongest, studentShares } from './student-shares.ts';
import { tensorNetwork, type Rows } from './tensor-trainee.ts';
import type { OptimiserOptions, Trainee, TraineeState } from './trainee.ts';

/** An encoder with centres among its codes, to be moved until rows lie near one centre each. */
export interface RefineTask {
  /** Its last layer gives the code. */
  readonly encoder: Network;
  readonly weights: Weights;
  /** On one scale, finite. */
  readonly rows: Rows;
  /** (nClusters, code size), row-major. */
  readonly centres: Float32Array;
  readonly plan: RefinePlan;
  readonly optimiser: OptimiserOptions;
}

interface RefinePlan {
  readonly epochs: number;
  readonly batchSize: number;
  readonly rate: number;
  readonly seed: number;
  /** Settled once no larger share of the rows than this changes its cluster in an epoch. */
  readonly settled: number;
}

/** One epoch of refining. */
export interface RefineEpoch {
  readonly epoch: number;
  /** The divergence of shares from what they are drawn to. */
  readonly loss: number;
  /** The share of rows whose nearest centre is another than an epoch before. */
  readonly moved: number;
}

export interface RefineResult {
  readonly weights: Weights;
  readonly centres: Float32Array;
  readonly history: readonly RefineEpoch[];
  /** As in {@link RefineEpoch}, when it was last looked at: 1 before a second epoch. */
  readonly moved: number;
}

/** Rows that are encoded at once. */
const ENCODED_AT_ONCE = 1024;

interface RefineState {
  readonly seed: number;
  readonly history: readonly RefineEpoch[];
  readonly trainee: TraineeState;
  readonly clusters: Int32Array;
}

/**
 * Deep embedded clustering: encoder and centres are moved so that each row's shares of the centres (by Student's t of the distance of its
 * code) become as sharp as a target that is taken anew from the shares each epoch. Xie, Girshick & Farhadi (2016), arXiv:1511.06335.
 *
 * @throws cancelled; diverged where a loss is no longer a number
 */
export async function refineClusters(task: RefineTask, hooks: TensorHooks): Promise<RefineResult> {
  const { rows, plan } = task;
  const refiner = refinerOf(task);
  try {
    const before = stateOf(hooks.checkpoint, plan.seed);
    if (before) refiner.trainee.write(before.trainee);
    const history = [...(before?.history ?? [])];
    for (const epoch of history) hooks.log({ ...epoch });
    let clusters = before?.clusters ?? null;
    const all = Int32Array.from({ length: rows.nRows }, (_, row) => row);
    let moved = history.at(-1)?.moved ?? 1;
    while (history.length < plan.epochs) {
      const shares = await refiner.shares(all, hooks);
      const now = strongest(shares, rows.nRows);
      const last = clusters;
      moved = last ? now.reduce((n, own, row) => n + (own === last[row] ? 0 : 1), 0) / rows.nRows : 1;
      if (last && moved <= plan.settled) break;
      clusters = now;
      refiner.drawTo(sharpened(shares, rows.nRows));
      const loss = await refineEpoch(refiner.trainee, all, plan, history.length, hooks);
      history.push({ epoch: history.length + 1, loss, moved });
      hooks.log({ ...history.at(-1)! });
      hooks.saveCheckpoint(
        encodeBundle({
          seed: plan.seed,
          history,
          trainee: await refiner.trainee.read(),
          clusters,
        } satisfies RefineState),
      );
    }
    const { weights } = await refiner.trainee.read();
    return { weights: weights.slice(0, -1), centres: weights.at(-1)!, history, moved };
  } finally {
    refiner.trainee.dispose();
  }
}

function stateOf(checkpoint: Uint8Array | null, seed: number): RefineState | null {
  const state = checkpoint && (decodeBundle(checkpoint) as RefineState);
  return state?.seed === seed ? state : null;
}

/** One pass over all rows; their mean loss. */
async function refineEpoch(
  trainee: Trainee,
  all: Int32Array,
  { batchSize, rate, seed, epochs }: RefinePlan,
  epoch: number,
  hooks: TensorHooks,
): Promise<number> {
  const random = seededRandom(seed).fork(epoch + 1);
  const nSteps = Math.ceil(all.length / batchSize);
  let step = 0;
  for (const batch of shuffledBatches(all, batchSize, random)) {
    trainee.step(batch, rate, random);
    step++;
    await hooks.pause();
    hooks.progress((epoch + step / nSteps) / epochs);
  }
  const { loss } = await trainee.losses();
  if (!Number.isFinite(loss)) throw new ClienteleError('diverged', { epoch: epoch + 1 });
  return loss;
}

interface Refiner {
  readonly trainee: Trainee;
  /** Each row's share of every centre, (nRows, nClusters). */
  shares(rows: Int32Array, hooks: TensorHooks): Promise<Float64Array>;
  /** The shares that training is to come near to, until it is told others. */
  drawTo(shares: Float32Array): void;
}

/** The encoder and the centres on the backend. */
function refinerOf({ encoder, weights, rows, centres, optimiser }: RefineTask): Refiner {
  const on = tensorNetwork(encoder, weights);
  const codeSize = codeSizeOf(encoder);
  const nClusters = centres.length / codeSize;
  const spec: ParameterSpec = { name: 'centres', shape: [nClusters, codeSize], isTrained: true, decays: false, initial: { fill: 0 } }; // prettier-ignore
  const held = tf.tidy(() => tf.variable(tf.tensor2d(centres, [nClusters, codeSize])));
  const x = tf.tensor2d(rows.values, [rows.nRows, rows.nColumns]);
  let wanted: tf.Tensor2D | null = null;
  const encode = (batch: Int32Array): tf.Tensor2D => on.run(tf.gather(x, tf.tensor1d(batch, 'int32')), null).at(-1)!;
  const trainee = backendTrainee(
    {
      specs: [...parametersOf(encoder), spec],
      variables: [...on.variables, held],
      losses(batch) {
        const target = tf.gather(wanted!, tf.tensor1d(batch, 'int32'));
        const shares = tensorShares(encode(batch), held);
        const each = tf.mul(target, tf.sub(tf.log(tf.add(target, LEAST)), tf.log(tf.add(shares, LEAST))));
        return { parts: { divergence: tf.mean(tf.sum(each, 1)) }, n: batch.length };
      },
      dispose() {
        on.dispose();
        tf.dispose([held, x]);
        wanted?.dispose();
      },
    },
    optimiser,
  );
  return {
    trainee,
    async shares(all, hooks) {
      const middle = Float64Array.from(await held.data());
      const parts: Float64Array[] = [];
      for (const batch of batchesOf(all, ENCODED_AT_ONCE)) {
        const codes = tf.tidy(() => encode(batch));
        parts.push(studentShares(await codes.data(), middle, codeSize));
        codes.dispose();
        await hooks.pause();
      }
      const out = new Float64Array(all.length * nClusters);
      let at = 0;
      for (const part of parts) {
        out.set(part, at);
        at += part.length;
      }
      return out;
    },
    drawTo(shares) {
      wanted?.dispose();
      wanted = tf.tensor2d(shares, [rows.nRows, nClusters]);
    },
  };
}

/** Keeps logarithms finite. */
const LEAST = 1e-10;

/** See {@link studentShares}. */
function tensorShares(codes: tf.Tensor2D, centres: tf.Tensor2D): tf.Tensor2D {
  const apart = tf.sub(tf.expandDims(codes, 1), tf.expandDims(centres, 0));
  const near = tf.div(1, tf.add(1, tf.sum(tf.square(apart), 2)));
  return tf.div(near, tf.sum(near, 1, true));
}

/** How wide the code of an encoder is: what its last dense layer gives. */
function codeSizeOf(encoder: Network): number {
  const last = encoder.findLast(({ kind }) => kind === 'dense');
  return last?.kind === 'dense' ? last.nOut : 0;
}
