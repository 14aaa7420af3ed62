import { ClienteleError } from '../../../contract/errors.ts';
import { cellAt, isNull, type Column } from '../../table/column.ts';
import { numberAt, type Table } from '../../table/table.ts';
import { messageWords } from '../message-words.ts';
import type { CommonParameters } from './parameters.ts';
import type { TargetInfo, TargetKind, TrainingTarget } from './predictor.ts';
import { predictText as text } from './texts.ts';

/** More different values than this are an id or a number, not classes. */
const MOST_CLASSES = 100;

/** A column of so many values is taken for classes where nobody said what to predict. */
const FEW = 10;

/** Fewer rows than this teach nothing. */
const LEAST_ROWS = 10;

const NAMES =
  /^(target|label|y|class|outcome|churn(ed)?|response|responded|converted|conversion|purchased|exited|流失|目标|是否.*)$/iu;
const EVENTS = /^(yes|y|true|t|1|churn(ed)?|left|exited|converted|bought|是|有|流失)$/iu;

/** What is asked of a target. */
type Asked = Pick<CommonParameters, 'target' | 'kind' | 'positive'>;

/**
 * The column to predict.
 *
 * @param kinds what the model can predict.
 * @throws missing-column; no-usable-column where none was chosen and none suits
 */
export function findTarget(table: Table, { target, kind }: Asked, kinds: readonly TargetKind[]): Column {
  if (target !== null) return table.column(target);
  const allowed = kind === 'auto' ? kinds : [kind];
  const suits = (column: Column): boolean => {
    if (column.type === 'number') return allowed.includes('number') || hasFewValues(column, FEW);
    return column.type !== 'date' && allowed.includes('classes');
  };
  const outcomes = table.columns.filter(({ role }) => role === 'outcome');
  // What a table says its outcome is, is never passed over for a feature; a model that cannot predict it says so.
  const outcome = outcomes.find(suits) ?? outcomes[0];
  const free = table.columns.filter((column) => column.role === null && suits(column));
  const few = (column: Column): boolean => column.type !== 'number' && hasFewValues(column, FEW);
  const found =
    outcome ??
    free.find(({ name }) => NAMES.test(name)) ??
    free.findLast(few) ??
    free.findLast(({ type }) => type === 'number');
  if (!found) throw new ClienteleError('no-usable-column', { detail: text.source.messages['no-target'] });
  return found;
}

/** Whether a column's values are classes or a number, as asked or as they look. @throws target-unusable */
function kindOf(column: Column, asked: CommonParameters['kind'], kinds: readonly TargetKind[]): TargetKind {
  if (column.type === 'date') throw unusable(column, 'is-a-date');
  const only = kinds.length === 1 ? kinds[0] : undefined;
  const kind =
    only ??
    (asked === 'auto' ? null : asked) ??
    (column.type === 'number' && !hasFewValues(column, 2) ? 'number' : 'classes');
  if (kind === 'number' && column.type !== 'number') throw unusable(column, 'not-a-number');
  return kind;
}

function hasFewValues(column: Column, most: number): boolean {
  const seen = new Set<unknown>();
  for (let row = 0; row < column.length && seen.size <= most; row++)
    if (!isNull(column, row)) seen.add(cellAt(column, row));
  return seen.size <= most;
}

/** A target with the rows that have it. */
export interface ReadTarget {
  readonly target: TrainingTarget;
  /** Positions in the table, ascending. */
  readonly rows: Int32Array;
}

/**
 * Reads the target of training rows, leaving out rows without one.
 *
 * @throws too-few-rows, target-unusable, bad-parameter, infinite-values, no-usable-column, missing-column
 */
export function readTarget(table: Table, asked: Asked, kinds: readonly TargetKind[]): ReadTarget {
  if (table.nRows < LEAST_ROWS) throw tooFew(table.nRows);
  const column = findTarget(table, asked, kinds);
  const kind = kindOf(column, asked.kind, kinds);
  const rows = Int32Array.from({ length: table.nRows }, (_, row) => row).filter((row) => !isNull(column, row));
  if (rows.length === 0) throw unusable(column, 'no-values');
  if (rows.length < LEAST_ROWS) throw tooFew(rows.length);
  if (kind === 'number') return { target: readNumbers(column, rows), rows };
  return { target: readClasses(column, rows, asked.positive), rows };
}

