import { dateColumn, takeRows, textColumn, type Column } from '../../table/column.ts';
import { concatColumns, missingColumn } from '../../table/concat.ts';
import { Table } from '../../table/table.ts';
import type { Context } from '../context.ts';
import { figureOut, metricOut, optionalTableIn, tableIn, tableOut } from '../define.ts';
import { countYes, warnOfAnswers, warnOfTime } from './target-warnings.ts';
import { ratesFigure, timelineFigure } from './target-figures.ts';
import { readLines, type TargetLines } from './target-lines.ts';
import { SnapshotReader, type Taken } from './target-reader.ts';
import { DAY_MS, dayOf } from '../order-lines.ts';
import { planSnapshots, refuse, snapshotAt, spanOf, type Snapshot, type TimeParameters } from './target-snapshots.ts';
import { targetText as text } from './target-text.ts';

/** What every target reads. */
export const targetNeeds = {
  orders: tableIn({
    label: text.input('orders'),
    roles: ['customerId', 'time'],
    prefers: 'interactions',
    prefersOutput: 'interactions_clean',
  }),
  returns: optionalTableIn({
    label: text.input('returns'),
    roles: ['customerId', 'time'],
    prefersOutput: 'interactions_returns',
  }),
  activity: optionalTableIn({ label: text.input('activity'), roles: ['customerId', 'time'] }),
  customers: optionalTableIn({ label: text.input('customers'), roles: ['customerId'] }),
} as const;

/** What every target gives; tables go by the target's name. */
export const targetGives = (name: string) => ({
  training: tableOut({ label: text.output('training'), name: `${name}_target`, entity: 'customer' }),
  today: tableOut({ label: text.output('today'), name: `${name}_today`, entity: 'customer' }),
  timeline: figureOut({ label: text.output('timeline') }),
  rates: figureOut({ label: text.output('rates') }),
  customers: metricOut({ label: text.output('customers'), better: 'none', unit: 'count' }),
  baseRate: metricOut({ label: text.output('baseRate'), better: 'none', unit: 'share' }),
});

export interface TargetInputs {
  readonly orders: Table;
  readonly returns: Table | null;
  readonly activity: Table | null;
  readonly customers: Table | null;
}

/** The customers that a snapshot speaks of, in key order. */
export interface Population {
  readonly keys: readonly string[];
  /** Their places among the keys of the lines. */
  readonly codes: Int32Array;
}

/** How one kind of target differs from the others. */
export interface TargetRule {
  /** What the customers did in the horizon: the target first, with the role of an outcome. */
  measure(lines: TargetLines, snapshot: Snapshot, population: Population): readonly Column[];
  /** 1 for the rows that count as yes in the base rate. */
  isYes(columns: readonly Column[]): Uint8Array;
  /** Whether a customer belongs to a snapshot, beside having ordered before it. */
  belongs?(key: string, snapshot: Snapshot): boolean;
  /** Snapshots in place of those that the parameters would give, the earliest first. */
  readonly plan?: readonly Snapshot[];
  /** Columns of the customers table that are no features. */
  readonly without?: readonly (string | null)[];
}

/**
 * Makes a target and its features: for each cut-off, one row a customer who had ordered by then, with features from before the cut-off and
 * the target from its horizon. Columns over categories and channels are settled on the earliest cut-off, so that none knows what came later.
 *
 * @throws no-usable-rows where nobody had ordered by any cut-off, or no data lies in the horizon; missing-role, wrong-column-type
 */
export function makeTarget(context: Context, inputs: TargetInputs, p: TimeParameters, rule: TargetRule) {
  const { orders } = inputs;
  const lines = readLines(orders);
  const span = spanOf(lines.times);
  const plan = rule.plan ?? planSnapshots(p, span).reverse();
  const reader = new SnapshotReader(context, { inputs, rule, lines }, p);
  const read = plan.map((snapshot, i) => reader.read(snapshot, i, plan.length + 1));
  const taken = read.flatMap((one) => one ?? []);
  const latest = plan.at(-1)!;
  if (taken.length === 0) throw refuse('noHistory', { cutoff: { date: latest.cutoff } });
  const targets = taken.map(({ snapshot, population }) => rule.measure(lines, snapshot, population));
  const today = reader.read(snapshotAt(span.end, p), plan.length, plan.length + 1);
  const yes = targets.map((columns) => rule.isYes(columns));
  const snapshots = taken.map(({ snapshot }) => snapshot);
  warnOfTime(context, p, snapshots, plan.length, span);
  warnOfAnswers(context, yes);
  if (inputs.customers) context.warn(text.message('customersToday'));
  const nRows = yes.reduce((sum, flags) => sum + flags.length, 0);
  const options = { ...orders.options(), entity: taken.length > 1 ? ('none' as const) : ('customer' as const) };
  return {
    training: new Table(stack(taken, targets), options),
    today: new Table(today ? keyed(today) : stack(taken, null).map((column) => takeRows(column, new Int32Array(0))), {
      ...options,
      entity: 'customer',
    }),
    timeline: timelineFigure(snapshots, nRows),
    rates: taken.length > 1 ? ratesFigure(snapshots, yes, nRows) : null,
    customers: nRows,
    baseRate: nRows > 0 ? yes.reduce((sum, flags) => sum + countYes(flags), 0) / nRows : null,
  };
}

