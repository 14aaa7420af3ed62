import { z } from 'zod';
import { ClienteleError } from '../../../contract/errors.ts';
import type { ColumnRole } from '../../../contract/table.ts';
import type { Message } from '../../../contract/text.ts';
import type { Context } from '../context.ts';
import {
  defineEstimator,
  figureOut,
  metricOut,
  optionalTableIn,
  tableIn,
  sentences,
  tableOut,
  type InputShape,
  type StepText,
} from '../define.ts';
import type { SparseRows } from '../../table/sparse.ts';
import { textsOf } from '../../table/column.ts';
import type { Table } from '../../table/table.ts';
import { itemFacts } from './item-facts.ts';
import { customerIdsOf, pickCustomers, readInteractions, type Interactions } from './interactions.ts';
import { subContext } from '../sub-context.ts';
import { coverageOf, mostRecommended, recommendationTable, type Explaining } from './lists.ts';
import { warnOfSkipped, warnOfUnserved } from './warnings.ts';
import { neuralLoss, neuralText, type NeuralRecord } from './neural.ts';
import type {
  Contribution,
  Histories,
  RankedItems,
  RecommenderModel,
  RecommendRequest,
  UserHistory,
} from './recommender.ts';
import type { Weighting } from './weights.ts';
import { recommenderText } from './texts.ts';

/** The parameters that decide what a list holds, not how it is ranked; tuning leaves them alone. */
export const listParameters = {
  topK: z
    .int()
    .min(1)
    .max(1000)
    .default(10)
    .meta({ ...recommenderText.parameter('topK') }),
  excludeItems: z
    .array(z.string())
    .default([])
    .meta({ ...recommenderText.parameter('excludeItems') }),
  nReasons: z
    .int()
    .min(0)
    .max(20)
    .default(3)
    .meta({ ...recommenderText.parameter('nReasons') }),
};

/** For recommenders that can propose what is new to a customer. */
export const excludeSeenParameter = z
  .boolean()
  .default(true)
  .meta({ ...recommenderText.parameter('excludeSeen') });

/** A guess for declaring memory before the customers are counted. */
const ROWS_A_CUSTOMER = 15;

/** Peak bytes of reading interactions and writing lists; sentences and parts of reasons take most of it. */
export function listMemory({ nRows }: InputShape, { topK, nReasons }: { topK: number; nReasons: number }): number {
  return nRows * 72 + (nRows / ROWS_A_CUSTOMER) * topK * (nReasons > 0 ? 800 : 60);
}

type RecommenderParameters = z.ZodObject<typeof listParameters & z.core.$ZodLooseShape>;

/** What a fitted recommender keeps: the items it knows, how it counts, and what its method learned. */
export interface RecommenderContent<T> {
  readonly items: readonly string[];
  readonly itemNames: readonly (string | null)[];
  readonly excludeItems: readonly string[];
  readonly weighting: Weighting;
  readonly excludeSeen: boolean;
  readonly learned: T;
}

/** A table that a recommender may read beside interactions. */
export type SideTable = 'products' | 'features';

/** What a recommender is fitted on beside interactions; null where nothing is connected. */
export interface SideTables {
  /** The table that the interactions were read from. */
  readonly interactions: Table;
  readonly products: Table | null;
  readonly features: Table | null;
}

/** The part of a recommender that is its own. */
export interface RecommenderSource<P extends RecommenderParameters, T> {
  readonly id: string;
  readonly version: number;
  readonly text: StepText;
  readonly references: readonly string[];
  /** Its own parameters and {@link listParameters}. */
  readonly parameters: P;
  /** Column roles beyond customer and item without which it cannot run. */
  readonly roles?: readonly ColumnRole[];
  weighting(parameters: z.output<P>): Weighting;
  /** Whether lists leave out what a customer had before. */
  excludeSeen(parameters: z.output<P>): boolean;
  memory(shape: InputShape, parameters: z.output<P>): number;
  /** Tables at ports of their own that it reads when it is fitted: what products are like, what customers are like. */
  readonly reads?: readonly SideTable[];
  fit(context: Context, interactions: Interactions, parameters: z.output<P>, tables: SideTables): Promise<T> | T;
  /** What it knows of customers beside their history; absent where it knows nothing. */
  traits?(learned: T, users: readonly string[]): SparseRows;
  recommend(context: Context, learned: T, request: RecommendRequest): Promise<RankedItems> | RankedItems;
  explain(learned: T, history: UserHistory, item: number): readonly Contribution[];
  /** The sentence of an item's reasons; `label` names an item. */
  reason(learned: T, history: UserHistory, item: number, label: (item: number) => string): Message;
  /** What a neural network keeps of its training; absent where none is trained. */
  neural?(learned: T): NeuralRecord;
  /** What a model keeps that is trained in epochs without the tensor backend. */
  readonly epochs?: EpochsKept<T>;
}

