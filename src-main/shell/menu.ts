import { Menu, type BrowserWindow, type MenuItemConstructorOptions } from 'electron';
import { formatText, type Locale, type Text } from '../contract/text.ts';

const LABELS = {
  file: { en: 'File', zh: '文件' },
  newProject: { en: 'New project…', zh: '新建项目…' },
  openProject: { en: 'Open project…', zh: '打开项目…' },
  importFile: { en: 'Import…', zh: '导入…' },
  saveCopy: { en: 'Save a copy…', zh: '另存副本…' },
  settings: { en: 'Settings', zh: '设置' },
  quit: { en: 'Quit', zh: '退出' },
  edit: { en: 'Edit', zh: '编辑' },
  undo: { en: 'Undo', zh: '撤销' },
  redo: { en: 'Redo', zh: '重做' },
  cut: { en: 'Cut', zh: '剪切' },
  copy: { en: 'Copy', zh: '复制' },
  paste: { en: 'Paste', zh: '粘贴' },
  selectAll: { en: 'Select all', zh: '全选' },
  view: { en: 'View', zh: '视图' },
  zoomIn: { en: 'Larger', zh: '放大' },
  zoomOut: { en: 'Smaller', zh: '缩小' },
  resetZoom: { en: 'Actual size', zh: '实际大小' },
  fullScreen: { en: 'Full screen', zh: '全屏' },
  help: { en: 'Help', zh: '帮助' },
  guide: { en: 'Guide', zh: '指南' },
} satisfies Record<string, Text>;

type LabelName = keyof typeof LABELS;

/** The native menu; what it does is done in the window, under the same command ids as the palette's. */
export function setMenu(window: BrowserWindow, locale: Locale): void {
  const label = (name: LabelName): string => formatText(LABELS[name], undefined, locale);
  const command = (name: LabelName, id: string, accelerator?: string): MenuItemConstructorOptions => ({
    label: label(name),
    accelerator,
    // The window's own shortcuts do the work, since they can be remapped; the menu shows the first ones.
    registerAccelerator: false,
    click: () => window.webContents.send('menu', id),
  });
  const native = (name: LabelName, role: MenuItemConstructorOptions['role']): MenuItemConstructorOptions => ({
    label: label(name),
    role,
  });
  const separator: MenuItemConstructorOptions = { type: 'separator' };
  const submenu = (name: LabelName, items: MenuItemConstructorOptions[]): MenuItemConstructorOptions => ({
    label: label(name),
    submenu: items,
  });
  const template = [
    ...(process.platform === 'darwin' ? [{ role: 'appMenu' } as const] : []),
    submenu('file', [
      command('newProject', 'project.new'),
      command('openProject', 'project.open', 'CmdOrCtrl+O'),
      command('importFile', 'data.import', 'CmdOrCtrl+I'),
      command('saveCopy', 'project.saveCopy'),
      separator,
      command('settings', 'app.settings', 'CmdOrCtrl+,'),
      separator,
      native('quit', 'quit'),
    ]),
    submenu('edit', [
      command('undo', 'history.undo'),
      command('redo', 'history.redo'),
      separator,
      native('cut', 'cut'),
      native('copy', 'copy'),
      native('paste', 'paste'),
      native('selectAll', 'selectAll'),
    ]),
    submenu('view', [
      native('zoomIn', 'zoomIn'),
      native('zoomOut', 'zoomOut'),
      native('resetZoom', 'resetZoom'),
      native('fullScreen', 'togglefullscreen'),
    ]),
    submenu('help', [command('guide', 'help.open', 'F1')]),
  ];
  Menu.setApplicationMenu(Menu.buildFromTemplate(template));
}
