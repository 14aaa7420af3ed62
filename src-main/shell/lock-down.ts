import { app, session, type WebContents } from 'electron';
import { rememberTarget } from './files.ts';
import { ORIGIN } from './protocol.ts';

/** The window's own pages and what they made themselves; everything else is refused before it leaves the process. */
function isOwn(url: string): boolean {
  return [`${ORIGIN}/`, `blob:${ORIGIN}/`, 'data:', 'devtools:'].some((start) => url.startsWith(start));
}

/** A figure on the whole screen, and text put on the clipboard; all else, from camera to serial port, is refused. */
const PERMITTED = new Set<string>(['fullscreen', 'clipboard-sanitized-write']);

function lockContents(contents: WebContents): void {
  const stayHome = (event: { readonly url: string; preventDefault(): void }): void => {
    if (!event.url.startsWith(`${ORIGIN}/`)) event.preventDefault();
  };
  contents.on('will-navigate', stayHome);
  contents.on('will-frame-navigate', stayHome);
  contents.on('will-redirect', (event) => event.preventDefault());
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
}

function lockSession(): void {
  const own = session.defaultSession;
  own.setPermissionRequestHandler((contents, permission, answer) =>
    answer(PERMITTED.has(permission) && contents.getURL().startsWith(`${ORIGIN}/`)),
  );
  own.setPermissionCheckHandler((_contents, permission, origin) => PERMITTED.has(permission) && isOwn(origin));
  own.setDevicePermissionHandler(() => false);
  own.setSpellCheckerEnabled(false);
  own.webRequest.onBeforeRequest((details, answer) => answer({ cancel: !isOwn(details.url) }));
  // A figure saved as a picture: the system's dialog asks where to.
  own.on('will-download', (event, item) => {
    if (!isOwn(item.getURL())) event.preventDefault();
    item.once('done', (_event, state) => {
      if (state === 'completed') rememberTarget(item.getSavePath());
    });
  });
}

/** Nothing that pages do reaches the network, a device, another page or another window. */
export function lockDown(): void {
  app.on('web-contents-created', (_event, contents) => lockContents(contents));
  void app.whenReady().then(lockSession);
}
