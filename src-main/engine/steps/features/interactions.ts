import { z } from 'zod';
import { ClienteleError } from '../../../contract/errors.ts';
import { numberColumn, type Column } from '../../table/column.ts';
import { freeName } from '../../table/free-name.ts';
import { doublesOf } from '../../table/numbers.ts';
import { columns, defineStep, stepText, tableIn, tableOut } from '../define.ts';
import { FEATURE_OUTPUTS } from '../features-of.ts';

const text = stepText({
  title: { en: 'Products and ratios', zh: '乘积与比值' },
  summary: { en: 'Multiplies or divides chosen features by one another.', zh: '把所选特征两两相乘或相除。' },
  about: {
    en: 'Some things only show in two features together: spending *per order*, age *times* income. **Products** let a linear model see that two features count more together than each alone; **ratios** take out size; **differences** compare two columns of one unit.\n\nChoose few features that belong together: every pair makes a column, and most pairs of many say nothing. Where none are chosen the first five of the table are taken. Scale products of features whose sizes differ much. A ratio whose lower part is 0 is missing.',
    zh: '有些规律只有把两个特征放在一起才看得到：*每单*花费、年龄*乘以*收入。**乘积**让线性模型看到两个特征共同作用大于各自之和；**比值**消除规模的影响；**差**比较单位相同的两列。\n\n请选择少数彼此相关的特征：每一对都会产生一列，特征很多时大多数组合没有意义。不选则取表中前五个特征。大小差别很大的特征相乘后请先缩放。除数为 0 的比值为缺失。',
  },
  inputs: { table: { en: 'Table', zh: '表' } },
  outputs: { extended: { en: 'Table with interactions', zh: '带组合特征的表' } },
  parameters: {
    features: {
      label: { en: 'Features', zh: '特征' },
      help: {
        en: 'The number columns to combine, up to 40; the first five where none is chosen.',
        zh: '要组合的数值列，最多 40 个；不选则取前五个。',
      },
    },
    how: {
      label: { en: 'Combine by', zh: '组合方式' },
      help: { en: 'What is made of each pair.', zh: '每一对特征如何计算。' },
      options: {
        products: { en: 'Products', zh: '乘积' },
        ratios: { en: 'Ratios, the earlier by the later', zh: '比值（前者除以后者）' },
        differences: { en: 'Differences, the earlier less the later', zh: '差（前者减后者）' },
      },
    },
    squares: {
      label: { en: 'Squares as well', zh: '包括平方' },
      help: { en: 'With products: each feature times itself too.', zh: '乘积方式下，特征也与自己相乘。' },
      advanced: true,
    },
  },
});

const MOST_FEATURES = 40;
const DEFAULT_FEATURES = 5;

const parameters = z.object({
  features: columns({ port: 'table', types: ['number'], text: text.parameter('features') }),
  how: z
    .enum(['products', 'ratios', 'differences'])
    .default('products')
    .meta({ ...text.parameter('how') }),
  squares: z
    .boolean()
    .default(false)
    .meta({ ...text.parameter('squares') }),
});

const SIGNS = { products: '×', ratios: '÷', differences: '−' } as const;
const COMBINE = {
  products: (a: number, b: number): number => a * b,
  ratios: (a: number, b: number): number => (b === 0 ? NaN : a / b),
  differences: (a: number, b: number): number => a - b,
} as const;

export const interactions = defineStep({
  id: 'features.interactions',
  version: 1,
  text,
  references: [],
  task: 'transform',
  needs: { table: tableIn({ label: text.input('table'), prefersOutput: FEATURE_OUTPUTS }) },
  gives: { extended: tableOut({ label: text.output('extended'), name: 'features_combined', entity: 'same' }) },
  parameters,
  memory: ({ nRows }, { features }) => (nRows * 8 * Math.max(15, features.length * (features.length + 1))) / 2,
  run(context, { table }, { features, how, squares }) {
    const names = [...new Set(table.features(features))].slice(0, features.length > 0 ? undefined : DEFAULT_FEATURES);
    if (names.length > MOST_FEATURES)
      throw new ClienteleError('bad-parameter', {
        parameter: 'features',
        value: String(names.length),
        detail: `≤ ${MOST_FEATURES}`,
      });
    const taken = new Set(table.columns.map(({ name }) => name));
    const given = names.map((name) => table.number(name));
    const combined: Column[] = [];
    given.forEach((a, i) => {
      context.signal.throwIfAborted();
      context.progress(i / given.length);
      for (const b of given.slice(how === 'products' && squares ? i : i + 1)) {
        const name = freeName(`${a.name}${SIGNS[how]}${b.name}`, taken);
        const unit = how === 'differences' && a.unit === b.unit ? a.unit : null;
        combined.push(numberColumn(name, combine(doublesOf(a), doublesOf(b), COMBINE[how]), { unit }));
      }
    });
    return { extended: table.with(combined) };
  },
});

/** Missing where either side is, and where the result is no number that can be held. */
function combine(a: Float64Array, b: Float64Array, how: (a: number, b: number) => number): Float64Array {
  return a.map((value, row) => {
    const found = how(value, b[row]!);
    return Number.isFinite(found) ? found : NaN;
  });
}
