import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { _electron, type ElectronApplication, type Page } from 'playwright-core';
import { childrenOf } from './processes.ts';

/**
 * Drives the built app in a real window. Every launch has its own settings, home and temporary folder.
 *
 * ```ts
 * const app = await launch();
 * await app.page.getByRole('button', { name: 'Import' }).click();
 * await shot(app.page, 'import');
 * await app.close();
 * ```
 */

const ROOT = path.resolve(import.meta.dirname, '..', '..');
const SCREENS = path.join(import.meta.dirname, 'screens');

/** Software rendering that says nothing, without asking the machine for a GPU. */
const GRAPHICS = ['--use-gl=angle', '--use-angle=swiftshader', '--enable-unsafe-swiftshader'];

export interface LaunchOptions {
  /** A project to open. */
  readonly project?: string;
  /** Opens the sample shop. */
  readonly sample?: boolean;
  readonly locale?: 'en' | 'zh' | 'pseudo';
  readonly theme?: 'light' | 'dark';
  readonly size?: { readonly width: number; readonly height: number };
  /** The folders of an earlier launch, to start again where it ended. */
  readonly home?: string;
  /** More words of the command line. */
  readonly args?: readonly string[];
}

/** The running app. */
export interface App {
  readonly electron: ElectronApplication;
  readonly page: Page;
  /** Holds settings, documents and what the test writes; deleted by `close` unless it was given to `launch`. */
  readonly home: string;
  /** What the page and the main process complained about. */
  readonly complaints: readonly string[];
  close(): Promise<void>;
}

/** Lines that Chromium writes in a container and that say nothing about the app. */
const KNOWN_NOISE =
  /bus\.cc|dbus|DBus|vaInitialize|gl_factory|viz_main_impl|Debugger (listening|ending|attached)|For help, see|gpu_|GPU|Vulkan|latency_info/;

function startSettings({ theme, size }: LaunchOptions): Record<string, unknown> {
  return { ...(theme ? { theme } : {}), ...(size ? { bounds: { x: 0, y: 0, ...size } } : {}) };
}

function prepareHome(options: LaunchOptions): string {
  const home = options.home ?? fs.mkdtempSync(path.join(os.tmpdir(), 'clientele-e2e-'));
  const settings = path.join(home, 'settings', 'settings.json');
  const changes = startSettings(options);
  fs.mkdirSync(path.dirname(settings), { recursive: true });
  if (Object.keys(changes).length > 0) {
    const before = fs.existsSync(settings) ? (JSON.parse(fs.readFileSync(settings, 'utf8')) as object) : {};
    fs.writeFileSync(settings, JSON.stringify({ ...before, ...changes }));
  }
  return home;
}

/** The words that start the app. */
export function commandLine(options: LaunchOptions, home: string): string[] {
  return [
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    ...GRAPHICS,
    ROOT,
    `--user-data-dir=${path.join(home, 'settings')}`,
    ...(options.locale ? [`--locale=${options.locale}`] : []),
    ...(options.sample ? ['--sample'] : []),
    ...(options.project ? [options.project] : []),
    ...(options.args ?? []),
  ];
}

/** Waits until the window can be used: it stands, its fonts are there, and the engine answers. */
export async function waitForUsable(page: Page): Promise<void> {
  await page.waitForFunction(() => document.querySelector('#root > *, #app > *, main') !== null);
  await page.evaluate(async () => {
    await document.fonts.ready;
    const answer = await fetch('/engine/call/engine.info', { method: 'POST', body: '{}' });
    if (!answer.ok) throw new Error(`the engine answered ${answer.status}`);
  });
}

/** Starts the built app. @throws where it complains before it can be used. */
export async function launch(options: LaunchOptions = {}): Promise<App> {
  const home = prepareHome(options);
  const complaints: string[] = [];
  const environment = { ...process.env, HOME: home, XDG_CONFIG_HOME: path.join(home, 'config') };
  const electron = await _electron.launch({
    args: commandLine(options, home),
    cwd: ROOT,
    env: environment,
    timeout: 60_000,
  });
  electron.process().stderr?.on('data', (data: Buffer) => {
    complaints.push(
      ...String(data)
        .split('\n')
        .filter((line) => line.trim() !== '' && !KNOWN_NOISE.test(line)),
    );
  });
  const page = await electron.firstWindow();
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => complaints.push(`page: ${error.message}`));
  const app: App = {
    electron,
    page,
    home,
    complaints,
    async close() {
      await electron.close();
      if (options.home === undefined) fs.rmSync(home, { recursive: true, force: true });
    },
  };
  try {
    await waitForUsable(page);
  } catch (cause) {
    const seen = complaints.join('\n');
    await app.close();
    throw new Error(`the window did not become usable:\n${seen}`, { cause });
  }
  return app;
}

/** Writes a picture of the window to test/e2e/screens/, once what moves has come to rest. */
export async function shot(page: Page, name: string): Promise<void> {
  fs.mkdirSync(SCREENS, { recursive: true });
  await page.screenshot({ path: path.join(SCREENS, `${name}.png`), animations: 'disabled', caret: 'hide' });
}

/** Sets the size of the window's content. */
export async function resize(app: App, width: number, height: number): Promise<void> {
  await app.electron.evaluate(
    ({ BrowserWindow }, size) => BrowserWindow.getAllWindows()[0]?.setContentSize(size.width, size.height),
    { width, height },
  );
  await app.page.waitForFunction((size) => innerWidth === size.width && innerHeight === size.height, { width, height });
}

/** Answers the system's next open dialogs, which no test can click, with these files. */
export async function answerOpenDialog(app: App, files: readonly string[]): Promise<void> {
  await app.electron.evaluate(({ dialog }, filePaths) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: filePaths.length === 0, filePaths: [...filePaths] });
  }, files);
}

/** Answers the system's next save dialogs with this path, or cancels them. */
export async function answerSaveDialog(app: App, file: string | null): Promise<void> {
  await app.electron.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: filePath === null, filePath: filePath ?? '' });
  }, file);
}

/** Ends the engine as a crash would. @returns its process id. */
export function crashEngine(app: App): number {
  const main = app.electron.process().pid ?? 0;
  const engine = childrenOf(main).find(({ command }) => /engine\.mjs|engine\/main\.ts/.test(command));
  if (!engine) throw new Error('there is no engine');
  process.kill(engine.pid, 'SIGKILL');
  return engine.pid;
}
