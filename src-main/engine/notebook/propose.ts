import { ClienteleError, type ErrorPayload } from '../../contract/errors.ts';
import type { InputChoice } from '../../contract/calls.ts';
import type { OutputInfo, Panel, Run } from '../../contract/project.ts';
import type { InputPort, InputRef, InputRefs, ModelPort, StepInfo, TablePort } from '../../contract/step.ts';
import type { TableInfo } from '../../contract/table.ts';
import { tableRoleOf } from '../import/table-role.ts';
import { findStep } from '../steps/registry.ts';
import { panelsOf, type ProjectSnapshot } from './definition.ts';

/** Something above a panel that could be connected: a dataset, an output, a segment. */
interface Candidate {
  readonly ref: InputRef;
  readonly label: string;
  readonly kind: OutputInfo['kind'];
  /** The output's default name in its step, where it has one. */
  readonly outputName: string | null;
  /** The step whose model it is. */
  readonly step: string | null;
  /** Known once it has run. */
  readonly info: TableInfo | null;
  /** Larger is nearer above the panel. */
  readonly nearness: number;
}

/** A place in a notebook: after the panel at a position. */
export interface PanelPlace {
  readonly notebookId: string;
  readonly below: number;
}

/** Everything a panel may read: the panels above it in its notebook, all datasets and segments. */
function candidatesFor(place: PanelPlace, snapshot: ProjectSnapshot): Candidate[] {
  const candidates: Candidate[] = snapshot.datasets.map((dataset) => ({
    ref: { from: 'dataset', datasetId: dataset.id },
    label: dataset.name,
    kind: 'table',
    outputName: null,
    step: null,
    info: {
      columns: dataset.columns.map((column) => ({ ...column, label: null })),
      nRows: dataset.nRows,
      entity: dataset.entity,
      currency: dataset.currency,
      notProducts: dataset.notProducts,
    },
    nearness: -1,
  }));
  const above = panelsOf(snapshot, place.notebookId).filter((other) => other.position <= place.below);
  above.forEach((other, nearness) => {
    const run: Run | null = snapshot.currentRuns.get(other.id) ?? null;
    if (other.kind === 'sql') candidates.push(...sqlCandidates(other, run, nearness));
    const step = other.kind === 'step' ? findStep(other.step) : null;
    if (!step) return;
    for (const [output, port] of Object.entries(step.info.gives)) {
      if (port.kind === 'metric' || port.kind === 'figure') continue;
      const known = run?.outputs.find((candidate) => candidate.id === output) ?? null;
      candidates.push({
        ref: { from: 'panel', panelId: other.id, output },
        label: other.names[output] ?? `${other.title} · ${output}`,
        kind: port.kind,
        outputName: port.kind === 'table' ? port.name : null,
        step: step.info.id,
        info: known?.table ?? null,
        nearness,
      });
    }
  });
  for (const segment of snapshot.segments) {
    const ref: InputRef = { from: 'segment', segmentId: segment.id };
    candidates.push({
      ref,
      label: segment.name,
      kind: 'table',
      outputName: null,
      step: null,
      info: null,
      nearness: -2,
    });
  }
  return candidates;
}

function sqlCandidates(panel: Panel, run: Run | null, nearness: number): Candidate[] {
  return Object.entries(panel.names).map(([output, label]) => {
    const info = run?.outputs.find((candidate) => candidate.id === output)?.table ?? null;
    return {
      ref: { from: 'panel', panelId: panel.id, output },
      label,
      kind: 'table',
      outputName: null,
      step: null,
      info,
      nearness,
    };
  });
}

/** Why a table does not suit a port, or null. A table that has not been computed yet is given the benefit of the doubt. */
function whyNotTable(port: TablePort, candidate: Candidate): ErrorPayload | null {
  const { info } = candidate;
  if (!info) return null;
  const role = port.roles.find((wanted) => !info.columns.some((column) => column.role === wanted));
  if (role) return new ClienteleError('missing-role', { table: candidate.label, role }).toPayload();
  if (port.entity !== 'any' && port.entity !== 'none' && info.entity !== port.entity) {
    return new ClienteleError('wrong-entity', { needed: port.entity, got: info.entity }).toPayload();
  }
  return null;
}

const fitsModel = (port: ModelPort, step: string | null): boolean =>
  step !== null &&
  port.steps.some((wanted) => (wanted.endsWith('*') ? step.startsWith(wanted.slice(0, -1)) : step === wanted));

