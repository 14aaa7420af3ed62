// Starts the packaged app, imports a file in it and runs the sample shop: `node drive-package.mjs <binary> <home> [user id]`. It is driven over
// the debugging port, since its fuses keep every other debugger out.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { chromium } from 'playwright-core';
import { say } from './ensure.mjs';

const [binary, home, user] = process.argv.slice(2);
const settings = path.join(home, 'settings');
const orders = path.join(home, 'orders.csv');
const ROWS = 1000;
const PATIENCE_MS = 60_000;

function writeOrders() {
  const rows = Array.from({ length: ROWS }, (_, i) => {
    const day = String((i % 28) + 1).padStart(2, '0');
    return `o${i >> 1},c${i % 90},p${i % 37},${(i % 4) + 1},${(i % 50) + 0.5},2024-03-${day} 10:00`;
  });
  fs.writeFileSync(orders, ['order_id,customer_id,product_id,quantity,price,ordered_at', ...rows].join('\n'));
}

/** What the display asks for a password with, where the app's user may read it. */
function authority() {
  if (!process.env.XAUTHORITY) return {};
  const copy = path.join(home, 'Xauthority');
  fs.copyFileSync(process.env.XAUTHORITY, copy);
  if (user) fs.chownSync(copy, Number(user), Number(user));
  return { XAUTHORITY: copy };
}

function startApp() {
  const args = [
    '--remote-debugging-port=0',
    '--use-gl=angle',
    '--use-angle=swiftshader',
    '--enable-unsafe-swiftshader',
  ];
  args.push(`--user-data-dir=${settings}`);
  if (!user && process.getuid?.() === 0) args.push('--no-sandbox');
  const env = { HOME: home, PATH: '/usr/bin:/bin', LANG: 'C.UTF-8', DISPLAY: process.env.DISPLAY, ...authority() };
  const plain = user ? ['setpriv', `--reuid=${user}`, `--regid=${user}`, '--clear-groups'] : [];
  const [command, ...rest] = [...plain, binary, ...args];
  const app = spawn(command, rest, { cwd: home, env, stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  app.stderr.setEncoding('utf8').on('data', (text) => (said += text));
  return { app, said: () => said };
}

async function until(what, attempt) {
  const end = Date.now() + PATIENCE_MS;
  for (;;) {
    const value = await attempt();
    if (value) return value;
    if (Date.now() > end) throw new Error(`waited in vain for ${what}`);
    await pause(50);
  }
}

/** Calls the engine as the window does. */
const call = (page, name, input = {}) =>
  page.evaluate(
    async ([path, body]) => {
      const answer = await fetch(`/engine/call/${path}`, { method: 'POST', body });
      const value = await answer.json();
      if (!answer.ok) throw new Error(`${path}: ${JSON.stringify(value)}`);
      return value;
    },
    [name, JSON.stringify(input)],
  );

/** Gives the page a file of the disk, as dropping it on the window does. */
async function give(page, file) {
  await page.evaluate(() => {
    const input = Object.assign(document.createElement('input'), { type: 'file', id: 'given', hidden: true });
    document.body.append(input);
  });
  const devtools = await page.context().newCDPSession(page);
  const { root } = await devtools.send('DOM.getDocument');
  const { nodeId } = await devtools.send('DOM.querySelector', { nodeId: root.nodeId, selector: '#given' });
  await devtools.send('DOM.setFileInputFiles', { nodeId, files: [file] });
  return page.evaluate(async () => {
    const input = document.querySelector('#given');
    const paths = await globalThis.desktop.pathsOfDrop([...input.files]);
    input.remove();
    return paths;
  });
}

async function importOrders(page) {
  assert.deepEqual(await give(page, orders), [orders]);
  const project = await page.evaluate(() => globalThis.desktop.newSamplePath());
  await call(page, 'project.create', { path: project });
  const preview = await call(page, 'import.preview', { paths: [orders], options: {} });
  await call(page, 'import.run', { plan: preview.plan });
  const [dataset] = await until('the dataset', async () => {
    const view = await call(page, 'project.view');
    return view.datasets.length > 0 ? view.datasets : null;
  });
  assert.equal(dataset.nRows, ROWS);
  await call(page, 'project.close');
}

const SETTLED = ['ready', 'failed', 'cancelled'];

/** Runs the sample shop's notebook and a query on it: every thread and process of the engine has to start. */
async function runSample(page) {
  const file = await page.evaluate(() => globalThis.desktop.newSamplePath());
  const { notebookId } = await call(page, 'project.sample', { path: file });
  await call(page, 'panel.add', { notebookId, afterId: null, kind: 'sql', body: 'SELECT count(*) AS n FROM rfm' });
  await call(page, 'notebook.runStale', { notebookId });
  const panels = await until('the notebook', async () => {
    const views = await call(page, 'notebook.view', { notebookId });
    const computed = views.filter(({ panel }) => panel.kind !== 'note');
    return computed.every(({ state }) => SETTLED.includes(state)) ? computed : null;
  });
  assert.deepEqual([...new Set(panels.map(({ state }) => state))], ['ready']);
  say(`  ${panels.length} panels of the sample shop ran`);
  await call(page, 'project.close');
}

/** Help is read from files beside the engine. */
async function readHelp(page) {
  const [first] = await call(page, 'help.pages');
  const { markdown } = await call(page, 'help.page', { page: first.page, locale: 'zh' });
  assert.match(markdown, /^# \p{Script=Han}/u);
}

/** Chromium's sandbox shows in the pages' own process: its system calls are filtered. */
function isSandboxed(pid) {
  return fs.readdirSync('/proc').some((name) => {
    try {
      const command = fs.readFileSync(`/proc/${name}/cmdline`, 'utf8');
      const isPage = command.includes('--type=renderer') && command.includes(path.dirname(binary));
      return isPage && Number(name) > pid && /^Seccomp:\s+2$/m.test(fs.readFileSync(`/proc/${name}/status`, 'utf8'));
    } catch {
      return false;
    }
  });
}

writeOrders();
const { app, said } = startApp();
try {
  const portFile = path.join(settings, 'DevToolsActivePort');
  const port = await until(
    'the window',
    () => fs.existsSync(portFile) && fs.readFileSync(portFile, 'utf8').split('\n')[0],
  );
  const browser = await chromium.connectOverCDP(`http://127.0.0.1:${port}`);
  const page = await until('the page', () =>
    browser
      .contexts()[0]
      ?.pages()
      .find((one) => one.url().startsWith('app://')),
  );
  const info = await call(page, 'engine.info');
  say(`  engine ${info.version} on Node ${info.node}, as user ${user || process.getuid?.()}`);
  if (user) assert.ok(isSandboxed(app.pid), 'Chromium’s sandbox is on');
  await importOrders(page);
  await runSample(page);
  await readHelp(page);
  await browser.close();
} catch (error) {
  say(`${error.stack}\n${said()}`);
  process.exitCode = 1;
} finally {
  app.kill();
}
