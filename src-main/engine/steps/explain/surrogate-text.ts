import { stepText } from '../define.ts';

/** The words of surrogate trees. */
export const surrogateText = stepText({
  title: { en: 'In a few rules (surrogate tree)', zh: '用几条规则概括（代理树）' },
  summary: {
    en: 'A small decision tree that says what a model says, with how faithful it is.',
    zh: '一棵模仿模型判断的小决策树，并给出其忠实程度。',
  },
  about: {
    en: 'Asks the model about many rows and lets a small decision tree learn its answers, not what happened. The tree’s few questions then tell in the large what the model goes by, whatever kind of model it is.\n\nThe **fidelity** says how much of the model’s answers the tree explains (R²), on rows that the tree has not seen: from about 90 % on the rules are a fair summary; below half they leave out most of it. A deeper tree is more faithful and harder to read. For one customer use *Reasons* instead.',
    zh: '就大量的行询问模型，让一棵小决策树学习模型的回答，而不是实际结果。树上的几个问题便概括了模型的主要依据，无论模型是哪一种。\n\n**忠实度**说明树能解释模型回答的多少（R²），在树没有见过的行上衡量：约 90% 以上时规则是恰当的概括；低于一半则遗漏了大部分。树越深越忠实，也越难读。针对单个顾客请使用*理由*。',
  },
  parameters: {
    maxDepth: {
      label: { en: 'Depth', zh: '深度' },
      help: { en: 'How many questions are asked at most.', zh: '最多提多少个问题。' },
    },
    leastShare: {
      label: { en: 'Least share a leaf', zh: '叶子的最小占比' },
      help: { en: 'Which share of the rows a rule holds for at least.', zh: '一条规则至少适用于多大比例的行。' },
    },
  },
  outputs: {
    rules: { en: 'Rules', zh: '规则' },
    tree: { en: 'Tree', zh: '树' },
    fidelity: { en: 'Fidelity (R²)', zh: '忠实度（R²）' },
    agreement: { en: 'Same class', zh: '类别一致率' },
    nLeaves: { en: 'Rules', zh: '规则数' },
  },
  messages: {
    title: {
      en: '{leaves, plural, one {# rule} other {# rules}} tell {fidelity} of what the model says; the first question is “{feature}”',
      zh: '{leaves, number} 条规则概括了模型判断的 {fidelity}；第一个问题是“{feature}”',
    },
    titleOne: { en: 'The model says much the same of all rows', zh: '模型对所有行的判断几乎相同' },
    titleNone: {
      en: '{leaves, plural, one {# rule tells} other {# rules tell}} what the model says; too few rows were left to say how well',
      zh: '{leaves, number} 条规则概括了模型的判断；剩余行太少，无法衡量忠实程度',
    },
    subtitle: {
      en: 'mean prediction of “{told}”; areas are rows; learned on {rows, number} rows, judged on {held, number} others',
      zh: '“{told}”的平均预测；面积为行数；在 {rows, number} 行上学习，用另外 {held, number} 行评判',
    },
  },
});
