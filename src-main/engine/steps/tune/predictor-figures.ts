import type { BarsFigure, ParallelAxis, ParallelFigure } from '../../../contract/figure.ts';
import { formatText, escapeMessage, type Message, type Text } from '../../../contract/text.ts';
import { quantile } from '../../maths/statistics.ts';
import { numberColumn, type Column } from '../../table/column.ts';
import type { PredictorSearch, PredictorTrial } from './predictor-trials.ts';
import { tunePredictorText as text } from './predictor-text.ts';
import { columnName, type TrialBasis } from './trials.ts';
import type { SearchAxis } from './search-space.ts';

const escaped = (words: Text): Text => ({
  en: escapeMessage(formatText(words, undefined, 'en')),
  zh: escapeMessage(formatText(words, undefined, 'zh')),
});

/** How many rows each trial learned from, and what it took. */
export const trialColumns = (trials: readonly PredictorTrial[]): Column[] => [
  numberColumn(
    'share',
    Float64Array.from(trials, ({ share }) => share),
    { unit: 'share', label: text.column('share') },
  ),
  numberColumn(
    'work',
    Float64Array.from(trials, ({ work }) => work),
    { label: text.column('work') },
  ),
];

/** Trials as lines across the parameters, coloured by quality; null with one alone. */
export function parallelFigure(
  trials: readonly PredictorTrial[],
  { axes, given }: PredictorSearch,
  { metric, sign, subtitle }: TrialBasis,
): ParallelFigure | null {
  const shown = [...trials.keys()].filter((at) => !Number.isNaN(trials[at]!.value));
  if (shown.length < 2) return null;
  const settings = trials.map(({ setting }) => setting ?? given);
  const drawn = axes.map((axis, j) =>
    axisOf(
      axis,
      columnName(axis, axes),
      settings.map((own) => own[j]),
    ),
  );
  const values = Float64Array.from(shown, (at) => trials[at]!.value);
  const sorted = values.slice().sort();
  const quality: ParallelAxis = {
    label: metric,
    unit: 'score',
    column: 'value',
    range: [sorted[0]!, sorted.at(-1)!],
  };
  const nAxes = axes.length + 1;
  const lines = new Float64Array(shown.length * nAxes);
  shown.forEach((at, i) => {
    drawn.forEach(({ place }, j) => {
      lines[i * nAxes + j] = place(settings[at]![j]);
    });
    lines[i * nAxes + axes.length] = values[i]!;
  });
  const words = { n: shown.length, metric: metric.text };
  const low = { decimal: quantile(sorted, sign > 0 ? 0.9 : 0.1), digits: 4 };
  return {
    kind: 'parallel',
    title: text.message('parallelTitle', { ...words, low }),
    subtitle,
    summary: text.message('parallelSummary', { ...words, axes: axes.length }),
    rows: { from: 'output', output: 'trials' },
    axes: [...drawn.map(({ axis }) => axis), quality],
    groups: [],
    lines: { rows: Int32Array.from(shown), group: new Int32Array(shown.length).fill(-1), values: lines },
    colorAxis: axes.length,
  };
}

/** An axis of numbers where all that was tried are numbers, else of choices. */
function axisOf(
  { label, choices }: SearchAxis,
  column: string,
  tried: readonly unknown[],
): { axis: ParallelAxis; place: (value: unknown) => number } {
  if (tried.every((value) => typeof value === 'number')) {
    const range: [number, number] = [Math.min(...tried), Math.max(...tried)];
    const isLog = 'log' in choices && choices.log && range[0] > 0;
    return {
      axis: { label: { code: 'parameter', text: label }, column, range, ...(isLog ? { scale: 'log' as const } : {}) },
      place: Number,
    };
  }
  const names = [...new Set(tried.map((value) => (typeof value === 'string' ? value : JSON.stringify(value))))].sort();
  return {
    axis: { label: { code: 'parameter', text: label }, range: [0, Math.max(1, names.length - 1)], choices: names },
    place: (value) => names.indexOf(typeof value === 'string' ? value : JSON.stringify(value)),
  };
}

/** What each parameter explains alone, the most first; null with too few trials. */
export function importanceFigure(
  shares: Float64Array | null,
  nTrials: number,
  axes: readonly SearchAxis[],
  metric: Message,
): BarsFigure | null {
  if (!shares) return null;
  const order = [...axes.keys()].sort((a, b) => shares[b]! - shares[a]! || a - b);
  const [first = 0] = order;
  const parameter = escaped(axes[first]!.label);
  const label = { code: 'importanceAxis', text: text.source.messages.importanceAxis };
  return {
    kind: 'bars',
    orientation: 'horizontal',
    title:
      shares[first]! > 0
        ? text.message('importanceTitle', { parameter, share: { percent: shares[first]! }, metric: metric.text })
        : text.message('importanceNone', { metric: metric.text }),
    subtitle: text.message('importanceSubtitle', { n: nTrials }),
    summary: text.message('importanceSummary', { n: axes.length, parameter }),
    categories: order.map((at): Message => ({ code: 'parameter', text: escaped(axes[at]!.label) })),
    value: { label, unit: 'share' },
    series: [{ name: label, values: Float64Array.from(order, (at) => shares[at]!) }],
  };
}
