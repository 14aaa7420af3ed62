import { z } from 'zod';
import { ClienteleError } from '../../../contract/errors.ts';
import { numberColumn, textColumn } from '../../table/column.ts';
import { Table } from '../../table/table.ts';
import type { Context } from '../context.ts';
import { columnNames, columns, defineStep, figureOut, listedNames, metricOut, optionalModelIn, optionalTableIn, tableIn, tableOut, type FittedModel } from '../define.ts'; // prettier-ignore
import { DRIFT_FROM, driftsOf, isShift, shapeOf, type ColumnDrift, type KeptShape } from '../drift.ts';
import { paceOf } from '../pace.ts';
import { TARGET_OUTPUTS } from '../predict/define-predictor.ts';
import { indexFigure, shapeFigure } from './drift-figures.ts';
import { driftText as text, levelNames } from './drift-text.ts';

const limit = (name: keyof typeof DRIFT_FROM) =>
  z
    .number()
    .min(0.01)
    .max(5)
    .default(DRIFT_FROM[name])
    .meta({ ...text.parameter(name) });

const parameters = z.object({
  features: columns({ port: 'table', types: ['number', 'boolean', 'text'], text: text.parameter('features') }),
  moderate: limit('moderate'),
  strong: limit('strong'),
});
type Parameters = z.output<typeof parameters>;

/** How far each feature of new rows is from those that a model learned from. */
export const drift = defineStep({
  id: 'evaluate.drift',
  version: 1,
  text,
  references: ['doi:10.21314/JRMV.2020.227', 'doi:10.1007/978-1-4842-4106-6'],
  needs: {
    table: tableIn({ label: text.input('table'), prefersOutput: TARGET_OUTPUTS.map((name) => name.replace(/_target$/, '_today')) }), // prettier-ignore
    model: optionalModelIn({ label: text.input('model'), steps: ['predict.*'] }),
    reference: optionalTableIn({ label: text.input('reference'), prefersOutput: TARGET_OUTPUTS }),
  },
  gives: {
    drift: tableOut({
      label: text.output('drift'),
      name: 'drift',
      entity: 'none',
      words: { feature: columnNames(), level: listedNames(levelNames) },
    }),
    indices: figureOut({ label: text.output('indices') }),
    shape: figureOut({ label: text.output('shape') }),
    shifted: metricOut({ label: text.output('shifted'), better: 'lower', unit: 'count' }),
    strongest: metricOut({ label: text.output('strongest'), better: 'lower' }),
  },
  parameters,
  memory: ({ nColumns }) => nColumns * 4_000_000,
  run(context, { table, model, reference }, p) {
    const kept = keptShapes(context, table, model, reference, p.features);
    const found = driftsOf(kept, table, paceOf(context, 0.5, 1));
    if (found.length === 0) throw new ClienteleError('no-usable-column', { detail: text.source.messages.nothing });
    const shifted = found.filter((own) => isShift(own.drift, Math.min(p.moderate, p.strong)));
    const told = { table, found, shifted, nBefore: nRowsOf(kept), ...p };
    const [first] = found;
    return {
      drift: driftTable(found, p),
      indices: indexFigure(told),
      shape: shapeFigure(told),
      shifted: shifted.length,
      strongest: first && !Number.isNaN(first.drift.psi) ? first.drift.psi : null,
    };
  },
});

/**
 * How the features lay: in the rows that are given for it, else as the model kept it.
 *
 * @throws missing-input where neither is there; missing-column for a chosen one that was not learned from
 */
function keptShapes(
  context: Context,
  table: Table,
  model: FittedModel | null,
  reference: Table | null,
  chosen: readonly string[],
): readonly KeptShape[] {
  const learned = model?.schema.table?.map(({ name }) => name);
  const wanted = chosen.length > 0 ? chosen : learned;
  const kept = reference ? shapesOf(context, reference, wanted ?? namesIn(table)) : model?.shapes?.table;
  if (!kept)
    throw model
      ? new ClienteleError('no-usable-column', { detail: text.source.messages.notKept })
      : new ClienteleError('missing-input', { input: text.input('model') });
  const missing = chosen.find((name) => !kept.some(({ column }) => column === name) || !table.find(name));
  if (missing !== undefined) throw new ClienteleError('missing-column', { column: missing });
  return chosen.length > 0 ? kept.filter(({ column }) => chosen.includes(column)) : kept;
}

function shapesOf(context: Context, reference: Table, names: readonly string[]): KeptShape[] {
  const look = paceOf(context, 0, 0.5);
  return names.flatMap((name, i) => {
    look(i / names.length);
    const own = reference.find(name);
    const shape = own && shapeOf(own);
    return shape ? [{ column: name, shape }] : [];
  });
}

/** Columns that may be features: keys and outcomes are other ones each time. */
const namesIn = (table: Table): string[] =>
  table.columns
    .filter(({ role }) => role !== 'customerId' && role !== 'orderId' && role !== 'itemId' && role !== 'outcome')
    .map(({ name }) => name);

const nRowsOf = (kept: readonly KeptShape[]): number => Math.max(0, ...kept.map(({ shape }) => shape.nRows));

function driftTable(found: readonly ColumnDrift[], { moderate, strong }: Parameters): Table {
  const level = ({ drift: own }: ColumnDrift): string =>
    isShift(own, strong) ? 'strong' : isShift(own, moderate) ? 'moderate' : 'stable';
  const number = (
    name: string,
    label: 'psi' | 'byChance' | 'ks' | 'ksChance' | 'missingBefore' | 'missingNow' | 'unseen',
    pick: (own: ColumnDrift['drift']) => number,
    unit: 'share' | null = null,
  ) =>
    numberColumn(
      name,
      Float64Array.from(found, (own) => pick(own.drift)),
      { label: text.column(label), unit },
    );
  return new Table([
    textColumn(
      'feature',
      found.map(({ column }) => column),
      { label: text.column('feature') },
    ),
    textColumn('level', found.map(level), { label: text.column('level') }),
    number('psi', 'psi', ({ psi }) => psi),
    number('psi_by_chance', 'byChance', ({ psiByChance }) => psiByChance),
    number('ks', 'ks', ({ ks }) => ks),
    number('ks_chance', 'ksChance', ({ ksChance }) => ksChance),
    number('missing_before', 'missingBefore', ({ missingBefore }) => missingBefore, 'share'),
    number('missing_now', 'missingNow', ({ missingNow }) => missingNow, 'share'),
    number('unseen', 'unseen', ({ unseen }) => unseen, 'share'),
  ]);
}
