import { z } from 'zod';
import { cardText, lostEdits, withEdits } from '../../../contract/cards.ts';
import { namesOf } from '../recommend/customer-view.ts';
import type { Table } from '../../table/table.ts';
import type { Context } from '../context.ts';
import {
  column,
  columnNames,
  defineStep,
  figureOut,
  listedNames,
  metricOut,
  optionalTableIn,
  tableIn,
  tableOut,
  tablesIn,
} from '../define.ts';
import { NOISE } from '../cluster/group-names.ts';
import { readClusters } from '../recommend/cluster-view.ts';
import { liftsOf, type Carried, type LiftOptions } from './carried.ts';
import { categoriesOf, productsOf, tagsOf, wordsOfReviews } from './carried-sources.ts';
import { memberFeatures, requireFeatures, type MemberFeature } from './member-features.ts';
import { groupTotals, proposedCards, type CardSource, type CarriedFacts } from './persona-cards.ts';
import { cardsFigure, revenueFigure, shareFigure, traitFigure } from './persona-figures.ts';
import { distinctNames } from './persona-name.ts';
import { factTable, memberTable, personaTable } from './persona-tables.ts';
import type { CarriedKind } from './persona-words.ts';
import type { Persona } from './persona.ts';
import { personasText as text } from './personas-text.ts';
import { standOut } from './stand-out.ts';

/** What an analyst says in place of a name or a sentence. */
const edit = z.object({
  cluster: z
    .string()
    .min(1)
    .max(1000)
    .meta({ ...text.parameter('cluster') }),
  part: z
    .string()
    .min(1)
    .max(1000)
    .meta({ ...text.parameter('part') }),
  text: z
    .string()
    .max(2000)
    .default('')
    .meta({ ...text.parameter('text') }),
  hidden: z
    .boolean()
    .default(false)
    .meta({ ...text.parameter('hidden') }),
  was: z
    .string()
    .max(1000)
    .default('')
    .meta({ ...text.parameter('was') }),
});

const parameters = z.object({
  minEffect: z
    .number()
    .min(0)
    .max(1)
    .default(0.33)
    .meta({ ...text.parameter('minEffect') }),
  maxSentences: z
    .int()
    .min(1)
    .max(12)
    .default(4)
    .meta({ ...text.parameter('maxSentences') }),
  significance: z
    .number()
    .min(0.000001)
    .max(0.5)
    .default(0.01)
    .meta({ ...text.parameter('significance') }),
  minLift: z
    .number()
    .min(1)
    .max(100)
    .default(1.2)
    .meta({ ...text.parameter('minLift') }),
  maxThings: z
    .int()
    .min(1)
    .max(12)
    .default(4)
    .meta({ ...text.parameter('maxThings') }),
  clusterColumn: column({ port: 'clusters', text: text.parameter('clusterColumn') }),
  revenue: column({ port: 'features', types: ['number'], text: text.parameter('revenue') }),
  edits: z
    .array(edit)
    .max(2000)
    .default([])
    .meta({ ...text.parameter('edits') }),
});

export const personas = defineStep({
  id: 'profile.personas',
  version: 4,
  // The second version draws cards, and takes an analyst's own words for them.
  upgrade: { 1: (stored) => stored, 2: (stored) => stored, 3: (stored) => stored },
  text,
  references: ['doi:10.1037/0033-2909.114.3.494', 'doi:10.1214/aoms/1177730491', 'https://aclanthology.org/J93-1003/'],
  needs: {
    clusters: tableIn({ label: text.input('clusters'), roles: ['customerId'], prefersOutput: 'clusters' }),
    features: tablesIn({ label: text.input('features'), roles: ['customerId'], prefersOutput: 'behaviour', max: 10 }),
    orders: optionalTableIn({
      label: text.input('orders'),
      roles: ['customerId', 'itemId'],
      prefersOutput: 'interactions_clean',
    }),
    reviews: optionalTableIn({ label: text.input('reviews'), roles: ['customerId', 'text'], prefers: 'reviews' }),
    tags: optionalTableIn({ label: text.input('tags'), roles: ['customerId'], prefersOutput: 'tags' }),
    recommendations: optionalTableIn({
      label: text.input('recommendations'),
      roles: ['customerId', 'itemId'],
      prefersOutput: 'recommendations',
    }),
  },
  gives: {
    cards: figureOut({ label: text.output('cards') }),
    personas: tableOut({ label: text.output('personas'), name: 'personas', entity: 'none' }),
    facts: tableOut({
      label: text.output('facts'),
      name: 'persona_facts',
      entity: 'none',
      words: { feature: columnNames('features'), part: listedNames(cardText) },
    }),
    members: tableOut({ label: text.output('members'), name: 'persona_members', entity: 'customer', publish: false }),
    shares: figureOut({ label: text.output('shares') }),
    traits: figureOut({ label: text.output('traits') }),
    revenueMap: figureOut({ label: text.output('revenueMap') }),
    described: metricOut({ label: text.output('described'), better: 'higher', unit: 'count' }),
    sentences: metricOut({ label: text.output('sentences'), better: 'none', unit: 'count' }),
  },
  parameters,
  memory: ({ nRows, nColumns }) => nRows * nColumns * 24,
  run(context, { clusters, features: tables, ...extra }, p) {
    const { names, members } = withoutNoise(readClusters(clusters, p.clusterColumn));
    const customers = members.flat();
    const groupOf = Int32Array.from(members.flatMap((ids, cluster) => ids.map(() => cluster)));
    const features = withoutScores(memberFeatures(tables, customers));
    requireFeatures(features, tables);
    const differences = standOut(features, groupOf, names.length, { ...p, most: p.maxSentences }, (share) => {
      context.signal.throwIfAborted();
      context.progress(0.6 * share);
    });
    const currency = tables.find((table) => table.currency !== null)?.currency ?? null;
    const paid = paidBy(features, p.revenue);
    const carried = carriedBy(extra, customers, groupOf, names.length, { ...p, most: p.maxThings }, context);
    const source = {
      clusters: names,
      groupOf,
      customers,
      features,
      differences,
      names: distinctNames(differences),
      carried,
      paid,
      currency,
      totals: groupTotals(groupOf, paid, names.length),
    };
    const list = portraits(source, p.edits);
    warnOf(list, p.edits, context);
    const total = list.reduce((sum, { revenue }) => sum + (Number.isNaN(revenue) ? 0 : revenue), 0);
    return {
      cards: list.length > 0 ? cardsFigure(list, currency) : null,
      personas: personaTable(list, total),
      facts: factTable(list),
      members: memberTable(list, members, clusters),
      shares: shareFigure(list, total, customers.length),
      traits: traitFigure(list),
      revenueMap: revenueFigure(list, total, currency),
      described: list.length - differences.filter(({ length }) => length === 0).length,
      sentences: differences.reduce((sum, { length }) => sum + length, 0),
    };
  },
});

