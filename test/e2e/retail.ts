import { datasetPath } from '../datasets.ts';
import type { App } from './harness.ts';
import { openImported } from './imported.ts';

/** The public orders that the window is tried on: UCI Online Retail, 541,909 lines. */
export const RETAIL_FILE = 'online-retail.csv.gz';
export const RETAIL_ROWS = 541_909;

/** Starts the app and imports the public orders. */
export const openRetail = (): Promise<{ readonly app: App; readonly datasetId: string }> =>
  openImported(datasetPath(RETAIL_FILE), RETAIL_ROWS);
