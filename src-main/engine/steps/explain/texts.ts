import { stepText } from '../define.ts';

/** The words that all explanations share. */
export const explainText = stepText({
  title: { en: 'Explain', zh: '解释' },
  summary: { en: 'Says why a model predicts what it does.', zh: '说明模型为何这样预测。' },
  about: { en: 'What every explanation shares.', zh: '所有解释共有的部分。' },
  inputs: { table: { en: 'Rows', zh: '行' }, model: { en: 'Model', zh: '模型' } },
  parameters: {
    class: {
      label: { en: 'Class', zh: '类别' },
      help: {
        en: 'The class whose probability is explained. Empty: of two classes the event, of more the last.',
        zh: '解释哪一类的概率。留空时，两类目标取关注的类别，多类取最后一类。',
      },
    },
    row: {
      label: { en: 'One row', zh: '某一行' },
      help: {
        en: 'The id of the customer (or the number of the row) to tell of. Empty: the one with the highest prediction.',
        zh: '要说明的顾客编号（或行号）。留空时取预测最高的一位。',
      },
    },
    mostRows: {
      label: { en: 'Rows', zh: '行数' },
      help: {
        en: 'How many rows are looked at; where there are more, so many are drawn at random.',
        zh: '查看多少行；行数更多时随机抽取这么多行。',
      },
    },
  },
  columns: { feature: { en: 'Feature', zh: '特征' } },
  messages: {
    row: { en: 'row', zh: '行' },
    someone: { en: 'This row', zh: '该行' },
    missing: { en: 'missing', zh: '缺失' },
    yes: { en: 'yes', zh: '是' },
    no: { en: 'no', zh: '否' },
    chance: { en: 'the chance of “{told}”', zh: '“{told}”的可能性' },
    days: { en: '{days} d', zh: '{days} 天' },
    change: { en: '{feature} were {to} instead of {from}', zh: '{feature}由 {from} 变为 {to}' },
    noRows: { en: 'the table is empty', zh: '表为空' },
    sampled: {
      en: '{rows, number} of {all, number} rows were drawn at random.',
      zh: '从 {all, number} 行中随机抽取了 {rows, number} 行。',
    },
  },
});
