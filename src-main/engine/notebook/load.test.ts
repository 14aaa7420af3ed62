import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { createProject } from '../storage/open.ts';
import { partsOf } from '../storage/table-parts.ts';
import { codedTextColumn, numberColumn } from '../table/column.ts';
import { Table } from '../table/table.ts';
import { openLoader } from './load.ts';
import type { DatasetOverlay } from './resolve.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'clientele-load-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('gives the columns of a short table and of a long one alike, as the person described them', async () => {
  const file = path.join(folder, 'a.clientele');
  const store = createProject(file, { program: 'test', endpoint: null });
  const loader = openLoader(file);
  const overlay: DatasetOverlay = {
    name: 'data',
    currency: null,
    entity: 'none',
    notProducts: [],
    columns: [{ name: 'n', type: 'number', role: 'quantity', unit: 'count' }],
  };
  for (const nRows of [10, 1_000_001]) {
    const codes = new Int32Array(nRows).map((_, row) => row % 3);
    const table = new Table([codedTextColumn('t', codes, ['a', 'b', 'c']), numberColumn('n', codes)]);
    const { hash } = await store.putTable(partsOf(table));
    const input = { kind: 'stored', hash, contentHash: hash, name: 'data', overlay } as const;
    const alone = [...loader.columns(input)];
    const together = loader.table(input).columns;
    expect(alone).toEqual(together);
    expect(alone.map(({ name, length, role }) => [name, length, role])).toEqual([['t', nRows, null], ['n', nRows, 'quantity']]); // prettier-ignore
  }
  loader.close();
  await store.close();
});
