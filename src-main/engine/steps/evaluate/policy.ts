import { z } from 'zod';
import type { BarsFigure } from '../../../contract/figure.ts';
import type { MetricValue } from '../../../contract/step.ts';
import { policySums, policyWeights, type PolicyEstimator } from '../../maths/metrics/policy-value.ts';
import { numberColumn, textColumn } from '../../table/column.ts';
import { Table } from '../../table/table.ts';
import type { Context } from '../context.ts';
import { column, defineStep, figureOut, metricOut, optionalTableIn, tableIn, tableOut } from '../define.ts';
import { bootstrapRatio } from './bootstrap.ts';
import { readPolicyLog, type PolicyLog } from './policy-log.ts';
import { policyText as text } from './policy-text.ts';

/**
 * What a policy of recommending would have earned, from a log that another policy made by chance with known propensities. O(nResamples ·
 * nCustomers).
 *
 * Swaminathan & Joachims (2015), The self-normalized estimator for counterfactual learning; Saito et al. (2021), Open Bandit Dataset and
 * Pipeline, arXiv:2008.07146.
 */
const parameters = z.object({
  propensity: column({ port: 'log', types: ['number'], text: text.parameter('propensity') }),
  chance: column({ port: 'log', types: ['number'], text: text.parameter('chance') }),
  nShown: z
    .int()
    .min(1)
    .max(1000)
    .default(1)
    .meta({ ...text.parameter('nShown') }),
  bound: z
    .number()
    .min(1)
    .max(1e9)
    .default(50)
    .meta({ ...text.parameter('bound') }),
  nResamples: z
    .int()
    .min(10)
    .max(10_000)
    .default(500)
    .meta({ ...text.parameter('nResamples') }),
  confidence: z
    .number()
    .min(0.5)
    .max(0.999)
    .default(0.95)
    .meta({ ...text.parameter('confidence') }),
});
type Parameters = z.output<typeof parameters>;

/** Fewer rows of equal weight are too few to decide by. */
const FEW_ROWS = 100;

/** The estimates in the order in which they are shown, each with or without its weights cut. */
const ESTIMATES = [
  { code: 'logged', estimator: 'logged', isCut: false },
  { code: 'ips', estimator: 'ips', isCut: false },
  { code: 'snips', estimator: 'snips', isCut: false },
  { code: 'ips-cut', estimator: 'ips', isCut: true },
  { code: 'snips-cut', estimator: 'snips', isCut: true },
] as const;

/** A value that an interval was computed of. */
type WithInterval = Required<Pick<MetricValue, 'value' | 'lower' | 'upper'>>;

interface Estimate extends WithInterval {
  readonly code: (typeof ESTIMATES)[number]['code'];
  readonly effective: number;
  readonly nCut: number;
}

export const policy = defineStep({
  id: 'evaluate.policy',
  version: 1,
  text,
  references: [
    'https://papers.nips.cc/paper/2015/hash/39027dfad5138c9ca0c474d71db915c3-Abstract.html',
    'doi:10.1080/01621459.1952.10483446',
    'arXiv:2008.07146',
  ],
  needs: {
    log: tableIn({ label: text.input('log'), roles: ['customerId', 'itemId', 'outcome'] }),
    recommendations: optionalTableIn({
      label: text.input('recommendations'),
      roles: ['customerId', 'itemId'],
      prefersOutput: 'recommendations',
    }),
  },
  gives: {
    estimates: tableOut({ label: text.output('estimates'), name: 'policy_estimates', entity: 'none' }),
    figure: figureOut({ label: text.output('figure') }),
    value: metricOut({ label: text.output('value'), better: 'higher' }),
    logged: metricOut({ label: text.output('logged'), better: 'none' }),
    effective: metricOut({ label: text.output('effective'), better: 'higher', unit: 'count' }),
    meanWeight: metricOut({ label: text.output('meanWeight'), better: 'none' }),
  },
  parameters,
  memory: ({ nRows }, { nResamples }) => nRows * 120 + nResamples * 16,
  run(context, { log, recommendations }, p) {
    const read = readPolicyLog(log, recommendations, p);
    context.signal.throwIfAborted();
    const whole = policyWeights(read, Infinity);
    const cut = policyWeights(read, p.bound);
    const estimates = ESTIMATES.map(({ code, estimator, isCut }, at): Estimate => {
      context.progress(at / ESTIMATES.length);
      const { weights, nCut, effective } = isCut ? cut : whole;
      const value = estimate(context, read, estimator, weights, p);
      return { code, ...value, nCut, effective: code === 'logged' ? read.rewards.length : effective };
    });
    const meanWeight = weightsBesideOne(context, read, whole.weights, p);
    warnOfLog(context, read, whole.effective, meanWeight);
    const [logged, , snips] = estimates;
    return {
      estimates: estimatesTable(estimates),
      figure: estimatesFigure(estimates, read, whole.effective),
      value: intervalOf(snips!),
      logged: intervalOf(logged!),
      effective: whole.effective,
      meanWeight,
    };
  },
});

