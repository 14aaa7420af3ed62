import { randomUUID } from 'node:crypto';
import { ClienteleError, toErrorPayload, type ErrorPayload } from '../../contract/errors.ts';
import type { Job } from '../../contract/project.ts';
import type { Message } from '../../contract/text.ts';
import type { RunningTask } from './threads.ts';

/** How a queued piece of work is started once its turn comes. */
export interface JobRequest {
  readonly kind: Job['kind'];
  readonly title: Job['title'];
  readonly panelId: string | null;
  /** Jobs that must have succeeded first. */
  readonly after: readonly string[];
  /** Starts the work; null where there turned out to be nothing to do. */
  start(report: (fraction: number, doing: Message | null) => void): Promise<RunningTask<unknown> | null>;
  /**
   * Stores what the work gave; the job is finished only after it.
   *
   * @param signal aborts where a person cancels meanwhile; what can still be left undone then is.
   */
  finish(result: unknown, signal: AbortSignal): Promise<unknown>;
  /** Told how it failed. */
  fail?(error: ErrorPayload): void;
}

interface Entry {
  readonly id: string;
  readonly request: JobRequest;
  state: Job['state'];
  fraction: number;
  doing: Message | null;
  startedAt: number;
  running: RunningTask<unknown> | null;
  readonly stop: AbortController;
}

export interface QueueListener {
  changed(jobs: readonly Job[]): void;
  finished(job: Job, error: ErrorPayload | null, result: unknown): void;
}

/** Estimates come only after this long and this far: earlier they jump. */
const ESTIMATE_AFTER_MS = 600;
const ESTIMATE_FROM = 0.03;

/** Runs jobs in the order they came, a few at a time; each waits for those it comes after. */
export class JobQueue {
  readonly #entries: Entry[] = [];
  readonly #outcomes = new Map<string, 'succeeded' | 'failed'>();
  readonly #listener: QueueListener;
  readonly #parallel: number;
  #isClosed = false;

  constructor(listener: QueueListener, parallel = 2) {
    this.#listener = listener;
    this.#parallel = parallel;
  }

  /** @throws no-project once it was drained. */
  add(request: JobRequest): string {
    if (this.#isClosed) throw new ClienteleError('no-project');
    const id = randomUUID();
    const stop = new AbortController();
    this.#entries.push({ id, request, state: 'queued', fraction: 0, doing: null, startedAt: 0, running: null, stop });
    this.#changed();
    queueMicrotask(() => this.#advance());
    return id;
  }

  list(): Job[] {
    return this.#entries.map((entry) => describe(entry));
  }

  /** The queued or running job of a panel, or null. */
  ofPanel(panelId: string): string | null {
    return this.#entries.find((entry) => entry.request.panelId === panelId && entry.state !== 'cancelling')?.id ?? null;
  }

  cancel(id: string): void {
    const entry = this.#entries.find((candidate) => candidate.id === id);
    if (!entry) return;
    if (entry.running) {
      entry.state = 'cancelling';
      entry.running.cancel();
      entry.stop.abort();
      this.#changed();
    } else if (entry.state === 'queued') this.#settle(entry, new ClienteleError('cancelled').toPayload(), null);
    else entry.state = 'cancelling';
  }

  /** Cancels everything, takes nothing more, and waits until nothing runs. */
  async drain(): Promise<void> {
    this.#isClosed = true;
    for (const entry of [...this.#entries]) this.cancel(entry.id);
    while (this.#entries.length > 0) await new Promise((resolve) => setTimeout(resolve, 10));
  }

  #advance(): void {
    for (const entry of [...this.#entries]) {
      if (entry.state !== 'queued') continue;
      if (this.#entries.filter((other) => other.state !== 'queued').length >= this.#parallel) return;
      const outcomes = entry.request.after.map((id) => this.#outcomes.get(id) ?? 'waiting');
      if (outcomes.includes('failed')) this.#settle(entry, new ClienteleError('cancelled').toPayload(), null);
      else if (outcomes.every((outcome) => outcome === 'succeeded')) void this.#run(entry);
    }
  }

  async #run(entry: Entry): Promise<void> {
    entry.state = 'running';
    entry.startedAt = Date.now();
    this.#changed();
    try {
      entry.running = await entry.request.start((fraction, doing) => {
        entry.fraction = Math.max(entry.fraction, Math.min(fraction, 1));
        entry.doing = doing ?? entry.doing;
        this.#changed();
      });
      if (isCancelling(entry)) entry.running?.cancel();
      const result = entry.running ? await entry.running.result : null;
      this.#settle(entry, null, entry.running ? await entry.request.finish(result, entry.stop.signal) : null);
    } catch (thrown) {
      if (!(thrown instanceof ClienteleError)) console.error(thrown);
      this.#settle(entry, toErrorPayload(thrown), null);
    }
  }

  #settle(entry: Entry, error: ErrorPayload | null, result: unknown): void {
    const at = this.#entries.indexOf(entry);
    if (at < 0) return;
    this.#entries.splice(at, 1);
    this.#outcomes.set(entry.id, error ? 'failed' : 'succeeded');
    if (error) entry.request.fail?.(error);
    this.#listener.finished(describe(entry), error, result);
    this.#changed();
    this.#advance();
  }

  #changed(): void {
    this.#listener.changed(this.list());
  }
}

const isCancelling = (entry: Entry): boolean => entry.state === 'cancelling';

function describe(entry: Entry): Job {
  const { kind, title, panelId } = entry.request;
  const elapsedMs = entry.startedAt === 0 ? 0 : Date.now() - entry.startedAt;
  const known = elapsedMs > ESTIMATE_AFTER_MS && entry.fraction > ESTIMATE_FROM;
  const leftMs = known ? Math.round((elapsedMs * (1 - entry.fraction)) / entry.fraction) : null;
  return {
    id: entry.id,
    kind,
    title,
    panelId,
    state: entry.state,
    fraction: entry.fraction,
    doing: entry.doing,
    elapsedMs,
    leftMs,
  };
}
