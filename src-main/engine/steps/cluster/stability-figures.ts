import type { HeatmapFigure, LineFigure } from '../../../contract/figure.ts';
import type { Gap } from '../../maths/cluster/resampling.ts';
import { say } from './cluster-words.ts';
import { stabilityText as text } from './stability-text.ts';

/** One number of clusters with its measures; NaN where a measure has no meaning. */
export interface StabilityScore extends Gap {
  readonly stability: number;
  readonly stabilityLow: number;
  readonly stabilityHigh: number;
  readonly predictionStrength: number;
  readonly dunn: number;
}

const label = (column: 'k' | 'stability' | 'predictionStrength' | 'gap') => ({
  code: column,
  text: text.column(column),
});
const marksOf = (k: number | null) => (k === null ? {} : { marks: [{ x: k, label: text.message('proposed') }] });

/** Stability with its band, and prediction strength, over the numbers of clusters. */
export function stabilityFigure(
  scores: readonly StabilityScore[],
  best: number | null,
  nSamples: number,
  nRows: number,
): LineFigure {
  const known = scores.filter(({ stability }) => !Number.isNaN(stability));
  const curve = (of: (score: StabilityScore) => number): Float64Array => Float64Array.from(known, of);
  const found = known.find(({ k }) => k === best);
  const title = found
    ? text.message('stabilityTitle', { k: found.k, stability: { decimal: found.stability, digits: 2 } })
    : text.message('stabilityNone');
  return {
    kind: 'line',
    title,
    subtitle: text.message('stabilitySubtitle', { samples: nSamples, rows: nRows }),
    summary: title,
    x: { label: label('k'), unit: 'count' },
    y: { label: label('stability') },
    series: [
      {
        name: label('stability'),
        x: curve(({ k }) => k),
        y: curve(({ stability }) => stability),
        lower: curve(({ stabilityLow }) => stabilityLow),
        upper: curve(({ stabilityHigh }) => stabilityHigh),
      },
      {
        name: label('predictionStrength'),
        x: curve(({ k }) => k),
        y: curve(({ predictionStrength }) => predictionStrength),
      },
    ],
    ...marksOf(best),
  };
}

/** The gap with its error over the numbers of clusters; null where rows do not differ. */
export function gapFigure(
  scores: readonly StabilityScore[],
  best: number | null,
  nReferences: number,
): LineFigure | null {
  const known = scores.filter(({ gap }) => Number.isFinite(gap));
  if (known.length === 0 || best === null) return null;
  const title = best === 1 ? text.message('gapTitleOne') : text.message('gapTitle', { k: best });
  return {
    kind: 'line',
    title,
    subtitle: text.message('gapSubtitle', { references: nReferences }),
    summary: title,
    x: { label: label('k'), unit: 'count' },
    y: { label: label('gap') },
    series: [
      {
        name: label('gap'),
        x: Float64Array.from(known, ({ k }) => k),
        y: Float64Array.from(known, ({ gap }) => gap),
        lower: Float64Array.from(known, ({ gap, error }) => gap - error),
        upper: Float64Array.from(known, ({ gap, error }) => gap + error),
      },
    ],
    ...marksOf(best),
  };
}

/** @param shares (nRows, nRows), rows sorted by cluster. */
export function consensusFigure(
  shares: Float64Array,
  clusters: Int32Array,
  { k, nSamples }: { k: number; nSamples: number },
): HeatmapFigure {
  const n = clusters.length;
  const names = Array.from(clusters, (cluster, row) => text.message('rowName', { cluster, row: row + 1 }));
  const [sums, counts] = [
    [0, 0],
    [0, 0],
  ];
  for (let a = 0; a < n; a++) {
    for (let b = 0; b < a; b++) {
      const side = clusters[a] === clusters[b] ? 0 : 1;
      sums[side]! += shares[a * n + b]!;
      counts[side]!++;
    }
  }
  const mean = (side: 0 | 1) => ({ percent: counts[side]! > 0 ? sums[side]! / counts[side]! : 0 });
  const title = text.message('consensusTitle', { k, within: mean(0), between: mean(1) });
  return {
    kind: 'heatmap',
    title,
    subtitle: text.message('consensusSubtitle', { rows: n, samples: nSamples }),
    summary: title,
    rows: names,
    columns: names,
    values: shares,
    value: { label: text.message('share'), unit: 'share' },
    diverging: false,
    blocks: [...Map.groupBy(clusters, (cluster) => cluster)].map(([cluster, own]) => ({
      name: say('clusterName', { cluster }),
      size: own.length,
    })),
  };
}
