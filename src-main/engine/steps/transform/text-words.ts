import { stepText } from '../define.ts';

export const textText = stepText({
  title: { en: 'Words to numbers', zh: '文本转数值' },
  summary: {
    en: 'Weighs the words of a text and sums them up in a few axes.',
    zh: '计算词语的权重，并概括为少数几个维度。',
  },
  about: {
    en: 'Product names, reviews and notes become numbers that clustering and models can read. Each word counts by how often it stands in a text and how rare it is elsewhere (**TF-IDF**). Words that are used together are then summed up in a few **axes** (truncated singular value decomposition, also called latent semantic analysis), so that texts about the same thing come close even without a common word.\n\nEach axis is named by the words that weigh most in it. English and Chinese can stand side by side: Chinese is broken into words by the Unicode dictionary. Words that were not there when the model was fitted are passed over.\n\nChoose *words* in place of axes to see single words as columns. A handful of short texts has no axes worth reading.',
    zh: '商品名称、评论和备注变成聚类和模型可以读取的数值。每个词按它在文本中出现的次数和在别处的稀有程度计权（**TF-IDF**）。常一起使用的词再被概括为少数几个**维度**（截断奇异值分解，也称潜在语义分析），谈论同一事物的文本即使没有共同的词也会靠近。\n\n每个维度用其中权重最大的词命名。中英文可以混排：中文按 Unicode 词典分词。训练时没有出现过的词会被忽略。\n\n选择*词语*可以让单个词成为列。只有少量短文本时，维度没有解读价值。',
  },
  inputs: { table: { en: 'Table', zh: '表' } },
  outputs: {
    coded: { en: 'Table with text features', zh: '带文本特征的表' },
    axes: { en: 'What the axes mean', zh: '维度的含义' },
    words: { en: 'Words', zh: '词语' },
    share: { en: 'Share that the axes hold', zh: '维度保留的占比' },
  },
  parameters: {
    text: {
      label: { en: 'Text', zh: '文本' },
      help: {
        en: 'The column to read; the one with the role text, else the item’s name, where none is chosen.',
        zh: '要读取的列；不选则取角色为“文本”的列，其次是商品名称。',
      },
    },
    give: {
      label: { en: 'Give', zh: '输出' },
      help: { en: 'What becomes columns.', zh: '什么成为列。' },
      options: { axes: { en: 'Axes', zh: '维度' }, words: { en: 'Words', zh: '词语' } },
    },
    nColumns: {
      label: { en: 'Columns', zh: '列数' },
      help: {
        en: 'How many axes, or words of most weight, there are at most.',
        zh: '最多多少个维度，或多少个权重最大的词。',
      },
    },
    longest: {
      label: { en: 'Longest phrase', zh: '最长词组' },
      help: { en: 'How many words side by side count as one more word.', zh: '多少个相邻的词也算作一个词。' },
      advanced: true,
    },
    leastRows: {
      label: { en: 'Least rows', zh: '最少行数' },
      help: { en: 'A word in fewer rows is passed over.', zh: '出现行数少于此值的词被忽略。' },
      advanced: true,
    },
    mostShare: {
      label: { en: 'Most of the rows', zh: '最大占比' },
      help: {
        en: 'A word in a larger share of rows says nothing and is passed over.',
        zh: '出现占比高于此值的词没有区分力，被忽略。',
      },
      advanced: true,
    },
    mostWords: {
      label: { en: 'Most words', zh: '最多词数' },
      help: { en: 'How many words count, the most frequent first.', zh: '最多使用多少个词，按出现行数取前。' },
      advanced: true,
    },
    damped: {
      label: { en: 'Damp repetition', zh: '压低重复' },
      help: {
        en: 'A word that stands ten times counts a little more than once, not ten times.',
        zh: '出现十次的词只比一次略重，而不是十倍。',
      },
      advanced: true,
    },
    keep: {
      label: { en: 'Keep the text', zh: '保留文本' },
      help: { en: 'Keeps the text beside what it became.', zh: '在结果旁保留原文本。' },
      advanced: true,
    },
  },
  columns: {
    axis: { en: 'Axis', zh: '维度' },
    high: { en: 'Words that weigh most', zh: '权重最大的词' },
    low: { en: 'Words against it', zh: '方向相反的词' },
    share: { en: 'Share held', zh: '保留占比' },
    word: { en: 'Word', zh: '词' },
    rows: { en: 'Rows', zh: '行数' },
    weight: { en: 'Weight', zh: '权重' },
  },
  messages: {
    noWords: {
      en: 'No word stands in enough rows, and in few enough, to count.',
      zh: '没有词的出现行数符合要求。',
    },
    empty: {
      en: '{count, plural, one {# row holds} other {# rows hold}} no word that counts, and {count, plural, one {is} other {are}} zero on every axis.',
      zh: '{count, number} 行没有可用的词，在所有维度上都为零。',
    },
  },
});
