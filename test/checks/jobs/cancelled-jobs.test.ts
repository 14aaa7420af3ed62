import fs from 'node:fs';
import path from 'node:path';
import v8 from 'node:v8';
import vm from 'node:vm';
import { expect, it } from 'vitest';
import type { EngineEvent } from '../../../src-main/contract/events.ts';
import { seededRandom } from '../../../src-main/engine/maths/random.ts';
import { addStep, importInto, startEngine, temporaryFolder, type TestEngine } from '../engine-harness.ts';

/** A hundred jobs of every kind are begun and cancelled in the middle; then nothing of them is left. */

/** Looked at after each half: what is left behind grows in both, what Node keeps for later in one at most. */
const HALVES = 2;
const JOBS_PER_HALF = 50;
const JOBS = HALVES * JOBS_PER_HALF;
const ROWS = 120_000;
const MB = 1024 * 1024;
/**
 * Node's own memory moves by some tens of megabytes between two looks. A job that left its table behind would add three,
 * and one that left its thread behind ten: fifty of them a hundred and fifty at least.
 */
const MARGIN_MB = 80;
/** Before this many jobs have been cancelled, Node is still filling caches of its own. */
const WARM_UP = 20;

function writeVisits(file: string): void {
  const random = seededRandom(4);
  const lines = Array.from(
    { length: ROWS },
    (_, i) => `v${i},${(random.normal() * 9).toFixed(4)},${random.next().toFixed(6)}`,
  );
  fs.writeFileSync(file, `visit,pages,minutes\n${lines.join('\n')}\n`);
}

v8.setFlagsFromString('--expose-gc');
const collectGarbage = vm.runInNewContext('gc') as () => void;

interface Held {
  readonly rssMb: number;
  readonly heapMb: number;
  /** Buffers of this thread, shared ones among them. */
  readonly externalMb: number;
  readonly threads: number | null;
  readonly children: number | null;
}

const countOf = (folder: string): number | null => (fs.existsSync(folder) ? fs.readdirSync(folder).length : null);

function childrenNow(): number | null {
  const file = `/proc/self/task/${process.pid}/children`;
  return fs.existsSync(file)
    ? fs
        .readFileSync(file, 'utf8')
        .split(' ')
        .filter((id) => id !== '').length
    : null;
}

/** What this process holds once ended threads are gone and garbage is collected. */
async function held(): Promise<Held> {
  for (let turn = 0; turn < 4; turn++) {
    await new Promise((resolve) => setTimeout(resolve, 150));
    collectGarbage();
  }
  // A process that trains sees that its thread went once it comes up for air.
  for (let turn = 0; turn < 160 && (childrenNow() ?? 0) > 1; turn++)
    await new Promise((resolve) => setTimeout(resolve, 250));
  const { rss, heapUsed, external } = process.memoryUsage();
  return {
    rssMb: rss / MB,
    heapMb: heapUsed / MB,
    externalMb: external / MB,
    threads: countOf('/proc/self/task'),
    children: childrenNow(),
  };
}

type Start = () => Promise<string>;

async function jobsOf(engine: TestEngine, folder: string): Promise<Start[]> {
  const file = path.join(folder, 'visits.csv');
  writeVisits(file);
  const datasetId = await importInto(engine, [file], { name: 'visits' });
  const { notebookId } = await engine.call('notebook.add', { title: 'Cancelled' });
  const inputs = { table: [{ from: 'dataset', datasetId } as const] };
  const features = ['pages', 'minutes'];
  const run = async (panelId: string): Promise<string> => {
    const { jobIds } = await engine.call('panel.run', { panelId });
    return jobIds.at(-1) ?? '';
  };
  const step = async (id: string, parameters: Record<string, unknown>): Promise<Start> => {
    const panelId = await addStep(engine, notebookId, id, { inputs, parameters });
    return () => run(panelId);
  };
  const endless = 'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n';
  const { panelId: sql } = await engine.call('panel.add', { notebookId, afterId: null, kind: 'sql', body: endless });
  const { plan } = await engine.call('import.preview', { paths: [file], options: {} });
  const target = { mode: 'new', name: 'again', reuse: false } as const;
  const ref = { from: 'dataset', datasetId } as const;
  const out = path.join(folder, 'visits-out.csv');
  return [
    await step('cluster.kmeans', { features, nClusters: 100, nRestarts: 100, maxIterations: 10_000, tolerance: 0 }),
    await step('cluster.gaussian-mixture', { features, nClusters: 20 }),
    await step('cluster.dbscan', { features }),
    await step('transform.autoencoder', { features, epochs: 1000 }),
    () => run(sql),
    async () => (await engine.call('import.run', { plan: { ...plan, target } })).jobId,
    async () => (await engine.call('export.table', { ref, path: out, format: 'jsonl' })).jobId,
  ];
}

