import type { CardFact, CardPart, PersonaCard, Spread, TypicalCustomer } from '../../../contract/cards.ts';
import type { Text } from '../../../contract/text.ts';
import { medoids } from '../../maths/medoid.ts';
import { quantilesOf } from '../../maths/selection.ts';
import { mean } from '../../maths/statistics.ts';
import type { Lift } from './carried.ts';
import type { MemberFeature } from './member-features.ts';
import {
  carriedMeasure,
  kindName,
  liftSentence,
  revenueSentence,
  sentenceOf,
  sizeSentence,
  type CarriedKind,
} from './persona-words.ts';
import { personasText as text } from './personas-text.ts';
import { rankValues, type Difference } from './stand-out.ts';

/** What each group carries more often than others, of one kind. */
export interface CarriedFacts {
  readonly kind: CarriedKind;
  /** By group. */
  readonly lifts: readonly (readonly Lift[])[];
}

/** What the cards are made of. */
export interface CardSource {
  readonly clusters: readonly string[];
  /** The place of each customer's group; customers and the values of features are in one order. */
  readonly groupOf: Int32Array;
  readonly customers: readonly string[];
  readonly features: readonly MemberFeature[];
  readonly differences: readonly (readonly Difference[])[];
  readonly names: readonly Text[];
  readonly carried: readonly CarriedFacts[];
  /** What each customer paid; null where that is not known. */
  readonly paid: Float64Array | null;
  readonly currency: string | null;
  readonly totals: GroupTotals;
}

/** How large each group is and what its members paid, worked out once for all cards. */
export interface GroupTotals {
  readonly sizes: Int32Array;
  /** NaN where nothing is known of payments. */
  readonly revenues: Float64Array;
  /** What all customers paid. */
  readonly revenue: number;
}

/** @param paid by customer; amounts that are missing count nothing */
export function groupTotals(groupOf: Int32Array, paid: Float64Array | null, nGroups: number): GroupTotals {
  const sizes = new Int32Array(nGroups);
  for (const group of groupOf) sizes[group]!++;
  const revenues = new Float64Array(nGroups).fill(paid ? 0 : NaN);
  let revenue = 0;
  paid?.forEach((amount, i) => {
    if (!Number.isFinite(amount)) return;
    revenue += amount;
    revenues[groupOf[i]!]! += amount;
  });
  return { sizes, revenues, revenue };
}

const UNEDITED = { own: null, hidden: false, changedFrom: null } as const;
const UNTESTED = { lift: null, effect: null, chance: null, spread: null } as const;

const PARTS: Readonly<Record<CarriedKind, CardPart>> = {
  category: 'category',
  word: 'word',
  tag: 'tag',
  bought: 'offer',
  recommended: 'offer',
};

/** Measures of what orders are worth; all others but categories are habits. */
const isWorth = ({ name, unit }: MemberFeature): boolean => unit === 'money' || name === 'discount_rate';
/** A category that they hardly buy from is no favourite. */
const partOf = ({ feature, effect }: Difference): CardPart =>
  feature.name.startsWith('category_') && effect > 0 ? 'category' : isWorth(feature) ? 'value' : 'habit';

const SPREAD = [0.05, 0.25, 0.5, 0.75, 0.95];
const spreadOf = (values: Float64Array): Spread => quantilesOf(values, SPREAD) as unknown as Spread;

function measureFact(difference: Difference, group: number, { groupOf, currency }: CardSource): CardFact {
  const { feature, value, others, effect, p } = difference;
  const part = (inside: boolean): Spread =>
    spreadOf(feature.values.filter((_, i) => (groupOf[i] === group) === inside));
  const everyone = feature.unit === 'share' ? mean(feature.values) : NaN;
  return {
    key: `measure:${feature.name}`,
    part: partOf(difference),
    sentence: sentenceOf(difference, currency),
    measure: feature.label,
    unit: feature.unit,
    value,
    others,
    lift: everyone > 0 ? value / everyone : null,
    effect,
    chance: p,
    spread: { own: part(true), others: part(false) },
    ...UNEDITED,
  };
}

