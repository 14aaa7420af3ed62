import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fork } from 'node:child_process';
import { performance } from 'node:perf_hooks';
import { launch } from '../e2e/harness.ts';

/**
 * How long a person waits: from launch to a window that can be used, and from launch to an engine that answers
 * (`npm run bench:start`). Medians, after one start that fills the system's file cache.
 */

const STARTS = 5;
const LIMITS_MS = { window: 3000, engine: 700 };

const ROOT = path.resolve(import.meta.dirname, '..', '..');

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN;

/** From the start of the process to a window that stands, and whose engine answered. */
async function timeWindow(): Promise<number> {
  const startedAt = performance.now();
  const app = await launch();
  const took = performance.now() - startedAt;
  await app.close();
  return took;
}

/** From the start of the process to the message that its socket listens. */
async function timeEngine(): Promise<number> {
  const env = { ...process.env };
  delete env.NODE_OPTIONS;
  const startedAt = performance.now();
  const engine = fork(path.join(ROOT, 'out/engine/engine.mjs'), [], { execArgv: [], env });
  await new Promise<void>((resolve, reject) => {
    engine.once('message', () => resolve());
    engine.once('exit', (code) => reject(new Error(`the engine ended with ${code}`)));
  });
  const took = performance.now() - startedAt;
  const ended = new Promise((resolve) => engine.once('exit', resolve));
  engine.disconnect();
  await ended;
  return took;
}

async function measure(name: keyof typeof LIMITS_MS, time: () => Promise<number>): Promise<boolean> {
  await time();
  const times: number[] = [];
  for (let i = 0; i < STARTS; i++) times.push(await time());
  const middle = median(times);
  const each = times.map((value) => value.toFixed(0)).join(' ');
  process.stdout.write(
    `${name.padEnd(7)} ${middle.toFixed(0).padStart(5)} ms, limit ${LIMITS_MS[name]} ms (${each})\n`,
  );
  return middle <= LIMITS_MS[name];
}

process.stdout.write(`${os.cpus()[0]?.model ?? 'unknown processor'}, ${os.availableParallelism()} cores\n`);
const version = path.join(process.env.ELECTRON_OVERRIDE_DIST_PATH ?? '', 'version');
if (fs.existsSync(version)) process.stdout.write(`Electron ${fs.readFileSync(version, 'utf8').trim()}\n`);
const held = [await measure('engine', timeEngine), await measure('window', timeWindow)];
process.exitCode = held.every(Boolean) ? 0 : 1;
