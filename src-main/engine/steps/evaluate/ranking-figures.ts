import type { BarsFigure, LineFigure } from '../../../contract/figure.ts';
import type { MetricValue } from '../../../contract/step.ts';
import { escapeMessage, formatText, type Label, type Message, type Text } from '../../../contract/text.ts';
import { numberColumn, textColumn } from '../../table/column.ts';
import { Table } from '../../table/table.ts';
import type { Comparison } from './compare.ts';
import { rankingMetrics, type RankingMetric } from './ranking-metrics.ts';
import { metricTexts, rankingText as text } from './ranking-text.ts';

/** What the figures need beside the numbers. */
export interface FigureBasis {
  /** What each model is called by people. */
  readonly titles: readonly Message[];
  readonly metric: RankingMetric;
  readonly subtitle: Message;
}

const NAMED: Readonly<Record<RankingMetric, Label>> = Object.fromEntries(
  rankingMetrics.map((metric) => [metric, { code: metric, text: metricTexts[metric] }]),
) as Record<RankingMetric, Message>;

/** A message as a piece of another message's words. */
export function wordsOf(message: Message | undefined): Text {
  const write = (locale: 'en' | 'zh') =>
    message ? escapeMessage(formatText(message.text, message.values, locale)) : '';
  return { en: write('en'), zh: write('zh') };
}

const shown = (value: number) => ({ decimal: value, digits: 3 });

/** The value of a model in a metric at a list length. */
export function qualityOf(
  { measures, quality }: Comparison,
  model: number,
  metric: RankingMetric,
  k: number,
): MetricValue {
  const at = measures.findIndex((measure) => measure.metric === metric && measure.k === k);
  return quality[model]?.[at] ?? { value: NaN };
}

/** The finding of a comparison, in one sentence. */
export function finding(comparison: Comparison, { titles, metric }: FigureBasis): Message {
  const { best, second, clear, ks } = comparison;
  const k = Math.max(...ks);
  const of = (model: number) => shown(qualityOf(comparison, model, metric, k).value);
  const values = { best: wordsOf(titles[best]), metric: metricTexts[metric], k, value: of(best) };
  if (second < 0) return text.message('best-alone', values);
  return text.message(clear === false ? 'best-unclear' : 'best-clear', {
    ...values,
    second: wordsOf(titles[second]),
    other: of(second),
  });
}

const valuesInWords = (comparison: Comparison, { titles, metric }: FigureBasis, k: number) => ({
  list: titles.map((title, model): Text => {
    const { text: words, values } = text.message('model-value', {
      model: wordsOf(title),
      value: shown(qualityOf(comparison, model, metric, k).value),
    });
    return { en: escapeMessage(formatText(words, values, 'en')), zh: escapeMessage(formatText(words, values, 'zh')) };
  }),
});

const ends = (values: readonly MetricValue[]) => {
  if (values.some(({ lower }) => lower === undefined)) return {};
  return {
    lower: Float64Array.from(values, ({ lower }) => lower ?? NaN),
    upper: Float64Array.from(values, ({ upper }) => upper ?? NaN),
  };
};

/** Every metric at the longest list, a bar a model. */
export function qualityFigure(comparison: Comparison, basis: FigureBasis): BarsFigure {
  const k = Math.max(...comparison.ks);
  return {
    kind: 'bars',
    orientation: 'vertical',
    title: finding(comparison, basis),
    subtitle: basis.subtitle,
    summary: text.message('quality-summary', { k, values: valuesInWords(comparison, basis, k) }),
    categories: rankingMetrics.map((metric) => NAMED[metric]),
    value: { label: text.message('value'), unit: 'score' },
    series: basis.titles.map((name, model) => {
      const values = rankingMetrics.map((metric) => qualityOf(comparison, model, metric, k));
      return { name, values: Float64Array.from(values, ({ value }) => value), ...ends(values) };
    }),
  };
}

