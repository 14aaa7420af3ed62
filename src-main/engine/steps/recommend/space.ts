import { z } from 'zod';
import type { ScatterFigure } from '../../../contract/figure.ts';
import { ClienteleError } from '../../../contract/errors.ts';
import { formatText, type Message } from '../../../contract/text.ts';
import { trustworthiness } from '../../maths/maps/trustworthiness.ts';
import { placeByUmap } from '../../maths/umap/place.ts';
import { fitUmap } from '../../maths/umap/umap.ts';
import { numberColumn, textColumn, type Column } from '../../table/column.ts';
import { Table, type Matrix } from '../../table/table.ts';
import type { Context } from '../context.ts';
import {
  column,
  defineStep,
  figureOut,
  metricOut,
  optionalModelIn,
  optionalTableIn,
  tableIn,
  tableOut,
} from '../define.ts';
import { subContext } from '../sub-context.ts';
import { readClusters } from './cluster-view.ts';
import { itemFacts } from './item-facts.ts';
import { spaceText as text } from './space-text.ts';
import { spaceOf } from './space-vectors.ts';

/**
 * The space of a recommender, and a map of it. Asking for a list an item, then O(items · axes²) for the directions and UMAP over the items.
 */
const parameters = z.object({
  clusterColumn: column({ port: 'clusters', text: text.parameter('clusterColumn') }),
  nAxes: z
    .int()
    .min(2)
    .max(64)
    .default(8)
    .meta({ ...text.parameter('nAxes') }),
  nNeighbours: z
    .int()
    .min(2)
    .max(200)
    .default(15)
    .meta({ ...text.parameter('nNeighbours') }),
  nShown: z
    .int()
    .min(1)
    .max(500)
    .default(50)
    .meta({ ...text.parameter('nShown') }),
});

/** Fewer items than these lie anywhere. */
const LEAST_ITEMS = 3;

/** Groups of items share few customers: at UMAP's own defaults each shrinks to a dot in an empty plane, in which no item can be told apart. */
const UMAP = { minDist: 0.8, spread: 1, epochs: 0, repulsion: 0.3, nNegatives: 5, start: 'pca', mostLandmarks: 100_000 } as const; // prettier-ignore

/** Models that show much the same beside every item: their map says nothing. */
const ALIKE_FOR_ALL = ['recommend.buy-again', 'recommend.popular', 'recommend.trending', 'recommend.recent'];

export const space = defineStep({
  id: 'recommend.space',
  version: 2,
  text,
  references: ['doi:10.1137/090771806', 'arXiv:1802.03426', 'doi:10.1007/3-540-44668-0_68'],
  needs: {
    interactions: tableIn({
      label: text.input('interactions'),
      roles: ['customerId', 'itemId'],
      prefers: 'interactions',
      prefersOutput: 'interactions_clean',
    }),
    model: optionalModelIn({ label: text.input('model'), steps: ['recommend.*'], unlikely: ALIKE_FOR_ALL }),
    products: optionalTableIn({ label: text.input('products'), roles: ['itemId'], prefers: 'products' }),
    clusters: optionalTableIn({ label: text.input('clusters'), roles: ['customerId'], prefersOutput: 'clusters' }),
  },
  gives: {
    map: figureOut({ label: text.output('map') }),
    customerMap: figureOut({ label: text.output('customerMap') }),
    items: tableOut({ label: text.output('items'), name: 'item_space', entity: 'product' }),
    customers: tableOut({ label: text.output('customers'), name: 'customer_space', entity: 'customer' }),
    trust: metricOut({ label: text.output('trust'), better: 'higher', unit: 'share' }),
  },
  parameters,
  memory: ({ nRows }, { nAxes, nShown }) => nRows * (40 + nAxes * 2) + (nRows / 15) * (nShown * 40 + nAxes * 16 + 2000),
  async run(context, { interactions, model, products, clusters }, { clusterColumn, nAxes, nNeighbours, nShown }) {
    const recommender = model && context.chains.recommender(model);
    if (!recommender) throw new ClienteleError('missing-input', { input: text.input('model') });
    const found = await spaceOf(context, recommender, interactions, nAxes, nShown);
    const nItems = recommender.items.length;
    if (found.isFlat) context.warn(text.message('flat'));
    if (nItems < LEAST_ITEMS) context.warn(text.message('fewItems', { items: nItems }));
    const map = nItems < LEAST_ITEMS ? null : await mapOf(context, found.items, found.places, nNeighbours);
    const facts = itemFacts(interactions, products, recommender.items);
    const itemTable = new Table(
      [
        textColumn('item_id', [...recommender.items], { role: 'itemId', label: text.column('item_id') }),
        textColumn('item_name', [...recommender.itemNames], { role: 'itemName', label: text.column('item_name') }),
        ...(facts.category
          ? [textColumn('category', Array.from(facts.category, (code) => facts.categories[code] ?? null), { label: text.column('category') })] // prettier-ignore
          : []),
        numberColumn('buyers', buyersOf(found.customers.rows, nItems), { unit: 'count', label: text.column('buyers') }),
        ...placeColumns(found.items, map?.items ?? null),
      ],
      { entity: 'product', name: 'item_space' },
    );
    const { users } = found.customers;
    const clusterOf = clusters && clusterNames(clusters, clusterColumn);
    const customerTable = new Table(
      [
        textColumn('customer_id', [...users], { role: 'customerId', label: text.column('customer_id') }),
        ...(clusterOf
          ? [textColumn('cluster', users.map((id) => clusterOf.get(id) ?? null), { label: text.column('cluster') })] // prettier-ignore
          : []),
        ...placeColumns(found.places, map?.customers ?? null),
      ],
      { entity: 'customer', name: 'customer_space' },
    );
    const trust = map?.trust ?? NaN;
    const said = Number.isNaN(trust) ? '–' : { percent: trust, digits: 1 };
    return {
      map:
        map &&
        scatter('items', text.message('items', { trust: said }), text.message('itemsSubtitle', { items: nItems, axes: found.items.nColumns }), facts.category ? 'category' : null), // prettier-ignore
      customerMap:
        map && users.length > 0
          ? scatter('customers', text.message('customers'), text.message('customersSubtitle', { customers: users.length }), clusterOf ? 'cluster' : null) // prettier-ignore
          : null,
      items: itemTable,
      customers: customerTable,
      trust: Number.isNaN(trust) ? null : trust,
    };
  },
});

