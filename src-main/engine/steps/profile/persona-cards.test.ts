import { describe, expect, it } from 'vitest';
import { NAME_PART, basisOf, nameBasis, sayName, saySentence, type CardEdit } from '../../../contract/cards.ts';
import type { CardsFigure } from '../../../contract/figure.ts';
import { figureTable } from '../../../contract/figure-table.ts';
import { parametersOf } from '../define.ts';
import { cells, tableOf, testContext } from '../testing.ts';
import { personas } from './personas.ts';

/** Two groups of 40: the first drinks tea, often, writes 好茶, and is tagged; everyone buys salt. */
const N = 80;
const ids = Array.from({ length: N }, (_, i) => `c${i}`);
const isFirst = (i: number): boolean => i < N / 2;
const customer = (values: readonly string[]) => ({ values, role: 'customerId' as const });
const clusters = tableOf({ customer_id: customer(ids), cluster: ids.map((_, i) => (isFirst(i) ? 0 : 1)) }, { entity: 'customer' }); // prettier-ignore
const frequency = ids.map((_, i) => (isFirst(i) ? 20 : 2) + (i % 5));
const measured = (values: readonly number[]) =>
  tableOf({ customer_id: customer(ids), frequency: values, monetary: values.map((n) => 10 * n) }, { entity: 'customer', currency: 'CNY' }); // prettier-ignore
const drinkers = ids.filter((_, i) => isFirst(i));
const bought = [...drinkers.map((id) => [id, 'T']), ...ids.map((id) => [id, 'S'])] as [string, string][];
const orders = tableOf({
  customer_id: customer(bought.map(([id]) => id)),
  item: { values: bought.map(([, item]) => item), role: 'itemId' },
  name: { values: bought.map(([, item]) => (item === 'T' ? 'Tea {first flush}' : 'Salt')), role: 'itemName' },
  kind: { values: bought.map(([, item]) => (item === 'T' ? '茶 Tea' : 'Pantry')), role: 'category' },
});
const reviews = tableOf({
  customer_id: customer(ids),
  said: { values: ids.map((_, i) => (isFirst(i) ? '非常喜欢，推荐 wonderful' : 'parcel arrived')), role: 'text' },
});
const tags = tableOf({
  customer_id: customer(drinkers),
  tag: drinkers.map(() => 'vip'),
  name_en: drinkers.map(() => 'Best'),
  name_zh: drinkers.map(() => '贵宾'),
});

const run = (given: Record<string, unknown> = {}, inputs: Record<string, unknown> = {}, values = frequency) => {
  const context = testContext();
  const all = { clusters, features: [measured(values)], orders, reviews, tags, recommendations: null, ...inputs };
  const found = personas.run(context, all, parametersOf(personas, given)) as Awaited<ReturnType<typeof personas.run>>;
  return { ...found, cards: found.cards as CardsFigure, warnings: context.said.warnings };
};

describe('cards', () => {
  const { cards, facts, personas: table } = run();
  const [first, second] = cards.cards;
  const say = (key: string, locale: 'en' | 'zh' = 'en'): string => {
    const fact = first?.facts.find((one) => one.key === key);
    return fact ? saySentence(fact, locale) : '';
  };

  it('say how large a group is and what it brings', () => {
    expect(say('size')).toBe('40 customers, 50% of all.');
    // 40 × (220 mean) of 40 × 220 + 40 × 40.
    expect(say('revenue')).toBe('They bring 85% of the revenue: ¥220.00 each, against ¥40.00.');
  });

  it('name categories, words and tags that the group has more often, with the lift over everyone', () => {
    expect(say('category:茶 Tea', 'zh')).toBe('爱买茶 Tea：100% 的人买过，是全体的 2.0 倍。');
    expect(say('word:推荐')).toBe(
      '“推荐” is in the reviews of 100% of those who wrote any, 2.0 times everyone’s share.',
    );
    expect(say('word:wonderful')).toContain('2.0 times');
    expect(say('tag:vip', 'zh')).toBe('100% 的人有标签“贵宾”，是全体的 2.0 倍。');
    expect(second?.facts.some(({ key }) => key.startsWith('category:') || key.startsWith('tag:'))).toBe(false);
  });

  it('offer what the group buys, by name, until a recommender is asked', () => {
    expect(say('bought:T')).toBe('Tea {first flush}: 100% have bought it, 2.0 times everyone’s share.');
    const lists = tableOf({
      customer_id: customer(drinkers),
      item: { values: drinkers.map(() => 'S'), role: 'itemId' },
      rank: drinkers.map(() => 1),
    });
    const all = tableOf({
      customer_id: customer(ids),
      item: { values: ids.map((_, i) => (isFirst(i) ? 'S' : 'T')), role: 'itemId' },
    });
    const offers = (recommendations: unknown) => run({}, { recommendations }).cards.cards.map(({ facts: own }) => own.filter(({ part }) => part === 'offer').map((fact) => saySentence(fact, 'en'))); // prettier-ignore
    expect(offers(all)[0]).toEqual(['Salt: recommended to 100% of them, 2.0 times everyone’s share.']);
    // Where only one group has lists there is nobody to compare with.
    expect(offers(lists)).toEqual([[], []]);
  });

  it('show a typical customer, who is in the middle of the group', () => {
    expect(first?.typical?.id).toBe('c12');
    expect(first?.typical?.measures[0]?.value).toBe(22);
    expect(cells(table, 'typical_customer')[0]).toBe('c12');
  });

  it('stand in the table of facts with their numbers, and in the figure’s', () => {
    const at = cells(facts, 'feature').indexOf('茶 Tea');
    expect([cells(facts, 'part')[at], cells(facts, 'lift')[at], cells(facts, 'value')[at], cells(facts, 'others')[at]]).toEqual(['category', 2, 1, 0]); // prettier-ignore
    expect(figureTable(cards, null).rows).toHaveLength(cards.cards.reduce((n, card) => n + card.facts.length, 0));
  });
});

