import { z } from 'zod';
import { ClienteleError } from '../../contract/errors.ts';
import type {
  Chain,
  ChainPort,
  ChainTask,
  InputPort,
  MetricValue,
  ModelPort,
  OutputPort,
  ParameterMeta,
  TablePort,
  ValueNames,
} from '../../contract/step.ts';
import type { Figure } from '../../contract/figure.ts';
import type { ColumnType, Entity, Unit } from '../../contract/table.ts';
import type { Message, MessageValues, Text } from '../../contract/text.ts';
import type { Table } from '../table/table.ts';
import type { Context } from './context.ts';
import type { KeptShape } from './drift.ts';
import { issueText } from './issue-text.ts';
import type { Lineage } from './lineage.ts';
import type { PredictorModel } from './predict/predictor.ts';
import type { RecommenderModel } from './recommend/recommender.ts';

/** Words of one parameter. */
export type ParameterText = Omit<ParameterMeta, 'columns'>;

interface StepTextSource {
  readonly title: Text;
  readonly summary: Text;
  /** What it is good for and how to read its outputs; Markdown, a few short paragraphs. */
  readonly about: Text;
  readonly inputs?: Readonly<Record<string, Text>>;
  readonly outputs?: Readonly<Record<string, Text>>;
  readonly parameters?: Readonly<Record<string, ParameterText>>;
  readonly questions?: Readonly<Record<string, Text>>;
  /** Names for columns of the output tables. */
  readonly columns?: Readonly<Record<string, Text>>;
  /** Sentences of progress, warnings, figure titles and reasons, by code. */
  readonly messages?: Readonly<Record<string, Text>>;
}

type Key<T> = keyof NonNullable<T> & string;

/** The words of a step, with accessors that do not compile for a missing entry. */
export interface StepText<S extends StepTextSource = StepTextSource> {
  readonly source: S;
  input(name: Key<S['inputs']>): Text;
  output(name: Key<S['outputs']>): Text;
  parameter(name: Key<S['parameters']>): ParameterText;
  column(name: Key<S['columns']>): Text;
  message(code: Key<S['messages']>, values?: MessageValues): Message;
}

/** Collects the words of a step, English and Chinese. */
export function stepText<const S extends StepTextSource>(source: S): StepText<S> {
  const pick = <T>(group: Readonly<Record<string, T>> | undefined, name: string): T => {
    const found = group?.[name];
    if (found === undefined) throw new Error(`no text “${name}”`);
    return found;
  };
  return {
    source,
    input: (name) => pick(source.inputs, name),
    output: (name) => pick(source.outputs, name),
    parameter: (name) => pick<ParameterText>(source.parameters, name),
    column: (name) => pick(source.columns, name),
    message: (code, values) => ({ code, text: pick(source.messages, code), ...(values ? { values } : {}) }),
  };
}

// ── Ports ────────────────────────────────────────────────────────────────────────────────────────────────────────────

type TableInOptions = Partial<Pick<TablePort, 'roles' | 'entity' | 'prefers' | 'prefersOutput' | 'nothingElse'>> & {
  label: Text;
};
type ModelInOptions = Pick<ModelPort, 'label' | 'steps' | 'unlikely'>;

const TABLE_PORT = { kind: 'table', roles: [], entity: 'any', prefers: null, prefersOutput: null } as const;

/** One table that must be connected. */
export const tableIn = (options: TableInOptions) => ({
  ...TABLE_PORT,
  ...options,
  optional: false as const,
  max: 1 as const,
});

/** One table that may be left unconnected; the step then reads null. */
export const optionalTableIn = (options: TableInOptions) => ({
  ...TABLE_PORT,
  ...options,
  optional: true as const,
  max: 1 as const,
});

/** Several tables, in the order they were connected. */
export const tablesIn = (options: TableInOptions & { max?: number }): TablePort => ({
  ...TABLE_PORT,
  max: 20,
  ...options,
  optional: false,
});

/** One fitted model that may be left unconnected; `steps` are ids of the steps that make it, `family.*` for a whole family. */
export const optionalModelIn = (options: ModelInOptions) => ({
  kind: 'model' as const,
  ...options,
  optional: true as const,
  max: 1 as const,
});

