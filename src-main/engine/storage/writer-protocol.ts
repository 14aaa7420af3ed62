import type { ErrorPayload } from '../../contract/errors.ts';
import type { OpenOptions } from './open.ts';
import type { ProjectStore } from './project-store.ts';

export type StoreMethod = keyof ProjectStore;

/** What the writer thread is told first: which file, and whether to make it. */
export interface WriterStart {
  readonly path: string;
  readonly create: boolean;
  readonly options: OpenOptions;
}

/** A call of the store; a function among its arguments is called back by message. */
export interface WriterCall {
  readonly id: number;
  readonly method: StoreMethod;
  readonly args: readonly unknown[];
}

/** Stands for a function among the arguments. */
export interface CallbackMark {
  readonly $callback: number;
}

export type WriterReply =
  | { readonly type: 'open' }
  | { readonly type: 'done'; readonly id: number; readonly result: unknown }
  | { readonly type: 'failed'; readonly id: number | null; readonly error: ErrorPayload; readonly stack: string | null }
  | { readonly type: 'callback'; readonly id: number; readonly callback: number; readonly args: readonly unknown[] };
