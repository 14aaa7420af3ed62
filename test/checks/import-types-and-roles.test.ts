import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ImportColumn } from '../../src-main/contract/import.ts';
import { proposePlan } from '../../src-main/engine/import/plan.ts';
import { findDataset } from '../datasets.ts';
import { nastyFiles, writeNastyFiles } from '../fixtures/import/nasty.ts';

interface Labelled {
  readonly file: string;
  readonly column: string;
  readonly type: string;
  readonly role: string | null;
}

const LABELS: readonly Labelled[] = fs
  .readFileSync(path.join(import.meta.dirname, '../fixtures/import/expected-roles.csv'), 'utf8')
  .trim()
  .split('\n')
  .slice(2)
  .map((line) => {
    const [file = '', column = '', type = '', role = ''] = line.split(',');
    return { file, column, type, role: role || null };
  });

/** How well the guesses agree with the labels; misses are listed for whoever reads the report. */
async function score(
  folder: string,
  labels: readonly Labelled[],
): Promise<{ types: number; roles: number; report: string }> {
  const wrong: string[] = [];
  let types = 0;
  let roles = 0;
  for (const file of new Set(labels.map((label) => label.file))) {
    const { plan } = await proposePlan([findDataset(file) ?? path.join(folder, file)], {});
    const guessed = new Map<string, ImportColumn>(plan.columns.map((column) => [column.source, column]));
    for (const { column, type, role } of labels.filter((label) => label.file === file)) {
      const guess = guessed.get(column);
      if (guess?.type === type) types++;
      else wrong.push(`${file} ${column}: type ${guess?.type ?? 'not there'}, not ${type}`);
      if (guess?.role === role) roles++;
      else wrong.push(`${file} ${column}: role ${guess?.role ?? 'none'}, not ${role ?? 'none'}`);
    }
  }
  const shares = { types: types / labels.length, roles: roles / labels.length };
  const figures = `${labels.length} columns: types ${shares.types.toFixed(4)}, roles ${shares.roles.toFixed(4)}`;
  return { ...shares, report: [figures, ...wrong].join('\n') };
}

const isNasty = ({ file }: Labelled): boolean => file in nastyFiles;

describe('types and roles, against labels made by hand', () => {
  let folder = '';
  beforeAll(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'clientele-nasty-'));
    writeNastyFiles(folder);
  });
  afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

  it('are right for at least 30 nasty files', async () => {
    const labels = LABELS.filter(isNasty);
    expect(new Set(labels.map(({ file }) => file)).size).toBeGreaterThanOrEqual(30);
    const { types, roles, report } = await score(folder, labels);
    console.warn(`nasty files: ${report}`);
    expect(types, report).toBeGreaterThanOrEqual(0.95);
    expect(roles, report).toBeGreaterThanOrEqual(0.9);
  });

  it.skipIf(findDataset('online-retail.csv.gz') === null)('are right for every column of Online Retail', async () => {
    const { types, roles, report } = await score(
      folder,
      LABELS.filter(({ file }) => file === 'online-retail.csv.gz'),
    );
    expect({ types, roles }, report).toEqual({ types: 1, roles: 1 });
  });

  const isHere = (label: Labelled): boolean => !isNasty(label) && findDataset(label.file) !== null;
  it.skipIf(!LABELS.some(isHere))('are right for the public data sets', async () => {
    const { types, roles, report } = await score(folder, LABELS.filter(isHere));
    console.warn(`data sets: ${report}`);
    expect(types, report).toBeGreaterThanOrEqual(0.95);
    expect(roles, report).toBeGreaterThanOrEqual(0.9);
  });
});
