// The engine and the command line as plain Node modules, which start faster than their sources and need no packages.
import path from 'node:path';
import { defineConfig } from 'vite';
import { licences } from './licences.ts';

const ROOT = path.resolve(import.meta.dirname, '..');

/** Entries lie in one folder under their last name; src-main/engine/entry.ts finds them there. */
const ENTRIES = [
  'engine/main',
  'engine/storage/writer-thread',
  'engine/jobs/job-thread',
  'engine/reader/reader-thread',
  'engine/kernels/block-thread',
  'engine/sql/sql-process',
  'engine/tensor/tensor-process',
  'cli/main',
];
const NAMES: Readonly<Record<string, string>> = { 'engine/main': 'engine', 'cli/main': 'cli' };

/** Packages with native or WebAssembly files, and what they share: they stay as they are, in node_modules. */
const EXTERNAL = [
  'better-sqlite3',
  'webgpu',
  '@tensorflow/tfjs-core',
  '@tensorflow/tfjs-backend-cpu',
  '@tensorflow/tfjs-backend-wasm',
  '@tensorflow/tfjs-backend-webgpu',
];
/** The part of tfjs-core that its one file for Node leaves out; by its path it is no part of the package, and so bundled. */
const GRADIENTS = '@tensorflow/tfjs-core/dist/register_all_gradients.js';

const source = (entry: string): string => path.join(ROOT, 'src-main', `${entry}.ts`);
const input = ENTRIES.map((entry): [string, string] => [NAMES[entry] ?? path.basename(entry), source(entry)]);

export default defineConfig({
  publicDir: false,
  resolve: { alias: { [GRADIENTS]: path.join(ROOT, 'node_modules', GRADIENTS) } },
  plugins: [licences()],
  build: {
    outDir: path.resolve(process.env.CLIENTELE_OUT ?? path.join(ROOT, 'out'), 'engine'),
    emptyOutDir: true,
    target: 'node24',
    ssr: true,
    minify: false,
    reportCompressedSize: false,
    rolldownOptions: {
      input: Object.fromEntries(input),
      output: { format: 'esm', entryFileNames: '[name].mjs', chunkFileNames: '[name]-[hash].mjs' },
    },
  },
  ssr: { noExternal: true, external: EXTERNAL },
});
