import { z } from 'zod';
import { ClienteleError } from '../../../contract/errors.ts';
import type { BarsFigure } from '../../../contract/figure.ts';
import { gowerDistances } from '../../maths/explain/gower.ts';
import { everyNth } from '../../maths/matrix.ts';
import { mean } from '../../maths/statistics.ts';
import { numberColumn, textsOf, type Column } from '../../table/column.ts';
import { Table } from '../../table/table.ts';
import type { Context } from '../context.ts';
import { columns, defineStep, figureOut, metricOut, optionalTableIn, tableOut } from '../define.ts';
import { TARGET_OUTPUTS } from '../predict/define-predictor.ts';
import { knownTarget } from '../predict/target.ts';
import { compareBy } from './compared.ts';
import { type Explained, explainNeeds, findRow, highest, idColumns, measured, readExplained, saidOf, sayTo, toldOf, whoIs } from './explained.ts'; // prettier-ignore
import { similarText as text } from './similar-text.ts';
import { explainText } from './texts.ts';

/** What became of earlier rows; features alone know no outcome. */
const OUTCOME_OUTPUTS = TARGET_OUTPUTS.filter((name) => name.endsWith('_target'));

const parameters = z.object({
  row: z
    .string()
    .default('')
    .meta({ ...explainText.parameter('row') }),
  nNeighbours: z
    .int()
    .min(1)
    .max(1000)
    .default(10)
    .meta({ ...text.parameter('nNeighbours') }),
  features: columns({ port: 'table', types: ['number', 'boolean', 'text'], text: text.parameter('features') }),
  class: z
    .string()
    .default('')
    .meta({ ...explainText.parameter('class') }),
  mostRows: z
    .int()
    .min(10)
    .max(1_000_000)
    .default(50_000)
    .meta({ ...explainText.parameter('mostRows'), advanced: true }),
});

/** Rows with a known outcome that are most like one row. */
export const similar = defineStep({
  id: 'explain.similar',
  version: 2,
  text,
  references: ['doi:10.2307/2528823'],
  needs: { ...explainNeeds, known: optionalTableIn({ label: text.input('known'), prefersOutput: OUTCOME_OUTPUTS }) },
  gives: {
    similar: tableOut({ label: text.output('similar'), name: 'similar', entity: 'same' }),
    outcomes: figureOut({ label: text.output('outcomes') }),
    outcome: metricOut({ label: text.output('outcome'), better: 'none' }),
  },
  parameters,
  memory: ({ nRows, nColumns }, { mostRows }) => Math.min(nRows, mostRows) * (nColumns * 8 + 60),
  async run(context, { table, model, known }, p) {
    const asked = await askedRow(context, table, model, p);
    const names = p.features.length > 0 ? p.features : asked.explained.predictor.encoding.features.map(({ column }) => column); // prettier-ignore
    const others = withOutcome(asked, known ?? table, p.mostRows);
    context.signal.throwIfAborted();
    const compared = compareBy(others.table, names);
    const distances = gowerDistances(compared.features, compared.valuesOf(asked.table, 0));
    context.signal.throwIfAborted();
    const nearest = Int32Array.from(distances.keys())
      .sort((a, b) => distances[a]! - distances[b]! || a - b)
      .slice(0, p.nNeighbours);
    const found: Found = { asked, others, distances, nearest, nFeatures: names.length };
    return {
      similar: await similarTable(context, found, names),
      outcomes: outcomeFigure(found),
      outcome: measured(asked.explained, mean(outcomesOf(found, nearest))),
    };
  },
});

interface Asked {
  /** The row alone. */
  readonly table: Table;
  readonly explained: Explained;
  readonly said: number;
}

/** The row that is told of, with what the model says to it. */
async function askedRow(
  context: Context,
  table: Table,
  model: Parameters<typeof readExplained>[2],
  { row, class: chosen, mostRows }: z.output<typeof parameters>,
): Promise<Asked> {
  if (row !== '') return asAsked(context, table, model, chosen, findRow(table, row));
  const explained = await readExplained(context, table, model, chosen, mostRows);
  const said = await sayTo(explained, explained.x, context);
  return asAsked(context, explained.table, model, chosen, highest(said));
}

async function asAsked(
  context: Context,
  table: Table,
  model: Parameters<typeof readExplained>[2],
  chosen: string,
  row: number,
): Promise<Asked> {
  const own = table.take(Int32Array.of(row));
  const explained = await readExplained(context, own, model, chosen, 1);
  const [said = NaN] = await sayTo(explained, explained.x, context);
  return { table: own, explained, said };
}

