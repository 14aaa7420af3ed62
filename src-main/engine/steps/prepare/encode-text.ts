import { stepText } from '../define.ts';

export const encodeText = stepText({
  title: { en: 'Encode categories', zh: '类别编码' },
  summary: {
    en: 'Turns words, and yes or no, into numbers that models can read.',
    zh: '把文字和是否值变成模型能读的数值。',
  },
  about: {
    en: 'Distances and most models read numbers only. **One-hot** gives each frequent value a column of 0 and 1, and the rest share *other*: plain to read, good for few values. **Ordinal** numbers the values in alphabetical order, which only suits words that have that order. **Frequency** is the share of rows with the value. **Hashing** spreads any number of values over a fixed number of columns, at the price of mixing some up.\n\n**Target mean** replaces a value by what the target is on average where it occurs, drawn towards the mean of all where few rows tell. So that no row sees its own target, rows are dealt into folds and each is encoded by what the other folds say; the fold of a row follows from its key or its values, not from chance. In an evaluation the encoding is learned inside each fold, as every step before the model is.\n\nA value that was never seen when the model was fitted counts as *other*, as missing, as a share of 0, or as the mean of all.',
    zh: '距离和大多数模型只能读数值。**独热**为每个常见值建一个 0/1 列，其余归入 *other*：含义清楚，适合取值不多的列。**序号**按字母顺序编号，只适合本身有此顺序的词。**频率**是取该值的行的占比。**哈希**把任意多的取值分散到固定数量的列，代价是会混淆一些值。\n\n**目标均值**用某个值出现时目标的平均水平代替它，行数少时向总体均值靠拢。为了不让任何一行看到自己的目标，行被分成若干折，每一行用其他折的信息编码；所在的折由主键或取值决定，与随机无关。评估时，编码和模型之前的所有步骤一样，在每一折内部学习。\n\n训练时从未见过的值按 *other*、缺失、占比 0 或总体均值处理。',
  },
  inputs: { table: { en: 'Table', zh: '表' } },
  outputs: { encoded: { en: 'Encoded table', zh: '编码后的表' } },
  parameters: {
    columns: {
      label: { en: 'Columns', zh: '列' },
      help: {
        en: 'The text and yes/no columns to encode; all but keys, names and free text where none is chosen.',
        zh: '要编码的文本列和是否列；不选则编码除主键、名称和自由文本外的所有列。',
      },
    },
    method: {
      label: { en: 'Method', zh: '方法' },
      help: {
        en: 'What a word becomes. Yes and no become 1 and 0 by any of them.',
        zh: '文字变成什么。是否值一律变成 1 和 0。',
      },
      options: {
        onehot: { en: 'One-hot', zh: '独热' },
        ordinal: { en: 'Ordinal', zh: '序号' },
        frequency: { en: 'Frequency', zh: '频率' },
        hashing: { en: 'Hashing', zh: '哈希' },
        target: { en: 'Target mean', zh: '目标均值' },
      },
    },
    maxCategories: {
      label: { en: 'Columns for one word column', zh: '每列最多展开' },
      help: {
        en: 'One-hot: how many 0/1 columns one text column becomes at most, “other” among them.',
        zh: '独热：一个文本列最多变成多少个 0/1 列，包括“other”。',
      },
    },
    target: {
      label: { en: 'Target', zh: '目标' },
      help: {
        en: 'For the target mean: the column to foretell; the one with the role outcome where none is chosen.',
        zh: '用于目标均值：要预测的列；不选则取角色为“结果”的列。',
      },
    },
    strength: {
      label: { en: 'Pull towards the mean', zh: '向均值靠拢' },
      help: {
        en: 'How many rows of the mean are added to each value. Empty: as the data suggest.',
        zh: '给每个值加上多少行的均值。留空则由数据决定。',
      },
      advanced: true,
    },
    folds: {
      label: { en: 'Folds', zh: '折数' },
      help: {
        en: 'How many parts the rows are dealt into for the target mean; 1 encodes each row by all, its own target among them.',
        zh: '目标均值使用的折数；1 表示用所有行（包括自己的目标）编码。',
      },
      advanced: true,
    },
    nBuckets: {
      label: { en: 'Hash columns', zh: '哈希列数' },
      help: { en: 'Over how many columns hashing spreads all values.', zh: '哈希把所有取值分散到多少列。' },
      advanced: true,
    },
    keep: {
      label: { en: 'Keep the words', zh: '保留原列' },
      help: { en: 'Keeps the encoded columns beside what they became.', zh: '在编码结果旁保留原来的列。' },
      advanced: true,
    },
  },
  messages: {
    unseen: {
      en: '{count, plural, one {# row has} other {# rows have}} a value of “{column}” that was not there when the model was fitted.',
      zh: '“{column}”中有 {count, number} 行的取值在训练时没有出现过。',
    },
  },
});
