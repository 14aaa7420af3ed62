import type { Handlers } from '../../contract/calls.ts';
import type { EngineState } from '../engine.ts';

/** What this machine computes with. */
export function systemHandlers(state: EngineState) {
  const { compute } = state;
  return {
    'system.backends': () => {
      compute.check().catch(console.error);
      return Promise.resolve(compute.report());
    },
    'system.settings': () => Promise.resolve(compute.settings()),
    'system.setSettings': async (changes) => {
      const report = compute.change(changes);
      // What was computed in another way is stale now.
      await state.session?.refresh();
      return report;
    },
  } satisfies Partial<Handlers>;
}
