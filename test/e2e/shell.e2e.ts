import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answerOpenDialog, answerSaveDialog, commandLine, crashEngine, launch, type App } from './harness.ts';
import { callDesktop, callEngine } from './page-calls.ts';
import { childrenOf, isAlive } from './processes.ts';

/** What main does around the page: the engine's life, files that were chosen, settings, a second start. */

const home = fs.mkdtempSync(path.join(os.tmpdir(), 'clientele-shell-'));
const enginePid = (app: App): number =>
  childrenOf(app.electron.process().pid ?? 0).find(({ command }) => command.includes('engine'))?.pid ?? 0;

async function until(what: string, holds: () => boolean | Promise<boolean>): Promise<void> {
  const end = Date.now() + 15_000;
  while (!(await holds())) {
    if (Date.now() > end) throw new Error(`waited in vain for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

const engineState = async (app: App): Promise<unknown> => {
  const answer = await callDesktop(app.page, 'engineState');
  return 'got' in answer ? (answer.got as { state: string }).state : answer.refused;
};

afterAll(() => fs.rmSync(home, { recursive: true, force: true }));

describe('files', () => {
  let app: App;
  const project = path.join(home, 'shop.clientele');
  const orders = path.join(home, 'orders.csv');

  beforeAll(async () => {
    fs.writeFileSync(orders, 'order_id,customer_id,price\n1,a,2.5\n2,b,3.5\n');
    app = await launch({ home });
  });
  afterAll(() => app.close());

  it('may be read once they were chosen, and not before', async () => {
    const preview = { paths: [orders], options: {} };
    expect((await callEngine(app.page, 'import.preview', preview)).body).toContain('file-not-granted');
    await answerOpenDialog(app, [orders]);
    const chosen = await callDesktop(app.page, 'openFiles', { title: 'Import', extensions: ['csv'], many: true });
    expect(chosen).toEqual({ got: [orders] });
    expect((await callEngine(app.page, 'import.preview', preview)).status).toBe(200);
  });

  it('that were chosen to be read are not written', async () => {
    expect((await callEngine(app.page, 'project.create', { path: orders, overwrite: true })).body).toContain(
      'file-not-granted',
    );
  });

  it('are not chosen by a dialog that was closed', async () => {
    await answerSaveDialog(app, null);
    const options = { title: 'New', name: 'shop', extensions: ['clientele'] };
    expect(await callDesktop(app.page, 'saveFile', options)).toEqual({ got: null });
  });

  it('that were saved are remembered, followed when they are renamed, and marked when they are gone', async () => {
    await answerSaveDialog(app, project);
    await callDesktop(app.page, 'saveFile', { title: 'New', name: 'shop', extensions: ['clientele'] });
    expect((await callEngine(app.page, 'project.create', { path: project })).status).toBe(200);
    await callEngine(app.page, 'project.close', {});
    await callDesktop(app.page, 'noteProject', project);
    const moved = path.join(home, 'archive', 'shop 2024.clientele');
    fs.mkdirSync(path.dirname(moved));
    fs.renameSync(project, moved);
    const followed = { path: moved, name: 'shop 2024', exists: true };
    expect(await callDesktop(app.page, 'recentProjects')).toMatchObject({ got: [followed] });
    expect((await callEngine(app.page, 'project.open', { path: moved })).status).toBe(200);
    await callEngine(app.page, 'project.close', {});
    fs.rmSync(moved);
    expect(await callDesktop(app.page, 'recentProjects')).toMatchObject({ got: [{ ...followed, exists: false }] });
    await callDesktop(app.page, 'forgetProject', moved);
    expect(await callDesktop(app.page, 'recentProjects')).toEqual({ got: [] });
  });
});

describe('the engine', () => {
  it('is started again after a crash, and knows what was chosen', async () => {
    const given = path.join(home, 'given.clientele');
    const app = await launch({ project: given });
    await callDesktop(app.page, 'startup');
    const killed = crashEngine(app);
    await until('main to notice', () => childrenOf(app.electron.process().pid ?? 0).every(({ pid }) => pid !== killed));
    // A call that comes in the gap waits for the next engine.
    expect((await callEngine(app.page, 'project.create', { path: given })).status).toBe(200);
    expect(await engineState(app)).toBe('ready');
    await app.close();
  });

  it('is given up after three early ends, says so, and comes back when asked', async () => {
    const app = await launch();
    for (let n = 0; n < 3; n++) {
      await until('an engine', async () => enginePid(app) !== 0 && (n === 0 || (await engineState(app)) === 'ready'));
      crashEngine(app);
      await until('its end', async () => (await engineState(app)) === 'crashed');
    }
    const refused = await callEngine(app.page, 'engine.info', {});
    expect(refused.status).toBe(503);
    expect(refused.body).toContain('engine-failed');
    await callDesktop(app.page, 'restartEngine');
    expect((await callEngine(app.page, 'engine.info', {})).status).toBe(200);
    await app.close();
  });

  it('does not outlive a main process that was killed', async () => {
    const app = await launch();
    const pid = enginePid(app);
    expect(isAlive(pid)).toBe(true);
    app.electron.process().kill('SIGKILL');
    await until('the end of the engine', () => !isAlive(pid));
    fs.rmSync(app.home, { recursive: true, force: true });
  });
});

describe('settings', () => {
  it('survive a start, and a damaged file', async () => {
    const kept = path.join(home, 'kept');
    fs.mkdirSync(kept);
    let app = await launch({ home: kept });
    await callDesktop(app.page, 'saveSettings', { theme: 'dark', keys: { 'panel.run': 'Ctrl+R' } });
    await app.close();
    app = await launch({ home: kept, locale: 'zh' });
    const settings = { locale: 'zh', theme: 'dark', keys: { 'panel.run': 'Ctrl+R' } };
    expect(await callDesktop(app.page, 'settings')).toEqual({ got: settings });
    await app.close();
    const file = path.join(kept, 'settings', 'settings.json');
    expect(JSON.parse(fs.readFileSync(file, 'utf8'))).toMatchObject({ locale: null });
    fs.writeFileSync(file, '{ "theme": ');
    app = await launch({ home: kept });
    expect(await callDesktop(app.page, 'settings')).toEqual({ got: { locale: null, theme: null, keys: {} } });
    await app.close();
  });

  it('give the menu its language', async () => {
    const app = await launch({ locale: 'zh' });
    const labels = (): Promise<string[]> =>
      app.electron.evaluate(({ Menu }) => (Menu.getApplicationMenu()?.items ?? []).map(({ label }) => label));
    expect(await labels()).toEqual(['文件', '编辑', '视图', '帮助']);
    await callDesktop(app.page, 'saveSettings', { locale: 'en' });
    expect(await labels()).toEqual(['File', 'Edit', 'View', 'Help']);
    await app.close();
  });
});

describe('a start', () => {
  it('beside a running one hands over its project and ends', async () => {
    const app = await launch();
    await app.page.evaluate(() => {
      const { desktop } = window as unknown as { desktop: { onOpenProject(listener: (file: string) => void): void } };
      Object.assign(window, { handedOver: [] as string[] });
      desktop.onOpenProject((file) => (window as unknown as { handedOver: string[] }).handedOver.push(file));
    });
    const project = path.join(home, 'second.clientele');
    const second = spawn(app.electron.process().spawnfile, commandLine({ project }, app.home), { stdio: 'ignore' });
    const status = await new Promise((resolve) => second.once('exit', resolve));
    expect(status).toBe(0);
    await until('the project', async () => {
      const handed = await app.page.evaluate(() => (window as unknown as { handedOver: string[] }).handedOver);
      return handed.includes(project);
    });
    expect((await callEngine(app.page, 'project.create', { path: project })).status).toBe(200);
    await app.close();
  });

  it('on the sample shop opens the one that is there already', async () => {
    const kept = path.join(home, 'sample');
    fs.mkdirSync(kept);
    const sample = path.join(kept, 'Clientele', 'Sample shop.clientele');
    const app = await launch({ home: kept, args: ['--sample'] });
    await until('the sample shop', () => fs.existsSync(sample));
    expect(await callDesktop(app.page, 'startup')).toEqual({ got: { open: sample, sample: null } });
    const another = path.join(kept, 'Clientele', 'Sample shop 2.clientele');
    expect(await callDesktop(app.page, 'newSamplePath')).toEqual({ got: another });
    await app.close();
  });
});