function readNumbers(column: Column, rows: Int32Array): TrainingTarget {
  const values = Float64Array.from(rows, (row) => numberAt(column as never, row));
  const infinite = values.filter((value) => !Number.isFinite(value)).length;
  if (infinite > 0) throw new ClienteleError('infinite-values', { column: column.name, count: infinite });
  if (values.every((value) => value === values[0])) throw unusable(column, 'one-class', { value: String(values[0]) });
  return { column: column.name, kind: 'number', classes: [], codes: new Int32Array(0), values };
}

function readClasses(column: Column, rows: Int32Array, positive: string): TrainingTarget {
  const names = Array.from(rows, (row) => className(column, row));
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  if (counts.size === 1) throw unusable(column, 'one-class', { value: names[0] ?? '' });
  if (counts.size > MOST_CLASSES) throw unusable(column, 'many-classes', { count: counts.size, most: MOST_CLASSES });
  const classes = orderClasses(column, counts, positive);
  for (const name of classes)
    if (counts.get(name)! < 2) throw unusable(column, 'rare-class', { value: name, count: counts.get(name)! });
  const codeOf = new Map(classes.map((name, code) => [name, code]));
  const codes = Int32Array.from(names, (name) => codeOf.get(name)!);
  return { column: column.name, kind: 'classes', classes, codes, values: new Float64Array(0) };
}

/** What a value is called as a class. */
function className(column: Column, row: number): string {
  const value = cellAt(column, row);
  return typeof value === 'boolean' ? (value ? 'yes' : 'no') : String(value);
}

/** Numbers by size, words by code; of two the event comes second. */
function orderClasses(column: Column, counts: ReadonlyMap<string, number>, positive: string): string[] {
  const classes = [...counts.keys()].sort((a, b) =>
    column.type === 'number' ? Number(a) - Number(b) : a < b ? -1 : 1,
  );
  if (positive !== '' && !counts.has(positive))
    throw new ClienteleError('bad-parameter', {
      parameter: 'positive',
      value: positive,
      detail: messageWords(text.message('unknown-event', { column: column.name })),
    });
  if (classes.length !== 2) return classes;
  const rarer = counts.get(classes[0]!)! < counts.get(classes[1]!)! ? 0 : 1;
  const event = positive === '' ? classes.findIndex((name) => EVENTS.test(name)) : classes.indexOf(positive);
  return (event < 0 ? rarer : event) === 0 ? [classes[1]!, classes[0]!] : classes;
}

/**
 * The classes or numbers of a target that a model knows, in other rows; −1 and NaN where there is none that it knows.
 *
 * @returns null where the table does not have the column.
 */
export function knownTarget(
  table: Table,
  { column: name, kind, classes }: TargetInfo,
): Int32Array | Float64Array | null {
  const column = table.find(name);
  if (!column || column.type === 'date') return null;
  if (kind === 'number')
    return column.type === 'number'
      ? Float64Array.from({ length: table.nRows }, (_, row) => numberAt(column, row))
      : null;
  const codeOf = new Map(classes.map((value, code) => [value, code]));
  return Int32Array.from({ length: table.nRows }, (_, row) =>
    isNull(column, row) ? -1 : (codeOf.get(className(column, row)) ?? -1),
  );
}

const tooFew = (got: number) => new ClienteleError('too-few-rows', { needed: LEAST_ROWS, got, parameter: 'target' });

function unusable(
  { name, label }: Column,
  code: 'one-class' | 'no-values' | 'rare-class' | 'many-classes' | 'not-a-number' | 'is-a-date',
  values: Readonly<Record<string, string | number>> = {},
): ClienteleError {
  return new ClienteleError('target-unusable', {
    column: label ?? name,
    detail: messageWords(text.message(code, values)),
  });
}
