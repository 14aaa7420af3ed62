import type { HeatmapFigure } from '../../../contract/figure.ts';
import type { Chain } from '../../../contract/step.ts';
import type { Message } from '../../../contract/text.ts';
import { miscalibration, tastesOf } from '../../maths/recommend/greedy-list.ts';
import { mean } from '../../maths/statistics.ts';
import { numberColumn, textColumn } from '../../table/column.ts';
import { Table } from '../../table/table.ts';
import type { Context } from '../context.ts';
import { ListJudge } from '../evaluate/beyond.ts';
import { scoreLists } from '../evaluate/score-chain.ts';
import { subContext } from '../sub-context.ts';
import { CommonBuyers } from './common-buyers.ts';
import { heldOut } from './held-out.ts';
import { pickCustomers } from './interactions.ts';
import { itemFacts, type ItemFacts } from './item-facts.ts';
import type { CustomerHistories } from './recommender.ts';
import { Reranking } from './rerank-lists.ts';
import { activeRules, ListMaker, onlyRules, type ListRules, type RuleName } from './rerank-rules.ts';
import { rerankText as text } from './rerank-text.ts';

export const costMeasures = [
  'recall',
  'ndcg',
  'coverage',
  'diversity',
  'miscalibration',
  'mean_price',
  'mean_margin',
  'age_days',
] as const;

/** What lists are like, in one number each; NaN where it cannot be told. */
export type CostMeasure = (typeof costMeasures)[number];

/** What lists are like under one rule alone, under all, or under none. */
export interface CostRow {
  readonly rule: RuleName | 'plain' | 'all';
  readonly values: Readonly<Record<CostMeasure, number>>;
}

/** What costing asks for. */
export interface CostOptions {
  readonly rules: ListRules;
  readonly topK: number;
  readonly nCandidates: number;
  readonly excludeSeen: boolean;
  readonly testShare: number;
  readonly halfLifeDays: number;
}

/** What fitting again takes of the work. */
const FITTING_SHARE = 0.5;

/**
 * Fits the chain on the earlier part of the interactions and measures its lists on the later one, as it ranks them and under each rule alone
 * and all together. Without times a part of each customer's items is held out instead.
 *
 * @returns null where the interactions cannot be parted so that anything is left to predict. @throws cancelled
 */
export async function costOfRules(
  context: Context,
  chain: Chain,
  interactions: Table,
  products: Table | null,
  { rules, topK, nCandidates, excludeSeen, testShare, halfLifeDays }: CostOptions,
): Promise<{ readonly rows: readonly CostRow[]; readonly nCustomers: number } | null> {
  const task = heldOut(interactions, { share: testShare, maskBought: excludeSeen }, context.random.fork(0));
  if (!task) return null;
  const fitting = { ...subContext(context, 0, FITTING_SHARE, context.random.fork(1)), warn: () => undefined };
  const { recommender } = await context.chains.fit(chain, task.train, fitting, { products });
  if (!recommender) return null;
  const customers = await recommender.histories(task.known, fitting);
  const facts = itemFacts(task.train, products, recommender.items);
  const buyers = new CommonBuyers(customers.rows);
  const maker = new ListMaker(facts, buyers, recommender.items, { halfLifeDays, random: context.random.fork(2) });
  const tested = pickCustomers(customers, task.users);
  const reranking = new Reranking(recommender, tested, maker, { excludeSeen, nCandidates });
  const judge = new ListJudge(task);
  const names = activeRules(rules);
  const variants: { rule: CostRow['rule']; rules: ListRules }[] = [
    { rule: 'plain', rules: onlyRules(rules, []) },
    ...names.map((rule) => ({ rule, rules: onlyRules(rules, [rule]) })),
    ...(names.length > 1 ? [{ rule: 'all' as const, rules }] : []),
  ];
  const measures = [
    { metric: 'recall', k: topK },
    { metric: 'ndcg', k: topK },
  ] as const;
  const rows: CostRow[] = [];
  for (const [at, variant] of variants.entries()) {
    const [from, to] = [at, at + 1].map((n) => FITTING_SHARE + ((1 - FITTING_SHARE) * n) / variants.length) as [
      number,
      number,
    ];
    const listed = await reranking.lists(variant.rules, topK, subContext(context, from, to));
    const scores = scoreLists(listed, recommender.items, task, measures, [topK]);
    const column = (measure: number) => mean(scores.values.filter((_, i) => i % measures.length === measure));
    const look = () => {
      context.signal.throwIfAborted();
    };
    const values = {
      recall: column(0),
      ndcg: column(1),
      coverage: scores.coverage[0]!,
      diversity: judge.judge(scores, topK, look).diversity,
      ...contentOf(listed.items, topK, facts, maker, tested),
    };
    rows.push({ rule: variant.rule, values });
  }
  return { rows, nCustomers: task.users.length };
}

