import type { BarsFigure, HeatmapFigure } from '../../../contract/figure.ts';
import type { Label } from '../../../contract/text.ts';
import { spearman } from '../../maths/scores/correlation.ts';
import type { FeatureValues } from './feature-values.ts';
import { alikeOrder } from './likeness.ts';
import { said } from './said.ts';
import { rankText as text, scoreLabel, type ScoreId } from './rank-text.ts';

/** A figure with more bars or lines than this cannot be read. */
const MOST_SHOWN = 40;

/** What the figures show: features from the best to the worst. */
export interface Ranked {
  readonly labels: readonly Label[];
  readonly meanPlaces: Float64Array;
  /** From resampling; empty without it. */
  readonly low: Float64Array;
  readonly high: Float64Array;
  readonly scores: readonly { readonly id: ScoreId; readonly values: Float64Array; readonly lowerIsBetter: boolean }[];
  readonly nRows: number;
  readonly nResamples: number;
  readonly target: Label | null;
}

/** Mean places as bars, the best first. */
export function placesFigure(ranked: Ranked): BarsFigure {
  const { labels, meanPlaces, low, high, scores, nRows, nResamples, target } = ranked;
  const n = Math.min(labels.length, MOST_SHOWN);
  const feature = said(labels[0] ?? '');
  const title = target
    ? text.message('placesTitle', { feature, target: said(target) })
    : text.message('placesTitleAlone', { feature });
  const about = { scores: scores.length, rows: nRows };
  return {
    kind: 'bars',
    orientation: 'horizontal',
    title,
    subtitle:
      nResamples > 0
        ? text.message('placesSubtitle', { ...about, n: nResamples })
        : text.message('placesSubtitleAlone', about),
    summary: title,
    categories: labels.slice(0, n),
    value: { label: { code: 'meanPlace', text: text.column('meanPlace') } },
    series: [
      {
        name: { code: 'meanPlace', text: text.column('meanPlace') },
        values: meanPlaces.slice(0, n),
        ...(nResamples > 0 ? { lower: low.slice(0, n), upper: high.slice(0, n) } : {}),
      },
    ],
  };
}

/** Each score from its worst to its best feature, side by side. */
export function scoresFigure({ labels, scores }: Ranked, agreement: number): HeatmapFigure {
  const n = Math.min(labels.length, MOST_SHOWN);
  const relative = scores.map(({ values, lowerIsBetter }) => {
    const finite = values.filter((value) => Number.isFinite(value));
    const [low, high] = [Math.min(...finite), Math.max(...finite)];
    return values.map((value) => {
      if (Number.isNaN(value)) return NaN;
      const share = high > low ? (Math.min(high, Math.max(low, value)) - low) / (high - low) : 0;
      return lowerIsBetter ? 1 - share : share;
    });
  });
  const values = Float64Array.from(
    { length: n * scores.length },
    (_, i) => relative[i % scores.length]![Math.floor(i / scores.length)]!,
  );
  const title = text.message('scoresTitle', { agreement: { percent: Number.isNaN(agreement) ? 1 : agreement } });
  return {
    kind: 'heatmap',
    title,
    subtitle: text.message('scoresSubtitle'),
    summary: title,
    rows: labels.slice(0, n),
    columns: scores.map(({ id }) => scoreLabel(id)),
    values,
    value: { label: text.message('relative') },
    diverging: false,
  };
}

/** A correlation from here on says nearly the same. */
const NEARLY_THE_SAME = 0.8;

/** Spearman correlations of the best features that have an order, alike ones side by side; null with fewer than two. */
export function redundancyFigure(
  best: readonly FeatureValues[],
  labelOf: (name: string) => Label,
): HeatmapFigure | null {
  const shown = best.flatMap(({ name, numbers }) => (numbers ? [{ name, numbers }] : [])).slice(0, MOST_SHOWN);
  const n = shown.length;
  if (n < 2) return null;
  const correlations = new Float64Array(n * n).fill(1);
  let closest = { a: 0, b: 1, size: -1 };
  for (let a = 0; a < n; a++) {
    for (let b = a + 1; b < n; b++) {
      const found = spearman(shown[a]!.numbers, shown[b]!.numbers);
      correlations[a * n + b] = correlations[b * n + a] = Number.isNaN(found) ? 0 : found;
      if (Math.abs(found) > closest.size) closest = { a, b, size: Math.abs(found) };
    }
  }
  const order = alikeOrder(correlations.map(Math.abs), n);
  const labels = order.map((i) => labelOf(shown[i]!.name));
  const title =
    closest.size >= NEARLY_THE_SAME
      ? text.message('redundancyTitle', {
          a: said(labelOf(shown[closest.a]!.name)),
          b: said(labelOf(shown[closest.b]!.name)),
        })
      : text.message('redundancyTitleNone');
  return {
    kind: 'heatmap',
    title,
    subtitle: text.message('redundancySubtitle', { n }),
    summary: title,
    rows: labels,
    columns: labels,
    values: Float64Array.from(
      { length: n * n },
      (_, i) => correlations[order[Math.floor(i / n)]! * n + order[i % n]!]!,
    ),
    value: { label: text.message('correlation') },
    diverging: true,
  };
}
