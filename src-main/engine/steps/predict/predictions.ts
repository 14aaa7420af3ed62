import type { HistogramFigure } from '../../../contract/figure.ts';
import type { MessageValue, Text } from '../../../contract/text.ts';
import { numberMetrics } from '../../maths/metrics/numbers.ts';
import { rankScores, rocAuc } from '../../maths/metrics/ranked.ts';
import { quantile, sortedFinite } from '../../maths/statistics.ts';
import { codedTextColumn, numberColumn, relabel, type Column } from '../../table/column.ts';
import { Table } from '../../table/table.ts';
import { outputsOf, type TargetInfo } from './predictor.ts';
import { knownTarget } from './target.ts';
import { predictText as text } from './texts.ts';

/** The class of each row: of two, the event from the threshold on; of more, the most likely. */
export function classesOf(probabilities: Float64Array, nClasses: number, threshold: number): Int32Array {
  const codes = new Int32Array(probabilities.length / nClasses);
  for (let row = 0; row < codes.length; row++) {
    const at = row * nClasses;
    if (nClasses === 2) {
      codes[row] = probabilities[at + 1]! >= threshold ? 1 : 0;
      continue;
    }
    let best = 0;
    for (let k = 1; k < nClasses; k++) if (probabilities[at + k]! > probabilities[at + best]!) best = k;
    codes[row] = best;
  }
  return codes;
}

/** The table of predictions: whose they are, what happened where that is known, what is predicted, and how likely. */
export function predictionTable(table: Table, target: TargetInfo, found: Float64Array, threshold: number): Table {
  const ids = table.columns.filter(({ role }) => role === 'customerId' || role === 'itemId' || role === 'orderId');
  const actual = table.find(target.column);
  const taken = new Set([...ids.map(({ name }) => name), target.column]);
  const name = (wanted: string): string => (taken.has(wanted) ? `${wanted}_2` : wanted);
  const given = [...ids, ...(actual && !ids.includes(actual) ? [relabel(actual, { role: 'outcome' })] : [])];
  return new Table([...given, ...predictedColumns(target, found, threshold, name)], table.options());
}

function predictedColumns(
  target: TargetInfo,
  found: Float64Array,
  threshold: number,
  name: (wanted: string) => string,
): Column[] {
  const label = text.column('predicted');
  if (target.kind === 'number') return [numberColumn(name('predicted'), found, { label })];
  const { classes } = target;
  const nClasses = classes.length;
  const told = nClasses === 2 ? [1] : [...classes.keys()];
  return [
    codedTextColumn(name('predicted'), classesOf(found, nClasses, threshold), classes, { label }),
    ...told.map((code) =>
      numberColumn(
        nClasses === 2 ? name('probability') : `probability_${classes[code]}`,
        Float64Array.from({ length: found.length / nClasses }, (_, row) => found[row * nClasses + code]!),
        { unit: 'share', label: ofClass(text.column('probability'), classes[code]!) },
      ),
    ),
  ];
}

const ofClass = ({ en, zh }: Text, name: string): Text => ({ en: `${en}: ${name}`, zh: `${zh}：${name}` });

/** How well predictions agree with what is known of the same rows; null where it is not known, or is of the other kind. */
export function agreement(table: Table, target: TargetInfo, found: Float64Array, threshold: number) {
  const none = { accuracy: null, rocAuc: null, rmse: null, r2: null };
  const known = knownTarget(table, target);
  if (!known) return none;
  if (known instanceof Float64Array) {
    const rows = [...known.keys()].filter((row) => Number.isFinite(known[row]!));
    if (rows.length === 0) return none;
    const of = (values: Float64Array) => Float64Array.from(rows, (row) => values[row]!);
    const { rmse, r2 } = numberMetrics(of(known), of(found));
    return { ...none, rmse, r2: Number.isNaN(r2) ? null : r2 };
  }
  const nClasses = outputsOf(target);
  const rows = [...known.keys()].filter((row) => known[row]! >= 0);
  if (rows.length === 0) return none;
  const predicted = classesOf(found, nClasses, threshold);
  const accuracy = rows.filter((row) => predicted[row] === known[row]).length / rows.length;
  if (nClasses !== 2) return { ...none, accuracy };
  const area = rocAuc(
    rankScores(
      Uint8Array.from(rows, (row) => known[row]!),
      Float64Array.from(rows, (row) => found[row * 2 + 1]!),
    ),
  );
  return { ...none, accuracy, rocAuc: Number.isNaN(area) ? null : area };
}

const BINS = 30;

/** How predictions spread: probabilities of the event, of the class that is predicted, or numbers; null without rows. */
export function spreadFigure(
  target: TargetInfo,
  found: Float64Array,
  predictions: Table,
  threshold: number,
  method: Text,
): HistogramFigure | null {
  const nOutputs = outputsOf(target);
  const nRows = found.length / nOutputs;
  if (nRows === 0) return null;
  const values =
    target.kind === 'number'
      ? found
      : Float64Array.from({ length: nRows }, (_, row) =>
          nOutputs === 2 ? found[row * 2 + 1]! : Math.max(...found.subarray(row * nOutputs, (row + 1) * nOutputs)),
        );
  const sorted = sortedFinite(values);
  const [low, high] = target.kind === 'number' ? [sorted[0]!, sorted.at(-1)!] : [0, 1];
  const column = predictions.columns.find(({ name }) =>
    name.startsWith(target.kind === 'number' ? 'predicted' : 'probability'),
  );
  const shown = (value: number): MessageValue => ({ decimal: value, digits: 2 });
  const title =
    target.kind === 'number'
      ? text.message('spreadNumber', { low: shown(quantile(sorted, 0.25)), high: shown(quantile(sorted, 0.75)) })
      : titleOfClasses(target, found, threshold);
  return {
    kind: 'histogram',
    title,
    subtitle: text.message('spreadSubtitle', { method, rows: nRows }),
    summary: text.message('spreadSummary', { rows: nRows, low: shown(low), high: shown(high) }),
    x: {
      label: { code: 'x', text: target.kind === 'number' ? text.column('predicted') : text.column('probability') },
      unit: target.kind === 'number' ? null : 'share',
    },
    edges: Float64Array.from({ length: BINS + 1 }, (_, i) => low + ((high - low || 1) * i) / BINS),
    series: [{ name: text.message('rows'), counts: countBins(values, low, high) }],
    ...(column && nOutputs <= 2 ? { select: { table: 'predictions', column: column.name } } : {}),
  };
}

function titleOfClasses({ classes }: TargetInfo, found: Float64Array, threshold: number) {
  const codes = classesOf(found, classes.length, threshold);
  const counts = classes.map((_, code) => codes.filter((own) => own === code).length);
  const top = counts.indexOf(Math.max(...counts));
  if (classes.length > 2)
    return text.message('spreadTop', { event: classes[top]!, share: { percent: counts[top]! / codes.length } });
  return text.message('spreadClasses', {
    event: classes[1]!,
    share: { percent: counts[1]! / codes.length },
    rows: codes.length,
  });
}

function countBins(values: Float64Array, low: number, high: number): Float64Array {
  const counts = new Float64Array(BINS);
  const width = (high - low || 1) / BINS;
  for (const value of values) counts[Math.min(BINS - 1, Math.max(0, Math.floor((value - low) / width)))]!++;
  return counts;
}
