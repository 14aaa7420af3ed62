/** Words that all reductions share. */
export const reductionInput = { en: 'Table', zh: '表' } as const;

export const reductionOutputs = {
  components: { en: 'Rows on the axes', zh: '各行在各轴上的值' },
  map: { en: 'Map', zh: '分布图' },
  loadings: { en: 'Loadings', zh: '载荷' },
  meanings: { en: 'What the axes mean', zh: '各轴的含义' },
} as const;

export const reductionFeatures = {
  label: { en: 'Features', zh: '特征' },
  help: {
    en: 'The columns to combine; all number columns where none is chosen.',
    zh: '参与组合的列；不选则使用所有数值列。',
  },
} as const;

export const reductionColumns = {
  axis: { en: 'Axis', zh: '轴' },
  share: { en: 'Share explained', zh: '解释占比' },
  risesWith: { en: 'High values mean much of', zh: '值高表示较高的' },
  fallsWith: { en: 'and little of', zh: '以及较低的' },
} as const;

export const reductionMessages = {
  mapTitle: { en: 'The first two axes: “{first}” and “{second}”', zh: '前两个轴：“{first}”与“{second}”' },
  rows: {
    en: '{method} · {rows, number} rows by {features, number} features',
    zh: '{method} · {rows, number} 行，{features, number} 个特征',
  },
  loadingsTitle: { en: 'The first axis is mostly “{feature}”', zh: '第一个轴主要由“{feature}”构成' },
  loading: { en: 'Loading', zh: '载荷' },
} as const;

/** Why there is no axis. */
export const noAxes = {
  en: 'their values do not vary in a way that gives an axis',
  zh: '它们的取值没有可用来构成轴的差异',
} as const;
