import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Checks } from './case.ts';

/** What a process says once its data is loaded. */
export interface Ready {
  /** What computes there and in which version, for the record. */
  readonly versions: Readonly<Record<string, string>>;
}

/** What a number of runs took, in the mean. */
export interface Turn {
  readonly ms: number;
  /** Processor time of the whole process. */
  readonly cpuMs: number;
}

/** One side's process: it has loaded the data and runs when asked. */
export interface Side {
  readonly ready: Ready;
  turn(loops: number): Promise<Turn>;
  /** Numbers of the last result. */
  check(): Promise<Checks>;
  /** The most that the process has held so far. */
  peakBytes(): Promise<number>;
  close(): Promise<void>;
}

const SAID_AT_MOST = 4000;

/** Starts a process that speaks in lines of JSON. @throws Error with what it said, where it ends too soon. */
export async function startSide(
  command: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<Side> {
  const child = spawn(command, args, { env: { ...process.env, ...env }, stdio: ['pipe', 'pipe', 'pipe'] });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said = (said + text).slice(-SAID_AT_MOST)));
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const ended = new Promise<void>((resolve) => {
    child.on('error', (error) => {
      said += error.message;
      resolve();
    });
    child.on('close', () => resolve());
  });

  /** The next line that is an answer; libraries may print others. */
  async function answer<T>(): Promise<T> {
    for (;;) {
      const line = await lines.next();
      if (line.done) {
        await ended;
        throw new Error(said.trim() || `${command} ended without an answer`);
      }
      if (line.value.startsWith('{')) return JSON.parse(line.value) as T;
    }
  }
  const ask = <T>(...words: readonly (string | number)[]): Promise<T> => {
    child.stdin.write(`${words.join(' ')}\n`);
    return answer<T>();
  };
  child.stdin.on('error', () => undefined);

  return {
    ready: await answer<Ready>(),
    turn: (loops) => ask<Turn>('turn', loops),
    check: async () => (await ask<{ checks: Checks }>('check')).checks,
    peakBytes: async () => (await ask<{ peakBytes: number }>('memory')).peakBytes,
    async close() {
      child.stdin.end();
      await ended;
    },
  };
}
