import { z } from 'zod';
import type { chain } from './step.ts';
import { inputRefs, type MetricValue } from './step.ts';
import {
  columnRoles,
  columnTypes,
  entities,
  predicate,
  tableRef,
  units,
  type ColumnInfo,
  type Predicate,
  type TableInfo,
  type TableRef,
  type TableRole,
} from './table.ts';
import type { RunBackend } from './backends.ts';
import type { ErrorPayload } from './errors.ts';
import type { Message } from './text.ts';

/** A name that SQL tables, datasets and outputs share; letters of any script, digits and underscores. */
export const tableName = z
  .string()
  .regex(/^[\p{L}_][\p{L}\p{N}_]*$/u)
  .max(60);

// ── Definition: what a person edits; every change of it can be undone ────────────────────────────────────────────────

export const panelKinds = ['step', 'sql', 'note'] as const;

/** One entry of a notebook, as it is kept in the project file. */
export const panel = z.object({
  id: z.string(),
  notebookId: z.string(),
  position: z.number(),
  kind: z.enum(panelKinds),
  title: z.string(),
  /** Step panels: the step's id, with `:apply` for the apply panel of an estimator; otherwise empty. */
  step: z.string(),
  stepVersion: z.int(),
  /** Only what differs from the step's defaults. */
  parameters: z.record(z.string(), z.unknown()),
  inputs: inputRefs,
  /** SQL of a SQL panel, Markdown of a note. */
  body: z.string(),
  /** Table outputs by output id: the SQL name they are published under. */
  names: z.record(z.string(), tableName),
  seed: z.int().min(0).max(0xffffffff),
  collapsed: z.boolean(),
  disabled: z.boolean(),
});
export type Panel = z.output<typeof panel>;

/** What an edit of a panel may change; everything left out stays. */
export const panelPatch = panel
  .pick({
    title: true,
    parameters: true,
    inputs: true,
    body: true,
    names: true,
    seed: true,
    collapsed: true,
    disabled: true,
  })
  .partial();
export type PanelPatch = z.output<typeof panelPatch>;

export const notebook = z.object({ id: z.string(), title: z.string(), position: z.number() });
export type Notebook = z.output<typeof notebook>;

export const columnSpec = z.object({
  name: z.string(),
  type: z.enum(columnTypes),
  role: z.enum(columnRoles).nullable(),
  unit: z.enum(units).nullable(),
});

/** A table that the person imported; the newest version is the one panels read. */
export const dataset = z.object({
  id: z.string(),
  name: tableName,
  currency: z.string().length(3).nullable(),
  /** 1 Monday … 7 Sunday. */
  weekStart: z.int().min(1).max(7),
  zone: z.string().nullable(),
  entity: z.enum(entities),
  columns: z.array(columnSpec),
  /** Values of the itemId role that are no products, such as POST; kept in revenue, never recommended. */
  notProducts: z.array(z.string()),
  /** Content hash of the current version's table. */
  outputHash: z.string(),
  version: z.int().min(1),
});
export type Dataset = z.output<typeof dataset>;

/** A group that someone kept and named: a rule that stays live, or a frozen list of keys. */
export const segment = z.object({
  id: z.string(),
  name: z.string().min(1),
  entity: z.enum(entities),
  kind: z.enum(['rule', 'frozen']),
  /** The table and condition of a live segment; of a frozen one, where its members came from. */
  source: tableRef,
  predicate,
  /** Content hash of the member keys, and how many there are. */
  membersHash: z.string(),
  count: z.int().min(0),
});
export type Segment = z.output<typeof segment>;

// ── State: what the definition and the runs make together ────────────────────────────────────────────────────────────

export const panelStates = ['empty', 'ready', 'stale', 'queued', 'running', 'failed', 'disabled'] as const;
export type PanelState = (typeof panelStates)[number];

/** Why a panel is stale or empty. */
export type StateReason =
  | { readonly code: 'never-run' }
  | { readonly code: 'parameters-changed' }
  | { readonly code: 'input-changed'; readonly port: string }
  | { readonly code: 'input-not-ready'; readonly panelId: string }
  | { readonly code: 'missing-input'; readonly port: string }
  | { readonly code: 'step-changed' }
  /** The engine's loops compute in another way now, whose last digits may differ. */
  | { readonly code: 'kernels-changed' };

/** One stored output of a run. */
export interface OutputInfo {
  /** The output's id in the step's `gives`. */
  readonly id: string;
  readonly kind: 'table' | 'model' | 'metric' | 'figure' | 'chain';
  /** Content hash; equal bytes have equal hashes. */
  readonly hash: string;
  readonly bytes: number;
  readonly table?: TableInfo;
  readonly metric?: MetricValue | null;
  readonly chain?: z.output<typeof chain>;
}

export const runStates = ['running', 'succeeded', 'failed', 'cancelled'] as const;

