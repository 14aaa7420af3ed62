import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { BrowserWindow, app, ipcMain, nativeTheme } from 'electron';
import { z } from 'zod';
import type { RecentProject } from '../contract/desktop.ts';
import { openFiles, openProject, saveFile } from './dialogs.ts';
import type { EngineProcess } from './engine-process.ts';
import { allowFile, openReport, requireOpenable, showInFolder } from './files.ts';
import { setMenu } from './menu.ts';
import { choosePictureFolder, forgetPictureFolder, tellPictureFolders } from './picture-folders.ts';
import { printPdf, savePdf } from './print.ts';
import { ORIGIN } from './protocol.ts';
import { forgetProject, noteProject, recentProjects } from './recent-projects.ts';
import { currentLocale, desktopSettings, readSettings, saveSettings } from './settings.ts';
import type { Startup } from './startup.ts';

const nothing = z.undefined();
const title = z.string().max(200);
const extensions = z.array(z.string().regex(/^[a-z0-9]+$/)).max(20);
const file = z.string().min(1).max(4096);
const datasetId = z.string().regex(/^[\w-]{1,100}$/);

const MAX_DROPPED_FILES = 100;

/** Answers only the window's own top frame, with parsed input. */
function handle<S extends z.ZodType>(channel: string, schema: S, answer: (input: z.output<S>) => unknown): void {
  ipcMain.handle(channel, (event, input: unknown) => {
    const frame = event.senderFrame;
    // Node gives every address of a scheme of our own the origin "null", so the address itself is compared.
    const isWindow = frame?.parent === null && frame.url.startsWith(`${ORIGIN}/`);
    if (!isWindow) throw new Error('refused: not the window');
    return answer(schema.parse(input));
  });
}

const SAMPLE_NAME = 'Sample shop';

/** Where the n-th sample shop lies. */
function samplePath(n: number): string {
  const folder = path.join(app.getPath('documents') || os.homedir(), 'Clientele');
  fs.mkdirSync(folder, { recursive: true });
  return path.join(folder, n === 1 ? `${SAMPLE_NAME}.clientele` : `${SAMPLE_NAME} ${n}.clientele`);
}

function freshSamplePath(): string {
  for (let n = 1; ; n++) if (!fs.existsSync(samplePath(n))) return samplePath(n);
}

async function openableRecent(engine: EngineProcess): Promise<RecentProject[]> {
  const projects = recentProjects();
  // They were chosen once, in this app: opening one again needs no dialog.
  for (const project of projects) if (project.exists) await allowFile(engine, project.path, 'write');
  return projects;
}

function answerFileCalls(engine: EngineProcess, startup: Startup): void {
  const writable = async (target: string): Promise<string> => {
    await allowFile(engine, target, 'write');
    return target;
  };
  handle('startup', nothing, async () => {
    // The sample shop of an earlier start is opened again, with what was done to it.
    const sample = startup.sample ? samplePath(1) : null;
    const open = startup.open ?? (sample && fs.existsSync(sample) ? sample : null);
    if (open) return { open: await writable(open), sample: null };
    return { open: null, sample: sample && (await writable(sample)) };
  });
  handle('new-sample-path', nothing, () => writable(freshSamplePath()));
  handle('open-files', z.object({ title, extensions, many: z.boolean() }), (options) => openFiles(engine, options));
  handle('open-project', nothing, () => openProject(engine));
  handle('save-file', z.object({ title, name: title, extensions }), (options) => saveFile(engine, options));
  handle('allow-dropped', z.array(file).max(MAX_DROPPED_FILES), async (files) => {
    for (const dropped of files) await allowFile(engine, dropped, dropped.endsWith('.clientele') ? 'write' : 'read');
    return files;
  });
  handle('save-pdf', z.object({ title, name: title }), (options) => savePdf(engine, options));
  handle('print-pdf', file, printPdf);
  handle('open-report', file, openReport);
  handle('show-in-folder', file, showInFolder);
  handle('recent-projects', nothing, () => openableRecent(engine));
  handle('note-project', file, (given) => noteProject(requireOpenable(given)));
  handle('forget-project', file, forgetProject);
}

/** Everything native that the window can ask for. */
export function answerNativeCalls(engine: EngineProcess, startup: Startup): void {
  answerFileCalls(engine, startup);
  handle('choose-picture-folder', z.object({ title, datasetId }), (asked) => choosePictureFolder(engine, asked));
  handle('forget-picture-folder', datasetId, (id) => forgetPictureFolder(engine, id));
  // An engine that cannot be reached now is told when it stands.
  void tellPictureFolders(engine).catch(() => undefined);
  handle('settings', nothing, () => {
    const { locale, theme, keys } = readSettings();
    return { locale, theme, keys };
  });
  handle('save-settings', desktopSettings, (changes) => {
    saveSettings(changes);
    if (changes.theme !== undefined) nativeTheme.themeSource = changes.theme ?? 'system';
    const [window] = BrowserWindow.getAllWindows();
    if (changes.locale !== undefined && window) setMenu(window, currentLocale());
  });
  handle('engine-state', nothing, () => engine.state());
  handle('restart-engine', nothing, () => engine.restart());
}
