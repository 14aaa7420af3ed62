import type { LineFigure } from '../../../contract/figure.ts';
import type { Message } from '../../../contract/text.ts';
import { betterSign, type PredictionMetric } from '../evaluate/predict-metrics.ts';
import { predictionMetricTexts } from '../evaluate/predict-text.ts';
import { messageWords } from '../message-words.ts';
import { searchText as text } from './search-text.ts';
import type { SearchRound } from './subset-search.ts';

/** What the curve says beside its points. */
export interface SearchBasis {
  readonly metric: PredictionMetric;
  readonly model: Message;
  readonly nFolds: number;
  readonly nRows: number;
  readonly nAll: number;
}

/** Mean and standard deviation over folds of a metric as it is written: errors above 0. */
export function measured({ qualities }: SearchRound, metric: PredictionMetric): { mean: number; deviation: number } {
  const known = qualities.filter((value) => !Number.isNaN(value));
  const mean = known.reduce((sum, value) => sum + value, 0) / known.length;
  const squares = known.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean: betterSign(metric) * mean, deviation: Math.sqrt(squares / known.length) };
}

/** The quality by the number of features. @param size how many are kept; null while the search goes on */
export function curveFigure(
  rounds: readonly SearchRound[],
  { metric, model, nFolds, nRows, nAll }: SearchBasis,
  size: number | null,
): LineFigure {
  const tried = rounds.filter(({ qualities }) => qualities.some((value) => !Number.isNaN(value)));
  const points = tried.map((round) => measured(round, metric)).map((point, i) => ({ ...point, size: tried[i]!.size }));
  const kept = points.find((point) => point.size === size);
  const title = kept
    ? text.message('title', {
        kept: kept.size,
        all: nAll,
        metric: predictionMetricTexts[metric],
        quality: { decimal: kept.mean, digits: 3 },
      })
    : text.message('titleForming', { n: points.length });
  const y = Float64Array.from(points, ({ mean }) => mean);
  return {
    kind: 'line',
    title,
    subtitle: text.message('subtitle', { model: messageWords(model), folds: nFolds, rows: nRows }),
    summary: title,
    x: { label: text.message('nFeatures'), unit: 'count' },
    y: { label: { code: metric, text: predictionMetricTexts[metric] } },
    series: [
      {
        name: { code: metric, text: predictionMetricTexts[metric] },
        x: Float64Array.from(points, (point) => point.size),
        y,
        lower: Float64Array.from(points, ({ mean, deviation }) => mean - deviation),
        upper: Float64Array.from(points, ({ mean, deviation }) => mean + deviation),
      },
    ],
    ...(kept ? { marks: [{ x: kept.size, label: text.message('kept') }] } : {}),
  };
}
