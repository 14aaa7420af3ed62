import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { ENGINE_MEMORY } from '../../src-main/contract/engine-memory.ts';
import type { PanelPatch } from '../../src-main/contract/project.ts';
import { connect, type Client } from '../../src-main/cli/client.ts';
import { importFiles } from '../../src-main/cli/commands/import.ts';
import type { Printer } from '../../src-main/cli/print.ts';
import { watchJobs } from '../../src-main/cli/wait.ts';
import { writeInteractions } from './interactions-file.ts';

/**
 * Ten million interactions from a file to clusters that are shown, with the time and the greatest memory of each stage:
 * `node test/bench/ten-million.ts [rows]`. All of the engine's threads are in this process, so that its resident memory is
 * the engine's.
 */

const SEED = 1;
const SAMPLE_EVERY_MS = 20;
const MB = 1024 * 1024;
const LIMIT_BYTES = 4096 * MB;

const silent: Printer = { json: true, locale: 'en' };

let peak = 0;
let highest = 0;

async function stage<T>(name: string, work: () => Promise<T>): Promise<T> {
  peak = process.memoryUsage.rss();
  const startedAt = performance.now();
  const result = await work();
  const seconds = (performance.now() - startedAt) / 1000;
  highest = Math.max(highest, peak);
  const now = process.memoryUsage.rss();
  process.stdout.write(
    `${name.padEnd(28)} ${seconds.toFixed(2).padStart(8)} s  peak ${(peak / MB).toFixed(0).padStart(5)} MB  then ${(now / MB).toFixed(0).padStart(5)} MB\n`,
  );
  return result;
}

/** Adds a panel of a step and brings it up to date. */
async function runStep(client: Client, notebookId: string, step: string, patch: PanelPatch): Promise<string> {
  const { panelId } = await client.call('panel.add', { notebookId, afterId: null, kind: 'step', step });
  await client.call('panel.update', { panelId, patch });
  const jobs = watchJobs(client, silent);
  await jobs.wait((await client.call('panel.run', { panelId })).jobIds);
  return panelId;
}

async function measure(folder: string, nRows: number): Promise<void> {
  const file = path.join(folder, 'interactions.csv');
  await stage(`write ${nRows} rows`, () => Promise.resolve(writeInteractions(file, nRows, SEED)));
  const client = await stage('start', () => connect(path.join(folder, 'bench.clientele'), { create: true }));
  try {
    const { datasetId } = await stage('import', () => importFiles(client, [file], silent, { name: 'interactions' }));
    const { notebookId } = await client.call('notebook.add', { title: 'Bench' });
    const panel = (step: string, patch: PanelPatch): Promise<string> =>
      stage(step, () => runStep(client, notebookId, step, patch));
    const rfm = await panel('features.rfm', { inputs: { orders: [{ from: 'dataset', datasetId }] } });
    const features = ['recency', 'frequency', 'monetary'];
    const scaled = await panel('transform.scale', {
      inputs: { table: [{ from: 'panel', panelId: rfm, output: 'rfm' }] },
      parameters: { method: 'log', features },
    });
    const clusters = await panel('cluster.kmeans', {
      inputs: { table: [{ from: 'panel', panelId: scaled, output: 'scaled' }] },
      parameters: { nClusters: 6, features, nRestarts: 3 },
    });
    await stage('show: first page, last page', async () => {
      const ref = { from: 'dataset', datasetId } as const;
      await client.call('table.page', { ref, offset: 0, limit: 100 });
      await client.call('table.page', { ref, offset: nRows - 100, limit: 100 });
    });
    await stage('show: profile', () => client.call('table.profile', { ref: { from: 'dataset', datasetId } }));
    await stage('show: clusters sorted', () =>
      client.call('table.page', {
        ref: { from: 'panel', panelId: clusters, output: 'clusters' },
        offset: 0,
        limit: 100,
        sort: [{ column: 'cluster', descending: true }],
      }),
    );
  } finally {
    await stage('close', () => client.close());
  }
}

async function run(nRows: number): Promise<void> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'clientele-bench-'));
  const watch = setInterval(() => (peak = Math.max(peak, process.memoryUsage.rss())), SAMPLE_EVERY_MS);
  try {
    await measure(folder, nRows);
    const verdict = highest <= LIMIT_BYTES ? 'within' : 'BEYOND';
    process.stdout.write(`highest ${(highest / MB).toFixed(0)} MB of ${LIMIT_BYTES / MB} MB: ${verdict}\n`);
    process.exitCode = highest <= LIMIT_BYTES ? 0 : 1;
  } finally {
    clearInterval(watch);
    rmSync(folder, { recursive: true, force: true });
  }
}

// The C library reads its settings when a process starts: this one starts another, as the window starts the engine.
if (Object.entries(ENGINE_MEMORY).every(([name, value]) => process.env[name] === value))
  await run(Number(process.argv[2] ?? 10_000_000));
else {
  const { status } = spawnSync(process.execPath, process.argv.slice(1), {
    stdio: 'inherit',
    env: { ...process.env, ...ENGINE_MEMORY },
  });
  process.exitCode = status ?? 1;
}
