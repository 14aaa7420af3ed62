// What the window's build and the report's share: both draw with plotly.js.
import fs from 'node:fs';
import path from 'node:path';
import type { BuildOptions } from 'vite';

/** The repository. electron-vite bundles its configuration into the repository's own folder, Vite reads this file in place. */
const ROOT = [import.meta.dirname, path.dirname(import.meta.dirname)].find((folder) =>
  fs.existsSync(path.join(folder, 'package.json')),
)!;

/** Where builds go. */
export const OUT = path.resolve(process.env.CLIENTELE_OUT ?? path.join(ROOT, 'out'));

/** One build runs on Electron 45 and on the fallback's 33. */
export const NODE_TARGET = 'node20.18';
export const CHROME_TARGET = 'chrome130';

/** plotly.js asks for Node's globals and for a regl whose code was generated ahead, since the window forbids eval. */
export const plotlyResolve = {
  alias: [
    { find: /^buffer\/?$/, replacement: path.join(ROOT, 'src-renderer/shims/buffer.ts') },
    { find: /^regl$/, replacement: '@plotly/regl' },
  ],
};
export const plotlyDefine = { global: 'globalThis' };

/** A package of plotly.js begins its files with a directive that never was one; what bundlers say of it is no news. */
export const quietDirectives: Pick<NonNullable<BuildOptions['rolldownOptions']>, 'onLog'> = {
  onLog(level, log, report) {
    if (log.code !== 'MODULE_LEVEL_DIRECTIVE') report(level, log);
  },
};
