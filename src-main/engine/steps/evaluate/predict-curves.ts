import type { LineFigure } from '../../../contract/figure.ts';
import type { Label, Message } from '../../../contract/text.ts';
import { rankScores, topLift, type RankedScores } from '../../maths/metrics/ranked.ts';
import { messageWords } from '../message-words.ts';
import type { JudgedRows } from './predict-metrics.ts';
import { predictorsText as text } from './predict-text.ts';

/** One model's held-out rows of two classes. */
export interface CurveModel {
  readonly title: Message;
  readonly rows: JudgedRows;
}

interface Curve {
  readonly x: Float64Array;
  readonly y: Float64Array;
}

/** Points of a curve that a figure can show. */
const MOST_POINTS = 400;

const share = (value: number) => ({ percent: value });

/** Curves of several models on the same rows, by what the best one shows; null for all but two classes. */
export function curveFigures(models: readonly CurveModel[], best: number, subtitle: Message) {
  const first = models[best];
  if (first?.rows.target.classes.length !== 2)
    return { roc: null, precisionRecall: null, calibration: null, gains: null, lift: null };
  const ranked = models.map(({ rows }) => rankScores(rows.actual, events(rows)));
  const top = ranked[best]!;
  const name = messageWords(first.title);
  const common = { models, subtitle };
  const [all, none] = [top.positives.at(-1)!, top.negatives.at(-1)!];
  const foundAt = (alarms: number): number => valueAt(rocOf(top), alarms);
  return {
    roc: lineFigure(common, ranked.map(rocOf), {
      title: text.message('rocTitle', { best: name, found: share(foundAt(0.1)), alarms: share(0.1) }),
      x: 'falseAlarms',
      y: 'foundEvents',
      reference: { x: Float64Array.of(0, 1), y: Float64Array.of(0, 1) },
    }),
    precisionRecall: lineFigure(common, ranked.map(precisionOf), {
      title: text.message('precisionTitle', { best: name, precision: share(valueAt(precisionOf(top), 0.5)) }),
      x: 'foundEvents',
      y: 'precisionAxis',
      reference: { x: Float64Array.of(0, 1), y: Float64Array.of(all / (all + none), all / (all + none)) },
    }),
    calibration: lineFigure(
      common,
      models.map(({ rows }) => calibrationOf(rows)),
      {
        title: text.message('calibrationTitle', { best: name, error: share(calibrationError(first.rows)) }),
        x: 'foretold',
        y: 'happened',
        reference: { x: Float64Array.of(0, 1), y: Float64Array.of(0, 1) },
        isIdeal: true,
      },
    ),
    gains: lineFigure(common, ranked.map(gainsOf), {
      title: text.message('gainsTitle', { best: name, found: share(valueAt(gainsOf(top), 0.2)) }),
      x: 'shareOfRows',
      y: 'foundEvents',
      reference: { x: Float64Array.of(0, 1), y: Float64Array.of(0, 1) },
    }),
    lift: lineFigure(common, ranked.map(liftOf), {
      title: text.message('liftTitle', { best: name, lift: { decimal: topLift(top, 0.1), digits: 2 } }),
      x: 'shareOfRows',
      y: 'liftAxis',
      reference: { x: Float64Array.of(0, 1), y: Float64Array.of(1, 1) },
    }),
  };
}

type AxisName = 'falseAlarms' | 'foundEvents' | 'precisionAxis' | 'foretold' | 'happened' | 'shareOfRows' | 'liftAxis';

function lineFigure(
  { models, subtitle }: { models: readonly CurveModel[]; subtitle: Message },
  curves: readonly Curve[],
  options: { title: Message; x: AxisName; y: AxisName; reference: Curve; isIdeal?: boolean },
): LineFigure {
  const axis = (name: AxisName) => ({
    label: text.message(name),
    unit: name === 'liftAxis' ? null : ('share' as const),
  });
  return {
    kind: 'line',
    title: options.title,
    subtitle,
    summary: text.message('curveSummary', { models: models.length, title: messageWords(options.title) }),
    x: axis(options.x),
    y: axis(options.y),
    series: [
      ...curves.map((curve, m): { name: Label } & Curve => ({ name: models[m]!.title, ...thinned(curve) })),
      { name: text.message(options.isIdeal ? 'perfect' : 'chance'), ...options.reference },
    ],
  };
}

