import { useCallback, useEffect, useMemo, useState } from 'react';
import { decodeBundle } from '../../src-main/contract/bundle.ts';
import type { CallFailure } from '../../src-main/contract/calls.ts';
import { ClienteleError } from '../../src-main/contract/errors.ts';
import type { Figure, FigureLink, ScatterPoints, ScatterWindow } from '../../src-main/contract/figure.ts';
import { useEngineBack, useEngineEvent } from '../engine/events.ts';
import { windowFor } from './window-for.ts';

export interface FigureData {
  readonly figure: Figure;
  readonly points: ScatterPoints | null;
  readonly link: FigureLink | null;
}

/** Reads a figure with the points it draws, of a part of its plane or of all of it. @throws ClienteleError */
export async function fetchFigure(
  runId: string,
  output: string,
  maxPoints: number,
  window: ScatterWindow | null,
  signal: AbortSignal,
): Promise<FigureData> {
  const query = new URLSearchParams({ runId, output, maxPoints: String(maxPoints) });
  if (window) query.set('window', [...window.x, ...window.y].join());
  const response = await fetch(`/engine/data/figure?${query}`, { signal });
  if (!response.ok) {
    const { error } = (await response.json()) as CallFailure;
    throw new ClienteleError(error.code, error.values);
  }
  return decodeBundle(new Uint8Array(await response.arrayBuffer())) as FigureData;
}

/** Points that a screen can tell apart. */
const MAX_POINTS = 50_000;

/** What is being shown: the whole figure, and the points of the part that is looked at closely. */
interface Shown {
  readonly key: string;
  readonly data: FigureData | null;
  readonly near: ScatterPoints | null;
  readonly error: unknown;
}

const NOTHING: Shown = { key: '', data: null, near: null, error: null };

/**
 * A figure of a run; one that draws rows is read again when the selection changes, since it says which are selected, and
 * where a sample of a scatter is looked at closely: then all rows of that part may have room.
 */
export function useFigure(
  runId: string,
  output: string,
): { data: FigureData | null; error: unknown; again: () => void; look: (view: ScatterWindow) => void } {
  const [state, setState] = useState<Shown>(NOTHING);
  const [turn, setTurn] = useState(0);
  const [window, setWindow] = useState<ScatterWindow | null>(null);
  const key = `${runId} ${output}`;
  useEffect(() => {
    const abort = new AbortController();
    fetchFigure(runId, output, MAX_POINTS, null, abort.signal).then(
      (data) => setState((before) => ({ key, data, near: before.key === key ? before.near : null, error: null })),
      (error: unknown) => {
        if (!abort.signal.aborted)
          setState((before) => (before.key === key ? { ...before, error } : { ...NOTHING, key, error }));
      },
    );
    return () => abort.abort();
  }, [runId, output, key, turn]);
  useEffect(() => {
    if (!window) return;
    const abort = new AbortController();
    fetchFigure(runId, output, MAX_POINTS, window, abort.signal).then(
      ({ points }) => setState((before) => (before.key === key ? { ...before, near: points } : before)),
      // The sample of the whole still stands.
      () => undefined,
    );
    return () => abort.abort();
  }, [runId, output, key, turn, window]);
  const again = useCallback(() => setTurn((n) => n + 1), []);
  useEngineBack(again);
  const kind = state.data?.figure.kind;
  useEngineEvent('selection.changed', () => {
    if (kind === 'scatter' || kind === 'parallel') again();
  });
  const whole = state.key === key ? (state.data?.points ?? null) : null;
  const look = useCallback(
    (view: ScatterWindow): void => setWindow((before) => windowFor(view, before, whole)),
    [whole],
  );
  const data = useMemo(
    () => (state.data && window && state.near ? { ...state.data, points: state.near } : state.data),
    [state.data, state.near, window],
  );
  return state.key === key ? { data, error: state.error, again, look } : { data: null, error: null, again, look };
}
