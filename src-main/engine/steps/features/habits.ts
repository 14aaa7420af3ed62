import { numberColumn, textColumn } from '../../table/column.ts';
import { Table } from '../../table/table.ts';
import { hourNames, kindNames, weekdayNames, type ProfileKinds } from './behaviour-columns.ts';
import { hourBinsOf } from './behaviour-measures.ts';
import { behaviourText as text, WEEKDAYS } from './behaviour-text.ts';
import { kindsOfRows, type Kinds } from './profiles.ts';
import type { Purchases } from './purchases.ts';

/** How far customers keep to a profile of theirs. */
export interface Habit {
  /** The columns of the profile. */
  readonly columns: readonly string[];
  /**
   * How much more often two entries of one customer are of one kind than two of any customers are, from 0 (their
   * choice says nothing of the next) to 1 (they never change): the intraclass correlation of kinds.
   */
  readonly repeatability: number;
  /** The share of the profile's variance between customers that is theirs, and not the chance of few entries. */
  readonly reliability: number;
}

/**
 * Measures how far customers repeat themselves.
 *
 * The reliability of n entries follows from that of one (Spearman 1910; Brown 1910), in the mean over customers.
 *
 * @param offsets where each customer's entries begin. @param kinds the kind of each entry, −1 where it has none.
 */
export function measureHabit(offsets: Int32Array, nKinds: number, kinds: Int32Array): Omit<Habit, 'columns'> {
  const sizes: number[] = [];
  const pooled = new Float64Array(nKinds);
  const counts = new Int32Array(nKinds);
  let [agreeing, nRepeating] = [0, 0];
  for (let customer = 0; customer + 1 < offsets.length; customer++) {
    counts.fill(0);
    let n = 0;
    for (let entry = offsets[customer]!; entry < offsets[customer + 1]!; entry++) {
      const kind = kinds[entry]!;
      if (kind < 0) continue;
      counts[kind]!++;
      n++;
    }
    if (n === 0) continue;
    sizes.push(n);
    let pairs = 0;
    for (let kind = 0; kind < nKinds; kind++) {
      const count = counts[kind]!;
      pooled[kind]! += count;
      pairs += count * (count - 1);
    }
    if (n < 2) continue;
    agreeing += pairs / (n * (n - 1));
    nRepeating++;
  }
  const total = pooled.reduce((sum, count) => sum + count, 0);
  const byChance = pooled.reduce((sum, count) => sum + (count / total) ** 2, 0);
  // Where all is of one kind, or nobody came twice, nothing is known of habits.
  const excess = nRepeating > 0 && byChance < 1 ? (agreeing / nRepeating - byChance) / (1 - byChance) : 0;
  const repeatability = Math.max(0, Math.min(1, excess));
  const ofEach = sizes.map((n) => (n * repeatability) / (1 + (n - 1) * repeatability));
  return { repeatability, reliability: ofEach.reduce((sum, own) => sum + own, 0) / Math.max(1, ofEach.length) };
}

/** The habits behind every profile. @param textColumnOf the column of a role, or null. */
export function measureHabits(
  purchases: Purchases,
  { categories, channels, hoursPerBin }: ProfileKinds,
  columnOf: (role: 'category' | 'channel') => Parameters<typeof kindsOfRows>[0],
): Habit[] {
  const { offsets, rows, lineOffsets, lineRows } = purchases;
  const ofText = (role: 'category' | 'channel', kinds: Kinds): Habit => {
    const columns = kindNames(role, kinds);
    const [starts, of] = role === 'category' ? [lineOffsets, lineRows] : [offsets, rows];
    return { columns, ...measureHabit(starts, columns.length, kindsOfRows(columnOf(role), kinds, of)) };
  };
  const ofHours = (hours: number): Habit => {
    const columns = hourNames(hours);
    return { columns, ...measureHabit(offsets, columns.length, hourBinsOf(purchases.hours, hours)) };
  };
  return [
    ...(categories ? [ofText('category', categories)] : []),
    ...(channels ? [ofText('channel', channels)] : []),
    {
      columns: weekdayNames(),
      ...measureHabit(offsets, WEEKDAYS.length, purchases.weekdays),
    },
    ...(hoursPerBin === null ? [] : [ofHours(hoursPerBin)]),
  ];
}

/** One row a share: what its weight among other measures should be, so that only what customers repeat counts. */
export function habitTable(habits: readonly Habit[]): Table {
  const rows = habits.flatMap((habit) => habit.columns.map((feature) => ({ feature, ...habit })));
  const numbers = (name: string, of: (habit: Habit) => number, label: 'repeatability' | 'reliability' | 'weight') =>
    numberColumn(
      name,
      Float64Array.from(rows, (row) => of(row)),
      { label: text.column(label) },
    );
  return new Table([
    textColumn(
      'feature',
      rows.map(({ feature }) => feature),
      { label: text.column('feature') },
    ),
    numbers('repeatability', ({ repeatability }) => repeatability, 'repeatability'),
    numbers('reliability', ({ reliability }) => reliability, 'reliability'),
    // The variance that is theirs is this share of all: its root weighs a distance.
    numbers('weight', ({ reliability }) => Math.sqrt(reliability), 'weight'),
  ]);
}
