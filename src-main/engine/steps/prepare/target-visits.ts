import { countByCode, mostByCode } from '../../table/by-code.ts';
import { numberColumn, type NumberColumn, type TextColumn } from '../../table/column.ts';
import { positions } from '../../table/code-order.ts';
import { rankKeys } from '../../table/ranked-keys.ts';
import type { Table } from '../../table/table.ts';
import { columnNames, frequentKinds, kindsOfRows, type Kinds } from '../features/profiles.ts';
import { dayOf } from '../order-lines.ts';
import type { Snapshot } from './target-snapshots.ts';
import { targetText as text } from './target-text.ts';

/** What a table of visits and clicks says of customers at a snapshot: counts in the window by kind, and days since the last. */
export type VisitFeatures = (snapshot: Snapshot, keys: readonly string[]) => NumberColumn[];

/** The kinds of visits that get a count of their own: the most frequent before a moment; null where they are all of one kind. */
export function visitKinds(activity: Table, before: number, maxKinds: number): Kinds | null {
  const column = typesOf(activity);
  if (!column) return null;
  const times = activity.dateRole('time').values;
  const rows = positions(times.length).filter((row) => times[row]! < before);
  return { ...frequentKinds(column, rows, maxKinds), hasOthers: false };
}

function typesOf(activity: Table): TextColumn | null {
  const type = activity.findRole('eventType');
  return type?.type === 'text' ? type : null;
}

/**
 * Prepares the counting of visits.
 *
 * @param settled the kinds that get a count of their own.
 */
export function visitFeatures(activity: Table, settled: Kinds | null): VisitFeatures {
  const { codes, keys: known } = rankKeys(activity.textRole('customerId'));
  const place = new Map(known.map((key, code) => [key, code]));
  const times = activity.dateRole('time').values;
  const column = typesOf(activity);
  const kinds: Kinds = settled ?? { names: [], hasOthers: false };
  const kindOf = column && kindsOfRows(column, kinds, positions(codes.length));
  const names = columnNames('visits', kinds.names);
  return ({ windowFrom, cutoff }, keys) => {
    const rows = Int32Array.from(keys, (key) => place.get(key) ?? -1);
    const perCustomer = (byCode: ArrayLike<number>, none: number): Float64Array =>
      Float64Array.from(rows, (code) => (code < 0 ? none : byCode[code]!));
    const counted = (keep: (row: number) => boolean): Float64Array => {
      const kept = codes.map((code, row) =>
        times[row]! >= windowFrom && times[row]! < cutoff && keep(row) ? code : -1,
      );
      return perCustomer(countByCode(kept, known.length), 0);
    };
    const earlier = codes.map((code, row) => (times[row]! < cutoff ? code : -1));
    const last = perCustomer(mostByCode(earlier, known.length, times), NaN);
    return [
      numberColumn(
        'visits',
        counted(() => true),
        { unit: 'count', label: text.column('visits') },
      ),
      numberColumn(
        'days_since_visit',
        last.map((time) => dayOf(cutoff) - dayOf(time)),
        { unit: 'days', label: text.column('lastVisit') },
      ),
      ...names.map((name, kind) =>
        numberColumn(
          name,
          counted((row) => kindOf?.[row] === kind),
          { unit: 'count' },
        ),
      ),
    ];
  };
}
