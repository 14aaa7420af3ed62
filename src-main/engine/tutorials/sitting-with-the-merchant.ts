import { cleanOrders, importOrders } from './first-lessons.ts';
import { doneIf, stepHasRun, type Tutorial } from './tutorial.ts';

export const sittingWithTheMerchant: Tutorial = {
  id: 'sitting-with-the-merchant',
  title: { en: 'Sitting with the merchant', zh: '和商家坐在一起' },
  summary: {
    en: 'Go through real customers with the person who knows them: what they bought, what we would show, why, and what it does to the shelf.',
    zh: '和了解顾客的人一起看真实的顾客：买过什么、我们会展示什么、为什么，以及对货架有什么影响。',
  },
  minutes: 25,
  lessons: [
    importOrders,
    cleanOrders,
    {
      id: 'who',
      title: { en: 'Know who buys', zh: '先弄清谁在买' },
      body: {
        en: 'Add **RFM** and run it. Before any recommendation the merchant wants to hear something true about the shop: how many customers came back lately, and who pays most.',
        zh: '添加 **RFM 分析**并运行。谈推荐之前，商家想先听到关于自己店的实话：最近回来了多少顾客，谁花得最多。',
      },
      check: (work) => stepHasRun(work, 'features.rfm'),
    },
    {
      id: 'groups',
      title: { en: 'Put them in groups', zh: '把顾客分群' },
      body: {
        en: 'Add **K-means** on those three numbers. In a talk five groups are plenty: nobody remembers the ninth.',
        zh: '用这三个数字添加 **K 均值聚类**。面谈时五个群体足够了：没人记得住第九个。',
      },
      check: (work) => stepHasRun(work, 'cluster.kmeans'),
    },
    {
      id: 'model',
      title: { en: 'Take a model that gives reasons', zh: '选一个说得出理由的模型' },
      body: {
        en: 'Add **Items that tell of others (EASE)** and run it. Its score is a sum over what the customer bought, so each reason is a part of the score and not a story told afterwards. If it had lost against **Popular items** in a fair comparison, say so and show the popular ones.\n\n**Shopping themes (NMF)** and **Items bought together** give reasons too. Networks such as **Graph of purchases (LightGCN)** or **Two towers** may find a little more and explain less: keep them for when the merchant already trusts the lists.',
        zh: '添加**商品关联推荐（EASE）**并运行。它的得分是对顾客买过的商品求和，所以每条理由都是得分的一部分，而不是事后编的故事。如果公平比较中它输给了**热门商品**，就直说，并展示热门商品。\n\n**购物主题（NMF）**和**相似商品推荐**也说得出理由。**购买关系图（LightGCN）**、**双塔模型**这类网络也许能多找到一些，却不那么说得清：等商家信任列表之后再用。',
      },
      check: (work) => stepHasRun(work, 'recommend.ease'),
    },
    {
      id: 'look',
      title: { en: 'Let the merchant name a customer', zh: '让商家点一位顾客' },
      body: {
        en: 'Add **Preview recommendations** with the model and the clusters, run it, and look up a customer whom the merchant knows. *Show to the merchant*, the screen at the head of the panel, goes through customers over the whole window with nothing else in sight. Then open *What if*: take something out of the history, or add something, and the list changes while you watch. That is how a merchant comes to trust a list, or rightly not to.\n\nLook up a product as well: who would want it, and what goes with it.\n\nA merchant knows products by sight. If the table of products has a column with the files of their pictures, give it the role *Picture* and choose the folder on the dataset’s page under *Settings*: cards, lists and reports then show them.',
        zh: '添加**预览推荐**，连接模型和聚类，运行后查找一位商家认识的顾客。面板标题栏的屏幕图标*给商家看*会在整个窗口中逐一展示顾客，不显示其他内容。再打开*假如*：从历史里去掉或加入一件商品，列表会当场变化。商家就是这样学会信任一份列表的，或者有理由不信任。\n\n也查看一件商品：谁会想要它，什么和它相配。\n\n商家看图就认得商品。如果商品表里有一列是图片文件，把它的角色设为*图片*，并在该数据集页面的*设置*中选择图片文件夹：卡片、列表和报告就会显示图片。',
      },
      check: (work) => stepHasRun(work, 'recommend.preview'),
    },
    {
      id: 'rules',
      title: { en: 'Add what only the merchant knows', zh: '加上只有商家知道的事' },
      body: {
        en: 'No model knows the stock or the margin. Add **Rules for lists** on the model and set a rule the merchant asks for: no more than three of a category, or something newer. Run it and read what the rule costs in accuracy before you agree to it.',
        zh: '模型不知道库存和毛利。在模型之上添加**推荐规则**，设置一条商家要求的规则：每类最多三件，或者多一些新品。运行后，先看这条规则让准确度付出多少代价，再决定是否采用。',
      },
      check: (work) => stepHasRun(work, 'recommend.rerank'),
    },
    {
      id: 'leave',
      title: { en: 'Leave something behind', zh: '留下一份材料' },
      body: {
        en: 'Press Ctrl E and write the report. It opens in any browser, prints, and holds no customer’s id unless you ask for them.',
        zh: '按 Ctrl E 写出报告。任何浏览器都能打开，可以打印；除非你要求，其中没有任何顾客编号。',
      },
      check: ({ audited }) => doneIf(audited.has('report')),
    },
  ],
};
