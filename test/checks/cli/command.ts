import { spawn } from 'node:child_process';
import { program } from '../program.ts';

const MAIN = program('cli');

/** How a command ended. */
export interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

const environment = (config: string): NodeJS.ProcessEnv => ({
  ...process.env,
  CLIENTELE_CONFIG: config,
  CLIENTELE_LOCALE: 'en',
  NODE_NO_WARNINGS: '1',
});

/** Runs `clientele` with these words, in a process of its own. @param config folder of templates and settings */
export function clientele(config: string, ...words: string[]): Promise<Ended> {
  const child = spawn(process.execPath, [MAIN, ...words], {
    env: environment(config),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let out = '';
  let err = '';
  child.stdout.setEncoding('utf8').on('data', (part: string) => (out += part));
  child.stderr.setEncoding('utf8').on('data', (part: string) => (err += part));
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, out, err })));
}

const shellWord = (word: string): string => `'${word.replaceAll("'", `'\\''`)}'`;

/**
 * Runs `clientele` on a terminal, and presses Ctrl C once it shows what is waited for.
 *
 * @returns what the terminal showed.
 */
export function onTerminal(config: string, words: readonly string[], interruptAt?: string): Promise<Ended> {
  const line = [process.execPath, MAIN, ...words].map(shellWord).join(' ');
  const child = spawn('script', ['-qec', line, '/dev/null'], {
    env: environment(config),
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let out = '';
  let isInterrupted = false;
  child.stdout.setEncoding('utf8').on('data', (part: string) => {
    out += part;
    if (interruptAt === undefined || isInterrupted || !out.includes(interruptAt)) return;
    isInterrupted = true;
    child.stdin.write('\u0003');
  });
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, out, err: '' })));
}
