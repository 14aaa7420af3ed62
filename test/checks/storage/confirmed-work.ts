import { expect } from 'vitest';
import { setTimeout as pause } from 'node:timers/promises';
import type { CallName, CallInput, CallOutput } from '../../../src-main/contract/calls.ts';
import { ClienteleError } from '../../../src-main/contract/errors.ts';
import type { EngineClient } from './engine-client.ts';

/** Work on a project through engines that are killed, beside what they had confirmed when they were. */
export class ConfirmedWork {
  readonly #file: string;
  readonly #orders: string;
  readonly #datasets = new Map<string, number>();
  readonly #runs = new Map<string, { hash: string; nRows: number }>();
  #notebookId = '';
  #panelId = '';
  /** The title that was confirmed last, and the one that was asked for last. */
  #title = 0;
  #askedTitle = 0;
  #seed = 0;
  #askedSeed = 0;
  #nImports = 0;

  constructor(file: string, orders: string) {
    this.#file = file;
    this.#orders = orders;
  }

  /** How long an import took that nothing disturbed. */
  importMs = 0;

  /** Waits for so much to be confirmed. */
  async until(isEnough: (counts: { nEdits: number; nImports: number; nRuns: number }) => boolean): Promise<void> {
    const counts = () => ({ nEdits: this.#title, nImports: this.#datasets.size - 1, nRuns: this.#runs.size });
    while (!isEnough(counts())) await pause(5);
  }

  async begin(engine: EngineClient): Promise<void> {
    for (const path of [this.#file, this.#orders]) await engine.call('file.grant', { path, write: true });
    await engine.call('project.create', { path: this.#file });
    this.#notebookId = (await engine.call('notebook.add', { title: '0' })).notebookId;
    const startedAt = performance.now();
    await this.#import(engine, 'interactions');
    this.importMs = performance.now() - startedAt;
    const added = { notebookId: this.#notebookId, afterId: null, kind: 'step', step: 'prepare.clean' } as const;
    this.#panelId = (await engine.call('panel.add', added)).panelId;
  }

  async reopen(engine: EngineClient): Promise<void> {
    for (const path of [this.#file, this.#orders]) await engine.call('file.grant', { path, write: true });
    await engine.call('project.open', { path: this.#file });
  }

  /** Edits, imports and runs, all at once, until the engine is gone. */
  async workOn(engine: EngineClient): Promise<void> {
    let isGone = false;
    const forever = async (work: () => Promise<void>): Promise<void> => {
      try {
        while (!isGone) await work();
      } catch (thrown) {
        isGone = true;
        // The last thing an engine without main says is that it closes what runs.
        if (thrown instanceof ClienteleError) expect(['no-project', 'cancelled']).toContain(thrown.code);
      }
    };
    await Promise.all([
      forever(() => this.#edit(engine)),
      forever(() => this.#import(engine, `import_${++this.#nImports}`)),
      forever(() => this.#run(engine)),
    ]);
  }

  async #edit(engine: EngineClient): Promise<void> {
    const title = ++this.#askedTitle;
    await engine.call('notebook.rename', { notebookId: this.#notebookId, title: String(title) });
    this.#title = title;
    await pause(5);
  }

  async #import(engine: EngineClient, name: string): Promise<void> {
    const { plan } = await engine.call('import.preview', { paths: [this.#orders], options: {} });
    const { jobId } = await engine.call('import.run', { plan: { ...plan, target: { mode: 'new', name } } });
    await this.#ended(engine, jobId);
    const dataset = (await engine.call('project.view', {}))?.datasets.find((one) => one.name === name);
    if (dataset) this.#datasets.set(name, dataset.nRows);
  }

  async #run(engine: EngineClient): Promise<void> {
    const panelId = this.#panelId;
    const seed = ++this.#askedSeed;
    await engine.call('panel.update', { panelId, patch: { seed } });
    this.#seed = seed;
    const { jobIds } = await engine.call('panel.run', { panelId });
    for (const jobId of jobIds) await this.#ended(engine, jobId);
    const [view] = await engine.call('notebook.view', { notebookId: this.#notebookId });
    const clean = view?.run?.outputs.find(({ id }) => id === 'clean');
    if (view?.run && view.state === 'ready' && clean)
      this.#runs.set(view.run.id, { hash: clean.hash, nRows: clean.table?.nRows ?? NaN });
  }

  async #ended(engine: EngineClient, jobId: string): Promise<void> {
    while ((await engine.call('job.list', {})).some(({ id }) => id === jobId)) await pause(10);
  }

  /** Everything that was confirmed is there; what was only asked for may be. */
  async check(engine: {
    call<C extends CallName>(name: C, input: CallInput<C>): Promise<CallOutput<C>>;
  }): Promise<void> {
    const view = await engine.call('project.view', {});
    const nRows = new Map(view?.datasets.map((dataset) => [dataset.name, dataset.nRows]));
    for (const [name, expected] of this.#datasets) expect(nRows.get(name), name).toBe(expected);
    const title = Number(view?.notebooks[0]?.title);
    expect([this.#title, this.#askedTitle]).toContain(title);
    const [panel] = await engine.call('notebook.view', { notebookId: this.#notebookId });
    expect([this.#seed, this.#askedSeed]).toContain(panel?.panel.seed);
    const runs = new Map((await engine.call('run.list', {})).map((run) => [run.id, run]));
    for (const [id, { hash, nRows: expected }] of this.#runs) {
      expect(runs.get(id), id).toMatchObject({ state: 'succeeded' });
      const page = await engine.call('table.page', { ref: { from: 'output', hash }, offset: 0, limit: 1 });
      expect(page.info.nRows).toBe(expected);
    }
    this.#title = this.#askedTitle = title;
    this.#seed = this.#askedSeed = panel?.panel.seed ?? 0;
  }
}
