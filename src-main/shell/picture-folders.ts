import { chooseFolder } from './dialogs.ts';
import type { EngineProcess } from './engine-process.ts';
import { readSettings, saveSettings } from './settings.ts';

/** Folders that are remembered; the ones chosen longest ago go first. */
const KEPT_FOLDERS = 200;

/** Asks where the files of a dataset's picture column lie. @returns whether a folder was chosen. */
export async function choosePictureFolder(
  engine: EngineProcess,
  { title, datasetId }: { title: string; datasetId: string },
): Promise<boolean> {
  const folder = await chooseFolder(title);
  if (folder === null) return false;
  const others = Object.entries(readSettings().pictureFolders).filter(([id]) => id !== datasetId);
  const kept: [string, string][] = [...others, [datasetId, folder]];
  saveSettings({ pictureFolders: Object.fromEntries(kept.slice(-KEPT_FOLDERS)) });
  await engine.setPictureFolder(datasetId, folder);
  return true;
}

/** Shows no more pictures of a dataset. */
export async function forgetPictureFolder(engine: EngineProcess, datasetId: string): Promise<void> {
  const others = Object.entries(readSettings().pictureFolders).filter(([id]) => id !== datasetId);
  saveSettings({ pictureFolders: Object.fromEntries(others) });
  await engine.setPictureFolder(datasetId, null);
}

/** Tells the engine of the folders that were chosen before. */
export async function tellPictureFolders(engine: EngineProcess): Promise<void> {
  for (const [datasetId, folder] of Object.entries(readSettings().pictureFolders))
    await engine.setPictureFolder(datasetId, folder);
}
