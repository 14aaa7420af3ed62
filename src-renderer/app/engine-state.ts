import type { EngineState } from '../../src-main/contract/desktop.ts';
import { desktop } from '../engine/desktop.ts';
import { onEngineStream, onEngineStreamEnd } from '../engine/events.ts';
import { createStore } from './store.ts';

const state = createStore<EngineState>({ state: 'starting' });

/** The last crash, until a person has read of it. */
const crash = createStore<{ readonly details: string } | null>(null);

function become(next: EngineState): void {
  state.set(next);
  if (next.state === 'crashed') crash.set({ details: next.details });
}

/** Follows the engine's process; a browser sees only whether it answers. */
export function followEngineState(): void {
  if (desktop) {
    desktop.onEngineState(become);
    void desktop.engineState().then(become);
    return;
  }
  onEngineStream(() => become({ state: 'ready' }));
  onEngineStreamEnd(() => become({ state: 'starting' }));
}

export const useEngineState = (): EngineState => state.use();
export const useCrash = (): { readonly details: string } | null => crash.use();
export const forgetCrash = (): void => crash.set(null);
