import type { BarsFigure, LineFigure } from '../../../contract/figure.ts';
import type { Unit } from '../../../contract/table.ts';
import type { Label } from '../../../contract/text.ts';
import type { Baseline } from '../../maths/survival/cox.ts';
import { survivalAt } from '../../maths/survival/kaplan-meier.ts';
import type { Table } from '../../table/table.ts';
import { columnLabel } from '../features-of.ts';
import { labelWords } from '../message-words.ts';
import { coxText as text } from './cox-text.ts';
import { timeWords } from './survival-durations.ts';

/** What one column of the model does to the hazard. */
export interface HazardRatio {
  readonly feature: string;
  /** Null for a number. */
  readonly category: string | null;
  /** Of the logarithm of the hazard, in the column’s own unit. */
  readonly coefficient: number;
  readonly perDeviation: number;
  /** The standard error of {@link perDeviation}, half the width of its interval, and the column’s standard deviation. */
  readonly error: number;
  readonly width: number;
  readonly spread: number;
}

const MOST_BARS = 20;
/** The hazard ratio of a feature that changes nothing. */
const NO_DIFFERENCE = 1;

/** What a ratio is of: a feature, or one of its categories. */
function ratioLabel({ feature, category }: HazardRatio, table: Table): Label {
  const label = columnLabel(table, feature);
  if (category === null) return label;
  return text.message('ratioOf', { feature: labelWords(label), category });
}

/** What weighs most, with intervals. */
export function ratioFigure(
  ratios: readonly HazardRatio[],
  table: Table,
  { nRows, nEvents }: { readonly nRows: number; readonly nEvents: number },
  confidence: number,
): BarsFigure | null {
  const shown = ratios.toSorted((a, b) => Math.abs(b.perDeviation) - Math.abs(a.perDeviation)).slice(0, MOST_BARS);
  const [first] = shown;
  if (!first) return null;
  const labels = shown.map((ratio) => ratioLabel(ratio, table));
  const name = labels[0]!;
  const feature = labelWords(name);
  const title =
    first.category === null
      ? text.message('ratiosTitle', { feature, ratio: { decimal: Math.exp(first.perDeviation), digits: 2 } })
      : text.message('ratiosTitleCategory', { feature, ratio: { decimal: Math.exp(first.coefficient), digits: 2 } });
  const each = (pick: (ratio: HazardRatio) => number): Float64Array => Float64Array.from(shown, pick);
  return {
    kind: 'bars',
    orientation: 'horizontal',
    title,
    subtitle: text.message('ratiosSubtitle', { confidence: { percent: confidence }, rows: nRows, events: nEvents }),
    summary: title,
    categories: labels,
    value: { label: { code: 'ratio', text: text.column('perDeviation') }, scale: 'log' },
    from: NO_DIFFERENCE,
    series: [
      {
        name: { code: 'ratio', text: text.column('ratio') },
        values: each(({ perDeviation }) => Math.exp(perDeviation)),
        lower: each(({ perDeviation, width }) => Math.exp(perDeviation - width)),
        upper: each(({ perDeviation, width }) => Math.exp(perDeviation + width)),
      },
    ],
  };
}

const MOST_POINTS = 400;

/** Expected curves of rows at three risks. @param risks low, middle and high, beside the baseline. @param unit of the times */
export function coxCurves(
  baseline: Baseline,
  risks: readonly number[],
  day: number,
  nRows: number,
  unit: Unit | null,
): LineFigure {
  const { times, survival } = baseline;
  const every = Math.max(1, Math.ceil(times.length / MOST_POINTS));
  const kept = Array.from(times.keys()).filter((i) => i % every === 0 || i === times.length - 1);
  // A share holds until the next time.
  const xAt = kept.flatMap((i, at) => (at === 0 ? [i] : [i, i]));
  const yAt = kept.flatMap((i, at) => (at === 0 ? [i] : [kept[at - 1]!, i]));
  const x = Float64Array.from(xAt, (i) => times[i]!);
  const [low = 1, , high = 1] = risks;
  const at = survivalAt(baseline, day);
  const title = text.message('curvesTitle', {
    day: timeWords(day, unit),
    low: { percent: at ** low },
    high: { percent: at ** high },
  });
  const names = [text.message('low'), text.message('middle'), text.message('high')];
  return {
    kind: 'line',
    title,
    subtitle: text.message('curvesSubtitle', { rows: nRows }),
    summary: title,
    x: { label: text.message('time'), unit },
    y: { label: { code: 'survival', text: text.column('survival') }, unit: 'share' },
    series: risks.map((risk, i) => ({
      name: names[i]!,
      x,
      y: Float64Array.from(yAt, (i) => survival[i]! ** risk),
    })),
  };
}
