import fs from 'node:fs';
import path from 'node:path';
import { BrowserWindow, app, nativeTheme, screen, type Rectangle } from 'electron';
import { ORIGIN } from './protocol.ts';
import { readSettings, saveSettings } from './settings.ts';

const DESIGN_SIZE = { width: 1280, height: 800 };
const LEAST_SIZE = { minWidth: 900, minHeight: 600 };

/** Chrome of the two themes while nothing is drawn yet, so that no white flashes. */
const BACKGROUND = { light: '#eef0f2', dark: '#0f1417' };

/** Remembered bounds, unless they lie on a screen that is gone. */
function rememberedBounds(): Partial<Rectangle> {
  const { bounds } = readSettings();
  if (!bounds) return DESIGN_SIZE;
  const area = screen.getDisplayMatching(bounds).workArea;
  const isVisible =
    bounds.x < area.x + area.width &&
    bounds.y < area.y + area.height &&
    bounds.x + bounds.width > area.x &&
    bounds.y + bounds.height > area.y;
  return isVisible ? bounds : DESIGN_SIZE;
}

/** Shows the window; `npm start` learns from the mark that there is one. */
function show(window: BrowserWindow): void {
  window.show();
  const mark = process.env.CLIENTELE_WINDOW_MARK;
  if (mark) fs.writeFileSync(mark, '');
}

/** Opens the window; it is shown once it has something to show. */
export function createWindow(): BrowserWindow {
  const window = new BrowserWindow({
    ...rememberedBounds(),
    ...LEAST_SIZE,
    show: false,
    title: app.name,
    icon: path.join(app.getAppPath(), 'resources', 'icons', 'icon.png'),
    backgroundColor: BACKGROUND[nativeTheme.shouldUseDarkColors ? 'dark' : 'light'],
    webPreferences: {
      preload: path.join(app.getAppPath(), 'out', 'preload', 'index.cjs'),
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      webSecurity: true,
      webviewTag: false,
      spellcheck: false,
    },
  });
  window.once('ready-to-show', () => show(window));
  window.on('close', () => saveSettings({ bounds: window.getNormalBounds() }));
  // What a person did is in the project file; a page that died starts again from there.
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason !== 'clean-exit' && !window.isDestroyed()) window.reload();
  });
  // Going to about:blank is the one navigation that asks nobody before.
  window.webContents.on('did-navigate', (_event, url) => {
    if (!url.startsWith(`${ORIGIN}/`)) void window.loadURL(`${ORIGIN}/`);
  });
  void window.loadURL(`${ORIGIN}/`);
  return window;
}
