import path from 'node:path';
import { connect, type Client } from '../../../src-main/cli/client.ts';
import { writeInteractions } from '../interactions-file.ts';
import { defineCase, prepared, type BenchCase } from '../harness/case.ts';
import { addPanel, followJobs, importFile } from '../harness/engine.ts';

interface CancelShape {
  readonly rows: number;
  readonly job: 'import' | 'kmeans';
  readonly [name: string]: string | number;
}

const SEED = 16;
const cancelCase = (definition: Pick<BenchCase<CancelShape>, 'name' | 'title' | 'shape'>) =>
  defineCase<CancelShape>({
    ...definition,
    script: 'cancel',
    reference: null,
    bar: null,
    aim: null,
    limitMs: 500,
    tolerance: 0,
    make: ({ rows }, folder) => writeInteractions(path.join(folder, 'data.csv'), rows, SEED),
    async prepare({ shape: { job }, folder, scratch, pool }) {
      const client = await connect(path.join(scratch, 'bench.clientele'), { create: true, threads: pool.threads });
      const jobs = followJobs(client);
      const file = path.join(folder, 'data.csv');
      const start: () => Promise<string> =
        job === 'import' ? await startImport(client, file) : await startKmeans(client, file);
      let running = '';
      return prepared({
        async before() {
          running = await start();
          await jobs.underWay(running);
        },
        async run() {
          const ended = jobs.ended(running);
          await client.call('job.cancel', { jobId: running });
          await ended;
        },
        check: () => ({}),
        close: () => client.close(),
      });
    },
  });

async function startImport(client: Client, file: string): Promise<() => Promise<string>> {
  const { plan } = await client.call('import.preview', { paths: [file], options: {} });
  const target = { mode: 'new', name: 'interactions' } as const;
  return async () => (await client.call('import.run', { plan: { ...plan, target } })).jobId;
}

async function startKmeans(client: Client, file: string): Promise<() => Promise<string>> {
  const datasetId = await importFile(client, file, 'interactions');
  const { notebookId } = await client.call('notebook.add', { title: 'Bench' });
  const panelId = await addPanel(client, notebookId, 'cluster.kmeans', {
    inputs: { table: [{ from: 'dataset', datasetId }] },
    parameters: { nClusters: 100, features: ['amount'], nRestarts: 100 },
  });
  return async () => (await client.call('panel.run', { panelId })).jobIds[0]!;
}

export const cancelImport = cancelCase({
  name: 'cancel-import',
  title: 'from Cancel to the end of an import of 1,000,000 rows',
  shape: { rows: 1_000_000, job: 'import' },
});

export const cancelKmeans = cancelCase({
  name: 'cancel-kmeans',
  title: 'from Cancel to the end of k-means on 1,000,000 rows, k = 100',
  shape: { rows: 1_000_000, job: 'kmeans' },
});
