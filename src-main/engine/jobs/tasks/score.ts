import { ClienteleError, invariant } from '../../../contract/errors.ts';
import type { ImportColumn } from '../../../contract/import.ts';
import type { Message, Text } from '../../../contract/text.ts';
import type { Loader } from '../../notebook/load.ts';
import { partsOf } from '../../storage/table-parts.ts';
import type { Context } from '../../steps/context.ts';
import type { FittedModel } from '../../steps/define.ts';
import { MODEL } from '../../steps/describe.ts';
import { requireStep, runDefinition, type FoundStep } from '../../steps/registry.ts';
import { noCheckpoint, subContext } from '../../steps/sub-context.ts';
import { Table } from '../../table/table.ts';
import { requireMemory, shapeOf } from '../memory.ts';
import type { TaskTools } from '../perform.ts';
import type { Task, TaskResults } from '../protocol.ts';
import { readKnownFile } from './read-known-file.ts';
import { readRaw, replay } from './replay.ts';
import { contextOf } from './step.ts';
import { writeTable } from './write-table.ts';

type ScoreTask = Extract<Task, { kind: 'score' }>;
type ColumnNeed = FittedModel['schema'][string][number];

/** What reading, bringing raw data to the model, applying it and writing take of the whole. */
const [READ, REPLAYED, APPLIED] = [0.3, 0.6, 0.8];

/**
 * Applies a kept model to a table of the project, to a file, or to raw data that first goes the way of its training data; writes what it
 * gives, or gives it back for the project. The rows do not change.
 *
 * @throws model-mismatch naming every column that stands in the way; what reading a file throws; unfit-file, unfit-lineage,
 * panel-refused for raw data; too-much-memory, cancelled
 */
export async function scoreRows(task: ScoreTask, tools: TaskTools): Promise<TaskResults['score']> {
  const loader = tools.loaderOf(task.projectPath);
  const model = loader.bundle(task.model) as FittedModel;
  const step = requireStep(`${model.step}:apply`);
  const { port, output } = endsOf(step);
  const warnings: Message[] = [];
  const contextFor = (seed: number, from: number, to: number): Context =>
    subContext(
      contextOf({ ...tools, checkpoint: noCheckpoint, warn: (warning) => warnings.push(warning) }, seed),
      from,
      to,
    );
  const { table, nRejected } = await rowsOf(task.rows, model, port, loader, { ...tools, contextFor });
  tools.signal.throwIfAborted();
  const shape = shapeOf([table]);
  requireMemory(shape.bytes + step.memory(shape, {}), tools.budgetBytes, shape.nRows);
  const context = contextFor(0, REPLAYED, APPLIED);
  const given = await runDefinition(step, context, { [MODEL]: [model], [port]: [table] }, {});
  const scored = given[output];
  invariant(scored instanceof Table, `“${step.info.id}” gives the table “${output}”`);
  const written = withNames(scored, table);
  const told = { nRows: written.nRows, nRejected, warnings };
  if (!task.to) return { ...told, path: '', table: partsOf(written) };
  await writeTable(written, task.to.path, task.to.format, {
    ...tools,
    progress: (fraction) => tools.progress(APPLIED + (1 - APPLIED) * fraction),
  });
  return { ...told, path: task.to.path };
}

interface RowTools extends TaskTools {
  contextFor(seed: number, from: number, to: number): Context;
}

/** The rows that the model is to score, and how many of the files' rows could not be read. */
async function rowsOf(
  rows: ScoreTask['rows'],
  model: FittedModel,
  port: string,
  loader: Loader,
  tools: RowTools,
): Promise<{ table: Table; nRejected: number }> {
  if (rows.from === 'file') return readFile(rows.path, model.schema[port] ?? [], tools);
  if (rows.from === 'table') return { table: loader.table(rows.input), nRejected: 0 };
  if (!model.lineage) throw new ClienteleError('unfit-lineage', { detail: TOO_OLD });
  const { tables, nRejected } = await readRaw(model.lineage, rows, loader, tools.contextFor(0, 0, READ));
  const shape = shapeOf(tables);
  requireMemory(2 * shape.bytes, tools.budgetBytes, shape.nRows);
  const contextFor = (seed: number, share: number): Context =>
    tools.contextFor(seed, READ + (REPLAYED - READ) * share, REPLAYED);
  return { table: await replay(model.lineage, port, tables, rows.asOf, { loader, contextFor }), nRejected };
}

const TOO_OLD: Text = {
  en: 'it was made before models kept what stands above them, so run its panel again',
  zh: '它生成时模型尚未保存其上方的面板，请重新运行其面板',
};

/** The port that the rows go in by, and the table that comes out first. @throws missing-input where a model needs more than one table */
function endsOf({ info }: FoundStep): { port: string; output: string } {
  const ports = Object.entries(info.needs).filter(([name, port]) => name !== MODEL && port.kind === 'table');
  const [first, ...others] = ports;
  const [output] = Object.entries(info.gives).find(([, { kind }]) => kind === 'table') ?? [];
  invariant(first && output !== undefined, `“${info.id}” turns a table into a table`);
  const needed = others.find(([, port]) => !('optional' in port && port.optional));
  if (needed) throw new ClienteleError('missing-input', { input: needed[1].label });
  return { port: first[0], output };
}

function readFile(file: string, needs: readonly ColumnNeed[], { signal, progress }: TaskTools) {
  const needOf = new Map(needs.map(({ name, type }) => [name, type]));
  const known = (column: ImportColumn): ImportColumn => {
    const type = needOf.get(column.name);
    return type === undefined ? column : readAs(column, type);
  };
  const report = (fraction: number): void => progress(READ * fraction);
  return readKnownFile(file, (plan) => ({ ...plan, columns: plan.columns.map(known) }), { signal, progress: report });
}

/** A file does not say that its codes are texts, or that its 0 and 1 mean no and yes: the model does. */
const readAs = (column: ImportColumn, type: ColumnNeed['type']): ImportColumn => ({
  ...column,
  type,
  role: null,
  unit: null,
  dateOrder: type === 'date' ? (column.dateOrder ?? 'ymd') : null,
  guessed: true,
});

const ID_ROLES = ['customerId', 'itemId', 'orderId'];

/** What a model says of rows that have no key is read beside the rows themselves. */
function withNames(scored: Table, rows: Table): Table {
  const isNamed = scored.columns.some(({ role }) => role !== null && ID_ROLES.includes(role));
  if (isNamed || scored.nRows !== rows.nRows) return scored;
  return rows.with(scored.columns.filter(({ name }) => !rows.find(name)));
}