/** Several fitted models, in the order they were connected; there may be none. */
export const modelsIn = (options: ModelInOptions & { max: number }): ModelPort => ({
  kind: 'model',
  ...options,
  optional: true,
});

/** Chains as values, which the step itself fits inside folds. */
export const chainIn = (options: {
  label: Text;
  task: ChainTask;
  min?: number;
  max?: number;
  default?: readonly Chain[];
}): ChainPort => ({
  kind: 'chain',
  min: 1,
  max: 20,
  default: [],
  ...options,
});

/** A table output, published as a SQL table under `name` unless `publish` is false. */
export const tableOut = (options: {
  label: Text;
  name: string;
  entity: Entity | 'same';
  publish?: boolean;
  /** What it means that there is no row, and what one can do. */
  empty?: Text;
  /** What the values of text columns name; they are stored as they are and shown in words. */
  words?: Readonly<Record<string, ValueNames | readonly ValueNames[]>>;
}) => ({ kind: 'table', publish: true, ...options }) as const;

/** The values of a column are names of columns of the table at a port. @param within they stand inside longer values, as in rules. */
export const columnNames = (port = 'table', within = false): ValueNames => ({ of: 'columns', port, within });

/** The values of a column are names of columns of another table that the step gives. */
export const givenNames = (output: string): ValueNames => ({ of: 'given', output });

/** The values of a column are short names of the chains at a port. */
export const chainTitles = (port: string): ValueNames => ({ of: 'chains', port });

/** The values of a column are classes of the target in the table at a port, which are yes and no where it is a flag. */
export const classNames = (port = 'table'): ValueNames => ({ of: 'flags', port });

/** The values of a column are JSON with a sentence in every language. */
export const sentences: ValueNames = { of: 'sentences' };

/** The values of a column are names from a list. */
export const listedNames = (names: Readonly<Record<string, Text>>): ValueNames => ({ of: 'list', names });

/** A measured quality. */
export const metricOut = (options: { label: Text; better: 'higher' | 'lower' | 'none'; unit?: Unit }) =>
  ({ kind: 'metric', ...options }) as const;

/** Data of a figure. */
export const figureOut = (options: { label: Text }) => ({ kind: 'figure', ...options }) as const;

/** A chain as output, such as the best of a search. */
export const chainOut = (options: { label: Text; task: ChainTask }) => ({ kind: 'chain', ...options }) as const;

// ── Parameters ───────────────────────────────────────────────────────────────────────────────────────────────────────

/** A list of columns of the table at a port; empty (the default) lets the step choose all that suit. */
export function columns(options: { port: string; types?: readonly ColumnType[]; text: ParameterText }) {
  const meta: ParameterMeta = {
    ...options.text,
    columns: { port: options.port, types: options.types ?? null, many: true },
  };
  return z
    .array(z.string())
    .default([])
    .meta({ ...meta });
}

/** One column of the table at a port; null (the default) lets the step choose. */
export function column(options: {
  port: string;
  types?: readonly ColumnType[];
  text: ParameterText;
  /** A fitted model does not ask for it again: a target. */
  onlyToFit?: true;
}) {
  const { port, types = null, onlyToFit } = options;
  const meta: ParameterMeta = {
    ...options.text,
    columns: { port, types, many: false, ...(onlyToFit ? { onlyToFit } : {}) },
  };
  return z
    .string()
    .nullable()
    .default(null)
    .meta({ ...meta });
}

// ── What a step reads and gives ──────────────────────────────────────────────────────────────────────────────────────

