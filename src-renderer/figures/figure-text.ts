import { texts } from '../i18n/texts.ts';

/** The words around a figure. */
export const figureText = texts({
  tools: { en: 'Figure tools', zh: '图表工具' },
  zoom: { en: 'Zoom in', zh: '放大' },
  pan: { en: 'Move', zh: '平移' },
  lasso: { en: 'Select with a lasso', zh: '套索选择' },
  brush: { en: 'Brush an axis', zh: '刷选坐标轴' },
  box: { en: 'Select with a box', zh: '框选' },
  reset: { en: 'Show everything', zh: '显示全部' },
  download: { en: 'Save the figure', zh: '保存图表' },
  png: { en: 'Picture (PNG)', zh: '图片（PNG）' },
  svg: { en: 'Vector picture (SVG)', zh: '矢量图（SVG）' },
  csv: { en: 'Numbers (CSV)', zh: '数据（CSV）' },
  asShown: { en: 'In the colours on screen', zh: '使用屏幕上的配色' },
  table: { en: 'Show as table', zh: '以表格显示' },
  picture: { en: 'Show as picture', zh: '以图显示' },
  full: { en: 'Full screen', zh: '全屏' },
  leaveFull: { en: 'Leave full screen', zh: '退出全屏' },
  beside: { en: 'Put another figure beside it', zh: '并排放另一张图' },
  besideWhich: { en: 'Figure on the right', zh: '右侧的图' },
  besideHow: {
    en: 'What you select in one figure lights up in the other.',
    zh: '在一张图中选中的内容会在另一张图中亮起。',
  },
  drawnSome: {
    en: '{drawn, number} of {rows, number} rows, at random, seed {seed, number}',
    zh: '{rows, number} 行中随机抽取 {drawn, number} 行，种子 {seed, number}',
  },
  drawnHere: {
    en: 'here all {inside, number} of {rows, number} rows',
    zh: '此处绘出 {rows, number} 行中的全部 {inside, number} 行',
  },
  drawnSomeHere: {
    en: '{drawn, number} of {inside, number} rows here, at random, seed {seed, number}; {rows, number} in all',
    zh: '此处 {inside, number} 行中随机抽取 {drawn, number} 行，种子 {seed, number}；共 {rows, number} 行',
  },
  drawnAll: { en: 'all {rows, number} rows', zh: '全部 {rows, number} 行' },
  notOnLog: {
    en: '{count, plural, one {# point} other {# points}} at zero or below cannot be on a log axis',
    zh: '{count, number} 个不大于零的点无法画在对数轴上',
  },
  waiting: { en: 'Drawing…', zh: '正在绘制…' },
  selected: {
    en: '{count, plural, one {# row} other {# rows}} of {all, number} selected',
    zh: '已选中 {all, number} 行中的 {count, number} 行',
  },
  clear: { en: 'Clear selection', zh: '清除选择' },
  firstRows: {
    en: 'The first {shown, number} of {rows, number} rows; save as CSV for all.',
    zh: '共 {rows, number} 行，此处显示前 {shown, number} 行；可存为 CSV 查看全部。',
  },
  keysArea: {
    en: 'Arrow keys move, plus and minus zoom, 0 shows everything, Enter selects what is visible, Escape clears the selection.',
    zh: '方向键平移，加减号缩放，0 显示全部，回车选中可见范围，Esc 清除选择。',
  },
  keysMarks: {
    en: 'Arrow keys go from mark to mark, Enter selects one, Shift Enter adds it, Escape clears the selection.',
    zh: '方向键在各个图形之间移动，回车选中，Shift 加回车添加，Esc 清除选择。',
  },
  keysAxes: {
    en: 'Left and right go from axis to axis; up and down move the low end of its brush, with Shift the high end. Escape clears the selection.',
    zh: '左右键在坐标轴之间移动；上下键移动刷选的下端，按住 Shift 移动上端。Esc 清除选择。',
  },
  keysZoom: {
    en: 'Arrow keys move, plus and minus zoom, 0 shows everything.',
    zh: '方向键平移，加减号缩放，0 显示全部。',
  },
  failed: { en: 'This figure could not be loaded.', zh: '无法加载此图。' },
  again: { en: 'Try again', zh: '重试' },
});
