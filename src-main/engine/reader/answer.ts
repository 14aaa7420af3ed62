import { ClienteleError, invariant } from '../../contract/errors.ts';
import type { Figure, FigureLink, ParallelFigure } from '../../contract/figure.ts';
import { partsOf } from '../storage/table-parts.ts';
import type { Loader } from '../notebook/load.ts';
import { createPool } from '../kernels/pool.ts';
import { createTensors } from '../tensor/client.ts';
import { CHECK_ANEW } from '../tensor/choice.ts';
import { contextOf } from '../jobs/tasks/step.ts';
import { arrangeInputs, requireStep } from '../steps/registry.ts';
import type { FittedModel } from '../steps/define.ts';
import type { CancelSignal } from '../steps/context.ts';
import { noCheckpoint } from '../steps/sub-context.ts';
import { pageOf } from '../table/page.ts';
import { columnsOf } from '../table/predicate.ts';
import { profileColumns } from '../table/profile.ts';
import { scatterPoints } from '../table/scatter-points.ts';
import { describeModel } from './describe-model.ts';
import { customerView } from './customer.ts';
import { explainRows, type Explanation } from './explain.ts';
import { firstItems, itemRecords, namedPictures } from './items.ts';
import type { Query, QueryResults } from './protocol.ts';
import type { SelectionCache } from './selection.ts';

/** What answering needs: one loader and one selection cache a thread. */
export interface AnswerTools {
  readonly loader: Loader;
  readonly selections: SelectionCache;
  readonly signal: CancelSignal;
}

type QueryOf<K extends Query['kind']> = Extract<Query, { kind: K }>;

function page(query: QueryOf<'page'>, { loader, selections }: AnswerTools): QueryResults['page'] {
  const table = loader.table(query.input);
  const { offset, limit, sort, filter, find, words } = query;
  const flags = query.selection ? selections.flagsFor(table, query.input.hash, query.selection) : null;
  const found = pageOf(table, { offset, limit, sort, filter, find, words, within: query.selectedOnly ? flags : null });
  return { ...found, selected: flags && found.rowIndices.map((row) => flags[row] === 1) };
}

function figure(query: QueryOf<'figure'>, { loader, selections }: AnswerTools): QueryResults['figure'] {
  const stored = loader.bundle(query.figureHash) as Figure;
  if (stored.kind === 'parallel')
    return { figure: stored, points: null, link: linkOf(stored, query, loader, selections) };
  if (stored.kind !== 'scatter') return { figure: stored, points: null, link: null };
  const input = query.tables[stored.table];
  invariant(input, `the figure's table “${stored.table}” is an output of the same run`);
  const drawn = [stored.x.column, stored.y.column, ...(stored.color ? [stored.color.column] : [])];
  // What is selected may hang on any column.
  const table = loader.table(input, query.selection ? undefined : [...new Set(drawn)]);
  const selected = query.selection ? selections.flagsFor(table, input.hash, query.selection) : null;
  return { figure: stored, points: scatterPoints(table, stored, query.maxPoints, selected, query.window), link: null };
}

/** The table that the lines are rows of, and which of them are selected. */
function linkOf(
  { rows, lines }: ParallelFigure,
  query: QueryOf<'figure'>,
  loader: Loader,
  selections: SelectionCache,
): FigureLink {
  const input = rows?.from === 'input' ? query.inputs[rows.port]?.input : rows && query.tables[rows.output];
  const ref = rows?.from === 'input' ? query.inputs[rows.port]?.ref : rows && query.outputs[rows.output];
  const flags = input && query.selection ? selections.flagsFor(loader.table(input), input.hash, query.selection) : null;
  return { source: ref ?? null, selected: flags && Uint8Array.from(lines.rows, (row) => flags[row] ?? 0) };
}

/** Questions are small and answered at once: no threads, little memory, nobody watching. */
const QUESTION_BUDGET_BYTES = 512 * 1024 * 1024;
const inlinePool = createPool(1);

async function ask(query: QueryOf<'ask'>, { loader, signal }: AnswerTools): Promise<unknown> {
  const step = requireStep(query.step);
  const question = step.definition.questions?.[query.question];
  if (!question) throw new ClienteleError('not-found', { kind: 'question', id: query.question });
  const parsed = question.input.safeParse(query.input);
  if (!parsed.success) throw new ClienteleError('bad-input', { detail: parsed.error.issues[0]?.message ?? '' });
  const inputs: Record<string, unknown[]> = {};
  for (const [port, need] of Object.entries(step.info.needs)) {
    inputs[port] = (query.inputs[port] ?? []).map((input) => loader.input(input, need.kind));
  }
  const silent = { progress: () => undefined, warn: () => undefined, preview: () => undefined };
  const tensor = createTensors({ choice: CHECK_ANEW, signal, warn: () => undefined, used: () => undefined });
  const context = contextOf(
    { pool: inlinePool, tensor, checkpoint: noCheckpoint, signal, budgetBytes: QUESTION_BUDGET_BYTES, ...silent },
    query.seed,
  );
  const answer = question.answer as (...args: unknown[]) => unknown;
  return answer(context, arrangeInputs(step.info, inputs), query.parameters, parsed.data);
}

function select(query: QueryOf<'select'>, { selections }: AnswerTools): QueryResults['select'] {
  const { source, nRows, entity, keys } = selections.evaluate(query.selection);
  const related = query.related.flatMap((input) => {
    const count = selections.countIn(input, query.selection);
    return count === null ? [] : [{ name: input.name, nRows: count }];
  });
  return { entity, nRows, nAll: source.nRows, nKeys: keys.size, related };
}

function explain(query: QueryOf<'explain'>, { loader, selections, signal }: AnswerTools): QueryResults['explain'] {
  const { selection, tables } = query;
  const { entity } = selections.evaluate(selection);
  let best: NonNullable<QueryResults['explain']> | null = null;
  tables.forEach((input, i) => {
    const table = loader.table(input);
    // One row for each customer: of order lines, only those that the selection was made in can be told apart.
    if (input.hash !== selection.source.hash && table.entity !== entity) return;
    const flags = selections.flagsFor(table, input.hash, selection);
    if (!flags?.includes(1)) return;
    const found = explainRows(table, flags, columnsOf(selection.predicate), signal);
    if (!best || fitOf(found) > fitOf(best)) best = { ...found, table: i, currency: table.currency };
  });
  return best;
}

const fitOf = ({ rule }: Explanation): number =>
  rule ? (2 * rule.precision * rule.recall) / (rule.precision + rule.recall) : 0;

/** Answers one query from stored tables. */
export async function answerQuery(query: Query, tools: AnswerTools): Promise<QueryResults[Query['kind']]> {
  switch (query.kind) {
    case 'page':
      return page(query, tools);
    case 'profile':
      return profileColumns(tools.loader.columns(query.input));
    case 'figure':
      return figure(query, tools);
    case 'ask':
      return ask(query, tools);
    case 'select':
      return select(query, tools);
    case 'explain':
      return explain(query, tools);
    case 'customer':
      return customerView(query, tools.loader);
    case 'items':
      return itemRecords(query, tools.loader);
    case 'pictures':
      return namedPictures(tools.loader.table(query.input));
    case 'firstItems':
      return firstItems(
        query.tables.map((input) => tools.loader.table(input)),
        query.rows,
      );
    case 'members':
      return partsOf(tools.selections.members(query.selection));
    case 'model':
      return describeModel(tools.loader.bundle(query.hash) as FittedModel);
  }
}
