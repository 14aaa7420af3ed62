import { z } from 'zod';
import { aggregateByCode, aggregates } from '../../table/aggregate.ts';
import { countByCode } from '../../table/by-code.ts';
import { positions } from '../../table/code-order.ts';
import { codesOf, numberColumn, takeRows, type Column, type TextColumn } from '../../table/column.ts';
import { freeName } from '../../table/free-name.ts';
import { doublesOf } from '../../table/numbers.ts';
import { pairCodes } from '../../table/pair-codes.ts';
import { sortRows } from '../../table/sort.ts';
import { Table } from '../../table/table.ts';
import { column, columns, defineStep, tableIn, tableOut } from '../define.ts';
import { paceOf } from '../pace.ts';
import { entityOfKeys, groupKeys, groupRows } from './groups.ts';
import { pivotText as text } from './pivot-text.ts';

const parameters = z.object({
  by: columns({ port: 'table', types: ['text'], text: text.parameter('by') }),
  names: column({ port: 'table', types: ['text'], text: text.parameter('names') }),
  value: column({ port: 'table', types: ['number'], text: text.parameter('value') }),
  measure: z
    .enum(aggregates)
    .default('sum')
    .meta({ ...text.parameter('measure') }),
  maxColumns: z
    .int()
    .min(1)
    .max(1000)
    .default(30)
    .meta({ ...text.parameter('maxColumns') }),
  shares: z
    .boolean()
    .default(false)
    .meta({ ...text.parameter('shares') }),
  fillZero: z
    .boolean()
    .default(true)
    .meta({ ...text.parameter('fillZero') }),
});
type Parameters = z.output<typeof parameters>;

export const pivot = defineStep({
  id: 'prepare.pivot',
  version: 1,
  text,
  references: [],
  needs: {
    table: tableIn({ label: text.input('table'), prefers: 'interactions', prefersOutput: 'interactions_clean' }),
  },
  gives: { wide: tableOut({ label: text.output('wide'), name: 'wide', entity: 'none' }) },
  parameters,
  memory: ({ nRows }, { maxColumns }) => nRows * 64 + nRows * 8 * Math.min(maxColumns, 100),
  run(context, { table }, p) {
    const pace = paceOf(context);
    const keys = groupKeys(table, p.by);
    const given = p.names === null ? table.textRole('category') : table.text(p.names);
    const heads = headsOf(given, p.maxColumns);
    const rows = groupRows(keys, null, () => pace(0.2));
    pace(0.4);
    const cells = pairCodes(rows, heads, () => pace(0.5));
    const value = p.value === null ? null : table.number(p.value);
    const measured = value
      ? aggregateByCode(cells.codes, cells.nCodes, doublesOf(value), p.measure)
      : Float64Array.from(countByCode(cells.codes, cells.nCodes));
    pace(0.8);
    const grid = Array.from({ length: heads.nCodes }, () => new Float64Array(rows.nCodes).fill(p.fillZero ? 0 : NaN));
    measured.forEach((number, cell) => {
      const row = cells.firstRows[cell]!;
      if (!Number.isNaN(number)) grid[heads.codes[row]!]![rows.codes[row]!] = number;
    });
    if (p.shares) divideRows(grid);
    const taken = new Set(keys.map(({ name }) => name));
    const unit = p.shares ? 'share' : !value || p.measure === 'distinct' ? 'count' : value.unit;
    const wide = new Table(
      [
        ...keys.map((key) => takeRows(key, rows.firstRows)),
        ...grid.map((numbers, head): Column => numberColumn(freeName(heads.names[head]!, taken), numbers, { unit })),
      ],
      { entity: entityOfKeys(keys), currency: table.currency, notProducts: table.notProducts },
    );
    const sorts = keys.map(({ name }) => ({ column: name, descending: false }));
    return { wide: wide.take(sortRows(wide, positions(wide.nRows), sorts)) };
  },
});

interface Heads {
  readonly codes: Int32Array;
  readonly nCodes: number;
  readonly names: readonly string[];
}

/** The most frequent values in order of the alphabet, and one more for all others where there are more than fit. */
function headsOf(column: TextColumn, most: Parameters['maxColumns']): Heads {
  const { codes, dictionary } = codesOf(column);
  const counts = countByCode(codes, dictionary.length);
  const used = Array.from(counts.keys()).filter((code) => counts[code]! > 0);
  const byName = (a: number, b: number): number => (dictionary[a]! < dictionary[b]! ? -1 : 1);
  const kept = used.sort((a, b) => counts[b]! - counts[a]! || byName(a, b)).slice(0, most).sort(byName); // prettier-ignore
  const headOf = new Int32Array(dictionary.length).fill(kept.length);
  kept.forEach((code, head) => (headOf[code] = head));
  const hasOther = used.length > kept.length;
  return {
    codes: codes.map((code) => (code < 0 ? -1 : headOf[code]!)),
    nCodes: kept.length + (hasOther ? 1 : 0),
    names: [...kept.map((code) => dictionary[code]!), ...(hasOther ? ['other'] : [])],
  };
}

/** A row that sums to nothing has no shares. */
function divideRows(grid: readonly Float64Array[]): void {
  const sums = new Float64Array(grid[0]?.length ?? 0);
  for (const numbers of grid) for (let row = 0; row < sums.length; row++) sums[row]! += numbers[row]! || 0;
  for (const numbers of grid)
    for (let row = 0; row < sums.length; row++) numbers[row] = sums[row] === 0 ? NaN : numbers[row]! / sums[row]!;
}
