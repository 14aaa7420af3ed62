import type { BackendId } from '../../contract/backends.ts';
import { chosenVariant } from '../kernels/variant.ts';
import { forcedBackend } from '../tensor/forced.ts';
import { ClienteleError } from '../../contract/errors.ts';
import type { Dataset, Panel, Run, StateReason } from '../../contract/project.ts';
import type { InputRef, StepInfo } from '../../contract/step.ts';
import { parametersOf } from '../steps/define.ts';
import { SQL_STEP } from '../steps/lineage.ts';
import { findStep, upgradeParameters } from '../steps/registry.ts';
import { cacheKey, hashOf } from './cache-key.ts';
import { findDataset, type ProjectSnapshot } from './definition.ts';
import { namesInSql, publishedNames } from './graph.ts';

/** What a person said of a dataset's columns, laid over the table as it was imported. */
export type DatasetOverlay = Pick<Dataset, 'name' | 'columns' | 'currency' | 'entity' | 'notProducts'>;

/** One thing that a run reads, found by content. */
export type ResolvedInput =
  | {
      readonly kind: 'stored';
      readonly hash: string;
      readonly contentHash: string;
      readonly name: string;
      readonly overlay: DatasetOverlay | null;
    }
  | { readonly kind: 'chain'; readonly hash: string; readonly chain: Extract<InputRef, { from: 'chain' }>['chain'] };

/** Everything that a run of a panel would read, and the key of its cache. */
export interface ResolvedPanel {
  readonly inputs: Readonly<Record<string, readonly ResolvedInput[]>>;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly key: string;
}

export type Resolution =
  | { readonly ok: true; readonly value: ResolvedPanel }
  | { readonly ok: false; readonly reason: StateReason; readonly error: ClienteleError | null };

/** Which runs are up to date, by panel id. */
export type ReadyRuns = ReadonlyMap<string, Run>;

const stored = (hash: string, name: string): ResolvedInput => ({
  kind: 'stored',
  hash,
  contentHash: hash,
  name,
  overlay: null,
});

/** A dataset as an input: a changed role or type changes its hash as well as its bytes do. */
export function datasetInput(dataset: Dataset): ResolvedInput {
  const { name, columns, currency, entity, notProducts, outputHash } = dataset;
  const overlay = { name, columns, currency, entity, notProducts };
  return { kind: 'stored', hash: hashOf({ outputHash, ...overlay, name: '' }), contentHash: outputHash, name, overlay };
}

function resolveRef(ref: InputRef, snapshot: ProjectSnapshot, ready: ReadyRuns): ResolvedInput | StateReason | null {
  switch (ref.from) {
    case 'chain':
      return { kind: 'chain', hash: hashOf(ref.chain), chain: ref.chain };
    case 'output':
      return stored(ref.hash, '');
    case 'dataset': {
      const dataset = findDataset(snapshot, ref.datasetId);
      return dataset && datasetInput(dataset);
    }
    case 'segment': {
      const segment = snapshot.segments.find((candidate) => candidate.id === ref.segmentId);
      return segment ? stored(segment.membersHash, segment.name) : null;
    }
    case 'panel': {
      const source = snapshot.panels.find((panel) => panel.id === ref.panelId);
      if (!source || source.disabled) return null;
      const output = ready.get(ref.panelId)?.outputs.find((candidate) => candidate.id === ref.output);
      if (!output) return { code: 'input-not-ready', panelId: ref.panelId };
      if (output.kind === 'chain' && output.chain) return { kind: 'chain', hash: output.hash, chain: output.chain };
      return stored(output.hash, source.names[ref.output] ?? source.title);
    }
  }
}

const isReason = (value: ResolvedInput | StateReason): value is StateReason => 'code' in value;

/**
 * Finds the content that a panel would read and the key under which its outputs are cached.
 *
 * @param ready the runs of panels above that are up to date.
 */
