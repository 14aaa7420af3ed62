import { texts } from '../i18n/texts.ts';

/** The words around help pages and tutorials. */
export const helpText = texts({
  help: { en: 'Help', zh: '帮助' },
  home: { en: 'Overview', zh: '概览' },
  keys: { en: 'Keys', zh: '快捷键' },
  keysWhat: {
    en: 'Everything can be done from the keyboard, and each key changed',
    zh: '所有操作都可用键盘完成，按键可以自定义',
  },
  whatPanelsDo: { en: 'What panels do', zh: '面板能做什么' },
  whatPanelsDoHow: {
    en: 'A notebook is a list of panels, and each panel runs one of these steps on your tables.',
    zh: '笔记本由面板组成，每个面板在你的表上运行下面的一个步骤。',
  },
  pages: { en: 'Help pages', zh: '帮助页面' },
  find: { en: 'Find a page', zh: '查找页面' },
  guides: { en: 'Guides', zh: '指南' },
  tutorials: { en: 'Tutorials', zh: '教程' },
  steps: { en: 'Steps', zh: '步骤' },
  nothing: { en: 'No page fits.', zh: '没有匹配的页面。' },
  loading: { en: 'Loading…', zh: '正在加载…' },
  done: { en: 'done', zh: '已完成' },
  open: { en: 'to do', zh: '待完成' },
  progress: { en: '{done, number} of {all, number} done', zh: '已完成 {done, number} / {all, number}' },
  practice: { en: 'Import the practice file', zh: '导入练习文件' },
  needsProject: {
    en: 'A tutorial needs a project to work in. It is a file of its own; choose where it goes.',
    zh: '教程需要一个项目来练习。项目是一个独立的文件，请选择保存位置。',
  },
  newProject: { en: 'New project', zh: '新建项目' },
  finished: { en: 'You have done all of it.', zh: '你已完成全部内容。' },
  stepsOf: { en: 'Steps of the tutorial', zh: '教程步骤' },
  tutorial: { en: 'Tutorial', zh: '教程' },
  lesson: { en: 'Lesson', zh: '当前步骤' },
  whole: { en: 'Show the whole tutorial', zh: '显示完整教程' },
  leave: { en: 'Leave the tutorial', zh: '退出教程' },
  notebook: { en: 'Go to the notebook', zh: '前往笔记本' },
  newNotebook: { en: 'New notebook', zh: '新建笔记本' },
});
