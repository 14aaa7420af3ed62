import { z } from 'zod';
import { codedTextColumn, numberColumn, takeRows, withCodes } from '../../table/column.ts';
import { freeName } from '../../table/free-name.ts';
import { doublesOf } from '../../table/numbers.ts';
import { Table } from '../../table/table.ts';
import { columns, defineStep, stepText, tableIn, tableOut } from '../define.ts';
import { FEATURE_OUTPUTS } from '../features-of.ts';
import { paceOf } from '../pace.ts';

const text = stepText({
  title: { en: 'Unpivot to rows', zh: '列转行' },
  summary: { en: 'Makes a row of each chosen column’s value.', zh: '把所选各列的值变成行。' },
  about: {
    en: 'The reverse of *Pivot to columns*: each row becomes as many rows as there are chosen columns, with the column’s name beside its value, and all other columns are repeated. It is how a table with a column for each month becomes one that can be aggregated, filtered or drawn by month.',
    zh: '“行转列”的逆操作：每一行变成与所选列数相同的多行，列名与其值并列，其余各列重复。例如把每月一列的表变成可以按月汇总、筛选或绘图的表。',
  },
  inputs: { table: { en: 'Table', zh: '表' } },
  outputs: { long: { en: 'Long table', zh: '长表' } },
  parameters: {
    values: {
      label: { en: 'Columns', zh: '列' },
      help: {
        en: 'The number columns that become rows; all but keys where none is chosen.',
        zh: '变成行的数值列；不选则为除主键外的所有数值列。',
      },
    },
    nameColumn: {
      label: { en: 'Name of the names', zh: '名称列的名称' },
      help: { en: 'What the column with the names is called.', zh: '存放列名的列叫什么。' },
    },
    valueColumn: {
      label: { en: 'Name of the values', zh: '数值列的名称' },
      help: { en: 'What the column with the values is called.', zh: '存放数值的列叫什么。' },
    },
    dropMissing: {
      label: { en: 'Leave out missing values', zh: '略去缺失值' },
      help: { en: 'Makes no row of a value that is missing.', zh: '缺失的值不生成行。' },
      advanced: true,
    },
  },
});

const parameters = z.object({
  values: columns({ port: 'table', types: ['number'], text: text.parameter('values') }),
  nameColumn: z
    .string()
    .min(1)
    .max(60)
    .default('name')
    .meta({ ...text.parameter('nameColumn') }),
  valueColumn: z
    .string()
    .min(1)
    .max(60)
    .default('value')
    .meta({ ...text.parameter('valueColumn') }),
  dropMissing: z
    .boolean()
    .default(true)
    .meta({ ...text.parameter('dropMissing') }),
});

/** Rows in order, and of each row the chosen columns in order. O(rows · columns). */
export const unpivot = defineStep({
  id: 'prepare.unpivot',
  version: 1,
  text,
  references: [],
  needs: { table: tableIn({ label: text.input('table'), prefersOutput: FEATURE_OUTPUTS }) },
  gives: { long: tableOut({ label: text.output('long'), name: 'long', entity: 'none' }) },
  parameters,
  memory: ({ bytes, nColumns }) => bytes * (nColumns + 2),
  run(context, { table }, p) {
    const pace = paceOf(context);
    const names = [...new Set(table.features(p.values))];
    const given = names.map((name) => doublesOf(table.number(name)));
    const most = table.nRows * given.length;
    const [rows, codes, values] = [new Int32Array(most), new Int32Array(most), new Float64Array(most)];
    let n = 0;
    for (let row = 0; row < table.nRows; row++) {
      if ((row & 0xffff) === 0) pace(row / table.nRows / 2);
      for (let code = 0; code < given.length; code++) {
        const value = given[code]![row]!;
        if (p.dropMissing && Number.isNaN(value)) continue;
        rows[n] = row;
        codes[n] = code;
        values[n++] = value;
      }
    }
    const repeated = table.columns.filter(({ name }) => !names.includes(name));
    const taken = new Set(repeated.map(({ name }) => name));
    const units = [...new Set(names.map((name) => table.number(name).unit))];
    const kept = repeated.map((column, i) => {
      pace(0.5 + i / repeated.length / 2);
      // Each text comes back as often as there are columns: with a dictionary it is hashed once.
      return takeRows(withCodes(column), rows.subarray(0, n));
    });
    const long = [
      ...kept,
      codedTextColumn(freeName(p.nameColumn, taken), codes.slice(0, n), names),
      numberColumn(freeName(p.valueColumn, taken), values.slice(0, n), { unit: units.length === 1 ? units[0]! : null }), // prettier-ignore
    ];
    return { long: new Table(long, { ...table.options(), entity: 'none' }) };
  },
});
