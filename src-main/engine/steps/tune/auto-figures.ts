import type { BarsFigure, ScatterFigure } from '../../../contract/figure.ts';
import type { Chain } from '../../../contract/step.ts';
import { formatText, type Message } from '../../../contract/text.ts';
import { endOfFolds } from '../evaluate/fold-quality.ts';
import { betterSign, type PredictionMetric } from '../evaluate/predict-metrics.ts';
import { predictionMetricTexts } from '../evaluate/predict-text.ts';
import { saidQuality } from '../evaluate/said-quality.ts';
import { messageWords } from '../message-words.ts';
import { numberColumn, textColumn } from '../../table/column.ts';
import { Table } from '../../table/table.ts';
import { autoPredictorText as text } from './auto-text.ts';

/** A model after its folds. */
export interface Tried {
  readonly chain: Chain;
  readonly title: Message;
  /** The title without its settings. */
  readonly method: Message;
  /** Mean over folds. */
  readonly value: number;
  readonly folds: Float64Array;
  /** Estimated seconds of one fit. */
  readonly work: number;
  /** What fitting and testing in all folds took, in seconds. */
  readonly seconds: number;
  readonly profit: number | null;
  readonly reached: number | null;
}

interface Basis {
  readonly metric: PredictionMetric;
  readonly folds: number;
  readonly rows: number;
}

/** A model's name in every language. */
const sentenceOf = ({ title }: Tried): string =>
  JSON.stringify({
    en: formatText(title.text, title.values, 'en'),
    zh: formatText(title.text, title.values, 'zh'),
  });

/** Every model as a row, the best first. */
export function leaderboard(ranked: readonly Tried[], currency: string | null): Table {
  const number = (
    name: string,
    key: Parameters<typeof text.column>[0],
    of: (tried: Tried) => number | null,
    unit: 'money' | 'share' | 'score' | null = null,
  ) =>
    numberColumn(
      name,
      Float64Array.from(ranked, (tried) => of(tried) ?? NaN),
      { unit, label: text.column(key) },
    );
  return new Table(
    [
      numberColumn(
        'rank',
        Int32Array.from(ranked, (_, i) => i + 1),
        { unit: 'count', label: text.column('rank') },
      ),
      textColumn('model', ranked.map(sentenceOf), { label: text.column('model') }),
      number('quality', 'quality', ({ value }) => value, 'score'),
      number('lowest_fold', 'lowest', ({ folds }) => endOfFolds(folds, Math.min), 'score'),
      number('highest_fold', 'highest', ({ folds }) => endOfFolds(folds, Math.max), 'score'),
      number('work', 'work', ({ work }) => work),
      number('seconds', 'seconds', ({ seconds }) => seconds),
      number('profit', 'profit', ({ profit }) => profit, 'money'),
      number('reached', 'reached', ({ reached }) => reached, 'share'),
      textColumn(
        'chain',
        ranked.map(({ chain }) => JSON.stringify(chain)),
        { label: text.column('chain') },
      ),
    ],
    { entity: 'none', name: 'leaderboard', ...(currency ? { currency } : {}) },
  );
}

/** The linear model as it comes: what the effort is measured against. */
const plainOf = (ranked: readonly Tried[]): Tried | undefined =>
  ranked.find(({ chain: { steps } }) =>
    steps.every(
      ({ step, parameters }) => /^predict\.(logistic|linear)$/.test(step) && Object.keys(parameters).length === 0,
    ),
  );

/** Models from the best down, with the range over folds. */
export function modelsFigure(ranked: readonly Tried[], { metric, folds, rows }: Basis): BarsFigure {
  const [best] = ranked as readonly [Tried];
  const plain = plainOf(ranked);
  const words = predictionMetricTexts[metric];
  const values = {
    best: messageWords(best.title),
    metric: words,
    value: saidQuality(best.value),
    models: ranked.length,
  };
  return {
    kind: 'bars',
    orientation: 'horizontal',
    title:
      plain && plain !== best
        ? text.message('title', { ...values, plain: messageWords(plain.title), plainValue: saidQuality(plain.value) })
        : text.message('titleOne', values),
    subtitle: text.message('subtitle', { folds, rows, models: ranked.length }),
    summary: text.message('summary', values),
    categories: ranked.map(({ title }) => title),
    value: { label: { code: metric, text: words }, unit: 'score' },
    series: [
      {
        name: { code: metric, text: words },
        values: Float64Array.from(ranked, ({ value }) => value),
        lower: Float64Array.from(ranked, (tried) => endOfFolds(tried.folds, Math.min)),
        upper: Float64Array.from(ranked, (tried) => endOfFolds(tried.folds, Math.max)),
      },
    ],
  };
}

/** A difference in quality that is worth no more work. */
const NEAR = 0.01;

/** Quality over the work of a fit; null with one model. */
export function speedFigure(ranked: readonly Tried[], { metric, folds, rows }: Basis): ScatterFigure | null {
  const [best] = ranked;
  if (!best || ranked.length < 2) return null;
  const isNear = ({ value }: Tried): boolean =>
    betterSign(metric) * (best.value - value) <= NEAR * Math.abs(best.value);
  const quickest = ranked.filter(isNear).reduce((least, tried) => Math.min(least, tried.work), best.work);
  const values = { models: ranked.length, best: messageWords(best.title), share: { percent: NEAR } };
  const title =
    quickest === best.work
      ? text.message('speedTitleQuickest', values)
      : text.message('speedTitle', { ...values, times: { decimal: best.work / quickest, digits: 1 } });
  return {
    kind: 'scatter',
    title,
    subtitle: text.message('subtitle', { folds, rows, models: ranked.length }),
    summary: title,
    table: 'leaderboard',
    color: { column: 'model', as: 'category', label: { code: 'model', text: text.column('model') } },
    names: Object.fromEntries(
      ranked.map((tried, i) => [
        sentenceOf(tried),
        text.message('ranked', { rank: i + 1, method: messageWords(tried.method) }),
      ]),
    ),
    x: { column: 'work', label: { code: 'work', text: text.column('work') }, scale: 'log' },
    y: { column: 'quality', label: { code: metric, text: predictionMetricTexts[metric] }, unit: 'score' },
  };
}
