import type { Text } from '../../contract/text.ts';
import { cleanOrders, importOrders } from './first-lessons.ts';
import { readyPanels, stepHasRun, type CheckResult, type LearnerWork, type Tutorial } from './tutorial.ts';

const TWO: Text = {
  en: 'Choose two features alone, such as recency and frequency, so that the plane shows all that the model reads.',
  zh: '请只选两个特征，例如最近一次消费距今天数和消费次数，这样平面上就是模型读取的全部。',
};

const OTHER_MODEL: Text = {
  en: 'The boundaries are those of another model: connect this one to the panel.',
  zh: '这是另一个模型的边界：请把本课的模型连接到该面板。',
};

/** A model that reads two features. */
function fittedOnTwo(work: LearnerWork, step: string): CheckResult {
  const ready = readyPanels(work, step);
  if (ready.length === 0) return stepHasRun(work, step);
  const hasTwo = ready.some(({ panel: { parameters } }) => (parameters.features as string[] | undefined)?.length === 2);
  return hasTwo ? { done: true } : { done: false, hint: { code: 'two-features', text: TWO } };
}

/** The boundaries of a model of a step. */
function drawn(work: LearnerWork, step: string): CheckResult {
  const ready = readyPanels(work, 'explain.boundaries');
  if (ready.length === 0) return stepHasRun(work, 'explain.boundaries');
  const stepOf = (panelId: string): string | undefined =>
    work.views.find(({ panel }) => panel.id === panelId)?.panel.step;
  const isOfStep = ready.some(({ panel }) =>
    panel.inputs.model?.some((ref) => ref.from === 'panel' && stepOf(ref.panelId) === step),
  );
  return isOfStep ? { done: true } : { done: false, hint: { code: 'other-model', text: OTHER_MODEL } };
}

export const threeWaysToDrawALine: Tutorial = {
  id: 'three-ways-to-draw-a-line',
  title: { en: 'Three ways to draw a line', zh: '划一条线的三种方法' },
  summary: {
    en: 'Nearest neighbours, a decision tree and a support vector machine on the same two features, each with its boundary drawn.',
    zh: '在同样的两个特征上使用 K 近邻、决策树和支持向量机，并画出各自的边界。',
  },
  minutes: 25,
  lessons: [
    importOrders,
    cleanOrders,
    {
      id: 'target',
      title: { en: 'Two kinds of customer', zh: '两类顾客' },
      body: {
        en: 'Add **Target: who leaves**. Each customer is now a point in a space of features, in one of two colours: left, or stayed. To classify is to divide that space, and the ways to do so differ in the shapes that they can draw.',
        zh: '添加**目标：谁会流失**。现在每位顾客都是特征空间中的一个点，有两种颜色：流失或留下。分类就是划分这个空间，各种方法的区别在于能画出什么形状。',
      },
      check: (work) => stepHasRun(work, 'prepare.target-churn'),
    },
    {
      id: 'neighbours',
      title: { en: 'Ask the neighbours', zh: '问问邻居' },
      body: {
        en: 'Add **Nearest neighbours** on *Recency* and *Frequency* alone, with *Neighbours* set to 1. It learns nothing: it keeps all customers and, asked about a new one, looks who is nearest. Distances are in standard deviations, or days would count for more than orders just because their numbers are larger.',
        zh: '添加**K 近邻**，只用*最近一次消费*和*消费次数*，把*近邻数*设为 1。它什么也不学：记住所有顾客，被问到新顾客时，看谁离得最近。距离以标准差计，否则天数只因数字大就会压过次数。',
      },
      check: (work) => fittedOnTwo(work, 'predict.nearest'),
    },
    {
      id: 'coast',
      title: { en: 'A ragged coast', zh: '参差的海岸线' },
      body: {
        en: 'Add **Decision boundaries** below. With one neighbour every point has an island of its own colour: right about all that it has seen, which says nothing about others. Raise *Neighbours* to 15, then to 100, and watch the coast grow smooth, then too smooth. Between learning by heart and not learning lies what you are looking for.',
        zh: '在下方添加**决策边界**。只看一个邻居时，每个点都有自己颜色的小岛：见过的全对，却说明不了没见过的。把*近邻数*提高到 15，再到 100，海岸线先变平滑，再变得过于平滑。您要找的，就在死记硬背与什么都没学到之间。',
      },
      check: (work) => drawn(work, 'predict.nearest'),
    },
    {
      id: 'tree',
      title: { en: 'Twenty questions', zh: '二十个问题' },
      body: {
        en: 'Add **Decision tree** on the same two features. It asks about one feature at a time, “more than 60 days?”, and chooses each question so that what is left on either side is as pure as can be. Read its *Rules*: no other model can be read out at a meeting.',
        zh: '在同样的两个特征上添加**决策树**。它一次只问一个特征，“超过 60 天吗？”，每个问题都使两边剩下的尽量纯。读一读它的*规则*：没有别的模型能在会议上念出来。',
      },
      check: (work) => fittedOnTwo(work, 'predict.tree'),
    },
    {
      id: 'steps',
      title: { en: 'Along the axes', zh: '沿着坐标轴' },
      body: {
        en: 'Add **Decision boundaries** for the tree: rectangles. A question about one feature is a line along an axis, so a slanting border becomes a staircase. Raise *Depth* and the steps grow finer, until single customers get boxes of their own.',
        zh: '为决策树添加**决策边界**：全是矩形。只问一个特征，就是沿坐标轴画线，斜的边界于是变成楼梯。提高*深度*，台阶变细，直到个别顾客有了自己的盒子。',
      },
      check: (work) => drawn(work, 'predict.tree'),
    },
    {
      id: 'svm',
      title: { en: 'The widest street', zh: '最宽的街道' },
      body: {
        en: 'Add **Support vector machine** on the same two features. It looks for the border that keeps the widest street free on both sides; only the customers at its kerb, the support vectors, decide where it runs. With *Border* at *Bell (RBF)* the street may bend; *Cost* says how much a customer on the wrong side hurts.',
        zh: '在同样的两个特征上添加**支持向量机**。它寻找两侧空出最宽街道的边界；只有站在路缘上的顾客（支持向量）决定边界的位置。*核函数*取*钟形（RBF）*时，街道可以拐弯；*代价 C* 表示站错一侧的顾客有多“疼”。',
      },
      check: (work) => fittedOnTwo(work, 'predict.svm'),
    },
    {
      id: 'islands',
      title: { en: 'Smooth islands', zh: '平滑的岛屿' },
      body: {
        en: 'Add **Decision boundaries** for it, too, and compare the three pictures. The same customers, three shapes. Where they agree you may be sure; where they differ the data does not decide, and the shape of the model does.',
        zh: '也为它添加**决策边界**，比较三张图。同样的顾客，三种形状。三者一致的地方可以放心；不一致的地方，不是数据在决定，而是模型的形状在决定。',
      },
      check: (work) => drawn(work, 'predict.svm'),
    },
    {
      id: 'judge',
      title: { en: 'Which is best?', zh: '哪个最好？' },
      body: {
        en: 'The picture with the most points in their own colour is not the answer: it shows rows that the models have seen. Add **Compare predictors** with the three as models, and let each be judged on customers held out. Then see whether it was better, or just luckier.',
        zh: '颜色相符的点最多的那张图并不是答案：图上是模型见过的行。添加**比较预测模型**，以这三个为模型，让每个都在留出的顾客上接受评判。然后看看它是更好，还是只是更走运。',
      },
      check: (work) => stepHasRun(work, 'evaluate.predictors'),
    },
  ],
};
