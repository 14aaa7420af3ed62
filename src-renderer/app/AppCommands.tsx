import type { ReactNode } from 'react';
import { toErrorPayload } from '../../src-main/contract/errors.ts';
import { formatText, type Message } from '../../src-main/contract/text.ts';
import { call } from '../engine/call.ts';
import { useProject } from '../engine/queries.ts';
import { useText } from '../i18n/i18n.tsx';
import { texts } from '../i18n/texts.ts';
import { useTheme } from '../theme/theme.tsx';
import { useCommands, type Command } from './commands.ts';
import { toggleDemo } from './demo.ts';
import { openDialog } from './dialogs.ts';
import { redo, undo } from './history.ts';
import { chooseImport, importPractice } from './importing.ts';
import { askSave } from './files.ts';
import { notify } from './notices.ts';
import { usePlace } from './place.tsx';
import { chooseProject, createProject, openSample } from './projects.ts';
import { fileStem } from './use-export.ts';

const text = texts({
  newProject: { en: 'New project…', zh: '新建项目…' },
  openProject: { en: 'Open a project…', zh: '打开项目…' },
  sample: { en: 'Open a new sample shop', zh: '打开新的示例店铺' },
  saveCopy: { en: 'Save a copy…', zh: '另存副本…' },
  copyName: { en: '{name} copy', zh: '{name} 副本' },
  copyFailed: { en: 'The copy could not be started.', zh: '无法开始另存副本。' },
  import: { en: 'Import files…', zh: '导入文件…' },
  practice: { en: 'Import the practice file…', zh: '导入练习文件…' },
  report: { en: 'Write a report…', zh: '生成报告…' },
  saveTemplate: { en: 'Save the notebook as a template…', zh: '将笔记本存为模板…' },
  openTemplate: { en: 'Notebook from a template…', zh: '用模板新建笔记本…' },
  newNotebook: { en: 'New notebook', zh: '新建笔记本' },
  notebookTitle: { en: 'Notebook {n}', zh: '笔记本 {n}' },
  notebookFailed: { en: 'The notebook could not be added.', zh: '无法添加笔记本。' },
  undo: { en: 'Undo', zh: '撤销' },
  redo: { en: 'Redo', zh: '重做' },
  palette: { en: 'Search or run a command', zh: '搜索或运行命令' },
  settings: { en: 'Settings…', zh: '设置…' },
  keys: { en: 'Keys…', zh: '快捷键…' },
  system: { en: 'What this machine computes with…', zh: '本机的计算设备…' },
  about: { en: 'About Clientele…', zh: '关于 Clientele…' },
  language: { en: 'Change the language', zh: '切换语言' },
  theme: { en: 'Change between light and dark', zh: '切换浅色与深色' },
  demo: { en: 'Demo view: full screen, without customer ids', zh: '演示视图：全屏且不显示顾客编号' },
  runs: { en: 'Runs', zh: '运行记录' },
  start: { en: 'Start screen and recent projects', zh: '起始页与最近的项目' },
  back: { en: 'Back', zh: '返回' },
  help: { en: 'Help', zh: '帮助' },
  tutorial: { en: 'Tutorial', zh: '教程' },
});

async function saveCopy(name: string, title: string, stem: string): Promise<void> {
  const path = await askSave({
    title,
    name: `${fileStem(stem || name)}.clientele`,
    extensions: ['clientele'],
  });
  if (!path) return;
  await call('project.saveCopy', { path }).catch((thrown: unknown) =>
    notify({ tone: 'error', text: text.copyFailed, error: toErrorPayload(thrown) }),
  );
}

