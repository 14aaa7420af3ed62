import { z } from 'zod';
import { tableRef, type ColumnRole, type ColumnType, type Entity, type TableRole, type Unit } from './table.ts';
import type { Text } from './text.ts';

export const families = [
  'prepare', 'features', 'select', 'transform', 'project', 'cluster', 'profile', 'predict', 'explain', 'tune',
  'forecast', 'anomaly', 'recommend', 'evaluate', 'search', 'text', 'content', 'campaign', 'privacy',
] as const; // prettier-ignore

/** The part of a step's id before the dot; the gallery groups by it. */
export type Family = (typeof families)[number];

/** What a chain is for; a step that takes chains asks for one kind. */
export type ChainTask = 'recommend' | 'cluster' | 'transform' | 'predict';

/** One entry of a chain: each reads what the one before it gives. */
export const chainLink = z.object({
  step: z.string(),
  parameters: z.record(z.string(), z.unknown()).default({}),
  /** For a step that itself takes chains, such as a blend: those, by port; its defaults where left out. */
  get chains(): z.ZodOptional<z.ZodRecord<z.ZodString, z.ZodArray<typeof chain>>> {
    return z.record(z.string(), z.array(chain)).optional();
  },
});

/** Steps with parameters, as a value; not yet fitted. */
export const chain = z.object({ title: z.string().optional(), steps: z.array(chainLink).min(1).max(20) });
export type Chain = z.output<typeof chain>;

/** What a panel's input port is connected to. */
export const inputRef = z.union([
  tableRef,
  z.object({ from: z.literal('segment'), segmentId: z.string() }),
  z.object({ from: z.literal('chain'), chain }),
]);
export type InputRef = z.output<typeof inputRef>;

/** Connections of a panel by port; ports that take several hold a list. */
export const inputRefs = z.record(z.string(), z.array(inputRef).max(50));
export type InputRefs = z.output<typeof inputRefs>;

/** A port that reads a table. */
export interface TablePort {
  readonly kind: 'table';
  readonly label: Text;
  /** Column roles without which the step cannot run. */
  readonly roles: readonly ColumnRole[];
  /** What one row must be about; 'any' accepts all. */
  readonly entity: Entity | 'any';
  /** The table role that suits best, used to propose an input. */
  readonly prefers: TableRole | null;
  /** The output name that suits best (`rfm`), or several that suit alike, used to propose an input. */
  readonly prefersOutput: string | readonly string[] | null;
  /** Whether nothing else is proposed: a person who has no such output chooses. */
  readonly nothingElse?: boolean;
  readonly optional: boolean;
  /** How many tables it takes. */
  readonly max: number;
}

/** A port that reads a fitted model. */
export interface ModelPort {
  readonly kind: 'model';
  readonly label: Text;
  /** Ids of the steps whose models it reads; a trailing `*` matches a family. */
  readonly steps: readonly string[];
  /** Steps whose models it reads and has little use for: they are proposed last. */
  readonly unlikely?: readonly string[];
  readonly optional: boolean;
  readonly max: number;
}

/** A port that takes chains as values and fits them inside folds. */
export interface ChainPort {
  readonly kind: 'chain';
  readonly label: Text;
  readonly task: ChainTask;
  readonly min: number;
  readonly max: number;
  /** Chains used where a person chose none. */
  readonly default: readonly Chain[];
}

export type InputPort = TablePort | ModelPort | ChainPort;

/**
 * What the values of a text column name, so that they can be shown in words: columns of the table at a port (`within`: also
 * inside longer values, as in rules), columns of another table that the step gives, chains at a port, a target's yes and no, or what is listed.
 */
export type ValueNames =
  | { readonly of: 'columns'; readonly port: string; readonly within?: boolean }
  | { readonly of: 'given'; readonly output: string }
  | { readonly of: 'chains'; readonly port: string }
  /** The yes and no of a target that is a flag. */
  | { readonly of: 'flags'; readonly port: string }
  /** The values are JSON that holds a sentence in every language. */
  | { readonly of: 'sentences' }
  | { readonly of: 'list'; readonly names: Readonly<Record<string, Text>> };

/** One output of a step. */
export type OutputPort =
  | {
      readonly kind: 'table';
      readonly label: Text;
      readonly name: string;
      readonly entity: Entity | 'same';
      readonly publish: boolean;
      /** What it means that there is no row, and what one can do; nothing is said of it where left out. */
      readonly empty?: Text;
      /** By column: what its values name. */
      readonly words?: Readonly<Record<string, ValueNames | readonly ValueNames[]>>;
    }
  /** `hasWeights`: it is a neural model, whose weights can be written to a file. */
  | { readonly kind: 'model'; readonly label: Text; readonly hasWeights: boolean }
  | {
      readonly kind: 'metric';
      readonly label: Text;
      readonly better: 'higher' | 'lower' | 'none';
      /** How its number is written; a plain one where left out. Money is in the currency of the step's tables. */
      readonly unit?: Unit;
    }
  | { readonly kind: 'figure'; readonly label: Text }
  | { readonly kind: 'chain'; readonly label: Text; readonly task: ChainTask };

/** What the window knows of one parameter beside its JSON schema; written by `.meta()` into that schema. */
export interface ParameterMeta {
  readonly label: Text;
  readonly help: Text;
  readonly unit?: Text;
  /** What it means where nothing is chosen; the step's own choice where left out. */
  readonly empty?: Text;
  /** Shown under *More*. */
  readonly advanced?: boolean;
  /** Words for the values of an enumeration. */
  readonly options?: Readonly<Record<string, Text>>;
  /** A slider instead of a number field, where the range is meaningful. */
  readonly slider?: boolean;
  /** The parameter names columns of the table at this port. */
  readonly columns?: {
    readonly port: string;
    readonly types: readonly ColumnType[] | null;
    readonly many: boolean;
    /** A model does not need them again, as it does not need the target. */
    readonly onlyToFit?: true;
  };
  /** A list of tests and of groups, joined by all or any, of such lists: nested so deep at most. */
  readonly tree?: { readonly deepest: number };
  /** Several lines of text. */
  readonly multiline?: boolean;
  /** An epoch-millisecond date. */
  readonly date?: boolean;
  /** Values worth trying, as the tuning form writes them: `20, 50, 100`, `1 to 100 log`. */
  readonly tune?: string;
}

/** A question a step answers without running: what goes in, as a JSON schema. */
export interface QuestionInfo {
  readonly label: Text;
  readonly input: unknown;
  /** Whether it is about one customer, named in the field `customer`, so that customers can be gone through with a merchant. */
  readonly isAboutCustomer: boolean;
}

/** A step as the window, the command line and the help see it. */
export interface StepInfo {
  readonly id: string;
  readonly version: number;
  readonly family: Family;
  readonly title: Text;
  readonly summary: Text;
  /** What it is good for and how to read it; Markdown. */
  readonly about: Text;
  readonly references: readonly string[];
  readonly form: 'transform' | 'fit' | 'apply';
  readonly task: ChainTask | null;
  readonly needs: Readonly<Record<string, InputPort>>;
  readonly gives: Readonly<Record<string, OutputPort>>;
  /** JSON Schema of the parameters, with {@link ParameterMeta} in each property. */
  readonly parameters: unknown;
  readonly questions: Readonly<Record<string, QuestionInfo>>;
}

/** A measured quality, with its interval where one was computed. */
export interface MetricValue {
  readonly value: number;
  readonly lower?: number;
  readonly upper?: number;
  /** Where it depends on the data, in place of the port's. */
  readonly unit?: Unit;
}
