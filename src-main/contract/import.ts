import { z } from 'zod';
import { tableName } from './project.ts';
import { columnRoles, columnTypes, entities, units, type Cell, type TableRole } from './table.ts';
import type { Message } from './text.ts';

export const importFormats = ['csv', 'jsonl', 'xlsx', 'sqlite'] as const;
export type ImportFormat = (typeof importFormats)[number];

export const encodings = ['utf-8', 'utf-16le', 'utf-16be', 'gb18030', 'windows-1252'] as const;
export type Encoding = (typeof encodings)[number];

export const dateOrders = ['ymd', 'dmy', 'mdy', 'epoch-s', 'epoch-ms', 'excel'] as const;

/** How the numbers of a date column are to be read; `excel` counts days from the end of 1899. */
export type DateOrder = (typeof dateOrders)[number];

/** One record a line, or one list a line: a key and everything that belongs to it, read as a row for each pair. */
export const layouts = ['rows', 'lists'] as const;

const decimalMark = z.enum(['.', ',']);

/** What one column of the files becomes. */
export const importColumn = z.object({
  /** Its name in the files, made distinct (`name_2`); `column_3` where it has none. */
  source: z.string().max(1000),
  name: z.string().min(1).max(200),
  type: z.enum(columnTypes),
  role: z.enum(columnRoles).nullable(),
  unit: z.enum(units).nullable(),
  /** For dates. */
  dateOrder: z.enum(dateOrders).nullable(),
  /** For numbers; null for the plan's. */
  decimal: decimalMark.nullable().default(null),
  /** Words that stand for no value in this column; null for the plan's. */
  missingWords: z.array(z.string().max(100)).max(100).nullable().default(null),
  include: z.boolean(),
  /** The type was guessed from the first rows; should later ones not fit it, another may be taken. False once a person chose. */
  guessed: z.boolean().default(false),
});
export type ImportColumn = z.output<typeof importColumn>;

/** How a file is written. */
export const sourceFormat = z.object({
  format: z.enum(importFormats),
  /** The sheet of a workbook or the table of a database. */
  table: z.string().nullable(),
  encoding: z.enum(encodings),
  delimiter: z.string().length(1),
  /** Empty for none. */
  quote: z.string().max(1),
  header: z.boolean(),
  /** Lines above the header, or above the first row, that belong to no table. */
  skipLines: z.int().min(0).max(1000),
  layout: z.enum(layouts),
});
export type SourceFormat = z.output<typeof sourceFormat>;

/** One file, with what it does differently from the plan. */
export const importSource = z.object({
  path: z.string().min(1).max(4096),
  differs: sourceFormat.partial().default({}),
});

export const importTarget = z.discriminatedUnion('mode', [
  /** With `reuse`, a dataset that holds the same content already is used as it is, and nothing is added. */
  z.object({ mode: z.literal('new'), name: tableName, reuse: z.boolean().optional() }),
  /** Adds the rows that the dataset does not have yet. */
  z.object({ mode: z.literal('append'), datasetId: z.string() }),
  z.object({ mode: z.literal('replace'), datasetId: z.string() }),
]);

/** Everything that decides what an import makes of its files; proposed by the preview, corrected by the person. */
export const importPlan = sourceFormat.extend({
  sources: z.array(importSource).min(1).max(100),
  decimal: decimalMark,
  /** Words that stand for no value, beside the empty field; without regard to case. */
  missingWords: z.array(z.string().max(100)).max(100),
  /** What becomes of rows with fewer fields than the header: the rest is missing, or the row is kept apart. */
  shortRows: z.enum(['fill', 'reject']),
  columns: z.array(importColumn).min(1).max(20_000),
  currency: z.string().length(3).nullable(),
  entity: z.enum(entities),
  target: importTarget,
});
export type ImportPlan = z.output<typeof importPlan>;

/** What the person says of one column, by its name in the files. */
export const columnChoice = importColumn.partial().required({ source: true });
export type ColumnChoice = z.output<typeof columnChoice>;

/** What the person says of the files; what is left out is detected. */
export const importOptions = sourceFormat
  .extend({
    decimal: decimalMark,
    missingWords: z.array(z.string().max(100)).max(100),
    shortRows: z.enum(['fill', 'reject']),
  })
  .partial()
  .extend({ columns: z.array(columnChoice).max(20_000).optional() });
export type ImportOptions = z.output<typeof importOptions>;

/** What was seen of a column, and why it is taken for what it is. */
export interface ColumnEvidence {
  /** Of the rows looked at. */
  readonly nMissing: number;
  readonly nDistinct: number;
  /** The first distinct values, as they stand in the file. */
  readonly examples: readonly string[];
  readonly typeReason: Message;
  /** Null where no role is proposed. */
  readonly roleReason: Message | null;
  /** How sure the role is, from 0 to 1. */
  readonly confidence: number;
}

export const rejectReasons = ['too-many-fields', 'too-few-fields', 'not-a-number', 'not-a-date', 'not-a-boolean', 'not-a-record', 'open-quote'] as const; // prettier-ignore

/** Why a row was kept apart. */
export type RejectReason = (typeof rejectReasons)[number];

/** A row that does not fit. */
export interface PreviewReject {
  readonly line: number;
  readonly reason: RejectReason;
  readonly column: string;
  readonly text: string;
}

/** What an import would do, from the beginning of its files. */
export interface ImportPreview {
  readonly plan: ImportPlan;
  /** First rows as they would be imported, in the order of the plan's columns that are included. */
  readonly rows: readonly (readonly Cell[])[];
  /** The first rows that would be kept apart. */
  readonly rejects: readonly PreviewReject[];
  /** For each column of the plan. */
  readonly columns: readonly ColumnEvidence[];
  /** How many rows that was worked out from. */
  readonly nSampled: number;
  /** Sheets or tables to choose from. */
  readonly tables: readonly string[];
  readonly tableRole: TableRole;
  /** What should be looked at before going on. */
  readonly warnings: readonly Message[];
  readonly bytes: number;
}
