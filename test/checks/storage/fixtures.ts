import path from 'node:path';
import type { Dataset, Panel } from '../../../src-main/contract/project.ts';
import type { NewVersion } from '../../../src-main/engine/storage/edits/datasets.ts';
import type { NewPanel } from '../../../src-main/engine/storage/edits/panels.ts';
import { createProject, openProject } from '../../../src-main/engine/storage/open.ts';
import type { ProjectStore } from '../../../src-main/engine/storage/project-store.ts';
import { partsOf, type TableParts } from '../../../src-main/engine/storage/table-parts.ts';
import { numberColumn, textColumn } from '../../../src-main/engine/table/column.ts';
import { Table } from '../../../src-main/engine/table/table.ts';
import { seededRandom } from '../../../src-main/engine/maths/random.ts';
import { temporaryFolder } from '../engine-harness.ts';

const OPTIONS = { program: 'test', endpoint: null };

export const create = (file: string): ProjectStore => createProject(file, OPTIONS);
export const open = (file: string): ProjectStore => openProject(file, OPTIONS);

/** A name for a project in a folder of its own. */
export const freshPath = (): string => path.join(temporaryFolder(), 'shop.clientele');

/** Customers with an amount that does not compress. */
export function customers(nRows: number, seed = 1): TableParts {
  const random = seededRandom(seed);
  const ids = Array.from({ length: nRows }, (_, row) => `c${row}`);
  const amounts = Float64Array.from(ids, () => random.next());
  const key = textColumn('customer_id', ids, { role: 'customerId' });
  return partsOf(new Table([key, numberColumn('amount', amounts)], { entity: 'customer' }));
}

/** A panel of Markdown. */
export const note = (notebookId: string, patch: Partial<Panel> = {}): NewPanel => ({
  notebookId,
  kind: 'note',
  title: '',
  step: '',
  stepVersion: 1,
  parameters: {},
  inputs: {},
  body: '',
  names: {},
  seed: 7,
  collapsed: false,
  disabled: false,
  ...patch,
});

/** A dataset as an import describes it. */
export const described = (name: string): Omit<Dataset, 'id' | 'version' | 'outputHash'> => ({
  name,
  currency: null,
  weekStart: 1,
  zone: null,
  entity: 'customer',
  columns: [
    { name: 'customer_id', type: 'text', role: 'customerId', unit: null },
    { name: 'amount', type: 'number', role: null, unit: null },
  ],
  notProducts: [],
});

export const versionOf = (outputHash: string, nRows: number): NewVersion => ({
  outputHash,
  nRows,
  files: ['customers.csv'],
  rejects: null,
});