export function resolvePanel(panel: Panel, snapshot: ProjectSnapshot, ready: ReadyRuns): Resolution {
  if (panel.kind === 'sql') return resolveSql(panel, snapshot, ready);
  const step = findStep(panel.step);
  if (!step)
    return {
      ok: false,
      reason: { code: 'step-changed' },
      error: new ClienteleError('not-found', { kind: 'step', id: panel.step }),
    };
  const inputs: Record<string, ResolvedInput[]> = {};
  for (const [port, need] of Object.entries(step.info.needs)) {
    const refs: InputRef[] = panel.inputs[port] ?? [];
    const chosen =
      refs.length === 0 && need.kind === 'chain'
        ? need.default.map((chain): InputRef => ({ from: 'chain', chain }))
        : refs;
    const found: ResolvedInput[] = [];
    for (const ref of chosen) {
      const input = resolveRef(ref, snapshot, ready);
      if (input === null) return missing(port, step.info);
      if (isReason(input)) return { ok: false, reason: input, error: null };
      found.push(input);
    }
    const required = need.kind === 'chain' ? need.min > 0 : !need.optional;
    if (required && found.length === 0) return missing(port, step.info);
    inputs[port] = found;
  }
  try {
    const upgraded = upgradeParameters(panel.step, panel.stepVersion, panel.parameters);
    const parameters: Record<string, unknown> = parametersOf(step.definition, upgraded);
    const backend = step.definition.tensor && step.info.form !== 'apply' ? forcedBackend() : null;
    return {
      ok: true,
      value: { inputs, parameters, key: keyOf(panel.step, step.info.version, parameters, panel.seed, inputs, backend) },
    };
  } catch (thrown) {
    if (thrown instanceof ClienteleError) return { ok: false, reason: { code: 'parameters-changed' }, error: thrown };
    throw thrown;
  }
}

function missing(port: string, step: StepInfo): Resolution {
  const label = step.needs[port]?.label ?? port;
  return {
    ok: false,
    reason: { code: 'missing-input', port },
    error: new ClienteleError('missing-input', { input: label }),
  };
}

/** What a SQL panel reads, by the names that its query calls it, in order of appearance. */
export function refsInSql(panel: Panel, snapshot: ProjectSnapshot): [name: string, ref: InputRef][] {
  const names = publishedNames(snapshot);
  return namesInSql(panel.body, new Set(names.keys())).flatMap((name): [string, InputRef][] => {
    const owner = names.get(name);
    if (!owner || ('panel' in owner && owner.panel === panel.id)) return [];
    return 'panel' in owner
      ? [[name, { from: 'panel', panelId: owner.panel, output: owner.output }]]
      : [[name, { from: 'dataset', datasetId: owner.dataset }]];
  });
}

function resolveSql(panel: Panel, snapshot: ProjectSnapshot, ready: ReadyRuns): Resolution {
  if (panel.body.trim() === '') return { ok: false, reason: { code: 'missing-input', port: 'sql' }, error: null };
  const tables: ResolvedInput[] = [];
  for (const [name, ref] of refsInSql(panel, snapshot)) {
    const input = resolveRef(ref, snapshot, ready);
    if (input && isReason(input)) return { ok: false, reason: input, error: null };
    if (input?.kind === 'stored') tables.push({ ...input, name });
  }
  const parameters = { sql: panel.body };
  return { ok: true, value: { inputs: { tables }, parameters, key: keyOf(SQL_STEP, 1, parameters, 0, { tables }) } };
}

function keyOf(
  step: string,
  stepVersion: number,
  parameters: Readonly<Record<string, unknown>>,
  seed: number,
  inputs: ResolvedPanel['inputs'],
  backend: BackendId | null = null,
): string {
  const variant = backend === null ? chosenVariant() : `${chosenVariant()} ${backend}`;
  return cacheKey({ step, stepVersion, parameters, seed, inputs: hashesOf(inputs), variant });
}

/** The content hashes of inputs, by port. */
export function hashesOf(inputs: ResolvedPanel['inputs']): Record<string, string[]> {
  return Object.fromEntries(Object.entries(inputs).map(([port, list]) => [port, list.map((input) => input.hash)]));
}
