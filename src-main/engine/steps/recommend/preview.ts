import { z } from 'zod';
import type { Answer } from '../../../contract/answer.ts';
import { ClienteleError } from '../../../contract/errors.ts';
import { codedTextColumn, dateColumn, numberColumn, textColumn, type Column } from '../../table/column.ts';
import { Table } from '../../table/table.ts';
import type { Context } from '../context.ts';
import {
  column,
  defineStep,
  figureOut,
  optionalModelIn,
  optionalTableIn,
  question,
  tableIn,
  tableOut,
  type FittedModel,
} from '../define.ts';
import { byClusterFigure, itemCounts, readClusters, typicalCustomers } from './cluster-view.ts';
import {
  historyEntries,
  listEntries,
  rowsWith,
  type HistoryEntry,
  type ListEntry,
  type ListSource,
} from './customer-view.ts';
import { answerCluster, answerCustomer, answerFind } from './preview-answers.ts';
import { previewText as text } from './preview-text.ts';

const parameters = z.object({
  clusterColumn: column({ port: 'clusters', text: text.parameter('clusterColumn') }),
  nCustomers: z
    .int()
    .min(1)
    .max(100)
    .default(6)
    .meta({ ...text.parameter('nCustomers') }),
  historyLength: z
    .int()
    .min(1)
    .max(1000)
    .default(20)
    .meta({ ...text.parameter('historyLength') }),
  topK: z
    .int()
    .min(1)
    .max(100)
    .default(10)
    .meta({ ...text.parameter('topK') }),
});

const needs = {
  interactions: tableIn({
    label: text.input('interactions'),
    roles: ['customerId', 'itemId'],
    prefers: 'interactions',
    prefersOutput: 'interactions_clean',
  }),
  recommendations: optionalTableIn({
    label: text.input('recommendations'),
    roles: ['customerId', 'itemId'],
    prefersOutput: 'recommendations',
  }),
  model: optionalModelIn({ label: text.input('model'), steps: ['recommend.*'] }),
  clusters: optionalTableIn({ label: text.input('clusters'), roles: ['customerId'], prefersOutput: 'clusters' }),
};

/** The table of recommendations where one is connected, else the model. @throws missing-input where there is neither */
function sourceOf(context: Context, recommendations: Table | null, model: FittedModel | null): ListSource {
  if (recommendations) return { table: recommendations };
  const recommender = model && context.chains.recommender(model);
  if (!recommender) throw new ClienteleError('missing-input', { input: text.input('recommendations') });
  return { recommender };
}

export const preview = defineStep({
  id: 'recommend.preview',
  version: 1,
  text,
  references: [],
  needs,
  gives: {
    history: tableOut({ label: text.output('history'), name: 'preview_history', entity: 'none' }),
    recommendations: tableOut({
      label: text.output('recommendations'),
      name: 'preview_recommendations',
      entity: 'none',
    }),
    byCluster: figureOut({ label: text.output('byCluster') }),
  },
  parameters,
  memory: ({ nRows }) => nRows * 60,
  questions: {
    customer: question(needs, parameters, {
      label: text.source.questions.customer,
      input: z.object({ customer: z.string().max(500) }),
      answer: (context, { interactions, recommendations, model, clusters }, options, { customer }): Promise<Answer> =>
        answerCustomer(context, interactions, sourceOf(context, recommendations, model), clusters, options, customer),
    }),
    cluster: question(needs, parameters, {
      label: text.source.questions.cluster,
      input: z.object({ cluster: z.string().max(500) }),
      answer: (context, { interactions, recommendations, model, clusters }, options, { cluster }): Promise<Answer> =>
        answerCluster(context, interactions, sourceOf(context, recommendations, model), clusters, options, cluster),
    }),
    find: question(needs, parameters, {
      label: text.source.questions.find,
      input: z.object({ find: z.string().max(500).default('') }),
      answer: (_context, { interactions }, _options, { find }): Answer => answerFind(interactions, find),
    }),
  },
  async run(context, { interactions, recommendations, model, clusters: clusterTable }, options) {
    const source = sourceOf(context, recommendations, model);
    const clusters = clusterTable && readClusters(clusterTable, options.clusterColumn);
    const counts = itemCounts(interactions);
    const shown = clusters
      ? typicalCustomers(clusters, counts).flatMap((id, i) =>
          id === null ? [] : [{ id, cluster: clusters.names[i] ?? null }],
        )
      : drawCustomers(context, [...counts.keys()].sort(), options.nCustomers).map((id) => ({ id, cluster: null }));
    const views: CustomerView[] = [];
    for (const [index, { id, cluster }] of shown.entries()) {
      context.signal.throwIfAborted();
      context.progress(index / (shown.length + 1));
      const rows = rowsWith(interactions.textRole('customerId'), id);
      const history = historyEntries(interactions, rows).slice(0, options.historyLength);
      views.push({
        id,
        cluster,
        history,
        list: await listEntries(source, interactions, id, rows, options.topK, context),
      });
    }
    const byCluster = clusters ? await byClusterFigure(source, interactions, clusters, options.topK, context) : null;
    return { history: historyTable(views), recommendations: listTable(views), byCluster };
  },
});

