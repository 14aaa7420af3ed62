import type { OutputInfo } from '../../contract/project.ts';
import { cleanOrders, importOrders } from './first-lessons.ts';
import { doneIf, readyPanels, stepHasRun, type LearnerWork, type Tutorial } from './tutorial.ts';

const metric = (outputs: readonly OutputInfo[], id: string): number | null =>
  outputs.find((output) => output.id === id)?.metric?.value ?? null;

/** Groups weaker than this are hardly groups (Kaufman & Rousseeuw 1990: below 0.25 no substantial structure). */
const WEAK_SILHOUETTE = 0.1;

/** The silhouette of the best k-means panel that has run, or null. */
function bestSilhouette(work: LearnerWork): number | null {
  const found = readyPanels(work, 'cluster.kmeans').flatMap(
    ({ run }) => metric(run?.outputs ?? [], 'silhouette') ?? [],
  );
  return found.length > 0 ? Math.max(...found) : null;
}

export const knowYourCustomers: Tutorial = {
  id: 'know-your-customers',
  title: { en: 'Know your customers', zh: '了解你的顾客' },
  summary: {
    en: 'From an order file to named customer groups, recommendations and a report.',
    zh: '从一份订单文件到有名字的顾客群、商品推荐和一份报告。',
  },
  minutes: 20,
  lessons: [
    importOrders,
    cleanOrders,
    {
      id: 'rfm',
      title: { en: 'Recency, frequency, monetary', zh: '距上次购买天数、频次、金额' },
      body: {
        en: 'Three numbers say most of what a shop knows of a customer: how many days since the last order, how many orders, how much paid. Add **RFM** and run it.\n\nEach is also scored 1 to 5 by quintile, so that a 5 in recency means “among the fifth who came back most recently”.',
        zh: '三个数字就能概括商店对一位顾客的了解：距上次下单多少天、下过多少单、一共花了多少钱。添加 **RFM 分析**面板并运行。\n\n每个数字还会按五分位打 1 到 5 分：最近一次得 5 分，表示“属于最近回来的那五分之一顾客”。',
      },
      check: (work) => stepHasRun(work, 'features.rfm'),
    },
    {
      id: 'behaviour',
      title: { en: 'How they buy', zh: '他们怎样购买' },
      body: {
        en: 'Two customers with equal RFM can be quite different people: one buys gifts in December, the other nappies every week. Add **Behaviour**: basket size, regularity, categories, hours and weekdays.',
        zh: 'RFM 相同的两位顾客可能完全不同：一位只在年底买礼物，另一位每周买尿布。添加**购买行为**面板：购物篮大小、规律性、类别、时段和星期。',
      },
      check: (work) => stepHasRun(work, 'features.behaviour'),
    },
    {
      id: 'cluster',
      title: { en: 'Find groups', zh: '找出群体' },
      body: {
        en: 'Add **Scale** and choose *Suited to each column*, then **K-means**. Watch the map form while it runs.\n\nThen ask whether the groups are real: the *silhouette* compares how near a customer is to their own group and to the next one. Near 0 the groups touch; well above it they stand apart. **Choose the number of clusters** tries a whole range for you. Take the number it recommends and compare the two runs.',
        zh: '先添加**缩放**并选择*按列的类型*，再添加 **K 均值聚类**。运行时可以看到分布图逐渐成形。\n\n然后问一问：这些群体是真的吗？*轮廓系数*比较一位顾客离自己的群体有多近、离下一个群体有多远。接近 0 说明群体互相挨着，明显大于 0 说明彼此分开。**选择聚类数**面板会替你试一整个范围。换成它推荐的数目，再比较两次运行。',
      },
      check(work) {
        const silhouette = bestSilhouette(work);
        if (silhouette === null) return stepHasRun(work, 'cluster.kmeans');
        if (silhouette >= WEAK_SILHOUETTE) return { done: true };
        const text = {
          en: 'The silhouette is {value}: these groups hardly differ. Scale the features, or try another number of clusters.',
          zh: '轮廓系数为 {value}：这些群体几乎没有差别。请先缩放特征，或换一个聚类数。',
        };
        return {
          done: false,
          hint: { code: 'weak-groups', text, values: { value: { decimal: silhouette, digits: 2 } } },
        };
      },
    },
    {
      id: 'personas',
      title: { en: 'Give them a face', zh: '画出他们的样子' },
      body: {
        en: 'Add **Personas**. Every sentence on the cards rests on a number: click the one beside a sentence you doubt to see where it comes from, and the group is selected everywhere. *Edit* puts your own words in place of a name or a sentence.',
        zh: '添加**画像**面板。画像卡上的每句话都有数字依据：对哪句话有疑问，就点击旁边的数字查看来源，该群体也会在所有图表中选中。点“编辑”可以换成自己的名称或说法。',
      },
      check: (work) => stepHasRun(work, 'profile.personas'),
    },
    {
      id: 'segment',
      title: { en: 'Keep a group', zh: '保存一个群体' },
      body: {
        en: 'Draw a lasso around some customers in a map, or click a bar. The inspector says how many there are, in customers and in order lines. Choose **Keep as segment** and give it a name.',
        zh: '在分布图上用套索圈住一些顾客，或点击一根柱子。详情栏会说明选中了多少位顾客、多少条订单。点击**保存为细分群体**并起一个名字。',
      },
      check: ({ snapshot }) => doneIf(snapshot.segments.length > 0),
    },
    {
      id: 'recommend',
      title: { en: 'What to show them', zh: '给他们推荐什么' },
      body: {
        en: 'Add **Compare recommenders** and run it. It hides the last weeks of orders, asks each method for its twenty best guesses, and counts how many were bought. Compare *Popular items* with *Items bought together*: the honest question is always “better than what?”',
        zh: '添加**比较推荐方法**面板并运行。它把最后几周的订单藏起来，让每种方法给出二十个猜测，再数一数其中有多少真的被购买。把*热门商品*和*相似商品推荐*放在一起看：诚实的问题永远是“比什么更好？”',
      },
      check: (work) => stepHasRun(work, 'evaluate.ranking'),
    },
    {
      id: 'report',
      title: { en: 'Tell the merchant', zh: '告诉商家' },
      body: {
        en: 'Press Ctrl E and write the report. It is one file that opens in any browser and prints, with no customer’s id in it unless you ask for them.',
        zh: '按 Ctrl E 写出报告。报告是一个文件，任何浏览器都能打开，也可以打印；除非你要求，其中没有任何顾客编号。',
      },
      check: ({ audited }) => doneIf(audited.has('report')),
    },
  ],
};
