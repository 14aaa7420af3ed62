import { invariant } from '../../contract/errors.ts';
import type { Panel } from '../../contract/project.ts';
import type { InputRef } from '../../contract/step.ts';
import { MODEL } from '../steps/describe.ts';
import {
  portsAnew,
  SQL_STEP,
  type KeptDataset,
  type KeptPanel,
  type KeptSource,
  type KeptSources,
  type Lineage,
} from '../steps/lineage.ts';
import { findStep } from '../steps/registry.ts';
import { findDataset, type ProjectSnapshot } from './definition.ts';
import { refsInSql, type ResolvedInput, type ResolvedPanel } from './resolve.ts';
import type { ProjectState } from './state.ts';

type Known = Pick<ProjectState, 'views' | 'resolved'>;

/**
 * The panels between the datasets and a panel that fits, as they stand now; what they have learned is named by its content.
 *
 * @param panel one whose inputs are up to date
 */
export function lineageOf(panel: Panel, snapshot: ProjectSnapshot, state: Known): Lineage<string> {
  return new LineageReader(snapshot, state).read(panel);
}

class LineageReader {
  readonly #snapshot: ProjectSnapshot;
  readonly #state: Known;
  readonly #datasets: KeptDataset[] = [];
  readonly #panels: KeptPanel<string>[] = [];
  readonly #places = new Map<string, number>();

  constructor(snapshot: ProjectSnapshot, state: Known) {
    this.#snapshot = snapshot;
    this.#state = state;
  }

  read(panel: Panel): Lineage<string> {
    const inputs = this.#inputsOf(panel);
    return { datasets: this.#datasets, panels: this.#panels, inputs };
  }

  #inputsOf(panel: Panel): KeptSources {
    const step = findStep(panel.step);
    const resolved = this.#state.resolved.get(panel.id);
    if (panel.kind === 'sql') return this.#tablesOf(panel, resolved?.inputs.tables ?? []);
    if (!step || !resolved) return {};
    return Object.fromEntries(
      portsAnew(step).map(([port]) => {
        const refs = panel.inputs[port] ?? [];
        return [port, (resolved.inputs[port] ?? []).map((input, i) => this.#source(refs[i], input))];
      }),
    );
  }

  /** What a query reads, each at a port of the name that it is called by. */
  #tablesOf(panel: Panel, tables: readonly ResolvedInput[]): KeptSources {
    const refs = new Map(refsInSql(panel, this.#snapshot));
    return Object.fromEntries(
      tables.flatMap((input) => (input.kind === 'stored' ? [[input.name, [this.#source(refs.get(input.name), input)]]] : [])), // prettier-ignore
    );
  }

  /** @param ref what was connected; nothing where a port's own default stands in. */
  #source(ref: InputRef | undefined, input: ResolvedInput): KeptSource {
    if (input.kind === 'chain') return { from: 'chain', chain: input.chain };
    if (ref?.from === 'dataset') return { from: 'dataset', at: this.#dataset(ref.datasetId) };
    if (ref?.from === 'panel') return { from: 'panel', at: this.#panel(ref.panelId), output: ref.output };
    return { from: 'stored', contentHash: input.contentHash, name: input.name };
  }

  #dataset(id: string): number {
    const dataset = findDataset(this.#snapshot, id);
    invariant(dataset, 'a panel that is ready reads a dataset that is there');
    const { name, columns, currency, entity, notProducts, outputHash } = dataset;
    const known = this.#datasets.findIndex(({ described }) => described.name === name);
    if (known >= 0) return known;
    return this.#datasets.push({ contentHash: outputHash, described: { name, columns, currency, entity, notProducts } }) - 1; // prettier-ignore
  }

  #panel(id: string): number {
    const known = this.#places.get(id);
    if (known !== undefined) return known;
    const panel = this.#snapshot.panels.find((candidate) => candidate.id === id);
    const resolved = this.#state.resolved.get(id);
    invariant(panel && resolved, 'a panel that is ready reads panels that are there');
    const inputs = this.#inputsOf(panel);
    const step = findStep(panel.step);
    const kept = {
      title: panel.title || (step?.info.title ?? 'SQL'),
      step: panel.kind === 'sql' ? SQL_STEP : panel.step,
      stepVersion: step?.info.version ?? 1,
      parameters: resolved.parameters,
      seed: panel.seed,
      inputs,
      model: this.#modelOf(panel, resolved),
    };
    const at = this.#panels.push(kept) - 1;
    this.#places.set(id, at);
    return at;
  }

  /** The content of what a panel has learned, or applies. */
  #modelOf(panel: Panel, resolved: ResolvedPanel): string | null {
    const given = resolved.inputs[MODEL]?.[0];
    if (findStep(panel.step)?.info.form === 'apply') return given?.kind === 'stored' ? given.contentHash : null;
    const outputs = this.#state.views.get(panel.id)?.run?.outputs ?? [];
    return outputs.find(({ kind }) => kind === 'model')?.hash ?? null;
  }
}
