import { BrowserWindow, dialog, type OpenDialogOptions, type SaveDialogOptions } from 'electron';
import type { EngineProcess } from './engine-process.ts';
import { allowFile, rememberTarget } from './files.ts';

const owner = (): BrowserWindow | undefined => BrowserWindow.getAllWindows()[0];

const filtersOf = (extensions: readonly string[]): Electron.FileFilter[] =>
  extensions.length > 0
    ? [{ name: extensions.map((extension) => `*.${extension}`).join(', '), extensions: [...extensions] }]
    : [];

async function askForFiles(options: OpenDialogOptions): Promise<string[]> {
  const window = owner();
  const { filePaths } = await (window ? dialog.showOpenDialog(window, options) : dialog.showOpenDialog(options));
  return filePaths;
}

/** Asks for files to read. */
export async function openFiles(
  engine: EngineProcess,
  { title, extensions, many }: { title: string; extensions: string[]; many: boolean },
): Promise<string[]> {
  const properties: OpenDialogOptions['properties'] = many ? ['openFile', 'multiSelections'] : ['openFile'];
  const files = await askForFiles({ title, properties, filters: filtersOf(extensions) });
  for (const file of files) await allowFile(engine, file, 'read');
  return files;
}

/** Asks for a folder, from which pictures are then read. */
export async function chooseFolder(title: string): Promise<string | null> {
  const [folder] = await askForFiles({ title, properties: ['openDirectory'] });
  return folder ?? null;
}

/** Asks for a project, which is read and written. */
export async function openProject(engine: EngineProcess): Promise<string | null> {
  const [file] = await askForFiles({ properties: ['openFile'], filters: filtersOf(['clientele']) });
  if (!file) return null;
  await allowFile(engine, file, 'write');
  return file;
}

/** Asks where to write. */
export async function saveFile(
  engine: EngineProcess,
  { title, name, extensions }: { title: string; name: string; extensions: string[] },
): Promise<string | null> {
  const options: SaveDialogOptions = { title, defaultPath: name, filters: filtersOf(extensions) };
  const window = owner();
  const { filePath } = await (window ? dialog.showSaveDialog(window, options) : dialog.showSaveDialog(options));
  if (!filePath) return null;
  await allowFile(engine, filePath, 'write');
  rememberTarget(filePath);
  return filePath;
}
