import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import { VERSION } from '../../../src-main/engine/version.ts';
import { listSteps } from '../../../src-main/engine/steps/registry.ts';
import { smallShop, temporaryFolder } from '../engine-harness.ts';
import { clientele, type Ended } from './command.ts';

const folder = temporaryFolder();
const project = path.join(folder, 'shop.clientele');
const run = (...words: string[]): Promise<Ended> => clientele(path.join(folder, 'config'), ...words);
const json = ({ out }: Ended): unknown => JSON.parse(out);
let lines: string[] = [];

/** Writes some of the shop's order lines, counted from 1 below the header. */
function orders(name: string, from: number, to: number): string {
  const file = path.join(folder, name);
  const text = `${[lines[0], ...lines.slice(from, to + 1)].join('\n')}\n`;
  writeFileSync(file, name.endsWith('.gz') ? gzipSync(text) : text);
  return file;
}

beforeAll(async () => {
  const shop = await smallShop(folder);
  lines = readFileSync(shop.orders, 'utf8').trim().split('\n');
});

describe('in the order in which a person uses them', { timeout: 60_000 }, () => {
  it('new makes a project, and never over another', async () => {
    expect(await run('new', project)).toMatchObject({ code: 0, out: `${project}\n`, err: '' });
    const again = await run('new', project);
    expect(again).toMatchObject({ code: 1, out: '' });
    expect(again.err).toContain('exists already');
  });

  it('import reads a compressed file, appends what is new, and replaces', async () => {
    const nRows = async (...words: string[]): Promise<unknown> =>
      (json(await run('import', project, ...words, '--json')) as { nRows: number }).nRows;
    expect(await nRows(orders('may.csv.gz', 1, 1500), '--name', 'orders')).toBe(1500);
    expect(await nRows(orders('june.csv', 1001, 2000), '--into', 'orders', '--mode', 'append')).toBe(2000);
    expect(await nRows(orders('all.csv', 1, 1800), '--into', 'orders', '--mode', 'replace')).toBe(1800);
    const wrong = await run('import', project, orders('x.csv', 1, 2), '--into', 'nowhere');
    expect(wrong).toMatchObject({ code: 1, out: '' });
    expect(wrong.err).toContain('“nowhere”');
    expect((await run('import', project, path.join(folder, 'none.csv'))).err).toContain('There is no file');
    const mode = await run('import', project, orders('x.csv', 1, 2), '--into', 'orders', '--mode', 'upside-down');
    expect(mode.code).toBe(2);
  });

  it('add takes flags from the step’s schema', async () => {
    const added = await run('add', project, 'features.rfm', '--reference-date', '2026-01-31', '--seed', '9', '--json');
    expect(added.code).toBe(0);
    expect(json(added)).toMatchObject({ panelId: expect.any(String) as string });
    const kmeans = await run('add', project, 'cluster.kmeans', '--n-clusters', '3', '--features', 'recency,frequency', '--input', 'table=rfm'); // prettier-ignore
    expect(kmeans).toMatchObject({ code: 0, err: '' });
  });

  it('add refuses a flag or a value that the step does not take, and adds nothing', async () => {
    const flag = await run('add', project, 'cluster.kmeans', '--n-cluster', '3');
    expect(flag).toMatchObject({ code: 2, out: '' });
    expect(flag.err).toContain('no --n-cluster; it has');
    expect(flag.err).toContain('--n-clusters');
    const value = await run('add', project, 'cluster.kmeans', '--n-clusters', '1', '--json');
    expect(value).toMatchObject({ code: 2, out: '' });
    const { error } = JSON.parse(value.err) as { error: { code: string; what: string } };
    expect(error.code).toBe('bad-parameter');
    expect(error.what).toMatch(/Clusters|nClusters/);
    expect((await run('add', project, 'cluster.kmeans', '--n-clusters', 'many')).code).toBe(2);
    expect((await run('add', project, 'no.step')).code).toBe(1);
  });

  it('run brings everything up to date and says how it stands', async () => {
    const ran = await run('run', project, '--threads', '1', '--json');
    expect(ran).toMatchObject({ code: 0, err: '' });
    const views = json(ran) as { state: string; panel: { step: string; parameters: object; seed: number } }[];
    expect(views.map(({ state, panel }) => [panel.step, state])).toEqual([
      ['features.rfm', 'ready'],
      ['cluster.kmeans', 'ready'],
    ]);
    expect(views[0]?.panel).toMatchObject({ seed: 9, parameters: { referenceDate: Date.UTC(2026, 0, 31) } });
    expect(views[1]?.panel.parameters).toEqual({ nClusters: 3, features: ['recency', 'frequency'] });
    expect((await run('run', project, '--threads', 'all')).code).toBe(2);
    const people = await run('run', project);
    expect(people.out).toMatch(/^ready\s+RFM/);
  });

  it('query reads published tables and refuses to write', async () => {
    const found = await run(
      'query',
      project,
      'SELECT cluster, count(*) AS n FROM clusters GROUP BY 1 ORDER BY 1',
      '--json',
    );
    const rows = json(found) as { cluster: number; n: number }[];
    expect(rows.map(({ cluster }) => cluster)).toEqual([0, 1, 2]);
    expect(
      (await run('query', project, 'SELECT customer_id FROM rfm', '--limit', '2')).out.trim().split('\n'),
    ).toHaveLength(4);
    const refused = await run('query', project, 'DELETE FROM rfm');
    expect(refused).toMatchObject({ code: 1, out: '' });
    expect((await run('query', project, 'SELECT nothing FROM rfm')).err).toContain('SQLite says');
  });

  it('export and report write files', async () => {
    const target = path.join(folder, 'rfm.csv');
    expect(await run('export', project, 'rfm', '--to', target)).toMatchObject({ code: 0, out: `${target}\n` });
    expect(readFileSync(target, 'utf8')).toMatch(/^\uFEFFcustomer_id,recency,frequency,monetary/);
    const report = path.join(folder, 'report.html');
    expect(await run('report', project, '--to', report, '--locale', 'zh')).toMatchObject({
      code: 0,
      out: `${report}\n`,
    });
    expect(readFileSync(report, 'utf8').slice(0, 300)).toContain('lang="zh-CN"');
    expect((await run('export', project, 'nothing', '--to', target)).code).toBe(1);
    expect((await run('export', project, 'rfm')).err).toContain('--to is missing');
    expect(existsSync(`${project}-lock`)).toBe(false);
  });
});

