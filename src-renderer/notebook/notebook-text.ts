import type { Family } from '../../src-main/contract/step.ts';
import type { Text } from '../../src-main/contract/text.ts';
import { texts } from '../i18n/texts.ts';

/** The words of a notebook. */
export const notebookText = texts({
  panels: { en: 'Panels of “{title}”', zh: '“{title}”的面板' },
  runStale: { en: 'Run stale ({n, number})', zh: '运行过期面板（{n, number}）' },
  upToDate: { en: 'Up to date', zh: '全部最新' },
  cancelAll: { en: 'Cancel ({n, number})', zh: '取消（{n, number}）' },
  menu: { en: 'More for this notebook', zh: '此笔记本的更多操作' },
  rename: { en: 'Rename', zh: '重命名' },
  graph: { en: 'Graph view', zh: '关系图' },
  list: { en: 'List view', zh: '列表视图' },
  collapseAll: { en: 'Collapse all', zh: '全部收起' },
  expandAll: { en: 'Expand all', zh: '全部展开' },
  saveTemplate: { en: 'Save as template…', zh: '存为模板…' },
  report: { en: 'Write a report…', zh: '生成报告…' },
  delete: { en: 'Delete notebook', zh: '删除笔记本' },
  deleted: { en: '“{title}” was deleted.', zh: '“{title}”已删除。' },
  panelDeleted: { en: '“{title}” was deleted.', zh: '“{title}”已删除。' },
  undo: { en: 'Undo', zh: '撤销' },
  addPanel: { en: 'Add panel', zh: '添加面板' },
  addHere: { en: 'Add a panel here', zh: '在此添加面板' },
  addNote: { en: 'Note', zh: '笔记' },
  addSql: { en: 'SQL', zh: 'SQL' },
  emptyTitle: { en: 'An empty notebook', zh: '空笔记本' },
  empty: {
    en: 'A notebook is a list of panels; each does one step and reads what the panels above it give. Begin with cleaning your orders, or write a note.',
    zh: '笔记本由一列面板组成；每个面板完成一个步骤，并读取上方面板的结果。可以先清洗订单，或写一条笔记。',
  },
  loading: { en: 'Opening the notebook…', zh: '正在打开笔记本…' },
  gone: {
    en: 'This notebook is not in the project any more. Undo brings it back.',
    zh: '该笔记本已不在项目中，可通过撤销恢复。',
  },
});

/** The words of the gallery of steps. */
export const galleryText = texts({
  title: { en: 'Add a panel', zh: '添加面板' },
  search: { en: 'Search steps', zh: '搜索步骤' },
  steps: { en: 'Steps', zh: '步骤' },
  none: { en: 'No step is called that. Try another word.', zh: '没有匹配的步骤，请换一个词。' },
  free: { en: 'Your own words', zh: '自由编写' },
  note: { en: 'Note', zh: '笔记' },
  noteWhat: { en: 'Text in Markdown, between panels.', zh: '面板之间的 Markdown 文字。' },
  noteAbout: {
    en: 'Say why a panel is there, what was found, and what is open. Notes are part of the report.',
    zh: '说明面板的目的、发现的结论以及待解决的问题。笔记会写入报告。',
  },
  sql: { en: 'SQL', zh: 'SQL' },
  sqlWhat: { en: 'Reads tables of this project with a query of your own.', zh: '用自己的查询读取本项目的表。' },
  sqlAbout: {
    en: 'One `SELECT` over datasets and the tables that panels publish. It can read only; the tables it names become its inputs, and it goes stale when they change.',
    zh: '对数据集和面板发布的表执行一条 `SELECT`。只能读取；查询中用到的表就是它的输入，表变化后面板会过期。',
  },
  add: { en: 'Add', zh: '添加' },
  reads: { en: 'Reads', zh: '读取' },
  gives: { en: 'Gives', zh: '得到' },
  keys: { en: 'choose', zh: '选择' },
  close: { en: 'close', zh: '关闭' },
});

/** The words of the graph. */
export const graphText = texts({
  title: { en: 'Panels of “{title}” and what they read', zh: '“{title}”的面板及其依赖' },
  keys: { en: 'Tab moves through the panels in order; Enter opens one.', zh: 'Tab 键依次移动，回车打开面板。' },
});

/** What the families of steps are called. */
export const familyNames: Readonly<Record<Family, Text>> = {
  prepare: { en: 'Prepare', zh: '准备数据' },
  features: { en: 'Features', zh: '特征' },
  select: { en: 'Select', zh: '特征选择' },
  transform: { en: 'Transform', zh: '变换' },
  project: { en: 'Project', zh: '降维' },
  cluster: { en: 'Cluster', zh: '聚类' },
  profile: { en: 'Profile', zh: '画像' },
  predict: { en: 'Predict', zh: '预测' },
  explain: { en: 'Explain', zh: '解释' },
  tune: { en: 'Tune', zh: '调参' },
  forecast: { en: 'Forecast', zh: '时间预测' },
  anomaly: { en: 'Anomalies', zh: '异常检测' },
  recommend: { en: 'Recommend', zh: '推荐' },
  evaluate: { en: 'Evaluate', zh: '评估' },
  search: { en: 'Search', zh: '搜索' },
  text: { en: 'Text', zh: '文本' },
  content: { en: 'Content', zh: '内容' },
  campaign: { en: 'Campaigns', zh: '营销活动' },
  privacy: { en: 'Privacy', zh: '隐私' },
};
