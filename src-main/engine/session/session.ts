import { ClienteleError, type ErrorPayload } from '../../contract/errors.ts';
import type { EngineEvent } from '../../contract/events.ts';
import type { Panel, PanelView, Run, Selection, SelectionView } from '../../contract/project.ts';
import { JobQueue } from '../jobs/queue.ts';
import type { JobThreads } from '../jobs/threads.ts';
import type { ProjectSnapshot } from '../notebook/definition.ts';
import { withAncestors } from '../notebook/graph.ts';
import { projectState, type PanelJob, type ProjectState } from '../notebook/state.ts';
import type { Readers } from '../reader/readers.ts';
import { startWriter, type WriterClient } from '../storage/writer-client.ts';
import type { WriterStart } from '../storage/writer-protocol.ts';
import { runPanelJob } from './run-panel.ts';
import { refreshLiveSegments } from './segments.ts';

/** What a session shares with the engine around it. */
export interface SessionTools {
  readonly threads: JobThreads;
  readonly readers: Readers;
  emit(event: EngineEvent): void;
}

const NO_STATE: ProjectState = { views: new Map(), resolved: new Map(), moved: new Map() };

/** An open project: its latest snapshot and state, its jobs and its selection. */
export class Session {
  readonly path: string;
  readonly tools: SessionTools;
  readonly writer: WriterClient;
  readonly queue: JobQueue;
  snapshot: ProjectSnapshot;
  state: ProjectState = NO_STATE;
  selection: Selection | null = null;
  selectionView: SelectionView | null = null;
  /** Stored runs by cache key; null where the file holds none. */
  readonly #runsByKey = new Map<string, Run | null>();
  readonly #failures = new Map<string, { key: string; error: ErrorPayload }>();
  #refreshing: Promise<void> = Promise.resolve();

  private constructor(tools: SessionTools, writer: WriterClient, snapshot: ProjectSnapshot) {
    this.path = writer.path;
    this.tools = tools;
    this.writer = writer;
    this.snapshot = snapshot;
    this.queue = new JobQueue({
      changed: (jobs) => tools.emit({ type: 'jobs.changed', jobs }),
      finished: (job, error, result) => {
        tools.emit({ type: 'job.finished', jobId: job.id, kind: job.kind, panelId: job.panelId, error, result });
        if (job.panelId) void this.refresh();
      },
    });
  }

  /** Opens or creates a project file. @throws everything that opening throws. */
  static async open(tools: SessionTools, start: WriterStart): Promise<Session> {
    const writer = await startWriter(start);
    const session = new Session(tools, writer, await writer.call('project'));
    await session.refresh();
    return session;
  }

  /** Reads the definition again, moves names to cached runs where those fit now, and tells everyone. */
  refresh(): Promise<void> {
    const next = this.#refreshing.then(() => this.#refresh());
    this.#refreshing = next.catch(() => undefined);
    return next;
  }

  /** Waits for what is being brought up to date: a job that was said to have ended then shows in the views. */
  upToDate(): Promise<void> {
    return this.#refreshing;
  }

  async #refresh(): Promise<void> {
    this.snapshot = await this.writer.call('project');
    this.state = await this.#workOut();
    // Undo of a parameter finds the older run by its key.
    if (this.state.moved.size > 0) {
      await this.writer.call(
        'setCurrentRuns',
        [...this.state.moved].map(([panelId, run]) => ({ panelId, runId: run.id })),
      );
      this.snapshot = await this.writer.call('project');
      this.state = await this.#workOut();
    }
    this.tools.emit({ type: 'project.changed' });
    for (const notebook of this.snapshot.notebooks)
      this.tools.emit({ type: 'notebook.changed', notebookId: notebook.id });
  }

  /** The state of all panels; keys that were not seen before are looked up in the file. */
  async #workOut(): Promise<ProjectState> {
    const jobs = new Map<string, PanelJob>();
    for (const job of this.queue.list()) if (job.panelId) jobs.set(job.panelId, { jobId: job.id, state: job.state });
    for (;;) {
      const unknown = new Set<string>();
      const findRun = (key: string): Run | null => {
        const run = this.#runsByKey.get(key);
        if (run === undefined) unknown.add(key);
        return run ?? null;
      };
      const state = projectState(this.snapshot, { findRun, jobs, failures: this.#failures });
      if (unknown.size === 0) return state;
      for (const key of unknown) this.#runsByKey.set(key, await this.writer.call('findRunByKey', key));
    }
  }

  /** Makes an edit through the writer and brings everything that follows from it up to date. */
  async edit<T>(change: (writer: WriterClient) => Promise<T>): Promise<T> {
    const result = await change(this.writer);
    await this.refresh();
    await refreshLiveSegments(this);
    return result;
  }

  /** A run was stored: its key is known from now on. */
  async ran(run: Run): Promise<void> {
    this.#runsByKey.set(run.key, run);
    this.#failures.delete(run.panelId);
    await this.refresh();
  }

  /** A panel failed under a key: shown until anything about it changes. */
  failed(panelId: string, key: string, error: ErrorPayload): void {
    if (error.code !== 'cancelled') this.#failures.set(panelId, { key, error });
  }

  /** Outputs were dropped: runs must be looked up again before they take a panel's place. */
  forgetRuns(): void {
    this.#runsByKey.clear();
  }

  /** A panel, or null where it is gone: a window may still ask of one that was just deleted. */
  findPanel(panelId: string): Panel | null {
    return this.snapshot.panels.find((candidate) => candidate.id === panelId) ?? null;
  }

  /** @throws not-found */
  panel(panelId: string): Panel {
    const panel = this.findPanel(panelId);
    if (!panel) throw new ClienteleError('not-found', { kind: { en: 'panel', zh: '面板' }, id: panelId });
    return panel;
  }

  /** The panels of a notebook with their states, in order. */
  views(notebookId: string): PanelView[] {
    return [...this.state.views.values()]
      .filter((view) => view.panel.notebookId === notebookId)
      .sort((a, b) => a.panel.position - b.panel.position);
  }

  /** Queues whatever of the given panels, and of what they need, is not up to date; each after those it reads. */
  run(panelIds: readonly string[]): string[] {
    const wanted = new Map<string, Panel>();
    for (const id of panelIds) for (const panel of withAncestors(id, this.snapshot)) wanted.set(panel.id, panel);
    const jobOf = new Map<string, string>();
    for (const panel of wanted.values()) {
      const view = this.state.views.get(panel.id);
      if (panel.kind === 'note' || !view || view.state === 'ready' || view.state === 'disabled') continue;
      const above = withAncestors(panel.id, this.snapshot).filter(({ id }) => id !== panel.id);
      const after = above.flatMap(({ id }) => jobOf.get(id) ?? []);
      jobOf.set(panel.id, this.queue.ofPanel(panel.id) ?? this.queue.add(runPanelJob(this, panel.id, after)));
    }
    if (jobOf.size > 0) void this.refresh();
    return [...jobOf.values()];
  }

  /** Waits for jobs to end, however they end. */
  async settled(jobIds: readonly string[]): Promise<void> {
    while (this.queue.list().some((job) => jobIds.includes(job.id)))
      await new Promise((resolve) => setTimeout(resolve, 5));
    await this.#refreshing;
  }

  /** Ends what runs, then everyone who reads the file, so that the writer, closing last, leaves no log beside it. */
  async close(): Promise<void> {
    await this.queue.drain();
    await this.#refreshing;
    await Promise.all([this.tools.readers.rest(), this.tools.threads.rest()]);
    await this.writer.close();
  }
}
