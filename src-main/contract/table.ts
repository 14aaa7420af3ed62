import { z } from 'zod';
import type { Text } from './text.ts';

export const columnTypes = ['number', 'date', 'boolean', 'text'] as const;

/** What a column holds. Dates are wall-clock times in epoch milliseconds; ids are text. */
export type ColumnType = (typeof columnTypes)[number];

export const columnRoles = [
  'customerId', 'itemId', 'orderId', 'time', 'quantity', 'price', 'amount', 'discount', 'cost', 'stock',
  'rating', 'text', 'itemName', 'category', 'customerName', 'place', 'channel', 'eventType',
  'treatment', 'outcome', 'sessionId', 'birthDate', 'contact', 'picture',
] as const; // prettier-ignore

/** What a column means to a shop; steps ask for roles, not for names. */
export type ColumnRole = (typeof columnRoles)[number];

/** Roles of columns that say who someone is, or lead to them. */
export const personalRoles: readonly ColumnRole[] = [
  'customerId', 'customerName', 'contact', 'birthDate', 'orderId', 'sessionId',
]; // prettier-ignore

export const tableRoles = [
  'interactions', 'orders', 'customers', 'products', 'reviews', 'campaigns', 'sessions', 'plain',
] as const; // prettier-ignore

/** What a table is to a shop; it follows from the roles of its columns. */
export type TableRole = (typeof tableRoles)[number];

export const entities = ['customer', 'product', 'order', 'none'] as const;

/** What one row is about. */
export type Entity = (typeof entities)[number];

/** The column role that holds an entity's key. */
export const keyRoles: Readonly<Record<Exclude<Entity, 'none'>, ColumnRole>> = {
  customer: 'customerId',
  product: 'itemId',
  order: 'orderId',
};

export const units = ['money', 'days', 'count', 'share', 'score', 'year'] as const;

/** How a number is written: money in the dataset's currency, whole days, a count, a share shown as per cent, a score, a year. */
export type Unit = (typeof units)[number];

/** One column without its values. */
export interface ColumnInfo {
  readonly name: string;
  readonly type: ColumnType;
  readonly role: ColumnRole | null;
  readonly unit: Unit | null;
  /** A name for display; absent where the column's own name is all there is. */
  readonly label: Text | null;
  /** What its values are called, where they are names; only where a table is shown. */
  readonly words?: ValueWords;
}

/** What the values of a text column are called where a person reads them: the names of columns, of measures, of models. */
export interface ValueWords {
  readonly names: Readonly<Record<string, Text>>;
  /** Names also stand inside longer values, as in rules. */
  readonly within: boolean;
  /** Values are JSON that holds a sentence in every language. */
  readonly sentences?: true;
}

/** One table without its rows. */
export interface TableInfo {
  readonly columns: readonly ColumnInfo[];
  readonly nRows: number;
  readonly entity: Entity;
  /** ISO 4217 code of every money column, or null where unknown. */
  readonly currency: string | null;
  /** Values of the itemId role that are no products, such as POST; they count in revenue and are never recommended. */
  readonly notProducts: readonly string[];
}

const columnName = z.string().min(1);

/** A condition on the rows of one table: filters, selections, segments and tags share it. */
export type Predicate =
  | { op: 'and' | 'or'; args: Predicate[] }
  | { op: 'not'; arg: Predicate }
  | { op: 'between'; column: string; min: number | null; max: number | null }
  | { op: 'in'; column: string; values: (string | number | boolean)[] }
  | { op: 'contains'; column: string; text: string }
  | { op: 'null'; column: string }
  | { op: 'polygon'; x: string; y: string; points: [number, number][] };

/**
 * Validates a {@link Predicate}. `between` includes both ends; null means open; on dates the ends are epoch
 * milliseconds. `contains` ignores case. `polygon` is in data coordinates with even-odd filling.
 */
export const predicate: z.ZodType<Predicate> = z.lazy(() =>
  z.discriminatedUnion('op', [
    z.object({ op: z.enum(['and', 'or']), args: z.array(predicate).max(100) }),
    z.object({ op: z.literal('not'), arg: predicate }),
    z.object({ op: z.literal('between'), column: columnName, min: z.number().nullable(), max: z.number().nullable() }),
    z.object({
      op: z.literal('in'),
      column: columnName,
      values: z.array(z.union([z.string(), z.number(), z.boolean()])),
    }),
    z.object({ op: z.literal('contains'), column: columnName, text: z.string() }),
    z.object({ op: z.literal('null'), column: columnName }),
    z.object({
      op: z.literal('polygon'),
      x: columnName,
      y: columnName,
      points: z
        .array(z.tuple([z.number(), z.number()]))
        .min(3)
        .max(10_000),
    }),
  ]),
);

/** Which table: a version of a dataset, an output of a panel, or any stored output by its content hash. */
export const tableRef = z.discriminatedUnion('from', [
  z.object({ from: z.literal('dataset'), datasetId: z.string() }),
  z.object({ from: z.literal('panel'), panelId: z.string(), output: z.string() }),
  z.object({ from: z.literal('output'), hash: z.string() }),
]);
export type TableRef = z.output<typeof tableRef>;

export const tableSort = z.object({ column: columnName, descending: z.boolean().default(false) });
export type TableSort = z.output<typeof tableSort>;

/** A cell as it crosses to the window: dates as epoch milliseconds. */
export type Cell = string | number | boolean | null;

/** The rows on screen. */
export interface TablePage {
  readonly info: TableInfo;
  /** Rows that pass filter and search, of which `rows` is a window from `offset`. */
  readonly nMatching: number;
  readonly offset: number;
  readonly rows: readonly (readonly Cell[])[];
  /** For each row its position in the unsorted, unfiltered table. */
  readonly rowIndices: readonly number[];
  /** For each row whether it is in the current selection; null where nothing is selected, or nothing that reaches this table. */
  readonly selected: readonly boolean[] | null;
}

/** What a column holds, computed over all rows. */
export interface ColumnProfile {
  readonly column: ColumnInfo;
  readonly nRows: number;
  readonly nMissing: number;
  readonly nDistinct: number;
  /** Numbers and dates only. */
  readonly quantiles: { min: number; q25: number; median: number; q75: number; max: number } | null;
  readonly mean: number | null;
  readonly standardDeviation: number | null;
  /** `edges` has one more entry than `counts`. */
  readonly histogram: { edges: readonly number[]; counts: readonly number[] } | null;
  /** Text and booleans: the most frequent first, at most ten. */
  readonly topValues: readonly { value: string; count: number }[] | null;
}
