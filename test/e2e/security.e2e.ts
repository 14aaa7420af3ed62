import fs from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startForeignHost, type ForeignHost } from './foreign-host.ts';
import { launch, type App } from './harness.ts';
import * as calls from './page-calls.ts';
import { childrenOf, listeningPorts } from './processes.ts';

/**
 * Electron's security checklist (electronjs.org/docs/latest/tutorial/security), each item by an attempt to break it in
 * the real app. Fuses (19) and Chromium's own sandbox as a plain user (4) are read and tried in the packaged app, by
 * scripts/check-package.mjs.
 */

const ROOT = path.resolve(import.meta.dirname, '..', '..');
const HOME = 'app://ui/';

let app: App;
let foreign: ForeignHost;

const callEngine = (name: string, input: unknown): ReturnType<typeof calls.callEngine> =>
  calls.callEngine(app.page, name, input);
const callDesktop = (name: string, ...given: unknown[]): Promise<calls.Attempt> =>
  calls.callDesktop(app.page, name, ...given);

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Where main says the window is, and how many there are; the page cannot lie about it. */
const windows = (): Promise<string[]> =>
  app.electron.evaluate(({ webContents }) => webContents.getAllWebContents().map((contents) => contents.getURL()));

beforeAll(async () => {
  foreign = await startForeignHost();
  app = await launch();
});

afterAll(async () => {
  await app.close();
  await foreign.close();
});

beforeEach(async () => {
  expect(await windows()).toEqual([HOME]);
});

describe('1, 6, 8: only content of the app itself is loaded', () => {
  /** Every way a page has of reaching a host. */
  const reachOut = (url: string): Promise<void> =>
    app.page.evaluate(async (host) => {
      const add = (tag: string, properties: object): void => {
        const element = Object.assign(document.createElement(tag), properties);
        document.body.append(element);
        setTimeout(() => element.remove(), 400);
      };
      const quietly = (attempt: () => unknown): void => {
        try {
          void Promise.resolve(attempt()).catch(() => undefined);
        } catch {
          // Refused at once.
        }
      };
      add('script', { src: `${host}/script` });
      add('script', { src: `${host}/module`, type: 'module' });
      add('img', { src: `${host}/image` });
      add('iframe', { src: `${host}/frame` });
      add('object', { data: `${host}/object` });
      add('embed', { src: `${host}/embed` });
      add('video', { src: `${host}/video` });
      add('link', { rel: 'stylesheet', href: `${host}/style` });
      add('link', { rel: 'prefetch', href: `${host}/prefetch` });
      add('link', { rel: 'preconnect', href: host });
      add('style', { textContent: `@import url('${host}/import'); body { background: url('${host}/background') }` });
      quietly(() => fetch(`${host}/fetch`));
      quietly(() => fetch(`${host}/no-cors`, { mode: 'no-cors', method: 'POST', body: 'secret' }));
      quietly(() => navigator.sendBeacon(`${host}/beacon`, 'secret'));
      quietly(() => new WebSocket(`${host.replace('http', 'ws')}/socket`));
      quietly(() => new EventSource(`${host}/events`));
      quietly(() => new Worker(`${host}/worker`));
      quietly(() => navigator.serviceWorker.register(`${host}/service-worker`));
      quietly(() => import(/* @vite-ignore */ `${host}/import-expression`));
      quietly(() => {
        const request = new XMLHttpRequest();
        request.open('GET', `${host}/xhr`);
        request.send();
      });
      await new Promise((resolve) => setTimeout(resolve, 800));
    }, url);

  it('reaches no host, and runs no script of one', async () => {
    await reachOut(foreign.url);
    expect(foreign.visits).toEqual([]);
    expect(await app.page.evaluate(() => 'foreignScriptRan' in globalThis)).toBe(false);
  });

  it.runIf(process.env.CLIENTELE_OFFLINE)('works where there is no network but loopback', async () => {
    const interfaces = fs.readFileSync('/proc/net/dev', 'utf8').match(/^ *\w+(?=:)/gm);
    expect(interfaces?.map((name) => name.trim())).toEqual(['lo']);
    expect((await callEngine('engine.info', {})).status).toBe(200);
  });

  it('reaches no host even in a page without a content security policy', async () => {
    const devtools = await app.page.context().newCDPSession(app.page);
    await devtools.send('Page.setBypassCSP', { enabled: true });
    await app.page.reload();
    await reachOut(foreign.url);
    await devtools.send('Page.setBypassCSP', { enabled: false });
    await app.page.reload();
    expect(foreign.visits).toEqual([]);
  });

  it('reads no file of the disk and no other host of its own scheme', async () => {
    const urls = [
      'file:///etc/passwd',
      'app://other/index.html',
      'app://ui/..%2f..%2fpackage.json',
      'app://ui/%2e%2e/main/index.cjs',
    ];
    const answers = await app.page.evaluate(
      (list) =>
        Promise.all(
          list.map((url) =>
            fetch(url).then(
              (answer) => answer.status,
              () => 'refused',
            ),
          ),
        ),
      urls,
    );
    expect(answers).toEqual(['refused', expect.anything(), 404, 404]);
    expect(answers[1]).not.toBe(200);
  });

  it('keeps web security on and insecure content out', async () => {
    const preferences = await app.electron.evaluate(({ BrowserWindow }) =>
      (
        BrowserWindow.getAllWindows()[0]?.webContents as unknown as { getLastWebPreferences(): Record<string, unknown> }
      ).getLastWebPreferences(),
    );
    expect(preferences).toMatchObject({
      webSecurity: true,
      contextIsolation: true,
      nodeIntegration: false,
      sandbox: true,
    });
    for (const off of [
      'allowRunningInsecureContent',
      'experimentalFeatures',
      'webviewTag',
      'nodeIntegrationInWorker',
      'nodeIntegrationInSubFrames',
    ]) {
      expect([undefined, false], off).toContain(preferences[off]);
    }
    // 9 and 10.
    expect([undefined, '']).toContain(preferences.enableBlinkFeatures);
  });
});

