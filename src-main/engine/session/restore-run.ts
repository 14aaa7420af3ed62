import type { PanelPatch, Run } from '../../contract/project.ts';
import type { InputRef, InputRefs } from '../../contract/step.ts';
import { datasetInput } from '../notebook/resolve.ts';
import { SQL_STEP } from '../steps/lineage.ts';
import type { Session } from './session.ts';

/** What has a content hash now: datasets, segments, and the outputs that panels show. */
function refsByHash({ snapshot, state }: Session): Map<string, InputRef> {
  const refs = new Map<string, InputRef>();
  for (const segment of snapshot.segments) refs.set(segment.membersHash, { from: 'segment', segmentId: segment.id });
  for (const { panel, run } of state.views.values()) {
    for (const { id, hash } of run?.outputs ?? []) refs.set(hash, { from: 'panel', panelId: panel.id, output: id });
  }
  for (const dataset of snapshot.datasets)
    refs.set(datasetInput(dataset).hash, { from: 'dataset', datasetId: dataset.id });
  return refs;
}

/**
 * The connections a run had, by what it read. Connections that read the same content now stay; of the others, those
 * whose content something still shows are found again, and what is gone stays as it is connected now.
 */
async function inputsOf(session: Session, run: Run, now: InputRefs): Promise<InputRefs> {
  const refs = refsByHash(session);
  const known = new Set((await session.writer.call('listRuns', null, Number.MAX_SAFE_INTEGER)).flatMap(hashesOf));
  const read = session.state.resolved.get(run.panelId)?.inputs ?? {};
  const inputs: InputRefs = { ...now };
  for (const [port, hashes] of Object.entries(run.inputs)) {
    const current = (read[port] ?? []).map(({ hash }) => hash);
    if (current.length === hashes.length && hashes.every((hash, i) => hash === current[i])) continue;
    const found = hashes.map((hash): InputRef | null => {
      const kept = now[port]?.[current.indexOf(hash)];
      return kept ?? refs.get(hash) ?? (known.has(hash) ? { from: 'output', hash } : null);
    });
    if (found.every((ref) => ref !== null)) inputs[port] = found;
  }
  return inputs;
}

const hashesOf = ({ outputs }: Run): string[] =>
  outputs.flatMap(({ kind, hash }) => (kind === 'table' || kind === 'model' ? [hash] : []));

/** The edit that gives a panel back what a run was made with. */
export async function restoringPatch(session: Session, run: Run): Promise<PanelPatch & { stepVersion?: number }> {
  if (run.step === SQL_STEP) return { body: String(run.parameters.sql) };
  const { parameters, seed, stepVersion } = run;
  const inputs = await inputsOf(session, run, session.panel(run.panelId).inputs);
  return { parameters: { ...parameters }, seed, stepVersion, inputs };
}
