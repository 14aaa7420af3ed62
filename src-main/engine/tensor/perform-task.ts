import { ClienteleError } from '../../contract/errors.ts';
import type { CancelSignal } from '../steps/context.ts';
import type { TensorProcess } from './process.ts';
import type { TensorReport } from './protocol.ts';
import { LOOK_EVERY_MS } from './until-cancelled.ts';

/** One attempt at a task on one backend. */
export interface Attempt {
  readonly task: string;
  readonly payload: unknown;
  readonly checkpoint: Uint8Array | null;
  readonly signal: CancelSignal;
  /** A process that says nothing for so long hangs, and is ended. */
  readonly stallMs: number;
  /** Told progress, curves and checkpoints as they come. */
  heard(report: Extract<TensorReport, { type: 'progress' | 'log' | 'checkpoint' }>): void;
}

/** How it ended: with a result, or without the device, after which another may go on. */
export type Outcome =
  | { readonly type: 'done'; readonly result: unknown; readonly isClean: boolean }
  | { readonly type: 'lost'; readonly detail: string };

/** How long a cancelled task may take to end by itself before its process is ended: the thread has 300 ms in all. */
const GRACE_MS = 150;

/** Runs a task in a process; unless it is done cleanly, the process is ended. @throws cancelled, what the task throws */
export function performTask(process: TensorProcess, attempt: Attempt): Promise<Outcome> {
  const { task, payload, checkpoint, signal, stallMs, heard } = attempt;
  return new Promise((resolve, reject) => {
    let heardAt = performance.now();
    let cancelledAt: number | null = null;
    const settle = (end: () => void, isOver: boolean): void => {
      clearInterval(watch);
      process.listen(null);
      if (!isOver) process.kill();
      end();
    };
    const watch = setInterval(() => {
      const now = performance.now();
      if (cancelledAt !== null && now - cancelledAt > GRACE_MS)
        settle(() => reject(new ClienteleError('cancelled')), false);
      else if (cancelledAt === null && signal.aborted) {
        cancelledAt = now;
        process.send({ type: 'cancel' });
      } else if (now - heardAt > stallMs)
        settle(() => resolve({ type: 'lost', detail: `silent for ${Math.round(stallMs / 1000)} s` }), false);
    }, LOOK_EVERY_MS);
    process.listen((report) => {
      heardAt = performance.now();
      switch (report.type) {
        case 'progress':
        case 'log':
        case 'checkpoint':
          return heard(report);
        case 'done': {
          const isClean = report.nTensors <= 0;
          return settle(() => resolve({ type: 'done', result: report.result, isClean }), isClean);
        }
        case 'failed': {
          const error = new ClienteleError(report.error.code, report.error.values);
          if (report.stack !== null) error.stack = report.stack;
          return settle(() => reject(error), false);
        }
        case 'lost':
        case 'gone': {
          const { detail } = report;
          const end = (): void =>
            cancelledAt === null ? resolve({ type: 'lost', detail }) : reject(new ClienteleError('cancelled'));
          return settle(end, false);
        }
        case 'loaded':
        case 'measured':
        case 'alive':
      }
    });
    process.send({ type: 'run', task, payload, checkpoint });
  });
}
