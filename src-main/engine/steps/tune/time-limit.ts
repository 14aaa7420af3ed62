import { ClienteleError } from '../../../contract/errors.ts';
import type { CancelSignal, Context } from '../context.ts';

/** A span of time that work is given, by the clock of the run. */
export interface TimeLimit {
  /** Seconds since the span began. */
  spent(): number;
  /** Whether work of so many estimated seconds would still end within so many seconds; it is taken to go as it went so far. */
  holds(work: number, seconds: number): boolean;
  /** Told what was estimated of work that is over. */
  done(work: number): void;
  /** Work that is stopped, even in the middle of a fit, once so many seconds of the span have passed: null then. */
  within<T>(context: Context, seconds: number, work: (context: Context) => Promise<T>): Promise<T | null>;
}

/** Seconds that are taken to have gone as estimated before anything was done: the first fits also wait for threads and processes to start. */
const AS_ESTIMATED = 1;

/** Begins a span of time. */
export function beginTime({ now }: Pick<Context, 'now'>): TimeLimit {
  const began = now();
  const spent = (): number => (now() - began) / 1000;
  let estimated = 0;
  return {
    spent,
    // Slower than estimated counts, faster does not: on any machine that is fast enough the same work is done.
    holds: (work, seconds) =>
      spent() + work * Math.max(1, (AS_ESTIMATED + spent()) / (AS_ESTIMATED + estimated)) <= seconds,
    done: (work) => void (estimated += work),
    async within(context, seconds, work) {
      const isLate = (): boolean => spent() > seconds;
      try {
        return await work({ ...context, signal: orLate(context.signal, isLate) });
      } catch (thrown) {
        const isCancelled = thrown instanceof ClienteleError && thrown.code === 'cancelled';
        if (isCancelled && isLate() && !context.signal.aborted) return null;
        throw thrown;
      }
    },
  };
}

/** Up once the run is cancelled or it is late. */
const orLate = (signal: CancelSignal, isLate: () => boolean): CancelSignal => ({
  get aborted() {
    return signal.aborted || isLate();
  },
  throwIfAborted() {
    if (this.aborted) throw new ClienteleError('cancelled');
  },
});
