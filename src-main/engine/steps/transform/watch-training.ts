import type { LineFigure } from '../../../contract/figure.ts';
import type { Message } from '../../../contract/text.ts';
import type { CheckpointStore } from '../../tensor/tensors.ts';
import type { TrainingResult } from '../../tensor/training/train.ts';
import type { CancelSignal, Context } from '../context.ts';
import type { LossPoint } from './loss-figure.ts';

/** What a training in the tensor process is told by, and where it goes on from. */
export interface TrainingWatch {
  readonly signal: CancelSignal;
  readonly checkpoint: CheckpointStore;
  readonly progress: (fraction: number) => void;
  readonly log: (values: Readonly<Record<string, number>>) => void;
}

/**
 * Shows a training's epochs as progress and its losses as a forming figure, the output `loss`.
 *
 * @param doing words for an epoch that is under way.
 */
export function watchTraining(
  context: Pick<Context, 'signal' | 'checkpoint' | 'progress' | 'preview'>,
  doing: (epoch: number) => Message,
  figureOf: (losses: readonly LossPoint[]) => LineFigure,
): TrainingWatch {
  const losses: LossPoint[] = [];
  return {
    signal: context.signal,
    checkpoint: context.checkpoint,
    progress: (fraction) => context.progress(fraction, doing(losses.length + 1)),
    log(values) {
      // A backend that was left in the middle tells its epochs anew.
      losses.length = (values.epoch ?? 1) - 1;
      losses.push({
        epoch: values.epoch ?? 0,
        loss: values.loss ?? NaN,
        validation: values['validation.loss'] ?? null,
      });
      context.preview('loss', figureOf(losses));
    },
  };
}

/** The losses of a training that is over, epoch by epoch. */
export const pointsOf = ({ history }: Pick<TrainingResult, 'history'>): LossPoint[] =>
  history.map(({ epoch, training, validation }) => ({
    epoch,
    loss: training.loss,
    validation: validation?.loss ?? null,
  }));
