import { setTimeout as pause } from 'node:timers/promises';
import path from 'node:path';
import { expect } from 'vitest';
import { seededRandom } from '../../../src-main/engine/maths/random.ts';
import { openReader } from '../../../src-main/engine/storage/reader.ts';
import { orphans } from '../../../src-main/engine/storage/references.ts';
import { smallShop, startEngine, temporaryFolder } from '../engine-harness.ts';
import { ConfirmedWork } from './confirmed-work.ts';
import { startEngineProcess } from './engine-client.ts';
import { open } from './fixtures.ts';

/** Works on a project while what holds it is killed at random moments, and checks after each kill what is left. */
export async function killAgainAndAgain(killed: 'engine' | 'main', nKills: number, seed: number): Promise<void> {
  const folder = temporaryFolder();
  const file = path.join(folder, 'shop.clientele');
  const { orders } = await smallShop(folder, { nCustomers: 40 });
  const work = new ConfirmedWork(file, orders);
  const random = seededRandom(seed);
  let engine = await startEngineProcess(killed);
  await work.begin(engine);
  // From no work under way to several things done, however fast the machine is.
  const longestMs = 2 * work.importMs;
  for (let n = 0; n < nKills; n++) {
    const working = work.workOn(engine);
    if (n === 0) await work.until(({ nEdits, nImports, nRuns }) => Math.min(nEdits, nImports, nRuns) > 0);
    await pause(random.next() * longestMs);
    await engine.kill();
    await working;
    engine = await startEngineProcess(killed);
    await work.reopen(engine);
    await work.check(engine);
  }
  await engine.kill();
  await tidy(file);
  const here = startEngine();
  await here.call('project.open', { path: file });
  await work.check(here);
}

/** After all that the file is sound, with no half-stored result and nothing that belongs to nobody. */
async function tidy(file: string): Promise<void> {
  const store = open(file);
  expect(await store.findProblems()).toEqual([]);
  await store.close();
  const reader = openReader(file);
  expect(reader.sql('SELECT hash FROM _clientele_outputs WHERE complete = 0').all()).toEqual([]);
  expect(reader.sql('SELECT hash FROM _clientele_published WHERE complete = 0').all()).toEqual([]);
  expect(reader.sql(`SELECT id FROM _clientele_runs WHERE state = 'running'`).all()).toEqual([]);
  expect(orphans(reader)).toEqual([]);
  reader.close();
}
