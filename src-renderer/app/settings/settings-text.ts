import { texts } from '../../i18n/texts.ts';

/** The words of the settings. */
export const settingsText = texts({
  title: { en: 'Settings', zh: '设置' },
  general: { en: 'General', zh: '常规' },
  keys: { en: 'Keys', zh: '快捷键' },
  about: { en: 'About', zh: '关于' },
  language: { en: 'Language', zh: '语言' },
  theme: { en: 'Theme', zh: '主题' },
  system: { en: 'As the system', zh: '跟随系统' },
  light: { en: 'Light', zh: '浅色' },
  dark: { en: 'Dark', zh: '深色' },
  keysWhat: {
    en: 'Keys without Ctrl act while no field has the focus. Keys of commands that cannot be used right now are not listed.',
    zh: '不含 Ctrl 的按键仅在没有输入框获得焦点时有效。当前不可用的命令不在此列出。',
  },
  filter: { en: 'Find a command', zh: '查找命令' },
  command: { en: 'Command', zh: '命令' },
  pressed: { en: 'Keys', zh: '按键' },
  change: { en: 'Change the keys of “{title}”', zh: '更改“{title}”的按键' },
  press: { en: 'Press keys…', zh: '请按键…' },
  none: { en: 'none', zh: '无' },
  remove: { en: 'Take the keys of “{title}” away', zh: '移除“{title}”的按键' },
  reset: { en: 'Give “{title}” its own keys back', zh: '恢复“{title}”的默认按键' },
  resetAll: { en: 'Give all their own keys back', zh: '全部恢复默认' },
  taken: {
    en: '“{keys}” now belongs to “{title}”; “{other}” has none.',
    zh: '“{keys}”现在属于“{title}”，“{other}”已没有按键。',
  },
  changed: { en: '“{title}” now has “{keys}”.', zh: '“{title}”现在使用“{keys}”。' },
  changedMark: { en: 'changed', zh: '已更改' },
  version: { en: 'Version', zh: '版本' },
  engine: { en: 'Engine', zh: '引擎' },
  database: { en: 'Database', zh: '数据库' },
  machine: { en: 'Machine', zh: '本机' },
  threads: {
    en: '{threads, number} of {cores, number} cores compute',
    zh: '{cores, number} 核中使用 {threads, number} 个线程计算',
  },
  memory: { en: 'Memory for jobs', zh: '任务可用内存' },
  memoryOf: { en: '{budget} of {all} GB', zh: '{budget} / {all} GB' },
  project: { en: 'Project file', zh: '项目文件' },
  size: { en: '{size} MB', zh: '{size} MB' },
  privacy: {
    en: 'Nothing leaves this machine: Clientele loads nothing from the network and sends nothing to it.',
    zh: '数据不会离开本机：Clientele 不从网络加载任何内容，也不向网络发送任何内容。',
  },
});
