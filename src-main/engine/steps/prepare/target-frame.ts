import { dateColumn, takeRows, textColumn, type Column } from '../../table/column.ts';
import { concatColumns } from '../../table/concat.ts';
import { Table } from '../../table/table.ts';
import type { Context } from '../context.ts';
import { figureOut, metricOut, optionalTableIn, tableIn, tableOut } from '../define.ts';
import type { BehaviourMeasures } from '../features/behaviour-columns.ts';
import { settleMeasures } from '../features/behaviour-settled.ts';
import { readPurchases } from '../features/purchases.ts';
import { paceOf } from '../pace.ts';
import { customerFeatures, type CustomerFeatures } from './target-customers.ts';
import { countYes, warnOfAnswers, warnOfTime } from './target-warnings.ts';
import { ratesFigure, timelineFigure } from './target-figures.ts';
import { featuresAt } from './target-features.ts';
import { readLines, type TargetLines } from './target-lines.ts';
import { planSnapshots, refuse, snapshotAt, spanOf, type Snapshot, type TimeParameters } from './target-snapshots.ts';
import { targetText as text } from './target-text.ts';
import { visitFeatures, type VisitFeatures } from './target-visits.ts';

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

/** Rows of one snapshot. */
interface Taken {
  readonly snapshot: Snapshot;
  readonly population: Population;
  readonly features: readonly Column[];
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
  const reader = new SnapshotReader(context, inputs, p, rule, lines);
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

/** Reads snapshots, the earliest first; the first that holds anyone settles which columns there are. */
class SnapshotReader {
  readonly #context: Context;
  readonly #inputs: TargetInputs;
  readonly #p: TimeParameters;
  readonly #rule: TargetRule;
  readonly #lines: TargetLines;
  #measures: BehaviourMeasures | null = null;
  #visits: VisitFeatures | null = null;
  #attributes: CustomerFeatures | null = null;

  constructor(context: Context, inputs: TargetInputs, p: TimeParameters, rule: TargetRule, lines: TargetLines) {
    this.#context = context;
    this.#inputs = inputs;
    this.#p = p;
    this.#rule = rule;
    this.#lines = lines;
  }

  /** The rows of a snapshot; null where there are none. @param at which of all the snapshots it is, for progress. */
  read(snapshot: Snapshot, at: number, all: number): Taken | null {
    const { orders, returns, activity, customers } = this.#inputs;
    this.#context.progress(at / all, text.message('reading', { at: at + 1, all }));
    const purchases = readPurchases(orders, snapshot.cutoff, paceOf(this.#context, at / all, (at + 0.8) / all));
    const chosen = this.#choose(purchases, snapshot);
    if (chosen.length === 0) return null;
    this.#measures ??= settleMeasures(purchases, orders, returns, { maxKinds: this.#p.maxKinds, hoursPerBin: 6 });
    const features = featuresAt(snapshot, purchases, this.#measures, orders, returns).map((column) =>
      takeRows(column, chosen),
    );
    const keys = Array.from(chosen, (customer) => purchases.keys[customer]!);
    if (activity) {
      this.#visits ??= visitFeatures(activity, snapshot.cutoff, this.#p.maxKinds);
      features.push(...this.#visits(snapshot, keys));
    }
    if (customers) {
      const taken = new Set(['customer_id', 'cutoff', ...features.map(({ name }) => name)]);
      this.#attributes ??= customerFeatures(customers, this.#rule.without ?? [], taken);
      features.push(...this.#attributes(snapshot.cutoff, keys));
    }
    return { snapshot, population: { keys, codes: placesOf(keys, this.#lines.keys) }, features };
  }

  #choose({ keys, offsets, times }: ReturnType<typeof readPurchases>, snapshot: Snapshot): Int32Array {
    const chosen: number[] = [];
    keys.forEach((key, customer) => {
      const last = times[offsets[customer + 1]! - 1]!;
      if (this.#p.onlyActive && last < snapshot.windowFrom) return;
      if (this.#rule.belongs?.(key, snapshot) ?? true) chosen.push(customer);
    });
    return Int32Array.from(chosen);
  }
}

/** The places of some keys among all, both in one order. */
function placesOf(keys: readonly string[], all: readonly string[]): Int32Array {
  let at = 0;
  return Int32Array.from(keys, (key) => {
    while (all[at] !== key) at++;
    return at;
  });
}

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
