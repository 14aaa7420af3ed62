import { fileURLToPath } from 'node:url';

/** True where the engine runs from its sources, false in a bundle. */
const fromSource = import.meta.url.endsWith('.ts');

/**
 * The file that starts a thread or process of the engine. From source it is a .ts file below `engine/`; in the bundle
 * every entry lies in one folder under its last name.
 *
 * @param name path below `engine/` without extension, such as `jobs/job-thread`.
 */
export function entryPath(name: string): string {
  const target = fromSource
    ? new URL(`./${name}.ts`, import.meta.url)
    : new URL(`./${name.split('/').at(-1)}.mjs`, import.meta.url);
  return fileURLToPath(target);
}

/**
 * A file that the engine reads beside its code. From source it lies below `engine/`; in the bundle with the entries.
 *
 * @param name path below `engine/`, such as `kernels/wasm/simd.wasm`.
 */
export function assetPath(name: string): string {
  const target = fromSource
    ? new URL(`./${name}`, import.meta.url)
    : new URL(`./${name.split('/').at(-1)}`, import.meta.url);
  return fileURLToPath(target);
}
