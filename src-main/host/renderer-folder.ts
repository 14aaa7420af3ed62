import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The built renderer beside this file's bundle or in the repository's `out/`, or null where it was not built. */
export function rendererFolder(): string | null {
  let folder = path.dirname(fileURLToPath(import.meta.url));
  for (let depth = 0; depth < 4; depth++) {
    for (const candidate of [path.join(folder, 'out', 'renderer'), path.join(folder, 'renderer')]) {
      if (fs.existsSync(path.join(candidate, 'index.html'))) return candidate;
    }
    folder = path.dirname(folder);
  }
  return null;
}