/** An estimate with its interval, whole customers resampled. */
function estimate(
  context: Pick<Context, 'random' | 'signal'>,
  { rewards, customers, nCustomers }: PolicyLog,
  estimator: PolicyEstimator,
  weights: Float64Array,
  p: Pick<Parameters, 'nResamples' | 'confidence'>,
): WithInterval {
  const values = policySums(estimator, rewards, weights, customers, nCustomers);
  const total = (column: number) => values.reduce((sum, value, at) => sum + (at % 2 === column ? value : 0), 0);
  const x = { nRows: nCustomers, nColumns: 2, values };
  return {
    value: total(0) / total(1),
    ...bootstrapRatio(x, p.nResamples, p.confidence, context.random.fork(0), context.signal),
  };
}

/** The mean weight: the IPS estimate of a reward that is always 1. */
const weightsBesideOne = (
  context: Pick<Context, 'random' | 'signal'>,
  log: PolicyLog,
  weights: Float64Array,
  p: Pick<Parameters, 'nResamples' | 'confidence'>,
): WithInterval => estimate(context, { ...log, rewards: log.rewards.map(() => 1) }, 'ips', weights, p);

const intervalOf = ({ value, lower, upper }: Estimate): MetricValue => ({ value, lower, upper });

const shown = (value: number) => ({ decimal: value, digits: 4 });

function warnOfLog(context: Pick<Context, 'warn'>, log: PolicyLog, effective: number, mean: WithInterval): void {
  if (log.nLeftOut > 0) context.warn(text.message('left-out', { count: log.nLeftOut }));
  if (effective < FEW_ROWS) context.warn(text.message('few-rows', { count: Math.round(effective) }));
  if (mean.lower > 1 || mean.upper < 1)
    context.warn(text.message('far-weights', { mean: shown(mean.value), lower: shown(mean.lower), upper: shown(mean.upper) }));
} // prettier-ignore

function estimatesTable(estimates: readonly Estimate[]): Table {
  const numbers = (name: 'value' | 'lower' | 'upper' | 'effective' | 'cut', of: (each: Estimate) => number, unit: 'score' | 'count' = 'score') =>
    numberColumn(name, Float64Array.from(estimates, of), { unit, label: text.column(name) }); // prettier-ignore
  return new Table(
    [
      textColumn('estimate', estimates.map(({ code }) => code), { label: text.column('estimate') }), // prettier-ignore
      numbers('value', ({ value }) => value),
      numbers('lower', ({ lower }) => lower),
      numbers('upper', ({ upper }) => upper),
      numbers('effective', ({ effective }) => effective, 'count'),
      numbers('cut', ({ nCut }) => nCut, 'count'),
    ],
    { entity: 'none', name: 'policy_estimates' },
  );
}

function estimatesFigure(estimates: readonly Estimate[], log: PolicyLog, effective: number): BarsFigure {
  const [logged, , snips] = estimates;
  const title = text.message('better', {
    value: shown(snips!.value),
    lower: shown(snips!.lower),
    upper: shown(snips!.upper),
    logged: shown(logged!.value),
  });
  const pick = (of: (each: Estimate) => number) => Float64Array.from(estimates, of);
  return {
    kind: 'bars',
    orientation: 'horizontal',
    title,
    subtitle: text.message('basis', { rows: log.rewards.length, customers: log.nCustomers, effective: Math.round(effective) }), // prettier-ignore
    summary: title,
    categories: estimates.map(({ code }) => text.message(code)),
    value: { label: text.message('reward'), unit: 'score' },
    series: [
      {
        name: text.message('reward'),
        values: pick(({ value }) => value),
        lower: pick(({ lower }) => lower),
        upper: pick(({ upper }) => upper),
      },
    ],
  };
}