/** What a target is made of: its tables and its rule. */
interface TargetSource<I extends TargetInputs> {
  readonly inputs: I;
  readonly rule: TargetRule;
}

/**
 * Customers of new data as they stand at a moment, with the features that they had when the target was made: columns over categories,
 * channels and visits are those settled then. The columns of the target are there, without a value.
 *
 * @param asOf its day is the first that is not looked at; null for the day after the last order.
 * @throws no-usable-rows where no customer had ordered by then; missing-role, wrong-column-type
 */
function customersAnew<I extends TargetInputs>(
  context: Context,
  learned: TargetSource<I>,
  now: TargetSource<I>,
  p: TimeParameters,
  asOf: number | null,
): Table {
  const then = { ...learned, lines: readLines(learned.inputs.orders) };
  const plan = learned.rule.plan ?? planSnapshots(p, spanOf(then.lines.times)).reverse();
  const before = new SnapshotReader(context, then, p);
  const first = plan.map((snapshot, i) => before.read(snapshot, i, plan.length + 1)).find((taken) => taken !== null);
  if (!first) throw refuse('noHistory', { cutoff: { date: plan.at(-1)!.cutoff } });
  const lines = readLines(now.inputs.orders);
  const cutoff = asOf === null ? spanOf(lines.times).end : dayOf(asOf) * DAY_MS;
  const reader = new SnapshotReader(context, { ...now, lines }, p, before.settled);
  const taken = reader.read(snapshotAt(cutoff, p), plan.length, plan.length + 1);
  if (!taken) throw refuse('noHistory', { cutoff: { date: cutoff } });
  if (reader.nInactive > 0) context.warn(text.message('inactive', { count: reader.nInactive, window: p.window }));
  const { keys } = taken.population;
  const unknown = learned.rule
    .measure(then.lines, first.snapshot, first.population)
    .map(({ name, type, role, unit, label }) => missingColumn(name, type, keys.length, { role, unit, label }));
  return new Table(keyed(taken, unknown), { ...now.inputs.orders.options(), entity: 'customer' });
}

/**
 * Both ways in which the step of a target gives its tables: from what the shop's past says, and for new data.
 *
 * @param timeOf where in time the target lies.
 */
export const targetRuns = <I extends TargetInputs, P>(
  timeOf: (p: P) => TimeParameters,
  ruleOf: (inputs: I, p: P) => TargetRule,
) => ({
  run: (context: Context, inputs: I, p: P) => makeTarget(context, inputs, timeOf(p), ruleOf(inputs, p)),
  anew(context: Context, learned: I, inputs: I, p: P, asOf: number | null) {
    const [then, now] = [learned, inputs].map((own) => ({ inputs: own, rule: ruleOf(own, p) })) as [TargetSource<I>, TargetSource<I>]; // prettier-ignore
    const today = customersAnew(context, then, now, timeOf(p), asOf);
    return { training: today, today };
  },
});

const keyed = ({ snapshot, population, features }: Taken, target: readonly Column[] = []): Column[] => [
  textColumn('customer_id', population.keys, { role: 'customerId', label: text.column('customer') }),
  dateColumn('cutoff', new Float64Array(population.keys.length).fill(snapshot.cutoff), {
    label: text.column('cutoff'),
  }),
  ...target,
  ...features,
];

/** The rows of all snapshots below each other, the earliest first. */
function stack(taken: readonly Taken[], targets: readonly (readonly Column[])[] | null): Column[] {
  const parts = taken.map((one, i) => keyed(one, targets?.[i]));
  return parts.reduce((above, below) => above.map((column, j) => concatColumns(column, below[j]!)));
}