interface CustomerView {
  readonly id: string;
  readonly cluster: string | null;
  readonly history: readonly HistoryEntry[];
  readonly list: readonly ListEntry[];
}

const drawCustomers = (context: Context, ids: readonly string[], most: number): string[] =>
  Array.from(context.random.permutation(ids.length).subarray(0, most), (i) => ids[i] as string).sort();

/** The columns that say whom a row is about: customer, and cluster where there are clusters. */
function subjectColumns(views: readonly CustomerView[], lengthOf: (view: CustomerView) => number): Column[] {
  const codes = Int32Array.from(views.flatMap((view, i) => new Array<number>(lengthOf(view)).fill(i)));
  const customer = codedTextColumn(
    'customer_id',
    codes,
    views.map(({ id }) => id),
    { role: 'customerId', label: text.column('customer_id') },
  );
  if (views.every(({ cluster }) => cluster === null)) return [customer];
  return [
    textColumn(
      'cluster',
      Array.from(codes, (i) => views[i]?.cluster ?? null),
      { label: text.column('cluster') },
    ),
    customer,
  ];
}

function historyTable(views: readonly CustomerView[]): Table {
  const entries = views.flatMap(({ history }) => history);
  return new Table(
    [
      ...subjectColumns(views, ({ history }) => history.length),
      textColumn(
        'item_id',
        entries.map(({ item }) => item),
        { role: 'itemId', label: text.column('item_id') },
      ),
      textColumn(
        'item_name',
        entries.map(({ name }) => name),
        { role: 'itemName', label: text.column('item_name') },
      ),
      numberColumn(
        'orders',
        Int32Array.from(entries, ({ orders }) => orders),
        { unit: 'count', label: text.column('orders') },
      ),
      numberColumn(
        'quantity',
        Float64Array.from(entries, ({ quantity }) => quantity),
        { unit: 'count', label: text.column('quantity') },
      ),
      dateColumn(
        'last_bought',
        Float64Array.from(entries, ({ last }) => last),
        { label: text.column('last_bought') },
      ),
    ],
    { entity: 'none', name: 'preview_history' },
  );
}

function listTable(views: readonly CustomerView[]): Table {
  const entries = views.flatMap(({ list }) => list);
  return new Table(
    [
      ...subjectColumns(views, ({ list }) => list.length),
      numberColumn(
        'rank',
        Int32Array.from(entries, ({ rank }) => rank),
        { unit: 'count', label: text.column('rank') },
      ),
      textColumn(
        'item_id',
        entries.map(({ item }) => item),
        { role: 'itemId', label: text.column('item_id') },
      ),
      textColumn(
        'item_name',
        entries.map(({ name }) => name),
        { role: 'itemName', label: text.column('item_name') },
      ),
      numberColumn(
        'score',
        Float64Array.from(entries, ({ score }) => score),
        { unit: 'score', label: text.column('score') },
      ),
      textColumn(
        'reason_en',
        entries.map(({ reason }) => reason?.en ?? null),
        { label: text.column('reason_en') },
      ),
      textColumn(
        'reason_zh',
        entries.map(({ reason }) => reason?.zh ?? null),
        { label: text.column('reason_zh') },
      ),
    ],
    { entity: 'none', name: 'preview_recommendations' },
  );
}
