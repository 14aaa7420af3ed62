import { ClienteleError } from '../../contract/errors.ts';
import type { CustomerEvent, CustomerFeature, CustomerGroup, CustomerView, GroupRef } from '../../contract/customer.ts';
import type { Cell, ColumnRole } from '../../contract/table.ts';
import type { Label, Text } from '../../contract/text.ts';
import { quantilesOf } from '../maths/selection.ts';
import { variance } from '../maths/statistics.ts';
import { TopItems } from '../maths/top-items.ts';
import type { Loader } from '../notebook/load.ts';
import { NOISE } from '../steps/cluster/group-names.ts';
import { readReason } from '../steps/recommend/reasons.ts';
import { cellAt, codesOf, columnInfo, textAt } from '../table/column.ts';
import { doublesOf } from '../table/numbers.ts';
import type { Table } from '../table/table.ts';
import { customerOrders, namesOfProducts, rowsOf } from './customer-orders.ts';
import type { Query, StoredInput } from './protocol.ts';

/** A table that says who is in which group. */
export interface GroupTable {
  readonly kind: CustomerGroup['kind'];
  readonly ref: GroupRef | null;
  readonly by: Label | null;
  /** The name of a segment; groups of other tables are named in them. */
  readonly name: Label | null;
  readonly input: StoredInput;
}

const MOST_NEAREST = 8;
const MOST_FEATURES = 60;
const MOST_RECOMMENDED = 8;
const MOST_EVENTS = 100;

type CustomerQuery = Extract<Query, { kind: 'customer' }>;

/** Everything that stored tables hold about one customer. @throws not-found where none of them knows the id. */
export function customerView(query: CustomerQuery, loader: Loader): Omit<CustomerView, 'source'> {
  const { customerId } = query;
  const load = (input: StoredInput): Table => loader.table(input);
  const orders = query.orders && load(query.orders);
  const abouts = query.about.map(load);
  const nameOf = namesOfProducts([...query.products.map(load), ...(orders ? [orders] : [])]);
  const groups = query.groups.flatMap((group) => groupsIn(group, load(group.input), customerId));
  const against = chosenGroup(query.against, groups);
  const features = featuresOf(query.features.map(load), customerId, against?.keys ?? null);
  const known = [orders, ...abouts, ...query.features.map(load)].some((table) => table && rowsOf(table, customerId).length > 0); // prettier-ignore
  if (!known) throw new ClienteleError('not-found', { kind: { en: 'customer', zh: '顾客' }, id: customerId });
  return {
    id: customerId,
    about: abouts.flatMap((table) => aboutIn(table, customerId)),
    currency: orders?.currency ?? null,
    ...(orders ? customerOrders(orders, customerId, nameOf) : { orders: [], nOrders: 0, total: null, bought: [] }),
    events: eventsOf(query.events, customerId, load, nameOf),
    features,
    groups: groups.map(({ group }) => group),
    against: against?.group.ref ?? null,
    ...nearestOf(query, load),
    recommended: query.lists.flatMap(({ input, by, panelId }) => {
      const items = recommendedIn(load(input), customerId, nameOf);
      return items.length > 0 ? [{ by, panelId, items }] : [];
    }),
  };
}

function aboutIn(table: Table, customerId: string): CustomerView['about'] {
  const [row] = rowsOf(table, customerId);
  if (row === undefined) return [];
  const said = table.columns.filter(({ role }) => role !== 'customerId');
  return said.map((column) => ({ column: columnInfo(column), value: cellAt(column, row) }));
}

/** Columns that say whose a row is, when it was, or which, and nothing of what happened. */
const KEYS: readonly (ColumnRole | null)[] = ['customerId', 'time', 'orderId', 'sessionId', 'customerName', 'contact'];

function eventsOf(
  tables: CustomerQuery['events'],
  customerId: string,
  load: (input: StoredInput) => Table,
  nameOf: (id: string) => string,
): CustomerEvent[] {
  const found = tables.flatMap(({ input, kind }) => {
    const table = load(input);
    const time = table.findRole('time');
    if (time?.type !== 'date') return [];
    const told = table.columns.filter(({ role }) => !KEYS.includes(role));
    return [...rowsOf(table, customerId)].map((row): CustomerEvent => {
      const about = told.map((column) => {
        const value = cellAt(column, row);
        return { column: columnInfo(column), value: column.role === 'itemId' && typeof value === 'string' ? nameOf(value) : value };
      });
      return { at: time.values[row]!, kind, about: about.filter(({ value }) => value !== null && value !== '') };
    });
  });
  return found.filter(({ at }) => !Number.isNaN(at)).sort((a, b) => b.at - a.at).slice(0, MOST_EVENTS);
} // prettier-ignore

