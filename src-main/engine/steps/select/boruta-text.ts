import { stepText } from '../define.ts';
import { selectionMessages, selectionWords } from './selection-words.ts';

/** The words of `select.boruta`. */
export const borutaText = stepText({
  title: { en: 'Boruta', zh: 'Boruta 特征选择' },
  summary: {
    en: 'Keeps every feature that a forest of trees finds more useful than shuffled copies.',
    zh: '保留所有在树林中比打乱的副本更有用的特征。',
  },
  about: {
    en: 'Which features matter **at all**? Each gets a **shadow**: its own values in shuffled order, which can only be useful by luck. A forest learns from features and shadows together, and a feature **scores a hit** when it is more important than the best shadow. After many rounds, a feature with more hits than a tossed coin would give is *confirmed*, one with fewer *rejected* (and left out from then on); the others stay *tentative*.\n\nUnlike other searches it keeps **all** features that say something of the target, also those that say the same as another, and it sees relations of any form. That is right for understanding; for the smallest set that predicts as well use “Search features”.\n\nIn the figure each bar of a box is a feature’s importance over the rounds, beside that of the best shadow. More rounds decide tentative ones. With a stricter error fewer are confirmed by chance.',
    zh: '哪些特征**究竟**有没有用？给每个特征配一个**影子**：把它自己的值打乱次序，只可能碰巧有用。树林同时从特征和影子学习，特征比最好的影子更重要就**命中一次**。多轮之后，命中次数多于抛硬币的特征被*确认*（confirmed），少于的被*否决*（rejected，之后不再参与），其余的*待定*（tentative）。\n\n与其他搜索不同，它保留**所有**能说明目标的特征，包括与别的特征内容相同的，而且能看到任何形式的关系。这适合用来理解数据；若要用最少的特征达到同样的预测效果，请用“搜索特征”。\n\n图中每个箱形是一个特征在各轮中的重要性，旁边是最好的影子。增加轮数可以决定待定的特征；误差越严格，碰巧确认的越少。',
  },
  inputs: { table: { en: 'Table', zh: '表' } },
  outputs: {
    selected: { en: 'Chosen features', zh: '选出的特征' },
    decisions: { en: 'Decisions', zh: '判定' },
    importances: { en: 'Importance beside shadows', zh: '与影子相比的重要性' },
    hits: { en: 'Hits', zh: '命中次数' },
    nConfirmed: { en: 'Features confirmed', zh: '确认的特征数' },
    nTentative: { en: 'Features tentative', zh: '待定的特征数' },
  },
  parameters: {
    features: selectionWords.features,
    nRounds: {
      label: { en: 'Rounds', zh: '轮数' },
      help: {
        en: 'At most so many forests grow; fewer where all is decided sooner.',
        zh: '最多生成多少片树林；提前全部判定则更少。',
      },
    },
    nTrees: {
      label: { en: 'Trees', zh: '树的数量' },
      help: { en: 'Trees of each forest.', zh: '每片树林的树数。' },
    },
    error: {
      label: { en: 'Error', zh: '误差' },
      help: {
        en: 'The chance of a wrong decision that is allowed, over all features together.',
        zh: '允许的误判概率，对所有特征合计。',
      },
      advanced: true,
    },
    percentile: {
      label: { en: 'Best of shadows', zh: '影子的百分位' },
      help: {
        en: 'A hit is more important than this percentile of the shadows; 100 is the best of them. Lower it where too little is confirmed.',
        zh: '重要性超过影子的这个百分位才算命中，100 即最好的影子。确认得太少时可降低。',
      },
      advanced: true,
    },
    keepTentative: {
      label: { en: 'Keep tentative', zh: '保留待定的' },
      help: { en: 'Tentative features are kept too.', zh: '待定的特征也保留。' },
    },
    maxDepth: {
      label: { en: 'Depth', zh: '深度' },
      help: { en: 'How deep trees may grow; 0 for any depth.', zh: '树最多多深；0 表示不限。' },
      advanced: true,
    },
    mostRows: selectionWords.mostRows,
  },
  columns: {
    feature: { en: 'Feature', zh: '特征' },
    decision: { en: 'Decision', zh: '判定' },
    hits: { en: 'Hits', zh: '命中' },
    rounds: { en: 'Rounds', zh: '轮数' },
    importance: { en: 'Median importance', zh: '重要性中位数' },
    kept: { en: 'Kept', zh: '保留' },
  },
  messages: {
    ...selectionMessages,
    round: { en: 'Round {n} of {all}, {open, number} undecided', zh: '第 {n} 轮，共 {all} 轮，{open, number} 个未定' },
    title: {
      en: '{confirmed, plural, =0 {No feature is} one {# feature is} other {# features are}} more useful than its best shadow',
      zh: '有 {confirmed, number} 个特征比最好的影子更有用',
    },
    titleForming: { en: 'After {n} rounds', zh: '{n} 轮之后' },
    subtitle: {
      en: 'Importance over up to {rounds} forests of {trees} trees, {rows, number} rows; the share of all splits’ gain',
      zh: '最多 {rounds} 片树林、每片 {trees} 棵树、{rows, number} 行中的重要性，即占全部划分增益的比例',
    },
    shadow: { en: 'Best shadow', zh: '最好的影子' },
    importance: { en: 'Importance', zh: '重要性' },
    hitsTitle: {
      en: '{feature} has {hits, number} hits in {rounds, number} rounds',
      zh: '{feature}在 {rounds, number} 轮中命中 {hits, number} 次',
    },
    hitsSubtitle: { en: 'A hit is more important than the best shadow', zh: '命中即比最好的影子更重要' },
  },
});

/** What is decided of a feature. */
export const decisionNames = {
  confirmed: { en: 'confirmed', zh: '确认' },
  tentative: { en: 'tentative', zh: '待定' },
  rejected: { en: 'rejected', zh: '否决' },
} as const;
