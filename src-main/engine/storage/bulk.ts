import type { Connection } from './connection.ts';
import { letImageGo } from './rows/attached.ts';

/** Work on many rows, in steps; each step says how many bytes it wrote. */
export type BulkWork<R> = Generator<number, R>;

/** One transaction of bulk work ends after this long or this much; between two of them edits come through. */
const BATCH_MS = 40;
const BATCH_BYTES = 16 * 1024 * 1024;

/** A step that says this instead of its bytes ends the transaction that it is in. */
export const END_BATCH = Infinity;

/** Lets messages through. */
export const breathe = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/**
 * Runs bulk work in transactions of moderate size. They are not synced one by one: nothing refers to what they wrote
 * until an edit or a finished run claims it, and that commit syncs the log as a whole.
 */
export async function runInBatches<R>(connection: Connection, work: BulkWork<R>): Promise<R> {
  const { db } = connection;
  for (;;) {
    const batch = db.transaction(() => {
      const until = performance.now() + BATCH_MS;
      let written = 0;
      while (written < BATCH_BYTES && performance.now() < until) {
        const step = work.next();
        if (step.done) return { done: true as const, result: step.value };
        written += step.value;
      }
      return { done: false as const };
    });
    db.pragma('synchronous = NORMAL');
    try {
      const end = batch.immediate();
      if (end.done) return end.result;
    } finally {
      db.pragma('synchronous = FULL');
      letImageGo(connection);
    }
    await breathe();
  }
}

/** Runs bulk work to its end inside the transaction that is open. */
export function runAtOnce<R>(work: BulkWork<R>): R {
  let step = work.next();
  while (!step.done) step = work.next();
  return step.value;
}
