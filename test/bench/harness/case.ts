import type { ClosablePool } from '../../../src-main/engine/kernels/pool.ts';

/** Sizes and settings of a case, given to both sides alike. */
export type Shape = Readonly<Record<string, number | string>>;

/** What one side computed, in a few numbers that the other side must have too. */
export type Checks = Readonly<Record<string, number>>;

/** What a case's own side gets. */
export interface CaseTools<S extends Shape> {
  readonly shape: S;
  /** Where `make` wrote the data. */
  readonly folder: string;
  /** A folder of this process's own, gone afterwards. */
  readonly scratch: string;
  /** As many threads as the reference has. */
  readonly pool: ClosablePool;
}

/** Loaded data, ready to be timed again and again. */
export interface Prepared<R = unknown> {
  /** What comes before every run and is not timed. */
  before?(): Promise<void> | void;
  /** What is timed. */
  run(): Promise<R> | R;
  /** What comes after every run and is not timed, such as waiting for what goes on behind it. */
  after?(result: R): Promise<void> | void;
  /** Numbers of a result; not timed. */
  check(result: R): Promise<Checks> | Checks;
  close?(): Promise<void> | void;
}

/** One line of the table: what is computed, beside what, and how long it may take. */
export interface BenchCase<S extends Shape = Shape> {
  /** What the command line calls it. */
  readonly name: string;
  /** Names the reference, a file of `reference/`. */
  readonly script: string;
  readonly title: string;
  /** What it is measured beside; null where nothing else does it. */
  readonly reference: string | null;
  /** Ours over the reference: at most, and better still; null where nothing is promised. */
  readonly bar: number | null;
  readonly aim: number | null;
  /** Where the promise holds for one thread alone. */
  readonly barAt?: 'one-thread';
  /** How long even the slowest turn may take, where there is no reference. */
  readonly limitMs?: number;
  readonly shape: S;
  /** The same work on another number of rows, where the growth table shows it. */
  readonly growth?: { readonly title: string; shapeAt(rows: number): S };
  /** How far apart the two sides' numbers may be, relative to the larger. */
  readonly tolerance: number;
  /** A public data set that must be on this machine. */
  readonly needs?: string;
  /** Writes the data into an empty folder. */
  make(shape: S, folder: string): Promise<void> | void;
  prepare(tools: CaseTools<S>): Promise<Prepared> | Prepared;
}

/** Keeps the type of a result between what runs and what checks it; the harness hands it on unseen. */
export const prepared = <R>(parts: Prepared<R>): Prepared => parts;

/** Keeps a case's own shape while it is written; lists hold cases of every shape. */
export const defineCase = <S extends Shape>(definition: BenchCase<S>): BenchCase => definition;
