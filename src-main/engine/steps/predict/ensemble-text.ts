import { stepText } from '../define.ts';

/** The words that models made of other models share. */
export const ensembleText = stepText({
  title: { en: 'Ensemble', zh: '集成模型' },
  summary: { en: 'A model made of others.', zh: '由其他模型组成的模型。' },
  about: { en: 'What every model made of others shares.', zh: '所有集成模型共有的部分。' },
  inputs: {
    models: { en: 'Members', zh: '成员模型' },
    model: { en: 'Member to repeat', zh: '要重复的成员' },
    judge: { en: 'Judge of the members', zh: '综合成员的模型' },
  },
  outputs: {
    members: { en: 'Members', zh: '成员' },
    weights: { en: 'Weights of members', zh: '成员权重' },
    chain: { en: 'The ensemble as a chain', zh: '集成链' },
    outOfBag: { en: 'Quality on rows not drawn', zh: '在未抽中行上的质量' },
  },
  columns: {
    member: { en: 'Member', zh: '成员' },
    weight: { en: 'Weight', zh: '权重' },
    logLoss: { en: 'Log loss held out', zh: '留出行的对数损失' },
    rmse: { en: 'RMSE held out', zh: '留出行的 RMSE' },
  },
  messages: {
    fitting: { en: 'learning: {member}', zh: '学习中：{member}' },
    holding: {
      en: 'members on rows held out, fold {fold} of {folds}',
      zh: '在留出行上检验成员，第 {fold} 折，共 {folds} 折',
    },
    drawing: {
      en: 'member {member, number} of {members, number}',
      zh: '第 {member, number} 个成员，共 {members, number} 个',
    },
    leftOut: {
      en: '{member} cannot predict this target and was left out.',
      zh: '{member}不能预测此目标，未使用。',
    },
    noMembers: {
      en: 'none of the members can predict it; or a class has too few rows for them',
      zh: '没有成员能预测它，或某一类别的行对它们来说太少',
    },
    noPredictor: { en: 'a member does not end with a model that predicts', zh: '某个成员的最后一步不是预测模型' },
    dropsRows: {
      en: 'a member drops rows, which a prediction must not; filter them above',
      zh: '某个成员会删除行，而预测不能丢行；请在上方的面板中筛选',
    },
    weightsTitle: { en: '{member} weighs most: {weight}', zh: '{member}的权重最大：{weight}' },
    weightsEqual: { en: 'All {n, number} members weigh alike', zh: '{n, number} 个成员权重相同' },
    weightsLearned: {
      en: 'Learned on {rows, plural, one {# row} other {# rows}} held out',
      zh: '在 {rows, number} 行留出数据上学得',
    },
    weightsGiven: { en: 'As set', zh: '按设置' },
    weightsSummary: { en: 'Bars of the weights of {n, number} members.', zh: '{n, number} 个成员权重的条形图。' },
    badWeights: {
      en: 'there are {members, number} members, and {weights, number} weights; at least one must be above zero',
      zh: '有 {members, number} 个成员，但给出了 {weights, number} 个权重；至少一个须大于零',
    },
  },
});
