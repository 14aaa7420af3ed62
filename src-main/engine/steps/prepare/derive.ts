import { z } from 'zod';
import { units } from '../../../contract/table.ts';
import { evaluateExpression } from '../../table/expression/evaluate.ts';
import { columnOf } from '../../table/expression/vectors.ts';
import { defineStep, stepText, tableIn, tableOut } from '../define.ts';
import { FEATURE_OUTPUTS } from '../features-of.ts';

const text = stepText({
  title: { en: 'Derive a column', zh: '计算新列' },
  summary: { en: 'Computes a column from others by an expression.', zh: '用表达式从其他列计算出一列。' },
  about: {
    en: "Write columns by name, `in backticks` or [brackets] where a name holds more than letters and digits, and texts in quotes: `if(monetary > 1000 and not is_missing(city), monetary / frequency, 0)`.\n\n**Signs**: + − * / % (remainder) ^ (power), = != < <= > >=, and, or, not. A date plus a number is so many days later, a date minus a date the days between them, and a date compares with a text such as `'2024-01-31'`.\n\n**Functions**: if(condition, then, else), coalesce(a, b, …) the first that is not missing, is_missing · abs, round(x, digits), floor, ceil, sign, sqrt, exp, log, log10, log1p, min, max · date(text), year, quarter, month, day, weekday (1 is Monday), hour, minute, days_between(from, to) · lower, upper, trim, length, contains, starts_with, ends_with, replace(text, old, new), part(text, from, count), concat, text, number.\n\nWhat is computed from a missing value is missing, and so is a division by zero. An error says at which character it lies.",
    zh: "列直接写名称；名称里除字母和数字外还有其他字符时，用 `反引号` 或 [方括号] 括起来；文字加引号：`if(monetary > 1000 and not is_missing(city), monetary / frequency, 0)`。\n\n**符号**：+ − * / %（余数）^（乘方），= != < <= > >=，and、or、not。日期加数值表示往后若干天，两个日期相减得到相差天数，日期可以和 `'2024-01-31'` 这样的文字比较。\n\n**函数**：if(条件, 是, 否)、coalesce(a, b, …) 取第一个不缺失的值、is_missing · abs、round(x, 位数)、floor、ceil、sign、sqrt、exp、log、log10、log1p、min、max · date(文字)、year、quarter、month、day、weekday（1 为周一）、hour、minute、days_between(从, 到) · lower、upper、trim、length、contains、starts_with、ends_with、replace(文字, 旧, 新)、part(文字, 起始, 个数)、concat、text、number。\n\n由缺失值算出的结果是缺失，除以零也是。出错时会指出在第几个字符。",
  },
  inputs: { table: { en: 'Table', zh: '表' } },
  outputs: { derived: { en: 'Table with the column', zh: '带新列的表' } },
  parameters: {
    name: {
      label: { en: 'Name', zh: '名称' },
      help: { en: 'What the column is called; one of that name is replaced.', zh: '新列的名称；同名的列会被替换。' },
    },
    expression: {
      label: { en: 'Expression', zh: '表达式' },
      help: { en: 'What the column holds; nothing is added where it is empty.', zh: '列的内容；为空则不增加列。' },
      multiline: true,
    },
    unit: {
      label: { en: 'Unit', zh: '单位' },
      help: { en: 'How a number is written.', zh: '数值如何显示。' },
      options: {
        none: { en: 'Plain number', zh: '普通数值' },
        money: { en: 'Money', zh: '金额' },
        days: { en: 'Days', zh: '天数' },
        count: { en: 'Count', zh: '个数' },
        share: { en: 'Per cent', zh: '百分比' },
        score: { en: 'Score', zh: '分数' },
      },
      advanced: true,
    },
  },
});

const parameters = z.object({
  name: z
    .string()
    .min(1)
    .max(100)
    .default('derived')
    .meta({ ...text.parameter('name') }),
  expression: z
    .string()
    .max(5000)
    .default('')
    .meta({ ...text.parameter('expression') }),
  unit: z
    .enum(['none', ...units])
    .default('none')
    .meta({ ...text.parameter('unit') }),
});

export const derive = defineStep({
  id: 'prepare.derive',
  version: 1,
  text,
  references: [],
  task: 'transform',
  needs: { table: tableIn({ label: text.input('table'), prefersOutput: FEATURE_OUTPUTS }) },
  gives: { derived: tableOut({ label: text.output('derived'), name: 'derived', entity: 'same' }) },
  parameters,
  memory: ({ nRows }, { expression }) => nRows * (16 + Math.min(200, 4 * expression.length)),
  run(context, { table }, { name, expression, unit }) {
    if (expression.trim() === '') return { derived: table };
    const found = evaluateExpression(expression, table, () => {
      context.signal.throwIfAborted();
    });
    return { derived: table.with([columnOf(name, found, unit === 'none' ? null : unit)]) };
  },
});
