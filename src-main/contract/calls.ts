import { z } from 'zod';
import { backendIds, kernelVariants, type BackendReport, type ComputeSettings } from './backends.ts';
import { groupRef, type CustomerView } from './customer.ts';
import type { ErrorPayload } from './errors.ts';
import { importOptions, importPlan, type ImportPreview } from './import.ts';
import type { ItemsView, PictureFolderView } from './items.ts';
import type { ModelCard, ModelView } from './models.ts';
import {
  columnSpec,
  panelPatch,
  panelKinds,
  segment,
  selection,
  tableName,
  type Job,
  type PanelView,
  type ProjectView,
  type NotedRun,
  type RunComparison,
  type SelectionExplanation,
  type SelectionView,
} from './project.ts';
import type { Chain, InputRef, StepInfo } from './step.ts';
import { predicate, tableRef, tableSort, entities, type ColumnProfile, type TablePage } from './table.ts';
import { locales, type Message, type Text } from './text.ts';
import { weightPrecisions } from './weights.ts';

/** The input of a call as a schema, and its answer as a type. */
export interface CallDefinition<I extends z.ZodType = z.ZodType, O = unknown> {
  readonly input: I;
  /** Exists in types alone. */
  readonly output?: O;
}

const call =
  <O>() =>
  <I extends z.ZodType>(input: I): CallDefinition<I, O> => ({ input });

const nothing = z.object({});
const id = z.string().min(1).max(100);
const path = z.string().min(1).max(4096);

/**
 * What a model scores: a table or file with the features that it needs, or raw data, which goes the way from the datasets to the model
 * first. Datasets without a file, named by id or name, stay as they are.
 */
const rowsToScore = z.union([
  tableRef,
  z.object({ from: z.literal('file'), path }),
  z.object({
    from: z.literal('datasets'),
    files: z.array(z.object({ dataset: z.string().min(1).max(200), path })).max(50),
    /** The day as of which customers are described; null for the day after the newest order. */
    asOf: z.number().nullable().default(null),
  }),
]);
const jobStarted = call<{ jobId: string }>();
const done = call<null>();

/** What the engine is and runs on, for the status bar and `doctor`. */
export interface EngineInfo {
  readonly version: string;
  readonly node: string;
  readonly platform: string;
  readonly cores: number;
  /** Worker threads of the block pool. */
  readonly threads: number;
  readonly memoryBytes: number;
  readonly budgetBytes: number;
  /** Resident bytes of the engine now. */
  readonly usedBytes: number;
  readonly sqlite: string;
  /** Raised when any step's numbers may change; part of every cache key. */
  readonly numericVersion: number;
}

/** Something an input port can be connected to. */
export interface InputChoice {
  readonly ref: InputRef;
  readonly label: string;
  /** False with a reason where it lacks what the port needs. */
  readonly suits: boolean;
  readonly why: ErrorPayload | null;
}

/** A notebook saved without its data. */
export interface TemplateInfo {
  readonly id: string;
  readonly title: Text;
  readonly summary: Text;
  readonly builtIn: boolean;
  /** The datasets it asks for, by key, with the column roles each must have. */
  readonly datasets: readonly { readonly key: string; readonly title: Text; readonly roles: readonly string[] }[];
}

/** One check of a tutorial against the learner's own project. */
export interface TutorialStep {
  readonly id: string;
  readonly title: Text;
  /** Markdown. */
  readonly body: Text;
  readonly done: boolean;
  /** What is still missing, where the check could tell. */
  readonly hint: Message | null;
}

/** How figure data is asked for: the output of a run, thinned to what the screen can show. */
export const figureRequest = z.object({
  runId: id,
  output: id,
  maxPoints: z.coerce.number().int().min(100).max(200_000).default(50_000),
  /** The part of a scatter that is looked at: left, right, bottom, top in the axes' own units; all of it where absent. */
  window: z
    .string()
    .transform((text) => text.split(',').map(Number))
    .pipe(z.tuple([z.number(), z.number(), z.number(), z.number()]))
    .optional(),
});

/** How the picture of a product is asked for; no path of the asker's making is ever read. */
export const pictureRequest = z.object({ item: z.string().min(1).max(1000) });

