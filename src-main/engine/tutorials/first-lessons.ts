import { tableRoleOf } from '../import/table-role.ts';
import { doneIf, stepHasRun, type Lesson } from './tutorial.ts';

/** How most tutorials begin. */
export const importOrders: Lesson = {
  id: 'import',
  title: { en: 'Bring the orders in', zh: '导入订单' },
  body: {
    en: 'A shop’s export has one row for each thing that was bought. Choose **Import the practice file** below, or drop a file of your own on the window.\n\nLook at the proposal before you agree: each column gets a *type* (what it holds) and a *role* (what it means to a shop). The steps that follow ask for roles, not for column names, so they work on any shop’s file.',
    zh: '商店导出的文件里，每一行是一次购买的一件商品。点击下方的**导入练习文件**，也可以把自己的文件拖到窗口里。\n\n确认之前先看一看建议：每一列都有*类型*（里面是什么）和*角色*（对商店意味着什么）。后面的步骤只认角色、不认列名，所以换一家店的文件也能用。',
  },
  check: ({ snapshot }) => doneIf(snapshot.datasets.some((dataset) => tableRoleOf(dataset.columns) === 'interactions')),
};

export const cleanOrders: Lesson = {
  id: 'clean',
  title: { en: 'Clean them', zh: '清洗数据' },
  body: {
    en: 'Add the panel **Clean orders** and run it. Real files hold returns, cancelled orders, lines without a customer and a few wholesale orders that bend every average.\n\nRead what it says was set aside and why. Nothing is thrown away: returns and removed lines become tables of their own.',
    zh: '添加**清洗订单**面板并运行。真实的文件里有退货、取消的订单、没有顾客的行，还有少数会拉偏平均值的批发大单。\n\n看看它把哪些行放到一边、为什么。没有任何数据被丢掉：退货和被移除的行各自成为一张表。',
  },
  check: (work) => stepHasRun(work, 'prepare.clean'),
};
