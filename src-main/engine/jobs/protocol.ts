import type { ErrorPayload } from '../../contract/errors.ts';
import type { RunBackend } from '../../contract/backends.ts';
import type { Figure } from '../../contract/figure.ts';
import type { ImportPlan } from '../../contract/import.ts';
import type { WeightPrecision, WrittenWeights } from '../../contract/weights.ts';
import type { ScoredRows } from '../../contract/models.ts';
import type { MetricValue } from '../../contract/step.ts';
import type { Predicate } from '../../contract/table.ts';
import type { Locale, Message } from '../../contract/text.ts';
import type { Variant } from '../kernels/variant.ts';
import type { ResolvedInput } from '../notebook/resolve.ts';
import type { TableParts } from '../storage/table-parts.ts';
import type { Lineage } from '../steps/lineage.ts';
import type { TensorChoice } from '../tensor/choice.ts';
import type { ReportRequest } from '../report/request.ts';

/** One output of a run on its way to the project file. */
export type PlainOutput =
  | { readonly kind: 'table'; readonly table: TableParts }
  | { readonly kind: 'model' | 'figure' | 'chain'; readonly bytes: Uint8Array<ArrayBuffer>; readonly value?: unknown }
  | { readonly kind: 'metric'; readonly value: MetricValue | null };

type StoredTable = Extract<ResolvedInput, { kind: 'stored' }>;

/** What a job thread is asked to do. */
export type Task =
  | {
      readonly kind: 'step';
      readonly projectPath: string;
      readonly step: string;
      /** The run's cache key, under which its state is kept. */
      readonly key: string;
      readonly parameters: Readonly<Record<string, unknown>>;
      readonly seed: number;
      readonly inputs: Readonly<Record<string, readonly ResolvedInput[]>>;
      /** What stands above a panel that fits; null for others. */
      readonly lineage: Lineage<string> | null;
    }
  | { readonly kind: 'sql'; readonly projectPath: string; readonly sql: string; readonly tables: readonly string[] }
  | {
      readonly kind: 'import';
      readonly projectPath: string;
      readonly plan: ImportPlan;
      readonly previous: { hash: string; mode: 'append' | 'replace' } | null;
    }
  | { readonly kind: 'split'; readonly projectPath: string; readonly input: ResolvedInput }
  | {
      readonly kind: 'export';
      readonly projectPath: string;
      readonly input: ResolvedInput;
      readonly predicate: Predicate | null;
      readonly path: string;
      readonly format: 'csv' | 'jsonl';
    }
  | {
      readonly kind: 'score';
      readonly projectPath: string;
      /** The hash of a model. */
      readonly model: string;
      readonly rows:
        | { readonly from: 'file'; readonly path: string }
        | { readonly from: 'table'; readonly input: StoredTable }
        | {
            readonly from: 'datasets';
            readonly files: readonly { readonly dataset: string; readonly path: string }[];
            /** Datasets as they are now, by name. */
            readonly current: Readonly<Record<string, StoredTable>>;
            readonly asOf: number | null;
          };
      /** The file that they go into; null where they go into the project. */
      readonly to: { readonly path: string; readonly format: 'csv' | 'jsonl' } | null;
    }
  | {
      readonly kind: 'weights';
      readonly projectPath: string;
      /** The hash of a model. */
      readonly model: string;
      readonly path: string;
      readonly precision: WeightPrecision;
    }
  | {
      readonly kind: 'report';
      readonly projectPath: string;
      readonly request: ReportRequest;
      readonly path: string;
      readonly locale: Locale;
      readonly includeIds: boolean;
      /** Data addresses by product. */
      readonly pictures: Readonly<Record<string, string>>;
      /** Only the cards of the one panel that the request holds; null for all that it holds. */
      readonly sheet: { readonly onePerPage: boolean } | null;
    };

/** What each kind of task ends with. */
export interface TaskResults {
  readonly step: { readonly outputs: Readonly<Record<string, PlainOutput>> };
  readonly sql: { readonly outputs: Readonly<Record<string, PlainOutput>> };
  readonly import: {
    readonly table: TableParts;
    readonly rejects: TableParts | null;
    readonly notProducts: readonly string[];
    readonly counts: Readonly<Record<string, number>>;
  };
  readonly split: {
    readonly products: TableParts | null;
    readonly customers: TableParts | null;
    readonly conflicts: number;
  };
  readonly export: { readonly nRows: number; readonly path: string };
  /** `table` where they go into the project. */
  readonly score: ScoredRows & { readonly table?: TableParts };
  readonly weights: WrittenWeights;
  readonly report: { readonly path: string; readonly bytes: number };
}

/** Starts a task in a thread. `cancel[0]` becomes 1 when it is to stop. */
export interface TaskOrder {
  readonly task: Task;
  readonly cancel: Int32Array<SharedArrayBuffer>;
  readonly threads: number;
  /** How the block pool's loops compute. */
  readonly variant: Variant;
  /** What neural models may be trained on. */
  readonly tensor: TensorChoice;
  readonly budgetBytes: number;
}

/** Tells a job thread that a state it gave is on the disk, or why not. */
export interface CheckpointReply {
  readonly checkpoint: number;
  readonly error: ErrorPayload | null;
}

/** What a job thread says. */
export type TaskReport =
  | { readonly type: 'progress'; readonly fraction: number; readonly doing: Message | null }
  | { readonly type: 'warning'; readonly warning: Message }
  | { readonly type: 'backend'; readonly backend: RunBackend }
  | { readonly type: 'preview'; readonly output: string; readonly figure: Figure }
  /** A state to keep under the task's key; answered by a {@link CheckpointReply} of the same number. */
  | { readonly type: 'checkpoint'; readonly id: number; readonly bytes: Uint8Array }
  | { readonly type: 'done'; readonly result: unknown }
  | { readonly type: 'failed'; readonly error: ErrorPayload; readonly stack: string | null };
