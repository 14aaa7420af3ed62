import { z } from 'zod';
import { bestCuts } from '../../maths/best-cuts.ts';
import { quantilesOf } from '../../maths/selection.ts';
import { countUpTo } from '../../maths/sorted.ts';
import { countByCode } from '../../table/by-code.ts';
import { gather, positions } from '../../table/code-order.ts';
import { codedTextColumn, numberColumn, textColumn, type Column, type NumberColumn } from '../../table/column.ts';
import { freeName } from '../../table/free-name.ts';
import { doublesOf } from '../../table/numbers.ts';
import { numberWords, radixSort } from '../../table/radix.ts';
import { Table } from '../../table/table.ts';
import { column, columnNames, columns, defineEstimator, tableIn, tableOut } from '../define.ts';
import { FEATURE_OUTPUTS } from '../features-of.ts';
import { binText as text } from './bin-text.ts';
import { outcomeChannels, type OutcomeChannels } from './outcome-channels.ts';
import { plainColumns } from './plain-columns.ts';

const parameters = z.object({
  columns: columns({ port: 'table', types: ['number'], text: text.parameter('columns') }),
  method: z
    .enum(['quantile', 'width', 'target'])
    .default('quantile')
    .meta({ ...text.parameter('method') }),
  nBins: z
    .int()
    .min(2)
    .max(100)
    .default(5)
    .meta({ ...text.parameter('nBins') }),
  target: column({ port: 'table', text: text.parameter('target'), onlyToFit: true }),
  leastShare: z
    .number()
    .min(0)
    .max(0.5)
    .default(0.05)
    .meta({ ...text.parameter('leastShare') }),
  write: z
    .enum(['range', 'number'])
    .default('range')
    .meta({ ...text.parameter('write') }),
  keep: z
    .boolean()
    .default(true)
    .meta({ ...text.parameter('keep') }),
});
type Parameters = z.output<typeof parameters>;

/** Where a column is cut, ascending, and what the ranges are called. */
interface ColumnBins {
  readonly name: string;
  readonly cuts: readonly number[];
  readonly ranges: readonly string[];
}

interface BinModel {
  readonly bins: readonly ColumnBins[];
}

export const bin = defineEstimator({
  id: 'prepare.bin',
  version: 1,
  text,
  references: [],
  task: 'transform',
  needs: { table: tableIn({ label: text.input('table'), prefersOutput: FEATURE_OUTPUTS }) },
  gives: { binned: tableOut({ label: text.output('binned'), name: 'binned', entity: 'same' }) },
  describes: {
    bins: tableOut({ label: text.output('bins'), name: 'bins', entity: 'none', words: { column: columnNames() } }),
  },
  parameters,
  memory: ({ bytes, nRows, nColumns }) => bytes + nRows * (4 * nColumns + 64),
  fit(context, { table }, p): BinModel {
    const outcome = p.method === 'target' ? outcomeChannels(table, p.target) : null;
    const chosen = plainColumns(table, p.columns, ['number']).filter(({ name }) => name !== outcome?.name);
    const bins = chosen.map((found, j) => {
      context.signal.throwIfAborted();
      context.progress(j / chosen.length);
      const cuts = cutsOf(found, outcome, p);
      return { name: found.name, cuts, ranges: rangeNames(cuts) };
    });
    return { bins };
  },
  apply(context, { bins }, { table }, p) {
    const replaced = new Map<string, Column>();
    const taken = new Set(table.columns.map(({ name }) => name));
    for (const [j, { name, cuts, ranges }] of bins.entries()) {
      context.signal.throwIfAborted();
      context.progress(j / bins.length);
      const codes = binCodes(doublesOf(table.number(name)), cuts);
      const own = p.keep ? freeName(`${name}_bin`, taken) : name;
      replaced.set(
        name,
        p.write === 'range'
          ? codedTextColumn(own, codes, ranges)
          : numberColumn(
              own,
              Float64Array.from(codes, (code) => (code < 0 ? NaN : code)),
            ),
      );
    }
    const found = table.columns.flatMap((old) => {
      const ranges = replaced.get(old.name);
      return ranges ? (p.keep ? [old, ranges] : [ranges]) : [old];
    });
    return { binned: new Table(found, table.options()) };
  },
  describe(_context, { bins }, { table }) {
    const rows = bins.flatMap(({ name, cuts, ranges }) => {
      const counts = countByCode(binCodes(doublesOf(table.number(name)), cuts), ranges.length);
      return ranges.map((range, i) => ({ name, range, low: cuts[i - 1] ?? NaN, high: cuts[i] ?? NaN, n: counts[i]! }));
    });
    const label = (name: 'column' | 'range' | 'low' | 'high' | 'rows') => ({ label: text.column(name) });
    const found = [
      textColumn('column', rows.map(({ name }) => name), label('column')),
      textColumn('range', rows.map(({ range }) => range), label('range')),
      numberColumn('low', Float64Array.from(rows, ({ low }) => low), label('low')),
      numberColumn('high', Float64Array.from(rows, ({ high }) => high), label('high')),
      numberColumn('rows', Int32Array.from(rows, ({ n }) => n), { ...label('rows'), unit: 'count' }),
    ]; // prettier-ignore
    return { bins: new Table(found) };
  },
});