/** What these families make of customers is seldom read as data again: only where a port asks for it, or a person prepares it. */
const CONCLUDING = ['cluster', 'profile', 'predict', 'explain', 'recommend', 'evaluate', 'tune'];

const familyOf = (step: string): string => step.split('.')[0] ?? '';

/** How well a candidate suits, for proposing: larger is better; below zero it does not. @param family of the new panel's step */
function suitability(port: InputPort, candidate: Candidate, family: string): number {
  if (port.kind !== candidate.kind) return -1;
  if (port.kind === 'model') {
    if (!fitsModel(port, candidate.step)) return -1;
    // Any other is nearer.
    return (port.unlikely?.includes(candidate.step ?? '') ? 0 : 10_000) + candidate.nearness + 3;
  }
  if (port.kind !== 'table' || candidate.ref.from === 'segment') return -1;
  if (whyNotTable(port, candidate)) return -1;
  const preferred = [port.prefersOutput ?? []].flat();
  const byName = candidate.outputName !== null && preferred.includes(candidate.outputName) ? 10_000 : 0;
  const byRole = port.prefers && candidate.info && tableRoleOf(candidate.info.columns) === port.prefers ? 1000 : 0;
  const isConclusion = family !== 'prepare' && CONCLUDING.includes(familyOf(candidate.step ?? ''));
  const known = candidate.info && !isConclusion ? 100 : 0;
  // Beside its main table a step asks for what the shop keeps, its products or customers, before what a panel made of them.
  const kept = port.optional && candidate.ref.from === 'dataset' ? 500 : 0;
  return byName + byRole + known + kept + candidate.nearness + 3;
}

interface Ranked {
  readonly candidate: Candidate;
  readonly score: number;
}

/** Beside the best, where a port takes several and prefers outputs by name: the nearest of each other name. */
function othersByName({ max, prefersOutput }: TablePort, best: Candidate, ranked: readonly Ranked[]): Candidate[] {
  const names = [prefersOutput ?? []].flat().filter((name) => name !== best.outputName);
  const found = names.flatMap((name) => ranked.find(({ candidate }) => candidate.outputName === name)?.candidate ?? []);
  return found.slice(0, max - 1);
}

/** The inputs proposed for a new panel: for each port the best of what is above it. */
export function proposeInputs(place: PanelPlace, step: StepInfo, snapshot: ProjectSnapshot): InputRefs {
  const candidates = candidatesFor(place, snapshot);
  const inputs: InputRefs = {};
  const taken = new Set<Candidate>();
  for (const [port, need] of Object.entries(step.needs)) {
    if (need.kind === 'chain') continue;
    if (need.kind === 'table' && need.optional && need.prefersOutput === null && need.prefers === null) continue;
    const ranked = candidates
      .filter((candidate) => !taken.has(candidate))
      .map((candidate) => ({ candidate, score: suitability(need, candidate, familyOf(step.id)) }))
      .filter(({ score }) => score >= 0)
      .sort((a, b) => b.score - a.score);
    const best = ranked[0];
    const mustMatch = need.kind === 'table' && (need.optional || need.nothingElse === true);
    if (!best || (mustMatch && best.score < 1000)) continue;
    const chosen = [best.candidate, ...(need.kind === 'table' ? othersByName(need, best.candidate, ranked) : [])];
    for (const candidate of chosen) taken.add(candidate);
    inputs[port] = chosen.map(({ ref }) => ref);
  }
  return inputs;
}

/** What each port of a panel can be connected to; what does not suit is listed with its reason. */
export function inputChoices(panel: Panel, step: StepInfo, snapshot: ProjectSnapshot): Record<string, InputChoice[]> {
  const above = panelsOf(snapshot, panel.notebookId)
    .filter((other) => other.position < panel.position)
    .at(-1);
  const candidates = candidatesFor({ notebookId: panel.notebookId, below: above?.position ?? -Infinity }, snapshot);
  return Object.fromEntries(
    Object.entries(step.needs).map(([port, need]) => [
      port,
      candidates
        .filter((candidate) => candidate.kind === need.kind)
        .map((candidate): InputChoice => {
          const why = need.kind === 'table' ? whyNotTable(need, candidate) : null;
          const suits = need.kind === 'model' ? fitsModel(need, candidate.step) : why === null;
          return { ref: candidate.ref, label: candidate.label, suits, why };
        })
        .filter((choice) => choice.suits || choice.why !== null)
        .sort((a, b) => Number(b.suits) - Number(a.suits)),
    ]),
  );
}
