import { useCallback, useEffect, useState } from 'react';
import { decodeBundle } from '../../src-main/contract/bundle.ts';
import type { CallFailure } from '../../src-main/contract/calls.ts';
import { ClienteleError } from '../../src-main/contract/errors.ts';
import type { Figure, ScatterPoints } from '../../src-main/contract/figure.ts';
import { useEngineBack, useEngineEvent } from '../engine/events.ts';

export interface FigureData {
  readonly figure: Figure;
  readonly points: ScatterPoints | null;
}

/** Reads a figure with the points it draws. @throws ClienteleError */
export async function fetchFigure(
  runId: string,
  output: string,
  maxPoints: number,
  signal: AbortSignal,
): Promise<FigureData> {
  const query = new URLSearchParams({ runId, output, maxPoints: String(maxPoints) });
  const response = await fetch(`/engine/data/figure?${query}`, { signal });
  if (!response.ok) {
    const { error } = (await response.json()) as CallFailure;
    throw new ClienteleError(error.code, error.values);
  }
  return decodeBundle(new Uint8Array(await response.arrayBuffer())) as FigureData;
}

/** Points that a screen can tell apart. */
const MAX_POINTS = 50_000;

/** A figure of a run; a scatter is read again when the selection changes, since its points say which are selected. */
export function useFigure(
  runId: string,
  output: string,
): { data: FigureData | null; error: unknown; again: () => void } {
  const [state, setState] = useState<{ key: string; data: FigureData | null; error: unknown }>({
    key: '',
    data: null,
    error: null,
  });
  const [turn, setTurn] = useState(0);
  const key = `${runId} ${output}`;
  useEffect(() => {
    const abort = new AbortController();
    fetchFigure(runId, output, MAX_POINTS, abort.signal).then(
      (data) => setState({ key, data, error: null }),
      (error: unknown) => {
        if (!abort.signal.aborted)
          setState((before) => ({ key, data: before.key === key ? before.data : null, error }));
      },
    );
    return () => abort.abort();
  }, [runId, output, key, turn]);
  const again = useCallback(() => setTurn((n) => n + 1), []);
  useEngineBack(again);
  const isScatter = state.data?.figure.kind === 'scatter';
  useEngineEvent('selection.changed', () => {
    if (isScatter) again();
  });
  return state.key === key ? { data: state.data, error: state.error, again } : { data: null, error: null, again };
}