/** One execution of a panel. */
export interface Run {
  readonly id: string;
  readonly panelId: string;
  readonly panelTitle: string;
  readonly step: string;
  readonly stepVersion: number;
  /** The cache key: equal keys give equal bytes. */
  readonly key: string;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly seed: number;
  /** Content hashes of what it read, by port. */
  readonly inputs: Readonly<Record<string, readonly string[]>>;
  readonly state: (typeof runStates)[number];
  readonly startedAt: number;
  readonly durationMs: number;
  /** Where it computed. */
  readonly backend: RunBackend;
  readonly warnings: readonly Message[];
  readonly error: ErrorPayload | null;
  readonly outputs: readonly OutputInfo[];
  readonly pinned: boolean;
}

/** A run with what a person noted of it. */
export interface NotedRun extends Run {
  /** Empty where nothing was noted. */
  readonly note: string;
}

/** A panel with its state and the run whose outputs it shows. */
export interface PanelView {
  readonly panel: Panel;
  readonly state: PanelState;
  readonly reason: StateReason | null;
  /** The run whose outputs are shown: the current one, or the last good one where `isOld`. */
  readonly run: Run | null;
  readonly isOld: boolean;
  readonly error: ErrorPayload | null;
  readonly jobId: string | null;
  /** Rows in, over all table inputs of the shown run, for the one-line summary. */
  readonly nRowsIn: number | null;
}

/** A running or queued piece of work. */
export interface Job {
  readonly id: string;
  readonly kind: 'run' | 'import' | 'export' | 'report' | 'score' | 'profile';
  readonly title: Message | string;
  readonly panelId: string | null;
  readonly state: 'queued' | 'running' | 'cancelling';
  readonly fraction: number;
  readonly doing: Message | null;
  /** Milliseconds since it started, and the estimate of those left (null before an estimate can be made). */
  readonly elapsedMs: number;
  readonly leftMs: number | null;
}

/** The entry of the project tree for a dataset. */
export interface DatasetView extends Dataset {
  readonly nRows: number;
  readonly tableRole: TableRole;
  readonly versions: readonly {
    readonly version: number;
    readonly outputHash: string;
    readonly nRows: number;
    readonly importedAt: number;
    readonly files: readonly string[];
  }[];
  /** The table of rows that did not fit, where there are any. */
  readonly rejects: { readonly hash: string; readonly nRows: number } | null;
}

/** Everything the window shows around the panels. */
export interface ProjectView {
  readonly path: string;
  readonly name: string;
  readonly datasets: readonly DatasetView[];
  readonly notebooks: readonly Notebook[];
  readonly segments: readonly Segment[];
  readonly models: readonly {
    readonly panelId: string;
    readonly runId: string;
    readonly output: string;
    readonly title: string;
    readonly step: string;
    readonly hash: string;
  }[];
  readonly nRuns: number;
  /** What undo and redo would take back or bring back; null where there is nothing. */
  readonly undo: Message | null;
  readonly redo: Message | null;
  readonly sizeBytes: number;
}

/** Rows that a person picked, on all rows of a table, not on the drawn sample. */
export const selection = z.object({
  source: tableRef,
  predicate,
  /** The panel or grid it was made in. */
  origin: z.string(),
});
export type Selection = z.output<typeof selection>;

/** A selection with what it means. */
export interface SelectionView extends Selection {
  readonly entity: (typeof entities)[number];
  /** Rows of the source table that match, and all of its rows. */
  readonly nRows: number;
  readonly nAll: number;
  /** Distinct keys of the entity, and the rows of each dataset that belong to them. */
  readonly nKeys: number;
  readonly related: readonly { readonly name: string; readonly nRows: number }[];
}

/** How the selected rows differ from all others in one column. */
export interface SelectionDifference {
  readonly column: ColumnInfo;
  /** Cliff's delta of numbers and dates, the difference of the shares of a choice; in [−1, 1]. */
  readonly effect: number;
  /** Of texts and yes/no the value whose share differs most. */
  readonly choice: string | boolean | null;
  /** Of numbers and dates the medians, of a choice its shares: of the selected and of the others. */
  readonly value: number;
  readonly others: number;
}

/** A condition that says about who was selected. */
export interface SelectionRule {
  readonly predicate: Predicate;
  /** Rows that meet it. */
  readonly nRows: number;
  /** Which share of them is selected, and which share of the selected they are. */
  readonly precision: number;
  readonly recall: number;
}

/** What sets a selection apart, by the columns of the table that says it best. */
export interface SelectionExplanation {
  readonly source: TableRef;
  /** The table's name. */
  readonly name: string;
  readonly currency: string | null;
  readonly differences: readonly SelectionDifference[];
  readonly rule: SelectionRule | null;
}

/** A difference between two runs of a panel. */
export interface RunComparison {
  readonly parameters: readonly { readonly name: string; readonly before: unknown; readonly after: unknown }[];
  readonly metrics: readonly {
    readonly output: string;
    readonly before: MetricValue | null;
    readonly after: MetricValue | null;
  }[];
  /** Rows that changed cluster: a contingency of old and new clusters, where both runs assign them. */
  readonly clusters: {
    readonly before: readonly string[];
    readonly after: readonly string[];
    readonly counts: readonly number[];
    readonly nMoved: number;
    readonly nCommon: number;
  } | null;
}
