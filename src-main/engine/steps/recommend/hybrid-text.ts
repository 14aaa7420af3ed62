import { stepText } from '../define.ts';

/** The words that hybrids share. */
export const hybridText = stepText({
  title: { en: 'Hybrids', zh: '混合推荐' },
  summary: { en: 'What hybrids share.', zh: '混合推荐共有的部分。' },
  about: { en: 'What hybrids share.', zh: '混合推荐共有的部分。' },
  inputs: { models: { en: 'Recommenders', zh: '推荐方法' } },
  outputs: {
    weights: { en: 'What was learned of the members', zh: '从各成员学到的' },
    chain: { en: 'The hybrid, to compare', zh: '该混合方法（用于比较）' },
  },
  parameters: {
    validationShare: {
      label: { en: 'Share for learning weights', zh: '学习权重的占比' },
      help: {
        en: 'Which part of the time span, at its end, is held out to see what members are worth; without times, of each customer’s items.',
        zh: '留出时间跨度末尾的多大部分来衡量各成员；没有时间时为每位顾客商品的比例。',
      },
    },
    nCandidates: {
      label: { en: 'Candidates', zh: '候选数' },
      help: { en: 'How many items each member proposes to a customer.', zh: '每个成员为一位顾客提出多少件商品。' },
      advanced: true,
    },
    metricK: {
      label: { en: 'Judged at', zh: '衡量长度' },
      help: {
        en: 'At which list length the NDCG is made as high as can be.',
        zh: '在哪个列表长度上使 NDCG 尽可能高。',
      },
      advanced: true,
    },
  },
  columns: {
    model: { en: 'Member', zh: '成员' },
    weight: { en: 'Weight', zh: '权重' },
    ndcg: { en: 'NDCG alone', zh: '单独的 NDCG' },
  },
  messages: {
    fitting: {
      en: 'Fitting member {at, number} of {models, number}',
      zh: '正在训练第 {at, number} 个成员（共 {models, number} 个）',
    },
    'not-learned': {
      en: 'Nothing could be held out to learn from: members count alike.',
      zh: '无法留出数据用于学习：各成员同等对待。',
    },
    'no-recommender': { en: 'a member does not end with a recommender', zh: '某个成员的最后一步不是推荐方法' },
  },
});
