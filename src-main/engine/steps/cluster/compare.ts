import { z } from 'zod';
import type { HeatmapFigure } from '../../../contract/figure.ts';
import { ClienteleError } from '../../../contract/errors.ts';
import { agreementOf } from '../../maths/cluster-agreement.ts';
import { adjustedRand } from '../../maths/cluster-indices.ts';
import { contingency, type Contingency } from '../../maths/scores/contingency.ts';
import { booleanColumn, takeRows, textColumn } from '../../table/column.ts';
import { Table } from '../../table/table.ts';
import { column, defineStep, figureOut, metricOut, tableIn, tableOut } from '../define.ts';
import { compareText as text } from './compare-text.ts';
import { codesOf, groupsOf, namesOf, pairRows } from './group-columns.ts';

const parameters = z.object({
  firstColumn: column({ port: 'first', text: text.parameter('firstColumn') }),
  secondColumn: column({ port: 'second', text: text.parameter('secondColumn') }),
});

/** A heat map with more groups on a side than this cannot be read. */
const MOST_SHOWN = 60;

export const compareClusterings = defineStep({
  id: 'cluster.compare',
  version: 1,
  text,
  references: [
    'doi:10.1007/BF01908075',
    'https://jmlr.org/papers/v11/vinh10a.html',
    'https://aclanthology.org/D07-1043/',
  ],
  needs: {
    first: tableIn({ label: text.input('first'), prefersOutput: 'clusters' }),
    second: tableIn({ label: text.input('second'), prefersOutput: 'clusters' }),
  },
  gives: {
    moves: tableOut({ label: text.output('moves'), name: 'cluster_moves', entity: 'same' }),
    flow: figureOut({ label: text.output('flow') }),
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
    const counts = contingency(codesOf(a, namesA), codesOf(b, namesB));
    context.progress(0.7);
    return {
      moves: movesTable(first, known, a, b, usualPartner(counts, namesA, namesB)),
      flow: flowFigure(counts, namesA, namesB),
      adjustedRand: adjustedRand(a, b),
      ...agreementOf(counts),
      compared: known.length,
    };
  },
});

/** For each first group the second group that most of its rows are in. */
function usualPartner(
  { counts }: Contingency,
  namesA: readonly string[],
  namesB: readonly string[],
): Map<string, string> {
  return new Map(
    namesA.map((name, i) => {
      const row = counts.subarray(i * namesB.length, (i + 1) * namesB.length);
      return [name, namesB[row.indexOf(Math.max(...row))] ?? ''] as const;
    }),
  );
}

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

function flowFigure(
  { counts, a, total }: Contingency,
  namesA: readonly string[],
  namesB: readonly string[],
): HeatmapFigure {
  const [nA, nB] = [Math.min(MOST_SHOWN, namesA.length), Math.min(MOST_SHOWN, namesB.length)];
  const share = (i: number, j: number): number => (a[i]! > 0 ? counts[i * namesB.length + j]! / a[i]! : 0);
  const values = Float64Array.from({ length: nA * nB }, (_, at) => share(Math.floor(at / nB), at % nB));
  const largest = a.indexOf(Math.max(...a));
  const row = Float64Array.from(namesB, (_, j) => share(largest, j));
  const to = row.indexOf(Math.max(...row));
  const title = text.message('flowTitle', {
    share: { percent: row[to] ?? 0 },
    from: namesA[largest] ?? '',
    to: namesB[to] ?? '',
  });
  return {
    kind: 'heatmap',
    title,
    subtitle: text.message('flowSubtitle', { rows: total }),
    summary: title,
    rows: namesA.slice(0, nA),
    columns: namesB.slice(0, nB),
    values,
    value: { label: text.message('share'), unit: 'share' },
    diverging: false,
  };
}
