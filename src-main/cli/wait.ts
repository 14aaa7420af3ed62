import { ClienteleError, type ErrorPayload } from '../contract/errors.ts';
import type { EngineEvent } from '../contract/events.ts';
import type { Client } from './client.ts';
import { progressBar, type Printer } from './print.ts';

/** What a shell is told of a command that Ctrl C ended. */
const INTERRUPTED = 130;

type Finished = Extract<EngineEvent, { type: 'job.finished' }>;

/** Follows the jobs of a client from the moment it is made. */
export interface JobWatch {
  /** Waits until all have ended. @returns what each gave. @throws the first error. */
  wait(jobIds: readonly string[]): Promise<unknown[]>;
}

/** Shows progress on a terminal and cancels everything on Ctrl C. */
export function watchJobs(client: Client, printer: Printer): JobWatch {
  const finished = new Map<string, Finished>();
  const listeners = new Set<() => void>();
  const bar = printer.json ? null : progressBar(printer.locale);
  let waitedFor: readonly string[] = [];
  let isInterrupted = false;
  // From now on, not from `wait` on: the bar is there as soon as a job is queued.
  const interrupt = (): void => {
    // Pressed again: whoever does not want to wait for the end of a cancelled job loses nothing that was confirmed.
    if (isInterrupted) process.exit(INTERRUPTED);
    isInterrupted = true;
    cancelAll();
  };
  const cancelAll = (): void => {
    for (const jobId of waitedFor) void client.call('job.cancel', { jobId });
  };
  process.on('SIGINT', interrupt);
  client.subscribe((event) => {
    if (event.type === 'jobs.changed') bar?.show(event.jobs);
    if (event.type !== 'job.finished') return;
    finished.set(event.jobId, event);
    for (const listener of listeners) listener();
  });
  return {
    async wait(jobIds) {
      waitedFor = jobIds;
      if (isInterrupted) cancelAll();
      try {
        await new Promise<void>((resolve) => {
          const check = (): void => {
            if (!jobIds.every((id) => finished.has(id))) return;
            listeners.delete(check);
            resolve();
          };
          listeners.add(check);
          check();
        });
      } finally {
        process.off('SIGINT', interrupt);
        bar?.clear();
      }
      const outcomes = jobIds.map((id) => finished.get(id));
      const failure =
        outcomes.find((outcome) => outcome?.error && outcome.error.code !== 'cancelled') ??
        outcomes.find((outcome) => outcome?.error);
      if (failure?.error) throw revive(failure.error);
      if (isInterrupted && jobIds.length === 0) throw new ClienteleError('cancelled');
      return outcomes.map((outcome) => outcome?.result);
    },
  };
}

const revive = ({ code, values }: ErrorPayload): ClienteleError => new ClienteleError(code, values);
