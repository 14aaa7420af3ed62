import { stepText } from '../define.ts';

/** The words of similar customers. */
export const similarText = stepText({
  title: { en: 'Similar customers', zh: '相似顾客' },
  summary: {
    en: 'The customers most like one, and what became of them.',
    zh: '与某位顾客最相似的顾客，以及他们后来的结果。',
  },
  about: {
    en: 'Finds the rows most like one customer whose outcome is known: reasons by example, which need no model to be believed. If seven of the ten most similar customers left, a prediction of 70 % is no surprise; if none did, look closer.\n\nHow alike two rows are is counted over the features that the model reads (or those you choose): of numbers the difference by the range, of categories the same or not, all features alike (Gower’s measure). 100 % is the same in everything. The customer’s own rows are left out, as those of an earlier cut-off would be.\n\nConnect rows with a known outcome to *Known outcomes*; without them the outcomes of the same table are read.',
    zh: '找出结局已知、与某位顾客最相似的行：用实例说明理由，不必先相信模型。如果最相似的十位顾客中有七位流失，预测 70% 就不足为奇；如果一位也没有，就值得细看。\n\n相似程度按模型读取的特征（或您选择的特征）计算：数值取差值与取值范围之比，类别看是否相同，各特征同等看待（Gower 相似度）。100% 表示完全相同。该顾客自己的行（例如更早截止日的行）不计入。\n\n请把结局已知的行连接到“已知结局”；未连接时读取同一张表中的结局。',
  },
  inputs: { known: { en: 'Known outcomes', zh: '已知结局' } },
  parameters: {
    nNeighbours: {
      label: { en: 'Customers', zh: '顾客数' },
      help: { en: 'How many of the most similar are shown.', zh: '显示多少位最相似的顾客。' },
    },
    features: {
      label: { en: 'Alike in', zh: '比较的特征' },
      help: {
        en: 'Over which columns likeness is counted. Empty: all that the model reads.',
        zh: '按哪些列计算相似程度。留空时取模型读取的全部列。',
      },
    },
  },
  outputs: {
    similar: { en: 'Similar rows', zh: '相似的行' },
    outcomes: { en: 'What became of them', zh: '他们的结局' },
    outcome: { en: 'Among the similar', zh: '相似者中的结果' },
  },
  columns: {
    similarity: { en: 'Likeness', zh: '相似度' },
    outcome: { en: 'Outcome', zh: '结局' },
    prediction: { en: 'Prediction', zh: '预测' },
  },
  messages: {
    titleShare: {
      en: '{count, number} of the {n, number} most like {who} turned out “{told}”: {share}, beside {all} of everyone',
      zh: '与{who}最相似的 {n, number} 位中有 {count, number} 位为“{told}”：{share}，而总体为 {all}',
    },
    titleNumber: {
      en: '{told} of the {n, number} most like {who} is {mean} on average, beside {all} of everyone',
      zh: '与{who}最相似的 {n, number} 位，{told}平均为 {mean}，而总体为 {all}',
    },
    subtitle: {
      en: '{who} is predicted {said}; likeness over {features, plural, one {# feature} other {# features}} from {least} to {most}; {rows, number} rows compared',
      zh: '对{who}的预测为 {said}；按 {features, number} 个特征计算的相似度为 {least} 至 {most}；共比较 {rows, number} 行',
    },
    nearest: { en: 'Most similar', zh: '最相似的' },
    everyone: { en: 'Everyone', zh: '总体' },
    predicted: { en: 'Predicted', zh: '预测' },
    noOutcome: {
      en: 'no other row has a known outcome',
      zh: '没有其他结局已知的行',
    },
  },
});