/** The mean of what lists hold, over their places, and how far their categories are from the customers' own, over customers. */
function contentOf(
  items: Int32Array,
  topK: number,
  { price, margin, category, categories }: ItemFacts,
  maker: ListMaker,
  { rows }: CustomerHistories,
): Pick<CostRow['values'], 'miscalibration' | 'mean_price' | 'mean_margin' | 'age_days'> {
  const shown = items.filter((item) => item >= 0);
  const of = (values: Float64Array | null) => (values ? mean(Float64Array.from(shown, (item) => values[item]!)) : NaN);
  const misfits: number[] = [];
  for (let user = 0; category && user < rows.nRows; user++) {
    const history = rows.columns.subarray(rows.offsets[user], rows.offsets[user + 1]);
    const tastes = tastesOf(history, category, categories.length);
    const list = items.subarray(user * topK, (user + 1) * topK).filter((item) => item >= 0);
    if (tastes && list.length > 0)
      misfits.push(
        miscalibration(
          tastes,
          list.map((item) => category[item]!),
        ),
      );
  }
  return {
    miscalibration: mean(Float64Array.from(misfits)),
    mean_price: of(price),
    mean_margin: of(margin),
    age_days: mean(Float64Array.from(shown, (item) => maker.ageDays(item))),
  };
}

/** What each rule costs and gains, a row a rule. */
export function costTable(rows: readonly CostRow[], currency: string | null): Table {
  const plain = rows[0]?.values;
  const numbers = (name: Parameters<typeof text.column>[0], of: (row: CostRow) => number, unit: 'score' | 'share' | 'money' | 'days' = 'score') =>
    numberColumn(name, Float64Array.from(rows, of), { unit, label: text.column(name) }); // prettier-ignore
  const kept = (measure: CostMeasure) => (row: CostRow) => row.values[measure] / (plain?.[measure] ?? NaN);
  return new Table(
    [
      textColumn('rule', rows.map(({ rule }) => rule), { label: text.column('rule') }), // prettier-ignore
      numbers('recall', ({ values }) => values.recall),
      numbers('recall_kept', kept('recall'), 'share'),
      numbers('ndcg', ({ values }) => values.ndcg),
      numbers('ndcg_kept', kept('ndcg'), 'share'),
      numbers('coverage', ({ values }) => values.coverage, 'share'),
      numbers('diversity', ({ values }) => values.diversity),
      numbers('miscalibration', ({ values }) => values.miscalibration),
      numbers('mean_price', ({ values }) => values.mean_price, 'money'),
      numbers('mean_margin', ({ values }) => values.mean_margin, 'money'),
      numbers('age_days', ({ values }) => values.age_days, 'days'),
    ],
    { entity: 'none', name: 'rule_costs', currency },
  );
}

const label = (name: CostRow['rule']): Message => text.message(`rule-${name}`);

/** How far each rule moves what lists are like, as a share of the plain lists; null where no rule asks for anything. */
export function costFigure(rows: readonly CostRow[], topK: number, nCustomers: number): HeatmapFigure | null {
  const [plain, ...others] = rows;
  const last = others.at(-1);
  if (!plain || !last) return null;
  const measures = costMeasures.filter(
    (measure) => Number.isFinite(plain.values[measure]) && plain.values[measure] > 0,
  );
  if (!measures.includes('ndcg')) return null;
  const change = (row: CostRow, measure: CostMeasure) => row.values[measure] / plain.values[measure] - 1;
  const gains = measures.filter((measure) => measure !== 'ndcg' && measure !== 'recall');
  const gained = gains.toSorted((a, b) => Math.abs(change(last, b)) - Math.abs(change(last, a)))[0];
  const kept = { percent: last.values.ndcg / plain.values.ndcg };
  const named = { rule: text.message(`rule-${last.rule}`).text, kept, k: topK };
  return {
    kind: 'heatmap',
    title: gained
      ? text.message('cost-title', {
          ...named,
          measure: text.message(`measure-${gained}`).text,
          way: change(last, gained) < 0 ? 'down' : 'up',
          change: { percent: Math.abs(change(last, gained)) },
        })
      : text.message('cost-title-alone', named),
    subtitle: text.message('cost-rows', { customers: nCustomers }),
    summary: text.message('cost-summary', { rules: others.length, kept }),
    columns: measures.map((measure) => text.message(`measure-${measure}`)),
    rows: others.map(({ rule }) => label(rule)),
    values: Float64Array.from(others.flatMap((row) => measures.map((measure) => change(row, measure)))),
    value: { label: text.message('change'), unit: 'share' },
    diverging: true,
  };
}
