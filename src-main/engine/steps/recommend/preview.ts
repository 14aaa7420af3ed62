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
  modelsIn,
  optionalTableIn,
  question,
  tableIn,
  tableOut,
  type FittedModel,
} from '../define.ts';
import type { Text } from '../../../contract/text.ts';
import { byClusterFigure, itemCounts, readClusters, typicalCustomers } from './cluster-view.ts';
import {
  historyEntries,
  listEntries,
  rowsWith,
  type HistoryEntry,
  type ListEntry,
  type NamedSource,
} from './customer-view.ts';
import { exposureOf } from './exposure.ts';
import { answerCatalogue, answerCluster, answerCustomer, answerFind } from './preview-answers.ts';
import { previewText as text } from './preview-text.ts';
import { answerProduct } from './product-view.ts';
import { writtenOut } from './reasons.ts';
import type { Recommender } from './recommender.ts';
import { answerWhatIf } from './what-if.ts';

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
  model: modelsIn({ label: text.input('model'), steps: ['recommend.*'], max: 3 }),
  clusters: optionalTableIn({ label: text.input('clusters'), roles: ['customerId'], prefersOutput: 'clusters' }),
};

/**
 * Where lists come from: the table of recommendations where one is connected, else the first model, and the further models.
 *
 * @throws missing-input where there is neither
 */
function sourcesOf(context: Context, recommendations: Table | null, models: readonly FittedModel[]): NamedSource[] {
  const found = models.flatMap((model): NamedSource[] => {
    const recommender = context.chains.recommender(model);
    const name = writtenOut(context.chains.title({ steps: [{ step: model.step, parameters: {} }] }));
    return recommender ? [{ name, source: { recommender } }] : [];
  });
  const sources = recommendations
    ? [{ name: text.input('recommendations'), source: { table: recommendations } }, ...found.slice(1)]
    : found;
  if (sources.length === 0) throw new ClienteleError('missing-input', { input: text.input('recommendations') });
  return sources.length === 1 ? sources.map(({ source }) => ({ name: null, source })) : sources;
}

/** The first model as it answers, or null. */
const firstRecommender = (context: Context, models: readonly FittedModel[]): Recommender | null =>
  (models[0] && context.chains.recommender(models[0])) ?? null;

export const preview = defineStep({
  id: 'recommend.preview',
  version: 5,
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
    exposure: figureOut({ label: text.output('exposure') }),
  },
  parameters,
  memory: ({ nRows }) => nRows * 60,
  questions: {
    customer: question(needs, parameters, {
      label: text.source.questions.customer,
      input: z.object({ customer: z.string().max(500) }),
      isAboutCustomer: true,
      answer: (context, { interactions, recommendations, model, clusters }, options, { customer }): Promise<Answer> =>
        answerCustomer(context, interactions, sourcesOf(context, recommendations, model), clusters, options, customer),
    }),
    cluster: question(needs, parameters, {
      label: text.source.questions.cluster,
      input: z.object({ cluster: z.string().max(500) }),
      answer: (context, { interactions, recommendations, model, clusters }, options, { cluster }): Promise<Answer> =>
        answerCluster(context, interactions, sourcesOf(context, recommendations, model), clusters, options, cluster),
    }),
    whatIf: question(needs, parameters, {
      label: text.source.questions.whatIf,
      input: z.object({
        customer: z.string().min(1).max(500).meta({ label: text.source.questions.customerField }),
        add: z.array(z.string()).max(50).default([]).meta({ label: text.source.questions.add }),
        remove: z.array(z.string()).max(50).default([]).meta({ label: text.source.questions.remove }),
      }), // prettier-ignore
      answer: (context, { interactions, model }, { topK }, change): Promise<Answer> =>
        answerWhatIf(context, interactions, firstRecommender(context, model), topK, change),
    }),
    product: question(needs, parameters, {
      label: text.source.questions.product,
      input: z.object({ product: z.string().min(1).max(500) }),
      answer: (context, { interactions, recommendations, model }, _options, { product }): Promise<Answer> =>
        answerProduct(context, interactions, sourcesOf(context, recommendations, model)[0]!.source, product),
    }),
    catalogue: question(needs, parameters, {
      label: text.source.questions.catalogue,
      input: z.object({
        topK: z.int().min(1).max(50).default(10).meta({ label: text.source.questions.listLength, slider: true }),
      }), // prettier-ignore
      answer: (context, { interactions, recommendations, model }, _options, { topK }): Promise<Answer> =>
        answerCatalogue(context, interactions, sourcesOf(context, recommendations, model), topK),
    }),
    find: question(needs, parameters, {
      label: text.source.questions.find,
      input: z.object({ find: z.string().max(500).default('') }),
      answer: (_context, { interactions }, _options, { find }): Answer => answerFind(interactions, find),
    }),
  },
  async run(context, { interactions, recommendations, model, clusters: clusterTable }, options) {
    const sources = sourcesOf(context, recommendations, model);
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
      context.progress(index / (shown.length + 2));
      const rows = rowsWith(interactions.textRole('customerId'), id);
      const history = historyEntries(interactions, rows).slice(0, options.historyLength);
      const list: ListedEntry[] = [];
      for (const { name, source } of sources)
        for (const entry of await listEntries(source, interactions, id, rows, options.topK, context))
          list.push({ ...entry, model: name });
      views.push({ id, cluster, history, list });
    }
    const [{ source }] = sources as [NamedSource];
    const byCluster = clusters ? await byClusterFigure(source, interactions, clusters, options.topK, context) : null;
    const exposure = await exposureOf(context, interactions, sources, options.topK, EXPOSED_CUSTOMERS);
    return {
      history: historyTable(views),
      recommendations: listTable(views),
      byCluster,
      exposure: exposure?.figure ?? null,
    };
  },
});

/** Customers whose lists say in a run what gets seen. */
const EXPOSED_CUSTOMERS = 2000;

/** A recommendation with whose it is, where there are several. */
interface ListedEntry extends ListEntry {
  readonly model: Text | null;
}

interface CustomerView {
  readonly id: string;
  readonly cluster: string | null;
  readonly history: readonly HistoryEntry[];
  readonly list: readonly ListedEntry[];
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
      ...(entries.every(({ model }) => model === null)
        ? []
        : [textColumn('model', entries.map(({ model }) => model?.en ?? null), { label: text.column('model') })]), // prettier-ignore
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
