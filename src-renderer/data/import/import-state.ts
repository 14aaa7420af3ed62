import type {
  ColumnChoice,
  ImportColumn,
  ImportOptions,
  ImportPlan,
  ImportPreview,
  SourceFormat,
} from '../../../src-main/contract/import.ts';
import type { DatasetView } from '../../../src-main/contract/project.ts';
import { tableName } from '../../../src-main/contract/project.ts';

/** One thing that the person is asked. */
export type Question = 'reading' | 'columns' | 'money' | 'target';

/** What the person has said so far; the rest is as proposed. */
export interface ImportChoices {
  readonly options: ImportOptions;
  /** Undefined where the proposal stands. */
  readonly currency: string | null | undefined;
  readonly entity: ImportPlan['entity'] | undefined;
  readonly target: ImportPlan['target'] | null;
}

export const NO_CHOICES: ImportChoices = { options: {}, currency: undefined, entity: undefined, target: null };

/** What is asked of these files, in order: the currency only where there is money. */
export function questionsFor({ plan }: ImportPreview): Question[] {
  const hasMoney = plan.columns.some(({ include, unit }) => include && unit === 'money');
  return ['reading', 'columns', ...(hasMoney ? ['money' as const] : []), 'target'];
}

/** Whether a question is one that the proposal could not answer by itself. */
export function isUnsure(question: Question, preview: ImportPreview, plan: ImportPlan): boolean {
  if (question === 'money') return plan.currency === null;
  if (question === 'columns')
    return preview.columns.some(({ confidence }, i) => plan.columns[i]?.role !== null && confidence < 0.6);
  return question === 'reading' && preview.rejects.length > 0;
}

/** The options after the person changed how the files are read: what was said of columns stands while those are the same. */
export function readAs(
  options: ImportOptions,
  change: Partial<SourceFormat> & Omit<ImportOptions, 'columns'>,
): ImportOptions {
  const renames = ['format', 'table', 'delimiter', 'header', 'skipLines', 'layout', 'encoding'].some(
    (key) => key in change,
  );
  const { columns, ...rest } = options;
  return renames || !columns ? { ...rest, ...change } : { ...rest, ...change, columns };
}

/** The options after the person said something of one column. */
export function sayOfColumn(options: ImportOptions, source: string, said: Partial<ImportColumn>): ImportOptions {
  const before = options.columns ?? [];
  const known = before.find((choice) => choice.source === source);
  const choice: ColumnChoice = { ...known, source, ...said };
  return { ...options, columns: known ? before.map((one) => (one === known ? choice : one)) : [...before, choice] };
}

/** What a column becomes when its type is changed: dates need an order, only numbers have a unit. */
export function typeChange(column: ImportColumn, type: ImportColumn['type']): Partial<ImportColumn> {
  return {
    type,
    dateOrder: type === 'date' ? (column.dateOrder ?? 'ymd') : null,
    unit: type === 'number' ? column.unit : null,
    guessed: false,
  };
}

/** A name for a new table that no other has: `orders`, else `orders_2`. */
export function freeName(wanted: string, datasets: readonly Pick<DatasetView, 'name'>[]): string {
  const taken = new Set(datasets.map(({ name }) => name.toLowerCase()));
  for (let n = 1; ; n++) {
    const name = n === 1 ? wanted : `${wanted}_${n}`;
    if (!taken.has(name.toLowerCase())) return name;
  }
}

/** The plan that will be carried out. */
export function planOf(
  { plan }: ImportPreview,
  { currency, entity, target }: ImportChoices,
  datasets: readonly Pick<DatasetView, 'name'>[],
): ImportPlan {
  const proposed =
    plan.target.mode === 'new' ? { ...plan.target, name: freeName(plan.target.name, datasets) } : plan.target;
  return {
    ...plan,
    currency: currency === undefined ? plan.currency : currency,
    entity: entity ?? plan.entity,
    target: target ?? proposed,
  };
}

export type NameProblem = 'bad' | 'taken';

/** What is wrong with the name of a new table, or null. */
export function nameProblem(name: string, datasets: readonly Pick<DatasetView, 'name'>[]): NameProblem | null {
  if (!tableName.safeParse(name).success) return 'bad';
  return datasets.some((dataset) => dataset.name.toLowerCase() === name.toLowerCase()) ? 'taken' : null;
}

/** Words as a person writes them in one field. */
export const wordsOf = (text: string): string[] => [...new Set(text.split(/\s+/).filter((word) => word !== ''))];
