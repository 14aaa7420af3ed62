import type { Text } from '../../../contract/text.ts';

/** Words that all maps share. */
export const mapInput: Text = { en: 'Rows to lay out', zh: '要布局的行' };

export const mapOutputs = {
  places: { en: 'Places on the map', zh: '图上位置' },
  map: { en: 'Map', zh: '分布图' },
  trust: { en: 'Trustworthiness', zh: '可信度' },
} as const;

export const mapColumns = {
  x: { en: 'Map x', zh: '图上横坐标' },
  y: { en: 'Map y', zh: '图上纵坐标' },
} as const;

export const mapParameters = {
  color: {
    label: { en: 'Colour by', zh: '着色列' },
    help: {
      en: 'A column whose values colour the points; it goes along into the table.',
      zh: '按该列的值给点着色；该列会一并写入结果表。',
    },
  },
  features: {
    label: { en: 'Features', zh: '特征' },
    help: {
      en: 'The columns that say what is near; all number columns where none is chosen.',
      zh: '用哪些列衡量远近；不选则使用所有数值列。',
    },
  },
  mostLandmarks: {
    label: { en: 'Rows laid out', zh: '参与布局的行数' },
    help: {
      en: 'Of a larger table so many rows at random make the map; the rest are placed beside their nearest.',
      zh: '表更大时，随机取这么多行形成地图，其余的行放在与其最近的行旁边。',
    },
    advanced: true,
  },
} as const;

export const mapMessages = {
  title: { en: 'Rows that are alike lie near each other', zh: '相似的行彼此靠近' },
  titleTrust: {
    en: 'Rows that are alike lie near each other: {trust} trustworthy',
    zh: '相似的行彼此靠近：可信度 {trust}',
  },
  subtitle: {
    en: '{method} · {rows, number} rows by {features, number} features',
    zh: '{method} · {rows, number} 行，{features, number} 个特征',
  },
  subtitlePlaced: {
    en: '{method} · {rows, number} rows by {features, number} features; {laid, number} rows laid out, the rest placed beside their nearest',
    zh: '{method} · {rows, number} 行，{features, number} 个特征；其中 {laid, number} 行参与布局，其余放在最近的行旁边',
  },
  subtitleNew: {
    en: '{method} · {rows, number} new rows placed beside their nearest on a map of {map, number} rows',
    zh: '{method} · {rows, number} 行新数据，放在由 {map, number} 行形成的地图上最近的行旁边',
  },
  trusted: {
    en: '{before} · trust told by {looked, number} rows drawn at random',
    zh: '{before} · 可信度由随机抽取的 {looked, number} 行估计',
  },
  summary: {
    en: 'A map of {rows, number} rows. Near rows are alike; how far apart groups lie, and how large they look, says little. Trustworthiness: {trust}.',
    zh: '{rows, number} 行的分布图。靠近的行彼此相似；各组之间的距离和看上去的大小意义不大。可信度：{trust}。',
  },
  forming: { en: 'The map as it forms: {share} done', zh: '正在形成的地图：已完成 {share}' },
  searching: { en: 'looking for the nearest rows', zh: '正在查找最近的行' },
  layingOut: { en: 'laying out the map', zh: '正在布局' },
  placing: { en: 'placing rows', zh: '正在放置各行' },
  rowsSeries: { en: 'Rows', zh: '行' },
  fewRows: {
    en: 'There are only {rows, plural, one {# row} other {# rows}}: fewer neighbours count than were asked for.',
    zh: '只有 {rows, number} 行：计入的近邻少于设定值。',
  },
} as const;
