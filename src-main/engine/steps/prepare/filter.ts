import { z } from 'zod';
import { predicate } from '../../../contract/table.ts';
import { evaluatePredicate } from '../../table/predicate.ts';
import { defineStep, metricOut, stepText, tableIn, tableOut } from '../define.ts';

const text = stepText({
  title: { en: 'Filter rows', zh: '筛选行' },
  summary: { en: 'Keeps the rows that meet a condition.', zh: '保留满足条件的行。' },
  about: {
    en: 'The condition can be nested (and, or, not); *Filter by* in the inspector writes it from what you selected. Rows without a value meet no condition but “is missing”.',
    zh: '条件可以嵌套（且、或、非）；详情栏里的“按此筛选”会根据所选内容写出条件。没有值的行只满足“缺失”条件。',
  },
  inputs: { table: { en: 'Table', zh: '表' } },
  outputs: { rows: { en: 'Rows that match', zh: '符合条件的行' }, kept: { en: 'Share kept', zh: '保留比例' } },
  parameters: {
    condition: {
      label: { en: 'Condition', zh: '条件' },
      help: { en: 'Which rows to keep; all where it is empty.', zh: '要保留哪些行；为空则全部保留。' },
    },
  },
});

const parameters = z.object({
  condition: predicate
    .nullable()
    .default(null)
    .meta({ ...text.parameter('condition') }),
});

export const filter = defineStep({
  id: 'prepare.filter',
  version: 1,
  text,
  references: [],
  needs: { table: tableIn({ label: text.input('table') }) },
  gives: {
    rows: tableOut({ label: text.output('rows'), name: 'filtered', entity: 'same' }),
    kept: metricOut({ label: text.output('kept'), better: 'none', unit: 'share' }),
  },
  parameters,
  memory: ({ bytes, nRows }) => bytes + nRows,
  run(_context, { table }, { condition }) {
    const rows = condition ? table.filter(evaluatePredicate(table, condition)) : table;
    return { rows, kept: table.nRows > 0 ? rows.nRows / table.nRows : null };
  },
});
