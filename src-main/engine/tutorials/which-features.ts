import { cleanOrders, importOrders } from './first-lessons.ts';
import { readyPanels, stepHasRun, type CheckResult, type LearnerWork, type Tutorial } from './tutorial.ts';

const NO_TARGET = {
  en: 'It ran without a target: choose the column that says who left.',
  zh: '它运行时没有目标：请选择表示谁已流失的列。',
};

/** A ranking with a target. */
function rankedForTarget(work: LearnerWork): CheckResult {
  const ready = readyPanels(work, 'select.rank');
  if (ready.length === 0) return stepHasRun(work, 'select.rank');
  const hasTarget = ready.some(({ panel }) => typeof panel.parameters.target === 'string');
  return hasTarget ? { done: true } : { done: false, hint: { code: 'no-target', text: NO_TARGET } };
}

export const whichFeatures: Tutorial = {
  id: 'which-features',
  title: { en: 'Which features matter?', zh: '哪些特征重要？' },
  summary: {
    en: 'Many scores, one question: what would you miss if it were not there?',
    zh: '得分很多，问题只有一个：少了它会怎样？',
  },
  minutes: 20,
  lessons: [
    importOrders,
    cleanOrders,
    {
      id: 'target',
      title: { en: 'Important for what?', zh: '对什么重要？' },
      body: {
        en: 'A feature matters *for something*. Add **Target: who leaves**: who did not come back after a cut-off day, with features from before that day.',
        zh: '特征的重要性总是*针对某件事*。添加**目标：谁会流失**：截止日之后谁没有再来，以及截止日之前的特征。',
      },
      check: (work) => stepHasRun(work, 'prepare.target-churn'),
    },
    {
      id: 'leaks',
      title: { en: 'Too good to be true', zh: '好得不真实' },
      body: {
        en: 'Before praising a feature, ask whether it could have been known. Add **Leak check** to the training table: it looks for columns that hold the answer, by their dates and by how well one alone predicts it.',
        zh: '称赞一个特征之前，先问当时能不能知道它。给训练表添加**泄漏检查**：它按日期、按单列的预测力寻找藏着答案的列。',
      },
      check: (work) => stepHasRun(work, 'evaluate.leak-check'),
    },
    {
      id: 'rank',
      title: { en: 'Ask many judges', zh: '请多位评委' },
      body: {
        en: 'Add **Rank features** to the training table and set its target to *Churned*. A score that sees straight lines misses curves; one that looks at features alone misses pairs. Read the *agreement*, and the intervals: two features whose intervals overlap are not first and second, they are equal.',
        zh: '给训练表添加**特征排序**，目标设为*是否流失*。只看直线的得分会漏掉曲线，逐个看特征的得分会漏掉组合。看看*一致程度*，再看区间：区间重叠的两个特征不分先后，就是并列。',
      },
      check: rankedForTarget,
    },
    {
      id: 'redundancy',
      title: { en: 'The same thing twice', zh: '同一件事说两遍' },
      body: {
        en: 'Open *Redundancy* in that panel. Features that always rise together stand side by side in one dark block: keep one of them. Then add **Logistic regression** to the chosen features and look at their influence: it counts what each adds beyond the others, which no score of one column can.',
        zh: '在该面板中打开*冗余*。总是同升同降的特征会聚成一块深色：留一个就够了。然后对选出的特征添加**逻辑回归**，看它们的影响：它衡量每个特征在其他特征之外增加了什么，这是任何单列得分都做不到的。',
      },
      check: (work) => stepHasRun(work, 'predict.logistic'),
    },
    {
      id: 'shuffle',
      title: { en: 'Take it away and see', zh: '拿走试试' },
      body: {
        en: 'Add **Importance by shuffling** on that model: it mixes one column at a time and measures what is lost. Beware of twins: of two columns that say the same, each can be shuffled without loss.',
        zh: '对这个模型添加**置换重要性**：每次打乱一列，看损失多少。当心双胞胎：两列说的是同一件事时，打乱任何一列都没有损失。',
      },
      check: (work) => stepHasRun(work, 'explain.importance'),
    },
    {
      id: 'fair',
      title: { en: 'Does fewer do as well?', zh: '少一些也一样好吗？' },
      body: {
        en: 'Add **Compare predictors** and judge the models on customers they have not seen. Choosing features on all rows and testing on the same rows flatters: give the choice to the chain, so that each fold chooses anew.',
        zh: '添加**比较预测模型**，在模型没见过的顾客上评判。用全部行挑选特征、又在同样的行上检验，会高估效果：把挑选放进流程里，让每一折重新选择。',
      },
      check: (work) => stepHasRun(work, 'evaluate.predictors'),
    },
  ],
};
