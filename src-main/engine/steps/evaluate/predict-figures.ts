import type { BarsFigure, HeatmapFigure, HistogramFigure, ScatterFigure } from '../../../contract/figure.ts';
import type { Message } from '../../../contract/text.ts';
import {
  accuracyOf,
  averageQuality,
  classQualities,
  confusionOf,
  type ClassQuality,
} from '../../maths/metrics/confusion.ts';
import { quantile, sortedFinite } from '../../maths/statistics.ts';
import { numberColumn, textColumn } from '../../table/column.ts';
import { Table } from '../../table/table.ts';
import { messageWords } from '../message-words.ts';
import { classesOf } from '../predict/predictions.ts';
import type { PredictComparison } from './predict-compare.ts';
import type { TargetInfo } from '../predict/predictor.ts';
import type { JudgedRows, PredictionMetric } from './predict-metrics.ts';
import { predictionMetricTexts, predictorsText as text } from './predict-text.ts';
import { saidQuality } from './said-quality.ts';

/** What figures of a comparison need beside the numbers. */
export interface ComparisonWords {
  readonly titles: readonly Message[];
  readonly metric: PredictionMetric;
  readonly subtitle: Message;
}

/** Every metric of every model, with intervals. */
export function qualityTable({ metrics, quality }: PredictComparison, names: readonly string[]): Table {
  const rows = quality.flatMap((row, m) =>
    row.map((value, j) => ({ model: names[m]!, metric: metrics[j]!, ...value })),
  );
  const number = (name: 'value' | 'lower' | 'upper') =>
    numberColumn(
      name,
      Float64Array.from(rows, (row) => row[name] ?? NaN),
      { label: text.column(name) },
    );
  return new Table([
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
    number('value'),
    number('lower'),
    number('upper'),
  ]);
}

/** How the best model compares with each other one, fold by fold. */
export function comparisonTable({ tests, best }: PredictComparison, names: readonly string[]): Table {
  const others = names.flatMap((model, m) => (m === best ? [] : [{ model, test: tests[m] ?? null }]));
  const number = (
    name: string,
    label: 'difference' | 'p' | 'better' | 'alike' | 'worse',
    pick: 'mean' | 'p' | 'better' | 'alike' | 'worse',
  ) =>
    numberColumn(
      name,
      Float64Array.from(others, ({ test }) => test?.[pick] ?? NaN),
      {
        label: text.column(label),
        unit: label === 'difference' || label === 'p' ? null : 'share',
      },
    );
  return new Table([
    textColumn(
      'model',
      others.map(({ model }) => model),
      { label: text.column('model') },
    ),
    number('difference', 'difference', 'mean'),
    number('p_value', 'p', 'p'),
    number('best_is_better', 'better', 'better'),
    number('alike', 'alike', 'alike'),
    number('best_is_worse', 'worse', 'worse'),
  ]);
}

/** The finding of a comparison, in one sentence. */
function finding(
  { quality, metrics, best, tests }: PredictComparison,
  { titles, metric }: ComparisonWords,
  nearest: number,
): Message {
  const of = (m: number) => saidQuality(quality[m]?.[metrics.indexOf(metric)]?.value ?? NaN);
  const values = { best: messageWords(titles[best]!), metric: predictionMetricTexts[metric], value: of(best) };
  if (nearest < 0) return text.message('best-alone', values);
  const isClear = (tests[nearest]?.p ?? 1) < 0.05;
  const second = { second: messageWords(titles[nearest]!), secondValue: of(nearest) };
  return text.message(isClear ? 'best-clear' : 'best-unclear', { ...values, ...second });
}

/** Models in the deciding metric, with intervals. */
export function qualityFigure(comparison: PredictComparison, words: ComparisonWords, sign: 1 | -1): BarsFigure {
  const { quality, metrics, best } = comparison;
  const main = metrics.indexOf(words.metric);
  const values = quality.map((row) => row[main]!);
  const others = values.map((_, m) => m).filter((m) => m !== best);
  others.sort((a, b) => sign * (values[b]!.value - values[a]!.value) || a - b);
  const hasIntervals = values.every(({ lower }) => lower !== undefined);
  const name = { code: words.metric, text: predictionMetricTexts[words.metric] };
  const bounds = {
    lower: Float64Array.from(values, ({ lower }) => lower ?? NaN),
    upper: Float64Array.from(values, ({ upper }) => upper ?? NaN),
  };
  return {
    kind: 'bars',
    orientation: 'horizontal',
    title: finding(comparison, words, others[0] ?? -1),
    subtitle: words.subtitle,
    summary: text.message('qualitySummary', {
      metric: predictionMetricTexts[words.metric],
      models: values.length,
      best: messageWords(words.titles[best]!),
      value: saidQuality(values[best]!.value),
    }),
    categories: words.titles.slice(0, values.length),
    value: { label: name },
    series: [{ name, values: Float64Array.from(values, ({ value }) => value), ...(hasIntervals ? bounds : {}) }],
  };
}

