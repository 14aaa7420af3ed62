import { ClienteleError } from '../../contract/errors.ts';
import type { ImportColumn, ImportPlan } from '../../contract/import.ts';
import { keyRoles, type ColumnType } from '../../contract/table.ts';
import type { Message, Text } from '../../contract/text.ts';
import path from 'node:path';
import type { CancelSignal } from '../steps/context.ts';
import { codesOf, countNulls, type Column } from '../table/column.ts';
import { Table } from '../table/table.ts';
import { columnSamples } from './guess/sample.ts';
import { guessType } from './guess/types.ts';
import { readColumns } from './read-table.ts';
import { RejectLog } from './rejects.ts';
import { importWarning } from './warnings.ts';

/** What an import reports to, and what stops it. */
export interface ImportTools {
  readonly signal: CancelSignal;
  progress(fraction: number): void;
}

/** What an import made of its files. */
export interface ImportResult {
  readonly table: Table;
  /** The rows that did not fit: file, line, reason, column and the row's text. */
  readonly rejects: Table;
  /** `rejected` counts all of them, also those past what the table of rejects keeps; `retyped` columns. */
  readonly counts: { readonly rows: number; readonly rejected: number; readonly retyped: number };
  readonly warnings: readonly Message[];
  /** The plan as it was carried out. */
  readonly plan: ImportPlan;
}

/** A column that refuses more of the rows than this was guessed wrong from the first ones. */
const REFUSED_SHARE = 0.005;

const TYPE_NAMES: Readonly<Record<ColumnType, Text>> = {
  number: { en: 'number', zh: '数字' },
  date: { en: 'date', zh: '日期' },
  boolean: { en: 'yes or no', zh: '是或否' },
  text: { en: 'text', zh: '文本' },
};

/**
 * Reads the files of a plan. A column whose type was only guessed from the first rows, and that refuses many later ones,
 * is read again as what suits them.
 *
 * @throws file-not-found, unreadable-file, empty-file, cancelled
 */
export async function runImport(plan: ImportPlan, { signal, progress }: ImportTools): Promise<ImportResult> {
  let log = new RejectLog();
  let used = plan;
  let columns = await readColumns(plan, { signal, progress, onReject: log.add });
  const corrected = retyped(plan, log, columns[0]?.length ?? 0);
  if (corrected) {
    used = corrected;
    log = new RejectLog();
    columns = await readColumns(corrected, { signal, progress, onReject: log.add });
  }
  const nRows = columns[0]?.length ?? 0;
  if (nRows === 0 && log.total === 0)
    throw new ClienteleError('empty-file', { file: path.basename(plan.sources[0]?.path ?? '') });
  const changed = used.columns.filter(
    (column, at) => column.type !== plan.columns[at]!.type || column.dateOrder !== plan.columns[at]!.dateOrder,
  );
  const warnings = changed.map((column) =>
    importWarning('changed-type', { column: column.name, type: TYPE_NAMES[column.type] }),
  );
  const entity = provenEntity(plan, columns);
  if (entity !== plan.entity) {
    const key = columns.find((column) => plan.entity !== 'none' && column.role === keyRoles[plan.entity]);
    warnings.push(importWarning('entity-not-unique', { column: key?.name ?? '' }));
  }
  const name = plan.target.mode === 'new' ? plan.target.name : '';
  const table = new Table(columns, { name, entity, currency: plan.currency });
  progress(1);
  return {
    table,
    rejects: log.table(),
    counts: { rows: nRows, rejected: log.total, retyped: changed.length },
    warnings,
    plan: used,
  };
}

/** The plan with other types for columns that refused too much, or null where none did. */
function retyped(plan: ImportPlan, log: RejectLog, nRows: number): ImportPlan | null {
  const limit = (nRows + log.total) * REFUSED_SHARE;
  const columns = plan.columns.map((column): ImportColumn => {
    const { count, values } = log.refusedBy(column.name);
    return column.guessed && count > limit ? typedLike(column, values, plan) : column;
  });
  return columns.some((column, at) => column !== plan.columns[at]) ? { ...plan, columns } : null;
}

/** A column as the values that it refused suggest: read as dates the other way round, or as text. */
function typedLike(column: ImportColumn, refused: readonly string[], plan: ImportPlan): ImportColumn {
  const [sample] = columnSamples(
    refused.map((text) => [text]),
    [column.source],
  );
  const again =
    sample &&
    guessType(sample, {
      decimal: column.decimal ?? plan.decimal,
      missingWords: plan.missingWords,
      prefersMonthFirst: false,
    });
  const isOtherOrder =
    again?.type === 'date' && column.type === 'date' && again.dateOrder !== column.dateOrder && !again.isAmbiguousDate;
  if (isOtherOrder) return { ...column, dateOrder: again.dateOrder };
  return { ...column, type: 'text', dateOrder: null, unit: null };
}

/** The plan's entity if every row has a key of its own; the first rows may have had, and later ones not. */
function provenEntity({ entity }: ImportPlan, columns: readonly Column[]): ImportPlan['entity'] {
  if (entity === 'none') return entity;
  const key = columns.find(({ role }) => role === keyRoles[entity]);
  const isUnique =
    key?.type === 'text' &&
    countNulls(key) === 0 &&
    (!key.codes || codesOf(key).dictionary.length === key.length) &&
    distinctTexts(key) === key.length;
  return isUnique ? entity : 'none';
}

const distinctTexts = (key: Extract<Column, { type: 'text' }>): number => codesOf(key).dictionary.length;