/** The event's probability of each row. */
const events = ({ actual, found }: JudgedRows): Float64Array =>
  Float64Array.from({ length: actual.length }, (_, row) => found[row * 2 + 1]!);

const from = (start: number, values: Float64Array): Float64Array => Float64Array.of(start, ...values);

const rocOf = ({ positives, negatives }: RankedScores): Curve => ({
  x: from(
    0,
    negatives.map((value) => value / negatives.at(-1)!),
  ),
  y: from(
    0,
    positives.map((value) => value / positives.at(-1)!),
  ),
});

const precisionOf = ({ positives, negatives }: RankedScores): Curve => ({
  x: positives.map((value) => value / positives.at(-1)!),
  y: positives.map((value, i) => value / (value + negatives[i]!)),
});

const rowsOf = ({ positives, negatives }: RankedScores): Float64Array => {
  const all = positives.at(-1)! + negatives.at(-1)!;
  return positives.map((value, i) => (value + negatives[i]!) / all);
};

const gainsOf = (ranked: RankedScores): Curve => ({
  x: from(0, rowsOf(ranked)),
  y: from(
    0,
    ranked.positives.map((value) => value / ranked.positives.at(-1)!),
  ),
});

/** Of hundredths, from the first on: of single rows lift says little. */
const liftOf = (ranked: RankedScores): Curve => {
  const shares = Float64Array.from({ length: 100 }, (_, i) => (i + 1) / 100);
  return { x: shares, y: shares.map((part) => topLift(ranked, part)) };
};

const BINS = 10;

/** Rows in ten equal parts by probability: the mean that was foretold, and how often it happened. */
function calibrationBins(rows: JudgedRows): { foretold: number; happened: number; n: number }[] {
  const p = events(rows);
  const order = Int32Array.from(p.keys()).sort((a, b) => p[a]! - p[b]! || a - b);
  const bins = Array.from({ length: BINS }, (_, bin) => {
    const own = order.subarray(Math.floor((bin * order.length) / BINS), Math.floor(((bin + 1) * order.length) / BINS));
    let [foretold, happened] = [0, 0];
    for (const row of own) {
      foretold += p[row]!;
      happened += rows.actual[row]!;
    }
    return { foretold: foretold / own.length, happened: happened / own.length, n: own.length };
  });
  return bins.filter(({ n }) => n > 0);
}

function calibrationOf(rows: JudgedRows): Curve {
  const bins = calibrationBins(rows);
  return {
    x: Float64Array.from(bins, ({ foretold }) => foretold),
    y: Float64Array.from(bins, ({ happened }) => happened),
  };
}

/** The mean distance of the calibration curve from the diagonal, by rows. */
function calibrationError(rows: JudgedRows): number {
  const bins = calibrationBins(rows);
  const n = bins.reduce((sum, bin) => sum + bin.n, 0);
  return bins.reduce((sum, bin) => sum + (bin.n * Math.abs(bin.foretold - bin.happened)) / n, 0);
}

/** A rising curve's value at a place, by straight lines. */
function valueAt({ x, y }: Curve, at: number): number {
  const next = x.findIndex((value) => value >= at);
  if (next <= 0) return y[Math.max(0, next)]!;
  const [x0, x1] = [x[next - 1]!, x[next]!];
  return x1 > x0 ? y[next - 1]! + ((y[next]! - y[next - 1]!) * (at - x0)) / (x1 - x0) : y[next]!;
}

function thinned({ x, y }: Curve): Curve {
  if (x.length <= MOST_POINTS) return { x, y };
  const places = Array.from({ length: MOST_POINTS }, (_, i) => Math.round((i * (x.length - 1)) / (MOST_POINTS - 1)));
  return { x: Float64Array.from(places, (at) => x[at]!), y: Float64Array.from(places, (at) => y[at]!) };
}
