import { DAY_MS, FIRST_DAY, N_DAYS, writeDate, writeTime } from './calendar.ts';
import { expectedUplift, hasLeft, inWindow, SENT_AT } from './campaign.ts';
import type { Product } from './products.ts';
import type { Persona } from './personas.ts';
import type { Chance } from './random.ts';
import type { CampaignRow, CustomerRow, ProductRow, ReviewRow, TruthRow } from './rows.ts';
import type { Account } from './shop-customer.ts';
import { CATEGORIES, CITIES, CITY_WEIGHTS } from './vocabulary/categories.ts';

const ACQUISITIONS = ['search', 'friend', 'social', 'advert', 'direct'] as const;
const ACQUISITION_WEIGHTS = [34, 22, 20, 14, 10];
const SHARE_WITHOUT_BIRTH_YEAR = 0.18;

const dateOf = (day: number): string => writeDate(FIRST_DAY + day * DAY_MS);

function byId<T extends { readonly customerId: string }>(rows: T[]): T[] {
  return rows.sort((a, b) => (a.customerId < b.customerId ? -1 : 1));
}

export function productRows(products: readonly Product[]): ProductRow[] {
  return products.map(({ id, name, description, category, price, cost, stock }) => ({
    productId: id,
    productName: name[0],
    productNameZh: name[1],
    description: description[0],
    descriptionZh: description[1],
    category: CATEGORIES[category]?.name[0] ?? '',
    categoryZh: CATEGORIES[category]?.name[1] ?? '',
    price: price / 100,
    cost: cost / 100,
    stock,
  }));
}

/** What the shop knows of its customers; none of it depends on the persona but the day they came. */
export function customerRows(chance: Chance, accounts: readonly Account[], ids: readonly string[]): CustomerRow[] {
  const rows = accounts.map(({ customer }, i): CustomerRow => ({
    customerId: ids[i] as string,
    signedUpOn: dateOf(customer.arrival),
    city: CITIES[chance.pick(CITY_WEIGHTS)] as string,
    acquisition: ACQUISITIONS[chance.pick(ACQUISITION_WEIGHTS)] as string,
    language: customer.language,
    birthYear: chance.happens(SHARE_WITHOUT_BIRTH_YEAR)
      ? null
      : Math.round(Math.min(2005, Math.max(1942, chance.normal(1985, 11)))),
    newsletter: chance.happens(0.6),
  }));
  return byId(rows);
}

export function reviewRows(accounts: readonly Account[], ids: readonly string[]): ReviewRow[] {
  return accounts
    .flatMap(({ reviews }) => reviews)
    .sort((a, b) => a.at - b.at || a.customer - b.customer)
    .map(({ at, customer, product, rating, language, text }, i) => ({
      reviewId: String(5001 + i),
      customerId: ids[customer] as string,
      productId: product.id,
      reviewedAt: writeTime(at),
      rating,
      language,
      reviewText: text,
    }));
}

/** In cents: everything on the orders of the two weeks, with postage and wrapping. */
function spendOf({ documents }: Account): number {
  const orders = documents.filter((document) => document.kind === 'order' && inWindow(document));
  return orders.flatMap(({ lines }) => lines).reduce((sum, { quantity, unitPrice }) => sum + quantity * unitPrice, 0);
}

export function campaignRows(accounts: readonly Account[], ids: readonly string[]): CampaignRow[] {
  const rows = accounts.map((account, i): CampaignRow => {
    const { treated, opened, clicked, convertsWith, convertsWithout } = account.participation;
    return {
      customerId: ids[i] as string,
      treatment: treated ? 'treatment' : 'control',
      sentAt: treated ? writeTime(SENT_AT) : '',
      opened,
      clicked,
      converted: treated ? convertsWith : convertsWithout,
      spend: spendOf(account) / 100,
    };
  });
  return byId(rows);
}

/** For each persona the share of those who had not left that would order in the two weeks without the message. */
function sharesWithout(accounts: readonly Account[]): Map<Persona, number> {
  const present = accounts.filter(({ customer }) => !hasLeft(customer));
  const grouped = Map.groupBy(present, ({ customer }) => customer.persona);
  return new Map(
    [...grouped].map(([persona, group]) => [
      persona,
      group.filter(({ participation }) => participation.convertsWithout).length / group.length,
    ]),
  );
}

const CHURN_DAYS = 90;
const round = (value: number): number => Math.round(value * 10_000) / 10_000;

export function truthRows(accounts: readonly Account[], ids: readonly string[]): TruthRow[] {
  const without = sharesWithout(accounts);
  const rows = accounts.map(({ customer, fraud, participation }, i): TruthRow => {
    const { persona, alsoLike, purity, leaving, hazard } = customer;
    return {
      customerId: ids[i] as string,
      persona: persona.id,
      alsoLike: alsoLike?.id ?? '',
      purity,
      churnPropensity: round(1 - Math.exp(-hazard * CHURN_DAYS)),
      leftOn: leaving < N_DAYS ? dateOf(leaving) : '',
      uplift: round(expectedUplift(customer, without.get(persona) ?? 0)),
      convertsWithout: participation.convertsWithout,
      convertsWith: participation.convertsWith,
      fraud,
    };
  });
  return byId(rows);
}
