import { invariant } from '../../../contract/errors.ts';
import type { Address } from '../../kernels/exports.ts';
import { netLoops } from '../../kernels/net-loops.ts';
import type { Variant } from '../../kernels/variant.ts';
import type { Random } from '../../maths/random.ts';
import { after, denseLayout, padded, putParameters, putRows, takeParameters } from './dense-layout.ts';
import type { Network, Weights } from './network.ts';
import { lossAndSlope, type TabularLoss } from './tabular-loss.ts';
import type { Rows } from './tensor-trainee.ts';
import { dropoutFactors, optimiserDefaults, type OptimiserOptions, type Trainee } from './trainee.ts';

/**
 * Dense layers, rectified or linear, and dropout under Adam, on the engine's own loops. On networks as small
 * as those of customer features tfjs spends most of its time between operations; here a batch is a few dozen calls.
 * Within rounding the weights are those of {@link tensorTrainee} in the same state; plain SIMD and plain TypeScript give the same bytes.
 *
 * @param largestBatch the most rows that `step` and `assess` are given.
 * @param targets what the last layer is to give, row by row; the rows themselves for an autoencoder.
 * @param loss what the targets are a class or a number and a weight of; null where they are compared by their squared error.
 */
export function denseTrainee(
  network: Network,
  weights: Weights,
  rows: Rows,
  targets: Rows,
  options: OptimiserOptions,
  largestBatch: number,
  variant: Variant,
  loss: TabularLoss | null = null,
): Trainee {
  const found = denseLayout(network);
  invariant(found && options.kind === 'adam', 'the loops know this network and its optimiser');
  const layout = found;
  const { layers, nParameters } = layout;
  const { beta1, beta2, epsilon, clipNorm, l2 } = { ...optimiserDefaults, ...options };
  const loops = netLoops(variant);
  const [parameters, slopes, means, variances] = Array.from({ length: 4 }, () => loops.room(nParameters)) as [
    Address,
    Address,
    Address,
    Address,
  ];
  const widest = Math.max(...layers.map(({ paddedIn, paddedOut }) => Math.max(paddedIn, paddedOut)));
  const inWidth = padded(rows.nColumns);
  const outWidth = padded(targets.nColumns);
  const input = loops.room(largestBatch * inWidth);
  const wanted = targets === rows ? input : loops.room(largestBatch * outWidth);
  const outputs = layers.map(({ paddedOut }) => loops.room(largestBatch * paddedOut));
  const factors = layers.map(({ paddedOut, dropout }) => (dropout > 0 ? loops.room(largestBatch * paddedOut) : null));
  /** The slopes of one layer's output, and of the one before it. */
  const [here, below] = [loops.room(largestBatch * widest), loops.room(largestBatch * widest)];
  const turned = loops.room(Math.max(...layers.map(({ paddedIn, paddedOut }) => paddedIn * paddedOut)));
  putParameters(loops, parameters, layout, weights);
  let nSteps = 0;
  let sum = 0;
  let nSeen = 0;

  /** Runs a batch through the layers; with chance, values are dropped on the way. */
  function forward(batch: Int32Array, random: Random | null): void {
    const n = batch.length;
    putRows(loops.view(input, n * inWidth), inWidth, rows.values, rows.nColumns, batch);
    if (wanted !== input) putRows(loops.view(wanted, n * outWidth), outWidth, targets.values, targets.nColumns, batch);
    layers.forEach(({ nOut, paddedIn, paddedOut, kernelAt, biasAt, rectified, dropout }, i) => {
      const [from, to] = [i === 0 ? input : outputs[i - 1]!, outputs[i]!];
      const [kernel, bias] = [after(parameters, kernelAt), after(parameters, biasAt)];
      loops.product(from, paddedIn * 4, 4, kernel, bias, to, n, paddedOut, paddedIn, rectified);
      const dropped = factors[i];
      if (!random || !dropped) return;
      dropoutFactors(loops.view(dropped, n * paddedOut), nOut, paddedOut, dropout, random);
      loops.scaleBy(to, dropped, n * paddedOut);
    });
  }

  /** Notes the losses of a batch and leaves their slope. */
  function compare(n: number): void {
    nSeen += n;
    if (loss) {
      const { nOut, paddedOut } = layers.at(-1)!;
      const scores = { values: loops.view(outputs.at(-1)!, n * paddedOut), width: paddedOut };
      const given = { values: loops.view(wanted, n * outWidth), width: outWidth };
      sum += lossAndSlope(loss, scores, nOut, given, loops.view(here, n * paddedOut), n);
      return;
    }
    const scale = 2 / (n * targets.nColumns);
    sum += loops.squaredError(outputs.at(-1)!, wanted, here, n * outWidth, scale) / targets.nColumns;
  }

  /** The slopes of all parameters from that of the last output. */
  function backward(n: number): void {
    let [slope, next] = [here, below];
    for (let i = layers.length - 1; i >= 0; i--) {
      const { paddedIn, paddedOut, kernelAt, biasAt, rectified } = layers[i]!;
      const from = i === 0 ? input : outputs[i - 1]!;
      const dropped = factors[i];
      if (dropped) loops.scaleBy(slope, dropped, n * paddedOut);
      if (rectified) loops.rectifySlope(slope, outputs[i]!, n * paddedOut);
      // Read down its columns, the input is its own transpose.
      loops.product(from, 4, paddedIn * 4, slope, 0, after(slopes, kernelAt), paddedIn, paddedOut, n, 0);
      loops.columnSums(slope, n, paddedOut, after(slopes, biasAt));
      if (i === 0) return;
      loops.transpose(after(parameters, kernelAt), paddedIn, paddedOut, turned);
      loops.product(slope, paddedOut * 4, 4, turned, 0, next, n, paddedIn, paddedOut, 0);
      [slope, next] = [next, slope];
    }
  }

  function descend(rate: number): void {
    nSteps++;
    const norm = clipNorm > 0 ? Math.sqrt(loops.squares(slopes, nParameters)) : 0;
    const step = {
      clip: norm > clipNorm ? clipNorm / (norm + 1e-6) : 1,
      decay: 0,
      rate: rate / (1 - beta1 ** nSteps),
      beta1,
      beta2,
      spread: Math.sqrt(1 - beta2 ** nSteps),
      epsilon,
    };
    const update = (at: number, n: number, decay: number): void => {
      const [w, g, m, v] = [parameters, slopes, means, variances].map((start) => after(start, at)) as [
        Address,
        Address,
        Address,
        Address,
      ];
      loops.adam(w, g, m, v, n, { ...step, decay });
    };
    if (l2 === 0) update(0, nParameters, 0);
    else
      for (const { kernelAt, biasAt, paddedOut } of layers) {
        update(kernelAt, biasAt - kernelAt, l2);
        update(biasAt, paddedOut, 0);
      }
  }

  return {
    step(batch, rate, random) {
      forward(batch, random);
      compare(batch.length);
      backward(batch.length);
      descend(rate);
    },
    assess(batch) {
      forward(batch, null);
      compare(batch.length);
    },
    losses() {
      const loss = sum / nSeen;
      sum = nSeen = 0;
      return Promise.resolve({ loss });
    },
    read() {
      const [own, mean, variance] = [parameters, means, variances].map((at) => takeParameters(loops, at, layout)) as [
        Float32Array[],
        Float32Array[],
        Float32Array[],
      ];
      return Promise.resolve({ weights: own, moments: [...mean, ...variance], nSteps });
    },
    write(state) {
      const n = layers.length * 2;
      putParameters(loops, parameters, layout, state.weights);
      putParameters(loops, means, layout, state.moments.slice(0, n));
      putParameters(loops, variances, layout, state.moments.slice(n));
      nSteps = state.nSteps;
    },
    dispose: () => undefined,
  };
}
