import { z } from 'zod';
import { ClienteleError } from '../../../contract/errors.ts';
import { predicate } from '../../../contract/table.ts';
import { gowerDistances } from '../../maths/explain/gower.ts';
import { mean } from '../../maths/statistics.ts';
import { evaluatePredicate } from '../../table/predicate.ts';
import type { Table } from '../../table/table.ts';
import type { Context } from '../context.ts';
import { columnNames, columns, defineStep, figureOut, metricOut, tableOut, type FittedModel } from '../define.ts';
import { changedRows, settingAt, type Change } from './changed-rows.ts';
import { compareBy } from './compared.ts';
import { changeTable, wayFigure, type ToldWays } from './counterfactual-figures.ts';
import { changeable, searchChanges, type Changeable } from './counterfactual-search.ts';
import { counterfactualText as text } from './counterfactual-text.ts';
import { explainNeeds, findRow, highest, measured, readExplained, sayTo, type Explained } from './explained.ts';
import { explainText } from './texts.ts';

const changing = (name: 'features' | 'onlyUp' | 'onlyDown') =>
  columns({
    port: 'table',
    types: name === 'features' ? ['number', 'boolean', 'text'] : ['number'],
    text: text.parameter(name),
  });

const parameters = z.object({
  row: z
    .string()
    .default('')
    .meta({ ...explainText.parameter('row') }),
  goal: z
    .enum(['lower', 'raise'])
    .default('lower')
    .meta({ ...text.parameter('goal') }),
  reach: z
    .number()
    .nullable()
    .default(null)
    .meta({ ...text.parameter('reach') }),
  features: changing('features'),
  onlyUp: changing('onlyUp'),
  onlyDown: changing('onlyDown'),
  limits: predicate
    .nullable()
    .default(null)
    .meta({ ...text.parameter('limits') }),
  mostChanges: z
    .int()
    .min(1)
    .max(5)
    .default(2)
    .meta({ ...text.parameter('mostChanges') }),
  nOptions: z
    .int()
    .min(1)
    .max(10)
    .default(3)
    .meta({ ...text.parameter('nOptions') }),
  class: z
    .string()
    .default('')
    .meta({ ...explainText.parameter('class') }),
  mostRows: z
    .int()
    .min(10)
    .max(100_000)
    .default(1000)
    .meta({ ...explainText.parameter('mostRows'), advanced: true }),
});
type Parameters = z.output<typeof parameters>;

/** Small changes that would bring a prediction elsewhere: Wachter, Mittelstadt & Russell (2017); effort after Ustun, Spangher & Liu (2019). */
export const counterfactual = defineStep({
  id: 'explain.counterfactual',
  version: 4,
  upgrade: { 1: (stored) => stored },
  text,
  references: ['arXiv:1711.00399', 'arXiv:1809.06514'],
  needs: explainNeeds,
  gives: {
    changes: tableOut({
      label: text.output('changes'),
      name: 'changes',
      empty: text.source.messages.noWays,
      entity: 'none',
      words: { feature: columnNames() },
    }),
    ways: figureOut({ label: text.output('ways') }),
    said: metricOut({ label: text.output('said'), better: 'none' }),
    best: metricOut({ label: text.output('best'), better: 'none' }),
  },
  parameters,
  memory: ({ nRows, nColumns }, { mostRows }) => (Math.min(nRows, mostRows) + 20_000) * nColumns * 40,
  async run(context, { table, model }, p) {
    const told = await lookForWays(context, table, model, p);
    return {
      changes: changeTable(told),
      ways: wayFigure(told),
      said: measured(told.explained, told.said),
      best: measured(told.explained, told.options[0]?.said ?? null),
    };
  },
});

async function lookForWays(
  context: Context,
  table: Table,
  model: FittedModel | null,
  p: Parameters,
): Promise<ToldWays> {
  const place = p.row === '' ? null : findRow(table, p.row);
  const explained = await readExplained(context, table, model, p.class, p.mostRows);
  const all = await sayTo(explained, explained.x, context);
  const row = place === null ? explained.table.take(Int32Array.of(highest(all))) : table.take(Int32Array.of(place));
  const say = sayingOf(context, explained, row, p);
  const [said = NaN] = await sayTo(explained, await explained.predictor.encode(row, context), context);
  const isLower = p.goal === 'lower';
  const goal = p.reach ?? (explained.predictor.target.kind === 'classes' ? 0.5 : mean(all));
  const reaches = (value: number): boolean => (isLower ? value <= goal : value >= goal);
  const features = changeables(explained, row, p);
  context.progress(0.2, text.message('searching'));
  const found = reaches(said)
    ? { options: [], nearest: null }
    : await searchChanges({ features, reaches, say, isLower, mostChanges: p.mostChanges, nOptions: p.nOptions });
  context.signal.throwIfAborted();
  const likeness = found.options.map(({ changes }) => likenessTo(explained, row, changes));
  return { explained, row, said, goal, isReached: reaches(said), features, likeness, ...found };
}

/** What the model says to sets of changes; NaN where they break a limit. */
function sayingOf(context: Context, explained: Explained, row: Table, { limits }: Parameters) {
  return async (changes: readonly (readonly Change[])[]): Promise<Float64Array> => {
    context.signal.throwIfAborted();
    if (changes.length === 0) return new Float64Array(0);
    const rows = changedRows(row, changes);
    const said = await sayTo(explained, await explained.predictor.encode(rows, context), context);
    if (limits === null) return said;
    const allowed = evaluatePredicate(rows, limits);
    return said.map((value, i) => (allowed[i] === 1 ? value : NaN));
  };
}

/** The features that may change, with what they may become. @throws bad-parameter where one is not read, or may go neither way */
function changeables({ predictor, table }: Explained, row: Table, p: Parameters): Changeable[] {
  const read = predictor.encoding.features.map(({ column }) => column);
  const refuse = (parameter: 'features' | 'onlyUp', value: string, code: 'notLearned' | 'bothWays'): never => {
    throw new ClienteleError('bad-parameter', { parameter, value, detail: text.source.messages[code] });
  };
  const chosen = p.features.length > 0 ? p.features : read;
  const unread = chosen.find((name) => !read.includes(name));
  if (unread !== undefined) refuse('features', unread, 'notLearned');
  const both = p.onlyUp.find((name) => p.onlyDown.includes(name));
  if (both !== undefined) refuse('onlyUp', both, 'bothWays');
  return chosen.flatMap((name) => {
    const from = settingAt(row.column(name), 0);
    // From an unknown value there is no way to tell how far another one is.
    if (from === null) return [];
    const only = p.onlyUp.includes(name) ? 'up' : p.onlyDown.includes(name) ? 'down' : null;
    return [changeable(table.column(name), from, only)];
  });
}

/** How alike the most similar real row is. */
function likenessTo({ predictor, table }: Explained, row: Table, changes: readonly Change[]): number {
  const names = predictor.encoding.features.map(({ column }) => column);
  const compared = compareBy(table, names);
  const distances = gowerDistances(compared.features, compared.valuesOf(changedRows(row, [changes]), 0));
  return 1 - distances.reduce((least, distance) => Math.min(least, distance), 1);
}
