import type { PanelState } from '../../src-main/contract/project.ts';
import type { Text } from '../../src-main/contract/text.ts';
import { texts } from '../i18n/texts.ts';

/** What the states of a panel are called. */
export const stateNames: Readonly<Record<PanelState, Text>> = {
  empty: { en: 'Not run yet', zh: '未运行' },
  ready: { en: 'Ready', zh: '就绪' },
  stale: { en: 'Stale', zh: '已过期' },
  queued: { en: 'Queued', zh: '排队中' },
  running: { en: 'Running', zh: '运行中' },
  failed: { en: 'Failed', zh: '失败' },
  disabled: { en: 'Disabled', zh: '已停用' },
};

/** Why a panel is as it is: in the chip, and in a sentence. */
export const reasonText = texts({
  staleInput: { en: 'Stale: input changed', zh: '已过期：输入有变' },
  staleParameters: { en: 'Stale: settings changed', zh: '已过期：设置有变' },
  staleStep: { en: 'Stale: step changed', zh: '已过期：步骤有变' },
  staleKernels: { en: 'Stale: computed otherwise', zh: '已过期：计算方式有变' },
  staleAbove: { en: 'Stale: needs a panel above', zh: '已过期：依赖上方面板' },
  needsInput: { en: 'Needs input', zh: '缺少输入' },
  neverRun: { en: 'It has not been run yet.', zh: '尚未运行。' },
  kernelsChanged: {
    en: 'The loops of this machine compute in another way since; the last digits may differ.',
    zh: '之后本机更换了计算循环，末位数字可能不同。',
  },
  parametersChanged: { en: 'Its settings changed since it was run.', zh: '上次运行之后，设置有改动。' },
  sqlChanged: { en: 'The query changed since it was run.', zh: '上次运行之后，查询有改动。' },
  inputChanged: { en: '“{port}” changed since it was run.', zh: '上次运行之后，“{port}”有变化。' },
  inputNotReady: {
    en: '“{panel}” has to be run first; running this one does it.',
    zh: '需要先运行“{panel}”；运行本面板时会一并运行。',
  },
  missingInput: { en: 'Choose “{port}” to begin.', zh: '请先选择“{port}”。' },
  missingSql: { en: 'Write a query to begin.', zh: '请先编写查询。' },
  stepChanged: { en: 'A newer version of this step computes it anew.', zh: '该步骤有更新的版本，需要重新计算。' },
  old: { en: 'Below is the last good result, marked old.', zh: '下方是上一次成功的结果，已标为旧结果。' },
  oldTag: { en: 'Old result', zh: '旧结果' },
  disabledNote: {
    en: 'It is left out when the notebook runs. What reads it waits.',
    zh: '运行笔记本时会跳过它，依赖它的面板会等待。',
  },
});

/** The words of a panel. */
export const panelText = texts({
  run: { en: 'Run', zh: '运行' },
  runAgain: { en: 'Run again', zh: '重新运行' },
  runNext: { en: 'Run and next', zh: '运行并转到下一个' },
  cancel: { en: 'Cancel', zh: '取消' },
  rename: { en: 'Rename', zh: '重命名' },
  title: { en: 'Title', zh: '标题' },
  edit: { en: 'Edit', zh: '编辑' },
  collapse: { en: 'Collapse', zh: '收起' },
  expand: { en: 'Expand', zh: '展开' },
  addAbove: { en: 'Add above', zh: '在上方添加' },
  addBelow: { en: 'Add below', zh: '在下方添加' },
  drag: { en: 'Drag to move, or press Alt and an arrow key', zh: '拖动以移动，或按 Alt 加方向键' },
  moveUp: { en: 'Move up', zh: '上移' },
  moveDown: { en: 'Move down', zh: '下移' },
  duplicate: { en: 'Duplicate', zh: '复制面板' },
  disable: { en: 'Disable', zh: '停用' },
  enable: { en: 'Enable', zh: '启用' },
  delete: { en: 'Delete', zh: '删除' },
  help: { en: 'Help on this step', zh: '查看此步骤的帮助' },
  menu: { en: 'More for “{title}”', zh: '“{title}”的更多操作' },
  noteTitle: { en: 'Note', zh: '笔记' },
  sqlTitle: { en: 'SQL', zh: 'SQL' },
  sqlWhat: { en: 'Reads tables of this project with a query of your own.', zh: '用自己的查询读取本项目的表。' },
  unknownStep: { en: 'This version has no step “{step}”.', zh: '此版本没有步骤“{step}”。' },
  settings: { en: 'Settings', zh: '设置' },
  openForm: { en: 'Change the settings', zh: '修改设置' },
  closeForm: { en: 'Hide the settings', zh: '收起设置' },
  defaults: { en: 'Default settings', zh: '默认设置' },
  from: { en: 'from {inputs}', zh: '来自 {inputs}' },
  millis: { en: '{n} ms', zh: '{n} 毫秒' },
  seconds: { en: '{n} s', zh: '{n} 秒' },
  minutes: { en: '{m, number} min {s, number} s', zh: '{m, number} 分 {s, number} 秒' },
  rowsInOut: { en: '{before, number} → {after, number} rows', zh: '{before, number} → {after, number} 行' },
  rowsOut: { en: '{after, plural, one {# row} other {# rows}}', zh: '{after, number} 行' },
  warnings: { en: 'Warnings', zh: '提醒' },
  progress: { en: 'Progress of “{title}”', zh: '“{title}”的进度' },
  waiting: { en: 'Waiting for its turn.', zh: '正在等待。' },
  starting: { en: 'Starting…', zh: '正在开始…' },
  forming: { en: 'As it forms', zh: '实时结果' },
});

