/** How the learning rate goes over a training. */
export interface Schedule {
  readonly kind: 'constant' | 'cosine' | 'step';
  /** The highest rate. */
  readonly rate: number;
  /** Epochs over which the rate first rises from zero, in equal steps. */
  readonly warmUpEpochs?: number;
  /** Of `step`: after each so many epochs the rate is multiplied by `factor`. */
  readonly everyEpochs?: number;
  readonly factor?: number;
}

/**
 * The learning rate of one step.
 *
 * Cosine: Loshchilov & Hutter (2017), SGDR, without restarts; it ends at zero.
 *
 * @param done epochs done before the step, with the share of the present one. @param stepShare one step's share of an epoch.
 */
export function rateAt(schedule: Schedule, done: number, epochs: number, stepShare: number): number {
  const { kind, rate, warmUpEpochs = 0, everyEpochs = 10, factor = 0.5 } = schedule;
  if (done < warmUpEpochs) return (rate * (done + stepShare)) / warmUpEpochs;
  if (kind === 'constant') return rate;
  const since = done - warmUpEpochs;
  // Half a step's share against rounding at the edges of epochs.
  if (kind === 'step') return rate * factor ** Math.floor((since + stepShare / 2) / everyEpochs);
  return (rate * (1 + Math.cos((Math.PI * since) / Math.max(stepShare, epochs - warmUpEpochs)))) / 2;
}