describe('2, 3, 4, 20: a page has neither Node nor Electron', () => {
  it('finds no Node in its globals', async () => {
    const names = [
      'require',
      'process',
      'module',
      'exports',
      'Buffer',
      '__dirname',
      'global',
      'setImmediate',
      'electron',
      'ipcRenderer',
    ];
    expect(await app.page.evaluate((list) => list.filter((name) => name in globalThis), names)).toEqual([]);
  });

  it('cannot climb from the exposed functions into the preload script', async () => {
    const climbed = await app.page.evaluate(async () => {
      const { desktop } = window as unknown as { desktop: Record<string, (...args: unknown[]) => unknown> };
      const reach = (from: unknown): string[] => {
        const make = (from as { constructor: new (body: string) => () => string[] }).constructor;
        try {
          return new make('return ["process", "require", "ipcRenderer"].filter((name) => name in globalThis)')();
        } catch {
          return [];
        }
      };
      const seen: unknown[] = [];
      const then = Promise.prototype.then;
      // A preload without isolation would call this with what it holds.
      Promise.prototype.then = function (this: Promise<unknown>, ...args: Parameters<typeof then>) {
        seen.push(...Object.keys(this));
        return then.apply(this, args);
      } as typeof then;
      const promise = desktop.settings?.();
      Promise.prototype.then = then;
      await promise;
      return [...Object.values(desktop).flatMap(reach), ...reach(promise), ...seen];
    });
    expect(climbed).toEqual([]);
  });

  it('is offered nothing but the named functions', async () => {
    const exposed = await app.page.evaluate(() =>
      Object.keys((window as unknown as { desktop: object }).desktop).sort(),
    );
    const source = fs.readFileSync(path.join(ROOT, 'src-main/contract/desktop.ts'), 'utf8');
    const api = source.slice(source.indexOf('interface DesktopApi'));
    const named = [...api.matchAll(/^ {2}(?:readonly )?([a-zA-Z]+)[(:]/gm)].map(([, name]) => name);
    expect(exposed).toEqual(named.sort());
  });
});

describe('5: permissions', () => {
  it('are refused, whatever is asked', async () => {
    const answers = await app.page.evaluate(async () => {
      const settle = (attempt: () => Promise<unknown>): Promise<string> =>
        Promise.race([
          Promise.resolve()
            .then(attempt)
            .then((value) => (value === 'granted' ? 'granted' : value === 'denied' ? 'refused' : 'granted'))
            .catch(() => 'refused'),
          new Promise<string>((resolve) => setTimeout(() => resolve('refused'), 2000)),
        ]);
      const device = navigator as unknown as Record<
        string,
        Record<string, (options?: object) => Promise<unknown>> | undefined
      >;
      const attempts: Record<string, () => Promise<unknown>> = {
        notifications: () => Notification.requestPermission(),
        geolocation: () => new Promise((resolve, reject) => navigator.geolocation.getCurrentPosition(resolve, reject)),
        camera: () => navigator.mediaDevices.getUserMedia({ video: true }),
        microphone: () => navigator.mediaDevices.getUserMedia({ audio: true }),
        screen: () => navigator.mediaDevices.getDisplayMedia(),
        clipboard: () => navigator.clipboard.readText(),
        midi: () => navigator.requestMIDIAccess({ sysex: true }),
        usb: async () => device.usb!.requestDevice!({ filters: [] }),
        serial: async () => device.serial!.requestPort!(),
        hid: async () => {
          const devices = (await device.hid!.requestDevice!({ filters: [] })) as unknown[];
          if (devices.length === 0) throw new Error('none');
        },
        bluetooth: async () => device.bluetooth!.requestDevice!({ acceptAllDevices: true }),
        storage: async () => ((await navigator.storage.persist()) ? 'granted' : 'denied'),
      };
      const entries = Object.entries(attempts).map(async ([name, attempt]) => [name, await settle(attempt)] as const);
      return Object.fromEntries(await Promise.all(entries));
    });
    expect(Object.entries(answers).filter(([, answer]) => answer !== 'refused')).toEqual([]);
  });
});

describe('7: the content security policy', () => {
  it('runs no inline script, no handler and no string', async () => {
    const ran = await app.page.evaluate(async () => {
      const marks: string[] = [];
      Object.assign(globalThis, { mark: (name: string) => marks.push(name) });
      const script = document.createElement('script');
      script.textContent = 'mark("inline script")';
      document.body.append(script);
      const image = document.createElement('div');
      image.innerHTML = '<img src="data:," onerror="mark(\'handler\')">';
      document.body.append(image);
      const blob = document.createElement('script');
      blob.src = URL.createObjectURL(new Blob(['mark("blob script")'], { type: 'text/javascript' }));
      document.body.append(blob);
      const data = document.createElement('script');
      data.src = 'data:text/javascript,mark("data script")';
      document.body.append(data);
      const link = Object.assign(document.createElement('a'), { href: 'javascript:mark("address")' });
      document.body.append(link);
      link.click();
      // What runs within this call is the debugger's and is exempt; a timer's callback is the page's own.
      await new Promise<void>((resolve) => {
        setTimeout(() => {
          try {
            (0, eval)('mark("eval")');
          } catch {
            // Refused.
          }
          try {
            (Reflect.construct(Function, ['mark("function")']) as () => void)();
          } catch {
            // Refused.
          }
          resolve();
        });
      });
      await new Promise((resolve) => setTimeout(resolve, 300));
      for (const element of [script, image, blob, data, link]) element.remove();
      return marks;
    });
    expect(ran).toEqual([]);
  });

  it('comes with the page and allows nothing but the app itself', async () => {
    const policy = await app.page.evaluate(async () =>
      (await fetch('/index.html')).headers.get('content-security-policy'),
    );
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self';");
    expect(policy).not.toMatch(/unsafe-eval|script-src[^;]*unsafe-inline|https?:|\*/);
  });
});

describe('11, 12: webviews', () => {
  it('are never attached', async () => {
    await app.page.evaluate(async (url) => {
      const view = document.createElement('webview');
      view.setAttribute('src', url);
      view.setAttribute('nodeintegration', '');
      view.setAttribute('allowpopups', '');
      document.body.append(view);
      await new Promise((resolve) => setTimeout(resolve, 500));
      view.remove();
    }, foreign.url);
    expect(foreign.visits).toEqual([]);
    expect(await windows()).toEqual([HOME]);
  });
});

describe('13: navigation', () => {
  const addresses = [
    'http',
    'file:///etc/passwd',
    'data:text/html,<p>elsewhere</p>',
    'app://other/',
    'about:blank',
    'blob:null/1',
  ];

  it.each(addresses)('stays in the app when a script goes to %s', async (address) => {
    const url = address === 'http' ? `${foreign.url}/away` : address;
    await app.page.evaluate((target) => {
      location.assign(target);
    }, url);
    await pause(400);
    expect(await windows()).toEqual([HOME]);
    expect(foreign.visits).toEqual([]);
  });

  it('stays in the app when a link is followed or a form is sent', async () => {
    await app.page.evaluate((url) => {
      const link = Object.assign(document.createElement('a'), { href: `${url}/link` });
      const form = Object.assign(document.createElement('form'), { action: `${url}/form`, method: 'post' });
      document.body.append(link, form);
      link.click();
      form.submit();
      link.remove();
      form.remove();
    }, foreign.url);
    await pause(400);
    expect(await windows()).toEqual([HOME]);
    expect(foreign.visits).toEqual([]);
  });
});

describe('14: new windows', () => {
  it('are not opened by scripts, links or modified clicks', async () => {
    const opened = await app.page.evaluate((url) => {
      const link = Object.assign(document.createElement('a'), { href: `${url}/tab`, target: '_blank' });
      document.body.append(link);
      for (const keys of [{}, { ctrlKey: true }, { shiftKey: true }, { button: 1 }]) {
        link.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true, ...keys }));
      }
      link.remove();
      return [window.open(url), window.open('about:blank'), window.open('/index.html', 'other')].map(
        (other) => other === null,
      );
    }, foreign.url);
    await pause(400);
    expect(opened).toEqual([true, true, true]);
    expect(await windows()).toEqual([HOME]);
    expect(foreign.visits).toEqual([]);
  });
});

