import { z } from 'zod';
import { ClienteleError, invariant } from '../../../contract/errors.ts';
import type { Chain } from '../../../contract/step.ts';
import type { Message } from '../../../contract/text.ts';
import type { Table } from '../../table/table.ts';
import type { Context, KeptChain } from '../context.ts';
import { chainIn, chainOut, defineEstimator, figureOut, metricOut, optionalTableIn, sentences, tableIn, tableOut, type StepText } from '../define.ts'; // prettier-ignore
import type { RankingTask } from '../evaluate/ranking-task.ts';
import { subContext } from '../sub-context.ts';
import { excludeSeenParameter, listMemory, listParameters, noInteractions } from './define-recommender.ts';
import { askMembers, bindMembers, type BoundMember, type MemberLists } from './hybrid-lists.ts';
import { heldOut } from './held-out.ts';
import { hybridText } from './hybrid-text.ts';
import { recommenderText } from './texts.ts';
import { customerIdsOf, pickCustomers, readInteractions } from './interactions.ts';
import { coverageOf, mostRecommended, recommendationTable } from './lists.ts';
import type {
  Contribution,
  CustomerHistories,
  RankedItems,
  Recommender,
  RecommenderModel,
  RecommendRequest,
  UserHistory,
} from './recommender.ts';
import { warnOfSkipped, warnOfUnserved } from './warnings.ts';

/** Parameters that every hybrid has beside its own. */
export const hybridParameters = {
  validationShare: z.number().min(0.01).max(0.9).default(0.2).meta({ ...hybridText.parameter('validationShare'), slider: true }),
  nCandidates: z.int().min(1).max(1000).default(50).meta({ ...hybridText.parameter('nCandidates') }),
  excludeSeen: excludeSeenParameter,
  ...listParameters,
}; // prettier-ignore

type HybridParameters = z.ZodObject<typeof hybridParameters & z.core.$ZodLooseShape>;

/** What a fitted hybrid keeps: its members as they were fitted, and what it learned of them. */
export interface HybridContent<L> {
  readonly items: readonly string[];
  readonly itemNames: readonly (string | null)[];
  readonly excludeItems: readonly string[];
  readonly excludeSeen: boolean;
  readonly nCandidates: number;
  readonly members: readonly KeptChain[];
  /** What each member is called. */
  readonly titles: readonly Message[];
  readonly learned: L;
  /** The members as they answer; not kept. */
  readonly bound?: readonly BoundMember[];
}

/** Members fitted on the earlier part of the interactions, with what the later part says of their lists. */
export interface Validation {
  readonly task: RankingTask;
  readonly lists: MemberLists;
  /** For each customer of the task the hybrid's items that they were to want; items are those of the earlier part. */
  readonly customers: CustomerHistories;
  /** For each customer the wanted items in the numbering of the lists. */
  readonly relevant: readonly ReadonlySet<number>[];
  readonly items: readonly string[];
}

/** The part of a hybrid that is its own. */
export interface HybridSource<P extends HybridParameters, L> {
  readonly id: string;
  readonly version: number;
  readonly text: StepText;
  readonly references: readonly string[];
  readonly parameters: P;
  readonly least: number;
  readonly most: number;
  readonly default: readonly Chain[];
  /** @param validation null where nothing could be held out. */
  learn(context: Context, validation: Validation | null, parameters: z.output<P>, nMembers: number): Promise<L> | L;
  recommend(
    context: Context,
    content: HybridContent<L>,
    members: readonly BoundMember[],
    request: RecommendRequest,
  ): Promise<RankedItems>;
  explain(
    content: HybridContent<L>,
    members: readonly BoundMember[],
    history: UserHistory,
    item: number,
  ): readonly Contribution[];
  /** The member whose reason is told for an item. */
  speaker(content: HybridContent<L>, members: readonly BoundMember[], history: UserHistory, item: number): number;
  /** What was learned, as a table. */
  weights(content: HybridContent<L>): Table;
}

/** The part of fitting that learns from held-out purchases; the rest fits members on all. */
const LEARNING_SHARE = 0.5;

