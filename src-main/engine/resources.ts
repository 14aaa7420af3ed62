import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder that holds `resources/`: the repository from source, the app's unpacked folder in a package. */
function findRoot(): string {
  let folder = path.dirname(fileURLToPath(import.meta.url));
  while (!fs.existsSync(path.join(folder, 'resources', 'docs'))) {
    const parent = path.dirname(folder);
    if (parent === folder) throw new Error('the resources folder is missing from this installation');
    folder = parent;
  }
  return folder;
}

let root: string | null = null;

/** A file or folder below `resources/`. */
export function resourcePath(...parts: string[]): string {
  root ??= findRoot();
  return path.join(root, 'resources', ...parts);
}