function cutsOf(column: NumberColumn, outcome: OutcomeChannels | null, p: Parameters): number[] {
  const values = doublesOf(column);
  if (outcome) return cutsByTarget(values, outcome.channels, p);
  const shares = Array.from({ length: p.nBins + 1 }, (_, i) => i / p.nBins);
  const [low = NaN, ...rest] = p.method === 'quantile' ? quantilesOf(values, shares) : quantilesOf(values, [0, 1]);
  if (p.method === 'quantile') return distinctBetween(rest.slice(0, -1), low);
  const span = (rest[0] ?? NaN) - low;
  return distinctBetween(shares.slice(1, -1).map((share) => low + share * span), low); // prettier-ignore
}

/** A cut at or below the least value would leave the first range empty. */
function distinctBetween(cuts: readonly number[], low: number): number[] {
  return cuts.filter((cut, i) => cut > (i > 0 ? cuts[i - 1]! : low) && cut > low);
}

function cutsByTarget(values: Float64Array, channels: readonly Float64Array[], p: Parameters): number[] {
  const known = positions(values.length).filter(
    (row) => Number.isFinite(values[row]) && channels.every((channel) => !Number.isNaN(channel[row]!)),
  );
  const order = radixSort(numberWords(values), known);
  const leastRows = Math.max(1, Math.ceil(p.leastShare * known.length));
  return bestCuts(gather(values, order), channels.map((channel) => gather(channel, order)), p.nBins, leastRows); // prettier-ignore
}

/** How many cuts lie at or below each value; −1 where it is missing. */
function binCodes(values: Float64Array, cuts: readonly number[]): Int32Array {
  const sorted = Float64Array.from(cuts);
  const codes = new Int32Array(values.length);
  for (let row = 0; row < codes.length; row++)
    codes[row] = Number.isNaN(values[row]!) ? -1 : countUpTo(sorted, values[row]!);
  return codes;
}

/** Ranges in as few digits as tell the cuts apart, in signs that every language reads. */
function rangeNames(cuts: readonly number[]): string[] {
  if (cuts.length === 0) return ['−∞ … ∞'];
  let digits = 3;
  const write = (cut: number): string => String(Number(cut.toPrecision(digits))).replace('-', '−');
  while (digits < 17 && new Set(cuts.map(write)).size < cuts.length) digits++;
  const edges = cuts.map(write);
  const between = edges.slice(1).map((edge, i) => `${edges[i]!} … ${edge}`);
  return [`< ${edges[0]!}`, ...between, `≥ ${edges.at(-1)!}`];
}
