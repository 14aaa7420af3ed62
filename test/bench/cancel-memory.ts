import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { ENGINE_MEMORY } from '../../src-main/contract/engine-memory.ts';
import { connect, type Client } from '../../src-main/cli/client.ts';
import { addPanel, followJobs, importFile } from './harness/engine.ts';
import { writeInteractions } from './interactions-file.ts';

/**
 * Whether memory is back where it began after many cancelled jobs: `node test/bench/cancel-memory.ts [jobs]`. Every job is a
 * clustering of a million rows, cancelled under way. All of the engine's threads are in this process, so that its resident memory
 * is the engine's.
 */

const SEED = 16;
const ROWS = 1_000_000;
/** Jobs after which threads, caches and compiled code stand as they will. */
const WARM_UP = 10;
const MB = 1024 * 1024;
/** What the system may keep for itself from one look to the next. */
const LIMIT_BYTES = 64 * MB;
/** How long an idle engine gets to give memory back. */
const SETTLE_MS = 3000;

async function restingBytes(): Promise<number> {
  await wait(SETTLE_MS);
  return process.memoryUsage.rss();
}

async function measure(folder: string, nJobs: number): Promise<void> {
  const file = path.join(folder, 'interactions.csv');
  writeInteractions(file, ROWS, SEED);
  const client = await connect(path.join(folder, 'bench.clientele'), { create: true });
  try {
    const datasetId = await importFile(client, file, 'interactions');
    const { notebookId } = await client.call('notebook.add', { title: 'Bench' });
    const panelId = await addPanel(client, notebookId, 'cluster.kmeans', {
      inputs: { table: [{ from: 'dataset', datasetId }] },
      parameters: { nClusters: 100, features: ['amount'], nRestarts: 100 },
    });
    const cancelSome = (n: number) => cancelJobs(client, panelId, n);
    await cancelSome(WARM_UP);
    const before = await restingBytes();
    await cancelSome(nJobs);
    const grown = (await restingBytes()) - before;
    const verdict = grown <= LIMIT_BYTES ? 'back where it began' : 'MORE THAN IT WAS';
    const numbers = [before, before + grown].map((bytes) => `${(bytes / MB).toFixed(0)} MB`);
    process.stdout.write(`${nJobs} cancelled jobs: ${numbers.join(' before, ')} after: ${verdict}\n`);
    process.exitCode = grown <= LIMIT_BYTES ? 0 : 1;
  } finally {
    await client.close();
  }
}

async function cancelJobs(client: Client, panelId: string, n: number): Promise<void> {
  const jobs = followJobs(client);
  for (let i = 0; i < n; i++) {
    const jobId = (await client.call('panel.run', { panelId })).jobIds[0]!;
    await jobs.underWay(jobId);
    const ended = jobs.ended(jobId);
    await client.call('job.cancel', { jobId });
    await ended;
  }
}

// The C library reads its settings when a process starts: this one starts another, as the window starts the engine.
if (Object.entries(ENGINE_MEMORY).every(([name, value]) => process.env[name] === value)) {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'clientele-bench-'));
  try {
    await measure(folder, Number(process.argv[2] ?? 100));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
} else {
  const { status } = spawnSync(process.execPath, process.argv.slice(1), {
    stdio: 'inherit',
    env: { ...process.env, ...ENGINE_MEMORY },
  });
  process.exitCode = status ?? 1;
}
