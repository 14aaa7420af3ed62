import { z } from 'zod';
import { numberColumn, relabel, textColumn, type Column } from '../../table/column.ts';
import { Table } from '../../table/table.ts';
import {
  column,
  columnNames,
  columns,
  defineStep,
  figureOut,
  metricOut,
  optionalTableIn,
  tableIn,
  tableOut,
} from '../define.ts';
import { flowFigure, migrationFigure, shiftsFigure, sizesFigure } from './drift-figures.ts';
import { migrationOf, shiftsOf, sizesOf, stabilityIndexOf, type Migration, type Shifts } from './drift-measures.ts';
import { driftText as text } from './drift-text.ts';

const parameters = z.object({
  column: column({ port: 'before', text: text.parameter('column') }),
  features: columns({ port: 'featuresBefore', types: ['number'], text: text.parameter('features') }),
});

export const drift = defineStep({
  id: 'cluster.drift',
  version: 2,
  // The second version draws ribbons between the periods and lists everyone for them.
  upgrade: { 1: (stored) => stored },
  text,
  references: ['doi:10.1145/1150402.1150491'],
  needs: {
    before: tableIn({ label: text.input('before'), prefersOutput: 'clusters', nothingElse: true }),
    after: tableIn({ label: text.input('after'), prefersOutput: 'clusters', nothingElse: true }),
    featuresBefore: optionalTableIn({ label: text.input('featuresBefore') }),
    featuresAfter: optionalTableIn({ label: text.input('featuresAfter') }),
  },
  gives: {
    movers: tableOut({ label: text.output('movers'), name: 'cluster_movers', entity: 'same' }),
    changes: tableOut({
      label: text.output('changes'),
      name: 'cluster_changes',
      entity: 'none',
      words: { most_shifted: columnNames('featuresBefore', true) },
    }),
    everyone: tableOut({ label: text.output('everyone'), name: 'cluster_periods', entity: 'same', publish: false }),
    flow: figureOut({ label: text.output('flow') }),
    migration: figureOut({ label: text.output('migration') }),
    sizes: figureOut({ label: text.output('sizes') }),
    shifts: figureOut({ label: text.output('shifts') }),
    moved: metricOut({ label: text.output('moved'), better: 'none', unit: 'share' }),
    stabilityIndex: metricOut({ label: text.output('stabilityIndex'), better: 'lower' }),
  },
  parameters,
  memory: ({ nRows }) => nRows * 360,
  run(context, { before, after, featuresBefore, featuresAfter }, p) {
    const migration = migrationOf(before, after, p.column);
    context.signal.throwIfAborted();
    context.progress(0.4);
    if ((featuresBefore === null) !== (featuresAfter === null)) context.warn(text.message('noFeatures'));
    const shifts =
      featuresBefore && featuresAfter ? shiftsOf(migration, featuresBefore, featuresAfter, p.features) : null;
    context.signal.throwIfAborted();
    context.progress(0.8);
    const { before: first, after: second } = sizesOf(migration);
    const both = migration.people.filter((person) => person.before >= 0 && person.after >= 0);
    const moved = both.filter((person) => person.before !== person.after).length;
    const index = stabilityIndexOf(first, second);
    return {
      movers: moversTable(before, migration),
      changes: changesTable(migration, shifts, featuresBefore),
      everyone: everyoneTable(before, migration),
      flow: flowFigure(migration),
      migration: migrationFigure(migration),
      sizes: sizesFigure(migration),
      shifts: shifts && featuresBefore ? shiftsFigure(migration, shifts, featuresBefore) : null,
      moved: both.length > 0 ? moved / both.length : null,
      stabilityIndex: Number.isNaN(index) ? null : index,
    };
  },
});

/** Customers with their clusters of both periods. */
function placesTable(before: Table, names: readonly string[], people: Migration['people'], name: string): Table {
  const where = (period: 'before' | 'after'): Column =>
    textColumn(
      period,
      people.map((person) => names[person[period]] ?? null),
      { label: text.column(period) },
    );
  const key = before.key();
  const keys = textColumn(
    key?.name ?? 'key',
    people.map((person) => person.key),
  );
  return new Table(
    [key ? relabel(keys, { role: key.role, label: key.label }) : keys, where('before'), where('after')],
    { ...before.options(), name },
  );
}

const everyoneTable = (before: Table, { names, people }: Migration): Table =>
  placesTable(before, names, people, 'cluster_periods');

/** Everyone who is not where they were. */
function moversTable(before: Table, { names, people }: Migration): Table {
  const movers = people.filter((person) => person.before !== person.after);
  return placesTable(before, names, movers, 'cluster_movers');
}

function changesTable(migration: Migration, shifts: Shifts | null, features: Table | null): Table {
  const { names, counts } = migration;
  const { before, after } = sizesOf(migration);
  const shareOf = (sizes: Float64Array): Float64Array => {
    const total = sizes.reduce((sum, size) => sum + size, 0);
    return sizes.map((size) => size / total);
  };
  const stayed = before.map((size, k) => counts[k * (names.length + 1) + k]! / size);
  const shift = Float64Array.from(names, (_, k) => (shifts ? Math.hypot(...shiftOf(shifts, k)) : NaN));
  return new Table(
    [
      textColumn('cluster', names, { label: text.column('cluster') }),
      numberColumn('rows_before', before, { unit: 'count', label: text.column('rowsBefore') }),
      numberColumn('rows_after', after, { unit: 'count', label: text.column('rowsAfter') }),
      numberColumn('share_before', shareOf(before), { unit: 'share', label: text.column('shareBefore') }),
      numberColumn('share_after', shareOf(after), { unit: 'share', label: text.column('shareAfter') }),
      numberColumn('stayed', stayed, { unit: 'share', label: text.column('stayed') }),
      numberColumn('shift', shift, { label: text.column('shift') }),
      textColumn(
        'most_shifted',
        names.map((_, k) => mostShifted(shifts, k, features)),
        { label: text.column('mostShifted') },
      ),
    ],
    { name: 'cluster_changes' },
  );
}

const shiftOf = ({ features, values }: Shifts, k: number): Float64Array =>
  values.subarray(k * features.length, (k + 1) * features.length);

function mostShifted(shifts: Shifts | null, k: number, features: Table | null): string | null {
  if (!shifts || !features) return null;
  const own = shiftOf(shifts, k);
  let most = 0;
  for (let j = 1; j < own.length; j++) if (Math.abs(own[j]!) > Math.abs(own[most]!)) most = j;
  return Number.isFinite(own[most]) ? (shifts.features[most] ?? null) : null;
}
