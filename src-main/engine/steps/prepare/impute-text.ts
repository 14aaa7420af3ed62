import { stepText } from '../define.ts';

export const imputeText = stepText({
  title: { en: 'Fill missing values', zh: '填补缺失值' },
  summary: { en: 'Puts a plausible value where one is missing.', zh: '在缺失的位置填入合理的值。' },
  about: {
    en: 'Most steps that compare rows need every value. **Median** suits most numbers; the **mean** is moved by extreme rows; the **most frequent** suits codes and whole numbers. **Nearest rows** looks for the rows most like the one with the gap and takes the mean of their values: best where columns hang together, and slower.\n\nWhat is filled in is learned from the training rows and kept in the model, so that new rows are treated as the old ones were. **Flag** adds a column that says where a value was missing, since that can itself mean something.\n\nWhere a large part of a column is missing, filling it makes something up: leave the column out instead.',
    zh: '大多数比较行的步骤都需要完整的值。**中位数**适合多数数值；**均值**容易受极端行影响；**众数**适合代码和整数。**最相近的行**会找到与缺失行最相似的行，取它们的均值：适合各列相互关联的情况，但较慢。\n\n填入的内容来自训练数据并保存在模型里，新的行会按同样的方式处理。**标记**会增加一列，说明哪里曾经缺失，因为缺失本身可能有意义。\n\n如果某列大部分缺失，填补等于编造数据：不如不用该列。',
  },
  inputs: { table: { en: 'Table', zh: '表' } },
  outputs: {
    filled: { en: 'Filled table', zh: '填补后的表' },
    nFilled: { en: 'Values filled', zh: '填补的值' },
    fills: { en: 'What was filled in', zh: '填补内容' },
  },
  parameters: {
    columns: {
      label: { en: 'Columns', zh: '列' },
      help: {
        en: 'The columns to fill; all but keys, names, times and free text where none is chosen.',
        zh: '要填补的列；不选则填补除主键、名称、时间和自由文本外的所有列。',
      },
    },
    numbers: {
      label: { en: 'Numbers and dates', zh: '数值和日期' },
      help: { en: 'What stands for a missing number or date.', zh: '用什么代替缺失的数值或日期。' },
      options: {
        median: { en: 'Median', zh: '中位数' },
        mean: { en: 'Mean', zh: '均值' },
        mode: { en: 'Most frequent', zh: '众数' },
        constant: { en: 'A fixed number (numbers only)', zh: '固定数值（仅数值列）' },
        neighbours: { en: 'Nearest rows', zh: '最相近的行' },
        leave: { en: 'Leave missing', zh: '保持缺失' },
      },
    },
    number: {
      label: { en: 'Fixed number', zh: '固定数值' },
      help: { en: 'What “a fixed number” fills in.', zh: '“固定数值”填入的数。' },
      advanced: true,
    },
    categories: {
      label: { en: 'Texts and yes/no', zh: '文本和是否列' },
      help: { en: 'What stands for a missing text, or a missing yes or no.', zh: '用什么代替缺失的文本或是否值。' },
      options: {
        mode: { en: 'Most frequent', zh: '众数' },
        constant: { en: 'A fixed word (texts only)', zh: '固定文字（仅文本列）' },
        leave: { en: 'Leave missing', zh: '保持缺失' },
      },
    },
    word: {
      label: { en: 'Fixed word', zh: '固定文字' },
      help: { en: 'What “a fixed word” fills in.', zh: '“固定文字”填入的内容。' },
      advanced: true,
    },
    nNeighbours: {
      label: { en: 'Nearest rows', zh: '最相近的行数' },
      help: { en: 'How many rows lend their values to a gap.', zh: '每个缺失值参考多少行。' },
      advanced: true,
    },
    nDonors: {
      label: { en: 'Rows to look among', zh: '参考行的范围' },
      help: {
        en: 'Nearest rows are sought among so many rows, drawn by chance where the table has more.',
        zh: '在这么多行中寻找最相近的行；表更大时随机抽取。',
      },
      advanced: true,
    },
    flag: {
      label: { en: 'Flag what was missing', zh: '标记缺失' },
      help: {
        en: 'Adds a yes/no column for each column that had gaps when the model was fitted.',
        zh: '为训练时有缺失的每一列增加一个是否列。',
      },
    },
  },
  columns: {
    column: { en: 'Column', zh: '列' },
    missing: { en: 'Missing', zh: '缺失数' },
    missing_share: { en: 'Share missing', zh: '缺失占比' },
    filled_with: { en: 'Filled with', zh: '填入' },
  },
  messages: {
    empty: {
      en: 'Nothing is known of {columns}: what is missing there stays missing.',
      zh: '{columns} 没有任何已知的值，缺失保持不变。',
    },
    much: {
      en: 'More than half of {columns} is missing: what is filled in there is mostly made up.',
      zh: '{columns} 超过一半缺失，填入的内容大多是推测。',
    },
  },
});
