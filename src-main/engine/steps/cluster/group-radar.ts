import type { RadarFigure } from '../../../contract/figure.ts';
import type { Label, Text } from '../../../contract/text.ts';
import { say, saidCounts } from './cluster-words.ts';
import { groupMoments, type GroupMoments } from './group-moments.ts';

/** A feature of grouped rows; NaN where a value is missing. */
export interface SpokeFeature {
  readonly label: Label;
  readonly values: Float64Array;
}

/** Rows with their groups. */
export interface RadarRows {
  readonly features: readonly SpokeFeature[];
  /** Index into `names` by row; −1 for none. */
  readonly groups: Int32Array;
  readonly names: readonly Label[];
  /** The same names within a sentence. */
  readonly phrases: readonly (string | Text)[];
  /** Number of each group, by which it is coloured. */
  readonly ids: readonly number[];
}

/** So many spokes and curves can be told apart; fewer spokes span no area. */
const MOST_SPOKES = 8;
const LEAST_SPOKES = 3;
const MOST_CURVES = 6;

interface Spoke extends GroupMoments {
  readonly label: Label;
}

/**
 * The means of the groups in standard deviations from the mean of all rows that are in a group, over the features that
 * tell the groups apart most; null with fewer than two groups, or than three features that vary.
 */
export function groupRadar({ features, groups, names, phrases, ids }: RadarRows): RadarFigure | null {
  const all = features
    .map(({ label, values }): Spoke => ({ label, ...groupMoments(values, groups, names.length) }))
    .filter(({ deviation }) => deviation > 0);
  const telling = [...all].sort((a, b) => b.explained - a.explained).slice(0, MOST_SPOKES);
  // Spokes stand in the order of the features, so that what belongs together stays together.
  const spokes = all.filter((spoke) => telling.includes(spoke));
  const sizes = new Float64Array(names.length);
  for (const group of groups) if (group >= 0) sizes[group]!++;
  const filled = [...names.keys()].filter((group) => sizes[group]! > 0);
  if (spokes.length < LEAST_SPOKES || filled.length < 2) return null;
  const shown = [...filled].sort((a, b) => sizes[b]! - sizes[a]! || a - b).slice(0, MOST_CURVES).sort((a, b) => a - b); // prettier-ignore
  const deviations = (group: number): Float64Array =>
    Float64Array.from(spokes, ({ means, mean, deviation }) => (means[group]! - mean) / deviation);
  const distances = new Map(shown.map((group) => [group, rootMeanSquare(deviations(group))]));
  // Rows in no cluster are drawn beside the clusters, and are none.
  const named = shown.filter((group) => ids[group]! >= 0);
  const far = [...named].sort((a, b) => distances.get(b)! - distances.get(a)! || a - b);
  const counts = saidCounts({ features: spokes.length, allFeatures: all.length, clusters: shown.length, allClusters: filled.length }); // prettier-ignore
  const title = say(named.length > 1 ? 'radarTitle' : 'radarOne', {
    ...counts,
    far: phrases[far[0]!]!,
    near: phrases[far.at(-1)!]!,
  });
  return {
    kind: 'radar',
    title,
    subtitle: say('radarSubtitle', counts),
    summary: title,
    axes: spokes.map(({ label }) => label),
    value: { label: say('deviations') },
    series: shown.map((group) => ({ id: ids[group]!, name: names[group]!, values: deviations(group) })),
    ring: { at: 0, label: say('radarAverage') },
  };
}

/** Of the values that are known. */
function rootMeanSquare(values: Float64Array): number {
  const known = values.filter(Number.isFinite);
  return Math.sqrt(known.reduce((sum, value) => sum + value * value, 0) / Math.max(1, known.length));
}