/** Makes a step of a hybrid: the chains it takes, how they are fitted and judged, and how it answers like any recommender. */
export function defineHybrid<P extends HybridParameters, L>(source: HybridSource<P, L>) {
  const recommender = hybridModel(source);
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
        roles: ['customerId', 'itemId'],
        prefers: 'interactions',
        prefersOutput: 'interactions_clean',
      }),
      models: chainIn({
        label: hybridText.input('models'),
        task: 'recommend',
        min: source.least,
        max: source.most,
        default: source.default,
      }),
      products: optionalTableIn({ label: recommenderText.input('products'), roles: ['itemId'], prefers: 'products' }),
      customers: optionalTableIn({
        label: recommenderText.input('customers'),
        roles: ['customerId'],
        prefers: 'customers',
      }),
    },
    onlyToFit: ['models', 'products'],
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
    describes: {
      weights: tableOut({ label: hybridText.output('weights'), name: 'hybrid_members', entity: 'none' }),
      chain: chainOut({ label: hybridText.output('chain'), task: 'recommend' }),
    },
    memory: (shape, p) => {
      const { topK, nReasons, nCandidates } = p as unknown as { topK: number; nReasons: number; nCandidates: number };
      return shape.bytes + listMemory(shape, { topK, nReasons }) + (shape.nRows / 15) * nCandidates * source.most * 24;
    },
    async fit(context, { interactions, models, products }, p): Promise<HybridContent<L>> {
      const { excludeItems, excludeSeen, nCandidates, validationShare } = p as unknown as {
        excludeItems: string[];
        excludeSeen: boolean;
        nCandidates: number;
        validationShare: number;
      };
      const read = readInteractions(interactions, { weighting: 'binary', excludeItems });
      warnOfSkipped(context, read.skipped);
      if (read.items.length === 0) throw noInteractions();
      const quiet = { ...subContext(context, 0, LEARNING_SHARE, context.random.fork(1)), warn: () => undefined };
      const validation = await validate(quiet, interactions, products, models, {
        excludeSeen,
        nCandidates,
        validationShare,
      });
      if (!validation) context.warn(hybridText.message('not-learned'));
      const learned = await source.learn(context, validation, p, models.length);
      const rest = { ...subContext(context, LEARNING_SHARE, 1, context.random.fork(1)), warn: () => undefined };
      const fitted = await fitAll(rest, interactions, products, models);
      const items = [...new Set(fitted.flatMap(({ recommender: { items: own } }) => own))]
        .filter((id) => !excludeItems.includes(id))
        .sort();
      const nameOf = new Map(fitted.flatMap(({ recommender: own }) => own.items.map((id, i) => [id, own.itemNames[i] ?? null]))); // prettier-ignore
      return {
        items,
        itemNames: items.map((id) => nameOf.get(id) ?? null),
        excludeItems,
        excludeSeen,
        nCandidates,
        members: fitted.map(({ kept }) => kept),
        titles: models.map((chain) => context.chains.title(chain)),
        learned,
      };
    },
    describe(_context, content, { models }, parameters) {
      const chains = { models: [...models] };
      return {
        weights: source.weights(content),
        chain: { steps: [{ step: source.id, parameters: { ...parameters }, chains }] },
      };
    },
    async apply(context, content, { interactions, customers }, p) {
      const { topK, nReasons } = p as unknown as { topK: number; nReasons: number };
      const open = recommender.open?.(content, (member) => context.chains.open(member).recommender) ?? content;
      const all = await recommender.histories(open, interactions, context);
      const { users, rows } = customers ? pickCustomers(all, customerIdsOf(customers)) : all;
      const request = { histories: rows, topK, excludeSeen: content.excludeSeen, eligible: null };
      const ranked = await recommender.recommend(subContext(context, 0, 0.5), open, request);
      const telling = {
        items: content.items,
        itemNames: content.itemNames,
        explain: (history: UserHistory, item: number) => recommender.explain(open, history, item),
        reason: (history: UserHistory, item: number) => recommender.reason(open, history, item),
      };
      const written = recommendationTable(subContext(context, 0.5, 1), telling, { users, rows }, ranked, {
        topK,
        nReasons,
      });
      const { coverage, served } = coverageOf(ranked, topK, content.items.length);
      warnOfUnserved(context, users.length - Math.round(served * users.length));
      return { recommendations: written, items: mostRecommended(ranked, content, users.length), coverage, served };
    },
  });
}

