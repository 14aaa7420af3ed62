import { texts } from '../i18n/texts.ts';

/** The words of the frame around the work. */
export const frameText = texts({
  saved: { en: 'Saved', zh: '已保存' },
  savedHelp: {
    en: 'Every change is in the project file as soon as it is made. There is nothing to save.',
    zh: '每次更改都会立即写入项目文件，无需手动保存。',
  },
  waiting: { en: 'Waiting for the engine', zh: '正在等待引擎' },
  product: { en: 'Clientele', zh: 'Clientele' },
  search: { en: 'Search or run a command', zh: '搜索或运行命令' },
  undo: { en: 'Undo: {what}', zh: '撤销：{what}' },
  redo: { en: 'Redo: {what}', zh: '重做：{what}' },
  nothingToUndo: { en: 'Nothing to undo', zh: '没有可撤销的操作' },
  nothingToRedo: { en: 'Nothing to redo', zh: '没有可重做的操作' },
  changeLanguage: { en: 'Change the language to Chinese', zh: '切换为英文' },
  toDark: { en: 'Change to the dark theme', zh: '切换为深色主题' },
  toLight: { en: 'Change to the light theme', zh: '切换为浅色主题' },
  project: { en: 'Project', zh: '项目' },
  inspector: { en: 'Inspector', zh: '详情' },
  showInspector: { en: 'Show the inspector', zh: '显示详情栏' },
  hideInspector: { en: 'Hide the inspector', zh: '隐藏详情栏' },
  showProject: { en: 'Show the project pane', zh: '显示项目栏' },
  hideProject: { en: 'Hide the project pane', zh: '隐藏项目栏' },
  resizeProject: { en: 'Width of the project pane', zh: '项目栏宽度' },
  resizeInspector: { en: 'Width of the inspector', zh: '详情栏宽度' },
  loading: { en: 'Loading…', zh: '正在加载…' },
  opening: { en: 'Opening the project…', zh: '正在打开项目…' },
  creating: { en: 'Making the project…', zh: '正在新建项目…' },
  sample: { en: 'Making the sample shop…', zh: '正在生成示例店铺…' },
  sampleWhat: {
    en: '2,000 customers, 400 products, two years of orders. The same each time.',
    zh: '2,000 位顾客、400 种商品、两年的订单，每次生成都相同。',
  },
});

/** The words of the bar below. */
export const statusText = texts({
  status: { en: 'Status', zh: '状态' },
  ready: { en: 'Engine ready', zh: '引擎就绪' },
  starting: { en: 'Engine starting', zh: '引擎正在启动' },
  crashed: { en: 'Engine stopped', zh: '引擎已停止' },
  memory: { en: '{used} of {budget} GB', zh: '{used} / {budget} GB' },
  memoryHelp: {
    en: 'Memory the engine uses now, of what its jobs may take together',
    zh: '引擎当前占用的内存 / 任务合计可用的内存',
  },
  jobs: { en: '{n, plural, one {# job} other {# jobs}}', zh: '{n, number} 个任务' },
  jobList: { en: 'Jobs', zh: '任务' },
  queued: { en: 'waiting', zh: '等待中' },
  cancelling: { en: 'cancelling', zh: '正在取消' },
  cancel: { en: 'Cancel “{title}”', zh: '取消“{title}”' },
  seconds: { en: '{n, number} s left', zh: '还剩 {n, number} 秒' },
  minutes: { en: '{n, number} min left', zh: '还剩 {n, number} 分钟' },
});
