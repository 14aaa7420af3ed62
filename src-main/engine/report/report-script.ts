import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const here = path.dirname(fileURLToPath(import.meta.url));

/** True where the engine runs from its sources, false in a bundle. */
const fromSource = import.meta.url.endsWith('.ts');

const root = path.resolve(here, '../../..');
/** From source the build's folder; in a package the script lies beside the engine's folder. */
const scriptPath = fromSource
  ? path.join(root, 'out', 'report', 'report.js')
  : path.resolve(here, '../report/report.js');

let building: Promise<void> | null = null;

/** A checkout that was never built makes the script when its first report needs it, which takes some three seconds. */
function buildScript(): Promise<void> {
  const vite = path.join(root, 'node_modules', 'vite', 'bin', 'vite.js');
  return (building ??= new Promise((resolve) => {
    const build = spawn(
      process.execPath,
      [vite, 'build', '--config', 'scripts/vite.report.config.ts', '--logLevel', 'error'],
      { cwd: root, stdio: 'ignore' },
    );
    build.on('error', () => resolve());
    build.on('close', () => resolve());
  }));
}

/** The script that draws the figures of a report, or null where there is none and none can be made. */
export async function reportScript(): Promise<string | null> {
  if (fromSource && !fs.existsSync(scriptPath)) await buildScript();
  try {
    return await fs.promises.readFile(scriptPath, 'utf8');
  } catch {
    return null;
  }
}
