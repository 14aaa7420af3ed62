import { z } from 'zod';
import { ClienteleError } from '../../../contract/errors.ts';
import { numberColumn } from '../../table/column.ts';
import type { Table } from '../../table/table.ts';
import type { Context } from '../context.ts';
import {
  defineStep,
  figureOut,
  metricOut,
  optionalModelIn,
  optionalTableIn,
  question,
  listedNames,
  sentences,
  tableIn,
  tableOut,
  type FittedModel,
} from '../define.ts';
import { chainOf } from '../run.ts';
import { subContext } from '../sub-context.ts';
import { CommonBuyers } from './common-buyers.ts';
import { customerIdsOf, pickCustomers } from './interactions.ts';
import { itemFacts } from './item-facts.ts';
import { recommendationTable } from './lists.ts';
import type { Recommender } from './recommender.ts';
import { answerList, sliders } from './rerank-answer.ts';
import { costFigure, costOfRules, costTable } from './rerank-cost.ts';
import { Reranking } from './rerank-lists.ts';
import { ListMaker, unfoundedRules } from './rerank-rules.ts';
import { rerankText as text, ruleTexts } from './rerank-text.ts';

const share = () => z.number().min(0).max(1);
const bound = () => z.number().min(0).nullable().default(null);

/**
 * Business rules over a fitted recommender's lists: what may be shown, and greedy trades of relevance against diversity, own tastes,
 * freshness, price and margin, with what each costs on held-out purchases. O(customers · candidates · topK).
 *
 * Carbonell & Goldstein (1998), The use of MMR; Steck (2018), Calibrated recommendations; Agrawal & Goyal (2013), Thompson sampling.
 */
const parameters = z.object({
  topK: z.int().min(1).max(100).default(10).meta({ ...text.parameter('topK') }),
  ...sliders(0.3),
  mostPerCategory: z.int().min(0).max(100).default(0).meta({ ...text.parameter('mostPerCategory') }),
  excludeSeen: z.boolean().default(true).meta({ ...text.parameter('excludeSeen') }),
  inStock: z.boolean().default(false).meta({ ...text.parameter('inStock') }),
  leastPrice: bound().meta({ ...text.parameter('leastPrice') }),
  mostPrice: bound().meta({ ...text.parameter('mostPrice') }),
  leastMargin: share().nullable().default(null).meta({ ...text.parameter('leastMargin') }),
  mostAgeDays: bound().meta({ ...text.parameter('mostAgeDays') }),
  excludeItems: z.array(z.string()).default([]).meta({ ...text.parameter('excludeItems') }),
  explore: z.enum(['none', 'epsilon', 'thompson']).default('none').meta({ ...text.parameter('explore') }),
  exploreShare: share().default(0.1).meta({ ...text.parameter('exploreShare') }),
  halfLifeDays: z.number().min(1).max(3650).default(60).meta({ ...text.parameter('halfLifeDays') }),
  nCandidates: z.int().min(1).max(1000).default(100).meta({ ...text.parameter('nCandidates') }),
  testShare: z.number().min(0.01).max(0.9).default(0.2).meta({ ...text.parameter('testShare') }),
  nReasons: z.int().min(0).max(20).default(3).meta({ ...text.parameter('nReasons') }),
}); // prettier-ignore

const needs = {
  interactions: tableIn({
    label: text.input('interactions'),
    roles: ['customerId', 'itemId'],
    prefers: 'interactions',
    prefersOutput: 'interactions_clean',
  }),
  model: optionalModelIn({ label: text.input('model'), steps: ['recommend.*'], unlikely: ['recommend.buy-again'] }),
  products: optionalTableIn({ label: text.input('products'), roles: ['itemId'], prefers: 'products' }),
  customers: optionalTableIn({ label: text.input('customers'), roles: ['customerId'], prefers: 'customers' }),
};

/** @throws missing-input where no recommender is connected */
function recommenderOf(context: Context, model: FittedModel | null): { model: FittedModel; recommender: Recommender } {
  const recommender = model && context.chains.recommender(model);
  if (!recommender) throw new ClienteleError('missing-input', { input: text.input('model') });
  return { model, recommender };
}

/** The part of a run that measures what rules cost. */
const COST_SHARE = 0.6;

