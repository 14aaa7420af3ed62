import type { BarsFigure, HeatmapFigure, SankeyFigure } from '../../../contract/figure.ts';
import type { Label } from '../../../contract/text.ts';
import type { Table } from '../../table/table.ts';
import { columnLabel } from '../features-of.ts';
import { sizesOf, type Migration, type Shifts } from './drift-measures.ts';
import { driftText as text } from './drift-text.ts';
import { sankeyParts, type FlowGroup } from './flow-figure.ts';
import { groupId, groupLabel, groupOpening, groupPhrase } from './group-names.ts';

/** A heat map with more clusters on a side than this cannot be read. */
const MOST_SHOWN = 60;

const nameOf = (name: string): Label => groupLabel(name, true);

/** Where the customers of each cluster went, as shares of it. */
export function migrationFigure({ names, counts }: Migration): HeatmapFigure {
  const n = names.length;
  const shown = Math.min(n, MOST_SHOWN);
  // What does not fit is left out of the picture; who joined and who left is not.
  const kept = [...Array.from({ length: shown }, (_, i) => i), n];
  const at = (i: number, j: number): number => counts[i * (n + 1) + j]!;
  const totals = kept.map((i) => Array.from({ length: n + 1 }, (_, j) => at(i, j)).reduce((sum, own) => sum + own, 0));
  const values = Float64Array.from(
    kept.flatMap((i, row) => kept.map((j) => (totals[row]! > 0 ? at(i, j) / totals[row]! : 0))),
  );
  let [both, moved, most] = [0, 0, { from: 0, to: 0, count: 0 }];
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      both += at(i, j);
      if (i === j) continue;
      moved += at(i, j);
      if (at(i, j) > most.count) most = { from: i, to: j, count: at(i, j) };
    }
  }
  const sum = (of: (i: number) => number): number => names.reduce((total, _, i) => total + of(i), 0);
  const title =
    moved > 0
      ? text.message('migrationTitle', {
          moved: { percent: moved / both },
          from: groupPhrase(names[most.from] ?? '', true),
          to: groupPhrase(names[most.to] ?? '', true),
        })
      : text.message('migrationNone');
  const labels = names.slice(0, shown).map(nameOf);
  return {
    kind: 'heatmap',
    title,
    subtitle: text.message('migrationSubtitle', {
      rows: both,
      joined: sum((j) => at(n, j)),
      left: sum((i) => at(i, n)),
    }),
    summary: title,
    rows: [...labels, text.message('joined')],
    columns: [...labels, text.message('left')],
    values,
    value: { label: text.message('share'), unit: 'share' },
    diverging: false,
  };
}

/** How many stayed, moved, joined and left, as ribbons from before to after. */
export function flowFigure({ names, counts }: Migration): SankeyFigure | null {
  const n = names.length;
  const told = { stayed: 0, moved: 0, joined: 0, left: 0 };
  counts.forEach((count, at) => {
    const [i, j] = [Math.floor(at / (n + 1)), at % (n + 1)];
    told[i === n ? 'joined' : j === n ? 'left' : i === j ? 'stayed' : 'moved'] += count;
  });
  const groups = (outside: Label): FlowGroup[] => [
    ...names.map((name, at) => ({ id: groupId(name, at, true), label: nameOf(name), name })),
    { id: -1, label: outside, name: null },
  ];
  const parts = sankeyParts({ from: groups(text.message('joined')), to: groups(text.message('left')), counts }, false);
  if (parts.flows.length === 0) return null;
  const title = text.message('flowTitle', told);
  const side = (name: 'before' | 'after', own: SankeyFigure['from']['groups']) => ({
    label: { code: name, text: text.source.columns[name] },
    groups: own,
  });
  return {
    kind: 'sankey',
    title,
    subtitle: text.message('flowSubtitle'),
    summary: title,
    from: side('before', parts.from),
    to: side('after', parts.to),
    flows: parts.flows,
    value: { label: text.message('customers'), unit: 'count' },
    select: { table: 'everyone', from: 'before', to: 'after' },
  };
}

/** Each cluster's share of everyone, before and after. */
export function sizesFigure(migration: Migration): BarsFigure | null {
  const { names } = migration;
  const { before, after } = sizesOf(migration);
  const shares = (counts: Float64Array): Float64Array => {
    const total = counts.reduce((sum, count) => sum + count, 0);
    return counts.map((count) => (total > 0 ? count / total : 0));
  };
  const [first, second] = [shares(before), shares(after)];
  if (names.length === 0) return null;
  let largest = 0;
  const change = (i: number): number => second[i]! - first[i]!;
  for (let i = 1; i < names.length; i++) if (Math.abs(change(i)) > Math.abs(change(largest))) largest = i;
  const found = {
    cluster: groupOpening(names[largest] ?? '', true),
    before: { percent: first[largest]!, digits: 1 },
    after: { percent: second[largest]!, digits: 1 },
  };
  const title =
    change(largest) === 0
      ? text.message('sizesTitleSame')
      : text.message(change(largest) > 0 ? 'sizesTitleUp' : 'sizesTitleDown', found);
  const series = (name: 'before' | 'after', values: Float64Array) => ({
    name: { code: name, text: text.column(name) } as Label,
    values,
  });
  return {
    kind: 'bars',
    orientation: 'vertical',
    title,
    summary: title,
    categories: names.map(nameOf),
    value: { label: text.message('share'), unit: 'share' },
    series: [series('before', first), series('after', second)],
  };
}

/** How centres moved; null where no cluster was there in both periods. */
export function shiftsFigure({ names }: Migration, { features, values }: Shifts, table: Table): HeatmapFigure | null {
  const known = values.map((value) => (Number.isFinite(value) ? value : 0));
  if (!values.some(Number.isFinite)) return null;
  let strongest = 0;
  for (let at = 1; at < known.length; at++) if (Math.abs(known[at]!) > Math.abs(known[strongest]!)) strongest = at;
  const feature = features[strongest % features.length] ?? '';
  const title = text.message('shiftTitle', {
    cluster: groupOpening(names[Math.floor(strongest / features.length)] ?? '', true),
    feature: table.find(feature)?.label ?? feature,
    direction: text.source.messages[known[strongest]! >= 0 ? 'up' : 'down'],
    effect: { decimal: Math.abs(known[strongest]!), digits: 1 },
  });
  return {
    kind: 'heatmap',
    title,
    subtitle: text.message('shiftSubtitle'),
    summary: title,
    rows: names.map(nameOf),
    columns: features.map((name) => columnLabel(table, name)),
    values: known,
    value: { label: text.message('deviations') },
    diverging: true,
  };
}
