import type { BarsFigure } from '../../../contract/figure.ts';
import type { Label, Text } from '../../../contract/text.ts';
import { numberColumn, textColumn, type Column } from '../../table/column.ts';
import { Table } from '../../table/table.ts';
import { columnLabel } from '../features-of.ts';
import { labelWords } from '../message-words.ts';
import type { Encoding, TargetInfo } from './predictor.ts';
import { predictText as text } from './texts.ts';

/** A linear rule in the units of the matrix: one row of coefficients an output (one for two classes or a number). */
export interface Coefficients {
  readonly intercepts: Float64Array;
  /** (nOutputs, nColumns), row-major. */
  readonly values: Float64Array;
  /** Whether coefficients add to log-odds, so that their powers are odds ratios. */
  readonly isLogit: boolean;
}

/** One line of the table of influences. */
interface Entry {
  readonly feature: string;
  readonly category: string | null;
  readonly className: string | null;
  /** What it weighs, in units that can be compared. */
  readonly weight: number;
}

const MOST_BARS = 20;

/** A table of coefficients in the units of the data, and a figure of what weighs most. */
export function coefficientInfluence(
  { intercepts, values, isLogit }: Coefficients,
  encoding: Encoding,
  target: TargetInfo,
  table: Table,
  method: Text,
) {
  const nColumns = encoding.columns.length;
  const entries: Entry[] = [];
  const [own, odds]: number[][] = [[], []];
  intercepts.forEach((intercept, output) => {
    const className = intercepts.length > 1 ? (target.classes[output] ?? null) : null;
    let shifted = intercept;
    encoding.columns.forEach(({ feature, category, centre, spread }, j) => {
      const { column, categories } = encoding.features[feature]!;
      const weight = values[output * nColumns + j]!;
      shifted -= (weight * centre) / spread;
      entries.push({
        feature: column,
        category: category < 0 ? null : (categories?.[category] ?? null),
        className,
        weight: category < 0 ? weight : weight / spread,
      });
      own!.push(weight / spread);
      odds!.push(Math.exp(weight / spread));
    });
    entries.push({ feature: text.source.messages.intercept.en, category: null, className, weight: NaN });
    own!.push(shifted);
    odds!.push(NaN);
  });
  const columns = [
    ...nameColumns(entries, intercepts.length > 1),
    numberColumn('coefficient', Float64Array.from(own!), { label: text.column('coefficient') }),
    numberColumn(
      'per_deviation',
      Float64Array.from(entries, ({ weight }) => weight),
      { label: text.column('perDeviation') },
    ),
    ...(isLogit ? [numberColumn('odds_ratio', Float64Array.from(odds!), { label: text.column('oddsRatio') })] : []),
  ];
  return {
    influence: new Table(columns),
    influences: figureOf(entries, table, method, 'signedSubtitle', text.source.columns.perDeviation),
  };
}

/** A table of shares of importance a feature, and a figure of what weighs most. @param values one a column of the matrix, ≥ 0 */
export function importanceInfluence(values: Float64Array, encoding: Encoding, table: Table, method: Text) {
  const sums = new Float64Array(encoding.features.length);
  encoding.columns.forEach(({ feature }, j) => (sums[feature]! += values[j]!));
  const total = sums.reduce((sum, value) => sum + value, 0);
  const entries = encoding.features
    .map(({ column }, j) => ({
      feature: column,
      category: null,
      className: null,
      weight: total > 0 ? sums[j]! / total : 0,
    }))
    .sort((a, b) => b.weight - a.weight);
  const columns = [
    ...nameColumns(entries, false).slice(0, 1),
    numberColumn(
      'importance',
      Float64Array.from(entries, ({ weight }) => weight),
      {
        unit: 'share',
        label: text.column('importance'),
      },
    ),
  ];
  return {
    influence: new Table(columns),
    influences: figureOf(entries, table, method, 'shareSubtitle', text.source.columns.importance),
  };
}

function nameColumns(entries: readonly Entry[], withClass: boolean): Column[] {
  const of = (name: string, label: Text, pick: (entry: Entry) => string | null) =>
    textColumn(name, entries.map(pick), { label });
  return [
    of('feature', text.column('feature'), ({ feature }) => feature),
    of('category', text.column('category'), ({ category }) => category),
    ...(withClass ? [of('class', text.column('class'), ({ className }) => className)] : []),
  ];
}

function figureOf(
  entries: readonly Entry[],
  table: Table,
  method: Text,
  subtitle: 'signedSubtitle' | 'shareSubtitle',
  value: Text,
): BarsFigure | null {
  const weighing = entries.filter(({ weight }) => Math.abs(weight) > 0);
  weighing.sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight));
  const shown = weighing.slice(0, MOST_BARS);
  const first = shown[0];
  if (!first) return null;
  const feature = labelWords(labelOf(first, table));
  return {
    kind: 'bars',
    orientation: 'horizontal',
    title: text.message('influencesTitle', { feature }),
    subtitle: text.message(subtitle, { method }),
    summary: text.message('influencesSummary', { count: shown.length, feature }),
    categories: shown.map((entry) => labelOf(entry, table)),
    value: { label: { code: 'weight', text: value }, unit: subtitle === 'shareSubtitle' ? 'share' : null },
    series: [{ name: { code: 'weight', text: value }, values: Float64Array.from(shown, ({ weight }) => weight) }],
  };
}

function labelOf({ feature, category, className }: Entry, table: Table): Label {
  const name = columnLabel(table, feature);
  const plain = category === null ? name : text.message('featureCategory', { feature: labelWords(name), category });
  return className === null ? plain : text.message('ofClass', { feature: labelWords(plain), class: className });
}
