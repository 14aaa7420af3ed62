import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { seededRandom } from '../../src-main/engine/maths/random.ts';
import type { App } from './harness.ts';
import { openImported } from './imported.ts';
import { ask, leave, untilIdle } from './tour.ts';

/** A table of a million made-up visits in five crowds, and a figure of every one of them. */
export const MILLION = 1_000_000;

const SEED = 16;
const CROWDS = [[20, 30], [45, 80], [70, 25], [90, 60], [30, 55]] as const; // prettier-ignore
const ROWS_A_WRITE = 20_000;

/** Writes the visits as CSV: a key, a place in two dimensions, and how long each took. @param key what the key is called. */
export function writeVisits(file: string, nRows: number, key = 'visit'): void {
  const random = seededRandom(SEED);
  const out = fs.openSync(file, 'w');
  fs.writeSync(out, `${key},pages,minutes,spend\n`);
  for (let from = 0; from < nRows; from += ROWS_A_WRITE) {
    const lines: string[] = [];
    for (let row = from; row < Math.min(nRows, from + ROWS_A_WRITE); row++) {
      const [x, y] = CROWDS[random.integer(CROWDS.length)]!;
      const [pages, minutes] = [x + random.normal() * 7, y + random.normal() * 9];
      lines.push(
        `v${row},${pages.toFixed(3)},${minutes.toFixed(3)},${(pages * 0.4 + random.next() * 20).toFixed(2)}\n`,
      );
    }
    fs.writeSync(out, lines.join(''));
  }
  fs.closeSync(out);
}

/** The app with the million rows in it, and clusters of them with their map. */
export interface MillionRows {
  readonly app: App;
  readonly datasetId: string;
  readonly notebookId: string;
  readonly panelId: string;
}

/** Imports a million rows into a fresh app. */
export async function openMillion(): Promise<{
  readonly app: App;
  readonly datasetId: string;
  readonly project: string;
}> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'clientele-million-'));
  try {
    const file = path.join(folder, 'visits.csv');
    writeVisits(file, MILLION);
    return await openImported(file, MILLION);
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
}

/** Adds a notebook with clusters of the rows, and runs it; the window stays where it is. */
export async function clusterMillion(app: App, datasetId: string): Promise<MillionRows> {
  const { notebookId } = await ask(app, 'notebook.add', { title: 'A million' });
  const { panelId } = await ask(app, 'panel.add', { notebookId, afterId: null, kind: 'step', step: 'cluster.kmeans' });
  const inputs = { table: [{ from: 'dataset', datasetId } as const] };
  const parameters = { features: ['pages', 'minutes', 'spend'], nClusters: 5, nRestarts: 1, maxIterations: 20 };
  await ask(app, 'panel.update', { panelId, patch: { inputs, parameters } });
  await ask(app, 'panel.run', { panelId });
  await untilIdle(app);
  await leave(app);
  return { app, datasetId, notebookId, panelId };
}
