import { useCallback, useMemo, useState } from 'react';
import type { ProjectView } from '../../src-main/contract/project.ts';
import type { Place, Places } from './place.tsx';
import { firstPlace, isThere } from './places.ts';

const MOST_STEPS_BACK = 50;
const storedUnder = (path: string): string => `clientele.place.${path}`;

function readStored(path: string): Place[] {
  try {
    const stored = localStorage.getItem(storedUnder(path));
    return stored ? [JSON.parse(stored) as Place] : [];
  } catch {
    return [];
  }
}

interface Way {
  /** The project it was gone in; the way starts anew in another. */
  readonly path: string | null;
  /** Where one was, the latest last. */
  readonly places: readonly Place[];
}

/** The way through a project: where one is, was, and comes back to at the next start. */
export function usePlaces(project: ProjectView | null): Places & { readonly back: (() => void) | null } {
  const path = project?.path ?? null;
  const [walked, setWalked] = useState<Way>({ path: null, places: [] });
  const [panelId, focusPanel] = useState<string | null>(null);
  const stored = useMemo(() => (path === null ? [] : readStored(path)), [path]);
  const places = walked.path === path ? walked.places : stored;
  const standing = places.filter((place) => isThere(place, project));
  const first = firstPlace(project);
  const place = standing.at(-1) ?? first;
  const go = useCallback(
    (next: Place) => {
      if (path !== null && next.kind !== 'start') localStorage.setItem(storedUnder(path), JSON.stringify(next));
      setWalked((way) => {
        const before = way.path === path ? way.places : stored;
        return { path, places: [...before, next].slice(-MOST_STEPS_BACK) };
      });
      focusPanel(null);
    },
    [path, stored],
  );
  const back = useCallback(() => setWalked((way) => ({ ...way, places: way.places.slice(0, -1) })), []);
  const canGoBack = walked.path === path && standing.length > 1;
  return useMemo(
    () => ({ place, panelId, go, focusPanel, back: canGoBack ? back : null }),
    [place, panelId, go, back, canGoBack],
  );
}
