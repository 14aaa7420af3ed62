import type { z } from 'zod';
import type { Figure } from '../../contract/figure.ts';
import type { Message } from '../../contract/text.ts';
import type { BlockPool } from '../kernels/pool.ts';
import type { CheckpointStore, Tensors } from '../tensor/tensors.ts';
import type { Chain } from '../../contract/step.ts';
import type { Table } from '../table/table.ts';
import type { FittedModel } from './define.ts';
import type { Predictor } from './predict/predictor.ts';
import type { Recommender } from './recommend/recommender.ts';
import type { Random } from '../maths/random.ts';

/** Tells a loop that it is to stop; it reads shared memory, so it works inside a synchronous loop. */
export interface CancelSignal {
  readonly aborted: boolean;
  /** @throws cancelled once the person has cancelled. */
  throwIfAborted(): void;
}

/** What the frame gives a step while it runs. */
export interface Context {
  readonly signal: CancelSignal;
  /** Chance, seeded by the panel. */
  readonly random: Random;
  /** Runs a loop in blocks over worker threads, with results that do not depend on their number. */
  readonly pool: BlockPool;
  /** Trains and runs neural models in the tensor process. */
  readonly tensor: Tensors;
  /**
   * Where the run's state is kept while it goes on, in the project file: a run of the same step, parameters, seed and inputs finds it
   * after a cancel, a crash or a restart. It is dropped once the run is done.
   */
  readonly checkpoint: CheckpointStore;
  /** Milliseconds since some moment, for work that was given a time; in tests it stands still unless told otherwise. */
  now(): number;
  /** Bytes that this run may use. */
  readonly budgetBytes: number;
  /** How far the run is, from 0 to 1, with what it is doing. */
  progress(fraction: number, doing?: Message): void;
  /** Adds a warning to the run: something the person should know, though the run succeeds. */
  warn(warning: Message): void;
  /** Fits chains as values, for steps that evaluate or tune them inside folds. */
  readonly chains: ChainRunner;
  /** Shows an output as it forms; dropped where nobody watches. */
  preview(output: string, figure: Figure): void;
}

/** Fits a chain on tables; parameters are checked, each link reads the first table output of the one before it. */
export interface ChainRunner {
  /** What the chain is called where it has no title of its own. */
  title(chain: Chain): Message;
  /** What each link can be set to, and what it is set to, defaults filled in. @throws not-found, bad-parameter */
  parameters(
    chain: Chain,
  ): readonly { readonly schema: z.ZodObject; readonly values: Readonly<Record<string, unknown>> }[];
  /** @param beside tables at other ports by name, such as `products`, for links that have such a port; nothing is there otherwise. */
  fit(chain: Chain, table: Table, context: Context, beside?: Beside): Promise<FittedChain>;
  /** What a fitted chain kept, as a fitted chain again. */
  open(kept: KeptChain): FittedChain;
  /** A fitted model as a recommender; null where its step is none. */
  recommender(model: FittedModel): Recommender | null;
  /** A fitted model as a predictor; null where its step is none. */
  predictor(model: FittedModel): Predictor | null;
}

/** Tables that a chain's links may read beside the one that runs through them, by the name of the port. */
export type Beside = Readonly<Record<string, Table | null>>;

/** A fitted chain as plain values, link by link, for a model that is made of chains. */
export type KeptChain = readonly {
  readonly step: string;
  readonly version: number;
  readonly parameters: Readonly<Record<string, unknown>>;
  /** What fitting left behind; null for a link that learns nothing. */
  readonly model: unknown;
}[];

/** A chain after fitting. */
export interface FittedChain {
  /** Runs every link on another table and returns the last link's outputs. */
  apply(table: Table, context: Context): Promise<Readonly<Record<string, unknown>>>;
  /** Set where the last link is a recommender. */
  readonly recommender: Recommender | null;
  /** All that is to be kept of it; {@link ChainRunner.open} reads it. */
  readonly kept: KeptChain;
  /** Set where the last link is a predictor. */
  readonly predictor: Predictor | null;
}