/** Precision, recall, F1 and rows of every class and on average, in the rows that scikit-learn prints; no rows for numbers. */
export function reportTable({ target, actual, found }: JudgedRows, threshold: number): Table {
  const rows: (Omit<ClassQuality, 'precision' | 'recall'> & { name: string; precision: number; recall: number })[] = [];
  if (actual instanceof Int32Array) {
    const confusion = confusionOf(actual, classesOf(found, target.classes.length, threshold), target.classes.length);
    const support = actual.length;
    const accuracy = accuracyOf(confusion);
    rows.push(
      ...classQualities(confusion).map((quality, k) => ({ name: target.classes[k]!, ...quality })),
      { name: 'accuracy', precision: NaN, recall: NaN, f1: accuracy, support },
      { name: 'macro avg', ...averageQuality(confusion, 'macro'), support },
      { name: 'weighted avg', ...averageQuality(confusion, 'weighted'), support },
    );
  }
  const number = (name: string, pick: 'precision' | 'recall' | 'f1') =>
    numberColumn(
      name,
      Float64Array.from(rows, (row) => row[pick]),
      { label: text.column(pick) },
    );
  return new Table([
    textColumn(
      'class',
      rows.map(({ name }) => name),
      { label: text.column('class') },
    ),
    number('precision', 'precision'),
    number('recall', 'recall'),
    number('f1_score', 'f1'),
    numberColumn(
      'support',
      Float64Array.from(rows, (row) => row.support),
      { label: text.column('support'), unit: 'count' },
    ),
  ]);
}

/** What the column of predictions is called in a table of them. */
const predictedColumn = (heldOut: Table): string =>
  heldOut.columns.find(({ name }) => /^predicted(_2)?$/.test(name) && name !== heldOut.findRole('outcome')?.name)
    ?.name ?? 'predicted';

/** The classes as they stand in a column. */
const valuesIn = (heldOut: Table, { column, classes }: TargetInfo): (string | number | boolean)[] => {
  const type = heldOut.column(column).type;
  return classes.map((name) => (type === 'number' ? Number(name) : type === 'boolean' ? name === 'yes' : name));
};

/**
 * Rows of each class by what was predicted of them; null for numbers.
 *
 * @param heldOut the output of that name, whose rows a cell selects.
 */
export function confusionFigure(
  { target, actual, found }: JudgedRows,
  threshold: number,
  best: Message,
  subtitle: Message,
  heldOut: Table,
): HeatmapFigure | null {
  if (!(actual instanceof Int32Array)) return null;
  const { classes } = target;
  const confusion = confusionOf(actual, classesOf(found, classes.length, threshold), classes.length);
  const title = text.message('confusionTitle', { best: messageWords(best), share: { percent: accuracyOf(confusion) } });
  return {
    kind: 'heatmap',
    title,
    subtitle,
    summary: title,
    rows: classes.map((name) => text.message('actualClass', { class: name })),
    columns: classes.map((name) => text.message('predictedClass', { class: name })),
    values: confusion.counts,
    value: { label: text.message('rowsAxis'), unit: 'count' },
    diverging: false,
    select: {
      table: 'heldOut',
      rows: { column: target.column, values: valuesIn(heldOut, target) },
      columns: { column: predictedColumn(heldOut), values: classes },
    },
  };
}

/** Held-out predictions of numbers with their errors in a column `residual`; of classes as they are. */
export function withResiduals(heldOut: Table, { target, actual, found }: JudgedRows): Table {
  if (target.kind !== 'number') return heldOut;
  const name = heldOut.find('residual') ? 'residual_2' : 'residual';
  const errors = Float64Array.from(actual, (value, row) => value - found[row]!);
  return heldOut.with([numberColumn(name, errors, { label: text.column('residual') })]);
}

/** Errors over what was predicted, row by row; null for classes. */
export function residualPlot(
  heldOut: Table,
  { target }: JudgedRows,
  best: Message,
  subtitle: Message,
): ScatterFigure | null {
  if (target.kind !== 'number' || heldOut.nRows === 0) return null;
  const title = text.message('residualPlotTitle', { best: messageWords(best) });
  return {
    kind: 'scatter',
    title,
    subtitle,
    summary: title,
    table: 'heldOut',
    x: { column: predictedColumn(heldOut), label: text.message('predictedAxis') },
    y: { column: heldOut.find('residual_2') ? 'residual_2' : 'residual', label: text.message('errorAxis') },
  };
}

const ERROR_BINS = 40;

/** How far predictions of numbers were off; null for classes. */
export function residualFigure(
  { actual, found }: JudgedRows,
  best: Message,
  subtitle: Message,
): HistogramFigure | null {
  if (actual instanceof Int32Array || actual.length === 0) return null;
  const errors = actual.map((value, row) => value - found[row]!);
  const sorted = sortedFinite(errors);
  const [low, high] = [sorted[0]!, sorted.at(-1)!];
  const width = (high - low || 1) / ERROR_BINS;
  const counts = new Float64Array(ERROR_BINS);
  for (const error of errors) counts[Math.min(ERROR_BINS - 1, Math.floor((error - low) / width))]!++;
  const median = quantile(errors.map(Math.abs).sort(), 0.5);
  const title = text.message('residualsTitle', { best: messageWords(best), error: { decimal: median, digits: 2 } });
  return {
    kind: 'histogram',
    title,
    subtitle,
    summary: title,
    x: { label: text.message('errorAxis') },
    edges: Float64Array.from({ length: ERROR_BINS + 1 }, (_, i) => low + i * width),
    series: [{ name: text.message('rowsAxis'), counts }],
  };
}
