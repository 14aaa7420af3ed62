import { stepText } from '../define.ts';

export const outliersText = stepText({
  title: { en: 'Outliers', zh: '离群值' },
  summary: { en: 'Caps, drops or marks values far from the rest.', zh: '截断、删除或标记远离其他值的数值。' },
  about: {
    en: 'A few extreme rows can pull a mean, a scale or a cluster towards themselves. **Quartiles** set the limits at so many interquartile ranges beyond the middle half; **z** at so many standard deviations from the mean (which the extreme rows themselves widen); **MAD** at so many robust deviations from the median, and stands firm where a tenth of the rows is odd.\n\n**Cap** sets what lies beyond a limit to the limit, **drop** leaves the rows out, **mark** only says which they are. Limits are learned from the training rows and kept in the model.\n\nLook before dropping: in a shop the extreme rows are often the best customers. A column where most rows share one value has no width to measure by and is left alone.',
    zh: '少数极端行会拉动均值、尺度或聚类。**四分位**把界限设在中间一半之外若干倍四分位距处；**z** 设在距均值若干个标准差处（极端行本身会把它拉宽）；**MAD** 设在距中位数若干个稳健离差处，即使一成的行异常也站得住。\n\n**截断**把超出界限的值改为界限，**删除**去掉这些行，**标记**只说明是哪些行。界限从训练数据得出并保存在模型里。\n\n删除之前请先看一看：在店铺里，极端行往往是最好的顾客。大多数行取同一个值的列没有可以衡量的宽度，不做处理。',
  },
  inputs: { table: { en: 'Table', zh: '表' } },
  outputs: {
    rows: { en: 'Treated table', zh: '处理后的表' },
    share: { en: 'Share of rows with an outlier', zh: '含离群值的行占比' },
    limits: { en: 'Limits', zh: '界限' },
  },
  parameters: {
    columns: {
      label: { en: 'Columns', zh: '列' },
      help: {
        en: 'The number columns to look at; all but keys where none is chosen.',
        zh: '要检查的数值列；不选则检查除主键外的所有数值列。',
      },
    },
    method: {
      label: { en: 'Measured by', zh: '衡量方式' },
      help: { en: 'What sets the limits.', zh: '界限如何确定。' },
      options: {
        iqr: { en: 'Quartiles', zh: '四分位' },
        z: { en: 'Mean and deviation (z)', zh: '均值和标准差（z）' },
        mad: { en: 'Median and deviation (MAD)', zh: '中位数和离差（MAD）' },
      },
    },
    width: {
      label: { en: 'Width', zh: '宽度' },
      help: {
        en: 'How many interquartile ranges or deviations away a limit lies. Empty: 1.5 for quartiles, 3 for z, 3.5 for MAD.',
        zh: '界限距离多少个四分位距或离差。留空：四分位 1.5、z 为 3、MAD 为 3.5。',
      },
    },
    side: {
      label: { en: 'Side', zh: '方向' },
      help: { en: 'Which values can be outliers.', zh: '哪些值可以算离群。' },
      options: {
        both: { en: 'Low and high', zh: '过低和过高' },
        high: { en: 'High only', zh: '仅过高' },
        low: { en: 'Low only', zh: '仅过低' },
      },
      advanced: true,
    },
    action: {
      label: { en: 'What to do', zh: '处理方式' },
      help: { en: 'What becomes of an outlier.', zh: '如何处理离群值。' },
      options: {
        cap: { en: 'Cap at the limit', zh: '截断到界限' },
        drop: { en: 'Drop the row', zh: '删除该行' },
        mark: { en: 'Mark the row', zh: '标记该行' },
      },
    },
  },
  columns: {
    n_outliers: { en: 'Outlying values', zh: '离群值个数' },
    is_outlier: { en: 'Outlier', zh: '离群' },
    column: { en: 'Column', zh: '列' },
    low: { en: 'Lower limit', zh: '下限' },
    high: { en: 'Upper limit', zh: '上限' },
    below: { en: 'Rows below', zh: '低于下限的行' },
    above: { en: 'Rows above', zh: '高于上限的行' },
  },
  messages: {
    flat: {
      en: 'Most rows of {columns} share one value, so nothing there counts as an outlier.',
      zh: '{columns} 大多数行取同一个值，因此不判断离群。',
    },
  },
});