/** The commands of the project as a whole. */
function useProjectCommands(): Command[] {
  const { t, label, locale } = useText();
  const project = useProject();
  const { place, go } = usePlace();
  const render = (message: Message): string => label(message);
  const always: Command[] = [
    { id: 'project.new', title: text.newProject, group: 'project', keys: ['Ctrl+N'], run: () => void createProject() },
    {
      id: 'project.open',
      title: text.openProject,
      group: 'project',
      keys: ['Ctrl+O'],
      run: () => void chooseProject(),
    },
    { id: 'project.sample', title: text.sample, group: 'project', run: () => void openSample() },
    { id: 'data.import', title: text.import, group: 'project', keys: ['Ctrl+I'], run: () => void chooseImport() },
  ];
  if (!project) return always;
  const addNotebook = async (): Promise<void> => {
    const title = formatText(text.notebookTitle, { n: project.notebooks.length + 1 }, locale === 'zh' ? 'zh' : 'en');
    const { notebookId } = await call('notebook.add', { title });
    go({ kind: 'notebook', notebookId });
  };
  const opened: Command[] = [
    { id: 'history.undo', title: text.undo, group: 'project', keys: ['Z', 'Ctrl+Z'], run: () => void undo(render) },
    {
      id: 'history.redo',
      title: text.redo,
      group: 'project',
      keys: ['Shift+Z', 'Ctrl+Shift+Z', 'Ctrl+Y'],
      run: () => void redo(render),
    },
    {
      id: 'project.saveCopy',
      title: text.saveCopy,
      group: 'project',
      run: () => void saveCopy(project.name, t(text.saveCopy), t(text.copyName, { name: project.name })),
    },
    { id: 'data.practice', title: text.practice, group: 'project', run: () => void importPractice() },
    {
      id: 'project.addNotebook',
      title: text.newNotebook,
      group: 'notebook',
      run: () =>
        void addNotebook().catch((thrown: unknown) =>
          notify({ tone: 'error', text: text.notebookFailed, error: toErrorPayload(thrown) }),
        ),
    },
    {
      id: 'template.open',
      title: text.openTemplate,
      group: 'notebook',
      run: () => openDialog({ kind: 'openTemplate', templateId: null }),
    },
    { id: 'go.runs', title: text.runs, group: 'go', run: () => go({ kind: 'runs' }) },
  ];
  // What a report tells of is a notebook: the one on screen, or the first.
  const notebookId = place.kind === 'notebook' ? place.notebookId : project.notebooks[0]?.id;
  if (notebookId === undefined) return [...always, ...opened];
  const ofNotebook: Command[] = [
    {
      id: 'report.write',
      title: text.report,
      group: 'notebook',
      keys: ['Ctrl+E'],
      run: () => openDialog({ kind: 'report', notebookId }),
    },
    {
      id: 'template.save',
      title: text.saveTemplate,
      group: 'notebook',
      run: () => openDialog({ kind: 'saveTemplate', notebookId }),
    },
  ];
  return [...always, ...opened, ...ofNotebook];
}

const TUTORIAL = 'know-your-customers';

/** The commands of the window itself. */
function useWindowCommands(back: (() => void) | null): Command[] {
  const { locale, setLocale } = useText();
  const { scheme, setChoice } = useTheme();
  const { go } = usePlace();
  return [
    {
      id: 'app.palette',
      title: text.palette,
      group: 'app',
      keys: ['Ctrl+K'],
      run: () => openDialog({ kind: 'palette' }),
    },
    {
      id: 'app.settings',
      title: text.settings,
      group: 'app',
      keys: ['Ctrl+,'],
      run: () => openDialog({ kind: 'settings', tab: 'general' }),
    },
    {
      id: 'app.keys',
      title: text.keys,
      group: 'app',
      keys: ['?'],
      run: () => openDialog({ kind: 'settings', tab: 'keys' }),
    },
    { id: 'app.system', title: text.system, group: 'app', run: () => openDialog({ kind: 'system' }) },
    { id: 'app.language', title: text.language, group: 'app', run: () => setLocale(locale === 'zh' ? 'en' : 'zh') },
    { id: 'app.theme', title: text.theme, group: 'app', run: () => setChoice(scheme === 'dark' ? 'light' : 'dark') },
    { id: 'app.demo', title: text.demo, group: 'app', keys: ['F11'], run: () => void toggleDemo() },
    ...(back ? [{ id: 'go.back', title: text.back, group: 'go', keys: ['Alt+ArrowLeft'], run: back } as const] : []),
    { id: 'go.start', title: text.start, group: 'go', run: () => go({ kind: 'start' }) },
    { id: 'help.open', title: text.help, group: 'help', keys: ['F1'], run: () => go({ kind: 'help', page: '' }) },
    {
      id: 'tutorial.open',
      title: text.tutorial,
      group: 'help',
      run: () => go({ kind: 'tutorial', tutorialId: TUTORIAL }),
    },
    {
      id: 'app.about',
      title: text.about,
      group: 'help',
      run: () => openDialog({ kind: 'settings', tab: 'about' }),
    },
  ];
}

/** Offers everything that can be done wherever one is. */
export function AppCommands({ back }: { back: (() => void) | null }): ReactNode {
  useCommands([...useProjectCommands(), ...useWindowCommands(back)]);
  return null;
}