/** What is kept of a training in epochs, and the vectors that it found as a safetensors file. */
interface EpochsKept<T> {
  record(learned: T): Omit<NeuralRecord, 'weights'>;
  weights(learned: T): Uint8Array;
}

/** What a neural recommender says of its training beside its lists. */
function neuralSide<T>(recordOf: (learned: T) => NeuralRecord) {
  return {
    tensor: true as const,
    describes: {
      loss: figureOut({ label: neuralText.output('loss') }),
      validationLoss: metricOut({ label: neuralText.output('validationLoss'), better: 'lower' as const }),
      epochs: metricOut({ label: neuralText.output('epochs'), better: 'none' as const, unit: 'count' as const }),
    },
    describe(_context: Context, { learned }: RecommenderContent<T>) {
      const record = recordOf(learned);
      const { losses, epoch } = record;
      return {
        loss: neuralLoss(record),
        validationLoss: losses[epoch - 1]?.validation ?? null,
        epochs: losses.length,
      };
    },
    weights: ({ learned }: RecommenderContent<T>) => recordOf(learned).weights,
  };
}

/** The same for one that is trained on the processor, with nobody set aside. */
function epochsSide<T>({ record, weights }: EpochsKept<T>) {
  return {
    describes: {
      loss: figureOut({ label: neuralText.output('loss') }),
      epochs: metricOut({ label: neuralText.output('epochs'), better: 'none' as const, unit: 'count' as const }),
    },
    describe(_context: Context, { learned }: RecommenderContent<T>) {
      const kept = record(learned);
      return { loss: neuralLoss(kept), epochs: kept.losses.length };
    },
    weights: ({ learned }: RecommenderContent<T>) => weights(learned),
  };
}

const labelOf =
  <T>({ items, itemNames }: RecommenderContent<T>) =>
  (item: number) =>
    itemNames[item] ?? items[item] ?? '';

function recommenderModel<P extends RecommenderParameters, T>(
  source: RecommenderSource<P, T>,
): RecommenderModel<RecommenderContent<T>> {
  return {
    items: ({ items }) => items,
    itemNames: ({ itemNames }) => itemNames,
    excludesSeen: ({ excludeSeen }) => excludeSeen,
    histories({ items, excludeItems, weighting, learned }, table) {
      const { users, rows } = readInteractions(table, { items, excludeItems, weighting });
      return { users, rows: withTraits(source, learned, users, rows) };
    },
    recommend: (context, { learned }, request) => source.recommend(context, learned, request),
    explain: ({ learned }, history, item) => source.explain(learned, history, item),
    reason: (model, history, item) => source.reason(model.learned, history, item, labelOf(model)),
  };
}

const withTraits = <T>(
  { traits }: { traits?(learned: T, users: readonly string[]): SparseRows },
  learned: T,
  users: readonly string[],
  rows: Histories,
): Histories => (traits ? { ...rows, traits: traits(learned, users) } : rows);

const SIDE_PORTS = {
  products: optionalTableIn({ label: recommenderText.input('products'), roles: ['itemId'], prefers: 'products' }),
  features: optionalTableIn({ label: recommenderText.input('features'), roles: ['customerId'], prefers: 'customers' }),
};

/** Interactions with the items of a table of products that nobody has yet, which a model may know by what they are like. */
function withColdItems(table: Table, products: Table | null, read: Interactions, excludeItems: readonly string[], weighting: Weighting): Interactions {
  if (!products) return read;
  const barred = new Set([...table.notProducts, ...products.notProducts, ...excludeItems]);
  const cold = textsOf(products.textRole('itemId')).filter((id) => id !== null && !barred.has(id)) as string[];
  const items = [...new Set([...read.items, ...cold])].sort();
  if (items.length === read.items.length) return read;
  const { names } = itemFacts(table, products, items);
  const numbered = readInteractions(table, { items, excludeItems, weighting });
  return { ...numbered, itemNames: numbered.itemNames.map((name, item) => name ?? names[item] ?? null) };
} // prettier-ignore

