// The licences of the packages that a build took in: what they ask for is that their text goes where their code goes.
import fs from 'node:fs';
import path from 'node:path';
import type { Plugin } from 'vite';

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly license?: string;
}

const readManifest = (folder: string): Manifest =>
  JSON.parse(fs.readFileSync(path.join(folder, 'package.json'), 'utf8')) as Manifest;

/** The folder of the package that a module belongs to, or null for a module of our own. */
function packageFolder(id: string): string | null {
  const found = /^\0?(.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+)/.exec(id)?.[1];
  return found && fs.existsSync(path.join(found, 'package.json')) ? found : null;
}

function licenceOf(folder: string): string {
  const { name, version, license } = readManifest(folder);
  const files = fs.readdirSync(folder).filter((file) => /^(licen[cs]e|copying|notice)/i.test(file));
  const texts = files.map((file) => fs.readFileSync(path.join(folder, file), 'utf8').trim());
  return [`${name} ${version} (${license ?? 'see below'})`, ...texts].join('\n\n');
}

/** Writes licences.txt beside a build's files. */
export function licences(): Plugin {
  return {
    name: 'clientele-licences',
    generateBundle(_options, bundle) {
      const modules = Object.values(bundle).flatMap((file) => (file.type === 'chunk' ? Object.keys(file.modules) : []));
      const folders = new Set(modules.map(packageFolder).filter((folder) => folder !== null));
      if (folders.size === 0) return;
      const source = [...folders]
        .sort()
        .map(licenceOf)
        .join(`\n\n${'-'.repeat(80)}\n\n`);
      this.emitFile({ type: 'asset', fileName: 'licences.txt', source });
    },
  };
}
