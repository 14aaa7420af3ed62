import { z } from 'zod';
import type { HeatmapFigure, SankeyFigure } from '../../../contract/figure.ts';
import { ClienteleError } from '../../../contract/errors.ts';
import { agreementOf } from '../../maths/cluster-agreement.ts';
import { adjustedRand } from '../../maths/cluster-indices.ts';
import { contingency, type Contingency } from '../../maths/scores/contingency.ts';
import { booleanColumn, takeRows, textColumn } from '../../table/column.ts';
import { Table } from '../../table/table.ts';
import { column, defineStep, figureOut, metricOut, tableIn, tableOut } from '../define.ts';
import { compareText as text } from './compare-text.ts';
import { sankeyParts } from './flow-figure.ts';
import { codesOf, groupColumn, groupsOf, namesOf, pairRows } from './group-columns.ts';
import { groupId, groupLabel, groupOpening, groupPhrase } from './group-names.ts';

const parameters = z.object({
  firstColumn: column({ port: 'first', text: text.parameter('firstColumn') }),
  secondColumn: column({ port: 'second', text: text.parameter('secondColumn') }),
});

/** A heat map with more groups on a side than this cannot be read. */
const MOST_SHOWN = 60;

export const compareClusterings = defineStep({
  id: 'cluster.compare',
  version: 2,
  // The second version draws ribbons between the groups beside the shares.
  upgrade: { 1: (stored) => stored },
  text,
  references: [
    'doi:10.1007/BF01908075',
    'https://jmlr.org/papers/v11/vinh10a.html',
    'https://aclanthology.org/D07-1043/',
  ],
  needs: {
    first: tableIn({ label: text.input('first'), prefersOutput: 'clusters', nothingElse: true }),
    second: tableIn({ label: text.input('second'), prefersOutput: 'clusters', nothingElse: true }),
  },
  gives: {
    moves: tableOut({ label: text.output('moves'), name: 'cluster_moves', entity: 'same' }),
    flow: figureOut({ label: text.output('flow') }),
    contingency: figureOut({ label: text.output('contingency') }),
    adjustedRand: metricOut({ label: text.output('adjustedRand'), better: 'higher' }),
    adjustedMutualInformation: metricOut({ label: text.output('adjustedMutualInformation'), better: 'higher' }),
    homogeneity: metricOut({ label: text.output('homogeneity'), better: 'higher' }),
    completeness: metricOut({ label: text.output('completeness'), better: 'higher' }),
    vMeasure: metricOut({ label: text.output('vMeasure'), better: 'higher' }),
    compared: metricOut({ label: text.output('compared'), better: 'none', unit: 'count' }),
  },
  parameters,
  memory: ({ nRows }) => nRows * 200,
  run(context, { first, second }, p) {
    const pairs = pairRows(first, second);
    const [ofFirst, ofSecond] = [groupsOf(first, p.firstColumn), groupsOf(second, p.secondColumn)];
    const known = pairs.filter(([a, b]) => ofFirst[a] !== null && ofSecond[b] !== null);
    const unmatched = { first: first.nRows - known.length, second: second.nRows - known.length };
    if (unmatched.first + unmatched.second > 0) context.warn(text.message('unmatched', unmatched));
    if (known.length === 0) throw new ClienteleError('no-usable-rows', { detail: '0' });
    context.signal.throwIfAborted();
    context.progress(0.4);
    const a = known.map(([row]) => ofFirst[row]!);
    const b = known.map(([, row]) => ofSecond[row]!);
    const [namesA, namesB] = [namesOf(a), namesOf(b)];
    const found: Found = {
      counts: contingency(codesOf(a, namesA), codesOf(b, namesB)),
      first: { names: namesA, areClusters: groupColumn(first, p.firstColumn).name === 'cluster' },
      second: { names: namesB, areClusters: groupColumn(second, p.secondColumn).name === 'cluster' },
    };
    context.progress(0.7);
    return {
      moves: movesTable(first, known, a, b, usualPartner(found)),
      flow: flowFigure(found),
      contingency: contingencyFigure(found),
      adjustedRand: adjustedRand(a, b),
      ...agreementOf(found.counts),
      compared: known.length,
    };
  },
});