/** The part of making lists that is ranking; the rest is writing reasons. */
const RANKING_SHARE = 0.4;

const NEEDS_NOTHING_MORE: readonly ColumnRole[] = [];

/**
 * Makes a step of a recommender: the interactions and customers it reads, the lists, reasons, figure and metrics it gives, and the way
 * evaluation, tuning and previews ask it.
 */
export function defineRecommender<P extends RecommenderParameters, T>(source: RecommenderSource<P, T>) {
  const recommender = recommenderModel(source);
  return defineEstimator({
    id: source.id,
    version: source.version,
    text: source.text,
    references: source.references,
    task: 'recommend',
    parameters: source.parameters,
    ...(source.neural ? neuralSide(source.neural) : source.epochs ? epochsSide(source.epochs) : {}),
    recommender,
    needs: {
      interactions: tableIn({
        label: recommenderText.input('interactions'),
        roles: ['customerId', 'itemId', ...(source.roles ?? NEEDS_NOTHING_MORE)],
        prefers: 'interactions',
        prefersOutput: 'interactions_clean',
      }),
      customers: optionalTableIn({
        label: recommenderText.input('customers'),
        roles: ['customerId'],
        prefers: 'customers',
      }),
      ...Object.fromEntries((source.reads ?? []).map((name) => [name, SIDE_PORTS[name]])),
    },
    ...(source.reads ? { onlyToFit: [...source.reads] as never[] } : {}),
    gives: {
      recommendations: tableOut({
        label: recommenderText.output('recommendations'),
        name: 'recommendations',
        entity: 'none',
        words: { reason: sentences },
      }),
      items: figureOut({ label: recommenderText.output('items') }),
      coverage: metricOut({ label: recommenderText.output('coverage'), better: 'higher', unit: 'share' }),
      served: metricOut({ label: recommenderText.output('served'), better: 'higher', unit: 'share' }),
    },
    memory: (shape, parameters) => source.memory(shape, parameters),
    async fit(context, inputs, parameters): Promise<RecommenderContent<T>> {
      const { interactions: table } = inputs;
      const { products = null, features = null } = inputs as Partial<Record<SideTable, Table | null>>;
      const { excludeItems } = parameters as unknown as { excludeItems: string[] };
      const weighting = source.weighting(parameters);
      const read = readInteractions(table, { excludeItems, weighting });
      context.signal.throwIfAborted();
      warnOfSkipped(context, read.skipped);
      if (read.items.length === 0) throw noInteractions();
      const interactions = withColdItems(table, products, read, excludeItems, weighting);
      const { items, itemNames } = interactions;
      const excludeSeen = source.excludeSeen(parameters);
      return {
        items,
        itemNames,
        excludeItems,
        weighting,
        excludeSeen,
        learned: await source.fit(context, interactions, parameters, { interactions: table, products, features }),
      };
    },
    async apply(context, model, { interactions, customers }, parameters) {
      const { topK, nReasons } = parameters as unknown as { topK: number; nReasons: number };
      const all = readInteractions(interactions, model);
      context.signal.throwIfAborted();
      warnOfSkipped(context, { unknown: all.skipped.unknown });
      const { users, rows: read } = customers ? pickCustomers(all, customerIdsOf(customers)) : all;
      const rows = withTraits(source, model.learned, users, read);
      const ranked = await recommender.recommend(subContext(context, 0, RANKING_SHARE), model, {
        histories: rows,
        topK,
        excludeSeen: model.excludeSeen,
        eligible: null,
      });
      const writing = subContext(context, RANKING_SHARE, 1);
      const recommendations = recommendationTable(writing, boundTo(recommender, model), { users, rows }, ranked, {
        topK,
        nReasons,
      });
      const { coverage, served } = coverageOf(ranked, topK, model.items.length);
      warnOfUnserved(context, users.length - Math.round(served * users.length));
      return { recommendations, items: mostRecommended(ranked, model, users.length), coverage, served };
    },
  });
}

const boundTo = <M>(how: RecommenderModel<M>, model: M): Explaining => ({
  items: how.items(model),
  itemNames: how.itemNames(model),
  explain: (history, item) => how.explain(model, history, item),
  reason: (history, item) => how.reason(model, history, item),
});

/** What is said where no row can be learned from. */
export const noInteractions = (): ClienteleError =>
  new ClienteleError('no-usable-rows', {
    detail: {
      en: 'none has a customer, an item and a quantity above zero',
      zh: '没有一行同时具有顾客、商品和大于零的数量',
    },
  });
