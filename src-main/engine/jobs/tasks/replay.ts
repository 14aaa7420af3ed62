import path from 'node:path';
import { ClienteleError, invariant, toErrorPayload, formatError } from '../../../contract/errors.ts';
import type { ImportPlan } from '../../../contract/import.ts';
import { escapeMessage, type Text } from '../../../contract/text.ts';
import { planForDataset } from '../../import/versions.ts';
import { applyOverlay, type Loader } from '../../notebook/load.ts';
import type { Context } from '../../steps/context.ts';
import { parametersOf } from '../../steps/define.ts';
import { arrangeInputs } from '../../steps/inputs.ts';
import {
  portsAnew,
  refusalsOf,
  refusalText,
  SQL_STEP,
  type KeptDataset,
  type KeptPanel,
  type KeptSource,
  type KeptSources,
  type Lineage,
} from '../../steps/lineage.ts';
import { checkModel, columnProblem, joinReasons } from '../../steps/model-schema.ts';
import { requireStep, type FoundStep } from '../../steps/registry.ts';
import { callStep, upgradeStored } from '../../steps/run.ts';
import { queryTables } from '../../sql/query.ts';
import { Table } from '../../table/table.ts';
import { SQL_OUTPUT } from '../outputs.ts';
import type { Task } from '../protocol.ts';
import { readKnownFile } from './read-known-file.ts';

type RawRows = Extract<Extract<Task, { kind: 'score' }>['rows'], { from: 'datasets' }>;
type Values = Readonly<Record<string, unknown>>;

/** What a replay works with. */
interface ReplayTools {
  readonly loader: Loader;
  /** @returns a context for one panel. @param share how far the replay is when it begins */
  contextFor(seed: number, share: number): Context;
}

/** The tables of the datasets above a model: files in the place of those that are given, the others as they are now. */
interface RawTables {
  readonly tables: readonly Table[];
  readonly nRejected: number;
}

/**
 * Reads files in the place of datasets, with the names, types and roles that those had when the model was fitted.
 *
 * @throws unfit-lineage naming every panel that new data cannot pass; bad-input where no dataset above the model is called so; unfit-file
 * naming every column; what reading a file throws
 */
export async function readRaw(
  lineage: Lineage,
  { files, current }: RawRows,
  loader: Loader,
  context: Pick<Context, 'signal' | 'progress'>,
): Promise<RawTables> {
  const refusals = refusalsOf(lineage);
  if (refusals.length > 0) throw new ClienteleError('unfit-lineage', { detail: refusalText(refusals) });
  const { datasets } = lineage;
  const stray = files.find(({ dataset }) => !datasets.some((own) => own.described.name === dataset));
  if (stray) {
    const known = datasets.map(({ described }) => described.name).join(', ');
    const detail = {
      en: `the model reads no dataset “${stray.dataset}”; it reads ${known}`,
      zh: `该模型不读取数据集“${stray.dataset}”，它读取的是 ${known}`,
    };
    throw new ClienteleError('bad-input', { detail });
  }
  let nRejected = 0;
  const tables: Table[] = [];
  for (const [at, dataset] of datasets.entries()) {
    const file = files.find((own) => own.dataset === dataset.described.name);
    if (!file) {
      tables.push(loader.table(current[dataset.described.name] ?? storedThen(dataset)));
      continue;
    }
    const report = (fraction: number): void => context.progress((at + fraction) / datasets.length);
    const read = await readAsDataset(file.path, dataset, { signal: context.signal, progress: report });
    tables.push(read.table);
    nRejected += read.nRejected;
  }
  return { tables, nRejected };
}

const storedThen = ({ contentHash, described }: KeptDataset) =>
  ({ kind: 'stored', hash: contentHash, contentHash, name: described.name, overlay: described }) as const;

async function readAsDataset(
  file: string,
  { described }: KeptDataset,
  tools: Parameters<typeof readKnownFile>[2],
): Promise<{ table: Table; nRejected: number }> {
  const fit = (plan: ImportPlan): ImportPlan => {
    const fitted = planForDataset(plan, described, plan.target);
    return { ...fitted, columns: fitted.columns.map((column) => ({ ...column, guessed: true })) };
  };
  const { table, nRejected } = await readKnownFile(file, fit, tools);
  const needed = described.columns.filter(({ role }) => role !== null);
  const problems = needed.flatMap((need) => columnProblem(table, need));
  if (problems.length > 0)
    throw new ClienteleError('unfit-file', {
      file: path.basename(file),
      dataset: described.name,
      detail: joinReasons(problems),
    });
  return { table: applyOverlay(table, described), nRejected };
}

/**
 * Brings raw data the way that a model's training data came: transforms run again, what was fitted is applied as it was, and what is
 * said of customers is as of a moment.
 *
 * @param port the model's port whose table is wanted. @param asOf null for the end of the new data
 * @returns the table with its target left out.
 * @throws panel-refused where a panel cannot take the data
 */
export async function replay(
  lineage: Lineage,
  port: string,
  raw: readonly Table[],
  asOf: number | null,
  tools: ReplayTools,
): Promise<Table> {
  const [source] = lineage.inputs[port] ?? [];
  invariant(source, 'the lineage of a model reaches its tables');
  const table = await new Replay(lineage, raw, asOf, tools).read(source, 'now');
  invariant(table instanceof Table, 'a table stands above a model');
  const known = table.columns.filter(({ role }) => role !== 'outcome');
  return known.length === table.columns.length ? table : table.select(known.map(({ name }) => name));
}