const edit = (part: string, changes: Partial<CardEdit>): CardEdit => ({ cluster: '0', part, text: '', hidden: false, was: '', ...changes }); // prettier-ignore

describe('an analyst’s own words', () => {
  const proposed = run().cards.cards[0]!;
  const often = proposed.facts.find(({ key }) => key === 'measure:frequency')!;
  const edits = [
    edit(NAME_PART, { text: '茶友 {tea}', was: nameBasis(proposed) }),
    edit(often.key, { text: 'Regulars.', was: basisOf(often) }),
    edit('tag:vip', { hidden: true }),
  ];

  it('take the place of the proposals in cards, tables and figures', () => {
    const found = run({ edits });
    const [card] = found.cards.cards;
    expect(sayName(card!, 'zh')).toBe('茶友 {tea}');
    expect(cells(found.personas, 'name_en')[0]).toBe('茶友 {tea}');
    expect(cells(found.personas, 'text_zh')[0]).toContain('Regulars.');
    expect(cells(found.members, 'name_en')[0]).toBe('茶友 {tea}');
    expect(found.shares?.kind === 'bars' && found.shares.categories[0]).toMatchObject({
      values: { name: '茶友 {tea}' },
    });
    expect(card?.facts.find(({ key }) => key === 'tag:vip')?.hidden).toBe(true);
    expect(card?.changedFrom).toBeNull();
    expect(found.warnings).toEqual([]);
  });

  it('are flagged once the number behind them has changed', () => {
    const twice = run(
      { edits },
      {},
      frequency.map((n) => 2 * n),
    ).cards.cards[0]!;
    const changed = twice.facts.filter(({ changedFrom }) => changedFrom !== null);
    expect(changed.map(({ key, changedFrom }) => [key, changedFrom])).toEqual([['measure:frequency', '22 / 4']]);
    expect(run({ edits: [edit(NAME_PART, { text: 'Mine', was: 'Something else' })] }).cards.cards[0]?.changedFrom).toBe('Something else'); // prettier-ignore
  });

  it('are kept and told of where their cluster or sentence is gone', () => {
    const found = run({ edits: [...edits, edit(NAME_PART, { cluster: '7', text: 'Gone' })] }, { tags: null });
    expect(found.warnings.map(({ code, values }) => [code, values?.n])).toEqual([['lostEdits', 2]]);
  });
});

describe('cards at the edges', () => {
  const inGroups = (of: (i: number) => number | string) =>
    tableOf({ customer_id: customer(ids), cluster: ids.map((_, i) => of(i)) }, { entity: 'customer' });
  it('of one group say what it is, and compare it with nobody', () => {
    const [card] = run({}, { clusters: inGroups(() => 'all of them'.repeat(20)) }).cards.cards;
    expect(card?.facts.map((fact) => saySentence(fact, 'en'))).toEqual(['80 customers, 100% of all.', 'They bring 100% of the revenue, ¥130.00 each.']); // prettier-ignore
  });
  it('of a group of one portray its only member', () => {
    const { cards } = run({}, { clusters: inGroups((i) => (i === 7 ? '一' : 'rest')) });
    expect(cards.cards.map(({ cluster, typical }) => [cluster, typical?.id])).toContainEqual(['一', 'c7']);
    expect(cards.select.values).toEqual(cards.cards.map(({ cluster }) => cluster));
  });
  it('of forty groups without orders, reviews or tags have names apart', () => {
    const bare = { orders: null, reviews: null, tags: null, clusters: inGroups((i) => i % 40) };
    const { cards } = run({}, bare);
    expect(new Set(cards.cards.map((card) => sayName(card, 'zh'))).size).toBe(40);
    expect(cards.cards.every(({ facts }) => facts.length >= 2)).toBe(true);
  });
});
