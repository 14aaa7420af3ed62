import { texts } from '../../i18n/texts.ts';

/** The words of the first screen. */
export const startText = texts({
  title: { en: 'Get to know your customers', zh: '了解你的顾客' },
  what: {
    en: 'From the orders of a shop to groups one can name, recommendations and a report. Everything stays on this machine.',
    zh: '从店铺订单到可命名的顾客群、商品推荐和报告。所有数据都留在本机。',
  },
  emptyTitle: { en: '{name} is empty', zh: '“{name}”还是空的' },
  emptyWhat: {
    en: 'Import the orders of a shop, or try it with a practice file.',
    zh: '导入店铺订单，或用练习文件试一试。',
  },
  begin: { en: 'Begin', zh: '开始' },
  sample: { en: 'Open the sample shop', zh: '打开示例店铺' },
  sampleWhat: {
    en: 'A finished notebook on two years of orders, yours to change',
    zh: '基于两年订单的完整笔记本，可随意修改',
  },
  import: { en: 'Import a file', zh: '导入文件' },
  importWhat: {
    en: 'CSV, Excel, JSON Lines or SQLite. Dropping it anywhere does the same',
    zh: '支持 CSV、Excel、JSON Lines 和 SQLite，也可直接拖入窗口',
  },
  tutorial: { en: 'Start the tutorial', zh: '开始教程' },
  tutorialWhat: {
    en: '“{title}”: {minutes, number} minutes, checks what you did',
    zh: '《{title}》：{minutes, number} 分钟，自动检查每一步',
  },
  practice: { en: 'Import the practice file', zh: '导入练习文件' },
  practiceWhat: { en: 'The orders of a made-up shop, as an export would be', zh: '一家虚构店铺的订单导出文件' },
  notebook: { en: 'Empty notebook', zh: '空白笔记本' },
  notebookWhat: { en: 'Add panels one by one', zh: '逐个添加面板' },
  newProject: { en: 'New project', zh: '新建项目' },
  openProject: { en: 'Open a project', zh: '打开项目' },
  recent: { en: 'Recent projects', zh: '最近的项目' },
  none: { en: 'Projects that you open will be listed here.', zh: '打开过的项目会列在这里。' },
  missing: { en: 'not found', zh: '找不到文件' },
  forget: { en: 'Take “{name}” off the list', zh: '从列表中移除“{name}”' },
  notOpened: { en: '“{name}” was not opened', zh: '未能打开“{name}”' },
  chooseOther: { en: 'Choose another file', zh: '选择其他文件' },
  again: { en: 'Try again', zh: '重试' },
});