/** The main metric over the list lengths, a line a model. */
export function curveFigure(comparison: Comparison, basis: FigureBasis): LineFigure {
  const ks = [...comparison.ks].sort((a, b) => a - b);
  const [kFrom = 0, kTo = 0] = [ks[0], ks.at(-1)];
  const of = (k: number) => shown(qualityOf(comparison, comparison.best, basis.metric, k).value);
  const named = { best: wordsOf(basis.titles[comparison.best]), metric: metricTexts[basis.metric] };
  return {
    kind: 'line',
    title: text.message('curve-title', { ...named, kFrom, kTo, from: of(kFrom), to: of(kTo) }),
    subtitle: basis.subtitle,
    summary: text.message('curve-summary', { values: valuesInWords(comparison, basis, kTo) }),
    x: { label: text.message('list-length'), unit: 'count' },
    y: { label: NAMED[basis.metric], unit: 'score' },
    series: basis.titles.map((name, model) => {
      const values = ks.map((k) => qualityOf(comparison, model, basis.metric, k));
      return { name, x: Float64Array.from(ks), y: Float64Array.from(values, ({ value }) => value), ...ends(values) };
    }),
  };
}

/** The main metric over how much of the catalogue anyone is shown, a point a model; null for one model alone. */
export function tradeOffFigure(comparison: Comparison, basis: FigureBasis): LineFigure | null {
  const { coverage, best, ks } = comparison;
  if (basis.titles.length < 2) return null;
  const k = Math.max(...ks);
  const at = ks.indexOf(k);
  const shares = basis.titles.map((_, model) => coverage[model]?.[at] ?? NaN);
  const widest = shares.indexOf(Math.max(...shares));
  const of = (model: number) => qualityOf(comparison, model, basis.metric, k);
  const share = (model: number) => ({ percent: shares[model] ?? 0 });
  const values = { best: wordsOf(basis.titles[best]), share: share(best), widest: wordsOf(basis.titles[widest]), most: share(widest) }; // prettier-ignore
  return {
    kind: 'line',
    marksOnly: true,
    title: text.message(widest === best ? 'trade-off-same' : 'trade-off-title', { ...values, metric: metricTexts[basis.metric] }), // prettier-ignore
    subtitle: basis.subtitle,
    summary: text.message('trade-off-summary', { values: valuesInWords(comparison, basis, k) }),
    x: { label: text.message('coverage'), unit: 'share' },
    y: { label: NAMED[basis.metric], unit: 'score' },
    series: basis.titles.map((name, model) => ({
      name,
      x: Float64Array.of(shares[model] ?? NaN),
      y: Float64Array.of(of(model).value),
    })),
  };
}

/** Every number as a table: model, metric, k, value, lower, upper; coverage has no interval. */
export function evaluationTable({ measures, ks, quality, coverage }: Comparison, names: readonly string[]): Table {
  const rows = names.flatMap((model, m) => [
    ...measures.map(({ metric, k }, j) => ({
      model,
      metric: metric,
      k,
      ...(quality[m]?.[j] ?? { value: NaN }),
    })),
    ...ks.map((k, j): { model: string; metric: string; k: number } & MetricValue => ({
      model,
      metric: 'coverage',
      k,
      value: coverage[m]?.[j] ?? NaN,
    })),
  ]);
  const numbers = (name: 'value' | 'lower' | 'upper') =>
    numberColumn(
      name,
      Float64Array.from(rows, (row) => row[name] ?? NaN),
      { unit: 'score', label: text.column(name) },
    );
  return new Table(
    [
      textColumn(
        'model',
        rows.map(({ model }) => model),
        { label: text.column('model') },
      ),
      textColumn(
        'metric',
        rows.map(({ metric }) => metric),
        { label: text.column('metric') },
      ),
      numberColumn(
        'k',
        Int32Array.from(rows, ({ k }) => k),
        { unit: 'count', label: text.column('k') },
      ),
      numbers('value'),
      numbers('lower'),
      numbers('upper'),
    ],
    { entity: 'none', name: 'evaluation' },
  );
}
