import os from 'node:os';
import path from 'node:path';
import type { EngineInfo, Handlers } from '../../contract/calls.ts';
import type { ProjectView } from '../../contract/project.ts';
import type { EngineState } from '../engine.ts';
import { sharedFlag } from '../jobs/cancel.ts';
import { tableRoleOf } from '../import/table-role.ts';
import { removeProject } from '../storage/open.ts';
import { VERSION } from '../version.ts';
import { NUMERIC_VERSION } from '../notebook/cache-key.ts';
import { Session } from '../session/session.ts';
import { openSample, writePracticeFiles } from '../session/sample.ts';

/** What the window shows around the panels. */
function projectView({ snapshot }: Session): ProjectView {
  const { path: file, datasets, notebooks, segments, undo, redo, nRuns, sizeBytes } = snapshot;
  const described = datasets.map((dataset) => ({ ...dataset, tableRole: tableRoleOf(dataset.columns) }));
  const models = snapshot.panels.flatMap((panel) => {
    const run = snapshot.currentRuns.get(panel.id);
    return (run?.outputs ?? [])
      .filter((output) => output.kind === 'model')
      .map((output) => ({
        panelId: panel.id,
        runId: run?.id ?? '',
        output: output.id,
        title: panel.title,
        step: panel.step,
        hash: output.hash,
      }));
  });
  return {
    path: file,
    name: path.basename(file, '.clientele'),
    datasets: described,
    notebooks,
    segments,
    models,
    nRuns,
    undo,
    redo,
    sizeBytes,
  };
}

async function closeSession(state: EngineState): Promise<void> {
  const session = state.session;
  state.session = null;
  await session?.close();
}

/** Opening, closing, copying and undoing: what concerns the project as a whole. */
export function projectHandlers(state: EngineState) {
  const { program, socketPath } = state.options;
  const openWith = async (file: string, create: boolean): Promise<Session> => {
    state.requireGrant(file, 'write');
    await closeSession(state);
    state.session = await Session.open(state.tools, { path: file, create, options: { program, endpoint: socketPath } });
    return state.session;
  };
  return {
    'engine.info': (): Promise<EngineInfo> =>
      Promise.resolve({
        version: VERSION,
        node: process.version,
        platform: `${process.platform} ${process.arch}`,
        cores: os.availableParallelism(),
        threads: state.options.threads,
        memoryBytes: os.totalmem(),
        budgetBytes: state.options.budgetBytes,
        usedBytes: process.memoryUsage().rss,
        sqlite: process.versions.sqlite ?? '',
        numericVersion: NUMERIC_VERSION,
      }),
    'project.create': async ({ path: file, overwrite }) => {
      state.requireGrant(file, 'write');
      await closeSession(state);
      if (overwrite) removeProject(file, { program, endpoint: socketPath });
      return projectView(await openWith(file, true));
    },
    'project.open': async ({ path: file }) => projectView(await openWith(file, false)),
    'project.sample': async ({ path: file, seed, locale }) => {
      const session = await openWith(file, true);
      return { path: file, notebookId: await openSample(session, seed, locale) };
    },
    'sample.files': async ({ seed }) => {
      const files = await writePracticeFiles(seed);
      for (const file of files) state.granted.read.add(file);
      return { files };
    },
    'project.close': async () => {
      await closeSession(state);
      return null;
    },
    'project.view': () => Promise.resolve(state.session && projectView(state.session)),
    'project.saveCopy': ({ path: file }) => {
      state.requireGrant(file, 'write');
      const session = state.requireSession();
      const jobId = session.queue.add({
        kind: 'export',
        title: path.basename(file),
        panelId: null,
        after: [],
        start(report) {
          const stop = sharedFlag();
          const copying = session.writer.call('saveCopy', file, (fraction: number) => report(fraction, null), stop);
          return Promise.resolve({ result: copying, cancel: () => void Atomics.store(stop, 0, 1) });
        },
        finish: () => Promise.resolve({ path: file }),
      });
      return Promise.resolve({ jobId });
    },
    'history.undo': async () => state.requireSession().edit((open) => open.call('undo')),
    'history.redo': async () => state.requireSession().edit((open) => open.call('redo')),
    'settings.get': () => Promise.resolve({ ...state.requireSession().snapshot.settings }),
    'settings.set': async ({ key, value }) => {
      await state.requireSession().edit((open) => open.call('setSetting', { key, value }));
      return null;
    },
    'file.grant': ({ path: file, write }) => {
      state.granted.read.add(file);
      if (write) state.granted.write.add(file);
      return Promise.resolve(null);
    },
  } satisfies Partial<Handlers>;
}
