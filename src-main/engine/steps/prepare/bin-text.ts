import { stepText } from '../define.ts';

export const binText = stepText({
  title: { en: 'Bin numbers', zh: '数值分箱' },
  summary: { en: 'Cuts numbers into a few ranges.', zh: '把数值切成若干区间。' },
  about: {
    en: 'Ranges are easier to talk about than numbers, and let simple models bend. **Equal width** cuts the span of a column into equal pieces: plain, but a long tail leaves most of them empty. **Equal counts** puts about as many rows into each. **By target** puts the cuts where the target changes most, as a small decision tree would; what it finds fits the target it has seen, so judge it on rows that it has not.\n\nThe edges are learned from the training rows and kept in the model; what lies beyond them falls into the first or the last range. A range holds its lower edge and not its upper one.',
    zh: '区间比数值更容易讨论，也让简单的模型能表达弯曲的关系。**等宽**把数值范围均匀切开：直观，但长尾会让大多数区间几乎为空。**等频**让每个区间的行数大致相同。**按目标**像一棵小决策树那样，把切点放在目标变化最大的地方；它只适应见过的目标，请用没见过的行来评判。\n\n切点从训练数据得出并保存在模型里；超出范围的值归入第一个或最后一个区间。区间包含下端，不包含上端。',
  },
  inputs: { table: { en: 'Table', zh: '表' } },
  outputs: { binned: { en: 'Binned table', zh: '分箱后的表' }, bins: { en: 'Ranges', zh: '区间' } },
  parameters: {
    columns: {
      label: { en: 'Columns', zh: '列' },
      help: {
        en: 'The number columns to cut; all but keys where none is chosen.',
        zh: '要分箱的数值列；不选则处理除主键外的所有数值列。',
      },
    },
    method: {
      label: { en: 'Method', zh: '方法' },
      help: { en: 'Where the cuts are put.', zh: '切点放在哪里。' },
      options: {
        quantile: { en: 'Equal counts', zh: '等频' },
        width: { en: 'Equal width', zh: '等宽' },
        target: { en: 'By target', zh: '按目标' },
      },
    },
    nBins: {
      label: { en: 'Ranges', zh: '区间数' },
      help: {
        en: 'Into how many ranges a column is cut at most; fewer where values repeat.',
        zh: '每列最多切成多少个区间；取值重复时会更少。',
      },
    },
    target: {
      label: { en: 'Target', zh: '目标' },
      help: {
        en: 'For cuts by target: the column to foretell; the one with the role outcome where none is chosen.',
        zh: '用于按目标分箱：要预测的列；不选则取角色为“结果”的列。',
      },
    },
    leastShare: {
      label: { en: 'Least part', zh: '最小占比' },
      help: {
        en: 'The share of rows that a range by target holds at least.',
        zh: '按目标分箱时每个区间至少占多少行。',
      },
      advanced: true,
    },
    write: {
      label: { en: 'Write', zh: '写成' },
      help: { en: 'What stands for a range.', zh: '用什么表示区间。' },
      options: {
        range: { en: 'The range in words', zh: '区间文字' },
        number: { en: 'Its number from 0', zh: '从 0 开始的编号' },
      },
    },
    keep: {
      label: { en: 'Keep the numbers', zh: '保留数值' },
      help: { en: 'Keeps the cut columns beside their ranges.', zh: '在区间旁保留原来的列。' },
      advanced: true,
    },
  },
  columns: {
    column: { en: 'Column', zh: '列' },
    range: { en: 'Range', zh: '区间' },
    low: { en: 'From', zh: '从' },
    high: { en: 'Below', zh: '到' },
    rows: { en: 'Rows', zh: '行数' },
  },
});
