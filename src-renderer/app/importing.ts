import { toErrorPayload } from '../../src-main/contract/errors.ts';
import { formatText } from '../../src-main/contract/text.ts';
import { chooseFiles } from '../data/choose-files.ts';
import { call } from '../engine/call.ts';
import { desktop } from '../engine/desktop.ts';
import { texts } from '../i18n/texts.ts';
import { baseName } from '../ui/base-name.ts';
import { openDialog } from './dialogs.ts';
import { notify } from './notices.ts';
import { currentLocale } from './preferences.ts';
import { createProject, hasProject, openProject } from './projects.ts';

const text = texts({
  choose: { en: 'Import files', zh: '导入文件' },
  noDrop: {
    en: 'A browser does not tell where a dropped file lies. Choose “Import” and type its path.',
    zh: '浏览器不会提供拖入文件的位置。请选择“导入”并输入文件路径。',
  },
  practiceFailed: { en: 'The practice files could not be made.', zh: '无法生成练习文件。' },
});

const PROJECT = '.clientele';

/** A name for a project of this file: its own, without folder and ending. */
function projectName(file: string): string {
  return baseName(file).replace(/(\.[^.]+)+$/, '');
}

/** Begins an import; where no project is open, one is made for it first. */
export async function importFiles(paths: readonly string[]): Promise<void> {
  const [first] = paths;
  if (first === undefined) return;
  if (!hasProject() && !(await createProject(projectName(first)))) return;
  openDialog({ kind: 'import', paths });
}

/** Asks for files and begins an import of them. */
export async function chooseImport(): Promise<void> {
  await importFiles(await chooseFiles(formatText(text.choose, undefined, currentLocale())));
}

/** Makes the order file of a practice shop and begins an import of it. */
export async function importPractice(): Promise<void> {
  try {
    const { files } = await call('sample.files', {});
    await importFiles(files.slice(0, 1));
  } catch (thrown) {
    notify({ tone: 'error', text: text.practiceFailed, error: toErrorPayload(thrown) });
  }
}

/** Takes files that were dropped on the window: a project is opened, everything else imported. */
export async function takeDropped(files: readonly File[]): Promise<void> {
  if (!desktop) return notify({ id: 'drop', tone: 'info', text: text.noDrop });
  const paths = await desktop.pathsOfDrop([...files]);
  const project = paths.find((path) => path.endsWith(PROJECT));
  if (project) await openProject(project);
  else await importFiles(paths);
}