/** The data that was there when the model was fitted, or the new data. */
type Age = 'then' | 'now';

class Replay {
  readonly #lineage: Lineage;
  readonly #raw: readonly Table[];
  readonly #asOf: number | null;
  readonly #tools: ReplayTools;
  readonly #outputs = new Map<string, Promise<Values>>();

  constructor(lineage: Lineage, raw: readonly Table[], asOf: number | null, tools: ReplayTools) {
    this.#lineage = lineage;
    this.#raw = raw;
    this.#asOf = asOf;
    this.#tools = tools;
  }

  async read(source: KeptSource, age: Age): Promise<unknown> {
    const { loader } = this.#tools;
    switch (source.from) {
      case 'chain':
        return source.chain;
      case 'stored':
        return loader.table({ kind: 'stored', hash: source.contentHash, contentHash: source.contentHash, name: source.name, overlay: null }); // prettier-ignore
      case 'dataset':
        return age === 'now' ? this.#raw[source.at] : loader.table(storedThen(this.#lineage.datasets[source.at]!));
      case 'panel':
        return (await this.#outputsOf(source.at, age))[source.output];
    }
  }

  #outputsOf(at: number, age: Age): Promise<Values> {
    const key = `${at} ${age}`;
    const known = this.#outputs.get(key);
    if (known) return known;
    const made = this.#run(this.#lineage.panels[at]!, at, age);
    this.#outputs.set(key, made);
    return made;
  }

  async #run(panel: KeptPanel, at: number, age: Age): Promise<Values> {
    if (panel.step === SQL_STEP) return this.#query(panel, at, age);
    const step = requireStep(panel.step);
    const inputs = await this.#inputsOf(step, panel.inputs, age);
    const learned = age === 'now' && hasAnew(step) ? await this.#inputsOf(step, panel.inputs, 'then') : null;
    const given = this.#tools.contextFor(panel.seed, at / this.#lineage.panels.length);
    // What there was to say of the old data was said when the panels ran on it.
    const context = age === 'now' ? given : { ...given, warn: () => undefined };
    context.signal.throwIfAborted();
    try {
      return await runAnew(step, panel, context, inputs, learned, age === 'now' ? this.#asOf : undefined);
    } catch (thrown) {
      throw refused(panel, thrown);
    }
  }

  /** Asks a panel's query of the tables that it read, as they are made again. */
  async #query(panel: KeptPanel, at: number, age: Age): Promise<Values> {
    const tables = new Map<string, Table>();
    for (const [name, [source]] of Object.entries(panel.inputs)) {
      const table = source && (await this.read(source, age));
      invariant(table instanceof Table, `a query reads the table “${name}”`);
      tables.set(name, table);
    }
    const { signal } = this.#tools.contextFor(panel.seed, at / this.#lineage.panels.length);
    try {
      return { [SQL_OUTPUT]: await queryTables(String(panel.parameters.sql), tables, signal) };
    } catch (thrown) {
      throw refused(panel, thrown);
    }
  }

  async #inputsOf(step: FoundStep, sources: KeptSources, age: Age): Promise<Values> {
    const ports = portsAnew(step);
    const given: Record<string, unknown[]> = {};
    for (const [port] of ports) {
      given[port] = [];
      for (const source of sources[port] ?? []) given[port].push(await this.read(source, age));
    }
    return arrangeInputs({ needs: Object.fromEntries(ports) }, given);
  }
}

const hasAnew = ({ definition }: FoundStep): boolean =>
  definition.form === 'transform' && definition.anew !== undefined;

/** @param asOf undefined where the panel is run as it was then */
async function runAnew(
  { definition }: FoundStep,
  panel: KeptPanel,
  context: Context,
  inputs: Values,
  learned: Values | null,
  asOf: number | null | undefined,
): Promise<Values> {
  const { model } = panel;
  if (definition.form === 'transform') {
    const parameters = momentOf(
      parametersOf(definition, upgradeStored(definition, panel.stepVersion, panel.parameters)),
      asOf,
    );
    return learned && definition.anew
      ? callStep(definition.anew, context, learned, inputs, parameters, asOf ?? null)
      : callStep(definition.run, context, inputs, parameters);
  }
  invariant(model, 'what a panel has learned was kept');
  checkModel(definition, model, inputs);
  const parameters = parametersOf(definition, upgradeStored(definition, model.stepVersion, model.parameters));
  const unread = Object.fromEntries((definition.onlyToFit ?? []).map((port) => [port, null]));
  return callStep(definition.apply, context, model.content, { ...unread, ...inputs }, momentOf(parameters, asOf));
}

/** A step that speaks of customers as of a day has it in the parameter `referenceDate`. */
const momentOf = (parameters: Values, asOf: number | null | undefined): Values =>
  asOf !== undefined && 'referenceDate' in parameters ? { ...parameters, referenceDate: asOf } : parameters;

function refused({ title }: KeptPanel, thrown: unknown): unknown {
  if (!(thrown instanceof ClienteleError) || thrown.code === 'cancelled' || thrown.code === 'too-much-memory')
    return thrown;
  const payload = toErrorPayload(thrown);
  const bare = (said: string): string => escapeMessage(said.replace(/[.。]$/u, ''));
  const detail: Text = { en: bare(formatError(payload, 'en').what), zh: bare(formatError(payload, 'zh').what) };
  return new ClienteleError('panel-refused', { panel: title, detail }, { cause: thrown });
}
