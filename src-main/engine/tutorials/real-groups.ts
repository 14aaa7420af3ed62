import { cleanOrders, importOrders } from './first-lessons.ts';
import { doneIf, readyPanels, stepHasRun, type LearnerWork, type Tutorial } from './tutorial.ts';

/** What k-means finds, and other ways to find groups that make no centres. */
const OTHER_METHODS = [
  'cluster.gaussian-mixture', 'cluster.hdbscan', 'cluster.dbscan', 'cluster.hierarchical', 'cluster.leiden', 'cluster.kmedoids',
]; // prettier-ignore

const anyHasRun = (work: LearnerWork, steps: readonly string[]): boolean =>
  steps.some((step) => readyPanels(work, step).length > 0);

export const realGroups: Tutorial = {
  id: 'real-groups',
  title: { en: 'Finding groups that are real', zh: '找出真实存在的群体' },
  summary: {
    en: 'Any method finds groups, also where there are none. How to tell.',
    zh: '任何方法都会给出分组，即使数据里没有。学会分辨。',
  },
  minutes: 25,
  lessons: [
    importOrders,
    cleanOrders,
    {
      id: 'features',
      title: { en: 'Describe each customer', zh: '描述每位顾客' },
      body: {
        en: 'Groups are groups *in something*. Add **Behaviour**: how often, how much, when and what each customer buys.\n\nWhat you leave out here no method can find later, and what you put in twice counts twice.',
        zh: '群体总是*在某些方面*的群体。添加**购买行为**：每位顾客多久买一次、花多少、何时买、买什么。\n\n这里漏掉的，后面任何方法都找不到；这里放了两遍的，就会算两遍。',
      },
      check: (work) => stepHasRun(work, 'features.behaviour'),
    },
    {
      id: 'scale',
      title: { en: 'Make columns comparable', zh: '让各列可以比较' },
      body: {
        en: 'Money runs to thousands, shares from 0 to 1: unscaled, money decides alone. Add **Scale** and choose *Suited to each column*.',
        zh: '金额以千计，占比在 0 到 1 之间：不缩放时只有金额说了算。添加**缩放**，选择*按列的类型*。',
      },
      check: (work) => stepHasRun(work, 'transform.scale'),
    },
    {
      id: 'kmeans',
      title: { en: 'A first grouping', zh: '第一次分组' },
      body: {
        en: 'Add **K-means**. It always gives as many groups as you ask for, even on data that has none: that it found something is no evidence. Look at *Silhouettes*: bars left of zero are customers nearer to another group than to their own.',
        zh: '添加 **K 均值聚类**。你要几组它就给几组，哪怕数据里根本没有群体：有结果不等于有证据。看看*轮廓*图：零以左的条是离别的组比离自己组更近的顾客。',
      },
      check: (work) => stepHasRun(work, 'cluster.kmeans'),
    },
    {
      id: 'number',
      title: { en: 'How many?', zh: '多少组？' },
      body: {
        en: 'Add **Choose the number of clusters**. The indices answer different questions and often disagree: that is information too. A flat curve says that no number is better than its neighbours.',
        zh: '添加**选择聚类数**。各个指标回答不同的问题，常常并不一致：这本身也是信息。曲线平坦，说明没有哪个数目比相邻的更好。',
      },
      check: (work) => stepHasRun(work, 'cluster.choose-k'),
    },
    {
      id: 'stability',
      title: { en: 'Would they come again?', zh: '还会再出现吗？' },
      body: {
        en: 'Draw other customers from the same shop: would the same groups appear? Add **Are the clusters real?**. It resamples rows and measures how far the groupings agree, and compares with data that has no groups at all. Trust a number of groups that comes again; doubt one that does not.',
        zh: '如果从同一家店再抽一批顾客，还会出现同样的群体吗？添加**聚类是否真实？**。它反复抽样、衡量分组的一致程度，并与完全没有群体的数据比较。能重现的组数可信，不能重现的存疑。',
      },
      check: (work) => stepHasRun(work, 'cluster.stability'),
    },
    {
      id: 'other',
      title: { en: 'Ask another method', zh: '换一种方法' },
      body: {
        en: 'K-means looks for round groups of like size. Add a method that looks for something else: **HDBSCAN** (dense places, and customers who belong nowhere), **Gaussian mixture** (stretched groups, with certainty) or **Hierarchical clustering** (a tree).',
        zh: 'K 均值寻找大小相近的圆形群体。再添加一种寻找别的东西的方法：**HDBSCAN 密度聚类**（密集处，以及不属于任何组的顾客）、**高斯混合聚类**（拉长的群体，并给出把握）或**层次聚类**（一棵树）。',
      },
      check: (work) => (anyHasRun(work, OTHER_METHODS) ? { done: true } : stepHasRun(work, 'cluster.hdbscan')),
    },
    {
      id: 'compare',
      title: { en: 'Do they agree?', zh: '它们一致吗？' },
      body: {
        en: 'Add **Compare clusterings** with the two as inputs. The ribbons show which groups share customers; click one to select them. Adjusted Rand near 1: two methods with different ideas saw the same groups, the best evidence there is. Near 0: what you have is the method’s taste, not the shop’s customers.',
        zh: '添加**比较聚类**，把两种结果作为输入。色带显示哪些组有共同的顾客，点击即可选中他们。调整兰德指数接近 1：两种思路不同的方法看到了同样的群体，这是最好的证据。接近 0：你得到的是方法的偏好，而不是店里的顾客。',
      },
      check: (work) => stepHasRun(work, 'cluster.compare'),
    },
    {
      id: 'explain',
      title: { en: 'Say it in words', zh: '用话说出来' },
      body: {
        en: 'A group that nobody can describe is of no use to a shop. Add **Explain the clusters**: a few conditions for each group, with how many they find (recall) and how many of those are right (precision).\n\nYou can do the same for any lasso: draw one, open *What sets them apart* in the inspector, and keep the rule with **Keep as segment**.',
        zh: '没人说得清的群体对商店没有用处。添加**解释聚类**：用几个条件描述每个群体，并说明能找到多少（召回率）、其中多少是对的（精确率）。\n\n任何套索选择也可以这样做：圈出一片，在详情栏打开*他们有何不同*，再用**保存为细分群体**留下这条规则。',
      },
      check(work) {
        const explained = stepHasRun(work, 'profile.explain');
        return explained.done ? doneIf(work.snapshot.segments.length > 0) : explained;
      },
    },
  ],
};
