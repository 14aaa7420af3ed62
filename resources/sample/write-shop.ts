import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { csvChunks } from './csv.ts';
import { generateShop } from './generate-shop.ts';
import type { ShopOptions } from './options.ts';

/** The shop's tables and their files; `truth` is what the others hide. */
export const SHOP_FILES = ['orders', 'products', 'customers', 'reviews', 'campaign', 'truth'] as const;

/**
 * Writes a sample shop as UTF-8 CSV files, one a table; existing files of these names are replaced.
 *
 * @returns the number of rows of each file.
 * @throws RangeError where an option is out of its bounds.
 */
export async function writeShop(
  folder: string,
  options: Partial<ShopOptions> = {},
): Promise<Record<(typeof SHOP_FILES)[number], number>> {
  const shop = generateShop(options);
  await mkdir(folder, { recursive: true });
  for (const name of SHOP_FILES) {
    await pipeline(Readable.from(csvChunks(shop[name])), createWriteStream(path.join(folder, `${name}.csv`)));
  }
  const counts = SHOP_FILES.map((name) => [name, shop[name].length] as const);
  return Object.fromEntries(counts) as Record<(typeof SHOP_FILES)[number], number>;
}
