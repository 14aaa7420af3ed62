import type { Handlers } from '../../contract/calls.ts';
import { eventKinds, type EventKind, type GroupRef } from '../../contract/customer.ts';
import type { OutputInfo, PanelView, Run } from '../../contract/project.ts';
import type { TableRef } from '../../contract/table.ts';
import type { Label } from '../../contract/text.ts';
import type { EngineState } from '../engine.ts';
import { tableRoleOf } from '../import/table-role.ts';
import { datasetInput } from '../notebook/resolve.ts';
import type { GroupTable } from '../reader/customer.ts';
import type { StoredInput } from '../reader/protocol.ts';
import type { Session } from '../session/session.ts';
import { storedTable } from '../session/table-refs.ts';
import { findStep } from '../steps/registry.ts';

/** A table that a panel shows. */
interface Shown {
  readonly ref: Extract<TableRef, { from: 'panel' }>;
  readonly run: Run;
  readonly by: Label;
  readonly table: NonNullable<OutputInfo['table']>;
}

/** Steps whose columns nobody reads as they are: axes of maps, scaled numbers, numbers of clusters. */
const DERIVING = /^(project|transform|cluster|profile|search)\./;
/** Tables whose numbers stand beside one another. */
const MOST_TABLES = 4;

const titleOf = ({ panel }: PanelView): Label => {
  const info = findStep(panel.step)?.info;
  return panel.title === '' && info ? { code: panel.step, text: info.title } : panel.title;
};

function shownTables(session: Session): Shown[] {
  return [...session.state.views.values()].flatMap((view) =>
    (view.run?.outputs ?? []).flatMap(
      ({ id, table }): Shown[] =>
      table ? [{ ref: { from: 'panel', panelId: view.panel.id, output: id }, run: view.run!, by: titleOf(view), table }] : [], // prettier-ignore
    ),
  );
}

const has = ({ table }: Shown, column: string): boolean => table.columns.some(({ name }) => name === column);
const isOfCustomers = ({ table }: Pick<Shown, 'table'>): boolean =>
  table.columns.some(({ role }) => role === 'customerId');

function groupTables(session: Session, shown: readonly Shown[]): GroupTable[] {
  const input = (ref: TableRef): StoredInput => storedTable(session, ref);
  const segments = session.snapshot.segments.filter(({ entity }) => entity === 'customer').map(
    ({ id, name, membersHash }): GroupTable => ({ kind: 'segment', ref: { from: 'segment', segmentId: id }, by: null, name, input: input({ from: 'output', hash: membersHash }) }),
  ); // prettier-ignore
  const of = (kind: GroupTable['kind'], tables: readonly Shown[], refOf: (shown: Shown) => GroupRef | null) =>
    tables.map((one): GroupTable => ({ kind, ref: refOf(one), by: one.by, name: null, input: input(one.ref) }));
  const customers = shown.filter(isOfCustomers);
  const from = (step: string, output: string): Shown[] =>
    customers.filter(({ run, ref }) => run.step === step && ref.output === output);
  const clusters = customers.filter((one) => one.run.step.startsWith('cluster.') && has(one, 'cluster') && one.table.entity === 'customer'); // prettier-ignore
  return [
    ...of('cluster', clusters, ({ ref }) => ({ from: 'clustering', panelId: ref.panelId })),
    ...segments,
    ...of('persona', from('profile.personas', 'members'), () => null),
    ...of('tag', from('profile.tags', 'tags'), () => null),
  ];
}

/** Where orders are read from: cleaned ones where there are any, else the table that was imported. */
function orderTable(session: Session, shown: readonly Shown[]): TableRef | null {
  const isOrders = (columns: Parameters<typeof tableRoleOf>[0]): boolean => ['interactions', 'orders'].includes(tableRoleOf(columns)); // prettier-ignore
  const cleaned = shown.find(({ run, table }) => run.step === 'prepare.clean' && isOrders(table.columns));
  const dataset = session.snapshot.datasets.find(({ columns }) => isOrders(columns));
  return cleaned?.ref ?? (dataset ? { from: 'dataset', datasetId: dataset.id } : null);
}

/** What alike is measured on: what a clustering read, else scaled features, else features as they are. */
function nearTable(
  session: Session,
  shown: readonly Shown[],
  features: readonly Shown[],
): { input: StoredInput; scaled: boolean } | null {
  const scaled = shown.filter(({ run, table }) => run.step.startsWith('transform.scale') && table.entity === 'customer').at(-1); // prettier-ignore
  const plain = [...features].sort((a, b) => b.table.columns.length - a.table.columns.length)[0];
  const found = scaled ?? plain;
  return found ? { input: storedTable(session, found.ref), scaled: found === scaled } : null;
}

/** What happened to customers beside orders, where a table with a time tells of that; null of any other. */
function eventKindOf(columns: Parameters<typeof tableRoleOf>[0]): EventKind | null {
  const isOfCustomers = columns.some(({ role }) => role === 'customerId');
  const isTimed = columns.some(({ role }) => role === 'time');
  const role = tableRoleOf(columns);
  return isOfCustomers && isTimed ? (eventKinds.find((kind) => kind === role) ?? null) : null;
}

/** The table of the people themselves is asked before those of what was sent to them. */
const isPeople = (columns: Parameters<typeof tableRoleOf>[0]): boolean => tableRoleOf(columns) === 'customers';

/** Everything that a project holds about one customer. */
export function customerHandlers(state: EngineState) {
  return {
    'customer.view': async ({ customerId, against }, signal) => {
      const session = state.requireSession();
      const shown = shownTables(session);
      const features = shown.filter(({ run, table }) => table.entity === 'customer' && !DERIVING.test(run.step));
      const source = orderTable(session, shown);
      const datasets = session.snapshot.datasets;
      const inputs = (entity: 'customer' | 'product'): StoredInput[] => datasets.filter((dataset) => dataset.entity === entity && eventKindOf(dataset.columns) === null).sort((a, b) => Number(isPeople(b.columns)) - Number(isPeople(a.columns))).map((dataset) => datasetInput(dataset) as StoredInput); // prettier-ignore
      const query = {
        kind: 'customer',
        customerId,
        against,
        orders: source && storedTable(session, source),
        about: inputs('customer'),
        events: datasets.flatMap((dataset) => {
          const kind = eventKindOf(dataset.columns);
          return kind ? [{ input: datasetInput(dataset) as StoredInput, kind }] : [];
        }),
        products: inputs('product'),
        // What was joined last has most of them.
        features: features.slice(-MOST_TABLES).reverse().map(({ ref }) => storedTable(session, ref)),
        groups: groupTables(session, shown),
        near: nearTable(session, shown, features),
        lists: shown
          // A preview repeats the lists of others.
          .filter(({ run, ref }) => run.step.startsWith('recommend.') && run.step !== 'recommend.preview' && ref.output === 'recommendations')
          .map(({ ref, by }) => ({ input: storedTable(session, ref), by, panelId: ref.panelId })),
      } as const; // prettier-ignore
      return { ...(await session.tools.readers.query(session.path, query, signal)), source };
    },
  } satisfies Partial<Handlers>;
}