/** The groups of one side. */
interface Side {
  readonly names: readonly string[];
  /** Whether they are numbers of clusters. */
  readonly areClusters: boolean;
}

interface Found {
  readonly counts: Contingency;
  readonly first: Side;
  readonly second: Side;
}

/** The position of the second group that most of a first group's rows are in. */
function mostIn({ counts: { counts }, second }: Found, from: number): number {
  const row = counts.subarray(from * second.names.length, (from + 1) * second.names.length);
  return row.indexOf(Math.max(...row));
}

/** For each first group the second group that most of its rows are in. */
const usualPartner = (found: Found): Map<string, string> =>
  new Map(found.first.names.map((name, i) => [name, found.second.names[mostIn(found, i)] ?? '']));

function movesTable(
  first: Table,
  known: readonly (readonly [number, number])[],
  a: readonly string[],
  b: readonly string[],
  usual: ReadonlyMap<string, string>,
): Table {
  const key = first.key();
  const rows = Int32Array.from(known, ([row]) => row);
  return new Table(
    [
      ...(key ? [takeRows(key, rows)] : []),
      textColumn('first_group', a, { label: text.column('first') }),
      textColumn('second_group', b, { label: text.column('second') }),
      // Not where most of the first group went.
      booleanColumn(
        'changed',
        Uint8Array.from(a, (name, i) => (usual.get(name) === b[i] ? 0 : 1)),
        { label: text.column('moved') },
      ),
    ],
    { ...first.options(), name: 'cluster_moves' },
  );
}

/** The share of a first group that a second group holds. */
const shareOf = ({ counts: { counts, a }, second }: Found, i: number, j: number): number =>
  a[i]! > 0 ? counts[i * second.names.length + j]! / a[i]! : 0;

/** The columns of the table that both figures select in. */
const COLUMNS = { from: 'first_group', to: 'second_group' } as const;

function flowFigure(found: Found): SankeyFigure {
  const { counts, first, second } = found;
  const largest = counts.a.indexOf(Math.max(...counts.a));
  const to = mostIn(found, largest);
  const title = text.message('flowTitle', {
    share: { percent: shareOf(found, largest, to) },
    from: groupPhrase(first.names[largest] ?? '', first.areClusters),
    to: groupPhrase(second.names[to] ?? '', second.areClusters),
  });
  const side = ({ names, areClusters }: Side) =>
    names.map((name, at) => ({ id: groupId(name, at, areClusters), label: groupLabel(name, areClusters), name }));
  const parts = sankeyParts({ from: side(first), to: side(second), counts: counts.counts }, true);
  return {
    kind: 'sankey',
    title,
    subtitle: text.message('flowSubtitle', { rows: counts.total }),
    summary: title,
    from: { label: { code: 'first', text: text.source.inputs.first }, groups: parts.from },
    to: { label: { code: 'second', text: text.source.inputs.second }, groups: parts.to },
    flows: parts.flows,
    value: { label: text.message('rows'), unit: 'count' },
    select: { table: 'moves', ...COLUMNS },
  };
}

function contingencyFigure(found: Found): HeatmapFigure {
  const { counts, first, second } = found;
  const [rows, columns] = [first.names.slice(0, MOST_SHOWN), second.names.slice(0, MOST_SHOWN)];
  const most = first.names.map((_, i) => shareOf(found, i, mostIn(found, i)));
  const split = most.indexOf(Math.min(...most));
  const title =
    most[split] === 1
      ? text.message('wholeTitle')
      : text.message('splitTitle', {
          from: groupOpening(first.names[split] ?? '', first.areClusters),
          share: { percent: most[split]! },
        });
  return {
    kind: 'heatmap',
    title,
    subtitle: text.message('contingencySubtitle', { rows: counts.total }),
    summary: title,
    rows: rows.map((name) => groupLabel(name, first.areClusters)),
    columns: columns.map((name) => groupLabel(name, second.areClusters)),
    values: Float64Array.from(rows.flatMap((_, i) => columns.map((_column, j) => shareOf(found, i, j)))),
    value: { label: text.message('share'), unit: 'share' },
    diverging: false,
    select: {
      table: 'moves',
      rows: { column: COLUMNS.from, values: rows },
      columns: { column: COLUMNS.to, values: columns },
    },
  };
}
