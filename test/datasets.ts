import fs from 'node:fs';
import path from 'node:path';
import { describe } from 'vitest';

/** Where the public data sets lie: beside the repository, unless the environment says otherwise. */
const folder = path.resolve(import.meta.dirname, '..', process.env.CLIENTELE_DATASETS ?? '../shared/datasets');

/** The path of a public data set, such as `online-retail.csv.gz`; null where it is not on this machine. */
export function findDataset(name: string): string | null {
  const file = path.join(folder, name);
  return fs.existsSync(file) ? file : null;
}

/** The path of a public data set. @throws Error where it is not on this machine. */
export function datasetPath(name: string): string {
  const file = findDataset(name);
  if (file === null) throw new Error(`${name} is not in ${folder}; set CLIENTELE_DATASETS to where the data sets are`);
  return file;
}

/** Tests that need public data sets; where one is missing they are skipped, and the report says which. */
export function describeWithDatasets(title: string, names: readonly string[], tests: () => void): void {
  const missing = names.filter((name) => findDataset(name) === null);
  if (missing.length === 0) describe(title, tests);
  else describe.skip(`${title} (not on this machine: ${missing.join(', ')})`, tests);
}
