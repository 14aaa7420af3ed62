import type { LineFigure } from '../../../contract/figure.ts';
import type { KScore } from './choose-k.ts';
import { chooseKText as text } from './choose-k-text.ts';

const axisOf = (column: 'k' | 'silhouette' | 'inertia') => ({ label: { code: column, text: text.column(column) } });
const marksOf = (recommended: number | null) =>
  recommended === null ? {} : { marks: [{ x: recommended, label: text.message('mark') }] };

/** Silhouettes over the numbers of clusters, with the recommended one marked. */
export function curveFigure(
  scores: readonly Pick<KScore, 'k' | 'silhouette'>[],
  recommended: number | null,
  nRows: number,
): LineFigure {
  const known = scores.filter(({ silhouette }) => !Number.isNaN(silhouette));
  const title = curveTitle(known, recommended);
  return {
    kind: 'line',
    title,
    subtitle: text.message('curveSubtitle', { rows: nRows }),
    summary: title,
    x: { ...axisOf('k'), unit: 'count' },
    y: axisOf('silhouette'),
    series: [
      {
        name: axisOf('silhouette').label,
        x: Float64Array.from(known, ({ k }) => k),
        y: Float64Array.from(known, ({ silhouette }) => silhouette),
      },
    ],
    ...marksOf(recommended),
  };
}

function curveTitle(known: readonly Pick<KScore, 'k' | 'silhouette'>[], recommended: number | null) {
  const chosen = known.find(({ k }) => k === recommended);
  if (!chosen) return text.message('noGroups');
  const best = known.reduce((most, score) => (score.silhouette > most.silhouette ? score : most), chosen);
  const decimal = (value: number) => ({ decimal: value, digits: 3 });
  const found = { k: chosen.k, silhouette: decimal(chosen.silhouette), best: decimal(best.silhouette), bestK: best.k };
  return text.message(best === chosen ? 'curveTitleBest' : 'curveTitle', found);
}

/** Inertia over the numbers of clusters tried so far. */
export function elbowFigure(
  scores: readonly Pick<KScore, 'k' | 'inertia'>[],
  recommended: number | null,
  nRows: number,
): LineFigure {
  const first = scores[0];
  // The first number compared with itself would say nothing.
  const last = scores.slice(1).find(({ k }) => k === recommended) ?? scores.at(-1);
  const k = last?.k ?? 0;
  const left = first && last && first.inertia > 0 ? last.inertia / first.inertia : 0;
  const title =
    recommended === null
      ? text.message('elbowForming', { k })
      : text.message('elbowTitle', { k, first: first?.k ?? 0, left: { percent: left } });
  return {
    kind: 'line',
    title,
    subtitle: text.message('elbowSubtitle', { rows: nRows }),
    summary: title,
    x: { ...axisOf('k'), unit: 'count' },
    y: axisOf('inertia'),
    series: [
      {
        name: axisOf('inertia').label,
        x: Float64Array.from(scores, (score) => score.k),
        y: Float64Array.from(scores, ({ inertia }) => inertia),
      },
    ],
    ...marksOf(recommended),
  };
}
