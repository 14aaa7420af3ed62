import { fitForest } from '../../maths/trees/forest.ts';
import { valuesOf } from '../../maths/trees/ask-trees.ts';
import type { Context } from '../context.ts';
import type { Attempt } from './search-plan.ts';
import { drawSetting, placeOf, type SearchAxis, type Setting } from './search-space.ts';

/** With fewer attempts a forest says nothing of parameters. */
export const LEAST_ATTEMPTS = 8;
const TREES = 32;
/** Settings over which the other parameters are averaged, and points of a range at which one is looked at. */
const SAMPLE = 256;
const POINTS = 12;

/**
 * How much of the spread in quality each parameter explains alone: a forest learns quality from settings, and of what it says of the whole
 * space the variance that is left when all other parameters are averaged away is divided by the whole variance (functional ANOVA, main
 * effects). What is missing to 1 is how parameters work together. Attempts on fewer rows tell it how quality goes with rows.
 *
 * Hutter, Hoos & Leyton-Brown (2014), An efficient approach for assessing hyperparameter importance. Departure: averages over 256 drawn
 * settings in place of the exact ones over the trees' boxes.
 *
 * @returns one share an axis, from 0 to 1; null with too few attempts.
 */
export async function parameterImportance(
  context: Pick<Context, 'pool' | 'signal' | 'random' | 'progress'>,
  axes: readonly SearchAxis[],
  attempts: readonly Attempt[],
): Promise<Float64Array | null> {
  const judged = attempts.filter(({ score }) => !Number.isNaN(score));
  if (judged.length < LEAST_ATTEMPTS) return null;
  const nCategories = Int32Array.from([
    ...axes.map(({ choices }) => ('values' in choices ? Math.max(2, choices.values.length) : 0)),
    0,
  ]);
  const { trees } = await fitForest(
    placesOf(axes, judged),
    Float64Array.from(judged, ({ score }) => score),
    null,
    nCategories,
    {
      nClasses: 0,
      criterion: 'squared',
      nTried: Math.max(1, Math.ceil(((axes.length + 1) * 5) / 6)),
      nTrees: TREES,
      leastRows: 1,
      maxDepth: 0,
      draws: true,
      randomCuts: false,
    },
    context,
  );
  const own = context.random.fork(0);
  const drawn = Array.from({ length: SAMPLE }, () => ({ setting: drawSetting(axes, own), share: 1 }));
  const whole = varianceOf(await valuesOf(trees, placesOf(axes, drawn), context));
  const shares = new Float64Array(axes.length);
  for (const [at, axis] of axes.entries()) {
    context.signal.throwIfAborted();
    const points = pointsOf(axis);
    const asked = points.flatMap((value) =>
      drawn.map(({ setting, share }) => ({ setting: setting.map((own_, i) => (i === at ? value : own_)), share })),
    );
    const found = await valuesOf(trees, placesOf(axes, asked), context);
    const means = Float64Array.from(points, (_, i) => meanOf(found.subarray(i * SAMPLE, (i + 1) * SAMPLE)));
    shares[at] = whole > 0 ? Math.min(1, varianceOf(means) / whole) : 0;
  }
  return shares;
}

/** Settings as a forest reads them: places on the axes, then the share of the rows. */
function placesOf(axes: readonly SearchAxis[], attempts: readonly { setting: Setting; share: number }[]) {
  const nColumns = axes.length + 1;
  const values = new Float64Array(new SharedArrayBuffer(attempts.length * nColumns * 8));
  attempts.forEach(({ setting, share }, row) => {
    axes.forEach(({ choices }, j) => {
      values[row * nColumns + j] = placeOf(choices, setting[j]);
    });
    values[row * nColumns + axes.length] = share;
  });
  return { nRows: attempts.length, nColumns, values };
}

/** All choices, or points in the middle of equal stretches of a range. */
function pointsOf({ choices }: SearchAxis): readonly unknown[] {
  if ('values' in choices) return choices.values;
  const { low, high, log } = choices;
  return Array.from({ length: POINTS }, (_, i) => {
    const share = (i + 0.5) / POINTS;
    return log ? low * (high / low) ** share : low + (high - low) * share;
  });
}

const meanOf = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0) / values.length;

function varianceOf(values: Float64Array): number {
  const mean = meanOf(values);
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
}