/** A small picture in a report: one of the formats that hold no scripts. */
const dataUri = z
  .string()
  .max(60_000)
  .regex(/^data:image\/(?:png|jpeg|webp);base64,[A-Za-z0-9+/]+={0,2}$/);

/**
 * Every call the engine answers, at POST /engine/call/<name>. Client and handlers both derive from this list: a missing
 * handler or a wrong argument does not compile, and every input is parsed.
 */
export const calls = {
  'engine.info': call<EngineInfo>()(nothing),

  /** What this machine computes with; checking it begins once the engine is ready, or with this call. */
  'system.backends': call<BackendReport>()(nothing),
  /** What this machine was told to compute with; remembered outside any project. */
  'system.settings': call<ComputeSettings>()(nothing),
  /** Changes some of them, and checks anew where that concerns a backend. */
  'system.setSettings': call<BackendReport>()(
    z.object({ backend: z.enum(backendIds).nullable(), kernels: z.enum(kernelVariants).nullable() }).partial(),
  ),

  'project.create': call<ProjectView>()(z.object({ path, overwrite: z.boolean().default(false) })),
  'project.open': call<ProjectView>()(z.object({ path })),
  'project.sample': call<{ path: string; notebookId: string }>()(
    z.object({ path, seed: z.int().min(0).default(7), locale: z.enum(locales).default('en') }),
  ),
  /** Writes the sample shop's files to a temporary folder, for practising an import; they may be read at once. */
  'sample.files': call<{ files: string[] }>()(z.object({ seed: z.int().min(0).default(7) })),
  'project.close': done(nothing),
  /** The open project, or null. */
  'project.view': call<ProjectView | null>()(nothing),
  'project.saveCopy': jobStarted(z.object({ path })),

  'history.undo': call<Message | null>()(nothing),
  'history.redo': call<Message | null>()(nothing),

  'step.list': call<StepInfo[]>()(nothing),
  'help.page': call<{ title: string; markdown: string }>()(
    z.object({ page: z.string().regex(/^[a-z0-9.:-]+$/), locale: z.enum(locales) }),
  ),
  'help.pages': call<{ page: string; title: Text; group: string }[]>()(nothing),

  'import.preview': call<ImportPreview>()(z.object({ paths: z.array(path).min(1).max(100), options: importOptions })),
  /** Adds a dataset, or a version of one where the plan names it. */
  'import.run': jobStarted(z.object({ plan: importPlan })),

  'dataset.update': done(
    z.object({
      datasetId: id,
      name: tableName.optional(),
      currency: z.string().length(3).nullable().optional(),
      weekStart: z.int().min(1).max(7).optional(),
      zone: z.string().nullable().optional(),
      entity: z.enum(entities).optional(),
      columns: z.array(columnSpec).optional(),
      notProducts: z.array(z.string()).optional(),
    }),
  ),
  'dataset.delete': done(z.object({ datasetId: id })),
  /** Splits a flat order file into products and customers, as datasets of their own. */
  'dataset.split': jobStarted(z.object({ datasetId: id })),

  'table.page': call<TablePage>()(
    z.object({
      ref: tableRef,
      offset: z.int().min(0),
      limit: z.int().min(0).max(500),
      sort: z.array(tableSort).max(3).default([]),
      filter: predicate.nullable().default(null),
      find: z.string().max(200).default(''),
      /** Only rows in the current selection. */
      selectedOnly: z.boolean().default(false),
    }),
  ),
  'table.profile': call<ColumnProfile[]>()(z.object({ ref: tableRef })),
  /** Answers once SQL can read everything that has a name: a new dataset's rows are written after it can be used. */
  'sql.ready': done(nothing),

  'notebook.add': call<{ notebookId: string }>()(z.object({ title: z.string().max(200) })),
  'notebook.rename': done(z.object({ notebookId: id, title: z.string().min(1).max(200) })),
  'notebook.delete': done(z.object({ notebookId: id })),
  'notebook.view': call<PanelView[]>()(z.object({ notebookId: id })),
  /** Runs every panel that is not up to date, in order. */
  'notebook.runStale': call<{ jobIds: string[] }>()(z.object({ notebookId: id })),

  /** Adds a panel below `afterId` (at the end where null), with inputs proposed from what is above it. */
  'panel.add': call<{ panelId: string }>()(
    z.object({
      notebookId: id,
      afterId: id.nullable(),
      /** Above all others instead; `afterId` is then null. */
      first: z.boolean().default(false),
      kind: z.enum(panelKinds),
      step: z.string().default(''),
      body: z.string().max(1_000_000).default(''),
    }),
  ),
  'panel.update': done(z.object({ panelId: id, patch: panelPatch })),
  'panel.move': done(z.object({ panelId: id, afterId: id.nullable() })),
  'panel.duplicate': call<{ panelId: string }>()(z.object({ panelId: id })),
  'panel.delete': done(z.object({ panelId: id })),
  /** Brings one panel, and what it needs, up to date. */
  'panel.run': call<{ jobIds: string[] }>()(z.object({ panelId: id })),
  /** What each port of a panel can be connected to: outputs above it, datasets, segments, chains. */
  'panel.inputs': call<Record<string, InputChoice[]>>()(z.object({ panelId: id })),
  /** The columns of the tables connected to each port, for column parameters. */
  'panel.columns': call<Record<string, { name: string; type: string; label: Text | null }[]>>()(
    z.object({ panelId: id }),
  ),
  /** A read-only question; a newer one of the same panel makes an older one answer `cancelled`. */
  'panel.ask': call<unknown>()(z.object({ panelId: id, question: z.string(), input: z.unknown() })),

  'job.list': call<Job[]>()(nothing),
  'job.cancel': done(z.object({ jobId: id })),

  'run.list': call<NotedRun[]>()(
    z.object({ panelId: id.nullable().default(null), limit: z.int().min(1).max(1000).default(100) }),
  ),
  'run.compare': call<RunComparison>()(z.object({ before: id, after: id })),
  /** Gives the panel the run's parameters, seed and inputs back; an edit that can be undone. */
  'run.restore': done(z.object({ runId: id })),
  'run.pin': done(z.object({ runId: id, pinned: z.boolean() })),
  /** What is worth remembering of a run; empty takes it back. An edit that can be undone. */
  'run.note': done(z.object({ runId: id, note: z.string().max(500) })),

  /** Every model that is kept, with its versions. */
  'model.list': call<ModelView[]>()(nothing),
  'model.card': call<ModelCard>()(z.object({ runId: id })),
  /** Chooses the version that scores new data; null leaves that to the panel again. */
  'model.promote': done(z.object({ panelId: id, runId: id.nullable() })),
  /** Applies a kept model to a table or a file and writes what it gives; the job ends with {@link ScoredRows}. */
  'model.score': jobStarted(z.object({ runId: id, rows: rowsToScore, path, format: z.enum(['csv', 'jsonl']) })),
  /**
   * The same, kept in the project as a dataset of that name, from which tags and segments can be made; the job ends with
   * {@link KeptScores}. A dataset of that name with the same columns gets a new version.
   */
  'model.keepScores': jobStarted(z.object({ runId: id, rows: rowsToScore, name: tableName })),

  'selection.set': call<SelectionView | null>()(z.object({ selection: selection.nullable() })),
  'selection.view': call<SelectionView | null>()(nothing),
  /** What sets the selected rows apart, and a rule that says who they are; null where nothing is selected or no table can say. */
  'selection.explain': call<SelectionExplanation | null>()(z.object({ selection })),
  /** Everything that the project holds about one customer, beside a group that the customer is in. */
  'customer.view': call<CustomerView>()(
    z.object({ customerId: z.string().min(1).max(1000), against: groupRef.nullable().default(null) }),
  ),
  /** What the product tables say of some products: price, stock, whether there is a picture. */
  'item.facts': call<ItemsView>()(z.object({ items: z.array(z.string().max(1000)).max(1000) })),
  /** How the picture column of a dataset fares in the folder that was chosen for it. */
  'picture.folderView': call<PictureFolderView>()(z.object({ datasetId: id })),
  'segment.add': call<{ segmentId: string }>()(
    z.object({ name: z.string().min(1).max(200), kind: z.enum(['rule', 'frozen']), source: tableRef, predicate }),
  ),
  'segment.update': done(
    z.object({ segmentId: id, patch: segment.pick({ name: true, kind: true, predicate: true }).partial() }),
  ),
  'segment.delete': done(z.object({ segmentId: id })),
  /** How many members each other segment of the same entity shares with one, those without any left out. */
  'segment.overlap': call<{ segmentId: string; nCommon: number }[]>()(z.object({ segmentId: id })),

  'export.table': jobStarted(
    z.object({ ref: tableRef, path, format: z.enum(['csv', 'jsonl']), selectedOnly: z.boolean().default(false) }),
  ),
  'export.segment': jobStarted(z.object({ segmentId: id, path, format: z.enum(['csv', 'jsonl']) })),
  /** Writes the weights of the model that a panel shows to a safetensors file; the job ends with {@link WrittenWeights}. */
  'export.weights': jobStarted(z.object({ panelId: id, path, precision: z.enum(weightPrecisions).default('float32') })),
  /** The products in the tables that a notebook's report would show. */
  'report.items': call<string[]>()(z.object({ notebookId: id })),
  'report.write': jobStarted(
    z.object({
      notebookId: id,
      path,
      locale: z.enum(locales),
      includeIds: z.boolean().default(false),
      /** Small pictures of products, as data addresses by the product's id. */
      pictures: z.record(z.string().max(1000), dataUri).default({}),
      /** In place of the notebook the cards of one of its panels, on pages to print. */
      sheet: z.object({ panelId: id, onePerPage: z.boolean() }).nullable().default(null),
    }),
  ),

  'template.list': call<TemplateInfo[]>()(nothing),
  'template.save': call<{ templateId: string }>()(z.object({ notebookId: id, title: z.string().min(1).max(200) })),
  /** Adds the template's notebook, its dataset keys mapped to datasets of this project. */
  'template.open': call<{ notebookId: string }>()(
    z.object({ templateId: id, datasets: z.record(z.string(), id), locale: z.enum(locales) }),
  ),

  /** Chains that a chain port can take: recommenders and their like with defaults, and those of panels above. */
  'chain.choices': call<{ chain: Chain; label: Text }[]>()(z.object({ task: z.string() })),

  'tutorial.view': call<{ title: Text; steps: TutorialStep[] }>()(z.object({ tutorialId: id })),
  'tutorial.list': call<{ id: string; title: Text; summary: Text; minutes: number }[]>()(nothing),

  'settings.get': call<Record<string, unknown>>()(nothing),
  'settings.set': done(z.object({ key: z.string().regex(/^[a-zA-Z.]+$/), value: z.unknown() })),

  /** Only the shell may call it: from now on the engine may read or write this path. */
  'file.grant': done(z.object({ path, write: z.boolean() })),
  /** Only the shell may call it: where the files of a dataset's picture column lie, as the person chose; null for nowhere. */
  'picture.folder': done(z.object({ datasetId: id, folder: path.nullable() })),
} as const;

export type CallName = keyof typeof calls;

/** Calls that carry what a person chose in a dialog: main alone may make them, never a page. */
export const SHELL_CALLS: readonly string[] = ['file.grant', 'picture.folder'] satisfies CallName[];

export type CallInput<C extends CallName> = z.input<(typeof calls)[C]['input']>;
export type CallParsed<C extends CallName> = z.output<(typeof calls)[C]['input']>;
export type CallOutput<C extends CallName> = (typeof calls)[C] extends CallDefinition<z.ZodType, infer O> ? O : never;

/** Every call's handler; leaving one out does not compile. */
export type Handlers = {
  readonly [C in CallName]: (input: CallParsed<C>, signal: AbortSignal) => Promise<CallOutput<C>>;
};

/** The body of a refused call. */
export interface CallFailure {
  readonly error: ErrorPayload;
}

/** The request header by which main proves itself to the engine; its value is made at each start. */
export const SHELL_HEADER = 'x-clientele-shell';