/** How large a group is, and what it brings. */
function headlines(group: number, { groupOf, paid, currency, totals }: CardSource): CardFact[] {
  const inside = (i: number): boolean => groupOf[i] === group;
  const size = totals.sizes[group]!;
  const share = size / groupOf.length;
  const facts: CardFact[] = [
    {
      key: 'size',
      part: 'size',
      sentence: sizeSentence(size, share),
      measure: text.message('customerShare'),
      unit: 'share',
      value: share,
      others: 1 - share,
      ...UNTESTED,
      ...UNEDITED,
    },
  ];
  const [own, all] = [totals.revenues[group]!, totals.revenue];
  if (!paid || !(all > 0)) return facts;
  const others = (all - own) / (groupOf.length - size);
  facts.push({
    key: 'revenue',
    part: 'value',
    sentence: revenueSentence(own / all, own / size, others, currency),
    measure: text.message('revenueEach'),
    unit: 'money',
    value: own / size,
    others,
    ...UNTESTED,
    spread: size < groupOf.length ? { own: spreadOf(paid.filter((_, i) => inside(i))), others: spreadOf(paid.filter((_, i) => !inside(i))) } : null,
    ...UNEDITED,
  });
  return facts;
} // prettier-ignore

const sameName = (a: string, b: string): boolean => a.trim().toLowerCase() === b.trim().toLowerCase();

/** A category that a sentence about shares of spending names already is not named again. */
function isTold({ thing }: Lift, told: readonly Difference[]): boolean {
  const { label } = thing;
  return told.some(({ feature }) => feature.name.startsWith('category_') && typeof label === 'string' && sameName(kindName(feature).en, label)); // prettier-ignore
}

function carriedFacts(group: number, { carried, differences }: CardSource): CardFact[] {
  return carried.flatMap(({ kind, lifts }) => {
    const found = lifts[group] ?? [];
    const fresh = kind === 'category' ? found.filter((lift) => !isTold(lift, differences[group] ?? [])) : found;
    return fresh.map((lift): CardFact => {
      const { thing, value, others, chance } = lift;
      return {
        key: `${kind}:${thing.key}`,
        part: PARTS[kind],
        sentence: liftSentence(kind, thing.label, lift),
        measure: carriedMeasure(kind, thing.label),
        unit: 'share',
        value,
        others,
        lift: lift.lift,
        // Of yes and no, Cliff's delta is the difference of the shares.
        effect: value - others,
        chance,
        spread: null,
        ...UNEDITED,
      };
    });
  });
}

const MOST_MEASURES = 4;
/** What is told of anyone, where nothing sets the group apart. */
const USUAL = ['frequency', 'monetary', 'recency', 'basket_value'];

/** The member nearest to all others: every measure as a rank among all customers, so that units and outliers do not count. */
function typicalOf({ clusters, groupOf, customers, features, differences }: CardSource): (TypicalCustomer | null)[] {
  const ranks = features.map(({ values }) => {
    const { ranks: own, n } = rankValues(values);
    return own.map((rank) => rank / n);
  });
  return [...medoids(ranks, groupOf, clusters.length)].map((row, group) => {
    if (row < 0) return null;
    const apart = (differences[group] ?? []).map(({ feature }) => feature);
    const usual = USUAL.flatMap((name) => features.find((feature) => feature.name === name) ?? []);
    const told = [...new Set([...apart, ...usual])].filter(({ values }) => !Number.isNaN(values[row]));
    const measures = told.slice(0, MOST_MEASURES);
    return {
      id: customers[row] ?? '',
      measures: measures.map((feature) => ({ label: feature.label, unit: feature.unit, value: feature.values[row]! })),
    };
  }); // prettier-ignore
}

/** A card for each group, as the numbers propose it. */
export function proposedCards(source: CardSource): PersonaCard[] {
  const typical = typicalOf(source);
  return source.clusters.map((cluster, group) => ({
    cluster,
    size: source.totals.sizes[group]!,
    proposed: source.names[group] ?? { en: cluster, zh: cluster },
    own: null,
    changedFrom: null,
    facts: [
      ...headlines(group, source),
      ...(source.differences[group] ?? []).map((difference) => measureFact(difference, group, source)),
      ...carriedFacts(group, source),
    ],
    typical: typical[group] ?? null,
  }));
}