/** A fitted model with what is needed to apply it safely. */
export interface FittedModel<M = unknown> {
  readonly step: string;
  readonly stepVersion: number;
  readonly parameters: Readonly<Record<string, unknown>>;
  /** The chains that it was made of, by port, where it takes any. */
  readonly chains?: Readonly<Record<string, readonly Chain[]>>;
  /** The columns of the tables it was fitted on, by port. */
  readonly schema: Readonly<Record<string, readonly { readonly name: string; readonly type: ColumnType }[]>>;
  /** Content hashes of its training inputs, by port. */
  readonly trainedOn: Readonly<Record<string, readonly string[]>>;
  readonly nTrainingRows: number;
  /** How the columns of its schema lay in its training tables, by port; kept where a project runs the step. */
  readonly shapes?: Readonly<Record<string, readonly KeptShape[]>>;
  /** How its tables come from datasets; kept where a project runs the step. */
  readonly lineage?: Lineage;
  /** What `fit` returned: plain values and typed arrays. */
  readonly content: M;
}

export type Needs = Readonly<Record<string, InputPort>>;
export type Gives = Readonly<Record<string, OutputPort>>;
export type ParametersSchema = z.ZodObject;

type Filled<P extends InputPort, V> = P extends { max: 1; optional: true }
  ? V | null
  : P extends { max: 1 }
    ? V
    : readonly V[];

/** What a step receives: a table, model or list at each port; null where an optional port is unconnected. */
export type Inputs<N extends Needs> = {
  readonly [K in keyof N]: N[K] extends { kind: 'chain' }
    ? readonly Chain[]
    : N[K] extends { kind: 'model' }
      ? Filled<N[K], FittedModel>
      : Filled<N[K], Table>;
};

type OutputOf<P extends OutputPort> = P extends { kind: 'table' }
  ? Table
  : P extends { kind: 'metric' }
    ? number | MetricValue | null
    : P extends { kind: 'figure' }
      ? Figure | null
      : P extends { kind: 'chain' }
        ? Chain | null
        : never;

/** What a step returns: one value an output; a figure, metric or chain that has nothing to say is null. */
export type Outputs<G extends Gives> = { readonly [K in keyof G]: OutputOf<G[K]> };

/** The size of a step's inputs, for declaring memory before it runs: the largest table and all of them. */
export interface InputShape {
  readonly nRows: number;
  readonly nColumns: number;
  readonly bytes: number;
}

/** A read-only question about a panel's inputs, answered within 100 ms while a person moves a slider. */
export interface Question {
  readonly label: Text;
  readonly input: z.ZodType;
  /** Its field `customer` alone is enough, and what is answered can be shown to a merchant as it is. */
  readonly isAboutCustomer?: boolean;
  answer(context: Context, inputs: never, parameters: never, input: never): unknown;
}

interface StepCommon<P extends ParametersSchema, N extends Needs> {
  /** `family.name`. */
  readonly id: string;
  /** Raised when a parameter or the bytes of an output change. */
  readonly version: number;
  readonly text: StepText;
  /** DOIs, arXiv ids or addresses of what the step follows. */
  readonly references: readonly string[];
  readonly needs: N;
  /** It trains a neural model, so that a forced backend changes its results. */
  readonly tensor?: true;
  readonly parameters: P;
  /** By version, how parameters stored then become those of the next version. */
  readonly upgrade?: Readonly<Record<number, (stored: Record<string, unknown>) => Record<string, unknown>>>;
  /** Peak bytes beyond its inputs. */
  memory(shape: InputShape, parameters: z.output<P>): number;
  readonly questions?: Readonly<Record<string, Question>>;
  /** The kind of chain it can be part of, or null. */
  readonly task?: ChainTask;
}

/** A step from tables and models to outputs. */
export interface TransformDefinition<P extends ParametersSchema, N extends Needs, G extends Gives> extends StepCommon<
  P,
  N
> {
  readonly gives: G;
  run(context: Context, inputs: Inputs<N>, parameters: z.output<P>): Promise<Outputs<G>> | Outputs<G>;
  /**
   * How it gives its tables for newer data, where that is more than running it again: what it settled on the old data stays, and what
   * it says of customers is as of a moment.
   *
   * @param learned its inputs when a model below it was fitted. @param asOf the end of the new data where it is null
   */
  anew?(
    context: Context,
    learned: Inputs<N>,
    inputs: Inputs<N>,
    parameters: z.output<P>,
    asOf: number | null,
  ): Promise<Partial<Outputs<G>>> | Partial<Outputs<G>>;
}

