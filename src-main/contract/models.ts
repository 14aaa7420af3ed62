import type { RunBackend } from './backends.ts';
import type { ColumnType } from './table.ts';
import type { MetricValue } from './step.ts';
import type { Message, Text } from './text.ts';

/** A model that a run of a panel left behind and that is still kept. */
export interface ModelVersion {
  readonly runId: string;
  /** From 1: the how-manieth successful run of its panel it was. */
  readonly version: number;
  readonly hash: string;
  readonly startedAt: number;
  /** The one that its panel shows, and that apply panels read. */
  readonly isCurrent: boolean;
  /** The one that was chosen for scoring new data. */
  readonly isPromoted: boolean;
  readonly isPinned: boolean;
  readonly metrics: Readonly<Record<string, MetricValue>>;
  readonly nWarnings: number;
}

/** The versions of the model that a panel fits. */
export interface ModelView {
  readonly panelId: string;
  readonly notebookId: string;
  readonly title: string | Text;
  readonly step: string;
  /** Names under which the panel publishes its tables. */
  readonly names: readonly string[];
  /** The newest first; never empty. */
  readonly versions: readonly ModelVersion[];
}

/** What a kept model says of itself. */
export interface ModelContent {
  readonly step: string;
  readonly stepVersion: number;
  readonly parameters: Readonly<Record<string, unknown>>;
  /** What it predicts; null for models that predict no column. */
  readonly target: { readonly column: string; readonly classes: readonly string[] } | null;
  /** The columns that a table must have to be scored, by port. */
  readonly features: Readonly<Record<string, readonly { readonly name: string; readonly type: ColumnType }[]>>;
  /** Content hashes of its training tables, by port. */
  readonly trainedOn: Readonly<Record<string, readonly string[]>>;
  readonly nTrainingRows: number;
  /** Whether it kept how its training rows lay, so that drift can be told. */
  readonly tellsDrift: boolean;
  /** Null for a model that was made before models kept what stood above them. */
  readonly raw: RawScoring | null;
}

/** Whether raw data can go the way from the datasets to a model, and which datasets those are. */
export interface RawScoring {
  readonly datasets: readonly { readonly name: string; readonly columns: readonly string[] }[];
  /** Why it cannot; null where it can. */
  readonly refused: Text | null;
}

/** Everything that is known of one version of a model. */
export interface ModelCard extends ModelContent {
  readonly panelId: string;
  readonly title: string | Text;
  readonly version: ModelVersion;
  readonly durationMs: number;
  readonly seed: number;
  readonly backend: RunBackend;
  readonly warnings: readonly Message[];
}

/** What scoring into the project ended with. */
export interface KeptScores extends ScoredRows {
  readonly datasetId: string;
  /** What the dataset is called. */
  readonly name: string;
}

/** What scoring new rows ended with. */
export interface ScoredRows {
  /** Empty where they went into the project. */
  readonly path: string;
  readonly nRows: number;
  /** Rows of a file that did not fit its columns and were not scored. */
  readonly nRejected: number;
  /** What the person should know, such as drift. */
  readonly warnings: readonly Message[];
}