function warnOf(list: readonly Persona[], edits: z.output<typeof parameters>['edits'], context: Context): void {
  const silent = list.filter(({ differences }) => differences.length === 0).length;
  if (silent > 0) context.warn(text.message('withoutSentences', { n: silent }));
  const lost = lostEdits(
    list.map(({ card }) => card),
    edits,
  ).length;
  if (lost > 0) context.warn(text.message('lostEdits', { n: lost }));
}

interface Extra {
  readonly orders: Table | null;
  readonly reviews: Table | null;
  readonly tags: Table | null;
  readonly recommendations: Table | null;
}

/** What members carry more often than others, of every kind that a table tells of. */
function carriedBy(
  { orders, reviews, tags, recommendations }: Extra,
  customers: readonly string[],
  groupOf: Int32Array,
  nGroups: number,
  options: LiftOptions,
  context: Context,
): CarriedFacts[] {
  const places = new Map(customers.map((id, i) => [id, i]));
  const placeOf = (id: string): number => places.get(id) ?? -1;
  const n = customers.length;
  const of = (kind: CarriedKind, carried: Carried | null): CarriedFacts[] => {
    context.signal.throwIfAborted();
    return carried ? [{ kind, lifts: liftsOf(carried, groupOf, nGroups, options) }] : [];
  };
  const pulse = (): void => context.signal.throwIfAborted();
  const found = [
    ...of('category', orders && categoriesOf(orders, placeOf, n)),
    ...of('word', reviews && wordsOfReviews(reviews, placeOf, n, pulse)),
    ...of('tag', tags && tagsOf(tags, placeOf, n)),
    ...(recommendations
      ? of('recommended', productsOf(recommendations, placeOf, n))
      : of('bought', orders && productsOf(orders, placeOf, n))),
  ];
  context.progress(0.8);
  return orders
    ? found.map((facts) => (facts.kind === 'bought' || facts.kind === 'recommended' ? named(facts, orders) : facts))
    : found;
}

/** Products by the names that orders give them. */
function named({ kind, lifts }: CarriedFacts, orders: Table): CarriedFacts {
  const names = namesOf(
    orders,
    lifts.flat().map(({ thing }) => thing.key),
  );
  return {
    kind,
    lifts: lifts.map((own) =>
      own.map((lift) => ({ ...lift, thing: { ...lift.thing, label: names.get(lift.thing.key) ?? lift.thing.label } })),
    ),
  };
}

function withoutNoise({ names, members }: { names: readonly string[]; members: readonly (readonly string[])[] }) {
  const kept = [...names.keys()].filter((i) => names[i] !== NOISE);
  return { names: kept.map((i) => names[i] ?? ''), members: kept.map((i) => members[i] ?? []) };
}

/** Without scores of measures that are there themselves: “monetary” says more than its quintile does. */
function withoutScores(features: readonly MemberFeature[]): MemberFeature[] {
  const names = new Set(features.map(({ name }) => name));
  return features.filter(({ name }) => !name.endsWith('_score') || !names.has(name.replace(/_score$/, '')));
}

/** What each customer paid, or null. */
function paidBy(features: readonly MemberFeature[], chosen: string | null): Float64Array | null {
  return features.find(({ name }) => name === (chosen ?? 'monetary'))?.values ?? null;
}

function portraits(source: CardSource, edits: z.output<typeof parameters>['edits']): Persona[] {
  const { groupOf, totals, differences } = source;
  return withEdits(proposedCards(source), edits).map((card, group) => ({
    cluster: card.cluster,
    size: card.size,
    share: groupOf.length > 0 ? card.size / groupOf.length : 0,
    revenue: totals.revenues[group]!,
    differences: differences[group] ?? [],
    card,
  }));
}
