import type { BackendReport } from './backends.ts';
import type { ErrorPayload } from './errors.ts';
import type { Figure } from './figure.ts';
import type { Job, SelectionView } from './project.ts';

/** What the engine tells everyone who listens at GET /engine/events, one JSON object a line. */
export type EngineEvent =
  /** Datasets, notebooks, segments, names or history changed: read `project.view` again. */
  | { readonly type: 'project.changed' }
  /** Panels of a notebook, or their states, changed: read `notebook.view` again. */
  | { readonly type: 'notebook.changed'; readonly notebookId: string }
  | { readonly type: 'jobs.changed'; readonly jobs: readonly Job[] }
  | {
      readonly type: 'job.finished';
      readonly jobId: string;
      readonly kind: Job['kind'];
      readonly panelId: string | null;
      readonly error: ErrorPayload | null;
      readonly result: unknown;
    }
  /** An output as it forms; figures travel as JSON, so their arrays are plain numbers. */
  | { readonly type: 'run.preview'; readonly panelId: string; readonly output: string; readonly figure: Figure }
  /** A backend was checked, or a setting changed what is used. */
  | { readonly type: 'backends.changed'; readonly report: BackendReport }
  | { readonly type: 'selection.changed'; readonly selection: SelectionView | null };
