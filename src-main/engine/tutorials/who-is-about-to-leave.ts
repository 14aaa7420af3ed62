import { cleanOrders, importOrders } from './first-lessons.ts';
import { doneIf, readyPanels, stepHasRun, type LearnerWork, type Tutorial } from './tutorial.ts';

/** Models whose reasons can be asked for. */
const MODELS = ['predict.boosting', 'predict.forest', 'predict.logistic', 'predict.tree'];

const ready = (work: LearnerWork, suffix: string): boolean =>
  MODELS.some((step) => readyPanels(work, step + suffix).length > 0);

/** The share of yes in the targets that have been made, or null. */
function baseRate(work: LearnerWork): number | null {
  const outputs = readyPanels(work, 'prepare.target-churn').flatMap(({ run }) => run?.outputs ?? []);
  return outputs.find(({ id }) => id === 'baseRate')?.metric?.value ?? null;
}

export const whoIsAboutToLeave: Tutorial = {
  id: 'who-is-about-to-leave',
  title: { en: 'Who is about to leave?', zh: '谁快要离开了？' },
  summary: {
    en: 'From orders to a list of customers at risk that holds up: a target without leaks, an honest comparison, reasons, and a threshold that pays.',
    zh: '从订单到一份经得起检验的流失风险名单：不泄漏答案的目标、诚实的比较、原因，以及划算的阈值。',
  },
  minutes: 30,
  lessons: [
    importOrders,
    cleanOrders,
    {
      id: 'target',
      title: { en: 'Ask the past about its future', zh: '向过去询问它的未来' },
      body: {
        en: 'A model needs cases whose end is known. Add **Target: who leaves** and set *Cut-offs* to 3: it stands on three days of the past, looks at what was known then, and notes who stayed away for the 90 days after.\n\nThe timeline shows window and horizon of each. The *base rate* is the share who left: a model that says “everybody stays” is right for all the others, so being right often means little.',
        zh: '模型需要结局已知的案例。添加**目标：谁会流失**，把*截止日个数*设为 3：它站在过去的三个日子上，看当时已知的一切，再记下之后 90 天里谁没有回来。\n\n时间线展示了每个截止日的窗口与预测期。*基准比例*是流失者的占比：一个总说“没人会走”的模型对其余所有人都是对的，所以“经常说对”并不说明什么。',
      },
      check(work) {
        const rate = baseRate(work);
        if (rate === null) return stepHasRun(work, 'prepare.target-churn');
        if (rate > 0 && rate < 1) return { done: true };
        const text = {
          en: 'All customers have the same answer. Choose a horizon that some outlast and others do not.',
          zh: '所有顾客的答案都一样。请选择一个有人流失、有人留下的预测期。',
        };
        return { done: false, hint: { code: 'one-answer', text } };
      },
    },
    {
      id: 'leaks',
      title: { en: 'Does anything know the answer?', zh: '有没有哪一列知道答案？' },
      body: {
        en: 'Add **Leak check**. It looks for columns that could not have been known on the cut-off day, and stops if it finds one. It should stay quiet here.\n\nTo see it at work, set *Too good from* to 0.7 and *When something leaks* to *Only report*: then the best honest features come under suspicion, too.',
        zh: '添加**泄漏检查**。它寻找在截止日那天不可能知道的列，找到就停下来。在这里它应当没有发现。\n\n想看它如何工作，可以把*可疑界限*设为 0.7、*发现泄漏时*设为*仅报告*：这时最好的诚实特征也会受到怀疑。',
      },
      check: (work) => stepHasRun(work, 'evaluate.leak-check'),
    },
    {
      id: 'compare',
      title: { en: 'Better than what?', zh: '比什么更好？' },
      body: {
        en: 'Add **Compare predictors**. Each model learns on a part of the customers and is judged on the others. The **Baseline** knows nothing and is the floor. Read the intervals: where they overlap, the data cannot say who is better.',
        zh: '添加**比较预测模型**。每个模型用一部分顾客学习，在其余顾客上接受评判。**基准**什么都不知道，是底线。看看区间：区间重叠时，数据说不出谁更好。',
      },
      check: (work) => stepHasRun(work, 'evaluate.predictors'),
    },
    {
      id: 'model',
      title: { en: 'Learn from all of them', zh: '用全部数据学习' },
      body: {
        en: 'Now fit one model on all rows: **Gradient boosting**, **Random forest** or **Logistic regression**. The quality that this panel shows is of the rows it has seen, hence too good; trust the comparison before it.',
        zh: '现在用全部行拟合一个模型：**梯度提升**、**随机森林**或**逻辑回归**。这个面板显示的质量来自它见过的行，因此偏高；请以之前的比较为准。',
      },
      check: (work) => (ready(work, '') ? { done: true } : stepHasRun(work, 'predict.boosting')),
    },
    {
      id: 'why',
      title: { en: 'Why?', zh: '为什么？' },
      body: {
        en: 'Add **Importance by shuffling**: it spoils one column after another and measures how much worse the model becomes. A column at the top that you would not expect there is worth a second look: it may be a leak, or news.',
        zh: '添加**置换重要性**：它逐列打乱数据，衡量模型变差多少。排在前面却出乎意料的列值得再看一眼：可能是泄漏，也可能是新发现。',
      },
      check: (work) =>
        readyPanels(work, 'explain.values').length > 0 ? { done: true } : stepHasRun(work, 'explain.importance'),
    },
    {
      id: 'threshold',
      title: { en: 'From which chance on is it worth a call?', zh: '概率多高才值得联系？' },
      body: {
        en: 'A chance is no decision. Add **Threshold by profit** on the held-out predictions of the comparison, and say what reaching a customer costs and what keeping one brings. The curve shows where profit is highest, and that reaching everybody is seldom it.',
        zh: '概率还不是决定。用比较面板的留出预测添加**按收益定阈值**，填写联系一位顾客的成本和留住一位顾客的收益。曲线显示收益最高的位置，而联系所有人很少是最优的。',
      },
      check: (work) => stepHasRun(work, 'evaluate.threshold'),
    },
    {
      id: 'score',
      title: { en: 'Score today’s customers', zh: '给今天的顾客评分' },
      body: {
        en: 'Add the *apply* panel of your model and connect it to *Customers to score today* of the target: the same features, as of the end of the data. Nobody knows the end of these cases yet; that is what the model is for. Next month, **Score new data** on the model’s page takes a file of raw orders the same way.',
        zh: '添加模型对应的*应用*面板，并连接到目标面板的“今天待评分的顾客”：同样的特征，时点为数据末尾。这些案例的结局还没有人知道，这正是模型的用处。下个月，用模型页面的**为新数据评分**即可直接读取原始订单文件。',
      },
      check: (work) => (ready(work, ':apply') ? { done: true } : stepHasRun(work, 'predict.boosting:apply')),
    },
    {
      id: 'segment',
      title: { en: 'Keep those at risk', zh: '保存有风险的顾客' },
      body: {
        en: 'In the histogram of chances, choose the bars above your threshold and press **Keep as segment**. It can go to a campaign, or meet next month’s orders.',
        zh: '在概率直方图中选中高于阈值的柱子，点击**保存为细分群体**。它可以用于活动，也可以与下个月的订单对照。',
      },
      check: ({ snapshot }) => doneIf(snapshot.segments.length > 0),
    },
  ],
};
