import { createRequire } from 'node:module';
import path from 'node:path';

/**
 * Where a package's entry lies: beside the product's own packages, or in a folder that the user fills.
 *
 * @param modulesFolder holds a `node_modules`; null to look nowhere else.
 * @returns the path, or null where it is not installed.
 */
export function findPackage(name: string, modulesFolder: string | null): string | null {
  const places = [import.meta.url, ...(modulesFolder ? [path.join(modulesFolder, 'package.json')] : [])];
  for (const place of places) {
    try {
      return createRequire(place).resolve(name);
    } catch {
      // Not there; perhaps at the next place.
    }
  }
  return null;
}
