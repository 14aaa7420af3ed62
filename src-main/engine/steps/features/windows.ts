import { z } from 'zod';
import { countByCode } from '../../table/by-code.ts';
import { positions } from '../../table/code-order.ts';
import { numberColumn, takeRows, type Column, type ColumnOptions } from '../../table/column.ts';
import { freeName } from '../../table/free-name.ts';
import { doublesOf } from '../../table/numbers.ts';
import { pairCodes, type PairCodes } from '../../table/pair-codes.ts';
import { sortRows } from '../../table/sort.ts';
import { Table } from '../../table/table.ts';
import { column, columns, defineStep, tableIn, tableOut } from '../define.ts';
import { amountsOf, DAY_MS, dayAfterLastOrder, dayOf, orderCodes } from '../order-lines.ts';
import { paceOf } from '../pace.ts';
import { entityOfKeys, groupRows } from '../prepare/groups.ts';
import { hasAmounts } from './purchases.ts';
import { windowsText as text } from './windows-text.ts';

const parameters = z.object({
  by: column({ port: 'table', types: ['text'], text: text.parameter('by') }),
  until: z
    .number()
    .nullable()
    .default(null)
    .meta({ ...text.parameter('until') }),
  days: z
    .array(z.int().min(1).max(3650))
    .min(1)
    .max(12)
    .default([7, 30, 90, 365])
    .meta({ ...text.parameter('days') }),
  values: columns({ port: 'table', types: ['number'], text: text.parameter('values') }),
  trends: z
    .boolean()
    .default(true)
    .meta({ ...text.parameter('trends') }),
});

/** What is added up a row, under what name; null counts rows. */
interface Measure {
  readonly name: string;
  readonly values: Float64Array | null;
  readonly options: ColumnOptions;
}

/** Rows by group, and how many days before the cut-off each lies: above 0, NaN where it does not count. */
interface Aged {
  readonly groups: PairCodes;
  readonly ages: Float64Array;
}

export const windows = defineStep({
  id: 'features.windows',
  version: 1,
  text,
  references: [],
  needs: {
    table: tableIn({
      label: text.input('table'),
      roles: ['time'],
      prefers: 'interactions',
      prefersOutput: 'interactions_clean',
    }),
  },
  gives: { windows: tableOut({ label: text.output('windows'), name: 'recent_activity', entity: 'customer' }) },
  parameters,
  memory: ({ nRows }, { days }) => nRows * (48 + 16 * days.length),
  run(context, { table }, p) {
    const pace = paceOf(context);
    const key = p.by === null ? table.textRole('customerId') : table.text(p.by);
    const until = p.until ?? dayAfterLastOrder(table);
    const times = table.dateRole('time').values;
    const ages = Float64Array.from(times, (time) => (time < until ? (until - time) / DAY_MS : NaN));
    const keep = Uint8Array.from(ages, (age) => (Number.isNaN(age) ? 0 : 1));
    const groups = groupRows([key], keep, () => pace(0.1));
    pace(0.2);
    const aged = { groups, ages };
    const taken = new Set([key.name]);
    const add = (name: string, values: Float64Array | Int32Array, options: ColumnOptions): Column =>
      numberColumn(freeName(name, taken), values, options);
    const lengths = [...new Set(p.days)].sort((a, b) => a - b);
    const measures = measuresOf(table, p.values);
    const firsts = firstsOf(table, groups, times, () => pace(0.3));
    const found: Column[] = lengths.flatMap((days, i) => {
      pace(0.3 + (0.6 * i) / lengths.length);
      const label = (name: keyof typeof text.source.columns) => ofDays(text.column(name), days);
      const sums = measures.flatMap(({ name, values, options }) => {
        const [now, before] = sumWindows(aged, values, days);
        const labelled = { ...options, label: options.label ? ofDays(options.label, days) : null };
        const sum = add(`${name}_${days}d`, now, labelled);
        if (!p.trends) return [sum];
        return [sum, add(`${name}_trend_${days}d`, trend(now, before), { label: ofDays(text.column('trend'), days) })];
      });
      const distinct = firsts.map(({ name, codes }) =>
        add(`${name}_${days}d`, countDistinct(aged, codes, days), { unit: 'count', label: label(name) }),
      );
      return [...sums, ...distinct];
    });
    const last = add('days_since_last', leastAges(aged), { unit: 'days', label: text.column('last') });
    const unsorted = new Table([takeRows(key, groups.firstRows), last, ...found], {
      entity: entityOfKeys([key]),
      currency: table.currency,
      notProducts: table.notProducts,
    });
    const order = sortRows(unsorted, positions(unsorted.nRows), [{ column: key.name, descending: false }]);
    return { windows: unsorted.take(order) };
  },
});

