/** Words that the steps which choose features by a target share. */
export const selectionWords = {
  features: {
    label: { en: 'Features', zh: '特征' },
    help: {
      en: 'The columns to choose from; all numbers, yes/no columns and short lists of texts where none is chosen.',
      zh: '从哪些列中选择；不选则使用所有数值列、是否列和取值不多的文本列。',
    },
  },
  mostRows: {
    label: { en: 'Rows at most', zh: '最多行数' },
    help: { en: 'Of a larger table so many rows are drawn at random.', zh: '表更大时随机抽取这么多行。' },
    advanced: true,
  },
} as const;

export const selectionMessages = {
  leftOut: {
    en: 'Left out, with more than 100 different texts: {columns}.',
    zh: '取值超过 100 种而略过的文本列：{columns}。',
  },
  sampled: {
    en: 'Measured on {rows, number} of {all, number} rows, drawn at random.',
    zh: '根据随机抽取的 {rows, number} 行（共 {all, number} 行）度量。',
  },
  noneKept: {
    en: 'No feature stood the test, so all are passed on: lower the demands, or take it that these features say nothing of “{target}”.',
    zh: '没有特征通过检验，因此全部保留：请降低要求，或承认这些特征无法说明“{target}”。',
  },
} as const;