/** Items laid out on a plane, and customers placed among them. */
async function mapOf(context: Context, items: Matrix, customers: Matrix, nNeighbours: number) {
  const laying = subContext(context, 0.5, 0.85, context.random.fork(1));
  const options = { ...UMAP, nNeighbours: Math.min(nNeighbours, items.nRows) };
  const model = await fitUmap(items, options, laying, (share) => laying.progress(share, text.message('placing')));
  const placing = subContext(context, 0.85, 1, context.random.fork(2));
  const ignore = (): void => undefined;
  const at = await placeByUmap(model, items, placing, ignore);
  const theirs = customers.nRows > 0 ? await placeByUmap(model, customers, placing, ignore) : null;
  const { score } = await trustworthiness(items, at, nNeighbours, placing);
  return { items: at, customers: theirs, trust: score };
}

/** Where rows lie on the map, if there is one, and in the space. */
function placeColumns({ nRows, nColumns, values }: Matrix, map: Matrix | null): Column[] {
  const along = (of: Matrix, axis: number): Float64Array =>
    Float64Array.from({ length: nRows }, (_, row) => of.values[row * of.nColumns + axis]!);
  const flat = map ?? { nRows, nColumns: 2, values: new Float64Array(2 * nRows).fill(NaN) };
  const called = (n: number) => {
    const { en, zh } = text.column('axis');
    return { en: formatText({ en, zh }, { n }, 'en'), zh: formatText({ en, zh }, { n }, 'zh') };
  };
  return [
    numberColumn('map_x', along(flat, 0), { label: text.column('map_x') }),
    numberColumn('map_y', along(flat, 1), { label: text.column('map_y') }),
    ...Array.from({ length: nColumns }, (_, axis) =>
      numberColumn(`axis_${axis + 1}`, along({ nRows, nColumns, values }, axis), { label: called(axis + 1) }),
    ),
  ];
}

function buyersOf({ columns }: { readonly columns: Int32Array }, nItems: number): Int32Array {
  const buyers = new Int32Array(nItems);
  for (const item of columns) buyers[item]!++;
  return buyers;
}

/** The cluster of each customer by its name. */
function clusterNames(table: Table, chosen: string | null): Map<string, string> {
  const { names, members } = readClusters(table, chosen);
  return new Map(members.flatMap((ids, i) => ids.map((id) => [id, names[i]!] as const)));
}

function scatter(
  table: 'items' | 'customers',
  title: Message,
  subtitle: Message,
  colour: 'category' | 'cluster' | null,
): ScatterFigure {
  const axis = (name: 'map_x' | 'map_y'): ScatterFigure['x'] => ({
    column: name,
    label: { code: 'axis', text: text.column(name) },
  });
  return {
    kind: 'scatter',
    title,
    subtitle,
    summary: title,
    table,
    x: axis('map_x'),
    y: axis('map_y'),
    ...(colour ? { color: { column: colour, as: colour, label: { code: 'colour', text: text.column(colour) } } } : {}),
  };
}
