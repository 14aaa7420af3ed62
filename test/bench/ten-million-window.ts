import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { PanelPatch } from '../../src-main/contract/project.ts';
import type { App } from '../e2e/harness.ts';
import { openImported } from '../e2e/imported.ts';
import { longest, showScatter } from '../e2e/pace.ts';
import { childrenOf } from '../e2e/processes.ts';
import { scrollThrough } from '../e2e/scrolling.ts';
import { ask, leave, settle, untilIdle } from '../e2e/tour.ts';
import { writeInteractions } from './interactions-file.ts';

/**
 * Ten million interactions in the window: imported through the dialog, aggregated, clustered, shown as a scatter and as a table, with what
 * all processes of the app hold in memory meanwhile (Linux).
 */

const SEED = 1;
const SAMPLE_EVERY_MS = 250;
const MB = 1024;
const LIMIT_MB = 4096;
const MINUTES = 60;

/** What the processes hold, each page that several of them share counted in parts, in megabytes. */
function heldMb(pids: readonly number[]): number {
  let kilobytes = 0;
  for (const pid of pids) {
    try {
      kilobytes += Number(/^Pss:\s+(\d+)/m.exec(fs.readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1] ?? 0);
    } catch {
      // It ended meanwhile.
    }
  }
  return kilobytes / MB;
}

/** Watches what the children of this process hold, and says what the most was since it was last asked. */
function watchMemory(): { peakMb(): number; stop(): void } {
  let peak = 0;
  const look = (): void => {
    peak = Math.max(peak, heldMb(childrenOf(process.pid).map(({ pid }) => pid)));
  };
  const timer = setInterval(look, SAMPLE_EVERY_MS);
  return {
    peakMb() {
      look();
      const most = peak;
      peak = 0;
      return most;
    },
    stop: () => clearInterval(timer),
  };
}

async function runStep(app: App, notebookId: string, step: string, patch: PanelPatch): Promise<string> {
  const { panelId } = await ask(app, 'panel.add', { notebookId, afterId: null, kind: 'step', step });
  await ask(app, 'panel.update', { panelId, patch });
  await ask(app, 'panel.run', { panelId });
  await untilIdle(app, 10 * MINUTES);
  return panelId;
}

/** Prints a line a stage. @returns whether the app stayed below the limit. */
export async function measureTenMillion(nRows: number): Promise<boolean> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'clientele-ten-million-'));
  const file = path.join(folder, 'interactions.csv');
  writeInteractions(file, nRows, SEED);
  const memory = watchMemory();
  let highest = 0;
  const stage = async <T>(name: string, work: () => Promise<T>): Promise<T> => {
    const startedAt = performance.now();
    const result = await work();
    const seconds = (performance.now() - startedAt) / 1000;
    const peak = memory.peakMb();
    highest = Math.max(highest, peak);
    process.stdout.write(
      `${name.padEnd(44)} ${seconds.toFixed(2).padStart(8)} s  peak ${peak.toFixed(0).padStart(5)} MB\n`,
    );
    return result;
  };
  const { app, datasetId } = await stage(`start, import ${nRows} rows through the dialog`, () =>
    openImported(file, nRows, 10 * MINUTES),
  );
  try {
    await leave(app);
    const { notebookId } = await ask(app, 'notebook.add', { title: 'Ten million' });
    const panel = (step: string, patch: PanelPatch) => stage(step, () => runStep(app, notebookId, step, patch));
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
    const shown = await stage('show: scatter of the clustered customers', () => showScatter(app, notebookId, clusters));
    const scrolled = await stage('show: table of all interactions, scrolled', async () => {
      await app.page.locator(`#tree-${datasetId}`).click();
      await app.page
        .locator('.gr-body [role=row]')
        .first()
        .waitFor({ timeout: MINUTES * 1000 });
      await settle(app);
      return scrollThrough(app, 7);
    });
    process.stdout.write(
      `longest task of the page: scatter ${longest(shown).toFixed(0)} ms, table ${longest(scrolled).toFixed(0)} ms\n`,
    );
    const isWithin = highest <= LIMIT_MB;
    process.stdout.write(
      `highest ${highest.toFixed(0)} MB of ${LIMIT_MB} MB, all processes: ${isWithin ? 'within' : 'BEYOND'}\n`,
    );
    return isWithin;
  } finally {
    memory.stop();
    await app.close();
    fs.rmSync(folder, { recursive: true });
  }
}
