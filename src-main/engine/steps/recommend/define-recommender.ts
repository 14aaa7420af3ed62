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
  tableOut,
  type InputShape,
  type StepText,
} from '../define.ts';
import { customerIdsOf, pickCustomers, readInteractions, type Interactions } from './interactions.ts';
import { subContext } from '../sub-context.ts';
import { coverageOf, mostRecommended, recommendationTable, type Explaining } from './lists.ts';
import { warnOfSkipped, warnOfUnserved } from './warnings.ts';
import type { Contribution, RankedItems, RecommenderModel, RecommendRequest, UserHistory } from './recommender.ts';
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
  fit(context: Context, interactions: Interactions, parameters: z.output<P>): Promise<T> | T;
  recommend(context: Context, learned: T, request: RecommendRequest): Promise<RankedItems> | RankedItems;
  explain(learned: T, history: UserHistory, item: number): readonly Contribution[];
  /** The sentence of an item's reasons; `label` names an item. */
  reason(learned: T, history: UserHistory, item: number, label: (item: number) => string): Message;
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
    histories: ({ items, excludeItems, weighting }, table) =>
      readInteractions(table, { items, excludeItems, weighting }),
    recommend: (context, { learned }, request) => source.recommend(context, learned, request),
    explain: ({ learned }, history, item) => source.explain(learned, history, item),
    reason: (model, history, item) => source.reason(model.learned, history, item, labelOf(model)),
  };
}

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
    },
    gives: {
      recommendations: tableOut({
        label: recommenderText.output('recommendations'),
        name: 'recommendations',
        entity: 'none',
      }),
      items: figureOut({ label: recommenderText.output('items') }),
      coverage: metricOut({ label: recommenderText.output('coverage'), better: 'higher', unit: 'share' }),
      served: metricOut({ label: recommenderText.output('served'), better: 'higher', unit: 'share' }),
    },
    memory: (shape, parameters) => source.memory(shape, parameters),
    async fit(context, { interactions: table }, parameters): Promise<RecommenderContent<T>> {
      const { excludeItems } = parameters as unknown as { excludeItems: string[] };
      const weighting = source.weighting(parameters);
      const interactions = readInteractions(table, { excludeItems, weighting });
      context.signal.throwIfAborted();
      warnOfSkipped(context, interactions.skipped);
      if (interactions.items.length === 0) throw noInteractions();
      const { items, itemNames } = interactions;
      const excludeSeen = source.excludeSeen(parameters);
      return {
        items,
        itemNames,
        excludeItems,
        weighting,
        excludeSeen,
        learned: await source.fit(context, interactions, parameters),
      };
    },
    async apply(context, model, { interactions, customers }, parameters) {
      const { topK, nReasons } = parameters as unknown as { topK: number; nReasons: number };
      const all = readInteractions(interactions, model);
      context.signal.throwIfAborted();
      warnOfSkipped(context, { unknown: all.skipped.unknown });
      const { users, rows } = customers ? pickCustomers(all, customerIdsOf(customers)) : all;
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

const noInteractions = (): ClienteleError =>
  new ClienteleError('no-usable-rows', {
    detail: {
      en: 'none has a customer, an item and a quantity above zero',
      zh: '没有一行同时具有顾客、商品和大于零的数量',
    },
  });
