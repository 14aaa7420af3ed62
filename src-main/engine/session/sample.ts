import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Locale } from '../../contract/text.ts';
import { writeShop } from '../../../resources/sample/write-shop.ts';
import { queueImport } from './imports.ts';
import { importPlanFor } from '../import/preview.ts';
import { openTemplate } from './templates.ts';
import type { Session } from './session.ts';

/** The tables of the sample shop, the order file first. */
const FILES = ['orders', 'products', 'customers', 'reviews', 'campaign'] as const;

/** In which the sample shop sells. */
const CURRENCY = 'EUR';

/** Writes the sample shop's files to a new temporary folder. @returns their paths, the order file first. */
export async function writePracticeFiles(seed: number): Promise<string[]> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'clientele-practice-'));
  await writeShop(folder, { seed });
  return FILES.map((name) => path.join(folder, `${name}.csv`));
}

/**
 * Fills a new project with the sample shop: its tables by the same import that a person's files take, and the overview
 * notebook over the orders.
 *
 * @returns the id of the notebook.
 */
export async function openSample(session: Session, seed: number, locale: Locale): Promise<string> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'clientele-sample-'));
  try {
    await writeShop(folder, { seed });
    for (const name of FILES) {
      const plan = await importPlanFor([path.join(folder, `${name}.csv`)], {
        name: name === 'orders' ? 'interactions' : name,
      });
      // Its files name no currency, as those of most shops; the shop has one all the same.
      await session.settled([queueImport(session, { ...plan, currency: CURRENCY })]);
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  const orders = session.snapshot.datasets.find((dataset) => dataset.name === 'interactions');
  return openTemplate(session, 'shop-overview', { interactions: orders?.id ?? '' }, locale, '');
}
