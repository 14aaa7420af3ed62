import { describe, expect, it } from 'vitest';
import type { PersonaCard } from '../../src-main/contract/cards.ts';
import type { CardsFigure } from '../../src-main/contract/figure.ts';
import { formatLabel } from '../../src-main/contract/text.ts';
import { evidenceOf } from './evidence.ts';
import { factOf } from './fixtures.ts';

const base = factOf({});
const card = (cluster: string, value: number, own: string | null): PersonaCard => ({
  cluster,
  size: 3,
  proposed: { en: 'Regulars', zh: '常客' },
  own,
  changedFrom: null,
  facts: [{ ...base, value }],
  typical: null,
});
const message = { code: 't', text: { en: 't', zh: 't' } };
const figure: CardsFigure = {
  kind: 'cards',
  title: message,
  summary: message,
  currency: 'EUR',
  cards: [card('0', 0.75, 'Mine'), card('1', 0.25, null)],
  select: { table: 'members', column: 'cluster', values: [0, 1] },
  edits: 'edits',
};
const mine = figure.cards[0]!;

describe('what a sentence rests on', () => {
  it('is of a size every group’s, each of which can be selected', () => {
    const found = evidenceOf(figure, mine, base, 'zh');
    expect(found.kind === 'bars' && [...found.series[0]!.values]).toEqual([0.75, 0.25]);
    expect(found.kind === 'bars' && found.categories.map((name) => formatLabel(name, 'zh'))).toEqual(['Mine', '常客']);
    expect(found).toMatchObject({ select: figure.select });
  });
  it('is of a share the group’s beside the others’ and everyone’s', () => {
    const fact = { ...base, part: 'tag' as const, value: 0.6, others: 0.2, lift: 2, effect: 0.4, chance: 0.00004 };
    const found = evidenceOf(figure, mine, fact, 'en');
    expect(found.kind === 'bars' && [...found.series[0]!.values]).toEqual([0.6, 0.2, 0.3]);
    expect(formatLabel(found.subtitle!, 'en')).toBe('Cliff’s delta 0.40; a chance of 0.00004 under no difference');
  });
  it('is of a measure how it is spread on either side, in the shop’s currency', () => {
    const spread = { own: [1, 2, 3, 4, 5], others: [0, 1, 1, 2, 9] } as const;
    const found = evidenceOf(figure, mine, { ...base, part: 'value', unit: 'money', spread }, 'en');
    expect(found).toMatchObject({ kind: 'box', currency: 'EUR', quantiles: [spread.own, spread.others] });
  });
});
