import { z } from 'zod';
import { ClienteleError } from '../../../contract/errors.ts';
import { columns, defineStep, stepText, tableIn, tableOut } from '../define.ts';

const text = stepText({
  title: { en: 'Choose columns', zh: '选择列' },
  summary: { en: 'Leaves columns out, or keeps only some.', zh: '去掉某些列，或只保留某些列。' },
  about: {
    en: 'Names the columns to **leave out**, or the only ones to **keep**; the others stay as they are, with their roles. The key of the table (who or what a row is about) always stays. Where no column is named, the table is passed on.',
    zh: '指定要**去掉**的列，或只**保留**的列；其余各列及其角色不变。表的主键（每行是谁或什么）总会保留。未指定任何列时，表原样传递。',
  },
  inputs: { table: { en: 'Table', zh: '表' } },
  outputs: { chosen: { en: 'Columns chosen', zh: '选出的列' } },
  parameters: {
    columns: {
      label: { en: 'Columns', zh: '列' },
      help: { en: 'The columns to leave out, or to keep.', zh: '要去掉或保留的列。' },
    },
    mode: {
      label: { en: 'These columns', zh: '这些列' },
      help: { en: 'What to do with the named columns.', zh: '如何处理指定的列。' },
      options: { drop: { en: 'Leave out', zh: '去掉' }, keep: { en: 'Keep alone', zh: '只保留' } },
    },
  },
});

const parameters = z.object({
  columns: columns({ port: 'table', text: text.parameter('columns') }),
  mode: z
    .enum(['drop', 'keep'])
    .default('drop')
    .meta({ ...text.parameter('mode') }),
});

export const chooseColumns = defineStep({
  id: 'prepare.columns',
  version: 1,
  text,
  references: [],
  needs: { table: tableIn({ label: text.input('table') }) },
  gives: { chosen: tableOut({ label: text.output('chosen'), name: 'chosen_columns', entity: 'same' }) },
  task: 'transform',
  parameters,
  memory: () => 0,
  run(_context, { table }, { columns: named, mode }) {
    for (const name of named) table.column(name);
    if (named.length === 0) return { chosen: table };
    const key = table.key()?.name;
    const names = table.columns
      .map(({ name }) => name)
      .filter((name) => name === key || named.includes(name) === (mode === 'keep'));
    if (names.length === 0) throw new ClienteleError('no-usable-column', { detail: named.join(', ') });
    return { chosen: table.select(names) };
  },
});
