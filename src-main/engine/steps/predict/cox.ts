import { z } from 'zod';
import { ClienteleError } from '../../../contract/errors.ts';
import type { Unit } from '../../../contract/table.ts';
import { firstWhere } from '../../maths/sorted.ts';
import { quantile, sortedFinite, twoSidedNormal } from '../../maths/statistics.ts';
import { normalQuantile } from '../../maths/normal-quantile.ts';
import { concordance } from '../../maths/survival/concordance.ts';
import { baselineSurvival, fitCox, type Baseline } from '../../maths/survival/cox.ts';
import { survivalAt } from '../../maths/survival/kaplan-meier.ts';
import { numberColumn, textColumn } from '../../table/column.ts';
import { Table, type Matrix } from '../../table/table.ts';
import { columnNames, columns, defineEstimator, figureOut, metricOut, tableIn, tableOut } from '../define.ts';
import { coxCurves, ratioFigure, type HazardRatio } from './cox-figures.ts';
import { coxText as text } from './cox-text.ts';
import { encodeTable, learnEncoding } from './encoding.ts';
import { chooseFeatures } from './features.ts';
import type { Encoding } from './predictor.ts';
import { durationParameters, readDurations, timeWords } from './survival-durations.ts';

const parameters = z.object({
  ...durationParameters,
  features: columns({ port: 'table', types: ['number', 'boolean', 'text'], text: text.parameter('features') }),
  day: z
    .number()
    .min(0)
    .max(100_000)
    .nullable()
    .default(null)
    .meta({ ...text.parameter('day') }),
  penalty: z
    .number()
    .min(0)
    .max(1000)
    .default(0.01)
    .meta({ ...text.parameter('penalty') }),
  confidence: z
    .number()
    .min(0.5)
    .max(0.99)
    .default(0.95)
    .meta({ ...text.parameter('confidence') }),
});

/** What fitting leaves behind. */
export interface CoxModel {
  readonly encoding: Encoding;
  /** Of the standardised columns. */
  readonly coefficients: Float64Array;
  readonly standardErrors: Float64Array;
  readonly baseline: Baseline;
  /** Of the durations; models of version 1 do not tell it. */
  readonly unit?: Unit | null;
  readonly concordance: number;
  readonly nRows: number;
  readonly nEvents: number;
}

/** Fewer events a column than this settle little (Peduzzi et al. 1995). */
const EVENTS_A_COLUMN = 10;

export const cox = defineEstimator({
  id: 'predict.cox',
  version: 2,
  text,
  references: ['doi:10.1111/j.2517-6161.1972.tb00899.x', 'doi:10.1080/01621459.1977.10480613', 'doi:10.2307/2529620'],
  needs: { table: tableIn({ label: text.input('table'), prefersOutput: ['next_order_target', 'stays_target'] }) },
  gives: {
    scored: tableOut({ label: text.output('scored'), name: 'risk', entity: 'same' }),
    curves: figureOut({ label: text.output('curves') }),
  },
  describes: {
    coefficients: tableOut({
      label: text.output('coefficients'),
      name: 'hazard_ratios',
      entity: 'none',
      words: { feature: columnNames() },
    }),
    ratios: figureOut({ label: text.output('ratios') }),
    concordance: metricOut({ label: text.output('concordance'), better: 'higher', unit: 'score' }),
  },
  parameters,
  memory: ({ nRows, nColumns }) => nRows * (nColumns * 24 + 80),
  fit(context, { table }, p): CoxModel {
    const durations = readDurations(table, p, context);
    const nEvents = durations.events.reduce((sum, event) => sum + event, 0);
    if (nEvents < 2) throw new ClienteleError('too-few-rows', { needed: 2, got: nEvents, parameter: 'event' });
    const outcomes = [durations.durationColumn, durations.eventColumn];
    const watched = withoutColumns(table, outcomes).take(durations.rows);
    const features = chooseFeatures(watched, p.features, '', context);
    const encoding = learnEncoding(features, 'reference');
    const x = encodeTable(watched, encoding);
    if (nEvents < EVENTS_A_COLUMN * x.nColumns)
      context.warn(text.message('fewEvents', { events: nEvents, features: x.nColumns }));
    const fit = fitCox(x, durations, p.penalty, (step) => {
      context.signal.throwIfAborted();
      context.progress(1 - 0.85 ** (step + 1), text.message('fitting', { step: step + 1 }));
    });
    if (!fit.converged) context.warn(text.message('notConverged'));
    const scores = scoresOf(x, fit.coefficients);
    return {
      encoding,
      coefficients: fit.coefficients,
      standardErrors: fit.standardErrors,
      baseline: baselineSurvival(durations, scores),
      unit: durations.unit,
      concordance: concordance(durations, scores),
      nRows: durations.times.length,
      nEvents,
    };
  },
  schema: ({ encoding }) => ({
    table: encoding.features.map(({ column: name, type }) => ({ name, type })),
  }),
  apply(context, { encoding, coefficients, baseline, unit = null }, { table }, p) {
    const scores = scoresOf(encodeTable(table, encoding), coefficients);
    const risk = scores.map(Math.exp);
    const sorted = sortedFinite(risk);
    const typical = [0.1, 0.5, 0.9].map((share) => quantile(sorted, share));
    const last = baseline.times.at(-1) ?? 0;
    const half = medianAt(baseline, typical[1]!);
    const day = p.day ?? (Number.isNaN(half) ? last : half);
    if (day > last) context.warn(text.message('pastEnd', { day: timeWords(day, unit), last: timeWords(last, unit) }));
    const base = survivalAt(baseline, day);
    const scored = table.with([
      numberColumn('risk', risk, { label: text.column('risk') }),
      numberColumn(
        'survival',
        risk.map((own) => base ** own),
        { unit: 'share', label: text.column('survival') },
      ),
      numberColumn(
        'median_time',
        risk.map((own) => medianAt(baseline, own)),
        { unit, label: text.column('median') },
      ),
    ]);
    return { scored, curves: sorted.length > 0 ? coxCurves(baseline, typical, day, sorted.length, unit) : null };
  },
  describe(_context, model, { table }, { confidence }) {
    const ratios = hazardRatios(model, confidence);
    return {
      coefficients: ratioTable(ratios),
      ratios: ratioFigure(ratios, table, model, confidence),
      concordance: Number.isNaN(model.concordance) ? null : model.concordance,
    };
  },
});

