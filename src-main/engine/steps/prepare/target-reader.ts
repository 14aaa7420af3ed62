import { takeRows, type Column } from '../../table/column.ts';
import type { Context } from '../context.ts';
import type { BehaviourMeasures } from '../features/behaviour-columns.ts';
import { settleMeasures } from '../features/behaviour-settled.ts';
import type { Kinds } from '../features/profiles.ts';
import { readPurchases } from '../features/purchases.ts';
import { paceOf } from '../pace.ts';
import { customerFeatures, type CustomerFeatures } from './target-customers.ts';
import { featuresAt } from './target-features.ts';
import type { Population, TargetInputs, TargetRule } from './target-frame.ts';
import type { TargetLines } from './target-lines.ts';
import type { Snapshot, TimeParameters } from './target-snapshots.ts';
import { targetText as text } from './target-text.ts';
import { visitFeatures, visitKinds, type VisitFeatures } from './target-visits.ts';

/** Rows of one snapshot. */
export interface Taken {
  readonly snapshot: Snapshot;
  readonly population: Population;
  readonly features: readonly Column[];
}

/** Which columns there are: settled by one snapshot, kept for the others and for new data. */
interface Settled {
  readonly measures: BehaviourMeasures;
  /** Kinds of visits; null where there are none to tell apart, or no visits. */
  readonly kinds: Kinds | null;
}

/** What snapshots are read from. */
interface SnapshotSource {
  readonly inputs: TargetInputs;
  readonly rule: TargetRule;
  readonly lines: TargetLines;
}

/** Reads snapshots, the earliest first; the first that holds anyone settles which columns there are, unless they were settled before. */
export class SnapshotReader {
  readonly #context: Context;
  readonly #source: SnapshotSource;
  readonly #p: TimeParameters;
  #settled: Settled | null;
  #visits: VisitFeatures | null = null;
  #attributes: CustomerFeatures | null = null;
  #nInactive = 0;

  constructor(context: Context, source: SnapshotSource, p: TimeParameters, settled: Settled | null = null) {
    this.#context = context;
    this.#source = source;
    this.#p = p;
    this.#settled = settled;
  }

  /** Null before anyone was read. */
  get settled(): Settled | null {
    return this.#settled;
  }

  /** How many were left out of the snapshot read last because they had not ordered in its window. */
  get nInactive(): number {
    return this.#nInactive;
  }

  /** The rows of a snapshot; null where there are none. @param at which of all the snapshots it is, for progress. */
  read(snapshot: Snapshot, at: number, all: number): Taken | null {
    const { orders, returns, activity, customers } = this.#source.inputs;
    this.#context.progress(at / all, text.message('reading', { at: at + 1, all }));
    const purchases = readPurchases(orders, snapshot.cutoff, paceOf(this.#context, at / all, (at + 0.8) / all));
    const chosen = this.#choose(purchases, snapshot);
    if (chosen.length === 0) return null;
    const settled = (this.#settled ??= {
      measures: settleMeasures(purchases, orders, returns, { maxKinds: this.#p.maxKinds, hoursPerBin: 6 }),
      kinds: activity && visitKinds(activity, snapshot.cutoff, this.#p.maxKinds),
    });
    const features = featuresAt(snapshot, purchases, settled.measures, orders, returns).map((column) =>
      takeRows(column, chosen),
    );
    const keys = Array.from(chosen, (customer) => purchases.keys[customer]!);
    if (activity) {
      this.#visits ??= visitFeatures(activity, settled.kinds);
      features.push(...this.#visits(snapshot, keys));
    }
    if (customers) {
      const taken = new Set(['customer_id', 'cutoff', ...features.map(({ name }) => name)]);
      this.#attributes ??= customerFeatures(customers, this.#source.rule.without ?? [], taken);
      features.push(...this.#attributes(snapshot.cutoff, keys));
    }
    return { snapshot, population: { keys, codes: placesOf(keys, this.#source.lines.keys) }, features };
  }

  #choose({ keys, offsets, times }: ReturnType<typeof readPurchases>, snapshot: Snapshot): Int32Array {
    const chosen: number[] = [];
    this.#nInactive = 0;
    keys.forEach((key, customer) => {
      const last = times[offsets[customer + 1]! - 1]!;
      if (this.#p.onlyActive && last < snapshot.windowFrom) this.#nInactive++;
      else if (this.#source.rule.belongs?.(key, snapshot) ?? true) chosen.push(customer);
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
