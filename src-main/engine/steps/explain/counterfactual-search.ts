import { countBelow, countUpTo } from '../../maths/sorted.ts';
import { quantile } from '../../maths/statistics.ts';
import { rangeOf, type Change, type Range, type Setting } from './changed-rows.ts';
import type { Column } from '../../table/column.ts';

/** A feature that may change, with what it may become. */
export interface Changeable {
  readonly column: string;
  readonly from: Setting;
  readonly range: Range;
  /** How far each step is: of numbers the share of rows between, of choices the share of rows that have another one. */
  readonly steps: readonly { readonly to: Setting; readonly cost: number }[];
}

/** A set of changes with what the model says to it. */
export interface Option {
  readonly changes: readonly Change[];
  readonly cost: number;
  readonly said: number;
}

/** What a search asks and keeps to. */
export interface SearchTask {
  readonly features: readonly Changeable[];
  /** Whether a prediction is far enough. */
  reaches(said: number): boolean;
  /** What is said to each set of changes; NaN where they are not allowed. */
  say(changes: readonly (readonly Change[])[]): Promise<Float64Array>;
  readonly isLower: boolean;
  readonly mostChanges: number;
  readonly nOptions: number;
}

const MOST_STEPS = 20;
const BEAM = 12;

/** @param only which way a number may go, where it may not go both. */
export function changeable(column: Column, from: Setting, only: 'up' | 'down' | null): Changeable {
  const range = rangeOf(column);
  if (range.kind === 'choice') {
    const steps = range.choices.filter(({ to }) => to !== from).map(({ to, share }) => ({ to, cost: 1 - share }));
    return { column: column.name, from, range, steps };
  }
  const own = Number(from);
  const { sorted } = range;
  const values = new Set<number>();
  for (let i = 0; i <= MOST_STEPS && sorted.length > 0; i++) {
    const value = quantile(sorted, i / MOST_STEPS);
    values.add(range.isWhole ? Math.round(value) : value);
  }
  const allowed = [...values].filter(
    (to) => to !== own && !(only === 'up' && to < own) && !(only === 'down' && to > own),
  );
  return { column: column.name, from, range, steps: allowed.map((to) => ({ to, cost: costOf(sorted, own, to) })) };
}

/** The share of rows that lie between two numbers: how many customers one would overtake. */
function costOf(sorted: Float64Array, from: number, to: number): number {
  const place = (value: number): number => (countBelow(sorted, value) + countUpTo(sorted, value)) / 2;
  return Math.abs(place(to) - place(from)) / Math.max(1, sorted.length);
}

/** What was found: options that reach the goal, the fewest changes first and then the least; or the one that comes nearest. */
export interface SearchResult {
  readonly options: readonly Option[];
  readonly nearest: Option | null;
}

/**
 * Looks for small changes that bring a prediction to a goal: one feature alone, then two, then more, going on from the sets that came
 * nearest (a beam). Of options on the same features the least change is kept, and moved back towards the row as far as the goal allows.
 */
export async function searchChanges(task: SearchTask): Promise<SearchResult> {
  const found = new Map<string, Option>();
  let beam: readonly Option[] = [{ changes: [], cost: 0, said: NaN }];
  let nearest: Option | null = null;
  for (let round = 1; round <= task.mostChanges && beam.length > 0 && found.size < task.nOptions; round++) {
    const options = await extend(task, beam);
    for (const option of options.filter(({ said }) => task.reaches(said))) keepCheaper(found, option);
    beam = options.filter(({ said }) => !task.reaches(said)).sort(nearerFirst(task)).slice(0, BEAM); // prettier-ignore
    if (beam[0] && (nearest === null || nearerFirst(task)(beam[0], nearest) < 0)) nearest = beam[0];
  }
  const best = [...found.values()].sort(fewerFirst).slice(0, task.nOptions);
  const refined: Option[] = [];
  for (const option of best) refined.push(await refine(task, option));
  return { options: refined.sort(fewerFirst), nearest };
}

const fewerFirst = (a: Option, b: Option): number => a.changes.length - b.changes.length || a.cost - b.cost;

const nearerFirst =
  ({ isLower }: SearchTask) =>
  (a: Option, b: Option): number =>
    (isLower ? a.said - b.said : b.said - a.said) || a.cost - b.cost;

const keyOf = ({ changes }: Pick<Option, 'changes'>): string =>
  JSON.stringify(changes.map(({ column }) => column).sort());

function keepCheaper(found: Map<string, Option>, option: Option): void {
  const known = found.get(keyOf(option));
  if (!known || option.cost < known.cost) found.set(keyOf(option), option);
}

/** Every option with one more feature changed, in every way; each set of changes once. */
async function extend(task: SearchTask, beam: readonly Option[]): Promise<Option[]> {
  const seen = new Set<string>();
  const sets = beam.flatMap(
    ({ changes, cost }) =>
    task.features
      .filter(({ column }) => !changes.some((own) => own.column === column))
      .flatMap(({ column, steps }) => steps.map((step) => ({ changes: [...changes, { column, to: step.to }], cost: cost + step.cost }))), // prettier-ignore
  );
  const distinct = sets.filter((own) => {
    const key = JSON.stringify(own.changes.map(({ column, to }) => [column, to]).sort());
    return !seen.has(key) && seen.add(key);
  });
  const said = await task.say(distinct.map(({ changes }) => changes));
  return distinct.map((own, i) => ({ ...own, said: said[i]! })).filter((own) => !Number.isNaN(own.said));
}

const BETWEEN = 16;

/** Moves each number back towards what the row has, as far as the goal is still reached. */
async function refine(task: SearchTask, option: Option): Promise<Option> {
  let best = option;
  for (const { column } of option.changes) {
    const feature = task.features.find((own) => own.column === column)!;
    if (feature.range.kind !== 'number') continue;
    const from = Number(feature.from);
    const to = Number(best.changes.find((own) => own.column === column)!.to);
    const values = between(from, to, feature.range.isWhole);
    const sets = values.map((value) =>
      best.changes.map((own) => (own.column === column ? { column, to: value } : own)),
    );
    const said = await task.say(sets);
    const at = values.findIndex((_, i) => task.reaches(said[i]!));
    if (at < 0) continue;
    const { sorted } = feature.range;
    const cost = best.cost - costOf(sorted, from, to) + costOf(sorted, from, values[at]!);
    best = { changes: sets[at]!, cost, said: said[at]! };
  }
  return best;
}

/** Numbers from one, itself left out, to another, the nearest first. */
function between(from: number, to: number, isWhole: boolean): number[] {
  const values = Array.from({ length: BETWEEN }, (_, i) => {
    const value = from + ((to - from) * (i + 1)) / BETWEEN;
    if (i === BETWEEN - 1) return to;
    return isWhole ? (to > from ? Math.ceil(value) : Math.floor(value)) : Number(value.toPrecision(4));
  });
  return [...new Set(values)].filter((value) => value !== from);
}
