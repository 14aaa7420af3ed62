import type { BarsFigure, CardsFigure, HeatmapFigure, TreemapFigure } from '../../../contract/figure.ts';
import { shownFacts } from '../../../contract/cards.ts';
import type { Message } from '../../../contract/text.ts';
import { clusterValues, nameIn, type Persona } from './persona.ts';
import { personasText as text } from './personas-text.ts';

const named = ({ card }: Persona): Message => text.message('personaName', { name: nameIn(card) });

function largest(list: readonly Persona[], of: (persona: Persona) => number): Persona | null {
  return list.reduce<Persona | null>((best, one) => (best === null || of(one) > of(best) ? one : best), null);
}

/** Each group’s share of the customers and of the revenue. */
export function shareFigure(list: readonly Persona[], total: number, nCustomers: number): BarsFigure | null {
  const top = largest(list, total > 0 ? ({ revenue }) => revenue : ({ size }) => size);
  if (!top) return null;
  const found = { name: nameIn(top.card), customers: { percent: top.share } };
  const title =
    total > 0
      ? text.message('sharesTitle', { ...found, revenue: { percent: top.revenue / total } })
      : text.message('sharesTitlePlain', found);
  const customers = { name: text.message('customers'), values: Float64Array.from(list, ({ share }) => share) };
  const revenue = { name: text.message('revenue'), values: Float64Array.from(list, (one) => one.revenue / total) };
  return {
    kind: 'bars',
    orientation: 'horizontal',
    title,
    subtitle: text.message('sharesSubtitle', { clusters: list.length, customers: nCustomers }),
    summary: title,
    categories: list.map(named),
    value: { label: text.message('share'), unit: 'share' },
    series: total > 0 ? [customers, revenue] : [customers],
    select: { table: 'members', column: 'cluster', values: clusterValues(list.map(({ cluster }) => cluster)) },
  };
}

/** The effects behind the sentences; what was not said of a persona is empty. */
export function traitFigure(list: readonly Persona[]): HeatmapFigure | null {
  const features = new Map(
    list.flatMap(({ differences }) => differences.map(({ feature }) => [feature.name, feature] as const)),
  );
  const all = list.flatMap((persona) => persona.differences.map((difference) => ({ persona, difference })));
  const [strongest] = all.toSorted((a, b) => Math.abs(b.difference.effect) - Math.abs(a.difference.effect));
  if (!strongest) return null;
  const { label } = strongest.difference.feature;
  const title = text.message('traitsTitle', {
    name: nameIn(strongest.persona.card),
    feature: typeof label === 'string' ? label : label.text,
  });
  const effects = list.flatMap(({ differences }) =>
    [...features.keys()].map((name) => differences.find(({ feature }) => feature.name === name)?.effect ?? NaN),
  );
  return {
    kind: 'heatmap',
    title,
    subtitle: text.message('traitsSubtitle'),
    summary: title,
    rows: list.map(named),
    columns: [...features.values()].map(({ label: shown }) => shown),
    values: Float64Array.from(effects),
    value: { label: text.message('delta') },
    diverging: true,
  };
}

/** The revenue, a part a group. */
export function revenueFigure(list: readonly Persona[], total: number, currency: string | null): TreemapFigure | null {
  const top = largest(list, ({ revenue }) => revenue);
  if (!top || !(total > 0)) return null;
  const title = text.message('mapTitle', { name: nameIn(top.card), revenue: { percent: top.revenue / total } });
  return {
    kind: 'treemap',
    title,
    subtitle: text.message('mapSubtitle'),
    summary: title,
    currency,
    ids: ['all', ...list.map(({ cluster }) => `cluster ${cluster}`)],
    labels: [text.message('all'), ...list.map(named)],
    parents: ['', ...list.map(() => 'all')],
    values: Float64Array.from([total, ...list.map(({ revenue }) => Math.max(0, revenue))]),
    value: { label: text.message('revenue'), unit: 'money' },
  };
}

/** The portraits as cards, in the order of the groups. */
export function cardsFigure(list: readonly Persona[], currency: string | null): CardsFigure {
  const nSentences = list.reduce((sum, { card }) => sum + shownFacts(card).reduce((n, { facts }) => n + facts.length, 0), 0); // prettier-ignore
  const title = text.message('cardsTitle', { personas: list.length, sentences: nSentences });
  return {
    kind: 'cards',
    title,
    subtitle: text.message('cardsSubtitle'),
    summary: title,
    currency,
    cards: list.map(({ card }) => card),
    select: { table: 'members', column: 'cluster', values: clusterValues(list.map(({ cluster }) => cluster)) },
    edits: 'edits',
  };
}
