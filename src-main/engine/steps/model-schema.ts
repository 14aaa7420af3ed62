import { ClienteleError } from '../../contract/errors.ts';
import type { ParameterMeta } from '../../contract/step.ts';
import type { ColumnType } from '../../contract/table.ts';
import { escapeMessage, type Text } from '../../contract/text.ts';
import { Table } from '../table/table.ts';
import type { FittedModel, StepDefinition } from './define.ts';

type Estimator = Extract<StepDefinition, { form: 'estimator' }>;
type Values = Readonly<Record<string, unknown>>;
type ColumnNeed = FittedModel['schema'][string][number];

/**
 * The columns that a model will need again, by port: those its column parameters name. Where such a parameter leaves the
 * choice to the step, those are the number columns without a role, as {@link Table.features} chooses them.
 */
export function columnsToKeep(definition: Estimator, inputs: Values, parameters: Values): FittedModel['schema'] {
  const schema: Record<string, ColumnNeed[]> = {};
  for (const [port, input] of Object.entries(inputs)) {
    if (!(input instanceof Table) || definition.onlyToFit?.includes(port)) continue;
    const names = new Set(
      columnParameters(definition, port).flatMap(({ name, types }) => chosenColumns(input, parameters[name], types)),
    );
    schema[port] = input.columns.filter((column) => names.has(column.name)).map(({ name, type }) => ({ name, type }));
  }
  return schema;
}

function columnParameters(
  definition: Estimator,
  port: string,
): { name: string; types: readonly ColumnType[] | null }[] {
  return Object.entries(definition.parameters.shape).flatMap(([name, parameter]) => {
    const meta = (parameter as unknown as { meta(): unknown }).meta() as ParameterMeta | undefined;
    return meta?.columns?.port === port && !meta.columns.onlyToFit ? [{ name, types: meta.columns.types }] : [];
  });
}

function chosenColumns(table: Table, chosen: unknown, types: readonly ColumnType[] | null): string[] {
  if (typeof chosen === 'string') return [chosen];
  if (!Array.isArray(chosen)) return [];
  if (chosen.length > 0) return chosen as string[];
  if (types && !types.includes('number')) return [];
  return table.columns
    .filter((column) => column.type === 'number' && column.role === null)
    .map((column) => column.name);
}

/**
 * Refuses tables that a model cannot read, naming every column that stands in the way.
 *
 * @throws model-mismatch
 */
export function checkModel(definition: Estimator, model: FittedModel, tables: Values): void {
  if (model.step !== definition.id) throw mismatch([madeBy(model.step, definition.id)]);
  const problems: Text[] = [];
  for (const [port, needed] of Object.entries(model.schema)) {
    const table = tables[port];
    if (table instanceof Table) problems.push(...needed.flatMap((need) => columnProblem(table, need)));
  }
  if (problems.length > 0) throw mismatch(problems);
}

/** What is wrong with a table's column that is needed; nothing where it is there as it should be. */
export function columnProblem(table: Table, { name, type }: ColumnNeed): Text[] {
  const column = table.find(name);
  if (column?.type === type) return [];
  const shown = escapeMessage(name);
  if (!column) return [{ en: `“${shown}” is missing`, zh: `缺少列“${shown}”` }];
  return [
    {
      en: `“${shown}” is ${TYPES[column.type].en}, not ${TYPES[type].en}`,
      zh: `列“${shown}”是${TYPES[column.type].zh}，而不是${TYPES[type].zh}`,
    },
  ];
}

const TYPES: Readonly<Record<ColumnType, Text>> = {
  number: { en: 'a number', zh: '数值' },
  date: { en: 'a date', zh: '日期' },
  boolean: { en: 'yes or no', zh: '是否值' },
  text: { en: 'text', zh: '文本' },
};

const madeBy = (got: string, needed: string): Text => ({
  en: `it was made by ${escapeMessage(got)}, not by ${escapeMessage(needed)}`,
  zh: `它由 ${escapeMessage(got)} 生成，而不是 ${escapeMessage(needed)}`,
});

/** Reasons as one part of a sentence. */
export const joinReasons = (reasons: readonly Text[]): Text => ({
  en: reasons.map(({ en }) => en).join('; '),
  zh: reasons.map(({ zh }) => zh).join('；'),
});

const mismatch = (problems: readonly Text[]): ClienteleError =>
  new ClienteleError('model-mismatch', { detail: joinReasons(problems) });
