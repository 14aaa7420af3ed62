import { expect, it } from 'vitest';
import type { Run } from '../../../src-main/contract/project.ts';
import { openReader, readCheckpoint } from '../../../src-main/engine/storage/reader.ts';
import { orphans } from '../../../src-main/engine/storage/references.ts';
import { create, freshPath, note, open } from './fixtures.ts';
import { openElsewhere } from './store-client.ts';

/** A state of some size whose bytes follow from a number. */
const stateOf = (n: number): Uint8Array => Uint8Array.from({ length: 300_000 }, (_, i) => (i * (n + 1)) % 251);

/** What a file keeps under a key, and how many stored results belong to nobody. */
function look(file: string, key: string): { state: Uint8Array | null; nOrphans: number; nStored: number } {
  const reader = openReader(file);
  const { n: nStored } = reader.sql('SELECT count(*) AS n FROM _clientele_outputs').get() as { n: number };
  const found = { state: readCheckpoint(reader, key), nOrphans: orphans(reader).length, nStored };
  reader.close();
  return found;
}

const runWith = (panelId: string, key: string, state: Run['state']): Run => ({
  id: `run-${key}-${state}`, panelId, panelTitle: '', step: 'tune.ranking', stepVersion: 1, key, parameters: {}, seed: 7, inputs: {}, state,
  startedAt: 1, durationMs: 1, backend: { id: 'cpu', adapter: null, variant: 'plain', measured: [] }, warnings: [], error: null, outputs: [],
  pinned: false,
}); // prettier-ignore

it('keeps the newest state of a run until the run is done, through failures and restarts', async () => {
  const file = freshPath();
  const store = create(file);
  const panelId = await store.addPanel({ panel: note(await store.addNotebook({ title: 'N' })) });
  for (const n of [1, 2, 3]) await store.saveCheckpoint('a', stateOf(n));
  expect(look(file, 'a')).toEqual({ state: stateOf(3), nOrphans: 0, nStored: 1 });
  expect(look(file, 'b').state).toBeNull();
  await store.finishRun(runWith(panelId, 'a', 'failed'), { current: false });
  await store.finishRun(runWith(panelId, 'b', 'succeeded'), { current: true });
  await store.close();
  const again = open(file);
  expect(look(file, 'a').state).toEqual(stateOf(3));
  expect(await again.findProblems()).toEqual([]);
  await again.finishRun(runWith(panelId, 'a', 'succeeded'), { current: true });
  expect(look(file, 'a')).toEqual({ state: null, nOrphans: 0, nStored: 0 });
  await again.close();
});

it('keeps a state that two runs share until neither needs it, and of many only the newest', async () => {
  const file = freshPath();
  const store = create(file);
  const panelId = await store.addPanel({ panel: note(await store.addNotebook({ title: 'N' })) });
  await store.saveCheckpoint('a', stateOf(1));
  await store.saveCheckpoint('b', stateOf(1));
  await store.finishRun(runWith(panelId, 'a', 'succeeded'), { current: true });
  expect(look(file, 'b')).toEqual({ state: stateOf(1), nOrphans: 0, nStored: 1 });
  for (let n = 0; n < 20; n++) await store.saveCheckpoint(`many-${n}`, stateOf(n));
  expect(look(file, 'many-19')).toEqual({ state: stateOf(19), nOrphans: 0, nStored: 8 });
  await store.close();
});

it('has the last state that was confirmed after the process that wrote it was killed', async () => {
  const file = freshPath();
  const other = await openElsewhere(file, { create: true });
  await other.call('saveCheckpoint', 'a', stateOf(1));
  await other.call('saveCheckpoint', 'a', stateOf(2));
  await other.kill();
  await open(file).close();
  expect(look(file, 'a')).toEqual({ state: stateOf(2), nOrphans: 0, nStored: 1 });
});
