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
    noRows: { en: 'the table is empty', zh: '表为空' },
    sampled: {
      en: '{rows, number} of {all, number} rows were drawn at random.',
      zh: '从 {all, number} 行中随机抽取了 {rows, number} 行。',
    },
  },
});
