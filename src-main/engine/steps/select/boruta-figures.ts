import type { BarsFigure, BoxFigure } from '../../../contract/figure.ts';
import type { Label } from '../../../contract/text.ts';
import { quantile } from '../../maths/statistics.ts';
import type { BorutaFound } from './boruta-rounds.ts';
import { borutaText as text } from './boruta-text.ts';
import { said } from './said.ts';

/** What the figures say beside what was found. */
export interface BorutaBasis {
  /** By feature. */
  readonly labels: readonly Label[];
  readonly nRows: number;
  readonly nTrees: number;
}

const MOST_SHOWN = 30;

/** Features from the most important one on, by the median over the rounds. */
export function orderOf({ importances }: BorutaFound, n: number): { order: number[]; medians: Float64Array } {
  const medians = Float64Array.from({ length: n }, (_, j) => quantile(roundsOf(importances, j), 0.5));
  const order = [...medians.keys()].sort((a, b) => medians[b]! - medians[a]! || a - b);
  return { order, medians };
}

/** A feature's importance in the rounds that it took part in, ascending. */
const roundsOf = (importances: readonly Float64Array[], feature: number): Float64Array =>
  Float64Array.from(importances, (round) => round[feature]!).filter((value) => !Number.isNaN(value)).sort(); // prettier-ignore

/** The importance of each feature over the rounds, and of the best shadow. @param nConfirmed null while rounds go on */
export function importanceFigure(
  found: BorutaFound,
  { labels, nRows, nTrees }: BorutaBasis,
  nConfirmed: number | null,
): BoxFigure {
  const { order } = orderOf(found, labels.length);
  const boxes = [
    ...order.map((j) => ({ group: labels[j]!, values: roundsOf(found.importances, j) })),
    { group: text.message('shadow'), values: Float64Array.from(found.shadows).sort() },
  ];
  const middle = ({ values }: { values: Float64Array }): number => quantile(values, 0.5);
  // The shadow stands among the features that it is to be compared with.
  const shown = boxes.sort((a, b) => middle(b) - middle(a)).slice(0, MOST_SHOWN);
  const title =
    nConfirmed === null
      ? text.message('titleForming', { n: found.shadows.length })
      : text.message('title', { confirmed: nConfirmed });
  return {
    kind: 'box',
    title,
    subtitle: text.message('subtitle', { rounds: found.shadows.length, trees: nTrees, rows: nRows }),
    summary: title,
    groups: shown.map(({ group }) => group),
    value: { label: text.message('importance'), unit: 'share' },
    quantiles: shown.map(({ values }) => {
      const [low, q25, median, q75, high] = [0.05, 0.25, 0.5, 0.75, 0.95].map((q) => quantile(values, q));
      return [low!, q25!, median!, q75!, high!] as const;
    }),
  };
}

/** In how many rounds each feature was better than the best shadow. */
export function hitsFigure(found: BorutaFound, { labels }: BorutaBasis): BarsFigure {
  const order = [...found.hits.keys()].sort((a, b) => found.hits[b]! - found.hits[a]! || a - b).slice(0, MOST_SHOWN);
  const best = order[0] ?? 0;
  const title = text.message('hitsTitle', {
    feature: said(labels[best] ?? ''),
    hits: found.hits[best] ?? 0,
    rounds: found.shadows.length,
  });
  const label = { code: 'hits', text: text.column('hits') };
  return {
    kind: 'bars',
    orientation: 'horizontal',
    title,
    subtitle: text.message('hitsSubtitle'),
    summary: title,
    categories: order.map((j) => labels[j]!),
    value: { label, unit: 'count' },
    series: [{ name: label, values: Float64Array.from(order, (j) => found.hits[j]!) }],
  };
}
