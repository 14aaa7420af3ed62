import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { BrowserWindow, app, session } from 'electron';
import { saveFile } from './dialogs.ts';
import type { EngineProcess } from './engine-process.ts';

/** Pages that the engine writes so that they can be printed, by the file they become. */
const pages = new Map<string, string>();

const dropPage = (page: string): void => fs.rmSync(path.dirname(page), { recursive: true, force: true });

// What was never printed does not stay behind.
app.once('will-quit', () => {
  for (const page of pages.values()) dropPage(page);
});

/** Asks where a PDF is to be written, and says where the engine may write the page that it is printed from. */
export async function savePdf(
  engine: EngineProcess,
  { title, name }: { title: string; name: string },
): Promise<{ path: string; page: string } | null> {
  const file = await saveFile(engine, { title, name, extensions: ['pdf'] });
  if (!file) return null;
  const page = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'clientele-')), 'page.html');
  await engine.grant(page, true);
  const before = pages.get(path.resolve(file));
  if (before !== undefined) dropPage(before);
  pages.set(path.resolve(file), page);
  return { path: file, page };
}

/** The script of a page draws its figures first; a page without one is ready as it is. */
const UNTIL_DRAWN = `new Promise((done) => {
  const look = () => document.scripts.length === 0 || document.documentElement.dataset.ready ? done() : setTimeout(look, 50);
  look();
})`;

/** A window that nobody sees and that can load one file, and nothing else. */
function printingWindow(page: string): BrowserWindow {
  const own = session.fromPartition(`print-${path.basename(path.dirname(page))}`);
  const { href } = pathToFileURL(page);
  own.webRequest.onBeforeRequest(({ url }, answer) =>
    answer({ cancel: url !== href && !/^(?:data|blob|devtools):/.test(url) }),
  );
  own.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  return new BrowserWindow({
    show: false,
    width: 794,
    height: 1123,
    webPreferences: { session: own, contextIsolation: true, sandbox: true, nodeIntegration: false, spellcheck: false },
  });
}

/** Prints the page that was written for a file. @throws where nobody asked for that file, or it cannot be written */
export async function printPdf(file: string): Promise<void> {
  const resolved = path.resolve(file);
  const page = pages.get(resolved);
  if (!page) throw new Error('refused: not a file that was asked for');
  pages.delete(resolved);
  const window = printingWindow(page);
  try {
    await window.loadFile(page);
    await window.webContents.executeJavaScript(UNTIL_DRAWN);
    const pdf = await window.webContents.printToPDF({ preferCSSPageSize: true, printBackground: true });
    const partial = `${resolved}.part`;
    await fs.promises.writeFile(partial, pdf);
    await fs.promises.rename(partial, resolved);
  } finally {
    window.destroy();
    dropPage(page);
  }
}