const ofDays = (label: { en: string; zh: string }, days: number): { en: string; zh: string } => ({
  en: `${label.en} (${days} days)`,
  zh: `${label.zh}（${days} 天）`,
});

/** Rows, and the chosen columns or what lines are worth. */
function measuresOf(table: Table, chosen: readonly string[]): Measure[] {
  const rows: Measure = { name: 'rows', values: null, options: { unit: 'count', label: text.column('rows') } };
  if (chosen.length > 0) {
    const sums = [...new Set(chosen)].map((name): Measure => {
      const found = table.number(name);
      return { name, values: doublesOf(found), options: { unit: found.unit, label: found.label } };
    });
    return [rows, ...sums];
  }
  if (!hasAmounts(table)) return [rows];
  return [rows, { name: 'amount', values: amountsOf(table), options: { unit: 'money', label: text.column('amount') } }];
}

interface Firsts {
  readonly name: 'orders' | 'active';
  /** A number for each group's order or day; −1 where there is none. */
  readonly codes: PairCodes;
}

/** What is counted once however many rows it has: a group's orders, where rows name theirs, and its days. */
function firstsOf(table: Table, groups: PairCodes, times: Float64Array, look: () => void): Firsts[] {
  const first = times.reduce((least, time) => (time < least ? time : least), Infinity);
  const days = Int32Array.from(times, (time) => (Number.isNaN(time) ? -1 : dayOf(time) - dayOf(first)));
  const nDays = days.reduce((most, day) => Math.max(most, day + 1), 0);
  const active: Firsts = { name: 'active', codes: pairCodes(groups, { codes: days, nCodes: nDays }, look) };
  if (!table.findRole('orderId')) return [active];
  return [{ name: 'orders', codes: pairCodes(groups, orderCodes(table, look), look) }, active];
}

/** What each group adds up to within the last days, and within as many days before those. */
function sumWindows({ groups, ages }: Aged, values: Float64Array | null, days: number): [Float64Array, Float64Array] {
  const [now, before] = [new Float64Array(groups.nCodes), new Float64Array(groups.nCodes)];
  for (let row = 0; row < ages.length; row++) {
    const group = groups.codes[row]!;
    const value = values ? values[row]! : 1;
    if (group < 0 || Number.isNaN(value) || !(ages[row]! <= 2 * days)) continue;
    (ages[row]! <= days ? now : before)[group]! += value;
  }
  return [now, before];
}

/** How the one compares with the other, from −1 to 1; 0 where both are nothing. */
function trend(now: Float64Array, before: Float64Array): Float64Array {
  return now.map((value, group) => {
    const whole = Math.abs(value) + Math.abs(before[group]!);
    return whole > 0 ? (value - before[group]!) / whole : 0;
  });
}

function countDistinct({ groups, ages }: Aged, things: PairCodes, days: number): Int32Array {
  const isSeen = new Uint8Array(things.nCodes);
  const owners = Int32Array.from(things.firstRows, (row) => groups.codes[row]!);
  for (let row = 0; row < ages.length; row++) {
    const thing = things.codes[row]!;
    if (thing >= 0 && ages[row]! <= days) isSeen[thing] = 1;
  }
  return countByCode(owners.map((owner, thing) => (isSeen[thing] ? owner : -1)), groups.nCodes); // prettier-ignore
}

/** Days since each group's last row. */
function leastAges({ groups, ages }: Aged): Float64Array {
  const least = new Float64Array(groups.nCodes).fill(Infinity);
  for (let row = 0; row < ages.length; row++) {
    const group = groups.codes[row]!;
    if (group >= 0 && ages[row]! < least[group]!) least[group] = ages[row]!;
  }
  return least;
}