interface FoundGroup {
  readonly group: CustomerGroup;
  readonly keys: () => ReadonlySet<string>;
}

const CLUSTER: Text = { en: 'Cluster {cluster}', zh: '聚类 {cluster}' };
const OUTSIDE: Label = { code: 'outside', text: { en: 'In no cluster', zh: '不属于任何聚类' } };

/** The columns that name the group of a row, by what kind of table it is. */
const NAMES = { cluster: ['cluster'], persona: ['name_en', 'name_zh'], tag: ['name_en', 'name_zh'], segment: [] };

function groupsIn({ kind, ref, by, name }: GroupTable, table: Table, customerId: string): FoundGroup[] {
  return [...rowsOf(table, customerId)].map((row) => {
    const cells = NAMES[kind].map((column) => table.find(column)).map((column) => column && cellAt(column, row));
    const rows = name === null ? rowsLike(table, NAMES[kind][0] ?? '', row) : null;
    const certainty = table.find('certainty');
    const sure = certainty ? cellAt(certainty, row) : null;
    return {
      group: {
        kind,
        ref,
        by,
        name: name ?? nameOfGroup(kind, cells),
        size: rows?.length ?? table.nRows,
        certainty: typeof sure === 'number' && kind === 'cluster' ? sure : null,
      },
      keys: () => keysAt(table, rows),
    };
  });
}

function nameOfGroup(kind: CustomerGroup['kind'], cells: readonly (Cell | null)[]): Label {
  const [first, second] = cells.map((cell) => String(cell ?? ''));
  if (kind !== 'cluster') return { code: kind, text: { en: '{en}', zh: '{zh}' }, values: { en: first ?? '', zh: second ?? '' } }; // prettier-ignore
  return first === NOISE ? OUTSIDE : { code: kind, text: CLUSTER, values: { cluster: first ?? '' } };
}

/** The rows with the same value in a column as one of them. */
function rowsLike(table: Table, name: string, row: number): number[] {
  const column = table.find(name);
  if (!column) return [row];
  if (column.type === 'text') {
    const { codes } = codesOf(column);
    return [...codes.keys()].filter((other) => codes[other] === codes[row]);
  }
  const value = cellAt(column, row);
  const values = column.type === 'boolean' ? null : doublesOf(column);
  return [...Array(table.nRows).keys()].filter((other) => (values ? values[other] === value : cellAt(column, other) === value)); // prettier-ignore
}

/** The customers of some rows, or of all. */
function keysAt(table: Table, rows: readonly number[] | null): ReadonlySet<string> {
  const key = table.findRole('customerId');
  if (key?.type !== 'text') return new Set();
  const { codes, dictionary } = codesOf(key);
  const at = rows ?? [...codes.keys()];
  return new Set(at.flatMap((row) => dictionary[codes[row]!] ?? []));
}

/** The group to compare with: the one that was asked for, else the first clustering, else the first segment. */
function chosenGroup(wanted: GroupRef | null, groups: readonly FoundGroup[]): FoundGroup | null {
  const same = ({ group }: FoundGroup): boolean => JSON.stringify(group.ref) === JSON.stringify(wanted);
  const comparable = groups.filter(({ group }) => group.ref !== null);
  return (
    (wanted && comparable.find(same)) ??
    comparable.find(({ group }) => group.kind === 'cluster') ??
    comparable[0] ??
    null
  );
}