type Finished = Extract<EngineEvent, { type: 'job.finished' }>;

/** Begins a job and cancels it once it is under way. @returns how it ended, and how long after that. */
async function cancelMidway(
  engine: TestEngine,
  start: Start,
  delayMs: number,
): Promise<{ end: string; tookMs: number }> {
  const jobId = await start();
  const isEnd = (event: EngineEvent): event is Finished => event.type === 'job.finished' && event.jobId === jobId;
  const find = (): Finished | undefined => engine.events.find(isEnd);
  const isRunning = async (): Promise<boolean> =>
    (await engine.call('job.list', {})).some(({ id, state }) => id === jobId && state === 'running');
  while (!find() && !(await isRunning())) await new Promise((resolve) => setTimeout(resolve, 5));
  await new Promise((resolve) => setTimeout(resolve, delayMs));
  const cancelledAt = performance.now();
  await engine.call('job.cancel', { jobId });
  if (!find()) await engine.next(isEnd);
  return { end: find()?.error?.code ?? 'done', tookMs: performance.now() - cancelledAt };
}

it('leaves neither memory nor threads behind after a hundred cancelled jobs', async () => {
  const folder = temporaryFolder();
  const engine = startEngine({ threads: 2, configFolder: path.join(folder, 'config') });
  await engine.call('project.create', { path: path.join(folder, 'cancelled.clientele') });
  const jobs = await jobsOf(engine, folder);
  const random = seededRandom(9);
  const ends: string[] = [];
  const waitsMs: number[] = [];
  const cancelOne = async (n: number): Promise<void> => {
    const { end, tookMs } = await cancelMidway(engine, jobs[n % jobs.length]!, 10 + random.integer(60));
    ends.push(end);
    waitsMs.push(tookMs);
  };
  for (let n = 0; n < WARM_UP; n++) await cancelOne(n);
  const before = await held();
  const looks = [before];
  for (let half = 0; half < HALVES; half++) {
    for (let n = 0; n < JOBS_PER_HALF; n++) await cancelOne(n);
    looks.push(await held());
  }
  const after = looks.at(-1)!;
  const growth = (of: (look: Held) => number): number =>
    Math.min(...looks.slice(1).map((look, half) => of(look) - of(looks[half]!)));
  waitsMs.sort((a, b) => a - b);
  const [middle = NaN, most = NaN] = [waitsMs[waitsMs.length >> 1], waitsMs.at(-1)];
  console.warn(`from Cancel to the end: ${middle.toFixed(0)} ms in the middle, ${most.toFixed(0)} ms at most`);
  for (const look of looks) console.warn(JSON.stringify(look));
  // Some are through before they can be cancelled; a good many are not.
  expect(ends.filter((end) => end === 'cancelled').length).toBeGreaterThan(JOBS / 2);
  expect(ends.filter((end) => end !== 'cancelled' && end !== 'done')).toEqual([]);
  expect(growth(({ rssMb }) => rssMb)).toBeLessThan(MARGIN_MB);
  expect(growth(({ heapMb }) => heapMb)).toBeLessThan(MARGIN_MB / 4);
  expect(growth(({ externalMb }) => externalMb)).toBeLessThan(MARGIN_MB / 4);
  expect(after.threads ?? 0).toBeLessThanOrEqual((before.threads ?? 0) + 1);
  // A tensor process waits a while for the next model.
  expect(after.children ?? 0).toBeLessThanOrEqual(1);
  expect(await engine.call('job.list', {})).toEqual([]);
}, 180_000);