interface Known {
  readonly table: Table;
  /** One a row: 1 or 0 for the class that is told of, or the number. */
  readonly outcomes: Float64Array;
}

/** Rows whose outcome is known, without those of the one that is asked of. @throws missing-column, no-usable-rows */
function withOutcome({ explained, table: own }: Asked, table: Table, mostRows: number): Known {
  const { target } = explained.predictor;
  const known = knownTarget(table, target);
  if (!known) throw new ClienteleError('missing-column', { column: target.column });
  const key = table.key() ?? table.findRole('customerId');
  const keys = key?.type === 'text' ? textsOf(key) : null;
  const ownKey = keys && (own.find(key!.name) ? whoIs(own, 0) : null);
  const isKnown = (row: number): boolean => (target.kind === 'number' ? !Number.isNaN(known[row]!) : known[row]! >= 0);
  const rows = Int32Array.from({ length: table.nRows }, (_, row) => row).filter(
    (row) => isKnown(row) && (ownKey === null || keys![row] !== ownKey),
  );
  if (rows.length === 0) throw new ClienteleError('no-usable-rows', { detail: text.source.messages.noOutcome });
  const drawn = everyNth(rows.length, mostRows).map((at) => rows[at]!);
  const outcomes = Float64Array.from(drawn, (row) =>
    target.kind === 'number' ? known[row]! : known[row] === explained.output ? 1 : 0,
  );
  return { table: table.take(drawn), outcomes };
}

interface Found {
  readonly asked: Asked;
  readonly others: Known;
  readonly distances: Float64Array;
  /** Places among the others, the most similar first. */
  readonly nearest: Int32Array;
  readonly nFeatures: number;
}

const outcomesOf = ({ others }: Found, rows: Int32Array): Float64Array =>
  Float64Array.from(rows, (row) => others.outcomes[row]!);

/** The similar rows with how alike they are, what became of them, what the model says to them, and their features. */
async function similarTable(context: Context, found: Found, names: readonly string[]): Promise<Table> {
  const { asked, others, distances, nearest } = found;
  const { predictor, output } = asked.explained;
  const rows = others.table.take(nearest);
  const said = await sayTo({ predictor, output }, await predictor.encode(rows, context), context);
  const ids = idColumns(rows);
  const taken = new Set([...ids.map(({ name }) => name), predictor.target.column]);
  const free = (name: string): string => (taken.has(name) || names.includes(name) ? `${name}_2` : name);
  const unit = predictor.target.kind === 'classes' ? ('share' as const) : null;
  const likeness = Float64Array.from(nearest, (row) => 1 - distances[row]!);
  const made: Column[] = [
    numberColumn(free('similarity'), likeness, { label: text.column('similarity'), unit: 'share' }),
    numberColumn(free('prediction'), said, { label: text.column('prediction'), unit }),
  ];
  const own = rows.columns.filter(({ name }) => names.includes(name) || name === predictor.target.column);
  return new Table([...ids, ...made, ...own.filter((column) => !ids.includes(column))], rows.options());
}

function outcomeFigure(found: Found): BarsFigure {
  const { asked, others, distances, nearest, nFeatures } = found;
  const { explained, said } = asked;
  const own = outcomesOf(found, nearest);
  const [near, all] = [mean(own), mean(others.outcomes)];
  const isShare = explained.predictor.target.kind === 'classes';
  const who = whoIs(asked.table, 0);
  const told = toldOf(explained, asked.table);
  const common = { who, told, n: nearest.length, all: saidOf(explained, all) };
  const count = own.reduce((sum, outcome) => sum + outcome, 0);
  const title = isShare
    ? text.message('titleShare', { ...common, count, share: saidOf(explained, near) })
    : text.message('titleNumber', { ...common, mean: saidOf(explained, near) });
  const likeness = (at: number) => ({ percent: 1 - distances[nearest[at]!]! });
  return {
    kind: 'bars',
    orientation: 'horizontal',
    title,
    subtitle: text.message('subtitle', {
      who,
      said: saidOf(explained, said),
      features: nFeatures,
      least: likeness(nearest.length - 1),
      most: likeness(0),
      rows: others.table.nRows,
    }),
    summary: title,
    categories: [text.message('nearest'), text.message('everyone'), text.message('predicted')],
    value: { label: { code: 'outcome', text: text.column('outcome') }, unit: isShare ? 'share' : null },
    series: [{ name: { code: 'outcome', text: text.column('outcome') }, values: Float64Array.of(near, all, said) }],
  };
}
