import { ClienteleError } from '../../contract/errors.ts';
import type { Panel, Run } from '../../contract/project.ts';
import { audit } from './audit.ts';
import { dropCheckpoint } from './checkpoints.ts';
import { readObject } from './definition-rows.ts';
import { makeRoom, outputUsage } from './evict.ts';
import { publish } from './published.ts';
import { findRunById, findRunByKey, listRuns, setCurrent, writeRun } from './runs.ts';
import type { StoreCore } from './store-core.ts';

/** A panel and the run whose outputs it shows. */
export interface ShownRun {
  readonly panelId: string;
  readonly runId: string;
}

/** The methods that keep runs; a run is not an edit. */
export interface StoreRuns {
  /** Writes a run that has begun; one that is still running when the file is opened again becomes cancelled. */
  startRun(run: Run): void;
  /**
   * Writes how a run ended and claims its outputs. With `current` its panel shows and publishes them from now on: names
   * move in the same transaction.
   */
  finishRun(run: Run, options: { readonly current: boolean }): Promise<void>;
  /**
   * Makes stored runs the ones that panels show, all in one transaction. Another panel that computes the same may have
   * made the run. @throws not-found
   */
  setCurrentRuns(shown: readonly ShownRun[]): Promise<void>;
  /** Keeps a run's outputs whatever the limit. @throws not-found */
  pinRun(runId: string, pinned: boolean): void;
  findRun(runId: string): Run | null;
  /** The newest run with a cache key whose outputs are still in the file. */
  findRunByKey(key: string): Run | null;
  /** Runs of a panel, or of all where null; the newest first. */
  listRuns(panelId: string | null, limit: number): Run[];
}

export function storeRuns({ connection, commit, bulk, nameOutputs, unclaimed }: StoreCore): StoreRuns {
  /** Makes ready for SQL what the panel publishes. */
  async function publishOutputs(panelId: string, run: Run): Promise<void> {
    const names = readObject<Panel>(connection, 'panels', panelId)?.names ?? {};
    for (const { id, kind, hash } of run.outputs)
      if (kind === 'table' && id in names) await bulk(() => publish(connection, hash));
  }

  const requireRun = (runId: string): Run => {
    const run = findRunById(connection, runId);
    if (!run) throw new ClienteleError('not-found', { kind: { en: 'run', zh: '运行记录' }, id: runId });
    return run;
  };

  return {
    startRun: (run) => commit(() => writeRun(connection, run)),
    async finishRun(run, { current }) {
      if (current) await publishOutputs(run.panelId, run);
      commit(() => {
        writeRun(connection, run);
        if (current) {
          setCurrent(connection, run.panelId, run.id);
          nameOutputs();
        }
        audit(connection, 'run', run.step, { [run.state]: 1, outputs: run.outputs.length });
        for (const { hash } of run.outputs) unclaimed.delete(hash);
        if (run.state === 'succeeded') dropCheckpoint(connection, run.key);
      });
      const { bytes, limitBytes } = outputUsage(connection);
      // What cannot be dropped now is dropped after a later run.
      if (bytes > limitBytes) void bulk(() => makeRoom(connection, unclaimed)).catch(() => undefined);
    },
    async setCurrentRuns(shown) {
      const runs = shown.map(({ runId }) => requireRun(runId));
      for (const [i, { panelId }] of shown.entries()) await publishOutputs(panelId, runs[i]!);
      commit(() => {
        for (const { panelId, runId } of shown) setCurrent(connection, panelId, runId);
        nameOutputs();
      });
    },
    pinRun: (runId, pinned) =>
      commit(() => {
        requireRun(runId);
        connection.sql('UPDATE _clientele_runs SET pinned = ? WHERE id = ?').run(pinned ? 1 : 0, runId);
      }),
    findRun: (runId) => findRunById(connection, runId),
    findRunByKey: (key) => findRunByKey(connection, key),
    listRuns: (panelId, limit) => listRuns(connection, panelId, limit),
  };
}
