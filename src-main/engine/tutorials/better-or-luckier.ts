import type { Text } from '../../contract/text.ts';
import { cleanOrders, importOrders } from './first-lessons.ts';
import { readyPanels, stepHasRun, type CheckResult, type LearnerWork, type Tutorial } from './tutorial.ts';

const COMPARE = 'evaluate.predictors';

type Settings = Readonly<Record<string, unknown>>;

/** A comparison that is set in a certain way. */
function comparedWith(work: LearnerWork, isMeant: (parameters: Settings) => boolean, hint: Text): CheckResult {
  const ready = readyPanels(work, COMPARE);
  if (ready.some(({ panel }) => isMeant(panel.parameters))) return { done: true };
  if (ready.length === 0) return stepHasRun(work, COMPARE);
  return { done: false, hint: { code: 'other-settings', text: hint } };
}

const numberOf = (value: unknown): number => (typeof value === 'number' ? value : 0);

export const betterOrLuckier: Tutorial = {
  id: 'better-or-luckier',
  title: { en: 'Is this model better, or just luckier?', zh: '这个模型更好，还是只是更走运？' },
  summary: {
    en: 'Two models, two numbers, one higher than the other: when that means something, and when it does not.',
    zh: '两个模型，两个数字，一高一低：什么时候有意义，什么时候没有。',
  },
  minutes: 25,
  lessons: [
    importOrders,
    cleanOrders,
    {
      id: 'target',
      title: { en: 'Something to predict', zh: '要预测的事' },
      body: {
        en: 'Add **Target: who leaves** with *Cut-offs* set to 3: three days of the past, each with what was known then and who stayed away afterwards. All that follows is about how well that can be told, and how well we know how well.',
        zh: '添加**目标：谁会流失**，把*截止日个数*设为 3：过去的三个日子，每个日子都有当时已知的情况和之后谁没有再来。接下来的一切都关于：这件事能预测得多好，以及我们对“多好”有多大把握。',
      },
      check: (work) => stepHasRun(work, 'prepare.target-churn'),
    },
    {
      id: 'once',
      title: { en: 'One draw of the cards', zh: '只发一次牌' },
      body: {
        en: 'Add **Compare predictors** and set *Held out* to one part of the rows. Note which model is first and by how much. Now change the *seed* of the panel (under *Facts*) and run it again, a few times: other customers are held out, and the numbers move, sometimes the order too. Nothing about the models has changed. That is luck, and this is how large it is.',
        zh: '添加**比较预测模型**，把*留出方式*设为留出一部分行。记下哪个模型第一、领先多少。然后更改面板的*随机种子*（在“依据”中），再运行几次：留出的顾客换了，数字会动，有时名次也会变。模型没有任何变化。这就是运气，而且运气就有这么大。',
      },
      check: (work) =>
        comparedWith(work, ({ scheme }) => scheme === 'hold-out', {
          en: 'Set “Held out” to one part of the rows.',
          zh: '请把“留出方式”设为留出一部分行。',
        }),
    },
    {
      id: 'repeat',
      title: { en: 'Many draws', zh: '多发几次' },
      body: {
        en: 'Add another **Compare predictors** with folds, and *Repeats* set to 3: each customer is held out three times, each time by a model that has not seen them. The mean moves less from run to run, and the *interval* beside it says how far it may still be off. Read the intervals before the means: where they overlap widely, do not speak of first and second.',
        zh: '再添加一个**比较预测模型**，用折叠方式，把*重复次数*设为 3：每位顾客被留出三次，每次都由没见过他的模型评判。平均值在各次运行之间变动更小，旁边的*区间*说明它还可能偏多少。先看区间再看平均值：区间大幅重叠时，不要说谁第一谁第二。',
      },
      check: (work) =>
        comparedWith(work, ({ nRepeats }) => numberOf(nRepeats) >= 3, {
          en: 'Set “Repeats” to 3 or more.',
          zh: '请把“重复次数”设为 3 或更多。',
        }),
    },
    {
      id: 'alike',
      title: { en: 'Better by enough to matter', zh: '好到值得在意' },
      body: {
        en: 'Open *Best against others* in that panel. The folds of two models are the same customers, so their differences are compared fold by fold; because folds share rows, the test is corrected, or it would find winners everywhere. Now ask the other question: set *Alike within* to 0.02 and run it. The three columns say how likely the best is better by more than that, alike, or worse. **Compare predictors** can thus say what a p-value never can: that two models are equally good.',
        zh: '在该面板中打开*最佳与其他*。两个模型的各折是同样的顾客，因此逐折比较差异；由于各折共享行，检验做了校正，否则到处都会出现“赢家”。再问另一个问题：把*等价范围*设为 0.02 并运行。三列分别说明最佳模型超出这一范围地更好、相当或更差的可能性。于是**比较预测模型**能说出 p 值永远说不出的话：两个模型一样好。',
      },
      check: (work) =>
        comparedWith(work, ({ rope }) => numberOf(rope) >= 0.02, {
          en: 'Set “Alike within” to 0.02 or more.',
          zh: '请把“等价范围”设为 0.02 或更大。',
        }),
    },
    {
      id: 'rolling',
      title: { en: 'Lucky in the past', zh: '只在过去走运' },
      body: {
        en: 'Customers of one day resemble each other: a sale, a season. Folds at random mix the days, so that a model may learn from the future of those it is tested on. Add a **Compare predictors** whose *Held out* rolls in time: it learns from earlier cut-offs and is tested on later ones, as it will be used. Set *Keep together* to the cut-off: the customers of today are mostly those of yesterday, and may stand on both sides. What it says is usually lower, and nearer the truth.',
        zh: '同一天的顾客彼此相似：一次促销、一个季节。随机折叠把日子混在一起，模型可能从被检验者的未来学习。添加一个**比较预测模型**，*留出方式*按时间滚动：从较早的截止日学习，在较晚的截止日检验，与实际使用时一样。把*同组列*设为截止日：今天的顾客大多就是昨天的顾客，可以同时出现在两边。结果通常更低，也更接近真实。',
      },
      check: (work) =>
        comparedWith(work, ({ scheme }) => scheme === 'rolling', {
          en: 'Set “Held out” to rolling in time.',
          zh: '请把“留出方式”设为按时间滚动。',
        }),
    },
    {
      id: 'simple',
      title: { en: 'Where luck decides, take the simpler', zh: '难分高下时取简单的' },
      body: {
        en: 'If nothing beats it by more than luck, fit **Logistic regression** on all rows: it is quick, it can be read, and it breaks less. If you try fifty settings and keep the best, its number is the luckiest of fifty: judge it once more on rows that had no part in the choice, as tuning inside folds does.',
        zh: '如果没有模型的领先超出运气，就用全部行拟合**逻辑回归**：它快、可读、不易出错。如果试了五十种参数再取最好的，它的分数就是五十次里最走运的一次：请在未参与挑选的行上再评判一次，就像在折内调参那样。',
      },
      check: (work) => stepHasRun(work, 'predict.logistic'),
    },
    {
      id: 'drift',
      title: { en: 'And next month?', zh: '下个月呢？' },
      body: {
        en: 'All of this holds for customers like those of the past. Add **Drift** with today’s customers and your model: it says which features lie otherwise now than when the model learned. Where much has shifted, yesterday’s comparison is about other people.',
        zh: '以上结论只适用于与过去相似的顾客。添加**数据漂移**，连接今天的顾客和您的模型：它指出哪些特征已与模型学习时不同。如果变化很大，昨天的比较说的就是另一群人了。',
      },
      check: (work) => stepHasRun(work, 'evaluate.drift'),
    },
  ],
};
