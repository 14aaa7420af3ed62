import fs from 'node:fs';
import path from 'node:path';
import { shell } from 'electron';
import type { EngineProcess } from './engine-process.ts';

/** Files are opened only where the person chose: in a dialog, by dropping them, on the command line, or earlier in this app. */

/** Projects that may be opened again without asking. */
const openable = new Set<string>();

/** Where the person asked for reports, exports and pictures; only these may be opened or shown from the window. */
const targets = new Set<string>();

/** Lets the engine use a path that the person chose. */
export async function allowFile(engine: EngineProcess, file: string, access: 'read' | 'write'): Promise<void> {
  if (access === 'write') openable.add(path.resolve(file));
  await engine.grant(file, access === 'write');
}

/** @throws where the path was never chosen: the window cannot put a file on the list of projects by naming it. */
export function requireOpenable(file: string): string {
  const resolved = path.resolve(file);
  if (!openable.has(resolved)) throw new Error('refused: not a file that was chosen');
  return resolved;
}

/** Remembers a path that the person chose to write. */
export function rememberTarget(file: string): void {
  targets.add(path.resolve(file));
}

function requireTarget(file: string): string {
  const resolved = path.resolve(file);
  if (!targets.has(resolved) || !fs.existsSync(resolved)) throw new Error('refused: not a file that was written here');
  return resolved;
}

/** What a report is written as. */
const REPORTS = ['.html', '.pdf'];

/** Opens a report in the system's program for it. @throws where the person did not have it written in this run. */
export async function openReport(file: string): Promise<void> {
  const resolved = requireTarget(file);
  if (!REPORTS.includes(path.extname(resolved))) throw new Error('refused: not a report');
  const failure = await shell.openPath(resolved);
  if (failure) throw new Error(failure);
}

/** Shows a written file in its folder. @throws where the person did not have it written in this run. */
export function showInFolder(file: string): void {
  shell.showItemInFolder(requireTarget(file));
}