function withoutColumns(table: Table, names: readonly string[]): Table {
  return table.select(table.columns.map(({ name }) => name).filter((name) => !names.includes(name)));
}

/** The logarithm of each row’s hazard beside that of the average row. */
function scoresOf({ nRows, nColumns, values }: Matrix, coefficients: Float64Array): Float64Array {
  const scores = new Float64Array(nRows);
  for (let row = 0, at = 0; row < nRows; row++)
    for (let j = 0; j < nColumns; j++, at++) scores[row]! += coefficients[j]! * values[at]!;
  return scores;
}

/** The time by which half of rows at a risk have had the event; NaN where that lies past what was watched. */
function medianAt({ times, survival }: Baseline, risk: number): number {
  const half = 0.5 ** (1 / risk);
  return times[firstWhere(survival, (share) => !(share > half))] ?? NaN;
}

function hazardRatios({ encoding, coefficients, standardErrors }: CoxModel, confidence: number): HazardRatio[] {
  const width = normalQuantile(0.5 + confidence / 2);
  return encoding.columns.map(({ feature, category, spread }, j) => {
    const { column: name, categories } = encoding.features[feature]!;
    const [coefficient, error] = [coefficients[j]!, standardErrors[j]!];
    return {
      feature: name,
      category: category < 0 ? null : (categories?.[category] ?? null),
      coefficient: coefficient / spread,
      perDeviation: coefficient,
      error,
      spread,
      width: width * error,
    };
  });
}

function ratioTable(ratios: readonly HazardRatio[]): Table {
  const each = (pick: (ratio: HazardRatio) => number): Float64Array => Float64Array.from(ratios, pick);
  const named = (name: Parameters<typeof text.column>[0]) => ({ label: text.column(name) });
  return new Table([
    textColumn(
      'feature',
      ratios.map(({ feature }) => feature),
      named('feature'),
    ),
    textColumn(
      'category',
      ratios.map(({ category }) => category),
      named('category'),
    ),
    numberColumn(
      'coefficient',
      each(({ coefficient }) => coefficient),
      named('coefficient'),
    ),
    numberColumn(
      'hazard_ratio',
      each(({ coefficient }) => Math.exp(coefficient)),
      named('ratio'),
    ),
    numberColumn(
      'lower',
      each(({ coefficient, width, spread }) => Math.exp(coefficient - width / spread)),
      named('lower'),
    ),
    numberColumn(
      'upper',
      each(({ coefficient, width, spread }) => Math.exp(coefficient + width / spread)),
      named('upper'),
    ),
    numberColumn(
      'per_deviation',
      each(({ perDeviation }) => Math.exp(perDeviation)),
      named('perDeviation'),
    ),
    numberColumn(
      'p',
      each(({ perDeviation, error }) => twoSidedNormal(perDeviation / error)),
      named('p'),
    ),
  ]);
}