describe('15: the system opens only what was written here', () => {
  it('has no call that opens an address', () => {
    const sources = fs
      .readdirSync(path.join(ROOT, 'src-main/shell'))
      .map((name) => path.join(ROOT, 'src-main/shell', name));
    for (const source of sources) expect(fs.readFileSync(source, 'utf8'), source).not.toContain('openExternal');
  });

  it.each(['/etc/passwd', '/usr/bin/env', 'https://example.org/a.html', '/tmp/not-ours.html'])(
    'does not open %s',
    async (file) => {
      expect(await callDesktop('openReport', file)).toEqual({ refused: expect.stringContaining('refused') as string });
      expect(await callDesktop('showInFolder', file)).toEqual({
        refused: expect.stringContaining('refused') as string,
      });
    },
  );
});

describe('16: Electron', () => {
  it('is declared in its newest stable line', () => {
    const manifest = JSON.parse(fs.readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as {
      devDependencies: { electron: string };
    };
    expect(Number.parseInt(manifest.devDependencies.electron)).toBeGreaterThanOrEqual(45);
  });
});

describe('17: senders', () => {
  it('are refused when they are not the window', async () => {
    const answer = await app.electron.evaluate(async ({ BrowserWindow, app: electronApp }) => {
      const preload = `${electronApp.getAppPath()}/out/preload/index.cjs`;
      const other = new BrowserWindow({
        show: false,
        webPreferences: { preload, sandbox: true, contextIsolation: true },
      });
      await other.loadURL('data:text/html,<p>elsewhere</p>');
      const attempt = 'desktop.settings().then((value) => ({ got: value }), (error) => ({ refused: String(error) }))';
      const result = (await other.webContents.executeJavaScript(attempt)) as unknown;
      other.destroy();
      return result;
    });
    expect(answer).toEqual({ refused: expect.stringContaining('refused') as string });
  });

  it('have nothing to send with inside a frame', async () => {
    const inFrame = await app.page.evaluate(async () => {
      const frame = document.createElement('iframe');
      document.body.append(frame);
      await new Promise((resolve) => setTimeout(resolve, 300));
      const exposed = 'desktop' in (frame.contentWindow ?? {});
      frame.remove();
      return exposed;
    });
    expect(inFrame).toBe(false);
  });

  it('are held to the shape of each call', async () => {
    for (const [name, ...args] of [
      ['saveFile', { title: 1, name: {}, extensions: 'html' }],
      ['openFiles', null],
      ['choosePictureFolder', { title: 'Pictures', datasetId: '../x' }],
      ['forgetPictureFolder', { datasetId: 'x' }],
      ['noteProject', { path: '/etc/passwd' }],
      ['saveSettings', { theme: 'neon' }],
      ['saveSettings', { keys: 7 }],
    ] as const) {
      const attempt = await callDesktop(name, ...args);
      // A setting of the wrong shape falls back to its default; everything else is refused.
      if (name !== 'saveSettings') expect(attempt, name).toHaveProperty('refused');
    }
    expect(await callDesktop('settings')).toEqual({ got: { locale: null, theme: null, keys: {} } });
  });
});

describe('18: files are opened only where the person chose', () => {
  it('cannot be granted by the page', async () => {
    expect((await callEngine('file.grant', { path: '/etc/passwd', write: false })).status).toBe(404);
    expect((await callEngine('picture.folder', { datasetId: 'x', folder: '/' })).status).toBe(404);
    const preview = await callEngine('import.preview', { paths: ['/etc/passwd'], options: {} });
    expect(preview.status).not.toBe(200);
    expect(preview.body).not.toContain('root:');
  });

  it('cannot be put on the list of projects by naming them', async () => {
    expect(await callDesktop('noteProject', '/etc/passwd')).toHaveProperty('refused');
    expect(await callDesktop('recentProjects')).toEqual({ got: [] });
    expect((await callEngine('project.open', { path: '/etc/passwd' })).body).toContain('file-not-granted');
  });

  it('cannot be named by a File that a page made', async () => {
    const paths = await app.page.evaluate(() => {
      const { desktop } = window as unknown as { desktop: { pathsOfDrop(files: File[]): Promise<string[]> } };
      const made = new File(['x'], '/etc/passwd');
      Object.defineProperty(made, 'path', { value: '/etc/passwd' });
      return desktop.pathsOfDrop([made]);
    });
    expect(paths).toEqual([]);
  });

  it('go through a socket that no other user can open, and no port', () => {
    const main = app.electron.process().pid ?? 0;
    const engine = childrenOf(main).find(({ command }) => command.includes('engine'));
    expect(engine).toBeDefined();
    const folders = fs.readdirSync('/tmp').filter((name) => name.startsWith(`clientele-engine-${engine?.pid}-`));
    expect(folders).toHaveLength(1);
    expect(fs.statSync(path.join('/tmp', folders[0] ?? '')).mode & 0o077).toBe(0);
    for (const { pid, command } of childrenOf(main)) expect(listeningPorts(pid), command).toEqual([]);
  });
});
