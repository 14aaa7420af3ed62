import { BrowserWindow, app, nativeTheme } from 'electron';
import { startEngine, type EngineProcess } from './engine-process.ts';
import { allowFile } from './files.ts';
import { setMenu } from './menu.ts';
import { answerNativeCalls } from './native-calls.ts';
import { answerScheme, registerScheme } from './protocol.ts';
import { lockDown } from './lock-down.ts';
import { currentLocale, readSettings, speakThisTime } from './settings.ts';
import { readStartup, type Startup } from './startup.ts';
import { createWindow } from './windows.ts';

const startup = readStartup(process.argv, process.cwd());
if (startup.userData) app.setPath('userData', startup.userData);

function showWindow(engine: EngineProcess, given: Startup): void {
  nativeTheme.themeSource = readSettings().theme ?? 'system';
  if (given.locale) speakThisTime(given.locale);
  answerScheme(engine);
  answerNativeCalls(engine, given);
  const window = createWindow();
  setMenu(window, currentLocale());
  engine.onState((state) => {
    if (!window.isDestroyed()) window.webContents.send('engine-state', state);
  });
}

/** A second start, or a file opened in the desktop: the window that stands takes it. */
async function openInWindow(engine: EngineProcess, project: string | null): Promise<void> {
  const [window] = BrowserWindow.getAllWindows();
  if (!window) return;
  if (window.isMinimized()) window.restore();
  window.focus();
  if (!project) return;
  await allowFile(engine, project, 'write');
  window.webContents.send('open-project', project);
}

function start(): void {
  // Root cannot have Chromium's sandbox; without it a child process would not start at all.
  if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
  registerScheme();
  lockDown();
  // It starts beside the window, not after it.
  const engine = startEngine();
  void app.whenReady().then(() => showWindow(engine, startup));
  app.on('second-instance', (_event, argv, folder) => void openInWindow(engine, readStartup(argv, folder).open));
  app.on('open-file', (event, file) => {
    event.preventDefault();
    void openInWindow(engine, file);
  });
  app.on('window-all-closed', () => app.quit());
  app.on('will-quit', () => engine.stop());
}

// One instance a data folder: two would fight over its settings.
if (app.requestSingleInstanceLock()) start();
else app.quit();
