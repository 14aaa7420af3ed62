import fs from 'node:fs';
import path from 'node:path';
import type { RecentProject } from '../contract/desktop.ts';
import { readSettings, saveSettings, type RecentEntry } from './settings.ts';

const KEPT_PROJECTS = 12;
const EXTENSION = '.clientele';

function inodeOf(file: string): string | null {
  try {
    const { dev, ino } = fs.statSync(file, { bigint: true });
    return `${dev}:${ino}`;
  } catch {
    return null;
  }
}

function filesIn(folder: string): fs.Dirent[] {
  try {
    return fs.readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}

/** Projects in the folders where projects were, in the folders around them and in those inside them. */
function* projectsNearby(entries: readonly RecentEntry[]): Generator<string> {
  const homes = new Set(entries.map((entry) => path.dirname(entry.path)));
  const folders = new Set([...homes, ...[...homes].map((folder) => path.dirname(folder))]);
  for (const home of homes) {
    for (const entry of filesIn(home)) if (entry.isDirectory()) folders.add(path.join(home, entry.name));
  }
  for (const folder of folders) {
    for (const entry of filesIn(folder)) if (entry.name.endsWith(EXTENSION)) yield path.join(folder, entry.name);
  }
}

/** Follows files that were renamed or moved nearby; the rest keep their last known path. */
function followMoved(entries: readonly RecentEntry[]): RecentEntry[] {
  const lost = entries.filter((entry) => entry.inode !== null && !fs.existsSync(entry.path));
  if (lost.length === 0) return [...entries];
  const found = new Map<string, string>();
  for (const file of projectsNearby(entries)) {
    const inode = inodeOf(file);
    if (inode) found.set(inode, file);
  }
  return entries.map((entry) =>
    lost.includes(entry) ? { ...entry, path: found.get(entry.inode ?? '') ?? entry.path } : entry,
  );
}

/** Projects that were open before, the latest first; those that are gone are marked. */
export function recentProjects(): RecentProject[] {
  const remembered = readSettings().recent;
  const followed = followMoved(remembered);
  if (followed.some((entry, i) => entry.path !== remembered[i]?.path)) saveSettings({ recent: followed });
  return followed.map(({ path: file, openedAt }) => ({
    path: file,
    name: path.basename(file, EXTENSION),
    openedAt,
    exists: fs.existsSync(file),
  }));
}

/** Puts a project at the head of the list. */
export function noteProject(file: string): void {
  const others = readSettings().recent.filter((entry) => entry.path !== file);
  const entry = { path: file, openedAt: Date.now(), inode: inodeOf(file) };
  saveSettings({ recent: [entry, ...others].slice(0, KEPT_PROJECTS) });
}

/** Takes a project off the list. */
export function forgetProject(file: string): void {
  saveSettings({ recent: readSettings().recent.filter((entry) => entry.path !== file) });
}
