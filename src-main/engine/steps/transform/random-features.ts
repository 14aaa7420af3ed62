import { z } from 'zod';
import { onWaves, randomWaves, type RandomWaves } from '../../maths/reduce/random-features.ts';
import { numberColumn } from '../../table/column.ts';
import { Table } from '../../table/table.ts';
import { columns, defineEstimator, metricOut, stepText, tableIn, tableOut } from '../define.ts';
import { CLUSTERED_OUTPUTS, completeMatrix } from '../features-of.ts';

const text = stepText({
  title: { en: 'Random features', zh: '随机特征' },
  summary: {
    en: 'Many random waves of the features, so that linear models see curves, at any number of rows.',
    zh: '特征的大量随机波，让线性模型也能看到曲线，行数不限。',
  },
  about: {
    en: 'A linear model sees straight lines. Here each row is placed on many **random waves** through the features; a weighted sum of them can follow any smooth curve, and two rows agree on the waves as much as they are near each other (a Gaussian kernel). It does what kernel methods do, but takes time and memory in proportion to the rows, where those take it by their square.\n\nPut it before “Logistic regression”, “Linear regression” or k-means. **Nearness** sets how far a row’s neighbourhood reaches: small values give slow waves, large ones quick. More waves come nearer to the kernel; a few hundred usually do. A single wave means nothing, so keep the features beside them where you want to explain. “Kernel principal components” finds a few bent axes instead. Scale the features first.',
    zh: '线性模型只能看到直线。这里把每行放到特征空间的许多**随机波**上；它们的加权和可以跟随任意光滑曲线，两行在波上的一致程度与两行的接近程度（高斯核）相当。效果与核方法相同，但时间和内存只与行数成正比，而核方法与行数的平方成正比。\n\n请放在“逻辑回归”“线性回归”或 K 均值之前。**邻近度**决定一行的邻域有多大：值小则波缓，值大则波急。波越多越接近核，通常几百个就够。单个波没有含义，需要解释时请保留原有特征。“核主成分分析”则给出少数弯曲的轴。请先缩放特征。',
  },
  inputs: { table: { en: 'Table', zh: '表' } },
  outputs: { waves: { en: 'Random features', zh: '随机特征' }, gamma: { en: 'Nearness used', zh: '所用邻近度' } },
  parameters: {
    nWaves: {
      label: { en: 'Waves', zh: '波的数量' },
      help: { en: 'How many features to make.', zh: '生成多少个特征。' },
    },
    gamma: {
      label: { en: 'Nearness', zh: '邻近度' },
      help: {
        en: 'How quickly nearness falls off with squared distance. Left empty: one over the sum of the features’ variances.',
        zh: '邻近程度随距离平方下降的快慢。留空时取各特征方差之和的倒数。',
      },
      tune: '0.01 to 10 log',
    },
    features: {
      label: { en: 'Features', zh: '特征' },
      help: {
        en: 'The number columns to place on waves; all where none is chosen.',
        zh: '放到波上的数值列；不选则使用全部。',
      },
    },
    keep: {
      label: { en: 'Keep the features', zh: '保留原有特征' },
      help: { en: 'The other columns stay beside the waves.', zh: '其他列与波并列保留。' },
    },
  },
  messages: { wave: { en: 'Wave {n}', zh: '波 {n}' } },
});

const parameters = z.object({
  nWaves: z
    .int()
    .min(2)
    .max(4096)
    .default(100)
    .meta({ ...text.parameter('nWaves') }),
  gamma: z
    .number()
    .positive()
    .max(1000)
    .nullable()
    .default(null)
    .meta({ ...text.parameter('gamma') }),
  features: columns({ port: 'table', types: ['number'], text: text.parameter('features') }),
  keep: z
    .boolean()
    .default(false)
    .meta({ ...text.parameter('keep') }),
});

/** What fitting leaves behind. */
export interface RandomFeaturesModel extends RandomWaves {
  readonly features: string[];
}

export const randomFeatures = defineEstimator({
  id: 'transform.random-features',
  version: 2,
  // An empty nearness was 0.
  upgrade: { 1: ({ gamma, ...rest }) => ({ ...rest, ...(gamma === 0 ? {} : { gamma }) }) },
  text,
  references: ['https://papers.nips.cc/paper/3182-random-features-for-large-scale-kernel-machines'],
  task: 'transform',
  needs: { table: tableIn({ label: text.input('table'), prefersOutput: CLUSTERED_OUTPUTS }) },
  gives: { waves: tableOut({ label: text.output('waves'), name: 'random_features', entity: 'same' }) },
  describes: { gamma: metricOut({ label: text.output('gamma'), better: 'none' }) },
  parameters,
  memory: ({ nRows, nColumns }, { nWaves }) => nRows * 8 * (nColumns + 2 * nWaves),
  fit(context, { table }, p): RandomFeaturesModel {
    const { names, x } = completeMatrix(table, p.features);
    return { features: names, ...randomWaves(x, p.nWaves, p.gamma ?? 0, context.random) };
  },
  apply(context, model, { table }, { keep }) {
    const { x } = completeMatrix(table, model.features);
    const { nColumns: n, values } = onWaves(model, x, context, (share) => context.progress(share));
    const { en, zh } = text.source.messages.wave;
    const made = Array.from({ length: n }, (_, wave) => {
      const own = Float64Array.from({ length: table.nRows }, (__, row) => values[row * n + wave]!);
      const number = String(wave + 1);
      return numberColumn(`wave_${number}`, own, { label: { en: en.replace('{n}', number), zh: zh.replace('{n}', number) } }); // prettier-ignore
    });
    if (keep) return { waves: table.with(made) };
    const key = table.key();
    return { waves: new Table([...(key ? [key] : []), ...made], table.options()) };
  },
  describe: (_context, { gamma }) => ({ gamma }),
});
