import type { Run, RunComparison } from '../../contract/project.ts';
import { canonicalJson } from '../notebook/cache-key.ts';
import { openLoader } from '../notebook/load.ts';
import { cellAt } from '../table/column.ts';
import type { Table } from '../table/table.ts';
import type { Session } from './session.ts';

/** The column that says which cluster a row was put in. */
const CLUSTER = 'cluster';

function clustersByKey(table: Table): Map<string, string> {
  const column = table.column(CLUSTER);
  const keys = table.keys();
  return new Map(keys.flatMap((key, row) => (key === null ? [] : [[key, String(cellAt(column, row))] as const])));
}

function assignmentOf(run: Run): string | null {
  const output = run.outputs.find(
    (candidate) =>
      candidate.table?.entity !== 'none' && candidate.table?.columns.some((column) => column.name === CLUSTER),
  );
  return output?.hash ?? null;
}

/** A contingency of old and new clusters over the rows that both runs assign. */
function compareClusters(
  before: Map<string, string>,
  after: Map<string, string>,
): NonNullable<RunComparison['clusters']> {
  const numeric = (a: string, b: string): number => Number(a) - Number(b) || (a < b ? -1 : 1);
  const rows = [...new Set(before.values())].sort(numeric);
  const columns = [...new Set(after.values())].sort(numeric);
  const counts = new Array<number>(rows.length * columns.length).fill(0);
  let nCommon = 0;
  for (const [key, from] of before) {
    const to = after.get(key);
    if (to === undefined) continue;
    nCommon++;
    const at = rows.indexOf(from) * columns.length + columns.indexOf(to);
    counts[at] = (counts[at] ?? 0) + 1;
  }
  return {
    before: rows,
    after: columns,
    counts,
    nMoved: nCommon - stayed(counts, rows.length, columns.length),
    nCommon,
  };
}

/**
 * Rows that stayed with their cluster, where each new cluster is matched to the old one it shares most rows with, the
 * largest overlaps first: numbers are only names.
 */
function stayed(counts: readonly number[], nRows: number, nColumns: number): number {
  const pairs = counts.map((count, at) => ({ count, row: Math.floor(at / nColumns), column: at % nColumns }));
  pairs.sort((a, b) => b.count - a.count || a.row - b.row || a.column - b.column);
  const [rows, columns] = [new Set<number>(), new Set<number>()];
  let total = 0;
  for (const { count, row, column } of pairs) {
    if (rows.has(row) || columns.has(column)) continue;
    rows.add(row);
    columns.add(column);
    total += count;
    if (rows.size === nRows || columns.size === nColumns) break;
  }
  return total;
}

/** What differs between two runs: parameters, metrics with their intervals, and which rows changed cluster. */
export function compareRuns(session: Session, before: Run, after: Run): RunComparison {
  const names = [...new Set([...Object.keys(before.parameters), ...Object.keys(after.parameters)])];
  const parameters = names
    .map((name) => ({ name, before: before.parameters[name], after: after.parameters[name] }))
    .filter((entry) => canonicalJson(entry.before ?? null) !== canonicalJson(entry.after ?? null));
  if (before.seed !== after.seed) parameters.push({ name: 'seed', before: before.seed, after: after.seed });
  const metricIds = [
    ...new Set(
      [...before.outputs, ...after.outputs].filter((output) => output.kind === 'metric').map((output) => output.id),
    ),
  ];
  const metricOf = (run: Run, id: string) => run.outputs.find((output) => output.id === id)?.metric ?? null;
  const metrics = metricIds.map((output) => ({
    output,
    before: metricOf(before, output),
    after: metricOf(after, output),
  }));
  const [oldHash, newHash] = [assignmentOf(before), assignmentOf(after)];
  if (!oldHash || !newHash) return { parameters, metrics, clusters: null };
  const loader = openLoader(session.path);
  try {
    const read = (hash: string): Table =>
      loader.table({ kind: 'stored', hash, contentHash: hash, name: '', overlay: null });
    return {
      parameters,
      metrics,
      clusters: compareClusters(clustersByKey(read(oldHash)), clustersByKey(read(newHash))),
    };
  } finally {
    loader.close();
  }
}
