import { desktop } from '../engine/desktop.ts';
import { createStore } from './store.ts';

/** What is asked for in place of the system's dialog, where there is none. */
export interface PathRequest {
  readonly title: string;
  /** Proposed where something is to be written. */
  readonly name: string;
  /** Takes what was typed, or null where the person thought better of it. */
  answer(path: string | null): void;
}

const request = createStore<PathRequest | null>(null);

export const usePathRequest = (): PathRequest | null => request.use();

/** A browser cannot choose a file of the machine that serves it: the person types its path. */
function askPath(title: string, name: string): Promise<string | null> {
  request.get()?.answer(null);
  return new Promise((resolve) => {
    const answer = (path: string | null): void => {
      request.set(null);
      resolve(path);
    };
    request.set({ title, name, answer });
  });
}

/** Asks for files to read; none where the person thought better of it. */
export async function askOpen(options: { title: string; extensions: string[]; many: boolean }): Promise<string[]> {
  if (desktop) return desktop.openFiles(options);
  const path = await askPath(options.title, '');
  return path === null ? [] : [path];
}

/** Asks for a project file, which is read and written. */
export async function askProject(title: string): Promise<string | null> {
  return desktop ? desktop.openProject() : askPath(title, '');
}

/** Asks where to write. */
export async function askSave(options: { title: string; name: string; extensions: string[] }): Promise<string | null> {
  return desktop ? desktop.saveFile(options) : askPath(options.title, options.name);
}
