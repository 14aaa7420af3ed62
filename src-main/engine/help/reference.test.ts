import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { kebabCase } from '../../contract/names.ts';
import { column, columns, defineStep, metricOut, stepText, tableIn, tableOut } from '../steps/define.ts';
import { describeStep } from '../steps/describe.ts';
import { listSteps } from '../steps/registry.ts';
import { propertiesOf, referencePage } from './reference.ts';

/** The cells of the parameter table, one list a row. */
function parameterRows(page: string): string[][] {
  const rows = page.split('\n').filter((line) => line.startsWith('| ') && !line.startsWith('| ---'));
  return rows.slice(1).map((row) => row.slice(2, -2).split(/(?<!\\)\s\|\s/));
}

describe.each(listSteps().map((info) => [info.id, info] as const))('the reference page of %s', (_, info) => {
  it.each(['en', 'zh'] as const)('reads well in %s', (locale) => {
    const page = referencePage(info, locale);
    expect(page).toMatch(/^# \S/);
    // Words of a schema or of the code are no words of a page.
    expect(page).not.toMatch(/undefined|\[object|\bnull\b|\barray\b|\binteger\b|9007199254740991/);
    const rows = parameterRows(page);
    expect(rows.map(([, flag]) => flag)).toEqual(propertiesOf(info).map(([name]) => `\`--${kebabCase(name)}\``));
    for (const [label, , values, , meaning] of rows) {
      expect(label).not.toBe('');
      expect(values).not.toBe('');
      expect(meaning).not.toBe('');
    }
    if (locale === 'zh') {
      const heads = page.split('\n').filter((line) => line.startsWith('## '));
      for (const head of heads) expect(head).toMatch(/\p{Script=Han}/u);
    }
  });
});

const text = stepText({
  title: { en: 'Test', zh: '测试' },
  summary: { en: 'Tests.', zh: '测试。' },
  about: { en: 'About.', zh: '说明。' },
  inputs: { table: { en: 'Orders', zh: '订单' } },
  outputs: { out: { en: 'Result', zh: '结果' }, error: { en: 'Error', zh: '误差' } },
  parameters: {
    when: { label: { en: 'Day', zh: '日期' }, help: { en: 'Up to when.', zh: '截至何时。' } },
    many: { label: { en: 'Columns', zh: '列' }, help: { en: 'Which | how.', zh: '哪些列。' } },
    one: { label: { en: 'Column', zh: '列' }, help: { en: 'Which.', zh: '哪一列。' } },
    size: { label: { en: 'Size', zh: '大小' }, help: { en: 'How big.', zh: '多大。' } },
    ks: { label: { en: 'Lengths', zh: '长度' }, help: { en: 'How long.', zh: '多长。' } },
    how: { label: { en: 'Way', zh: '方式' }, help: { en: 'Which way.', zh: '哪种方式。' } },
    drop: { label: { en: 'Drop', zh: '丢弃' }, help: { en: 'Whether to.', zh: '是否丢弃。' } },
  },
  columns: {},
});

const step = defineStep({
  id: 'prepare.test',
  version: 3,
  text,
  references: [],
  needs: { table: tableIn({ label: text.input('table'), roles: ['customerId', 'time'] }) },
  gives: {
    out: tableOut({ label: text.output('out'), name: 'test_out', entity: 'same' }),
    error: metricOut({ label: text.output('error'), better: 'lower' }),
  },
  parameters: z.object({
    when: z
      .number()
      .nullable()
      .default(null)
      .meta({ ...text.parameter('when'), date: true }),
    many: columns({ port: 'table', types: ['number', 'date'], text: text.parameter('many') }),
    one: column({ port: 'table', text: text.parameter('one') }),
    size: z
      .int()
      .min(1)
      .default(1200)
      .meta({ ...text.parameter('size'), unit: { en: 'rows', zh: '行' } }),
    ks: z.array(z.int().min(1).max(1000)).default([1, 5]).meta(text.parameter('ks')),
    how: z
      .enum(['left', 'all'])
      .default('left')
      .meta({
        ...text.parameter('how'),
        options: { left: { en: 'From the left', zh: '从左' }, all: { en: 'All', zh: '全部' } },
      }),
    drop: z.boolean().default(true).meta(text.parameter('drop')),
  }),
  memory: () => 0,
  run: (_context, { table }) => ({ out: table, error: 0 }),
});

const [info = expect.fail()] = describeStep(step);

describe('values and defaults', () => {
  it('are said in words', () => {
    const rows = parameterRows(referencePage(info, 'en'));
    expect(rows.map(([label, , values, standard]) => [label, values, standard])).toEqual([
      ['Day', 'a date, such as `2011-12-10`', 'empty'],
      ['Columns', 'columns of numbers or dates', 'empty'],
      ['Column', 'a column of any type', 'empty'],
      ['Size (rows)', '1 or more', '1,200'],
      ['Lengths', 'several of 1 – 1,000', '1, 5'],
      ['Way', '`left` From the left, `all`', '`left` From the left'],
      ['Drop', 'yes or no', 'yes'],
    ]);
  });
  it('and in Chinese', () => {
    const page = referencePage(info, 'zh');
    expect(parameterRows(page).map(([, , values]) => values)).toEqual([
      '日期，例如 `2011-12-10`',
      '若干数字或日期列',
      '任意类型的列',
      '不小于 1',
      '若干个，每个 1 – 1,000',
      '`left` 从左、`all` 全部',
      '是或否',
    ]);
    expect(page).toContain('- **订单**（`table`）：表；需要以下列角色：顾客编号、时间');
    expect(page).toContain('- **误差**（`error`）：指标；越低越好');
  });
  it('leave the table whole where a help text holds a bar', () => {
    expect(referencePage(info, 'en')).toContain('| Which \\| how. |');
  });
});
