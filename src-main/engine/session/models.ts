import { ClienteleError } from '../../contract/errors.ts';
import type { ModelCard, ModelVersion, ModelView } from '../../contract/models.ts';
import type { Panel, Run } from '../../contract/project.ts';
import type { Text } from '../../contract/text.ts';
import { findStep } from '../steps/registry.ts';
import type { Session } from './session.ts';

/** The setting that says by panel which run's model was chosen for scoring. */
export const PROMOTED_SETTING = 'models.promoted';

const MODEL_KIND: Text = { en: 'model', zh: '模型' };

/** Which run's model was chosen for scoring, by panel. */
export function promotedRuns({ snapshot }: Session): Readonly<Record<string, string>> {
  const value = snapshot.settings[PROMOTED_SETTING];
  return typeof value === 'object' && value !== null ? (value as Record<string, string>) : {};
}

const titleOf = ({ title, step }: Panel): string | Text => title || (findStep(step)?.info.title ?? step);

const modelOf = (run: Run): string | null => run.outputs.find(({ kind }) => kind === 'model')?.hash ?? null;

/** Every model of the project with those of its versions that are still kept, in the order of panels. */
export async function listModels(session: Session): Promise<ModelView[]> {
  const promoted = promotedRuns(session);
  const models: ModelView[] = [];
  for (const panel of session.snapshot.panels) {
    if (findStep(panel.step)?.info.form !== 'fit') continue;
    const runs = await session.writer.call('listRuns', panel.id, Number.MAX_SAFE_INTEGER);
    const versions = versionsOf(runs, session.snapshot.currentRuns.get(panel.id)?.id, promoted[panel.id]);
    if (versions.length === 0) continue;
    models.push({
      panelId: panel.id,
      notebookId: panel.notebookId,
      title: titleOf(panel),
      step: panel.step,
      names: Object.values(panel.names),
      versions,
    });
  }
  return models;
}

/** @param runs the newest first; those whose outputs were dropped still count. */
function versionsOf(runs: readonly Run[], current: string | undefined, promoted: string | undefined): ModelVersion[] {
  const succeeded = runs.filter(({ state }) => state === 'succeeded');
  return succeeded.flatMap((run, i): ModelVersion[] => {
    const hash = modelOf(run);
    if (hash === null) return [];
    const metrics = run.outputs.flatMap(({ id, metric }) => (metric ? [[id, metric] as const] : []));
    return [
      {
        runId: run.id,
        version: succeeded.length - i,
        hash,
        startedAt: run.startedAt,
        isCurrent: run.id === current,
        isPromoted: run.id === promoted,
        isPinned: run.pinned,
        metrics: Object.fromEntries(metrics),
        nWarnings: run.warnings.length,
      },
    ];
  });
}

interface FoundVersion {
  readonly model: ModelView;
  readonly version: ModelVersion;
}

/** The kept model of a run. @throws not-found */
export async function modelOfRun(session: Session, runId: string): Promise<FoundVersion> {
  for (const model of await listModels(session)) {
    const version = model.versions.find((candidate) => candidate.runId === runId);
    if (version) return { model, version };
  }
  throw new ClienteleError('not-found', { kind: MODEL_KIND, id: runId });
}

/** What one version of a model is, read from the model itself and from its run. @throws not-found */
export async function modelCard(session: Session, runId: string): Promise<ModelCard> {
  const { model, version } = await modelOfRun(session, runId);
  const run = (await session.writer.call('findRun', runId))!;
  const content = await session.tools.readers.query(session.path, { kind: 'model', hash: version.hash });
  const { durationMs, seed, backend, warnings } = run;
  return { ...content, panelId: model.panelId, title: model.title, version, durationMs, seed, backend, warnings };
}

/** Chooses the version of a model that scores new data, or leaves that to its panel again; an edit that can be undone. */
export async function promoteModel(session: Session, panelId: string, runId: string | null): Promise<void> {
  const panel = session.panel(panelId);
  const others = Object.entries(promotedRuns(session)).filter(([id]) => id !== panelId);
  if (runId !== null) {
    const { model } = await modelOfRun(session, runId);
    if (model.panelId !== panelId) throw new ClienteleError('not-found', { kind: MODEL_KIND, id: runId });
    // What scores new data must not be dropped to make room.
    await session.writer.call('pinRun', runId, true);
  }
  const value = Object.fromEntries(runId === null ? others : [...others, [panelId, runId] as const]);
  const text: Text =
    runId === null
      ? { en: 'Score by the panel’s own version of “{model}”', zh: '改用面板当前版本的“{model}”评分' }
      : { en: 'Promote a version of “{model}”', zh: '启用“{model}”的一个版本' };
  const label = { code: 'edit.promote-model', text, values: { model: titleOf(panel) } };
  await session.edit((writer) => writer.call('edit', label, [{ do: 'setSetting', key: PROMOTED_SETTING, value }]));
}