/** The words of what a panel gives. */
export const outputText = texts({
  outputs: { en: 'Results of “{title}”', zh: '“{title}”的结果' },
  figures: { en: 'Figures', zh: '图' },
  tables: { en: 'Tables', zh: '表' },
  more: { en: 'More', zh: '其他' },
  metrics: { en: 'Metrics', zh: '指标' },
  about: { en: 'About', zh: '说明' },
  ask: { en: 'Ask', zh: '提问' },
  metric: { en: 'Metric', zh: '指标' },
  value: { en: 'Value', zh: '值' },
  interval: { en: 'Interval', zh: '区间' },
  better: { en: 'Better', zh: '优劣' },
  higher: { en: 'higher is better', zh: '越高越好' },
  lower: { en: 'lower is better', zh: '越低越好' },
  notMeasured: { en: 'not measured', zh: '未测得' },
  references: { en: 'References', zh: '参考文献' },
  mend: { en: 'Mend “{column}”: {step}', zh: '修复“{column}”：{step}' },
  mendWhat: {
    en: 'Adds “{step}” below, set for this column, reading the table that was looked at.',
    zh: '在下方添加“{step}”，已为此列设好参数，并读取所检查的表。',
  },
  selectRule: { en: 'Select who meets it', zh: '选中符合的行' },
  keepRule: { en: 'Make a segment', zh: '建立细分群体' },
  ruleName: { en: 'New rule', zh: '新规则' },
  ruleOf: { en: 'Cluster {name} by rule', zh: '按规则的聚类 {name}' },
  segmentKept: { en: 'Kept as the segment “{name}”.', zh: '已保留为细分群体“{name}”。' },
  showSegment: { en: 'Show it', zh: '查看' },
  nameInSql: { en: 'Name in SQL', zh: 'SQL 表名' },
  nameHelp: {
    en: 'Queries, exports and other tools find this table under this name.',
    zh: '查询、导出和其他工具以此名称读取该表。',
  },
  model: { en: 'Model', zh: '模型' },
  modelWhat: {
    en: 'What was learned, kept in the project. It can be applied to other tables without learning again.',
    zh: '学到的模型，保存在项目中，可以直接应用到其他表，无需重新训练。',
  },
  modelSize: { en: 'Size', zh: '大小' },
  modelMadeBy: { en: 'Learned by', zh: '训练步骤' },
  modelParameters: { en: 'Settings', zh: '设置' },
  modelSeed: { en: 'Seed', zh: '随机种子' },
  modelWhen: { en: 'Learned on', zh: '训练日期' },
  apply: { en: 'Apply to another table', zh: '应用到其他表' },
  exportWeights: { en: 'Export weights', zh: '导出权重' },
  exportWeightsHelp: {
    en: 'Writes the network’s weights to a safetensors file, which Python reads too.',
    zh: '把网络权重写入 safetensors 文件，Python 也能读取。',
  },
  exportSmall: { en: 'Export in 8 bits', zh: '以 8 位导出' },
  exportSmallHelp: {
    en: 'A quarter of the size; each weight is rounded to 8 bits by the scale of its channel.',
    zh: '体积约为四分之一；每个权重按所在通道的比例舍入到 8 位。',
  },
  applyHelp: { en: 'Adds a panel below that applies this model.', zh: '在下方添加一个应用此模型的面板。' },
  chainWhat: {
    en: 'Steps with their settings, not fitted. Panels below can take it.',
    zh: '带设置的步骤组合，尚未训练，可供下方面板使用。',
  },
  openChain: { en: 'Open as panels', zh: '作为面板打开' },
  openChainHelp: {
    en: 'Adds a panel below for every step, set as here and reading the table that this panel reads.',
    zh: '在下方为每个步骤添加面板，设置与此处相同，读取本面板所读的表。',
  },
  kilobytes: { en: '{n} kB', zh: '{n} kB' },
  noOutputs: { en: 'This run gave nothing to show.', zh: '此次运行没有可显示的结果。' },
  copyDetails: { en: 'Copy details', zh: '复制详情' },
  copied: { en: 'Copied', zh: '已复制' },
});

/** The words of an edit that was refused. */
export const refusedText = texts({
  giveUp: { en: 'Undo this change', zh: '撤回此更改' },
});
