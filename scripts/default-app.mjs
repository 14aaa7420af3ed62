// What `resources/default_app.asar` does in an official Electron, reduced to what `electron .` and Playwright use.
const MAIN = `import { app } from 'electron';
import fs from 'node:fs';
import Module from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
let file = null;
const modules = [];
const argv = process.argv.slice(1);
for (let i = 0; i < argv.length; i++) {
  const arg = argv[i];
  if (arg === '-v' || arg === '--version') { console.log('v' + process.versions.electron); process.exit(0); }
  else if (arg === '-r' || arg === '--require') modules.push(argv[++i]);
  else if (arg.startsWith('--app=')) { file = arg.slice(6); break; }
  else if (arg.startsWith('-')) continue;
  else { file = arg; break; }
}
if (modules.length) Module._preloadModules(modules);
if (!file) { console.error('electron (fallback): no application given'); process.exit(1); }
const folder = path.resolve(file);
Object.defineProperty(process, 'defaultApp', { configurable: false, enumerable: true, value: true });
try {
  const manifest = JSON.parse(fs.readFileSync(path.join(folder, 'package.json'), 'utf8'));
  if (manifest.version) app.setVersion(manifest.version);
  app.name = manifest.productName || manifest.name;
  app.setAppPath(folder);
  await import(pathToFileURL(Module._resolveFilename(folder, null, true)).toString());
} catch (error) {
  console.error(error.stack || error);
  process.exit(1);
}
`;

/** A minimal asar archive of a flat set of files. */
function asar(files) {
  let offset = 0;
  const index = {};
  const data = [];
  for (const [name, text] of Object.entries(files)) {
    const bytes = Buffer.from(text);
    index[name] = { size: bytes.length, offset: String(offset) };
    offset += bytes.length;
    data.push(bytes);
  }
  const json = Buffer.from(JSON.stringify({ files: index }));
  const padded = (json.length + 3) & ~3;
  const head = Buffer.alloc(16 + padded);
  [4, 8 + padded, 4 + padded, json.length].forEach((value, i) => head.writeUInt32LE(value, i * 4));
  json.copy(head, 16);
  return Buffer.concat([head, ...data]);
}

/** The archive, for an Electron of the given version. */
export function defaultApp(version) {
  const manifest = { name: 'electron', productName: 'Electron', version, main: 'main.mjs', type: 'module' };
  return asar({ 'package.json': JSON.stringify(manifest), 'main.mjs': MAIN });
}
