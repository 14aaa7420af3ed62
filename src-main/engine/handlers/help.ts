import type { Handlers } from '../../contract/calls.ts';
import type { EngineState } from '../engine.ts';
import { helpPage, helpPages } from '../help/pages.ts';
import { listTutorials, viewTutorial } from '../tutorials/tutorials.ts';

/** Offline help and tutorials. */
export function helpHandlers(state: EngineState) {
  return {
    'help.page': ({ page, locale }) => helpPage(page, locale),
    'help.pages': () => helpPages(),
    'tutorial.list': () => Promise.resolve(listTutorials()),
    'tutorial.view': ({ tutorialId }) => viewTutorial(tutorialId, state.session),
  } satisfies Partial<Handlers>;
}
