import type { BarsFigure, LineFigure } from '../../../contract/figure.ts';
import type { Label } from '../../../contract/text.ts';
import { said } from './said.ts';
import { stabilityText as text } from './stability-text.ts';

/** What the halves of stability selection showed, features from the one chosen most often on. */
export interface StabilityFound {
  readonly labels: readonly Label[];
  readonly frequencies: Float64Array;
  /** By feature, how often it was among the first 1, 2, … to enter: (nFeatures, nEntered), row-major. */
  readonly paths: Float64Array;
  readonly nEntered: number;
  readonly nKept: number;
  readonly q: number;
  readonly cutoff: number;
  readonly bound: number;
  readonly nHalves: number;
  readonly nRows: number;
}

const MOST_BARS = 40;
/** More lines than this cannot be told apart. */
const MOST_LINES = 10;

const frequencyAxis = { label: { code: 'frequency', text: text.column('frequency') }, unit: 'share' } as const;

/** How often each feature was chosen, those of most halves first. */
export function frequencyFigure(found: StabilityFound): BarsFigure {
  const n = Math.min(found.labels.length, MOST_BARS);
  const title = text.message('title', { kept: found.nKept, cutoff: { percent: found.cutoff } });
  return {
    kind: 'bars',
    orientation: 'horizontal',
    title,
    subtitle: text.message('subtitle', {
      q: found.q,
      halves: found.nHalves,
      rows: found.nRows,
      bound: { decimal: found.bound, digits: 2 },
    }),
    summary: title,
    categories: found.labels.slice(0, n),
    value: frequencyAxis,
    series: [{ name: frequencyAxis.label, values: found.frequencies.slice(0, n) }],
  };
}

/** How often features are among the first to enter, by how many are let in; null with fewer than two let in. */
export function pathFigure({ labels, paths, nEntered, q }: StabilityFound): LineFigure | null {
  if (nEntered < 2 || labels.length === 0) return null;
  const firsts = labels.map((_, j) => paths[j * nEntered]!);
  const title = text.message('pathTitle', { feature: said(labels[firsts.indexOf(Math.max(...firsts))]!) });
  const x = Float64Array.from({ length: nEntered }, (_, k) => k + 1);
  return {
    kind: 'line',
    title,
    subtitle: text.message('pathSubtitle'),
    summary: title,
    x: { label: text.message('entered'), unit: 'count' },
    y: frequencyAxis,
    series: labels
      .slice(0, MOST_LINES)
      .map((name, j) => ({ name, x, y: paths.slice(j * nEntered, (j + 1) * nEntered) })),
    marks: [{ x: q, label: text.message('used') }],
  };
}
