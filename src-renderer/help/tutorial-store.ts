import { createStore } from '../app/store.ts';

const STORED = 'clientele.tutorial';

/** A tutorial that is being followed, in the project in which it is. */
export interface Followed {
  readonly tutorialId: string;
  readonly path: string;
}

function readStored(): Followed | null {
  try {
    return JSON.parse(localStorage.getItem(STORED) ?? 'null') as Followed | null;
  } catch {
    return null;
  }
}

const followed = createStore<Followed | null>(readStored());

/** The tutorial that is followed in a project, also after the next start. */
export function useFollowedTutorial(path: string): string | null {
  const current = followed.use();
  return current?.path === path ? current.tutorialId : null;
}

export function followTutorial(next: Followed | null): void {
  followed.set(next);
  localStorage.setItem(STORED, JSON.stringify(next));
}
