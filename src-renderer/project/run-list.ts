import type { NotedRun, Run } from '../../src-main/contract/project.ts';

/** Which runs are listed. */
export interface RunFilter {
  /** Of this panel alone; empty for all. */
  readonly panelId: string;
  /** Ended so; empty for all. */
  readonly state: Run['state'] | '';
  readonly pinnedOnly: boolean;
  /** Stands in the title or the note. */
  readonly find: string;
}

export const ALL_RUNS: RunFilter = { panelId: '', state: '', pinnedOnly: false, find: '' };

export type RunColumn = 'panel' | 'started' | 'took' | 'state' | 'measured' | 'note';

export interface RunOrder {
  readonly by: RunColumn;
  readonly descending: boolean;
}

/** The newest first. */
export const NEWEST: RunOrder = { by: 'started', descending: true };

/** The order after a column's head was pressed: what is asked for twice is turned round; times and numbers begin with the largest. */
export const pressed = (order: RunOrder, by: RunColumn): RunOrder =>
  order.by === by
    ? { by, descending: !order.descending }
    : { by, descending: by === 'started' || by === 'took' || by === 'measured' };

/** What a run measured first. */
const firstMetric = ({ outputs }: Run): number | null => outputs.find(({ metric }) => metric)?.metric?.value ?? null;

function keyOf(run: NotedRun, by: RunColumn, title: string): string | number | null {
  switch (by) {
    case 'panel':
      return title;
    case 'started':
      return run.startedAt;
    case 'took':
      return run.durationMs;
    case 'state':
      return run.state;
    case 'measured':
      return firstMetric(run);
    case 'note':
      return run.note === '' ? null : run.note;
  }
}

/** The runs that a filter lets through, in order; those that have nothing in the column come last either way. */
export function listedRuns(
  runs: readonly NotedRun[],
  filter: RunFilter,
  { by, descending }: RunOrder,
  titleOf: (run: Run) => string,
): NotedRun[] {
  const wanted = filter.find.trim().toLowerCase();
  const suits = (run: NotedRun): boolean =>
    (filter.panelId === '' || run.panelId === filter.panelId) &&
    (filter.state === '' || run.state === filter.state) &&
    (!filter.pinnedOnly || run.pinned) &&
    `${titleOf(run)}\n${run.note}`.toLowerCase().includes(wanted);
  const sign = descending ? -1 : 1;
  return runs
    .filter(suits)
    .map((run) => ({ run, key: keyOf(run, by, titleOf(run)) }))
    .sort((a, b) => {
      if (a.key === null || b.key === null) return Number(a.key === null) - Number(b.key === null);
      if (typeof a.key === 'string') return sign * a.key.localeCompare(String(b.key));
      return sign * (a.key - Number(b.key));
    })
    .map(({ run }) => run);
}
