import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { backendIds } from '../../contract/backends.ts';

const timed = z.array(z.object({ id: z.enum(backendIds), ms: z.number() }));
const timesFile = z.record(z.string(), timed);

/** How long each backend took for a piece of a job, the fastest first. */
export type Times = z.output<typeof timed>;

/** The shapes that are remembered; the oldest go first. */
const MOST_KEPT = 200;

const fileIn = (folder: string): string => path.join(folder, 'backend-times.json');

function readAll(folder: string): z.output<typeof timesFile> {
  try {
    return timesFile.parse(JSON.parse(readFileSync(fileIn(folder), 'utf8')));
  } catch {
    // Not there, or damaged: measured anew.
    return {};
  }
}

/** What was measured for a key on this machine, or null. @param folder null remembers nothing. */
export function rememberedTimes(folder: string | null, key: string): Times | null {
  return folder === null ? null : (readAll(folder)[key] ?? null);
}

/** Remembers what was measured. A folder that cannot be written to is no reason to fail. */
export function rememberTimes(folder: string | null, key: string, times: Times): void {
  if (folder === null) return;
  const others = Object.entries(readAll(folder)).filter(([known]) => known !== key);
  const kept = Object.fromEntries([...others, [key, times] as const].slice(-MOST_KEPT));
  const file = fileIn(folder);
  try {
    mkdirSync(folder, { recursive: true });
    // Whole or not at all: another job may be reading it.
    writeFileSync(`${file}.${process.pid}`, JSON.stringify(kept, null, 1));
    renameSync(`${file}.${process.pid}`, file);
  } catch {
    // Measured again next time.
  }
}