export const rerank = defineStep({
  id: 'recommend.rerank',
  version: 2,
  text,
  references: ['doi:10.1145/290941.291025', 'doi:10.1145/3240323.3240372', 'arXiv:1209.3353'],
  needs,
  gives: {
    recommendations: tableOut({
      label: text.output('recommendations'),
      name: 'ruled_recommendations',
      entity: 'none',
      empty: text.source.messages.nothingLeft,
      words: { reason: sentences },
    }),
    costs: tableOut({
      label: text.output('costs'),
      name: 'rule_costs',
      entity: 'none',
      words: { rule: listedNames(ruleTexts) },
    }),
    effect: figureOut({ label: text.output('effect') }),
    kept: metricOut({ label: text.output('kept'), better: 'higher', unit: 'share' }),
    changed: metricOut({ label: text.output('changed'), better: 'none', unit: 'share' }),
  },
  parameters,
  memory: ({ nRows, bytes }, { nCandidates, topK }) =>
    bytes + nRows * 150 + (nRows / 15) * (nCandidates * 24 + topK * 800),
  questions: {
    list: question(needs, parameters, {
      label: text.source.questions.list,
      input: z.object({
        customer: z.string().min(1).max(500).meta({ label: text.source.questions.customer }),
        ...sliders(0.3),
      }), // prettier-ignore
      answer: (context, { interactions, model, products }, options, input) =>
        answerList(context, interactions, model && context.chains.recommender(model), products, options, input),
    }),
  },
  async run(context, { interactions, model: given, products, customers }, options) {
    const { model, recommender } = recommenderOf(context, given);
    const { topK, excludeSeen, nCandidates: asked, halfLifeDays, testShare, nReasons } = options;
    const nCandidates = Math.max(topK, asked);
    const facts = itemFacts(interactions, products, recommender.items);
    const unfounded = unfoundedRules(options, facts);
    if (unfounded.length > 0)
      context.warn(
        text.message('unfounded', { rules: { list: unfounded.map((name) => text.message(`rule-${name}`).text) } }),
      );
    context.progress(0, text.message('costing'));
    const costing = subContext(context, 0, COST_SHARE);
    const how = { rules: options, topK, nCandidates, excludeSeen, testShare, halfLifeDays };
    const costs = await costOfRules(costing, chainOf(model), interactions, products, how);
    if (!costs) context.warn(text.message('not-costed'));
    context.progress(COST_SHARE, text.message('listing'));
    const listing = subContext(context, COST_SHARE, 1);
    const all = await recommender.histories(interactions, listing);
    const maker = new ListMaker(facts, new CommonBuyers(all.rows), recommender.items, {
      halfLifeDays,
      random: context.random.fork(3),
    });
    const wanted = customers ? pickCustomers(all, customerIdsOf(customers)) : all;
    const reranking = new Reranking(recommender, wanted, maker, { excludeSeen, nCandidates });
    const listed = await reranking.lists(options, topK, subContext(listing, 0, 0.6));
    const table = recommendationTable(subContext(listing, 0.6, 1), recommender, wanted, listed, { topK, nReasons });
    const places = listed.plainRanks.filter((rank) => rank >= 0);
    return {
      recommendations: withPlainRanks(table, places),
      costs: costTable(costs?.rows ?? [], interactions.currency),
      effect: costs && costFigure(costs.rows, topK, costs.nCustomers),
      kept: keptOf(costs?.rows ?? []),
      changed: listed.plainRanks.length > 0 ? changedShare(listed.plainRanks, topK) : null,
    };
  },
});

const withPlainRanks = (table: Table, ranks: Int32Array): Table =>
  table.with([
    numberColumn(
      'plain_rank',
      Float64Array.from(ranks, (rank) => (rank === 0 ? NaN : rank)),
      { unit: 'count', label: text.column('plain_rank') },
    ),
  ]);

function keptOf(rows: readonly { readonly values: { readonly ndcg: number } }[]): number | null {
  const [plain, last] = [rows[0]?.values.ndcg ?? 0, rows.at(-1)?.values.ndcg ?? 0];
  return plain > 0 ? last / plain : null;
}

/** The share of places that hold another item than without rules. */
function changedShare(plainRanks: Int32Array, topK: number): number {
  let [changed, n] = [0, 0];
  plainRanks.forEach((rank, place) => {
    if (rank < 0) return;
    n++;
    if (rank !== (place % topK) + 1) changed++;
  });
  return n > 0 ? changed / n : 0;
}
