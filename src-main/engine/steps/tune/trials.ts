import type { BarsFigure, LineFigure } from '../../../contract/figure.ts';
import { escapeMessage, formatText, type Message, type MessageValues, type Text } from '../../../contract/text.ts';
import { numberColumn, textColumn, type Column } from '../../table/column.ts';
import { endOfFolds } from '../evaluate/fold-quality.ts';
import { Table } from '../../table/table.ts';
import { tuneText as shared } from './ranking-text.ts';
import type { SearchAxis, Setting } from './search-space.ts';

/** One setting after its folds; the first trial has no setting of its own: it is the chain as given. */
export interface Trial {
  readonly setting: Setting | null;
  /** Mean over folds. */
  readonly value: number;
  readonly folds: Float64Array;
}

/** What the words around trials need. */
export interface TrialBasis {
  readonly axes: readonly SearchAxis[];
  readonly metric: Message;
  /** 1 where more is better, −1 where less is. */
  readonly sign: 1 | -1;
  /** The finding: that a setting beats the one given, or that none does. */
  readonly found: (code: 'search-better' | 'search-same', values: MessageValues & { metric: Text }) => Message;
  readonly subtitle: Message;
}

/** Positions of trials from the best down; of equals the earlier first, those without a value last. */
export function rankTrials(trials: readonly Pick<Trial, 'value'>[], sign: 1 | -1 = 1): number[] {
  const score = (at: number): number => {
    const value = trials[at]!.value;
    return Number.isNaN(value) ? -Number.MAX_VALUE : sign * value;
  };
  return [...trials.keys()].sort((a, b) => score(b) - score(a) || a - b);
}

const plain = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

/** A setting in words: the parameters' names and their values. */
export function settingText({ setting }: Pick<Trial, 'setting'>, axes: readonly SearchAxis[]): Text {
  const given = shared.source.messages.given;
  if (!setting) return given;
  const write = (language: 'en' | 'zh') =>
    axes
      .map(({ label }, i) => escapeMessage(`${label[language]} ${plain(setting[i])}`))
      .join(language === 'zh' ? '，' : ', ');
  return { en: write('en'), zh: write('zh') };
}

const shown = (value: number) => ({ decimal: value, digits: 4 });

/** Quality by trial, and the best so far: the search as it goes. */
export function searchFigure(
  trials: readonly Trial[],
  { axes, metric, sign, found, subtitle }: TrialBasis,
): LineFigure {
  const x = Float64Array.from(trials.keys(), (trial) => trial + 1);
  const each = Float64Array.from(trials, ({ value }) => value);
  const soFar = each.map((_, i) => each[rankTrials(trials.slice(0, i + 1), sign)[0] ?? 0]!);
  const [winner = 0] = rankTrials(trials, sign);
  const best = trials[winner] as Trial;
  const values = {
    metric: metric.text,
    value: shown(best.value),
    n: trials.length - 1,
    given: shown(each[0] ?? NaN),
  };
  return {
    kind: 'line',
    title:
      winner === 0
        ? found('search-same', values)
        : found('search-better', { ...values, setting: settingText(best, axes) }),
    subtitle,
    summary: shared.message('search-summary', { n: trials.length, value: shown(best.value) }),
    x: { label: shared.message('trial'), unit: 'count' },
    y: { label: metric, unit: 'score' },
    series: [
      { name: shared.message('each'), x, y: each, lower: foldEnd(trials, Math.min), upper: foldEnd(trials, Math.max) },
      { name: shared.message('best-so-far'), x, y: soFar },
    ],
  };
}

const foldEnd = (trials: readonly Trial[], end: (...values: number[]) => number): Float64Array =>
  Float64Array.from(trials, ({ folds }) => endOfFolds(folds, end));

const SHOWN = 12;

/** The best settings as bars, with the range over folds. */
export function rankingFigure(trials: readonly Trial[], { axes, metric, sign, subtitle }: TrialBasis): BarsFigure {
  const order = rankTrials(trials, sign)
    .slice(0, SHOWN)
    .map((i) => trials[i] as Trial);
  const names = order.map((trial): Message => ({ code: 'setting', text: settingText(trial, axes) }));
  const first = names[0]?.text ?? shared.source.messages.given;
  return {
    kind: 'bars',
    orientation: 'horizontal',
    title: shared.message('ranking-title', {
      n: order.length,
      high: shown(order[0]?.value ?? NaN),
      low: shown(order.at(-1)?.value ?? NaN),
    }),
    subtitle,
    summary: shared.message('ranking-summary', {
      n: order.length,
      first: { en: escaped(first, 'en'), zh: escaped(first, 'zh') },
    }),
    categories: names,
    value: { label: metric, unit: 'score' },
    series: [
      {
        name: shared.message('quality'),
        values: Float64Array.from(order, ({ value }) => value),
        lower: foldEnd(order, Math.min),
        upper: foldEnd(order, Math.max),
      },
    ],
  };
}

const escaped = (words: Text, locale: 'en' | 'zh'): string => escapeMessage(formatText(words, undefined, locale));

const FIXED = ['trial', 'rank', 'value', 'lowest_fold', 'highest_fold', 'share', 'work'] as const;

/**
 * Every trial as a row: its rank, mean and range over folds, and a column for each parameter that was tried.
 *
 * @param order positions of trials from the best down. @param more columns to stand before those of the parameters.
 */
export function trialTable(
  trials: readonly Trial[],
  axes: readonly SearchAxis[],
  given: Setting,
  order: readonly number[] = rankTrials(trials),
  more: readonly Column[] = [],
): Table {
  const rank = new Int32Array(trials.length);
  order.forEach((trial, i) => (rank[trial] = i + 1));
  const count = (name: 'trial' | 'rank', values: Int32Array) =>
    numberColumn(name, values, { unit: 'count', label: shared.column(name) });
  const score = (name: 'value' | 'lowest_fold' | 'highest_fold', values: Float64Array) =>
    numberColumn(name, values, { unit: 'score', label: shared.column(name) });
  return new Table(
    [
      count(
        'trial',
        Int32Array.from(trials.keys(), (trial) => trial + 1),
      ),
      count('rank', rank),
      score(
        'value',
        Float64Array.from(trials, ({ value }) => value),
      ),
      score('lowest_fold', foldEnd(trials, Math.min)),
      score('highest_fold', foldEnd(trials, Math.max)),
      ...more,
      ...axes.map((axis, i) =>
        axisColumn(
          axis,
          columnName(axis, axes),
          trials.map(({ setting }) => (setting ?? given)[i]),
        ),
      ),
    ],
    { entity: 'none', name: 'trials' },
  );
}

const snake = (name: string): string => name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** The parameter's name; with the link's number where another link, or the table itself, has the same. */
export function columnName(axis: SearchAxis, axes: readonly SearchAxis[]): string {
  const name = snake(axis.parameter);
  const isTaken =
    axes.some((other) => other !== axis && snake(other.parameter) === name) || FIXED.some((fixed) => fixed === name);
  return isTaken ? `${name}_${axis.link + 1}` : name;
}

function axisColumn({ label }: SearchAxis, name: string, values: readonly unknown[]): Column {
  const isNumeric = values.every((value) => typeof value === 'number' || value === null);
  if (isNumeric)
    return numberColumn(
      name,
      Float64Array.from(values, (value) => value ?? NaN),
      { label },
    );
  return textColumn(
    name,
    values.map((value) => (value === null ? null : plain(value))),
    { label },
  );
}
