// Compiles the AssemblyScript kernels to one module with plain SIMD and one with relaxed SIMD.
import fs from 'node:fs';
import path from 'node:path';
import { ROOT, runLocal } from './ensure.mjs';

const FOLDER = path.join(ROOT, 'src-main', 'engine', 'kernels', 'wasm');
/** The most memory that a module may be given, in pages of 64 KB: all that it can address. Who gives it says how much it is. */
const MAXIMUM_PAGES = '65536';
const OPTIONS = [
  '-O3',
  '--noAssert',
  '--runtime',
  'stub',
  '--use',
  'abort=',
  '--disableWarning',
  '112',
  '--importMemory',
  '--sharedMemory',
  '--maximumMemory',
  MAXIMUM_PAGES,
];
const VARIANTS = { simd: ['threads', 'simd'], relaxed: ['threads', 'simd', 'relaxed-simd'] };

fs.mkdirSync(FOLDER, { recursive: true });
for (const [name, features] of Object.entries(VARIANTS)) {
  const fresh = path.join(FOLDER, `${name}.${process.pid}.wasm`);
  const enabled = features.flatMap((feature) => ['--enable', feature]);
  const source = 'src-main/engine/kernels/assembly/index.ts';
  const status = runLocal('asc', [source, '--outFile', fresh, ...OPTIONS, ...enabled]);
  if (status !== 0) process.exit(status);
  // Whole or not at all: a thread may be reading the one before.
  fs.renameSync(fresh, path.join(FOLDER, `${name}.wasm`));
}