/**
 * A step that learns. Its fit panel gives the model, what `describe` says of it, and the outputs of applying it to the
 * training tables; its apply panel gives `gives` for other tables.
 */
export interface EstimatorDefinition<
  P extends ParametersSchema,
  N extends Needs,
  G extends Gives,
  D extends Gives,
  M,
> extends StepCommon<P, N> {
  readonly gives: G;
  /** Outputs of the fit panel alone, such as a loss curve. */
  readonly describes?: D;
  /** Ports that the apply panel does not read. */
  readonly onlyToFit?: readonly (keyof N & string)[];
  fit(context: Context, inputs: Inputs<N>, parameters: z.output<P>): Promise<M> | M;
  apply(context: Context, model: M, inputs: Inputs<N>, parameters: z.output<P>): Promise<Outputs<G>> | Outputs<G>;
  describe?(context: Context, model: M, inputs: Inputs<N>, parameters: z.output<P>): Promise<Outputs<D>> | Outputs<D>;
  /** The weights of a neural model, as a safetensors file, for those who take them elsewhere. */
  weights?(model: M): Uint8Array;
  /** How a fitted recommender answers; set by `defineRecommender`. */
  readonly recommender?: RecommenderModel<M>;
  /** How a fitted predictor answers; set by `definePredictor`. */
  readonly predictor?: PredictorModel<M>;
  /** The columns that a model will need again, by port; where left out, those that column parameters name. */
  schema?(model: M): FittedModel['schema'];
}

type AnyFunction = (...args: never[]) => unknown;
type Erased<T> = {
  readonly [K in keyof T]: T[K] extends AnyFunction | undefined ? (...args: never[]) => unknown : T[K];
};

/** Any step, as the frame holds it: the types of its functions are erased, its schemas check what enters. */
export type StepDefinition =
  | ({ readonly form: 'transform' } & Erased<TransformDefinition<ParametersSchema, Needs, Gives>>)
  | ({ readonly form: 'estimator' } & Erased<
      Omit<
        EstimatorDefinition<ParametersSchema, Needs, Gives, Gives, never>,
        'describe' | 'weights' | 'recommender' | 'predictor' | 'schema'
      >
    > & {
        readonly describe?: (...args: never[]) => unknown;
        readonly weights?: (model: never) => Uint8Array;
        readonly recommender?: RecommenderModel<never>;
        readonly predictor?: PredictorModel<never>;
        readonly schema?: (model: never) => FittedModel['schema'];
      });

/** Registers nothing by itself: the family's index exports what this returns. */
export function defineStep<P extends ParametersSchema, N extends Needs, G extends Gives>(
  definition: TransformDefinition<P, N, G>,
) {
  return { form: 'transform', ...definition } as const;
}

/** See {@link EstimatorDefinition}. */
export function defineEstimator<P extends ParametersSchema, N extends Needs, G extends Gives, D extends Gives, M>(
  definition: EstimatorDefinition<P, N, G, D, M>,
) {
  return { form: 'estimator', ...definition } as const;
}

/** A question about inputs and parameters of the given types. */
export function question<N extends Needs, P extends ParametersSchema, I extends z.ZodType>(
  _needs: N,
  _parameters: P,
  definition: {
    label: Text;
    input: I;
    isAboutCustomer?: boolean;
    answer(context: Context, inputs: Inputs<N>, parameters: z.output<P>, input: z.output<I>): unknown;
  },
): Question {
  return definition;
}

/** The parameters of a step with its defaults, and the given ones over them. @throws bad-parameter */
export function parametersOf<P extends ParametersSchema>(
  step: { readonly parameters: P },
  given: Readonly<Record<string, unknown>> = {},
): z.output<P> {
  const parsed = step.parameters.strict().safeParse(given);
  if (parsed.success) return parsed.data as z.output<P>;
  const issue = parsed.error.issues[0];
  const name = issue?.code === 'unrecognized_keys' ? (issue.keys[0] ?? '') : String(issue?.path[0] ?? '');
  throw new ClienteleError('bad-parameter', {
    parameter: name,
    value: name in given ? JSON.stringify(given[name]) : '',
    detail: issue ? issueText(issue) : '',
  });
}