function hybridModel<P extends HybridParameters, L>(source: HybridSource<P, L>): RecommenderModel<HybridContent<L>> {
  const membersOf = ({ bound }: HybridContent<L>): readonly BoundMember[] => {
    invariant(bound, 'a hybrid is opened before it is asked');
    return bound;
  };
  return {
    open(content, recommenderOf) {
      const recommenders = content.members.map((member) => {
        const recommender = recommenderOf(member);
        invariant(recommender, 'members of a hybrid are recommenders');
        return recommender;
      });
      return { ...content, bound: bindMembers(recommenders, content.items) };
    },
    items: ({ items }) => items,
    itemNames: ({ itemNames }) => itemNames,
    excludesSeen: ({ excludeSeen }) => excludeSeen,
    async histories(content, table, context) {
      const { items, excludeItems } = content;
      const { users, rows } = readInteractions(table, { items, excludeItems, weighting: 'binary' });
      const members = membersOf(content).map(({ recommender }) => recommender);
      return { users, rows: { ...rows, parts: await partsOf(members, users, table, context) } };
    },
    recommend: (context, content, request) => source.recommend(context, content, membersOf(content), request),
    explain: (content, history, item) => source.explain(content, membersOf(content), history, item),
    reason(content, history, item) {
      const members = membersOf(content);
      const speaker = source.speaker(content, members, history, item);
      const { recommender, fromHybrid } = members[speaker]!;
      return recommender.reason(history.parts?.[speaker] ?? history, fromHybrid[item]!);
    },
  };
}

async function partsOf(members: readonly Recommender[], users: readonly string[], table: Table, context: Context) {
  const parts = [];
  for (const member of members) parts.push(pickCustomers(await member.histories(table, context), users).rows);
  return parts;
}

async function fitAll(
  context: Context,
  interactions: Table,
  products: Table | null,
  models: readonly Chain[],
): Promise<{ recommender: Recommender; kept: KeptChain }[]> {
  const fitted: { recommender: Recommender; kept: KeptChain }[] = [];
  for (const [at, chain] of models.entries()) {
    const part = subContext(context, at / models.length, (at + 1) / models.length, context.random.fork(at));
    part.progress(0, hybridText.message('fitting', { at: at + 1, models: models.length }));
    const { recommender, kept } = await context.chains.fit(chain, interactions, part, { products });
    if (!recommender) throw new ClienteleError('bad-input', { detail: hybridText.source.messages['no-recommender'] });
    fitted.push({ recommender, kept });
  }
  return fitted;
}

/** Customers that weights are learned from, evenly spaced. */
const MOST_CUSTOMERS = 1000;

async function validate(
  context: Context,
  interactions: Table,
  products: Table | null,
  models: readonly Chain[],
  how: { excludeSeen: boolean; nCandidates: number; validationShare: number },
): Promise<Validation | null> {
  const task = heldOut(interactions, { share: how.validationShare, maskBought: how.excludeSeen }, context.random.fork(0)); // prettier-ignore
  if (!task) return null;
  const recommenders = (await fitAll(subContext(context, 0, 0.7), task.train, products, models)).map(
    ({ recommender }) => recommender,
  );
  const items = [...new Set(recommenders.flatMap(({ items: own }) => own))].sort();
  const step = Math.max(1, Math.ceil(task.users.length / MOST_CUSTOMERS));
  const chosen = task.users.flatMap((_, i) => (i % step === 0 ? [i] : []));
  const users = chosen.map((i) => task.users[i] ?? '');
  const known = readInteractions(task.known, { items, excludeItems: [], weighting: 'binary' });
  const { rows } = pickCustomers(known, users);
  const histories = { ...rows, parts: await partsOf(recommenders, users, task.known, context) };
  const asking = subContext(context, 0.7, 1);
  const request = { histories, topK: how.nCandidates, excludeSeen: how.excludeSeen, eligible: null };
  const lists = await askMembers(asking, bindMembers(recommenders, items), request, how.nCandidates);
  const numberOf = new Map(items.map((id, item) => [id, item]));
  const relevant = chosen.map(
    (i) => new Set(Array.from(task.relevant[i] ?? [], (code) => numberOf.get(task.catalogue[code] ?? '') ?? -1)),
  );
  return { task, lists, customers: { users, rows: histories }, relevant, items };
}
