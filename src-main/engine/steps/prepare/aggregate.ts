import { z } from 'zod';
import { ClienteleError } from '../../../contract/errors.ts';
import { aggregateByCode, aggregates } from '../../table/aggregate.ts';
import { countByCode } from '../../table/by-code.ts';
import { positions } from '../../table/code-order.ts';
import { numberColumn, takeRows, type Column, type NumberColumn } from '../../table/column.ts';
import { freeName } from '../../table/free-name.ts';
import { doublesOf } from '../../table/numbers.ts';
import { sortRows } from '../../table/sort.ts';
import { Table } from '../../table/table.ts';
import { columns, defineStep, metricOut, tableIn, tableOut } from '../define.ts';
import { paceOf } from '../pace.ts';
import { aggregateText as text } from './aggregate-text.ts';
import { entityOfKeys, groupKeys, groupRows } from './groups.ts';

const DAY_MS = 86_400_000;

const parameters = z.object({
  by: columns({ port: 'table', types: ['text'], text: text.parameter('by') }),
  values: columns({ port: 'table', types: ['number'], text: text.parameter('values') }),
  measure: z
    .enum(aggregates)
    .default('sum')
    .meta({ ...text.parameter('measure') }),
  until: z
    .number()
    .nullable()
    .default(null)
    .meta({ ...text.parameter('until') }),
  days: z
    .int()
    .min(0)
    .max(36_500)
    .default(0)
    .meta({ ...text.parameter('days') }),
});
type Parameters = z.output<typeof parameters>;

export const aggregate = defineStep({
  id: 'prepare.aggregate',
  version: 1,
  text,
  references: [],
  needs: {
    table: tableIn({ label: text.input('table'), prefers: 'interactions', prefersOutput: 'interactions_clean' }),
  },
  gives: {
    groups: tableOut({ label: text.output('groups'), name: 'aggregated', entity: 'none' }),
    used: metricOut({ label: text.output('used'), better: 'none', unit: 'share' }),
  },
  parameters,
  memory: ({ nRows }) => nRows * 48,
  run(context, { table }, p) {
    const keys = groupKeys(table, p.by);
    const pace = paceOf(context);
    const groups = groupRows(keys, keptRows(table, p), () => pace(0.1));
    pace(0.4);
    const values = valuesOf(table, p.values);
    const measured = values.map((column, i) => {
      const numbers = aggregateByCode(groups.codes, groups.nCodes, doublesOf(column), p.measure);
      pace(0.4 + (0.5 * (i + 1)) / values.length);
      return numberColumn(`${column.name}_${p.measure}`, numbers, {
        unit: p.measure === 'distinct' ? 'count' : column.unit,
      });
    });
    const counts = countByCode(groups.codes, groups.nCodes);
    const used = counts.reduce((sum, count) => sum + count, 0);
    const found: Column[] = [
      ...keys.map((key) => takeRows(key, groups.firstRows)),
      numberColumn(freeName('rows', new Set([...keys, ...measured].map(({ name }) => name))), counts, {
        unit: 'count',
        label: text.column('rows'),
      }),
      ...measured,
    ];
    const unsorted = new Table(found, {
      entity: entityOfKeys(keys),
      currency: table.currency,
      notProducts: table.notProducts,
    });
    const sorts = keys.map(({ name }) => ({ column: name, descending: false }));
    return {
      groups: unsorted.take(sortRows(unsorted, positions(unsorted.nRows), sorts)),
      used: table.nRows > 0 ? used / table.nRows : null,
    };
  },
});

/** The columns to sum up: the chosen ones, or all numbers; none where there are none. */
function valuesOf(table: Table, chosen: readonly string[]): NumberColumn[] {
  if (chosen.length > 0) return [...new Set(chosen)].map((name) => table.number(name));
  return table.columns.filter((column) => column.type === 'number');
}

/** 1 for the rows within the window of time; null where all are. @throws missing-role, wrong-column-type, bad-parameter */
function keptRows(table: Table, { until, days }: Parameters): Uint8Array | null {
  if (until === null && days === 0) return null;
  if (until === null) throw new ClienteleError('bad-parameter', { parameter: 'days', value: String(days), detail: '' });
  const times = table.dateRole('time').values;
  const from = days > 0 ? until - days * DAY_MS : -Infinity;
  return Uint8Array.from(times, (time) => (time >= from && time < until ? 1 : 0));
}