/** Number columns of tables with a row for each customer; of columns with one name the first. */
function featuresOf(
  tables: readonly Table[],
  customerId: string,
  keysOf: (() => ReadonlySet<string>) | null,
): CustomerFeature[] {
  const keys = keysOf?.() ?? null;
  const seen = new Set<string>();
  const found = tables.flatMap((table) => {
    const [row] = rowsOf(table, customerId);
    const key = table.key();
    if (row === undefined || !key) return [];
    const { codes, dictionary } = codesOf(key);
    const inside = keys && dictionary.map((own) => keys.has(own));
    const numbers = table.columns.filter(({ type, role, name }) => type === 'number' && role === null && !seen.has(name)); // prettier-ignore
    return numbers.flatMap((column): CustomerFeature[] => {
      if (column.type !== 'number') return [];
      seen.add(column.name);
      const values = doublesOf(column);
      const [everyone = NaN] = quantilesOf(values, [0.5]);
      if (Number.isNaN(everyone)) return [];
      const value = values[row]!;
      const [group = NaN] = inside
        ? quantilesOf(
            values.filter((_, at) => inside[codes[at]!]),
            [0.5],
          )
        : [];
      return [
        {
          column: columnInfo(column),
          currency: table.currency,
          value: Number.isNaN(value) ? null : value,
          group: Number.isNaN(group) ? null : group,
          everyone,
          place: placeOf(values, value),
        },
      ];
    });
  });
  return found.slice(0, MOST_FEATURES);
}

/** The share of the known values below one, equal ones counted half. */
function placeOf(values: Float64Array, value: number): number | null {
  if (Number.isNaN(value)) return null;
  let [below, equal, known] = [0, 0, 0];
  for (const other of values) {
    if (Number.isNaN(other)) continue;
    known++;
    if (other < value) below++;
    else if (other === value) equal++;
  }
  return (below + equal / 2) / known;
}

/** The customers nearest to one, as `search.nearest` measures it; features that nobody scaled are divided by their deviations. */
function nearestOf(
  { near, customerId, groups }: CustomerQuery,
  load: (input: StoredInput) => Table,
): Pick<CustomerView, 'nearest' | 'nearestBy'> {
  const none = { nearest: [], nearestBy: null };
  if (!near) return none;
  const table = load(near.input);
  const key = table.key();
  const [own] = rowsOf(table, customerId);
  const names = table.columns.filter(({ type, role }) => type === 'number' && role === null).map(({ name }) => name);
  if (!key || own === undefined || names.length === 0) return none;
  const { values, nColumns, nRows } = table.matrix(names);
  const scales = near.scaled ? null : names.map((name) => 1 / Math.sqrt(variance(doublesOf(table.number(name)), 0) || Infinity)); // prettier-ignore
  const top = new TopItems(MOST_NEAREST);
  for (let row = 0; row < nRows; row++) {
    if (row === own) continue;
    let [squared, known] = [0, 0];
    for (let j = 0; j < nColumns; j++) {
      const difference = (values[row * nColumns + j]! - values[own * nColumns + j]!) * (scales?.[j] ?? 1);
      if (difference !== difference) continue;
      squared += difference * difference;
      known++;
    }
    // What is unknown of either is taken to be as far apart as what is known, as scikit-learn's nan_euclidean_distances does.
    if (known > 0) top.offer(row, (-squared * nColumns) / known);
  }
  const grouping = groups.find(({ kind }) => kind === 'persona') ?? groups.find(({ kind }) => kind === 'cluster');
  const grouped = grouping && load(grouping.input);
  const nearest = Array.from({ length: top.size }, (_, i) => {
    const id = textAt(key, top.items[i]!) ?? '';
    const group = grouped ? (groupsIn(grouping, grouped, id)[0]?.group.name ?? null) : null;
    return { id, distance: Math.sqrt(-top.scores[i]!), group };
  });
  return { nearest, nearestBy: { name: table.name, nFeatures: nColumns, scaled: near.scaled } };
}

function recommendedIn(table: Table, customerId: string, nameOf: (id: string) => string) {
  const [item, rank, reason] = [table.findRole('itemId'), table.find('rank'), table.find('reason')];
  if (item?.type !== 'text') return [];
  return [...rowsOf(table, customerId)]
    .map((row) => ({ row, rank: Number(rank ? cellAt(rank, row) : row) }))
    .sort((a, b) => a.rank - b.rank)
    .slice(0, MOST_RECOMMENDED)
    .map(({ row }) => {
      const id = textAt(item, row) ?? '';
      const said = reason?.type === 'text' ? readReason(textAt(reason, row)) : null;
      return { id, name: nameOf(id), reason: said && { en: said.en, zh: said.zh } };
    });
}
