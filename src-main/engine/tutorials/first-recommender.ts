import { cleanOrders, importOrders } from './first-lessons.ts';
import { readyPanels, stepHasRun, type LearnerWork, type Tutorial } from './tutorial.ts';

/** Models that learn what goes with what. */
const MODELS = [
  'recommend.ease', 'recommend.item-knn', 'recommend.rp3beta', 'recommend.als', 'recommend.spectral', 'recommend.slim',
  'recommend.nmf', 'recommend.light-gcn', 'recommend.two-tower', 'recommend.neumf',
]; // prettier-ignore

const aModelHasRun = (work: LearnerWork): boolean => MODELS.some((step) => readyPanels(work, step).length > 0);

export const firstRecommender: Tutorial = {
  id: 'first-recommender',
  title: { en: 'Your first recommender, judged fairly', zh: '第一个推荐模型，公平评判' },
  summary: {
    en: 'From what everyone buys to what this customer will buy, and how to know that it is better.',
    zh: '从大家都买什么，到这位顾客会买什么，以及怎样知道确实更好。',
  },
  minutes: 20,
  lessons: [
    importOrders,
    cleanOrders,
    {
      id: 'popular',
      title: { en: 'Begin with the dullest', zh: '从最普通的开始' },
      body: {
        en: 'Add **Popular items**: everyone gets what most people buy. It knows nothing of the customer and is hard to beat. Whatever comes next must be better than this.',
        zh: '添加**热门商品**：给每个人推荐大家都买的东西。它对顾客一无所知，却很难超越。之后的任何方法都必须比它好。',
      },
      check: (work) => stepHasRun(work, 'recommend.popular'),
    },
    {
      id: 'model',
      title: { en: 'Learn what goes with what', zh: '学习什么配什么' },
      body: {
        en: 'Add **Items that tell of others (EASE)** or **Items bought together**. Open a customer’s list and read the *reason* column: the parts are computed and sum to the score.\n\nThere are many more: **Shopping themes (NMF)** finds tastes one can read, **Graph of purchases (LightGCN)** and **Neural factorisation (NeuMF)** are trained as networks, **Two towers** also reads features and so knows new products. A file of *ratings* wants **Expected ratings, step by step (FunkSVD)** or **Rating differences (Slope One)**. The help page *Which recommender for what* has them in one table.',
        zh: '添加**商品关联推荐（EASE）**或**相似商品推荐**。打开某位顾客的列表，看看*理由*列：各部分都是算出来的，相加就是得分。\n\n方法还有很多：**购物主题（NMF）**找出看得懂的品味；**购买关系图（LightGCN）**和**神经矩阵分解（NeuMF）**以神经网络训练；**双塔模型**还读取特征，因此认识新商品。如果文件里是*评分*，用**逐步预测评分（FunkSVD）**或**评分差（Slope One）**。帮助页*什么情况用哪种推荐方法*把它们列在一张表里。',
      },
      check: (work) => (aModelHasRun(work) ? { done: true } : stepHasRun(work, 'recommend.ease')),
    },
    {
      id: 'judge',
      title: { en: 'Hide the future', zh: '藏起未来' },
      body: {
        en: 'Add **Compare recommenders**. It learns from the time before a day and is asked about the time after it; nothing of the answer is seen in training. Look at the intervals: where they overlap, the data cannot say who is better.\n\nNetworks belong into the same comparison: they take longer and do not always win. And a test on past purchases leans towards what the shop already showed. If your shop kept a log of *what was shown, and how likely that was*, **What a policy would have earned** answers what other recommendations would have brought.',
        zh: '添加**比较推荐方法**。它用某一天之前的数据学习，用之后的数据提问；训练时看不到任何答案。看看区间：区间重叠时，数据说不出谁更好。\n\n神经网络也应放进同一场比较：它们更费时，却不一定赢。而且用过去的购买做测试，会偏向店铺本来就在展示的商品。如果店铺留有*展示了什么、以多大概率展示*的日志，**策略的离线估值**可以回答换一种推荐会带来什么。',
      },
      check: (work) => stepHasRun(work, 'evaluate.ranking'),
    },
    {
      id: 'tune',
      title: { en: 'Give it its best settings', zh: '找到最好的设置' },
      body: {
        en: 'A tuned model beside an untuned one is no comparison. Add **Tune a recommender**: it tries settings on a part of the past only, and is judged once on the future.',
        zh: '调优过的模型与没调优的相比不算比较。添加**调优推荐方法**：它只用过去的一部分来试各种设置，最后只在未来上评判一次。',
      },
      check: (work) => stepHasRun(work, 'tune.ranking'),
    },
    {
      id: 'look',
      title: { en: 'Look at real customers', zh: '看看真实的顾客' },
      body: {
        en: 'Numbers choose a model, people trust what they see. Add **Preview recommendations** and go through customers you know: what they bought, what they would be shown, and why.',
        zh: '数字选出模型，人相信亲眼所见。添加**预览推荐**，看看你了解的顾客：他们买过什么、会看到什么、为什么。',
      },
      check: (work) => stepHasRun(work, 'recommend.preview'),
    },
  ],
};