describe('without a project', { timeout: 120_000 }, () => {
  it('steps list and show', async () => {
    const all = json(await run('steps', 'list', '--json')) as { id: string }[];
    expect(all.map(({ id }) => id).sort()).toEqual(
      listSteps()
        .map(({ id }) => id)
        .sort(),
    );
    const shown = json(await run('steps', 'show', 'cluster.kmeans', '--json')) as {
      parameters: { properties: object };
    };
    expect(Object.keys(shown.parameters.properties)).toContain('nClusters');
    expect((await run('steps', 'show', 'cluster.kmeans')).out).toContain('--n-clusters');
    expect((await run('steps', 'show', 'cluster.nothing')).code).toBe(1);
  });

  it('doctor says what this machine is', async () => {
    expect(json(await run('doctor', '--json'))).toMatchObject({ version: VERSION, node: process.version });
  });

  it('a flag that the command does not have is refused with those it has', async () => {
    const wrong = await run('doctor', '--verbos', 'yes');
    expect(wrong).toMatchObject({ code: 2, out: '' });
    expect(wrong.err).toContain('there is no --verbos: clientele doctor');
    expect((await run('run', 'none.clientele', '--treads', '2')).err).toContain('--threads');
  });

  it('an unknown command is refused with the list of those there are', async () => {
    const wrong = await run('explode');
    expect(wrong).toMatchObject({ code: 2, out: '' });
    expect(wrong.err).toContain('no command “explode”');
    expect(wrong.err).toContain('template run');
    expect(await run('--help')).toMatchObject({ code: 0, err: '' });
  });
});
