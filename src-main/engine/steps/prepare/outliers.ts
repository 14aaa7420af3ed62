import { z } from 'zod';
import { limitsOf } from '../../maths/limits.ts';
import { booleanColumn, numberColumn, textColumn, type NumberColumn } from '../../table/column.ts';
import { freeName } from '../../table/free-name.ts';
import { doublesOf } from '../../table/numbers.ts';
import { Table } from '../../table/table.ts';
import { columnNames, columns, defineEstimator, metricOut, tableIn, tableOut } from '../define.ts';
import { FEATURE_OUTPUTS } from '../features-of.ts';
import { outliersText as text } from './outliers-text.ts';
import { plainColumns } from './plain-columns.ts';

const parameters = z.object({
  columns: columns({ port: 'table', types: ['number'], text: text.parameter('columns') }),
  method: z
    .enum(['iqr', 'z', 'mad'])
    .default('iqr')
    .meta({ ...text.parameter('method') }),
  width: z
    .number()
    .min(0.1)
    .max(100)
    .nullable()
    .default(null)
    .meta({ ...text.parameter('width') }),
  side: z
    .enum(['both', 'high', 'low'])
    .default('both')
    .meta({ ...text.parameter('side') }),
  action: z
    .enum(['cap', 'drop', 'mark'])
    .default('cap')
    .meta({ ...text.parameter('action') }),
});
type Parameters = z.output<typeof parameters>;

/** Customary widths. */
const WIDTHS = { iqr: 1.5, z: 3, mad: 3.5 } as const;

/** Limits of one column; infinite on a side that is not looked at. */
interface ColumnLimits {
  readonly name: string;
  readonly low: number;
  readonly high: number;
  readonly nBelow: number;
  readonly nAbove: number;
}

interface OutlierModel {
  readonly limits: readonly ColumnLimits[];
}

export const outliers = defineEstimator({
  id: 'prepare.outliers',
  version: 1,
  text,
  references: ['doi:10.1016/j.jesp.2013.03.013'],
  task: 'transform',
  needs: { table: tableIn({ label: text.input('table'), prefersOutput: FEATURE_OUTPUTS }) },
  gives: {
    rows: tableOut({ label: text.output('rows'), name: 'without_outliers', entity: 'same' }),
    share: metricOut({ label: text.output('share'), better: 'none', unit: 'share' }),
  },
  describes: {
    limits: tableOut({
      label: text.output('limits'),
      name: 'outlier_limits',
      entity: 'none',
      words: { column: columnNames() },
    }),
  },
  parameters,
  memory: ({ bytes, nRows, nColumns }) => bytes + nRows * nColumns * 8 + nRows * 24,
  fit(context, { table }, p): OutlierModel {
    const chosen = plainColumns(table, p.columns, ['number']);
    const flat: string[] = [];
    const limits = chosen.map((column, j) => {
      context.signal.throwIfAborted();
      context.progress(j / chosen.length);
      const found = limitsOfColumn(column, p);
      if (!found) flat.push(column.name);
      return found ?? { name: column.name, low: -Infinity, high: Infinity, nBelow: 0, nAbove: 0 };
    });
    if (flat.length > 0 && table.nRows > 1) context.warn(text.message('flat', { columns: flat.join(', ') }));
    return { limits };
  },
  apply(context, { limits }, { table }, p) {
    const counts = new Int32Array(table.nRows);
    const capped = limits.map(({ name, low, high }, j) => {
      context.signal.throwIfAborted();
      context.progress(j / limits.length);
      const column = table.number(name);
      const values = doublesOf(column);
      for (let row = 0; row < counts.length; row++) if (values[row]! < low || values[row]! > high) counts[row]!++;
      if (p.action !== 'cap' || (low === -Infinity && high === Infinity)) return column;
      // NaN stays NaN.
      return numberColumn(name, values.map((value) => Math.min(high, Math.max(low, value))), column); // prettier-ignore
    });
    const isOdd = Uint8Array.from(counts, (count) => (count > 0 ? 1 : 0));
    const share = table.nRows > 0 ? isOdd.reduce((sum, odd) => sum + odd, 0) / table.nRows : null;
    if (p.action === 'cap') return { rows: table.with(capped), share };
    if (p.action === 'drop') return { rows: table.filter(isOdd.map((odd) => 1 - odd)), share };
    const taken = new Set(table.columns.map(({ name }) => name));
    const marks = [
      booleanColumn(freeName('is_outlier', taken), isOdd, { label: text.column('is_outlier') }),
      numberColumn(freeName('n_outliers', taken), counts, { unit: 'count', label: text.column('n_outliers') }),
    ];
    return { rows: table.with(marks), share };
  },
  describe(_context, { limits }) {
    const finite = (values: readonly number[]): Float64Array =>
      Float64Array.from(values, (value) => (Number.isFinite(value) ? value : NaN));
    const label = (name: 'column' | 'low' | 'high' | 'below' | 'above') => ({ label: text.column(name) });
    const found = [
      textColumn('column', limits.map(({ name }) => name), label('column')),
      numberColumn('low', finite(limits.map(({ low }) => low)), label('low')),
      numberColumn('high', finite(limits.map(({ high }) => high)), label('high')),
      numberColumn('below', Int32Array.from(limits, ({ nBelow }) => nBelow), { ...label('below'), unit: 'count' }),
      numberColumn('above', Int32Array.from(limits, ({ nAbove }) => nAbove), { ...label('above'), unit: 'count' }),
    ]; // prettier-ignore
    return { limits: new Table(found) };
  },
});

function limitsOfColumn(column: NumberColumn, p: Parameters): ColumnLimits | null {
  const values = doublesOf(column);
  const found = limitsOf(values, p.method, p.width ?? WIDTHS[p.method]);
  if (!found) return null;
  const low = p.side === 'high' ? -Infinity : found.low;
  const high = p.side === 'low' ? Infinity : found.high;
  let [nBelow, nAbove] = [0, 0];
  for (const value of values) {
    if (value < low) nBelow++;
    if (value > high) nAbove++;
  }
  return { name: column.name, low, high, nBelow, nAbove };
}
