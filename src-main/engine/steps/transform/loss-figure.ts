import type { LineFigure } from '../../../contract/figure.ts';
import type { Message } from '../../../contract/text.ts';
import { autoencoderText as text } from './autoencoder-text.ts';

/** The losses of one epoch. */
export interface LossPoint {
  readonly epoch: number;
  readonly loss: number;
  /** Null where no rows were set aside. */
  readonly validation: number | null;
}

/** How many rows were trained on, and how many set aside. */
export interface LossBasis {
  readonly training: number;
  readonly validation: number;
}

const shown = (value: number) => ({ decimal: value, digits: 4 });

/**
 * Losses over epochs, with a mark at the best one; the same while it forms and at its end.
 *
 * @param points at least one. @param subtitle what is measured, and on what.
 */
export function lossFigure(
  points: readonly LossPoint[],
  basis: LossBasis,
  subtitle: Message = text.message('lossSubtitle', { ...basis }),
): LineFigure {
  const judged = points.every(({ validation }) => validation !== null);
  const lossOf = ({ loss, validation }: LossPoint): number => validation ?? loss;
  const last = points.at(-1)!;
  const best = judged ? points.reduce((least, point) => (lossOf(point) < lossOf(least) ? point : least)) : last;
  const values = { epoch: best.epoch, loss: shown(lossOf(best)) };
  const x = Float64Array.from(points, ({ epoch }) => epoch);
  return {
    kind: 'line',
    title: text.message(judged ? 'lossTitle' : 'lossTitlePlain', values),
    subtitle,
    summary: text.message('lossSummary', { ...values, epochs: points.length, first: shown(lossOf(points[0]!)) }),
    x: { label: text.message('epochAxis'), unit: 'count' },
    y: { label: text.message('lossAxis'), unit: 'score' },
    series: [
      { name: text.message('trainingLoss'), x, y: Float64Array.from(points, ({ loss }) => loss) },
      ...(judged ? [{ name: text.message('validationSeries'), x, y: Float64Array.from(points, lossOf) }] : []),
    ],
    ...(judged ? { marks: [{ x: best.epoch, label: text.message('best') }] } : {}),
  };
}
