import { toErrorPayload, type ErrorPayload } from '../../src-main/contract/errors.ts';
import type { ProjectView } from '../../src-main/contract/project.ts';
import { formatText, type Text } from '../../src-main/contract/text.ts';
import { call } from '../engine/call.ts';
import { desktop } from '../engine/desktop.ts';
import { queryClient } from '../engine/queries.ts';
import { texts } from '../i18n/texts.ts';
import { askProject, askSave } from './files.ts';
import { dismissNotice } from './notices.ts';
import { currentLocale } from './preferences.ts';
import { createStore } from './store.ts';

/** What is happening to the project as a whole. */
export type Opening = 'starting' | 'opening' | 'creating' | 'sample' | null;

/** A project that was not opened, and why. */
export interface Refusal {
  readonly path: string;
  readonly error: ErrorPayload;
}

const opening = createStore<Opening>('starting');
const refusal = createStore<Refusal | null>(null);

/** What an engine that was started again has to open. */
let openPath: string | null = null;

const text = texts({
  newTitle: { en: 'New project', zh: '新建项目' },
  openTitle: { en: 'Open a project', zh: '打开项目' },
  sampleTitle: { en: 'Sample shop', zh: '示例店铺' },
  sampleName: { en: 'Sample shop', zh: '示例店铺' },
  newName: { en: 'My shop', zh: '我的店铺' },
});

export const useOpening = (): Opening => opening.use();
export const useRefusal = (): Refusal | null => refusal.use();
export const forgetRefusal = (): void => refusal.set(null);

const projectNow = (): ProjectView | null => queryClient.getQueryData<ProjectView | null>(['project.view', {}]) ?? null;

/** Whether a project is open, outside of components. */
export const hasProject = (): boolean => projectNow() !== null;

function arrive(view: ProjectView): void {
  // What could be undone was in the project before.
  if (openPath !== view.path) dismissNotice('history');
  openPath = view.path;
  queryClient.setQueryData(['project.view', {}], view);
  void queryClient.invalidateQueries();
  void desktop?.noteProject(view.path);
}

/** Goes to another project; where that is refused, back to the one before. @returns whether it is open. */
async function enter(doing: Opening, path: string, work: () => Promise<ProjectView>): Promise<boolean> {
  const before = projectNow()?.path ?? null;
  opening.set(doing);
  refusal.set(null);
  try {
    arrive(await work());
    return true;
  } catch (thrown) {
    refusal.set({ path, error: toErrorPayload(thrown) });
    if (before) await call('project.open', { path: before }).then(arrive, () => undefined);
    await queryClient.invalidateQueries({ queryKey: ['project.view'] });
    return false;
  } finally {
    opening.set(null);
  }
}

/** Opens a project file that the person chose. */
export async function openProject(path: string): Promise<boolean> {
  if (projectNow()?.path === path) return true;
  return enter('opening', path, () => call('project.open', { path }));
}

const say = (words: Text): string => formatText(words, undefined, currentLocale());

/** Asks where a project file goes. */
const askTarget = (title: Text, name: string): Promise<string | null> =>
  askSave({ title: say(title), name: `${name}.clientele`, extensions: ['clientele'] });

/** Asks for a project file and opens it. */
export async function chooseProject(): Promise<void> {
  const path = await askProject(say(text.openTitle));
  if (path) await openProject(path);
}

/** Asks where a new project goes and makes it; the system's dialog has asked before a file is replaced. */
export async function createProject(name?: string): Promise<boolean> {
  const path = await askTarget(text.newTitle, name ?? say(text.newName));
  if (!path) return false;
  return enter('creating', path, () => call('project.create', { path, overwrite: desktop !== null }));
}

async function makeSample(path: string): Promise<ProjectView> {
  const { notebookId } = await call('project.sample', { path, locale: currentLocale() });
  void call('notebook.runStale', { notebookId });
  const view = await call('project.view', {});
  if (!view) throw new Error('the sample shop was made and is not open');
  return view;
}

/** Makes a sample shop of one's own and runs its notebook. */
export async function openSample(): Promise<void> {
  const path = desktop ? await desktop.newSamplePath() : await askTarget(text.sampleTitle, say(text.sampleName));
  if (path) await enter('sample', path, () => makeSample(path));
}

/** Opens what the app was started with, unless the engine has a project open already. */
export async function startUp(): Promise<void> {
  try {
    const view = await call('project.view', {});
    if (view) return arrive(view);
    const { open, sample } = (await desktop?.startup()) ?? { open: null, sample: null };
    if (open) await openProject(open);
    else if (sample) await enter('sample', sample, () => makeSample(sample));
  } finally {
    opening.set(null);
  }
}

/** An engine that was started again is brought back to the project that was open. */
export async function reopenProject(): Promise<void> {
  if (openPath === null || (await call('project.view', {})) !== null) return;
  await call('project.open', { path: openPath });
}
